"""Figures: a target is kept and marked for confirmation; a figure that reports the base's year becomes a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out
from assistant.drafting.words import rule, words
from corpus.plan import Span

_PAST_YEAR = re.compile(
    r"nam(?:\s+hoc)?\s+(?P<year>20\d\d)(?:\s*-\s*20\d\d)?\s*[,:]?\s*"
    r"(?:(?:nha|toan)\s+)?(?:truong\s+)?(?:da\s+)?(?:co|dat|duoc)(?![^\W_])"
)
_RESULTS_OF = re.compile(
    r"(?:ket\s+qua|thanh\s+tich|danh\s+gia|tong\s+ket)\b.{0,60}?nam(?:\s+hoc)?\s+(?P<year>20\d\d)", re.DOTALL
)
_ANY_FIGURE = re.compile(r"(?<![\w./&-])(?P<figure>\d{1,3}(?:[.,]\d{1,3})*(?:/\d{1,4})?)(?![\w/]|-\d|[.,]\d)")
# A numeral that opens an item.
_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:\d{1,2}[.])*$")
# The number of a class, a grade, a degree.
_NAMED_BY_NUMBER = re.compile(
    r"(?<![^\W_])(?:lop|khoi|cap do|muc do|muc|loai|hang|(?<!tong\s)so|dieu|khoan|diem|quy|tuan|thu|dot|phong"
    r"|nhom|to|co so)\s+$"
)
_MONEY = re.compile(r"(?<![\w./-])(\d{1,3}(?:\.\d{3})+)(?=\s*(?:d|dong|vnd)(?![^\W_]))")
_NUMBER = r"(?<![\w./-])\d{1,3}(?:[.,]\d{1,3})*(?![\w/-]|[.,]\d)"


def figure_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the blanks for figures of the base's own year (results, head counts) in `span`."""
    if carry.target.delta == 0:
        return
    yield from _results(carry, span)
    units = "|".join(re.escape(unit) for unit in sorted(rule("headcount_units"), key=len, reverse=True))
    counted = re.compile(rf"((?<![\w.-])\d{{1,3}}(?:\.?\d{{1,3}})?(?:/\d{{1,4}})?)\s+(?:{units})(?![^\W_])")
    any_figure = re.compile(rf"({_NUMBER})(?=\s*(?:%|{units}))")
    for sentence in sentences(carry, span):
        if carry.says(sentence, words("report_words")):
            for figure in (any_figure, _MONEY):
                yield from _blanks(carry, sentence, figure, f"kết quả {_year_before(carry)}")
    for item in _lines(carry, span):
        heads = len(counted.findall(carry.folded, item.start, item.end))
        label = f"số liệu {carry.target.label}"
        if heads > 1 and not carry.says(item, words("rule_words")):
            yield from _blanks(carry, item, counted, label)
        for sentence in sentences(carry, item) if heads else ():
            if carry.says(sentence, words("headcount_words")) and not carry.says(sentence, words("rule_words")):
                goes_on = not carry.says(item, words("rule_words"))
                yield from _every_figure(carry, item if goes_on else sentence, label)
    yield from _results_of_a_past_year(carry, span)


def _results(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield blanks for every figure in a section that reports on the year before or describes the school."""
    for line in _lines(carry, span):
        label = _reported(carry, line.start)
        if label is not None:
            yield from _every_figure(carry, line, label)


def _reported(carry: Carry, offset: int) -> str | None:
    """Return what the figures at `offset` are, if the innermost heading that tells says that they report something."""
    section = carry.plan.section_at(offset)
    while section is not None:
        heading = Span(section.start, max(section.body_start, section.start))
        if not carry.says(heading, words("not_report_titles")):
            if carry.says(heading, words("report_titles")) or _names_a_past_year(carry, heading):
                return f"kết quả {_year_before(carry)}"
            if carry.says(heading, words("description_titles")):
                return f"số liệu {carry.target.label}"
        section = carry.plan.section(section.parent) if section.parent else None
    return None


def _names_a_past_year(carry: Carry, heading: Span) -> bool:
    """Tell whether a heading promises the results of a year before the base's ("KẾT QUẢ … NĂM HỌC 2022 - 2023")."""
    found = _RESULTS_OF.search(carry.folded, heading.start, heading.end)
    return found is not None and int(found.group("year")) < carry.target.base_year


def _results_of_a_past_year(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield blanks for what "năm học 2024-2025 có 21 giải" reports: figures after a year that is over by the base's."""
    base = carry.target.base_year
    for match in _PAST_YEAR.finditer(carry.folded, span.start, span.end):
        if int(match.group("year")) < base:
            rest = Span(match.end(), min(carry.sentence(match.start()).end, span.end))
            yield from _every_figure(carry, rest, f"kết quả {_year_before(carry)}")


def _every_figure(carry: Carry, place: Span, label: str) -> Iterator[Edit]:
    """Yield blanks for the figures of `place`, but for numerals of items, dates, numbers of documents and classes."""
    taken = _spoken_for(carry, place)
    for match in _ANY_FIGURE.finditer(carry.folded, place.start, place.end):
        figure = Span(*match.span("figure"))
        before = carry.folded[max(0, figure.start - 14) : figure.start]
        opens_item = _ITEM.search(before) is not None and carry.text[figure.end : figure.end + 1] in (".", ")", "/")
        if opens_item or _NAMED_BY_NUMBER.search(before) or any(figure.overlaps(span) for span in taken):
            continue
        reason = f"Số liệu của năm cũ ({figure.of(carry.text)}), không chuyển sang {carry.target.label} được."
        yield blank_out(figure, carry.text, label, "number", reason)


def _spoken_for(carry: Carry, place: Span) -> list[Span]:
    """Return the dates, pairs of years, citations and anniversaries that touch `place`."""
    plan = carry.plan
    found = [Span(date.start, date.end) for date in plan.dates]
    found += [Span(pair.start, pair.end) for pair in plan.year_spans]
    found += [Span(citation.start, citation.end) for citation in plan.citations]
    found += [Span(anniversary.start, anniversary.end) for anniversary in plan.anniversaries]
    return [span for span in found if span.overlaps(place)]


def _lines(carry: Carry, span: Span) -> Iterator[Span]:
    """Yield the lines of `span`: a list of figures goes on over semicolons."""
    for match in re.finditer(r"[^\n]+", carry.text[span.start : span.end]):
        yield Span(span.start + match.start(), span.start + match.end())


def target_figures(text: str, folded: str) -> tuple[str, ...]:
    """Return the figures of a finished paragraph that are targets ("95%", "20 điểm"), as written, without repeats."""
    units = "|".join(re.escape(unit) for unit in sorted(rule("target_units"), key=len, reverse=True))
    pattern = re.compile(rf"{_NUMBER}\s*(?:%|(?:{units})(?![^\W_]))")
    found = (text[match.start() : match.end()] for match in pattern.finditer(folded))
    return tuple(dict.fromkeys(" ".join(figure.split()) for figure in found))


def sentences(carry: Carry, span: Span) -> Iterator[Span]:
    """Yield the sentences of `span` in order."""
    offset = span.start
    while offset < span.end:
        sentence = carry.sentence(offset)
        yield Span(max(sentence.start, span.start), min(sentence.end, span.end))
        offset = max(sentence.end, offset) + 1


def _blanks(carry: Carry, sentence: Span, figure: re.Pattern[str], label: str) -> Iterator[Edit]:
    for match in figure.finditer(carry.folded, sentence.start, sentence.end):
        place = Span(*match.span(1))
        reason = f"Số liệu của năm cũ ({place.of(carry.text)}), không chuyển sang {carry.target.label} được."
        yield blank_out(place, carry.text, label, "number", reason)


def _year_before(carry: Carry) -> str:
    year = carry.target.year - 1
    return f"năm học {year}-{year + 1}" if carry.target.by_school_year else f"năm {year}"
