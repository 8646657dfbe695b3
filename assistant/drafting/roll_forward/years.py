"""Years and school years that belong to the plan itself move with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, replace_with
from assistant.drafting.words import rule
from corpus.plan import Span, YearSpan

_YEAR_TOKEN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LOOSE_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d|\s?/\s?[a-z])")
_CLOSING = re.compile(r"tren\s+day\s+la")
_UP_TO = re.compile(r"\s*(?:den|-)\s*(?:het\s+)?(?:nam\s+hoc\s+)?")
_SHORT_YEAR_TOKEN = re.compile(r"\d{2,4}")


def year_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the moves of school years, of the lunar year's name and of bare years in `span`."""
    if carry.target.delta == 0:
        return
    for pair in carry.plan.year_spans:
        place = Span(pair.start, pair.end)
        if is_yearly(carry, pair) and place.overlaps(span):
            yield from _school_year(carry, pair)
    yield from _lunar_year_names(carry, span)
    for mention in carry.plan.dates:
        year = mention.value[0]
        place = Span(mention.start, mention.end)
        if mention.precision == "year" and place.overlaps(span) and year is not None and carry.target.covers(year):
            yield _own_year(carry, place, year) or move_years(
                carry, place, "year", f"Năm của kế hoạch: chuyển {carry.target.delta:+d} năm."
            )
    yield from _left_over(carry, span)


def is_yearly(carry: Carry, pair: YearSpan) -> bool:
    """Tell whether two years are a school year, or a term of office of one year ("nhiệm kỳ 2015 - 2016")."""
    before = carry.folded[max(0, pair.start - 12) : pair.start + 12]
    return pair.kind == "school-year" or (pair.last == pair.first + 1 and "nhiem ky" in before)


def _left_over(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the moves of years that nothing else has recognised ("công tác tháng 10/2019")."""
    for match in _LOOSE_YEAR.finditer(carry.folded, span.start, span.end):
        if carry.target.covers(int(match.group())):
            yield move_years(
                carry, Span(*match.span()), "year", f"Năm của kế hoạch: chuyển {carry.target.delta:+d} năm."
            )


def _own_year(carry: Carry, place: Span, year: int) -> Edit | None:
    """Return "năm 2024" made "năm học 2025-2026" where a plan names its own time and that was asked for."""
    target = carry.target
    if target.by_school_year or not target.asked_by_school_year or year != target.base_year:
        return None
    first = carry.plan.sections[0].start if carry.plan.sections else 0
    if place.start >= first and not carry.says(carry.sentence(place.start), _CLOSING):
        return None
    word = "Năm học" if place.of(carry.text)[:1] == "N" else "năm học"
    text = f"{word} {target.year}-{target.year + 1}"
    return replace_with(place, carry.text, text, "school-year", "Yêu cầu soạn kế hoạch theo năm học.")


def move_years(carry: Carry, place: Span, kind: str, reason: str, *notes: str, years: int | None = None) -> Edit:
    """Return the edit that moves every year written in `place` by the plan's move (or by `years`)."""
    delta = _catch_up(carry, place) if years is None else years
    text = _YEAR_TOKEN.sub(lambda match: str(int(match.group()) + delta), place.of(carry.text))
    return replace_with(place, carry.text, text, kind, reason, *notes)  # type: ignore[arg-type]


def _catch_up(carry: Carry, place: Span) -> int:
    """Return by how many years to move: further where the base itself had forgotten to."""
    stale = (Span(f.start, f.end) for f in carry.findings if f.code == "date.stale-year" and f.severity != "info")
    if not any(place.overlaps(span) for span in stale):
        return carry.target.delta
    written = _YEAR_TOKEN.search(place.of(carry.text))
    return carry.target.year - int(written.group()) if written else carry.target.delta


def _school_year(carry: Carry, pair: YearSpan) -> Iterator[Edit]:
    target = carry.target
    if not (target.covers(pair.first) or target.covers(pair.last) or _opens_a_range(carry, pair)):
        return
    place = Span(pair.start, pair.end)
    delta = _catch_up(carry, place)
    new = iter((pair.first + delta, pair.first + delta + 1))
    text = _SHORT_YEAR_TOKEN.sub(lambda match: str(next(new))[-len(match.group()) :], place.of(carry.text), count=2)
    yield replace_with(place, carry.text, text, "school-year", f"Năm học của kế hoạch: chuyển {delta:+d} năm.")


def _opens_a_range(carry: Carry, pair: YearSpan) -> bool:
    """Tell whether a range begins with `pair` that ends in one of the base's own: "từ năm học A đến năm học B"."""
    later = (other for other in carry.plan.year_spans if pair.end < other.start <= pair.end + 24)
    following = next(later, None)
    if following is None or following.kind != "school-year":
        return False
    joint = carry.folded[pair.end : following.start]
    return _UP_TO.fullmatch(joint) is not None and carry.target.covers(following.last)


def _lunar_year_names(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the moves of "xuân Giáp Thìn", "Tết Ất Tỵ": the sixty-year cycle is counted, 1984 being Giáp Tý."""
    names = rule("can_chi")
    pattern = rf"\b({'|'.join(names['stems'])})\s+({'|'.join((*names['branches'], 'Tị', 'Mẹo'))})\b"
    for match in re.finditer(pattern, carry.text[span.start : span.end]):
        branch = {"Tị": "Tỵ", "Mẹo": "Mão"}.get(match.group(2), match.group(2))
        years = [
            y
            for y in range(carry.target.first_base_year, carry.target.last_base_year + 1)
            if _lunar_name(y) == f"{match.group(1)} {branch}"
        ]
        if years:
            place = Span(span.start + match.start(), span.start + match.end())
            name = _lunar_name(years[0] + carry.target.delta)
            yield replace_with(place, carry.text, name, "year", f"Năm âm lịch của năm {years[0] + carry.target.delta}.")


def _lunar_name(year: int) -> str:
    names = rule("can_chi")
    return f"{names['stems'][(year - 4) % 10]} {names['branches'][(year - 4) % 12]}"
