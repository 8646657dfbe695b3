"""The symbols that document numbers are made of: what "BGDĐT", "TTg" and "NĐ" stand for.

The data is data/issuers.yaml; what is read at run time is built/symbols.json, made from it by ``python -m
corpus.law.build``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

from corpus.text import fold

SYMBOLS_FILE: Final = Path(__file__).parent / "built" / "symbols.json"

Level = Literal["state", "central", "party", "association", "local", "school", "unit"]
Group = Literal["legal", "administrative", "party", "association"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents.

    `symbols` are the parts of a number that stand for it, the correct one first; `abbreviations` are short names in
    running text. A name of level "local" or "school" is complete only with the place or the school's name that follows
    it; a "unit" is part of a body and never an issuer of its own. `ceased` is the first day without the body.
    """

    name: str
    symbols: tuple[str, ...]
    abbreviations: tuple[str, ...]
    level: Level
    began: date | None = None
    ceased: date | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document ("Thông tư") and its symbols in numbers, the correct one first.

    `party_symbols` are those in numbers of Party documents where they differ ("QĐi"). `numbered_by_year` tells that a
    complete number carries the year.
    """

    name: str
    symbols: tuple[str, ...]
    group: Group
    numbered_by_year: bool = False
    party_symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbols:
    """The whole table. `hyphen_first` are the symbols of bodies whose numbers read "34-CT/TW" and not "34/CT-TTg"."""

    issuers: tuple[Issuer, ...]
    kinds: tuple[Kind, ...]
    hyphen_first: tuple[str, ...]

    def issuers_of(self, symbol: str) -> tuple[Issuer, ...]:
        """Return every issuer that `symbol` (canonical, "BGDĐT") stands for: more than one for "TW"."""
        return tuple(issuer for issuer in self.issuers if symbol in issuer.symbols)

    def kinds_of(self, symbol: str) -> tuple[Kind, ...]:
        """Return every kind of document that `symbol` (canonical, "NĐ") stands for."""
        return tuple(kind for kind in self.kinds if symbol in kind.symbols or symbol in kind.party_symbols)

    def issuer_named(self, name: str) -> Issuer | None:
        """Return the issuer with this name or abbreviation, whatever its diacritics and case, or ``None``."""
        key = " ".join(fold(name).split())
        for issuer in self.issuers:
            if key == fold(issuer.name) or any(key == fold(short) for short in issuer.abbreviations):
                return issuer
        return None


@cache
def ministries() -> frozenset[str]:
    """Return the folded symbols of the bodies of the central government."""
    central = (issuer for issuer in load_symbols().issuers if issuer.level == "central")
    return frozenset(fold(symbol) for issuer in central for symbol in issuer.symbols)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def load_symbols() -> Symbols:
    """Return the shipped table of symbols (read once)."""
    data = json.loads(SYMBOLS_FILE.read_text(encoding="utf-8"))
    issuers = tuple(
        Issuer(
            name=entry["name"],
            symbols=tuple(entry["symbols"]),
            abbreviations=tuple(entry["abbreviations"]),
            level=entry["level"],
            began=_day(entry.get("began")),
            ceased=_day(entry.get("ceased")),
            basis=entry.get("basis"),
        )
        for entry in data["issuers"]
    )
    kinds = tuple(
        Kind(
            name=entry["name"],
            symbols=tuple(entry["symbols"]),
            group=entry["group"],
            numbered_by_year=entry.get("numbered_by_year", False),
            party_symbols=tuple(entry.get("symbol_in_party", ())),
        )
        for entry in data["kinds"]
    )
    return Symbols(issuers, kinds, tuple(data["hyphen_first"]))
