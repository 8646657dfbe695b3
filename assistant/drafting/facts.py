"""The facts of a passage as a numbered list for the language model: what it must copy as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.people import find_people
from corpus.dates import find_dates
from corpus.law.citations import find_citations
from corpus.law.register import Register
from corpus.plan import Span

_BLANK = re.compile(r"\[[^\[\]\n]+\]")
_FIGURE = re.compile(r"(?<![\w/.-])\d+(?:[.,]\d+)*\s?(?:%|điểm|giải|triệu|đồng|lần|buổi)")


def list_facts(passage: str, register: Register) -> tuple[str, ...]:
    """Return the citations, days, figures, persons and blanks of `passage` as written, in order, without repeats."""
    places = sorted(_places(passage, register), key=lambda span: (span.start, -span.end))
    outer: list[Span] = []
    for place in places:
        if not outer or place.start >= outer[-1].end:
            outer.append(place)
    return tuple(dict.fromkeys(" ".join(place.of(passage).split()) for place in outer))


def _places(passage: str, register: Register) -> Iterator[Span]:
    for citation in find_citations(passage, register=register):
        yield Span(citation.start, citation.end)
    for mention in find_dates(passage):
        yield Span(mention.start, mention.end)
    for pattern in (_BLANK, _FIGURE):
        for match in pattern.finditer(passage):
            yield Span(*match.span())
    yield from find_people(passage, Span(0, len(passage)))
