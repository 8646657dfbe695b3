"""The embedding model behind LangChain's interface."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from index.embedding import Embedder, batches_by_length
from index.queries import QuestionEncoder

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
def test_questions_need_no_torch_and_get_the_same_vector(embedder: Embedder) -> None:
    questions = ["mức khen thưởng", "hạn nộp hồ sơ đề nghị khen thưởng cuối năm?", "98/2023/NĐ-CP " * 400, ""]
    code = (
        "import sys, json; from pathlib import Path\n"
        "from index.embedding import Embedder; from index.weights import Origin\n"
        "given = Embedder(Origin('folder', Path(sys.argv[1]), 'x'))\n"
        "print(json.dumps([given.embed_query(text) for text in json.loads(sys.argv[2])]))\n"
        "assert 'torch' not in sys.modules and 'sentence_transformers' not in sys.modules and given.is_loaded"
    )
    command = [sys.executable, "-c", code, str(embedder.weights.path), json.dumps(questions)]
    quick = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    model = embedder._loaded()
    whole = model.encode_query(questions, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(quick, whole, atol=1e-4)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"model_type": "xlm-roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}),
        ("modules.json", [{"type": "x.Transformer", "path": ""}]),
        ("model.safetensors", None),
    ],
)
def test_other_models_are_left_to_sentence_transformers(tmp_path: Path, file: str, change: Any) -> None:
    modules = [{"type": f"x.{kind}", "path": path} for kind, path in (("Transformer", ""), ("Pooling", "1_Pooling"))]
    given: dict[str, Any] = {
        "config.json": {"model_type": "bert", "max_position_embeddings": 8, "num_hidden_layers": 0},
        "modules.json": modules,
        "1_Pooling/config.json": {"pooling_mode_mean_tokens": True},
        "model.safetensors": {},
        "tokenizer.json": {},
    }
    given[file] = {**given[file], **change} if isinstance(change, dict) else change
    for name, content in given.items():
        if content is not None:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    assert QuestionEncoder.open(tmp_path) is None


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
