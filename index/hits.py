"""What a search answers with: passages, why they match, and the same passage in other years' plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from langchain_core.documents import Document

from corpus.plan import Span
from index.query import Query
from index.ranking import from_0_to_1
from index.tokens import PAIR, placed_syllables, syllables
from index.wording import text_of

#: Passages of different plans with this share of syllables in common are one passage, carried on from year to year.
SAME_PASSAGE: Final = 0.85


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
    return Hit(shown.page_content, from_0_to_1(score), shown.metadata, matched(query, shown.page_content), similar)


def matched(query: Query, text: str) -> tuple[Span, ...]:
    """Return where words of the question stand in `text`, neighbours together.

    Single words count only where no two neighbours of the question are found: alone, most syllables say little.
    """
    there = placed_syllables(text)
    asked = {**query.synonyms, **query.words}
    spans = [
        Span(left.start, right.end) for left, right in pairwise(there) if f"{left.plain}{PAIR}{right.plain}" in asked
    ]
    if not spans:
        typed = set(query.telling)
        spans = [
            Span(word.start, word.end)
            for word in there
            if word.plain in query.words and {word.plain, word.written} & typed
        ]
    return _joined(spans)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
