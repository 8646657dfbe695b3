"""Figures: a target is kept and marked for confirmation; a figure that reports the base's year becomes a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out
from assistant.drafting.roll_forward.words import rule, words
from corpus.plan import Span

_NUMBER = r"(?<![\w./-])\d{1,3}(?:[.,]\d{1,3})*(?![\w/-]|[.,]\d)"


def figure_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the blanks for figures of the base's own year (results, head counts) in `span`."""
    if carry.target.delta == 0:
        return
    units = "|".join(re.escape(unit) for unit in sorted(rule("headcount_units"), key=len, reverse=True))
    counted = re.compile(rf"((?<![\w.-])\d{{1,4}}(?:/\d{{1,4}})?)\s+(?:{units})(?![^\W_])")
    any_figure = re.compile(rf"({_NUMBER})(?=\s*(?:%|{units}))")
    for sentence in sentences(carry, span):
        if carry.says(sentence, words("report_words")):
            yield from _blanks(carry, sentence, any_figure, f"kết quả {_year_before(carry)}")
    for item in _lines(carry, span):
        heads = len(counted.findall(carry.folded, item.start, item.end))
        tells = carry.says(item, words("headcount_words")) or heads > 1
        if heads and tells and not carry.says(item, words("rule_words")):
            yield from _blanks(carry, item, counted, f"số liệu {carry.target.label}")


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
