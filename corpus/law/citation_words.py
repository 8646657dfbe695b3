"""The words by which citations are read: names of kinds, words of the names of bodies and laws, words that end them.

The data is data/citation_words.json; it is read once, when the first citation is looked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WORDS_FILE: Final = Path(__file__).parent / "data" / "citation_words.json"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of citation_words.json, explained there; folded, except `turning_words`, `law_ends` and full names."""

    kind_names: tuple[str, ...]
    nameless: frozenset[str]
    private_kinds: frozenset[str]
    short_names: dict[str, str]
    qualifiers: tuple[str, ...]
    no_document: tuple[str, ...]
    heads: frozenset[str]
    small_heads: frozenset[str]
    bounded_heads: frozenset[str]
    inner: frozenset[str]
    pairs: frozenset[Pair]
    body_names: tuple[str, ...]
    dash_words: frozenset[str]
    after_ministry: frozenset[str]
    places: frozenset[str]
    short_places: frozenset[str]
    turning_pairs: frozenset[Pair]
    turning_words: frozenset[str]
    turning_folded: frozenset[str]
    mended: tuple[str, ...]
    vague: frozenset[str]
    no_law: frozenset[str]
    law_pairs: frozenset[Pair]
    law_ends: frozenset[str]
    law_ends_folded: frozenset[str]
    law_end_pairs: frozenset[Pair]
    law_names: tuple[str, ...]
    amended_together: tuple[str, ...]


@cache
def load_words() -> Words:
    """Return the shipped tables (read once)."""
    data = json.loads(WORDS_FILE.read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(data[name].split())

    def pairs(name: str, separator: str) -> frozenset[Pair]:
        split = (entry.split(separator) for entry in data[name].split(";"))
        return frozenset((before, after) for before, after in split)

    return Words(
        kind_names=tuple(data["kind_names"]),
        nameless=frozenset(data["nameless"]),
        private_kinds=frozenset(data["private_kinds"]),
        short_names=data["short_names"],
        qualifiers=tuple(data["qualifiers"].split(";")),
        no_document=tuple(data["no_document"].split(";")),
        heads=words("heads"),
        small_heads=words("small_heads"),
        bounded_heads=words("bounded_heads"),
        inner=words("inner"),
        pairs=pairs("pairs", "+"),
        body_names=tuple(data["body_names"]),
        dash_words=words("dash_words"),
        after_ministry=words("after_ministry"),
        places=words("places"),
        short_places=words("short_places"),
        turning_pairs=pairs("turning_pairs", " "),
        turning_words=words("turning_words"),
        turning_folded=words("turning_folded"),
        mended=tuple(data["mended"]),
        vague=frozenset(data["vague"].split(";")),
        no_law=words("no_law"),
        law_pairs=pairs("law_pairs", "+"),
        law_ends=words("law_ends"),
        law_ends_folded=words("law_ends_folded"),
        law_end_pairs=pairs("law_end_pairs", " "),
        law_names=tuple(data["law_names"]),
        amended_together=tuple(data["amended_together"]),
    )
