"""Names in quotation marks: movements, campaigns, schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.checking.context import Context, trimmed
from corpus.text import fold

_QUOTED: Final = re.compile(r'[“„«]([^“”„«»"]{3,400})[”“»]|"([^"“”\n]{3,400})"')
_YEARS: Final = re.compile(r"[\s,;(]*(?:giai\s+doan|den\s+nam|tu\s+nam|nam\s+hoc|nam)\s*[0-9].*$", re.DOTALL)
_NAMES_MOVEMENT: Final = re.compile(
    r"(?:phong\s+trao|cuoc\s+van\s+dong|de\s+an|chuong\s+trinh|thi\s+dua|chu\s+de|cuoc\s+thi)[^.;]{0,90}$"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands inside one pair of quotation marks: ``[start, end)`` without the marks.

    `words` is its folded words without a period or year at the end; `leads` tells that words before it announce the
    name of a movement or scheme.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    leads: bool


def find_quotes(ctx: Context) -> Iterator[Quote]:
    """Yield the quoted stretches of the text, in order."""
    for match in _QUOTED.finditer(ctx.text):
        group = 1 if match[1] is not None else 2
        start, end = trimmed(ctx.text, match.start(group), match.end(group))
        while start < end and ctx.text[start] in "*_“":
            start += 1
        while end > start and ctx.text[end - 1] in "*_ ":
            end -= 1
        text = ctx.text[start:end]
        leads = _NAMES_MOVEMENT.search(ctx.before(match.start(), 120)) is not None
        yield Quote(start, end, text, name_words(text), leads)


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without the period or year at its end."""
    return tuple(re.findall(r"[a-z0-9]+", _YEARS.sub("", fold(name))))
