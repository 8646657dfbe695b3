"""What a search answers with: passages, why they match, and the same passage in other years' plans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from langchain_core.documents import Document

from corpus.noise import skeleton
from corpus.plan import Span
from corpus.text import fold
from index.query import Query
from index.ranking import from_0_to_1
from index.tokens import PAIR, placed_syllables, syllables
from index.wording import is_damaged, text_of

#: Passages of different plans with this share of syllables in common are one passage, carried on from year to year.
SAME_PASSAGE: Final = 0.85
_DAMAGED_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a question.

    `score` grows with how well it fits, from 0.0 to 1.0: about 0.6 for a passage that answers as answers usually do.
    `spans` are the matched words, counted in `text`. `similar` are the metadata of the same passage in other plans,
    newest first.
    """

    text: str
    score: float
    metadata: Mapping[str, Any]
    spans: tuple[Span, ...] = ()
    similar: tuple[Mapping[str, Any], ...] = ()


def grouped(query: Query, ranked: Sequence[tuple[Document, float]], k: int) -> list[Hit]:
    """Return the best `k` of `ranked` (best first), a passage that several plans repeat only once.

    The newest plan's stands for the others, unless the question names a plan by year, school or number.
    """
    groups: list[tuple[frozenset[str], list[Document], float]] = []
    for document, score in ranked:
        bag = frozenset(syllables(text_of(document).partition("\n")[2] or document.page_content))
        same = next((group for group in groups if _is_same(document, bag, group[1][0], group[0])), None)
        if same is not None:
            same[1].append(document)
        elif len(groups) < k:
            groups.append((bag, [document], score))
    names_one = bool(query.years or query.schools or query.numbers)
    return [_hit(query, members, score, keep_first=names_one) for _, members, score in groups]


def _is_same(document: Document, bag: frozenset[str], other: Document, other_bag: frozenset[str]) -> bool:
    if document.metadata.get("plan_id") == other.metadata.get("plan_id"):
        return False
    if document.metadata.get("role") != other.metadata.get("role"):
        return False
    return len(bag & other_bag) >= SAME_PASSAGE * len(bag | other_bag)


def _hit(query: Query, members: list[Document], score: float, *, keep_first: bool) -> Hit:
    by_day = sorted(members, key=lambda document: str(document.metadata.get("date") or ""), reverse=True)
    shown = members[0] if keep_first else by_day[0]
    similar = tuple(document.metadata for document in by_day if document is not shown)
    spans = matched(query, shown.page_content, damaged=is_damaged(shown))
    return Hit(shown.page_content, from_0_to_1(score), shown.metadata, spans, similar)


def matched(query: Query, text: str, *, damaged: bool = False) -> tuple[Span, ...]:
    """Return where words of the question stand in `text`, neighbours together.

    Single words count only where no two neighbours of the question are found: alone, most syllables say little. In a
    `damaged` text words are the same that recognition confuses; elsewhere those typed with diacritics have the same.
    """
    return _joined(_in_damaged(query, text) if damaged else _in_readable(query, text))


def _in_readable(query: Query, text: str) -> list[Span]:
    typed = set(query.telling)
    there = [(word, bool({word.plain, word.written} & typed)) for word in placed_syllables(text)]
    spans = []
    for (left, left_typed), (right, right_typed) in pairwise(there):
        pair = f"{left.plain}{PAIR}{right.plain}"
        if pair in query.synonyms or (pair in query.words and left_typed and right_typed):
            spans.append(Span(left.start, right.end))
    return spans or [Span(word.start, word.end) for word, is_typed in there if is_typed and word.plain in query.words]


def _in_damaged(query: Query, text: str) -> list[Span]:
    there = [(skeleton(fold(found.group())), Span(*found.span())) for found in _DAMAGED_WORD.finditer(text)]
    asked = {PAIR.join(map(skeleton, token.split(PAIR))) for token in {**query.synonyms, **query.words}}
    spans = [
        Span(left.start, right.end) for (one, left), (two, right) in pairwise(there) if f"{one}{PAIR}{two}" in asked
    ]
    return spans or [span for word, span in there if word in asked]


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
