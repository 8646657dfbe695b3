"""Days, months and quarters that are written in words, and those of the lunar calendar.

"tháng Chín", "mồng một tháng sáu", "quý Một", "rằm tháng Giêng", "23 tháng Chạp". The words are met as written and,
since diacritics may be lost, folded where they cannot be anything else ("thang gieng"). A month in small letters
("tháng năm") counts only where its surroundings show it to be one: "năm tháng ba lần" names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

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
_ANY_MONTH: Final = re.compile(r"thang\b(?<![a-z].{5})\s+")  # the word first: it is looked for fastest so
_ANY_QUARTER: Final = re.compile(r"quy\b(?<![a-z].{3})\s+(?=[mnhtb])")
_DAY: Final = re.compile(
    rf"(?<!\w)(?P<said>ngày\s+|(?:ngày\s+)?(?:mồng|mùng|mong|mung)\s+)?(?P<day>{_any_of(_DAYS)}|[0-3]?[0-9])\s+$",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    rf"(?P<month>{_any_of(_MONTHS)}|1[0-2]|0?[1-9])(?!\w)(?!\s+(?:19|20)[0-9]{{2}})(?:{_YEAR})?", re.IGNORECASE
)
_LONGEST_DAY: Final = 30  # characters: "ngày mồng ba mươi mốt "
_QUARTER: Final = re.compile(rf"(?P<quarter>{_any_of(_QUARTERS)})(?!\w)(?:{_YEAR})?", re.IGNORECASE)
_SHOWN_BEFORE: Final = re.compile(r"(?:đầu|cuối|giữa|trong|từ|đến|hết|vào|sang|trước|sau)\s+$", re.IGNORECASE)
_SHOWN_BEHIND: Final = re.compile(rf"{LUNAR_MARK}|\s*(?:hang|hằng|hàng|mỗi|moi)\s+n[aă]m", re.IGNORECASE)
_COUNTS: Final = re.compile(r"\s+(?:lần|buổi|tuần|ngày|kỳ|đợt)(?!\w)", re.IGNORECASE)
_NAME_BEFORE: Final = re.compile(r"(?:cách mạng|cach mang|khởi nghĩa|đường|phố|trường)\s+$", re.IGNORECASE)


def worded_dates(text: str, folded: str) -> Iterator[DateMention]:
    """Yield the days, months and quarters of `text` that figures alone do not name, in order, without overlaps.

    `folded` is the folded `text`. The mark of a lunar year behind a mention is not yet part of it.
    """
    found = [_worded(text, folded, word) for word in _ANY_MONTH.finditer(folded)]
    found += [_quarter(text, word) for word in _ANY_QUARTER.finditer(folded)]
    yield from sorted((mention for mention in found if mention is not None), key=lambda mention: mention.start)


def _worded(text: str, folded: str, word: re.Match[str]) -> DateMention | None:
    """Return the day or month around the `word` "tháng"; ``None`` where it is in figures, or no month at all."""
    found = _MONTH.match(text, word.end())
    before = folded[word.start() - 2 : word.start()]
    if found is None or (found["month"].isdigit() and not before.strip().isalpha()):
        return None
    day_before = _DAY.search(text, max(0, word.start() - _LONGEST_DAY), word.start())
    day = " ".join(day_before["day"].lower().split()) if day_before else ""
    month = " ".join(found["month"].lower().split())
    if month.isdigit() and (not day or day.isdigit()):
        return None
    start = day_before.start() if day_before else word.start()
    said = bool(day_before and day_before["said"])
    lunar = day in _FULL_MOON or month in _LUNAR_MONTHS
    if _NAME_BEFORE.search(text, max(0, start - 12), start) or _COUNTS.match(text, found.end()):
        return None
    if not (lunar or said or _is_shown(text, folded, start, found, alone=not day)):
        return None
    if day and not (day.isdigit() or day in _FULL_MOON or said):
        return None  # "ba tháng Chín": the count belongs to what stands before
    value = DateParts(
        int(found["year"]) if found["year"] and not lunar else None,
        int(month) if month.isdigit() else _MONTHS[month],
        None if not day else int(day) if day.isdigit() else _DAYS[day],
    )
    precision: Literal["month", "day", "day-month"] = "month" if not day else "day" if value.year else "day-month"
    end = found.end()
    return DateMention(start, end, text[start:end], value.to_date(), precision, value, lunar=lunar)


def _is_shown(text: str, folded: str, start: int, month: re.Match[str], *, alone: bool) -> bool:
    """Tell whether a month in words is meant as one: by its capital, its year, or what stands around it.

    `start` is where the mention begins, `alone` whether no day belongs to it.
    """
    if month["year"] or _SHOWN_BEHIND.match(folded, month.end()):
        return True
    if month["month"][0].isupper() and not text[start : month.end()].isupper():
        return True
    return alone and (" " in month["month"].strip() or _SHOWN_BEFORE.search(text, max(0, start - 8), start) is not None)


def _quarter(text: str, word: re.Match[str]) -> DateMention | None:
    """Return the quarter that the `word` "quý" names; ``None`` where no number in words follows."""
    found = _QUARTER.match(text, word.end())
    if found is None:
        return None
    value = DateParts(int(found["year"]) if found["year"] else None, 3 * _QUARTERS[found["quarter"].lower()] - 2, None)
    return DateMention(word.start(), found.end(), text[word.start() : found.end()], None, "quarter", value)
