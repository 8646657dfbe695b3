"""What a sentence may rest on: passages with the facts in them, taken apart so that each can be asked for by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.drafting.bindings import Occurrence, blanked, occurrences
from assistant.drafting.people import find_people
from assistant.drafting.vocabulary import CAPITALISED, alternation, load_vocabulary
from assistant.drafting.words import words
from corpus.dates import find_dates, find_year_spans
from corpus.law.citations import find_citations
from corpus.law.numbers import canonical_number
from corpus.law.register import Register
from corpus.plan import Citation, DateMention, Span
from corpus.text import fold

Value = tuple[int | None, int | None, int | None]

_NUMBER = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*\s*(?P<unit>%|[^\W\d_]+)?")
_SHAPE_OF_NUMBER = re.compile(r"(?<!\w)\d[\w&.-]*(?:\s?[/-]\s?[\w&.]+)+")
_ROMAN = re.compile(r"(?<![\w/-])[IVXLC]{1,6}(?![\w/-])")
_NAME = re.compile(rf"(?<!\w){CAPITALISED}(?:\s+{CAPITALISED})*")
_QUOTED = re.compile(r"[“\"]([^”\"]{2,300})[”\"]")
_LINK = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\b\w+\.(?:vn|com|net|org)\b")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """The checkable things in a stretch of text, in forms that compare equal however they are written."""

    documents: frozenset[tuple[str, str | None]]
    days: frozenset[Value]
    spans: frozenset[tuple[int, int]]
    numbers: frozenset[tuple[str, str]]
    words_for_numbers: frozenset[str]
    romans: frozenset[str]
    names: frozenset[str]
    quotes: frozenset[str]
    links: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that supports sentences: its facts, its words, its pairs of words."""

    text: str
    folded: str
    facts: Facts
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    occurrences: tuple[Occurrence, ...]


def passage(text: str, register: Register) -> Passage:
    """Return `text` taken apart."""
    folded = " ".join(fold(text).split())
    tokens = _WORD.findall(folded)
    citations, dates = find_citations(text, register=register), find_dates(text)
    return Passage(
        text,
        folded,
        _facts(text, citations, dates),
        frozenset(tokens),
        frozenset(pairwise(tokens)),
        occurrences(text, citations, dates),
    )


def facts_of(text: str, register: Register) -> Facts:
    """Return the documents, days, periods, numbers, names and quotations in `text`."""
    return _facts(text, find_citations(text, register=register), find_dates(text))


def _facts(text: str, citations: Sequence[Citation], dates: Sequence[DateMention]) -> Facts:
    pairs = find_year_spans(text)
    taken = [Span(citation.start, citation.end) for citation in citations]
    taken += [Span(mention.start, mention.end) for mention in dates]
    taken += [Span(pair.start, pair.end) for pair in pairs]
    rest = blanked(text, taken)
    folded = fold(rest)
    return Facts(
        documents=frozenset({*map(_document, citations), *_loose_numbers(text, taken)}),
        days=frozenset(mention.value for mention in dates),
        spans=frozenset((pair.first, pair.last) for pair in pairs),
        numbers=frozenset(_numbers(folded)),
        words_for_numbers=frozenset(
            " ".join(match.group().split())
            for pattern in (_number_words(), words("ordinals"))
            for match in pattern.finditer(folded)
        ),
        romans=frozenset(_ROMAN.findall(rest)),
        names=frozenset(_names(blanked(text, [Span(c.start, c.number_span.end) for c in citations if c.number_span]))),
        quotes=frozenset(" ".join(fold(quoted).split()) for quoted in _QUOTED.findall(text)),
        links=frozenset(_LINK.findall(text)),
    )


def overlap(one: Passage, other: Passage) -> float:
    """Return how much of `one` is said in the words of `other`, from 0 to 1: words and pairs of words count alike."""
    same_words = len(one.words & other.words) / max(1, len(one.words))
    same_pairs = len(one.pairs & other.pairs) / max(1, len(one.pairs))
    return (same_words + same_pairs) / 2


def _document(citation: Citation) -> tuple[str, str | None]:
    name = citation.number or citation.register_id or fold(citation.text)
    return canonical_number(name) or name, citation.date.isoformat() if citation.date else None


def _loose_numbers(text: str, known: list[Span]) -> Iterator[tuple[str, str | None]]:
    """Yield what has the shape of a document number ("123/XYZ-AB") but was not recognised as one."""
    for match in _SHAPE_OF_NUMBER.finditer(text):
        is_known = any(Span(*match.span()).overlaps(span) for span in known)
        if not is_known and any(letter.isalpha() for letter in match.group()):
            yield re.sub(r"\s", "", match.group()), None


def _numbers(folded: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBER.finditer(folded):
        written = re.match(r"\d+(?:[.,]\d+)*", match.group())
        assert written is not None
        yield written.group().lstrip("0").replace(",", "."), match.group("unit") or ""


def _names(text: str) -> Iterator[str]:
    """Yield persons, and every run of capitalised words that does not merely open a sentence."""
    for person in find_people(text, Span(0, len(text))):
        yield fold(person.of(text))
    for match in _NAME.finditer(text):
        name = match.group().split()
        if _opens_sentence(text, match.start()):
            name = name[1:]
        if name:
            yield fold(" ".join(name))


def _opens_sentence(text: str, offset: int) -> bool:
    return re.search(r"(?:^|[.;:!?“\"(]|\n)[\s\-+*•–]*(?:[a-zđ\d]{1,2}[.)]\s*)?$", text[:offset]) is not None


@lru_cache(maxsize=1)
def _number_words() -> re.Pattern[str]:
    rules = load_vocabulary("rules")["spelled_numbers"]
    digits = alternation(rules["digits"])
    return re.compile(rf"{digits}(?:\s+{digits})*\s+{alternation(rules['units'])}")
