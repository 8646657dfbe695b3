"""What a model's cosines mean is measured once and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.calibration import FILE, Scale, scale_of
from index.embedding import Embedder
from tests.index.fakes import WordHashEmbedding


@pytest.mark.parametrize(("cosine", "expected"), [(0.5, 0.0), (0.8, 0.0), (0.85, 0.5), (0.9, 1.0), (0.95, 1.5)])
def test_scale(cosine: float, expected: float) -> None:
    assert Scale("m", unrelated=0.8, answer=0.9)(cosine) == pytest.approx(expected)


def test_measured_once_for_each_model(tmp_path: Path) -> None:
    embedding = WordHashEmbedding()
    first = scale_of(embedding, "a", tmp_path)
    embedding.seen.clear()
    assert scale_of(embedding, "a", tmp_path) == first
    assert embedding.seen == []
    assert scale_of(embedding, "b", tmp_path).identity == "b"
    assert embedding.seen


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"identity": "a"}'])
def test_a_damaged_file_is_measured_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    assert scale_of(WordHashEmbedding(), "a", tmp_path).identity == "a"


@pytest.mark.model
def test_the_default_model_tells_answers_from_the_unrelated(embedder: Embedder, tmp_path: Path) -> None:
    scale = scale_of(embedder, embedder.identity, tmp_path)
    assert scale.answer - scale.unrelated > 0.05
