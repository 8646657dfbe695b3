"""From a question to ranked passages: meaning and words weighed together, the place asked for raised, junk left out.

Dense similarity and the share of the question's words that a passage holds are brought onto one scale and added; ranks are not
fused, since rank fusion was measured worse on Vietnamese legal text than either alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from corpus.plan import Span
from corpus.text import fold, fold_key
from index.query import Query, understand
from index.tokens import syllables
from index.wording import is_damaged

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from index.store import PlanStore

CANDIDATES: Final = 80
#: Cosines of multilingual-e5-small lie close together: what has nothing in common is near the first, an answer near the second.
COSINE_OF_CHANCE, COSINE_OF_ANSWER = 0.80, 0.90
DENSE_WEIGHT, WORDS_WEIGHT = 0.4, 0.6
#: What a passage gains where the question names its role, school, year, kind, numeral, or a document that it cites.
RAISES: Final[Mapping[str, float]] = {
    "role": 0.35,
    "school": 0.25,
    "year": 0.1,
    "kind": 0.1,
    "numeral": 0.4,
    "number": 0.6,
}
#: A passage must hold this share of the question's words, or be this close in meaning, to be an answer at all.
LEAST_WORDS, LEAST_COSINE, LEAST_SCORE = 0.3, 0.875, 0.25
#: Passages of the same role with this share of syllables in common are one precedent, carried on from year to year.
SAME_PASSAGE: Final = 0.85


@dataclass(frozen=True, slots=True)
class Filters:
    """What a caller restricts a search to, before anything is ranked; ``None`` restricts nothing."""

    school: str | None = None
    year: int | None = None
    kind: str | None = None
    role: str | None = None
    plan_id: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers. `spans` are the matched words, counted in `text`; `similar` the same passage in other plans."""

    text: str
    score: float
    metadata: Mapping[str, Any]
    spans: tuple[Span, ...] = ()
    similar: tuple[Mapping[str, Any], ...] = ()


def search(
    store: PlanStore,
    query: str,
    *,
    k: int = 10,
    filters: Filters | None = None,
    embedder: Embeddings | None = None,
) -> list[Hit]:
    """Return up to `k` passages that answer `query`, best first; an empty list where nothing does.

    Without `embedder` (or where the stored vectors are of another model) words alone decide.
    """
    asked = understand(query, store.facet_values("school"))
    allowed = _allowed(store, filters)
    if allowed is not None and not allowed:
        return []
    cosines = _cosines(store, asked, embedder, allowed)
    words = store.lexical.score("words", asked.words, allowed, others=asked.synonyms)
    grams = store.lexical.score("grams", asked.grams, allowed)
    numbers = list(dict.fromkeys([*words.top(CANDIDATES), *grams.top(CANDIDATES), *cosines]))
    documents = store.passages(numbers)
    numbers = [number for number in numbers if number in documents]
    shares = zip(numbers, words.of(numbers), grams.of(numbers), strict=True)
    scored = []
    for number, word_share, gram_share in shares:
        document = documents[number]
        lexical = max(word_share, gram_share) if is_damaged(document) else word_share
        score = _score(asked, document, lexical, cosines.get(number), has_dense=bool(cosines))
        if score >= LEAST_SCORE:
            scored.append((score, document))
    scored.sort(key=lambda pair: -pair[0])
    return _grouped(asked, scored, k)


def _allowed(store: PlanStore, filters: Filters | None) -> list[int] | None:
    conditions: dict[str, Any] = {}
    if filters is None:
        return None
    if filters.school:
        wanted = fold_key(filters.school)
        conditions["school"] = [school for school in store.facet_values("school") if wanted in school] or [wanted]
    for name, value in (
        ("years", filters.year),
        ("kind", filters.kind),
        ("role", filters.role),
        ("plan_id", filters.plan_id),
    ):
        if value is not None:
            conditions[name] = value
    return store.matching(conditions) if conditions else None


def _cosines(
    store: PlanStore, asked: Query, embedder: Embeddings | None, allowed: Sequence[int] | None
) -> dict[int, float]:
    if embedder is None or not asked.meant or not store.speaks(embedder):
        return {}
    return dict(store.nearest(embedder.embed_query(asked.meant), CANDIDATES, allowed))


def _score(asked: Query, document: Document, lexical: float, cosine: float | None, *, has_dense: bool) -> float:
    raised = sum(RAISES[name] for name, fits in _RAISED.items() if fits(asked, document))
    if (
        asked.role_share < 0.5
        and raised < RAISES["number"]
        and lexical < LEAST_WORDS
        and (cosine or 0.0) < LEAST_COSINE
    ):
        return 0.0
    meaning = ((cosine or 0.0) - COSINE_OF_CHANCE) / (COSINE_OF_ANSWER - COSINE_OF_CHANCE)
    meaning = min(max(meaning, 0.0), 1.2)
    together = DENSE_WEIGHT * meaning + WORDS_WEIGHT * lexical if has_dense else lexical
    return together + raised


def _fits_role(asked: Query, document: Document) -> bool:
    return document.metadata.get("role") in asked.roles


def _fits_school(asked: Query, document: Document) -> bool:
    return fold_key(document.metadata.get("school") or "") in asked.schools


def _fits_year(asked: Query, document: Document) -> bool:
    own = {*(document.metadata.get("years") or ()), int((document.metadata.get("date") or "0")[:4])}
    return not own.isdisjoint(asked.years)


def _fits_kind(asked: Query, document: Document) -> bool:
    return asked.kind is not None and document.metadata.get("kind") == asked.kind


def _fits_numeral(asked: Query, document: Document) -> bool:
    section = str(document.metadata.get("section") or "")
    return asked.numeral is not None and (section == asked.numeral or section.startswith(asked.numeral + "."))


def _fits_number(asked: Query, document: Document) -> bool:
    text = fold(document.page_content).replace(" ", "")
    return any(number in text for number in asked.numbers)


_RAISED: Final[Mapping[str, Callable[[Query, Document], bool]]] = {
    "role": _fits_role,
    "school": _fits_school,
    "year": _fits_year,
    "kind": _fits_kind,
    "numeral": _fits_numeral,
    "number": _fits_number,
}


def _grouped(asked: Query, scored: Sequence[tuple[float, Document]], k: int) -> list[Hit]:
    """Return the best `k` precedents; a passage repeated over the years stands once, in its newest plan."""
    groups: list[tuple[float, list[Document], frozenset[str]]] = []
    for score, document in scored[: 4 * k]:
        bag = frozenset(syllables(document.page_content))
        same = next((group for group in groups if _is_same(group[1][0], document, group[2], bag)), None)
        if same is not None:
            same[1].append(document)
        elif len(groups) < k:
            groups.append((score, [document], bag))
    return [_hit(asked, score, members) for score, members, _ in groups]


def _is_same(first: Document, other: Document, bag: frozenset[str], other_bag: frozenset[str]) -> bool:
    if first.metadata.get("plan_id") == other.metadata.get("plan_id"):
        return False
    if first.metadata.get("role") != other.metadata.get("role"):
        return False
    return len(bag & other_bag) >= SAME_PASSAGE * len(bag | other_bag)


def _hit(asked: Query, score: float, members: list[Document]) -> Hit:
    newest = max(members, key=lambda document: document.metadata.get("date") or "")
    others = tuple(document.metadata for document in members if document is not newest)
    return Hit(newest.page_content, min(score, 9.99), newest.metadata, _matched(asked, newest.page_content), others)


def _matched(asked: Query, text: str) -> tuple[Span, ...]:
    """Return where words of the question stand in `text`: pairs of neighbours and numbers first, else single words."""
    import re

    folded = fold(text)
    words = [(match.group(), match.start(), match.end()) for match in re.finditer(r"[a-z]+|\d+", folded)]
    paired = [
        Span(start, end)
        for (left, start, _), (right, _, end) in zip(words, words[1:], strict=False)
        if f"{left}_{right}" in asked.words
    ]
    return tuple(paired or (Span(start, end) for word, start, end in words if len(word) > 2 and word in asked.words))


class PrecedentRetriever(BaseRetriever):
    """`search` as a LangChain retriever; what matched and how well stands in the documents' metadata as ``score``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Any
    embedder: Any = None
    k: int = Field(default=10, ge=1)
    filters: Filters | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        hits = search(self.store, query, k=k or self.k, filters=self.filters, embedder=self.embedder)
        return [Document(page_content=hit.text, metadata={**hit.metadata, "score": hit.score}) for hit in hits]
