"""Counted anniversaries are counted anew from the event's day to the celebration in the target's year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.carry import Carry
from assistant.drafting.draft import Change
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.places import province_of
from assistant.drafting.roll_forward.local_documents import foreign_territory
from assistant.drafting.target import moved
from assistant.drafting.vocabulary import CAPITALISED
from assistant.drafting.words import words
from corpus.plan import Anniversary, Span
from corpus.text import fold

_PROVINCE = re.compile(rf"(?:[Tt]ỉnh|[Tt]hành phố)\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}})")
_END_OF_ITEM = re.compile(r"[,;.\n]|\sva\s")
# A school's own day: "20 năm thành lập trường", "31 năm xây dựng và trưởng thành của nhà trường".
_OWN_SCHOOL = re.compile(
    r"thanh\s+lap\s+(?:nha\s+)?truong(?!\s+(?:son|sa))|(?:xay\s+dung|truong\s+thanh|phat\s+trien)\s+(?:va\s+\S+\s+\S+\s+)?(?:cua\s+)?(?:nha\s+)?truong"
)
_COUNT_IN_NAME = re.compile(r"[“\"](?P<name>[^”\"\n]{0,80}?(?P<count>\d{2,3} năm)(?! học)[^”\"\n]{0,80})[”\"]")
_TWO_DAYS = re.compile(
    r"(?P<day>\d{1,2}\s?[/.]\s?\d{1,2})\s?[/.]\s?(?P<first>(?:1[5-9]|20)\d\d)\s*[-–—~]?\s*(?P=day)\s?[/.]\s?(?P<last>20\d\d)"
)
_NAME_LENGTH = 150
_BARE_COUNT = re.compile(
    r"(?<![\d/.,-])(?P<count>\d{2,3})\s+nam\s+(?:ngay|cua\s+(?:doan|doi|dang|hoi|nganh)|truyen\s+thong|doi\s+moi|giai\s+phong|thanh\s+lap"
    r"|chien\s+thang|quoc\s+khanh|ra\s+doi|xay\s+dung)(?![^\W_])(?!\s+(?:nha\s+)?truong)"
)
_YEAR_TOKEN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def anniversary_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield one edit a counted anniversary in `span`: the count and the celebration's year, recounted together.

    A count in a quoted name that is no anniversary ("Việt Nam - 50 năm thống nhất") stays, to be looked at.
    """
    for match in _COUNT_IN_NAME.finditer(carry.text, span.start, span.end) if carry.target.delta else ():
        if not any(a.start < match.end() and match.start() < a.end for a in carry.plan.anniversaries):
            yield keep(
                *match.span("count"),
                f"{match.group('count')} trong tên “{_one_line(match.group('name'))}”: hãy xem lại.",
            )
    for anniversary in carry.plan.anniversaries:
        if Span(anniversary.start, anniversary.end).overlaps(span):
            yield _recounted(carry, anniversary)
    if carry.target.delta:
        yield from _counts_of_days(carry, span)
        yield from _bare_counts(carry, span)


def _bare_counts(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield new counts where the event is not recognised, but greeted: "mừng 41 năm ngày 20/11", "40 năm đổi mới"."""
    for match in _BARE_COUNT.finditer(carry.folded, span.start, span.end):
        place = Span(*match.span("count"))
        if any(Span(a.start, a.end).overlaps(place) for a in carry.plan.anniversaries):
            continue
        line = Span(carry.folded.rfind("\n", 0, place.start) + 1, place.start)
        if not carry.says(line, words("counted_with")):
            continue
        new = int(match.group("count")) + carry.target.delta
        reason = f"Kế hoạch gốc ghi {match.group('count')} năm, cách {carry.target.label} {carry.target.delta} năm."
        note = f"“{_one_line(match.group())}”: không rõ ngày gốc, hãy kiểm tra lại số năm."
        yield replace_with(place, carry.text, str(new), "anniversary", reason, note)


def _counts_of_days(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield new counts before "(7/5/1954 - 7/5/2024)" where the words between are too damaged to be read."""
    for match in _TWO_DAYS.finditer(carry.folded, span.start, span.end):
        years = int(match.group("last")) - int(match.group("first"))
        if not carry.target.covers(int(match.group("last"))) or years < 1:
            continue
        if any(a.start < match.end() and match.start() < a.end for a in carry.plan.anniversaries):
            continue
        count = re.compile(rf"(?<![\d/.,-]){years}(?![\d/.,%-])")
        found = list(count.finditer(carry.folded, max(span.start, match.start() - _NAME_LENGTH), match.start()))
        if found:
            new = years + carry.target.delta
            reason = f"{new} năm, tính từ năm {match.group('first')}."
            yield replace_with(Span(*found[-1].span()), carry.text, str(new), "anniversary", reason)


def _recounted(carry: Carry, anniversary: Anniversary) -> Edit:
    place = Span(anniversary.start, anniversary.end)
    if _is_of_another_province(carry, anniversary):
        reason = f"“{_one_line(anniversary.text)}” là dịp của địa phương khác."
        return blank_out(place, carry.text, "dịp kỷ niệm của địa phương", "anniversary", reason)
    if not carry.own and _OWN_SCHOOL.search(carry.folded, *_around(carry, anniversary)):
        reason = f"“{_one_line(anniversary.text)}” là dịp của trường khác."
        return blank_out(place, carry.text, "dịp kỷ niệm của trường", "anniversary", reason)
    if _still_ahead(carry, anniversary):
        return keep(
            place.start,
            place.end,
            f"“{_one_line(anniversary.text)}”: dịp này chưa qua vào {carry.target.label} nên giữ nguyên.",
        )
    year, count = _year_and_count(carry, anniversary)
    text = _written(carry, anniversary, year, count)
    old = _one_line(anniversary.text)
    if text == place.of(carry.text):
        return keep(place.start, place.end)
    if anniversary.from_ is not None:
        reason = f"{count} năm, tính từ {anniversary.from_:%d/%m/%Y} đến năm {year}."
    else:
        reason = f"Kế hoạch gốc ghi {anniversary.claimed} năm, cách {carry.target.label} {carry.target.delta} năm."
    return Edit(
        place.start,
        place.end,
        text,
        Change("anniversary", old, _one_line(text), reason),
        notes=tuple(_remarks(anniversary, count, year)),
    )


def _was_ahead(carry: Carry, anniversary: Anniversary) -> bool:
    """Tell whether the base looked ahead to a celebration that comes after its own year or school year."""
    end = carry.target.base_year + (1 if carry.target.by_school_year else 0)
    return anniversary.to is not None and anniversary.to > date(end, 8 if carry.target.by_school_year else 12, 31)


def _around(carry: Carry, anniversary: Anniversary) -> tuple[int, int]:
    stop = _END_OF_ITEM.search(carry.folded, anniversary.end, anniversary.end + 40)
    return anniversary.start, stop.start() if stop else min(anniversary.end + 40, len(carry.folded))


def _is_of_another_province(carry: Carry, anniversary: Anniversary) -> bool:
    """Tell whether a province's own day is celebrated, and the user's school lies in another province."""
    own = province_of(carry.plan)
    if own and re.search(rf"(?<![^\W_]){re.escape(own)}(?![^\W_])", fold(anniversary.text)):
        return foreign_territory(carry, own)
    found = _PROVINCE.search(anniversary.name) or _PROVINCE.search(anniversary.text)
    return found is not None and foreign_territory(carry, found.group("name"))


def _still_ahead(carry: Carry, anniversary: Anniversary) -> bool:
    """Tell whether the base looked ahead to a celebration after its own time that the target's year has not passed."""
    to = anniversary.to
    if to is None or anniversary.from_ is None:
        return False
    end_of_base = carry.target.base_year + (1 if carry.target.by_school_year else 0)
    return to.year > end_of_base and to >= carry.target.day and to.year - anniversary.from_.year == anniversary.claimed


def _year_and_count(carry: Carry, anniversary: Anniversary) -> tuple[int, int]:
    """Return the year of the celebration in the target and the count then."""
    base_year = _celebrated_in(carry, anniversary)
    year = base_year + carry.target.delta
    if anniversary.to and base_year < carry.target.base_year:
        year = carry.target.year  # the base named a celebration before its own time: a slip, or left over
    elif anniversary.to and _was_ahead(carry, anniversary):
        year = carry.target.day.year + (moved(anniversary.to, carry.target.day.year - base_year) < carry.target.day)
    if anniversary.from_ is None:
        return year, anniversary.claimed + carry.target.delta
    return year, year - anniversary.from_.year


def _celebrated_in(carry: Carry, anniversary: Anniversary) -> int:
    """Return the year of the base's celebration: where count and days disagree, the one that is the base's year."""
    written = anniversary.to.year if anniversary.to else carry.target.base_year
    if anniversary.from_ is not None and anniversary.claimed != written - anniversary.from_.year:
        counted = anniversary.from_.year + anniversary.claimed
        if counted == carry.target.base_year:
            return counted
    return written


def _written(carry: Carry, anniversary: Anniversary, year: int, count: int) -> str:
    """Return the anniversary's words with the count and the celebration's year put in."""
    number = anniversary.count_span
    digits = re.search(r"\d+", number.of(carry.text))
    start = number.start + (digits.start() if digits else 0)
    end = number.start + digits.end() if digits else number.end
    head = carry.text[anniversary.start : start] if start >= anniversary.start else ""
    tail = carry.text[max(end, anniversary.start) : anniversary.end]
    if anniversary.to is not None and anniversary.to.year != (anniversary.from_.year if anniversary.from_ else None):
        old = str(anniversary.to.year)
        tail = _YEAR_TOKEN.sub(lambda match: str(year) if match.group() == old else match.group(), tail)
        head = _YEAR_TOKEN.sub(lambda match: str(year) if match.group() == old else match.group(), head)
    return f"{head}{count}{tail}"


def _remarks(anniversary: Anniversary, count: int, year: int) -> Iterator[str]:
    if count % 5 == 0:
        kind = "năm tròn" if count % 10 == 0 else "năm lẻ 5"
        yield f"{anniversary.name}: năm {year} là {kind} ({count} năm), thường được tổ chức ở quy mô lớn."
    elif anniversary.claimed % 10 == 0:
        yield (
            f"{anniversary.name}: kế hoạch gốc viết cho năm tròn ({anniversary.claimed} năm), nay là {count} năm; "
            "hãy xem có còn tổ chức ở quy mô ấy không."
        )
    if anniversary.actual is not None and anniversary.actual != anniversary.claimed:
        yield f"{anniversary.name}: kế hoạch gốc ghi {anniversary.claimed} năm, đúng ra là {anniversary.actual} năm."
    if anniversary.from_ is None:
        yield f"{anniversary.name}: không rõ ngày gốc, hãy kiểm tra lại số năm."


def _one_line(text: str) -> str:
    return " ".join(text.split())
