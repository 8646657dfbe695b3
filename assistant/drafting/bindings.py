"""What a fact in a sentence is said of: the words around it, held against the words around it in the source.

A sentence of true parts can still be false: two deadlines exchanged, a share given to others, a "không" left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, Final, Literal

from assistant.drafting.people import find_people
from assistant.drafting.vocabulary import alternation
from assistant.drafting.words import rule, words
from corpus.plan import Citation, DateMention, Span
from corpus.text import fold

Kind = Literal["document", "day", "share", "number", "person"]

_NUMBER: Final = re.compile(r"(?<![^\W_])(?P<value>\d+(?:[.,]\d+)*)(?P<share>\s*(?:%|phan\s+tram))?")
_WORD: Final = re.compile(r"[^\W_]+")
_CLAUSE: Final = re.compile(r"[;:!?\n]|\.(?=\s|$)")
#: Words looked at on each side of a fact.
_WINDOW: Final = 4
#: Another fact of the source must fit the words by this much more before a fact counts as exchanged.
_CLEARLY: Final = 0.1
#: Of whom a share is said follows at once; in the source a word or two may stand between.
_OF_WHOM: Final = 2


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A fact with the folded words before it (the nearest last) and after it, within its clause."""

    kind: Kind
    value: Any
    before: tuple[str, ...]
    after: tuple[str, ...]


def occurrences(text: str, citations: Iterable[Citation], dates: Iterable[DateMention]) -> tuple[Occurrence, ...]:
    """Return the documents, days, shares, numbers and persons of `text`, each with its words.

    `citations` and `dates` are those found in `text`.
    """
    folded = fold(text)
    places: list[tuple[Span, Kind, Any]] = [
        (Span(c.start, c.end), "document", c.number or fold(c.text)) for c in citations
    ]
    places += [(Span(mention.start, mention.end), "day", mention.value) for mention in dates]
    places += [(place, "person", fold(place.of(text))) for place in find_people(text, Span(0, len(text)))]
    taken = [place for place, _, _ in places]
    rest = blanked(folded, taken)
    for match in _NUMBER.finditer(rest):
        kind: Kind = "share" if match.group("share") else "number"
        places.append((Span(*match.span()), kind, match.group("value").lstrip("0").replace(",", ".")))
    return tuple(
        Occurrence(kind, value, _words_before(rest, place.start), _words_after(rest, place.end))
        for place, kind, value in places
    )


def exchanged(
    said: Iterable[Occurrence], sources: Sequence[Occurrence], asked_for: Sequence[Occurrence] = ()
) -> Occurrence | None:
    """Return the first fact that the sources hold, but of something else; ``None`` where each is in its place.

    What was asked for has its place by that.
    """
    return next((fact for fact in said if _is_exchanged(fact, sources) and not _is_among(fact, asked_for)), None)


def turned_round(sentence: str, source: str) -> str | None:
    """Return the words whose sense a sentence turns round: denied where `source` affirms them, or the reverse."""
    turned = (_denied(sentence) & _affirmed(source)) | (_affirmed(sentence) & _denied(source))
    return next((" ".join(pair) for pair in sorted(turned)), None)


def _is_exchanged(fact: Occurrence, sources: Sequence[Occurrence]) -> bool:
    alike = [other for other in sources if other.kind == fact.kind]
    same = [other for other in alike if _same(fact, other)]
    if not same:
        return False
    best = max(_fit(fact, other) for other in same)
    rival = max((_fit(fact, other) for other in alike if other not in same), default=0.0)
    return rival > best + _CLEARLY or (fact.kind == "share" and not any(_of_the_same(fact, other) for other in same))


def _is_among(fact: Occurrence, others: Iterable[Occurrence]) -> bool:
    return any(fact.kind == other.kind and _same(fact, other) and _of_the_same(fact, other) for other in others)


def _same(fact: Occurrence, other: Occurrence) -> bool:
    if fact.kind == "day":
        return all(part is None or part == known for part, known in zip(fact.value, other.value, strict=True))
    return bool(fact.value == other.value)


def _fit(fact: Occurrence, other: Occurrence) -> float:
    """Return how well the words on both sides agree, from 0 to 1; a side without words says nothing."""
    sides = [
        len(set(mine) & set(theirs)) / len(set(mine))
        for mine, theirs in ((fact.before, other.before), (fact.after, other.after))
        if mine
    ]
    return sum(sides) / len(sides) if sides else 1.0


def _of_the_same(fact: Occurrence, other: Occurrence) -> bool:
    mine, theirs = fact.after[:_OF_WHOM], other.after
    return not mine or not theirs or bool(set(mine) & set(theirs))


def _words_before(text: str, offset: int) -> tuple[str, ...]:
    clause = _CLAUSE.split(text[max(0, offset - 120) : offset])[-1]
    return tuple(_WORD.findall(clause)[-_WINDOW:])


def _words_after(text: str, offset: int) -> tuple[str, ...]:
    clause = _CLAUSE.split(text[offset : offset + 120])[0]
    return tuple(_WORD.findall(clause)[:_WINDOW])


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return `text`, as long as before, with blanks in place of `spans`."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def _denied(text: str) -> set[tuple[str, str]]:
    """Return the pairs of words that follow a denial."""
    return {pair for piece in _denials().split(_plain(text))[1:] for pair in islice(_pairs_of(piece), 1)}


def _affirmed(text: str) -> set[tuple[str, str]]:
    """Return the pairs of words that no denial stands before."""
    first, *rest = _denials().split(_plain(text))
    return {*_pairs_of(first), *(pair for piece in rest for pair in islice(_pairs_of(piece), 1, None))}


@lru_cache(maxsize=1)
def _denials() -> re.Pattern[str]:
    return re.compile(rf"{words('denials').pattern}(?!\s+{alternation(rule('no_denials'))})")


def _pairs_of(text: str) -> Iterator[tuple[str, str]]:
    return pairwise(_WORD.findall(text))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
