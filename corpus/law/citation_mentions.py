"""A document as it stands in the text, before the register and the rest of the text have been asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from corpus.law.citation_issuers import IssuerMark
from corpus.law.numbers import NumberParts, split_number
from corpus.plan import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a document: what is written of it, and where.

    `kind` is the clean name of its kind. `number` is the canonical number that the text gives ("22/TT-BGDĐT" where
    the year is not written), `parts` the folded parts of its symbol. `year` is a year written instead of a day.
    `name` is the folded name of a law without number ("thi dua khen thuong"), `serial` the bare number of a later
    mention ("22" of "Thông tư 22"), `refers_to` the start of the mention for which the text defines this short name.
    """

    start: int
    end: int
    kind: str | None
    number: str | None = None
    number_span: Span | None = None
    parts: tuple[str, ...] = ()
    has_year: bool = False
    day: date | None = None
    day_span: Span | None = None
    year: int | None = None
    issuer: IssuerMark | None = None
    form: Literal["full", "short", "unnumbered"] = "full"
    name: str | None = None
    serial: str | None = None
    refers_to: int | None = None

    @property
    def number_parts(self) -> NumberParts | None:
        """The number taken apart, or ``None`` without one."""
        return _parts(self.number) if self.number else None

    @property
    def number_key(self) -> tuple[str, str, str] | None:
        """What all ways of writing the number share, or ``None`` without one."""
        parts = self.number_parts
        return parts.key if parts else None


@lru_cache(maxsize=8192)
def _parts(number: str) -> NumberParts | None:
    return split_number(number)
