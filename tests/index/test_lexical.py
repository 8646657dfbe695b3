"""The word index: scores as the reference gives them, kept in step with the store, safe on disk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import bm25s
import numpy as np
import pytest
from langchain_core.documents import Document

from index import lexical, scores
from index.lexical import LexicalIndex
from index.scores import Scores
from index.segment import K1, B, Postings, Segment
from index.store import PlanStore
from index.tokens import gram_tokens, word_tokens

TEXTS = [
    "Tiêu chí thi đua đối với học sinh",
    "Kinh phí khen thưởng trích từ quỹ thi đua",
    "Thời gian nộp hồ sơ khen thưởng: trước ngày 10/5/2025",
    "Căn cứ Nghị định số 98/2023/NĐ-CP của Chính phủ",
    "Tổ chức thực hiện: Ban Giám hiệu chỉ đạo thi đua",
]
DAMAGED = "H6 so dé nghi khen thudng so két Phong trao thi dua gui vé Phong Giao duc va DPao tao truéc ngay 10 thang 5"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    opened = PlanStore(tmp_path / "store")
    yield opened
    opened.close()


def put(store: PlanStore, plan_id: str, *texts: str) -> None:
    documents = [Document(page_content=text, metadata={"plan_id": plan_id}) for text in texts]
    store.put_plan(plan_id, {"summary": {}}, documents)


def weights(text: str) -> dict[str, float]:
    return dict.fromkeys(word_tokens(text), 1.0)


def points(store: PlanStore, scores: Scores) -> list[float]:
    """Return the score of every passage."""
    return [share * scores.attainable for share in scores.of(store.numbers().tolist())]


def best(store: PlanStore, question: str) -> str:
    (number,) = store.lexical.score("words", weights(question)).top(1)
    return store.passages([number])[number].page_content


@pytest.mark.parametrize("question", ["thi đua", "khen thưởng học sinh", "98/2023/NĐ-CP", "10/5/2025 hồ sơ"])
def test_scores_are_those_of_the_reference(store: PlanStore, question: str) -> None:
    put(store, "a", *TEXTS)
    reference = bm25s.BM25(k1=K1, b=B, method="lucene")
    reference.index([word_tokens(text) for text in TEXTS], show_progress=False)
    tokens = [token for token in word_tokens(question) if token in reference.vocab_dict]
    expected = reference.get_scores(tokens)
    got = store.lexical.score("words", dict.fromkeys(tokens, 1.0))
    np.testing.assert_allclose(points(store, got), expected, rtol=1e-4)


def test_segments_score_as_one_index_would(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "a", *TEXTS[:3])
    whole = PlanStore(store.folder.parent / "whole")
    put(whole, "a", *TEXTS[:3])
    put(whole, "b", *TEXTS[3:])
    monkeypatch.setattr(lexical, "JOIN_FACTOR", 0)
    store.lexical.refresh()
    put(store, "b", *TEXTS[3:])
    one, two = (each.lexical.score("words", weights("thi đua khen thưởng")) for each in (whole, store))
    assert len(list((store.folder / "lexical").glob("*.npz"))) == 2
    assert one.top(9) == two.top(9)
    np.testing.assert_allclose(
        points(whole, one), points(store, two), rtol=0.2
    )  # each segment knows only its own mean length
    whole.close()


def test_what_is_added_and_removed_is_noticed(store: PlanStore) -> None:
    put(store, "a", *TEXTS)
    assert best(store, "kinh phi quy") == TEXTS[1]
    put(store, "b", "Quỹ khuyến học và kinh phí hoạt động")
    assert best(store, "quy khuyen hoc") == "Quỹ khuyến học và kinh phí hoạt động"
    store.remove_plan("b")
    assert best(store, "quy khuyen hoc kinh phi") == TEXTS[1]
    store.remove_plan("a")
    assert store.lexical.score("words", weights("thi đua")).top(5) == []


def test_small_segments_are_joined(store: PlanStore) -> None:
    for number in range(8):
        put(store, f"p{number}", f"thi đua {number}", f"khen thưởng {number}")
        store.lexical.refresh()
    assert len(list((store.folder / "lexical").glob("*.npz"))) <= 3


def test_large_libraries_are_built_in_parts(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "SEGMENT_SIZE", 2)
    put(store, "a", *TEXTS)
    store.lexical.refresh()
    before = {path.name for path in (store.folder / "lexical").glob("*.npz")}
    put(store, "b", "Quỹ khuyến học")
    store.lexical.refresh()
    after = {path.name for path in (store.folder / "lexical").glob("*.npz")}
    assert len(before) == 3
    assert len(before & after) >= 2
    assert best(store, "quy khuyen hoc") == "Quỹ khuyến học"
    assert best(store, "98/2023/NĐ-CP") == TEXTS[3]


def test_segments_split_evenly_are_not_built_again(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "SEGMENT_SIZE", 4)
    put(store, "a", *TEXTS)  # two segments, of three and of two
    store.lexical.refresh()
    before = {path.name for path in (store.folder / "lexical").glob("*.npz")}
    put(store, "b", *(f"Quỹ khuyến học {number}" for number in range(4)))
    store.lexical.refresh()
    assert before <= {path.name for path in (store.folder / "lexical").glob("*.npz")}


def test_only_allowed_passages_are_scored(store: PlanStore) -> None:
    put(store, "a", *TEXTS)
    third = store.numbers().tolist()[2]
    assert store.lexical.score("words", weights("khen thưởng"), [third]).top(5) == [third]
    assert store.lexical.score("words", weights("khen thưởng"), []).top(5) == []


def test_shares_are_of_what_the_question_can_reach(store: PlanStore) -> None:
    put(store, "a", *TEXTS)
    numbers = store.numbers().tolist()
    full = store.lexical.score("words", weights(TEXTS[0])).of(numbers)
    assert full[0] == max(full)
    assert 0.3 < full[0] <= 1
    half = store.lexical.score("words", weights("tiêu chí tuyển sinh đại học")).of(numbers)
    assert half[0] < full[0]
    assert store.lexical.score("words", {}).of(numbers) == [0.0] * len(numbers)


def test_synonyms_add_to_scores_but_not_to_the_measure(store: PlanStore) -> None:
    put(store, "a", *TEXTS)
    plain = store.lexical.score("words", weights("tiền thưởng"))
    wider = store.lexical.score("words", weights("tiền thưởng"), others={"kinh_phi": 0.5})
    assert wider.attainable == plain.attainable
    assert wider.of(store.numbers().tolist())[1] > plain.of(store.numbers())[1]


def test_damaged_plans_are_found_by_grams_and_by_their_readable_wording(store: PlanStore) -> None:
    put(store, "a", *TEXTS)
    put(store, "b", DAMAGED)
    damaged = store.numbers().tolist()[-1]
    assert store.lexical.score("grams", dict.fromkeys(gram_tokens("hồ sơ khen thưởng"), 1.0)).top(9) == [damaged]
    assert "hồ sơ" in store.passages([damaged])[damaged].metadata["restored"].lower().replace("h6", "hồ")
    assert store.passages([damaged])[damaged].page_content == DAMAGED
    (words,) = store.lexical.score("words", weights("sơ kết phong trào thi đua trước ngày 10 tháng 5")).top(1)
    assert words == damaged


@pytest.mark.parametrize("damage", ["segment gone", "segment garbled", "catalogue garbled", "other version"])
def test_files_are_a_cache(store: PlanStore, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "a", *TEXTS)
    store.lexical.refresh()
    folder = store.folder / "lexical"
    (segment,) = folder.glob("*.npz")
    if damage == "segment gone":
        segment.unlink()
    elif damage == "segment garbled":
        segment.write_bytes(segment.read_bytes()[:-9] + b"x" * 9)
    elif damage == "catalogue garbled":
        (folder / lexical.CATALOGUE).write_text("[1")
    else:
        monkeypatch.setattr(lexical, "VERSION", -1)
    again = LexicalIndex(store)
    assert again.score("words", weights("kinh phí quỹ")).top(1) == [store.numbers().tolist()[1]]
    assert len(list(folder.glob("*.npz"))) == 1


def test_a_second_process_reads_what_the_first_built(store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "a", *TEXTS)
    store.lexical.refresh()

    def fail(*_: object) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(LexicalIndex, "_build", fail)
    assert LexicalIndex(store).score("words", weights("kinh phí quỹ")).top(1) == [store.numbers().tolist()[1]]


def test_while_another_writes_the_index_is_kept_in_memory_only(store: PlanStore) -> None:
    put(store, "a", *TEXTS)
    other = PlanStore(store.folder, wait_seconds=0.01)
    with other.exclusive():
        assert best(store, "kinh phi quy") == TEXTS[1]
        assert not (store.folder / "lexical").exists()
    other.close()


@pytest.mark.parametrize("few", [0, 3, 4096])
@pytest.mark.parametrize("filtered", [False, True])
def test_the_best_are_those_of_scoring_everything(
    store: PlanStore, few: int, filtered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "FEW", few)
    monkeypatch.setattr(lexical, "SEGMENT_SIZE", 40)
    rng = random.Random(5)
    letters = [f"{letter}o" for letter in "abcdefghiklm"]
    texts = [" ".join(rng.choices(letters, range(1, 13), k=rng.randrange(1, 12))) for _ in range(150)]
    put(store, "a", *texts)
    put(store, "b", *texts[:20])
    store.remove_plan("b")
    allowed = store.numbers().tolist()[::3] if filtered else None
    for _ in range(30):
        asked = {token: rng.choice([0.3, 1.0]) for token in word_tokens(" ".join(rng.choices(letters, k=4)))}
        found = store.lexical.score("words", asked, allowed)
        everything = dict(zip(store.numbers().tolist(), found.of(store.numbers()), strict=True))
        expected = sorted((everything[number] for number in allowed or everything), reverse=True)[:7]
        got = [everything[number] for number in found.top(7)]
        np.testing.assert_allclose(got, [value for value in expected if value > 0], rtol=1e-4)


def test_an_empty_store_has_no_scores(store: PlanStore) -> None:
    assert store.lexical.score("words", weights("thi đua")).top(3) == []
    assert store.lexical.score("grams", weights("thi đua")).of([1, 2]) == [0.0, 0.0]


def test_a_segment_comes_back_from_its_file(tmp_path: Path) -> None:
    none = Postings.build([])
    segment = Segment(np.array([3, 5]), np.array([], np.int64), Postings.build([["a", "b"], ["b"]]), none)
    loaded = Segment.load(tmp_path / segment.save(tmp_path))
    assert loaded is not None
    assert loaded.words.vocabulary == {"a": 0, "b": 1}
    assert (loaded.words.holders("b"), loaded.words.holders("c"), loaded.grams.size) == (2, 0, 0)
    assert Segment.load(tmp_path / "none.npz") is None
