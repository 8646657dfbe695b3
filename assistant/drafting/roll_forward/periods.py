"""What belongs to a programme keeps its years: periods, phases, goals, documents named by their year.

A milestone of a phase that is over by the target's day becomes a blank: the office above sets the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out, keep
from assistant.drafting.roll_forward.years import is_yearly
from assistant.drafting.vocabulary import alternation
from assistant.drafting.words import rule, words
from corpus.plan import DateMention, Span, YearSpan

_LABELLED_PHASE = re.compile(r"(?<![^\W_])giai\s+doan\s+(?:\d|[iv]{1,3})(?![\d])[^.;]{0,24}$")
_YEARS = re.compile(r"20\d\d.*20\d\d", re.DOTALL)
_PHASE = re.compile(r"giai\s+doan")
_REVIEW = re.compile(r"(?<![^\W_])(?:so|tong)\s+ket(?![^\W_])")
_PHASE_REVIEW = re.compile(r"(?:so|tong)\s+ket.*?giai\s+doan|giai\s+doan.*?(?:so|tong)\s+ket", re.DOTALL)
_UP_TO = re.compile(r"den\s+(?:het\s+)?(?:nam\s+)?$")


def period_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield shields for periods and for years that are part of a name, and what becomes of milestones in `span`."""
    yield from _periods(carry, span)
    yield from _named_by_year(carry, span)
    for mention in carry.plan.dates:
        if span.start <= mention.start < span.end and _is_milestone(carry, mention):
            yield _milestone(carry, mention)


def _periods(carry: Carry, span: Span) -> Iterator[Edit]:
    for pair in carry.plan.year_spans:
        if pair.kind == "period" and not is_yearly(carry, pair) and span.start <= pair.start < span.end:
            yield _over(carry, pair) if _is_over(carry, pair) else keep(pair.start, pair.end)


def _is_over(carry: Carry, pair: YearSpan) -> bool:
    """Tell whether a period that was running in the base's year has ended by the target's."""
    if not pair.first <= carry.target.base_year <= pair.last < carry.target.year:
        return False
    line = Span(carry.folded.rfind("\n", 0, pair.start) + 1, _line_end(carry, pair.end))
    others = (other for other in carry.plan.year_spans if other.kind == "period" and other != pair)
    goes_on = any(line.start <= other.start < line.end and other.last >= carry.target.year for other in others)
    labelled = _LABELLED_PHASE.search(carry.folded, line.start, pair.start) is not None
    return not (goes_on or labelled or _in_quotes(carry, pair.start))


def _over(carry: Carry, pair: YearSpan) -> Edit:
    """Return what becomes of a period that is over: of a plan or movement, a blank; in a programme's name it stays."""
    written = " ".join(pair.text.split())
    reason = f"“{written}” đã kết thúc trước {carry.target.label}; hãy xem có giai đoạn mới không, nếu không thì bỏ."
    years = _YEARS.search(carry.folded, pair.start, pair.end)
    place = Span(*years.span()) if years else Span(pair.start, pair.end)
    return blank_out(place, carry.text, "giai đoạn hiện hành", "period", reason)


def _line_end(carry: Carry, offset: int) -> int:
    end = carry.folded.find("\n", offset)
    return len(carry.folded) if end < 0 else end


def _in_quotes(carry: Carry, offset: int) -> bool:
    """Tell whether `offset` lies inside quotation marks that open on the same line."""
    line = carry.text[carry.text.rfind("\n", 0, offset) + 1 : offset]
    return line.count("“") > line.count("”") or line.count('"') % 2 == 1


def _named_by_year(carry: Carry, span: Span) -> Iterator[Edit]:
    pattern = re.compile(
        rf'{alternation(rule("named_by_year"))}(?:\s+[^\s.;:"()\d]+){{0,12}}?[\s,]+(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?![\d/-])'
    )
    for match in pattern.finditer(carry.folded, span.start, span.end):
        year = int(match.group("year"))
        if year < carry.target.base_year:
            yield keep(match.start("year"), match.end("year"))


def _boundaries(carry: Carry) -> frozenset[int]:
    """Return the years in which a period or phase named in the plan begins or ends."""
    return frozenset(
        year for pair in carry.plan.year_spans if pair.kind == "period" for year in (pair.first, pair.last)
    )


def _is_boundary(carry: Carry, mention: DateMention, year: int) -> bool:
    """Tell whether `year` ends a period of the plan, or is a goal's year that lay ahead of the base and is past now."""
    if year % 5 == 0 and year > carry.target.base_year and mention.precision == "year":
        return True  # programmes of the State run to such years
    if carry.target.covers(year):
        return year in _boundaries(carry)
    return mention.precision == "year" and carry.target.base_year < year < carry.target.year


def _is_milestone(carry: Carry, mention: DateMention) -> bool:
    """Tell whether a day or year is one of the programme's, not of the plan's own year."""
    year = mention.value[0]
    if year is None or year < carry.target.base_year or not _is_boundary(carry, mention, year):
        return False
    sentence = carry.sentence(mention.start)
    near = Span(max(sentence.start, mention.start - 100), min(sentence.end, mention.end + 80))
    if carry.says(near, _PHASE_REVIEW):
        return True
    if carry.says(near, words("yearly_words")):
        return False
    if _in_phase_section(carry, mention.start):
        return True
    if year == carry.target.base_year:
        return False
    if mention.precision not in ("year", "quarter"):
        return False
    before = Span(near.start, mention.start)
    return carry.says(before, _UP_TO) or (not carry.target.by_school_year and carry.says(sentence, _REVIEW))


def _in_phase_section(carry: Carry, offset: int) -> bool:
    section = carry.plan.section_at(offset)
    while section is not None:
        if _PHASE.search(carry.folded, section.start, section.body_start):
            return True
        section = carry.plan.section(section.parent) if section.parent else None
    return False


def _milestone(carry: Carry, mention: DateMention) -> Edit:
    year = mention.value[0]
    assert year is not None
    due = mention.day or date(year, 12, 31)
    if due >= carry.target.day and year >= carry.target.year:
        note = "là mốc của cả giai đoạn nên giữ nguyên"
        if year == carry.target.year:
            note += "; mốc này rơi vào năm của kế hoạch, hãy xem lại chỉ tiêu"
        return keep(mention.start, mention.end, f"“{' '.join(mention.text.split())}” {note}.")
    reason = f"Mốc “{' '.join(mention.text.split())}” thuộc giai đoạn đã qua; mốc sau do cấp trên quy định."
    return blank_out(Span(mention.start, mention.end), carry.text, "thời gian theo giai đoạn mới", "period", reason)
