"""Find the days, months, quarters and years that a text names, and the pairs of years (school years, periods).

Works on folded text, so damaged diacritics do not matter; numbers that only look like dates (classes "5/1", ratios
"24/24", document numbers "22/2020/TT-BGDĐT", streets "đường 30/4") are told apart by what stands around them.

The text is walked from number to number: at each one the ways of writing are tried, the fullest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from heapq import merge
from typing import Final, Literal

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
from corpus.date_words import LUNAR_MARK, worded_dates
from corpus.plan import DateMention, YearSpan
from corpus.text import fold

_Precision = Literal["day", "day-month", "month", "quarter", "year"]
_Read = tuple[int, _Precision, DateParts]  # where the mention ends, how exact it is, its numbers


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return every day, month, quarter and year that `text` names, in order, without overlaps.

    The span starts at the word "ngày" (tháng, quý, năm) where it stands directly before the number. In a range or a
    list whose year is written once ("từ ngày 01/10 đến 07/10/2024", "từ 15 - 20/11/2024") every member gets it:
    `value` and `day` are complete while `precision` still tells what is written at that place. For a quarter the
    month in `value` is its first. Years inside a pair (`find_year_spans`) are not given again. A day of the lunar
    calendar is another day of ours every year: its `day` is ``None``.
    """
    folded = fold(text)
    return tuple(_complete_ranges(text, folded, list(_mentions(text, folded))))


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
    if mention.lunar:
        return not 1 <= day <= _LUNAR_MONTH
    leap_year = 2000
    return DateParts(leap_year if year is None else year, month, day).to_date() is None


# --- from number to number -------------------------------------------------------------------------------------------

_LUNAR_MONTH: Final = 30  # days, at most
_NUMBERS: Final = re.compile(r"[oil|]?[0-9][0-9oil|]*|(?<![a-z0-9])(?:i{1,3}|l{1,3}|[il]v)(?![a-z0-9])")
_LEAD: Final = re.compile(
    rf"(?<![a-z0-9])(?:(?P<day>{DAY_WORD}(?:\s+m[ou]ng)?|mong)|(?P<quarter>qu[yi])|(?P<year>{YEAR_WORD_ALONE})|(?P<month>{MONTH_WORD}|t\.?))"
    r"\s*[:,]?\s*$"
)
_YEARLY_TAIL: Final = re.compile(rf"\s*{YEARLY}(?![a-z])")
_LUNAR_TAIL: Final = re.compile(LUNAR_MARK)
_MORE: Final = re.compile(r"\s*(?:[,&+-]|va|va thang)\s*")
_MONTHS_WITH_YEAR: Final = re.compile(
    rf"{NUMBER}(?:\s*(?:[,&+-]|va)\s*{NUMBER})*\s*(?:[/.-]|,?\s*{YEAR_WORD})\s*{YEAR}(?!\s*[/-]\s*[a-z])"
)


def _mentions(text: str, folded: str) -> Iterator[DateMention]:
    """Yield the mentions as each is written, in order."""
    worded = list(worded_dates(text, folded))
    pairs = [(span.start, span.end) for span in _year_spans(text, folded)]
    taken = sorted([*pairs, *((mention.start, mention.end) for mention in worded)])
    figures = _in_figures(text, folded, taken)
    yield from (_with_tail(text, folded, mention) for mention in merge(worded, figures, key=lambda m: m.start))


def _in_figures(text: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[DateMention]:
    """Yield the mentions whose numbers are figures, outside of the stretches that are `taken`."""
    last: DateMention | None = None
    for token in _NUMBERS.finditer(folded):
        at, done = token.start(), last.end if last else 0
        while taken and taken[0][1] <= at:
            taken.pop(0)
        if at < done or (taken and taken[0][0] <= at):
            continue
        lead = _LEAD.search(folded, max(done, at - 14), at)
        read = _read_at(folded, at, lead.lastgroup) if lead else None
        if read is None:  # the word before belongs to something else: "Việt Nam 20/11"
            lead, read = None, _read_at(folded, at, None) or _read_further(folded, at, last)
        if read is None:
            continue
        end, precision, value = read
        start = lead.start() if lead else at
        last = DateMention(start, end, text[start:end], value.to_date(), precision, value)
        yield last


def _with_tail(text: str, folded: str, mention: DateMention) -> DateMention:
    """Return `mention` with what stands behind it: "hằng năm", or the mark of the lunar calendar."""
    mark = _LUNAR_TAIL.match(folded, mention.end) if mention.precision in ("day", "day-month", "month") else None
    if mark or mention.lunar:
        end = mark.end() if mark else mention.end
        mention = replace(mention, end=end, text=text[mention.start : end], day=None, lunar=True)
    yearly = _YEARLY_TAIL.match(folded, mention.end) if mention.value[0] is None else None
    if yearly is None:
        return mention
    return replace(mention, end=yearly.end(), text=text[mention.start : yearly.end()], yearly=True)


def _read_further(folded: str, at: int, last: DateMention | None) -> _Read | None:
    """Read the number at `at` as a month or quarter more of a list that began with `last`: "tháng 9, 10/2024"."""
    if last is None or last.value[0] is not None or not _MORE.fullmatch(folded, last.end, at):
        return None
    if last.precision == "quarter":
        return _read_quarter(folded, at)
    if last.precision == "month" and _MONTHS_WITH_YEAR.match(folded, at):
        return _read_month(folded, at)
    return None


def _read_at(folded: str, at: int, lead: str | None) -> _Read | None:
    """Read the date whose first number stands at `at`, after a word of the kind `lead`; ``None`` if it is none."""
    if (folded[at - 1 : at].isalnum() and at > 0) or folded[max(0, at - 1) : at] == "_":
        return None
    if found := _FULL.match(folded, at) or _ISO.match(folded, at):
        counts = _AFTER_SLASH.search(folded, max(0, at - 2), at) or _NUMBERED.search(folded, max(0, at - 10), at)
        return None if counts else (found.end(), "day", parts_of(found))
    if lead in {None, "day"} and (found := _SPELLED.match(folded, at)):
        counts = _NUMBERED.search(folded, max(0, at - 10), at)
        return None if counts else (found.end(), "day-month", parts_of(found))
    if lead == "month":
        return None if _DURATION.search(folded, max(0, at - 16), at) else _read_month(folded, at)
    if lead == "quarter":
        return _read_quarter(folded, at)
    if lead == "year":
        return _read_year(folded, at)
    return _read_short_year(folded, at) or _read_bare_month(folded, at) or _read_day_month(folded, at, lead == "day")


_NO_COUNT: Final = r"(?!\s*(?:lan|buoi|tuan|ngay|ky|dot)(?![a-z]))"  # "3 tháng 1 lần" is how often
_FULL: Final = re.compile(full_date())
_SPELLED: Final = re.compile(spelled_date(year_required=False) + _NO_COUNT)
_ISO: Final = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9/-])")
_NUMBERED: Final = re.compile(r"(?<![a-z])(?:tuan|lan|dot)(?:\s+thu)?\s+$")  # "tuần 3 tháng 9/2024" is no third
_DURATION: Final = re.compile(r"[0-9]\s+thang,\s*$")  # "định kỳ 6 tháng, 1 năm"
_AFTER_SLASH: Final = re.compile(r"[0-9/]\s?[/.]$|[/.]$")

_MONTH: Final = re.compile(
    rf"(?P<month>{NUMBER})(?:\s*(?:[/.-]|,?\s*{YEAR_WORD})\s*(?P<year>{YEAR})(?!\s*[/-]\s*[a-z])|(?!\s*/){_NO_COUNT})"
)
_QUARTER: Final = re.compile(
    rf"(?P<quarter>i{{1,3}}|l{{1,3}}|[il]v|[1-4])(?![a-z0-9])(?:\s*(?:[/-]|,?\s*{YEAR_WORD})\s*(?P<year>{YEAR}))?"
)
_YEAR: Final = re.compile(rf"(?P<year>{YEAR})(?!\s?/)")
_SHORT_YEAR: Final = re.compile(
    rf"(?P<day>{NUMBER})\s?/\s?(?P<month>{NUMBER})\s?/\s?(?P<year>[0-9]{{2}})(?![0-9a-z/%])"
)
_BARE_MONTH: Final = re.compile(
    rf"(?P<month>{NUMBER})\s?/\s?(?P<year>(?:19|20)[0-9][0-9])(?![0-9a-z/])(?!\s*-\s*[a-z])"
)
_BEFORE_BARE_MONTH: Final = re.compile(r"(?:(?<![a-z])(?:tu|den|toi|truoc|het|vao|trong)\s+|\(|-\s*)$")
_MONTH_BEHIND: Final = re.compile(rf"\s*(?:-|den)\s*{NUMBER}\s?/\s?(?:19|20)[0-9][0-9](?![0-9a-z/])")
_QUARTER_FIGURES: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _read_month(folded: str, at: int) -> _Read | None:
    found = _MONTH.match(folded, at)
    if not found:
        return None
    year = number_of(found["year"]) if found["year"] else None
    return found.end(), "month", DateParts(year, number_of(found["month"]), None)


def _read_quarter(folded: str, at: int) -> _Read | None:
    found = _QUARTER.match(folded, at)
    if not found:
        return None
    first_month = 3 * _QUARTER_FIGURES[found["quarter"].replace("l", "i")] - 2
    return found.end(), "quarter", DateParts(number_of(found["year"]) if found["year"] else None, first_month, None)


def _read_year(folded: str, at: int) -> _Read | None:
    found = _YEAR.match(folded, at)
    if not found or not 1800 <= number_of(found["year"]) <= 2199:
        return None
    return found.end(), "year", DateParts(number_of(found["year"]), None, None)


def _read_short_year(folded: str, at: int) -> _Read | None:
    found = _SHORT_YEAR.match(folded, at)
    if not found or _AFTER_SLASH.search(folded, max(0, at - 2), at):
        return None
    year = number_of(found["year"])
    parts = DateParts(year + (2000 if year <= 40 else 1900), number_of(found["month"]), number_of(found["day"]))
    return (found.end(), "day", parts) if parts.to_date() else None


def _read_bare_month(folded: str, at: int) -> _Read | None:
    found = _BARE_MONTH.match(folded, at)
    if (
        not found
        or not 1 <= number_of(found["month"]) <= 12
        or not (_BEFORE_BARE_MONTH.search(folded, max(0, at - 8), at) or _MONTH_BEHIND.match(folded, found.end()))
    ):
        return None
    return found.end(), "month", DateParts(number_of(found["year"]), number_of(found["month"]), None)


# --- "20/11": only what its surroundings show to be a day ------------------------------------------------------------

# Days that the trade writes without a year: public holidays, and the days a school celebrates. A number pair that is
# one of these needs no other sign that it is a date.
_KNOWN_DAYS: Final = frozenset(
    {(9, 1), (3, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5), (1, 6), (5, 6), (11, 6), (27, 7)}
    | {(19, 8), (2, 9), (5, 9), (10, 10), (15, 10), (20, 10), (9, 11), (20, 11), (22, 12)}
)
_DAY_MONTH: Final = re.compile(
    rf"(?P<day>{NUMBER})\s?(?P<separator>[/.-])\s?(?P<month>{NUMBER})(?![/.]?[0-9])(?!\s?/)(?!-[a-z])"
)
# Words that say that what follows is a day.
_TIME_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:tu|den|toi|truoc|sau|het|vao|sang|chieu|dip|mung|niem|han|hom|mong|nhat"
    r"|thu\s+(?:[2-8]|hai|ba|tu|nam|sau|bay)|le|ngay|[0-9]{1,2}\s?(?:h|gio)(?:\s?[0-9]{2})?(?:\s?(?:phut|'))?)"
    r"\s*[:,(]?\s*$"
)
# Whose day it is: "Quốc tế Thiếu nhi 1-6".
_CELEBRATED_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:viet nam|thieu nhi|phu nu|lao dong|quoc khanh|thanh nien|doan|doi|dang|bo doi|liet si)\s*\(?$"
)
# Words that say that it is a class, a house, a score or a name.
_OTHER_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:lop|khoi|so|duong|pho|phong|hem|ngo|ngach|kiet|dat|le|diem|chi doi|cum|bai|cau|lo|khu|quan"
    r"|truong(?:\s+[a-z]+){0,3})\s*:?\s*(?:[0-9]+(?:/[0-9]+|[a-z][0-9]*)\s*(?:[,;-]|va)?\s*)*$"
)
_OTHER_AFTER: Final = re.compile(
    r"\s*(?:%|(?:lop|hoc sinh|hs|em|gv|giao vien|phieu|diem|so|truong|nguoi|tiet|giai|phong|to|thanh vien|dang vien"
    r"|can bo|cb|tre|chau|nu|bai|de tai|skkn|tieu chi|y kien|ho|buoi|tuan|gio|h|don vi|khoi|chi doi|chi bo|cum|xa|thon"
    r"|tinh)(?![a-z]))"
)
_HOURS_AFTER: Final = re.compile(r"\s*(?:gio|h(?![a-z])|lop)")
_OPENS_ENTRY: Final = re.compile(r"(?:^|[\n(•+])\s*-?\s*$")
_RANGE_AFTER: Final = re.compile(rf"{JOINT}{NUMBER}\s*/\s*{NUMBER}\s*/\s*{YEAR}")
_RANGE_BEFORE: Final = re.compile(rf"{NUMBER}/{NUMBER}{JOINT}$")


def _read_day_month(folded: str, at: int, said: bool) -> _Read | None:
    found = _DAY_MONTH.match(folded, at)
    if not found or re.search(r"[0-9][.,]$|/\s?$", folded[max(0, at - 2) : at]):
        return None
    parts = DateParts(None, number_of(found["month"]), number_of(found["day"]))
    return (found.end(), "day-month", parts) if _is_day(found, said) else None


def _is_day(found: re.Match[str], said: bool) -> bool:
    """Tell whether the number pair `found` is a day; `said` when the word "ngày" stands before it."""
    folded, day, month = found.string, number_of(found["day"]), number_of(found["month"])
    before = folded[max(0, found.start() - 40) : found.start()]
    plausible = 1 <= month <= 12 and 0 <= day <= 31
    if plausible and _LUNAR_TAIL.match(folded, found.end()):
        return True
    if found["separator"] != "/":
        celebrated = (day, month) in _KNOWN_DAYS and _CELEBRATED_BEFORE.search(before) is not None
        return plausible and (said or celebrated or _TIME_BEFORE.search(before) is not None)
    if said:
        return day <= 39 and month <= 19 and not _HOURS_AFTER.match(folded, found.end())
    if not plausible or _OTHER_AFTER.match(folded, found.end()):
        return False
    if _TIME_BEFORE.search(before):
        return True
    if _OTHER_BEFORE.search(before):
        return False
    return (
        (day, month) in _KNOWN_DAYS
        or found["day"].startswith("0")
        or found["month"].startswith("0")
        or (day > 12 and _OPENS_ENTRY.search(before) is not None)
        or _RANGE_AFTER.match(folded, found.end()) is not None
        or _RANGE_BEFORE.search(before) is not None
    )


# --- ranges and lists whose year, or month and year, are written once ------------------------------------------------

_JOINT_ONLY: Final = re.compile(JOINT)
_LONE_DAYS: Final = re.compile(
    rf"(?<![a-z0-9])(?:{DAY_WORD}|tu|den|va)\s*:?\s+(?P<days>{NUMBER}(?:\s*(?:-|,|va|den)\s*(?:{DAY_WORD}\s*)?{NUMBER})*){JOINT}$"
)


def _complete_ranges(text: str, folded: str, mentions: list[DateMention]) -> list[DateMention]:
    """Return the mentions in order, with the years their right neighbours give them, and the lone days before them."""
    completed: list[DateMention] = []
    following: DateMention | None = None
    for mention in reversed(mentions):
        if following is not None and _JOINT_ONLY.fullmatch(folded, mention.end, following.start):
            mention = _with_year_of(mention, following)
        completed.append(mention)
        completed.extend(_lone_days_before(text, folded, mention))
        following = mention
    return completed[::-1]


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
    found = _LONE_DAYS.search(folded, window, mention.start)
    if not found:
        return
    for number in reversed(list(re.finditer(NUMBER, found["days"]))):
        value = DateParts(year, month, number_of(number.group()))
        if value.day is not None and value.day <= 31:
            start, end = (found.start("days") + at for at in number.span())
            yield DateMention(start, end, text[start:end], value.to_date(), "day-month", value, mention.yearly)


# --- pairs of years --------------------------------------------------------------------------------------------------

_YEAR_FIGURES: Final = r"[12il|][0-9o][0-9o][0-9oil|](?![0-9a-z])"
_PAIR: Final = re.compile(
    rf"(?P<first>{_YEAR_FIGURES})\s*(?P<joint>[-/~]|d[a-z]n|toi)\s*(?:{YEAR_WORD_ALONE}\s+)?"
    rf"(?P<last>{_YEAR_FIGURES}|(?<=[-/])[0-9]{{2}}(?![0-9/a-z]))(?!\s?/)"
    r"(?!\s*(?:dong|hoc sinh|nguoi|m2|ban|cuon)(?![a-z]))"
)
_SCHOOL_WORDS: Final = rf"(?:{YEAR_WORD}\s+h[a-z0-9]c|n\.?\s?h(?![a-z])\.?|nien\s+khoa)"
_PERIOD_WORDS: Final = rf"(?:giai\s+doan(?:\s+tu)?|thoi\s+ky|nhiem\s+ky|khoa|(?:tu\s+)?{YEAR_WORD_ALONE}|tu)(?![a-z])"
_PAIR_LEAD: Final = re.compile(
    rf"(?<![a-z0-9])(?:(?P<school>{_SCHOOL_WORDS})|(?P<period>{_PERIOD_WORDS}))\s*[:.]?\s*(?:{YEAR_WORD_ALONE}\s+)?$"
)
_SCHOOL_BEFORE: Final = re.compile(
    rf"(?:{_SCHOOL_WORDS}|h[a-z]c\s+k[yi]\s+(?:i{{1,2}}|[12])|hk\s?(?:i{{1,2}}|[12]))\W*$"
)
_PERIOD_BEFORE: Final = re.compile(rf"{_PERIOD_WORDS}\s*[0-9ivx]*\s*[:(]?\s*$")


def _year_spans(text: str, folded: str) -> Iterator[YearSpan]:
    for match in _PAIR.finditer(folded):
        if re.search(r"[0-9a-z/.-]$", folded[max(0, match.start() - 1) : match.start()]):
            continue
        lead = _PAIR_LEAD.search(folded, max(0, match.start() - 28), match.start())
        first, last = number_of(match["first"]), number_of(match["last"])
        if last < 100:
            last += first - first % 100
        school = _names_school_year(match, lead, consecutive=last == first + 1)
        if (len(match["last"]) == 2 and last != first + 1) or (match["joint"] == "/" and not school):
            continue
        if 1900 <= first <= 2199 and 1900 <= last <= 2199:
            start, end = lead.start() if lead else match.start(), match.end()
            yield YearSpan(start, end, text[start:end], "school-year" if school else "period", first, last)


def _names_school_year(match: re.Match[str], lead: re.Match[str] | None, *, consecutive: bool) -> bool:
    if lead:
        return lead["school"] is not None
    before = match.string[max(0, match.start() - 25) : match.start()]
    if _SCHOOL_BEFORE.search(before):
        return True
    return consecutive and not _PERIOD_BEFORE.search(before)
