"""Stand-ins that behave like the real thing in small: no model, no network."""

from __future__ import annotations

import zlib

import numpy as np
from langchain_core.embeddings import Embeddings


class WordHashEmbedding(Embeddings):
    """A vector of word counts at hashed places: equal words are near. `seen` lists what was embedded."""

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.identity = f"words-{dimension}"
        self.seen: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        vector = np.full(self.dimension, 1e-3)
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % self.dimension] += 1
        return vector.tolist()
