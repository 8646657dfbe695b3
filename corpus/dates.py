"""Find the days, months, quarters and years that a text names, and the pairs of years (school years, periods).

Works on folded text, so damaged diacritics do not matter; numbers that only look like dates (classes "5/1", ratios
"24/24", document numbers "22/2020/TT-BGDĐT", streets "đường 30/4") are told apart by what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from corpus.date_patterns import (
    DAY_WORD,
    JOINT,
    MONTH_WORD,
    NUMBER,
    YEAR,
    YEAR_WORD,
    YEAR_WORD_ALONE,
    YEARLY,
    DateParts,
    full_date,
    number_of,
    parts_of,
    spelled_date,
)
from corpus.plan import DateMention, YearSpan
from corpus.text import fold

_Precision = Literal["day", "day-month", "month", "quarter", "year"]


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return every day, month, quarter and year that `text` names, in order, without overlaps.

    The span starts at the word "ngày" (tháng, quý, năm) where it stands directly before the number. In a range or a
    list whose year is written once ("từ ngày 01/10 đến 07/10/2024", "từ 15 - 20/11/2024") every member gets it:
    `value` and `day` are complete while `precision` still tells what is written at that place. For a quarter the
    month in `value` is its first. Years inside a pair (`find_year_spans`) are not given again.
    """
    folded = fold(text)
    taken = [(span.start, span.end) for span in _year_spans(text, folded)]
    found: list[DateMention] = []
    for form in _FORMS:
        for match in form.pattern.finditer(folded):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            value = form.read(match)
            if value is not None:
                taken.append((start, end))
                found.append(_mention(text, folded, start, end, form.precision, value))
    found.sort(key=lambda mention: mention.start)
    return tuple(_complete_ranges(text, folded, found))


def find_year_spans(text: str) -> tuple[YearSpan, ...]:
    """Return every pair of years in `text`, in order, as written: a wrong one ("2016 – 2107") too.

    A pair is a school year when the words before it say so, or when nothing does and the years follow one another.
    """
    return tuple(_year_spans(text, fold(text)))


def is_impossible(mention: DateMention) -> bool:
    """Tell whether `mention` names a day or month that no calendar has ("30/02/2024", "31/4", "tháng 13")."""
    year, month, day = mention.value
    if month is not None and not 1 <= month <= 12:
        return True
    if month is None or day is None:
        return False
    leap_year = 2000
    return DateParts(leap_year if year is None else year, month, day).to_date() is None


class _Form(NamedTuple):
    """One way of writing: its pattern, how to read it (``None``: not a date after all) and how exact it is."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], DateParts | None]
    precision: _Precision


def _mention(text: str, folded: str, start: int, end: int, precision: _Precision, value: DateParts) -> DateMention:
    yearly = _YEARLY_TAIL.match(folded, end) if value.year is None else None
    if yearly:
        end = yearly.end()
    return DateMention(
        start=start,
        end=end,
        text=text[start:end],
        day=value.to_date(),
        precision=precision,
        value=value,
        yearly=yearly is not None,
    )


_YEARLY_TAIL: Final = re.compile(rf"\s*{YEARLY}(?![a-z])")

# --- one reader a form -----------------------------------------------------------------------------------------------


def _read_full(match: re.Match[str]) -> DateParts | None:
    return parts_of(match)


def _read_short_year(match: re.Match[str]) -> DateParts | None:
    year = number_of(match["year"])
    parts = DateParts(year + (2000 if year <= 40 else 1900), number_of(match["month"]), number_of(match["day"]))
    return parts if parts.to_date() else None


def _read_month(match: re.Match[str]) -> DateParts | None:
    year = match["year"]
    return DateParts(number_of(year) if year else None, number_of(match["month"]), None)


def _read_bare_month(match: re.Match[str]) -> DateParts | None:
    month = number_of(match["month"])
    return DateParts(number_of(match["year"]), month, None) if 1 <= month <= 12 else None


def _read_quarter(match: re.Match[str]) -> DateParts | None:
    quarter = _QUARTERS[match["quarter"]]
    return DateParts(number_of(match["year"]) if match["year"] else None, 3 * quarter - 2, None)


def _read_year(match: re.Match[str]) -> DateParts | None:
    year = number_of(match["year"])
    return DateParts(year, None, None) if 1800 <= year <= 2199 else None


_QUARTERS: Final = {
    "i": 1,
    "l": 1,
    "ii": 2,
    "ll": 2,
    "iii": 3,
    "lll": 3,
    "iv": 4,
    "lv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}

# Days that the trade writes without a year: public holidays, and the days a school celebrates. A number pair that is
# one of these needs no other sign that it is a date.
_KNOWN_DAYS: Final = frozenset(
    {(9, 1), (3, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5), (1, 6), (5, 6), (11, 6), (27, 7)}
    | {(19, 8), (2, 9), (5, 9), (10, 10), (15, 10), (20, 10), (9, 11), (20, 11), (22, 12)}
)

# Words that say that what follows is a day.
_TIME_BEFORE: Final = re.compile(
    r"(?:tu|den|toi|truoc|sau|het|vao|sang|chieu|dip|mung|niem|han|hom|mong|nhat|thu\s+(?:[2-8]|hai|ba|tu|nam|sau|bay)"
    r"|le|ngay)\s*[:,(]?\s*$"
)
# Words that say that it is a class, a house, a score or a name.
_OTHER_BEFORE: Final = re.compile(
    r"(?:lop|khoi|so|duong|pho|phong|hem|ngo|ngach|kiet|dat|le|diem|chi doi|cum|bai|cau|lo|khu|quan"
    r"|truong(?:\s+[a-z]+){0,3})"
    r"\s*:?\s*(?:[0-9]+(?:/[0-9]+|[a-z][0-9]*)\s*(?:[,;-]|va)?\s*)*$"
)
_OTHER_AFTER: Final = re.compile(
    r"\s*(?:%|(?:lop|hoc sinh|hs|em|gv|giao vien|phieu|diem|so|truong|nguoi|tiet|giai|phong|to|thanh vien|dang vien"
    r"|can bo|cb|tre|chau|nu|bai|de tai|skkn|tieu chi|y kien|ho|buoi|tuan|gio|h|don vi|khoi|chi doi|chi bo|cum|xa|thon"
    r"|tinh)(?![a-z]))"
)


def _read_day_month(match: re.Match[str]) -> DateParts | None:
    """Read "20/11": only what its surroundings show to be a day."""
    folded, day, month = match.string, number_of(match["day"]), number_of(match["month"])
    parts = DateParts(None, month, day)
    before, said = folded[max(0, match.start() - 40) : match.start()], match["lead"] is not None
    plausible = month <= 12 and (1 <= day <= 31 or (day == 0 and month > 0))
    if match["sep"] != "/":
        return parts if plausible and (said or _TIME_BEFORE.search(before)) else None
    if said:
        return parts if day <= 39 and month <= 19 and not _HOURS_AFTER.match(folded, match.end()) else None
    if not plausible or _OTHER_AFTER.match(folded, match.end()):
        return None
    if _TIME_BEFORE.search(before):
        return parts
    if _OTHER_BEFORE.search(before):
        return None
    padded = match["day"].startswith("0") or match["month"].startswith("0")
    leads = day > 12 and _OPENS_ENTRY.search(before) is not None
    ranged = _RANGE_AFTER.match(folded, match.end()) or _RANGE_BEFORE.search(before)
    return parts if padded or leads or ranged or (day, month) in _KNOWN_DAYS else None


_HOURS_AFTER: Final = re.compile(r"\s*(?:gio|h(?![a-z])|lop)")
_OPENS_ENTRY: Final = re.compile(r"(?:^|[\n(•+])\s*-?\s*$")
_RANGE_AFTER: Final = re.compile(rf"{JOINT}{NUMBER}\s*/\s*{NUMBER}\s*/\s*{YEAR}")
_RANGE_BEFORE: Final = re.compile(rf"{NUMBER}/{NUMBER}{JOINT}$")

_FORMS: Final = (
    _Form(re.compile(full_date()), _read_full, "day"),
    _Form(
        re.compile(
            rf"(?:(?<![a-z0-9]){DAY_WORD}\s*)?(?<![0-9/.-])(?P<day>{NUMBER})\s?/\s?(?P<month>{NUMBER})\s?/\s?"
            r"(?P<year>[0-9]{2})(?![0-9a-z/%])"
        ),
        _read_short_year,
        "day",
    ),
    _Form(re.compile(spelled_date(year_required=False)), _read_full, "day-month"),
    _Form(
        re.compile(
            rf"(?<![a-z0-9])(?:{MONTH_WORD}|t\.?)\s*(?P<month>{NUMBER})"
            rf"(?:\s*(?:[/.-]|,?\s*{YEAR_WORD})\s*(?P<year>{YEAR}))(?!\s*[/-]\s*[a-z])"
        ),
        _read_month,
        "month",
    ),
    _Form(re.compile(rf"(?<![a-z0-9])thang\s*(?P<month>{NUMBER})(?P<year>(?!))?(?!\s*/)"), _read_month, "month"),
    _Form(
        re.compile(
            rf"(?:(?<=tu )|(?<=den )|(?<=toi )|(?<=truoc )|(?<=het )|(?<=vao )|(?<=\()|(?<=- ))(?<![0-9/.])"
            rf"(?P<month>{NUMBER})\s?/\s?(?P<year>(?:19|20)[0-9][0-9])(?![0-9a-z/])(?!\s*-\s*[a-z])"
        ),
        _read_bare_month,
        "month",
    ),
    _Form(
        re.compile(
            r"(?<![a-z0-9])qu[yi]\s*(?P<quarter>i{1,3}|l{1,3}|[il]v|[1-4])(?![a-z0-9])"
            rf"(?:\s*(?:[/-]|,?\s*{YEAR_WORD})\s*(?P<year>{YEAR}))?"
        ),
        _read_quarter,
        "quarter",
    ),
    _Form(
        re.compile(
            rf"(?<![a-z0-9])(?P<lead>{DAY_WORD}\s*)?(?<![0-9/.,])(?<![0-9]\s/)(?P<day>{NUMBER})\s?(?P<sep>[/.-])\s?"
            rf"(?P<month>{NUMBER})(?![/.]?[0-9])(?!\s?/)(?!-[a-z])"
        ),
        _read_day_month,
        "day-month",
    ),
    _Form(re.compile(rf"(?<![a-z0-9]){YEAR_WORD_ALONE}\s*:?\s*(?P<year>{YEAR})(?!\s?/)"), _read_year, "year"),
)

# --- ranges and lists whose year, or month and year, are written once ------------------------------------------------

_JOINT_ONLY: Final = re.compile(JOINT)
_LONE_DAYS: Final = re.compile(
    rf"(?<![a-z0-9])(?:{DAY_WORD}|tu|den|va)\s+(?P<days>{NUMBER}(?:\s*(?:-|,|va|den)\s*(?:{DAY_WORD}\s*)?{NUMBER})*){JOINT}$"
)


def _complete_ranges(text: str, folded: str, mentions: list[DateMention]) -> Iterator[DateMention]:
    """Yield the mentions in order, with the years their right neighbours give them, and the lone days before them."""
    completed: list[DateMention] = []
    following: DateMention | None = None
    for mention in reversed(mentions):
        if following is not None and _JOINT_ONLY.fullmatch(folded, mention.end, following.start):
            mention = _with_year_of(mention, following)
        completed.append(mention)
        completed.extend(_lone_days_before(text, folded, mention))
        following = mention
    yield from reversed(completed)


def _with_year_of(mention: DateMention, following: DateMention) -> DateMention:
    year, month, day = mention.value
    end_year, end_month, end_day = following.value
    if year is not None or month is None or mention.yearly or end_year is None or end_month is None:
        return mention
    turns_over = (month, day or 0) > (end_month, end_day or 31)
    value = DateParts(end_year - 1 if turns_over else end_year, month, day)
    return replace(mention, value=value, day=value.to_date())


def _lone_days_before(text: str, folded: str, mention: DateMention) -> Iterator[DateMention]:
    """Yield, last first, the bare days that a range or list puts before `mention` ("từ 15 - 20/11/2024")."""
    year, month, last_day = mention.value
    if last_day is None:
        return
    window = max(0, mention.start - 40)
    found = _LONE_DAYS.search(folded[window : mention.start])
    if not found:
        return
    for number in reversed(list(re.finditer(NUMBER, found["days"]))):
        day = number_of(number.group())
        if day > 31:
            continue
        start, end = (window + found.start("days") + at for at in number.span())
        value = DateParts(year, month, day)
        yield DateMention(start, end, text[start:end], value.to_date(), "day-month", value, yearly=mention.yearly)


# --- pairs of years --------------------------------------------------------------------------------------------------

_SCHOOL_WORDS: Final = rf"(?:{YEAR_WORD}\s+h[a-z0-9]c|n\.?\s?h(?![a-z])\.?|nien\s+khoa)"
_PERIOD_WORDS: Final = rf"(?:giai\s+doan(?:\s+tu)?|thoi\s+ky|nhiem\s+ky|khoa|(?:tu\s+)?{YEAR_WORD_ALONE}|tu)(?![a-z])"
_PAIR: Final = re.compile(
    rf"(?:(?<![a-z0-9])(?:(?P<school>{_SCHOOL_WORDS})|(?P<period>{_PERIOD_WORDS}))\s*[:.]?\s*(?:{YEAR_WORD_ALONE}\s+)?)?"
    rf"(?<![0-9/.-])(?P<first>{YEAR})\s*(?P<joint>[-/~]|d[a-z]n|toi)\s*(?:{YEAR_WORD_ALONE}\s+)?"
    rf"(?P<last>{YEAR}|(?<=[-/])[0-9]{{2}}(?![0-9/a-z]))(?!\s?/)(?!\s*(?:dong|hoc sinh|nguoi|m2|ban|cuon)(?![a-z]))"
)
_SCHOOL_BEFORE: Final = re.compile(
    rf"(?:{_SCHOOL_WORDS}|h[a-z]c\s+k[yi]\s+(?:i{{1,2}}|[12])|hk\s?(?:i{{1,2}}|[12]))\W*$"
)
_PERIOD_BEFORE: Final = re.compile(rf"{_PERIOD_WORDS}\s*[0-9ivx]*\s*[:(]?\s*$")


def _year_spans(text: str, folded: str) -> Iterator[YearSpan]:
    for match in _PAIR.finditer(folded):
        first, last = number_of(match["first"]), number_of(match["last"])
        school = _names_school_year(match, first, last)
        if last < 100:
            last += first - first % 100
            if not school or last != first + 1:
                continue
        if match["joint"] == "/" and not school:
            continue
        if 1900 <= first <= 2199 and 1900 <= last <= 2199:
            yield YearSpan(
                *match.span(), text[match.start() : match.end()], "school-year" if school else "period", first, last
            )


def _names_school_year(match: re.Match[str], first: int, last: int) -> bool:
    if match["school"] or match["period"]:
        return match["school"] is not None
    before = match.string[max(0, match.start() - 25) : match.start()]
    if _SCHOOL_BEFORE.search(before):
        return True
    return last == first + 1 and not _PERIOD_BEFORE.search(before)
