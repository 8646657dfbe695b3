"""The embedding model behind LangChain's interface."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from index.embedding import Embedder, batches_by_length

TEXTS = [
    "Tiêu chí thi đua đối với học sinh: đạt danh hiệu học sinh giỏi.",
    "Kinh phí thực hiện được trích từ quỹ thi đua, khen thưởng của nhà trường.",
    "Nơi nhận: Phòng GD&ĐT (b/c); lưu VT.",
]


@pytest.mark.parametrize(
    ("texts", "characters", "expected"),
    [
        ([], 10, []),
        (["aaaa", "b", "cc"], 100, [[1, 2, 0]]),
        (["aaaa", "b", "cc"], 4, [[1, 2], [0]]),
        (["a" * 50, "", "b"], 10, [[1, 2], [0]]),
    ],
)
def test_batches_by_length(texts: list[str], characters: int, expected: list[list[int]]) -> None:
    assert list(batches_by_length(texts, characters)) == expected


def test_importing_the_room_loads_no_model_library() -> None:
    modules = ["index.embedding", "index.store", "index.lexical", "index.query", "index.retrieval"]
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'faiss'}"
    code = f"import sys, {', '.join(modules)}; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


class _Given:
    """Hands the session's weights to LangChain's suites, which run unmodified."""

    _weights: Any = None

    @pytest.fixture(autouse=True)
    def _given(self, embedder: Embedder) -> None:
        type(self)._weights = embedder.weights

    @pytest.fixture
    def model(self, embedder: Embedder) -> Embedder:
        return embedder

    @property
    def embeddings_class(self) -> type[Embedder]:
        return Embedder

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"weights": self._weights}


@pytest.mark.model
class TestEmbedderUnit(_Given, EmbeddingsUnitTests):
    pass


@pytest.mark.model
class TestEmbedderIntegration(_Given, EmbeddingsIntegrationTests):
    pass


@pytest.mark.model
def test_rows_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    together = embedder.encode([*TEXTS, TEXTS[0] * 9])
    alone = np.vstack([embedder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together[: len(TEXTS)], alone, atol=2e-3)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    assert embedder.encode([]).shape == (0, embedder.dimension)


@pytest.mark.model
def test_queries_and_passages_get_their_own_prompts(embedder: Embedder) -> None:
    query, passage = np.array(embedder.embed_query(TEXTS[0])), embedder.encode([TEXTS[0]])[0]
    assert query @ passage < 0.9999
    question = np.array(embedder.embed_query("tiền lấy ở đâu để thưởng"))
    assert int(np.argmax(embedder.encode(TEXTS) @ question)) == 1


@pytest.mark.model
def test_a_repeated_query_is_remembered(embedder: Embedder) -> None:
    first = embedder.embed_query("mức khen thưởng")
    first.append(0.0)
    assert len(embedder.embed_query("mức khen thưởng")) == embedder.dimension


@pytest.mark.model
def test_tokens_of_damaged_text_survive_the_trimmed_vocabulary(embedder: Embedder) -> None:
    tokenizer = embedder._transformer.tokenizer
    for text in ["Pugc cong nhan danh hi¢u “Cong dan hoc tap” c6 ti€u chí – 20 diém", "Nghị định số 98/2023/NĐ-CP"]:
        assert tokenizer.unk_token_id not in tokenizer(text).input_ids
