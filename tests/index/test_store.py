"""The store: LangChain's own suite, plans, filters, changes of model, damage."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests, VectorStoreIntegrationTests

from corpus.errors import InputError
from index import records, vectors
from index.store import PlanStore
from tests.index.fakes import WordHashEmbedding


class TestLangChainSuite(VectorStoreIntegrationTests):
    """All tests of the standard suite, unmodified."""

    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> Iterator[PlanStore]:
        store = PlanStore(tmp_path / "store", self.get_embeddings())
        yield store
        store.close()


class TestStoreAsRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _store(self, tmp_path: Path) -> Iterator[None]:
        type(self)._shared = PlanStore(tmp_path / "store", WordHashEmbedding())
        self._shared.add_texts([f"Phong trào thi đua số {i}" for i in range(6)])
        yield
        self._shared.close()

    _shared: Any = None

    @property
    def retriever_constructor(self) -> Any:
        return lambda k=4: self._shared.as_retriever(search_kwargs={"k": k})

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {}

    @property
    def retriever_query_example(self) -> str:
        return "thi đua"

    @pytest.fixture
    def retriever(self) -> BaseRetriever:
        return self.retriever_constructor()


@pytest.fixture
def embedding() -> WordHashEmbedding:
    return WordHashEmbedding()


@pytest.fixture
def store(tmp_path: Path, embedding: WordHashEmbedding) -> Iterator[PlanStore]:
    opened = PlanStore(tmp_path / "store", embedding)
    yield opened
    opened.close()


def passage(text: str, **metadata: Any) -> Document:
    return Document(page_content=text, metadata=metadata)


def put(store: PlanStore, plan_id: str, *texts: str, **metadata: Any) -> bool:
    documents = [passage(text, plan_id=plan_id, **metadata) for text in texts]
    return store.put_plan(plan_id, {"summary": {"plan_id": plan_id}, "plan": {"text": " ".join(texts)}}, documents)


def contents(documents: list[Document]) -> list[str]:
    return [document.page_content for document in documents]


def test_plans_come_and_go_with_their_passages(store: PlanStore) -> None:
    assert put(store, "a", "mục đích", "yêu cầu")
    assert put(store, "b", "kinh phí")
    assert not put(store, "b", "kinh phí")
    assert store.plans("summary") == [{"summary": {"plan_id": "a"}}, {"summary": {"plan_id": "b"}}]
    assert store.plan_record("a") == {"summary": {"plan_id": "a"}, "plan": {"text": "mục đích yêu cầu"}}
    assert store.plan_record("c") is None
    assert contents(store.plan_passages("a")) == ["mục đích", "yêu cầu"]
    assert contents(store.similarity_search("kinh phí", k=1)) == ["kinh phí"]
    assert store.remove_plan("a")
    assert not store.remove_plan("a")
    assert contents(store.similarity_search("mục đích", k=5)) == ["kinh phí"]


def test_only_changed_words_are_embedded_again(store: PlanStore, embedding: WordHashEmbedding) -> None:
    put(store, "a", "mục đích", "yêu cầu")
    embedding.seen.clear()
    put(store, "a", "mục đích", "yêu cầu mới", role="purpose")
    assert embedding.seen == ["yêu cầu mới"]
    assert contents(store.plan_passages("a")) == ["mục đích", "yêu cầu mới"]


def test_context_is_embedded_with_the_passage(store: PlanStore, embedding: WordHashEmbedding) -> None:
    put(store, "a", "tổng kết", context="VI. Tiến độ")
    assert embedding.seen == ["VI. Tiến độ\ntổng kết"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"role": "criteria"}, ["tiêu chí 2023", "tiêu chí 2024"]),
        ({"school": "truong thcs xuan son"}, ["tiêu chí 2023"]),
        ({"years": 2024}, ["tiêu chí 2024", "kinh phí 2024"]),
        ({"years": [2023, 2030]}, ["tiêu chí 2023"]),
        ({"role": "criteria", "years": "2024"}, ["tiêu chí 2024"]),
        ({"page": 3}, ["kinh phí 2024"]),
        ({"role": []}, []),
        ({"school": "trường không có"}, []),
    ],
)
def test_filters_apply_before_the_search(store: PlanStore, conditions: dict[str, Any], expected: list[str]) -> None:
    put(store, "near", *(f"tiêu chí {i}" for i in range(40)), role="other")
    put(store, "a", "tiêu chí 2023", role="criteria", school="Trường THCS Xuân Sơn", date="2023-02-27", page=1)
    put(store, "b", "tiêu chí 2024", role="criteria", school="Trường THPT Lê Anh Xuân", years=[2024], page=2)
    put(store, "c", "kinh phí 2024", role="budget", date="2024-03-25", page=3)
    found = store.similarity_search("tiêu chí", k=3, filter=conditions)
    assert sorted(contents(found)) == sorted(expected)


def test_without_a_model_passages_wait_for_their_vectors(tmp_path: Path, embedding: WordHashEmbedding) -> None:
    model: list[Embeddings | None] = [None]
    store = PlanStore(tmp_path, lambda: model[0])
    put(store, "a", "mục đích", "yêu cầu")
    assert (store.pending(), store.similarity_search("mục đích")) == (2, [])
    model[0] = embedding
    steps: list[tuple[int, int]] = []
    assert store.embed_pending(lambda done, total: steps.append((done, total))) == 2
    assert (steps, store.pending()) == ([(2, 2)], 0)
    assert contents(store.similarity_search("mục đích", k=1)) == ["mục đích"]
    store.close()


def test_another_model_is_noticed_and_takes_over_on_request(tmp_path: Path, embedding: WordHashEmbedding) -> None:
    first = PlanStore(tmp_path, embedding)
    put(first, "a", "mục đích", "yêu cầu")
    first.close()
    other = WordHashEmbedding(dimension=24)
    store = PlanStore(tmp_path, other)
    assert not store.speaks(other)
    put(store, "b", "kinh phí")
    assert (store.pending(), store.health()["embedding"]) == (1, embedding.identity)
    assert store.embed_pending() == 3
    assert store.speaks(other)
    assert store.health()["vectors"] == 3
    assert contents(store.similarity_search("kinh phí", k=1)) == ["kinh phí"]
    store.close()


@pytest.mark.parametrize("damage", ["gone", "garbled", "truncated", "checksum gone", "older"])
def test_the_faiss_file_is_only_a_mirror(
    tmp_path: Path, embedding: WordHashEmbedding, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "SAVE_AT_LEAST", 1)
    store = PlanStore(tmp_path, embedding)
    put(store, "a", "mục đích", "yêu cầu", "kinh phí")
    store.similarity_search("mục đích")
    file = tmp_path / vectors.FILE
    whole = file.read_bytes()
    if damage == "older":
        store.remove_plan("a")
        put(store, "b", "nội dung", "yêu cầu")
    store.close()
    if damage == "gone":
        file.unlink()
    elif damage == "garbled":
        file.write_bytes(whole[:-8] + b"\0" * 8)
    elif damage == "truncated":
        file.write_bytes(whole[:40])
    elif damage == "checksum gone":
        (tmp_path / vectors.CHECKSUM_FILE).unlink()
    again = PlanStore(tmp_path, embedding)
    assert contents(again.similarity_search("yêu cầu", k=1)) == ["yêu cầu"]
    assert len(again.similarity_search("yêu cầu", k=9)) == (2 if damage == "older" else 3)
    again.close()


def test_vectors_and_passages_always_pair(store: PlanStore, tmp_path: Path) -> None:
    put(store, "a", "mục đích", "yêu cầu")
    put(store, "a", "mục đích")
    store.add_texts(["một", "hai"], ids=["1", "2"])
    store.delete(["1", "không có"])
    with sqlite3.connect(tmp_path / "store" / records.FILE) as connection:
        pairs = connection.execute("SELECT p.id, v.id FROM passages p FULL JOIN vectors v USING (id)").fetchall()
    connection.close()
    assert len(pairs) == 2
    assert all(left == right for left, right in pairs)


def test_one_writer_at_a_time_and_readers_never_wait(store: PlanStore, tmp_path: Path) -> None:
    put(store, "a", "mục đích")
    other = PlanStore(tmp_path / "store", WordHashEmbedding(), wait_seconds=0.05)
    with store._records.writing():
        assert contents(other.similarity_search("mục đích", k=1)) == ["mục đích"]
        with pytest.raises(InputError, match="tiến trình khác"):
            other.remove_plan("a")
    assert other.remove_plan("a")
    assert store.similarity_search("mục đích") == []
    other.close()


def test_a_writer_in_another_process_is_respected(store: PlanStore, tmp_path: Path) -> None:
    put(store, "a", "mục đích")
    code = (
        "import sys; from index.store import PlanStore; from corpus.errors import InputError\n"
        "store = PlanStore(sys.argv[1], wait_seconds=0.05)\n"
        "try: print(store.remove_plan('a'))\n"
        "except InputError: print('busy', len(store.plans()))"
    )
    with store._records.writing():
        run = subprocess.run(
            [sys.executable, "-c", code, tmp_path / "store"], capture_output=True, text=True, check=True
        )
    assert run.stdout == "busy 1\n"


def test_a_failed_write_leaves_nothing_behind(store: PlanStore) -> None:
    put(store, "a", "mục đích")
    before = (store.revision, store.health())
    with pytest.raises(TypeError):
        store.put_plan("b", {"summary": {}}, [passage("x", bad=object())])
    assert (store.revision, store.health()) == before


@pytest.mark.parametrize(
    ("content", "message"), [(b"not a database, only words " * 40, "Không mở được"), (None, "phiên bản mới hơn")]
)
def test_a_foreign_or_newer_file_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / records.FILE
    if content is None:
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
    else:
        file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        PlanStore(tmp_path)


def test_older_formats_are_brought_up_step_by_step(
    tmp_path: Path, embedding: WordHashEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PlanStore(tmp_path, embedding)
    put(store, "a", "mục đích")
    store.close()

    def add_notes(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE notes (plan_id TEXT)")

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half_done (x)")
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(records, "MIGRATIONS", (*records.MIGRATIONS, add_notes, fail))
    with pytest.raises(InputError, match="disk full"):
        PlanStore(tmp_path, embedding)
    monkeypatch.setattr(records, "MIGRATIONS", records.MIGRATIONS[:-1])
    store = PlanStore(tmp_path, embedding)
    assert (store.health()["format"], store.health()["whole"], len(store.plans())) == (2, True, 1)
    store.close()


@pytest.mark.parametrize("cells_from", [10_000, 300])
def test_large_and_small_indexes_agree(tmp_path: Path, cells_from: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "CELLS_FROM", cells_from)
    monkeypatch.setattr(vectors, "PROBED_SHARE", 0.5)
    rng = np.random.default_rng(3)
    points = vectors.normalised(rng.standard_normal((600, 16)).astype(np.float32))
    index = vectors.VectorIndex(16)
    ids = np.arange(10, 610)
    assert index.mirror(ids, lambda part: points[part - 10]) == 600
    assert index.mirror(ids[:500], lambda part: points[part - 10]) == 100
    np.testing.assert_array_equal(index.ids, ids[:500])
    allowed = ids[100:500:7]
    exact = allowed[np.argsort(-(points[allowed - 10] @ points[599]))][:5]
    assert [number for number, _ in index.search(points[599], 5, allowed)] == exact.tolist()
    assert index.search(points[42], 3)[0][0] == 52
    index.save(tmp_path, "m")
    loaded = vectors.VectorIndex.load(tmp_path, "m")
    assert loaded is not None
    assert loaded.search(points[42], 3) == index.search(points[42], 3)
    assert vectors.VectorIndex.load(tmp_path, "other") is None


def test_metadata_comes_back_as_it_went_in(store: PlanStore) -> None:
    metadata = {"sections": ["IV. Tiêu chí", "1."], "page": 4, "years": [2024], "school": None, "date": "2024-03-25"}
    put(store, "a", "đ", **metadata)
    (found,) = store.plan_passages("a")
    assert found.metadata == {"plan_id": "a", **metadata}
    assert json.dumps(found.metadata)
