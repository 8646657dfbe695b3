"""What a search asks of whatever keeps the passages: the store in a folder now, a server-side engine if one is wanted.

`index.retrieval` knows nothing else of it. Passages go by numbers, which are never given twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


class WordScores(Protocol):
    """How well passages fit weighted tokens."""

    @property
    def worth(self) -> Mapping[str, float]:
        """What each of the question's tokens is worth: its weight times how rare it is."""

    @property
    def unknown(self) -> float:
        """The share of that worth which no passage holds."""

    def top(self, k: int) -> list[int]:
        """Return the numbers of the best `k` passages with a score above zero, best first."""

    def of(self, numbers: Sequence[int]) -> list[float]:
        """Return the scores of these passages as shares of what is attainable: 0.0 to 1.0."""


class Words(Protocol):
    """Search by words over all passages, and by character grams over damaged ones."""

    def score(
        self,
        field: Literal["words", "grams"],
        weights: Mapping[str, float],
        allowed: Numbers | None = None,
        *,
        others: Mapping[str, float] | None = None,
    ) -> WordScores:
        """Return the scores for weighted tokens; `others` stand for some of them and add nothing to the attainable."""


class Engine(Protocol):
    """Passages with their vectors, words and facets."""

    folder: Path

    @property
    def lexical(self) -> Words:
        """Search by words."""

    @property
    def embedding_identity(self) -> str | None:
        """The model that made the vectors, or ``None`` before the first."""

    def speaks(self, embedding: Embeddings) -> bool:
        """Tell whether the vectors were made by this very model."""

    def facet_values(self, name: str) -> list[str]:
        """Return the distinct values, as folded keys, of a facet."""

    def matching(self, conditions: Mapping[str, Any]) -> Numbers:
        """Return the numbers, ascending, of the passages that meet every condition."""

    def nearest(self, vector: Sequence[float], k: int, allowed: Numbers | None = None) -> list[tuple[int, float]]:
        """Return up to `k` (passage number, cosine), best first, chosen among `allowed` where given."""

    def cosines(self, vector: Sequence[float], numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of a vector with each of these passages' vectors."""

    def passages(self, numbers: Sequence[int]) -> dict[int, Document]:
        """Return passages by number."""
