"""From a question to ranked passages: candidates by meaning, words and grams, weighed together, junk left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from corpus.text import fold_key
from index import ranking
from index.calibration import scale_of
from index.hits import Hit, grouped
from index.query import Query, understand
from index.ranking import Asked, Evidence, is_answer
from index.reranking import RERANKED, Judge
from index.tokens import syllables
from index.wording import text_of

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from index.engine import Engine, Numbers, WordScores

__all__ = ["Filters", "Hit", "PrecedentRetriever", "search"]

#: Passages taken from each of the ways of looking, and those of them that are read sentence by sentence.
CANDIDATES: Final = 80
READ_CLOSELY: Final = 60
#: Grams are shared by chance more often than words, so a share of them counts for less.
GRAM_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Filters:
    """What a caller restricts a search to, before anything is ranked; ``None`` restricts nothing.

    `school` is a school's name or a part of it ("Xuân Sơn"), without regard to case and diacritics.
    """

    school: str | None = None
    year: int | None = None
    kind: str | None = None
    role: str | None = None
    plan_id: str | None = None


def search(
    store: Engine,
    query: str,
    *,
    k: int = 10,
    filters: Filters | None = None,
    embedder: Embeddings | None = None,
    judge: Judge | None = None,
) -> list[Hit]:
    """Return up to `k` passages that answer `query`, best first; an empty list where nothing does.

    Without `embedder`, or where the stored vectors are of another model, words alone decide. A `judge` looks at the
    best once more; what it finds raises them, but lets nothing in that does not answer without it.
    """
    asked = understand(query, store.facet_values("school"))
    allowed = _allowed(store, filters)
    if allowed is not None and not len(allowed):
        return []
    by_meaning = embedder is not None and bool(asked.meant) and store.speaks(embedder)
    words = store.lexical.score("words", asked.words, allowed, others=asked.synonyms)
    evidence = _evidence(store, asked, words, allowed, embedder if by_meaning else None)
    evidence.sort(key=lambda each: -ranking.score(asked, each))
    looked_for = Asked.of(asked, words.worth)
    least = ranking.least_evidence(words.unknown, by_meaning=by_meaning)
    read = [(each, looked_for.share_in(each.document)) for each in evidence[: max(READ_CLOSELY, 2 * k)]]
    answers = [
        (each.document, ranking.score(asked, each, share))
        for each, share in read
        if is_answer(asked, each, share, least)
    ]
    answers.sort(key=lambda pair: -pair[1])
    return grouped(asked, _judged(judge, asked, answers) if judge else answers, k)


def _judged(judge: Judge, asked: Query, answers: Sequence[tuple[Document, float]]) -> list[tuple[Document, float]]:
    """Return the answers with what `judge` makes of the first `RERANKED` added to their scores, best first."""
    first = answers[:RERANKED]
    shares = judge(asked.meant, [text_of(document) for document, _ in first])
    raised = [
        (document, score + ranking.JUDGE_WEIGHT * share) for (document, score), share in zip(first, shares, strict=True)
    ]
    return sorted([*raised, *answers[RERANKED:]], key=lambda pair: -pair[1])


def _evidence(
    store: Engine, asked: Query, words: WordScores, allowed: Numbers | None, embedder: Embeddings | None
) -> list[Evidence]:
    """Return what speaks for each candidate."""
    grams = store.lexical.score("grams", asked.grams, allowed)
    numbers = [*words.top(CANDIDATES), *grams.top(CANDIDATES)]
    meanings: dict[int, float] = {}
    if embedder is not None:
        vector = embedder.embed_query(asked.meant)
        near = [number for number, _ in store.nearest(vector, CANDIDATES, allowed)]
        numbers = list(dict.fromkeys([*numbers, *near]))
        scale = scale_of(embedder, store.embedding_identity or "", store.folder)
        meanings = {number: scale(cosine) for number, cosine in store.cosines(vector, numbers).items()}
    documents = store.passages(list(dict.fromkeys(numbers)))
    present = list(documents)
    return [
        Evidence(documents[number], max(share, GRAM_SHARE * gram), meanings.get(number))
        for number, share, gram in zip(present, words.of(present), grams.of(present), strict=True)
    ]


def _allowed(store: Engine, filters: Filters | None) -> Numbers | None:
    """Return the numbers of the passages that pass the filters, or ``None`` when nothing is filtered."""
    if filters is None or filters == Filters():
        return None
    wanted = {"years": filters.year, "kind": filters.kind, "role": filters.role, "plan_id": filters.plan_id}
    conditions: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    if filters.school is not None:
        conditions["school"] = _schools_like(store, filters.school)
    return store.matching(conditions)


def _schools_like(store: Engine, name: str) -> list[str]:
    """Return the library's schools in whose names the syllables of `name` stand together, the whole name first."""
    schools = store.facet_values("school")
    if fold_key(name) in schools:
        return [fold_key(name)]
    part = f" {' '.join(syllables(name))} "
    return [school for school in schools if part in f" {' '.join(syllables(school))} "]


class PrecedentRetriever(BaseRetriever):
    """`search` as a LangChain retriever; how well a document answers stands in its metadata as ``score``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Any
    embedder: Any = None
    judge: Any = None
    k: int = Field(default=10, ge=1)
    filters: Filters | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it
        k: int | None = None,
    ) -> list[Document]:
        hits = search(self.store, query, k=k or self.k, filters=self.filters, embedder=self.embedder, judge=self.judge)
        return [Document(page_content=hit.text, metadata={**hit.metadata, "score": hit.score}) for hit in hits]
