"""Days, months and quarters that are written in words, and those of the lunar calendar.

"tháng Chín", "mồng một tháng sáu", "quý Một", "rằm tháng Giêng", "23 tháng Chạp". The words are met as written and,
since diacritics may be lost, folded where they cannot be anything else ("thang gieng"). A month in small letters
("tháng năm") counts only where its surroundings show it to be one: "năm tháng ba lần" names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.date_patterns import DateParts
from corpus.plan import DateMention
from corpus.reading.numerals import vietnamese

_FULL_MOON: Final = frozenset(("rằm", "ram"))
_MONTHS: Final = {
    **{vietnamese(number): number for number in range(1, 13)},
    "bẩy": 7,
    "tư": 4,
    "giêng": 1,
    "chạp": 12,
    "gieng": 1,
    "chap": 12,
}
_LUNAR_MONTHS: Final = frozenset(("giêng", "chạp", "gieng", "chap"))
_DAYS: Final = {
    **{vietnamese(number): number for number in range(1, 32)},
    "hai mươi tư": 24,
    "hai mươi nhăm": 25,
    "bẩy": 7,
    "rằm": 15,
    "ram": 15,
}
_QUARTERS: Final = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+")


_STEM: Final = "(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)"
_BRANCH: Final = "(?:ty|ti|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi)"
_CALENDAR: Final = rf"(?:am\s+lich|al|(?:nam\s+)?{_STEM}\s+{_BRANCH})(?![a-z])"
LUNAR_MARK: Final = rf"\s*(?:\(\s*{_CALENDAR}\s*\)|{_CALENDAR})"
"""What stands behind a day or month of the lunar calendar, over folded text: "âm lịch", "(AL)", "năm Giáp Thìn"."""

_YEAR: Final = r"(?:\s*[/-]\s*|\s*,?\s*năm\s+)(?P<year>(?:19|20)[0-9]{2})(?![0-9/])"
_WORDED: Final = re.compile(
    rf"(?<!\w)(?:(?P<said>ngày\s+|(?:ngày\s+)?(?:mồng|mùng|mong|mung)\s+)?(?P<day>{_any_of(_DAYS)}|[0-3]?[0-9])\s+)?"
    rf"(?:tháng|thang)\s+(?P<month>{_any_of(_MONTHS)}|1[0-2]|0?[1-9])(?!\w)(?!\s+(?:19|20)[0-9]{{2}})(?:{_YEAR})?",
    re.IGNORECASE,
)
_QUARTER: Final = re.compile(rf"(?<!\w)quý\s+(?P<quarter>{_any_of(_QUARTERS)})(?!\w)(?:{_YEAR})?", re.IGNORECASE)
_SHOWN_BEFORE: Final = re.compile(r"(?:đầu|cuối|giữa|trong|từ|đến|hết|vào|sang|trước|sau)\s+$", re.IGNORECASE)
_SHOWN_BEHIND: Final = re.compile(rf"{LUNAR_MARK}|\s*(?:hang|hằng|hàng|mỗi|moi)\s+n[aă]m", re.IGNORECASE)
_COUNTS: Final = re.compile(r"\s+(?:lần|buổi|tuần|ngày|kỳ|đợt)(?!\w)", re.IGNORECASE)
_NAME_BEFORE: Final = re.compile(r"(?:cách mạng|cach mang|khởi nghĩa|đường|phố|trường)\s+$", re.IGNORECASE)


def worded_dates(text: str, folded: str) -> Iterator[DateMention]:
    """Yield the days, months and quarters of `text` that figures alone do not name, in order, without overlaps.

    `folded` is the folded `text`. The mark of a lunar year behind a mention is not yet part of it.
    """
    found = [_worded(match, folded) for match in _WORDED.finditer(text)]
    found += [_quarter(match) for match in _QUARTER.finditer(text)]
    yield from sorted((mention for mention in found if mention is not None), key=lambda mention: mention.start)


def _worded(match: re.Match[str], folded: str) -> DateMention | None:
    """Return the day or month that `match` names; ``None`` where it is in figures, or no month at all."""
    day, month = (" ".join((match[name] or "").lower().split()) for name in ("day", "month"))
    if month.isdigit() and (not day or day.isdigit()):
        return None
    if _NAME_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    lunar = day in _FULL_MOON or month in _LUNAR_MONTHS
    if not (lunar or _is_shown(match, folded, month)) or _COUNTS.match(match.string, match.end()):
        return None
    if day and not (day.isdigit() or day in _FULL_MOON or match["said"]):
        return None  # "ba tháng Chín": the count belongs to what stands before
    value = DateParts(
        int(match["year"]) if match["year"] and not lunar else None,
        int(month) if month.isdigit() else _MONTHS[month],
        None if not day else int(day) if day.isdigit() else _DAYS[day],
    )
    return DateMention(
        match.start(),
        match.end(),
        match.group(),
        value.to_date(),
        "month" if not day else "day" if value.year else "day-month",
        value,
        lunar=lunar,
    )


def _is_shown(match: re.Match[str], folded: str, month: str) -> bool:
    """Tell whether a month in words is meant as one: by its capital, its year, or what stands around it."""
    if match["said"] or match["year"] or _SHOWN_BEHIND.match(folded, match.end()):
        return True
    if match["month"][0].isupper() and not match.group().isupper():
        return True
    return not match["day"] and (
        " " in month or _SHOWN_BEFORE.search(match.string, max(0, match.start() - 8), match.start()) is not None
    )


def _quarter(match: re.Match[str]) -> DateMention:
    value = DateParts(int(match["year"]) if match["year"] else None, 3 * _QUARTERS[match["quarter"].lower()] - 2, None)
    return DateMention(match.start(), match.end(), match.group(), None, "quarter", value)
