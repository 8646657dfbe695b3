"""Persons' names in a text: after a title ("thầy", "đồng chí"), or a surname followed by given names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.drafting.vocabulary import CAPITALS, SMALL, alternation, load_vocabulary
from corpus.plan import Span
from corpus.text import fold

_SYLLABLE = rf"[{CAPITALS}][{SMALL}]+"
_NAME = re.compile(rf"(?<![\w]){_SYLLABLE}(?:\s{_SYLLABLE}){{1,4}}(?![\w])")


def find_people(text: str, span: Span) -> Iterator[Span]:
    """Yield where persons are named in `span`, without their titles.

    Historical figures and places named after persons are passed over.
    """
    for match in _NAME.finditer(text, span.start, span.end):
        place = _person(text, match.start(), match.end())
        if place is not None:
            yield place


def _person(text: str, start: int, end: int) -> Span | None:
    syllables = list(re.finditer(_SYLLABLE, text[start:end]))
    titled = _titles().search(fold(text[max(0, start - 16) : start])) is not None
    # A sentence or a list may open with a capital that is no name ("Cô Cao Thị An", "Hiệu trưởng Mai Thanh Bình").
    first = next((i for i, s in enumerate(syllables) if _is_surname(s.group())), None)
    if titled:
        first = 0
    elif first is not None and first > 0 and _titles().search(fold(text[start : start + syllables[first].start()])):
        titled = True
    if first is None:
        return None
    place = Span(start + syllables[first].start(), end)
    words = len(syllables) - first
    folded = fold(place.of(text))
    if any(folded.startswith(figure) or figure in folded for figure in load_vocabulary("rules")["public_figures"]):
        return None
    if _carriers().search(fold(text[max(0, place.start - 24) : place.start])):
        return None
    return place if titled or 3 <= words <= 4 else None


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    return re.compile(alternation(load_vocabulary("rules")["person_titles"]) + r"[\s:.]*(?:[a-z]{2,4}\.\s*)?$")


@lru_cache(maxsize=1)
def _carriers() -> re.Pattern[str]:
    return re.compile(alternation(load_vocabulary("rules")["name_carriers"]) + r"[\s“\"(]*$")


def _is_surname(syllable: str) -> bool:
    """Tell whether a capitalised syllable can only be a surname, not the start of "Đoàn Thanh niên"."""
    rules = load_vocabulary("rules")
    certain = syllable in rules["surnames"] and syllable not in rules["ambiguous_surnames"]
    return certain or fold(syllable) in rules["plain_surnames"]
