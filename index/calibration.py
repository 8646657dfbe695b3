"""What a model's cosines mean: how near the unrelated lie, and how near an answer lies to its question.

Models differ widely (for E5 nothing lies below 0.7), so a cosine says something only on its own model's scale.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from corpus.tables import load_table

FILE = "calibration.json"


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean cosine of unrelated texts and of questions with their answers, under the model `identity`."""

    identity: str
    unrelated: float
    answer: float

    def __call__(self, cosine: float) -> float:
        """Return 0.0 for what lies no nearer than the unrelated do, 1.0 for what lies as near as answers."""
        return max(0.0, (cosine - self.unrelated) / max(self.answer - self.unrelated, 1e-6))


def scale_of(embedding: Embeddings, identity: str, folder: Path) -> Scale:
    """Return the scale of a model: as kept in `folder`, or measured now and kept."""
    try:
        kept = Scale(**json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        kept = None
    if kept is not None and kept.identity == identity:
        return kept
    scale = _measured(embedding, identity)
    temporary = folder / f".{FILE}.{os.getpid()}"
    temporary.write_text(json.dumps(asdict(scale)), encoding="utf-8")
    temporary.replace(folder / FILE)
    return scale


def _measured(embedding: Embeddings, identity: str) -> Scale:
    import numpy as np

    from index.vectors import normalised

    pairs = _pairs()
    passages = normalised(
        np.asarray(embedding.embed_documents([answer for _, answer in pairs["answered"]]), np.float32)
    )
    questions = [question for question, _ in pairs["answered"]]

    def cosines(texts: list[str]) -> Any:
        return normalised(np.asarray([embedding.embed_query(text) for text in texts], np.float32)) @ passages.T

    return Scale(identity, float(cosines(pairs["unanswered"]).mean()), float(np.diag(cosines(questions)).mean()))


@cache
def _pairs() -> dict[str, Any]:
    data: dict[str, Any] = load_table("calibration.yaml", "index")
    return data
