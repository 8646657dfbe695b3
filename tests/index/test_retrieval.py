"""From a question to hits: what is raised, what is filtered, what is left out, what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_tests.integration_tests import RetrieversIntegrationTests

from corpus.errors import NotAvailableError
from index.embedding import Embedder
from index.hits import matched
from index.query import understand
from index.reranking import Reranker
from index.retrieval import Filters, Hit, PrecedentRetriever, search
from index.store import PlanStore
from tests.index.fakes import WordHashEmbedding

DAMAGED = (
    "VI. THU TUC HO SO VA THOI GIAN PE NGHI\n- H6 so dé nghi khen thudng so két Phong trao thi dua gui vé Phong Giao "
    "duc va DPao tao truéc ngay 10 thang 5 nam 2025."
)


def passage(text: str, *, plan: str, **metadata: Any) -> Document:
    metadata = {"plan_id": plan, "start": 0, "end": len(text), "page": 1, "sections": [], "section": None} | metadata
    return Document(page_content=text, metadata=metadata)


PLANS = {
    "xs23": [
        passage("Căn cứ Kế hoạch số 199/KH-PGD&ĐT ngày 20/3/2023 của Phòng GD&ĐT;", plan="xs23", role="legal-basis"),
        passage(
            "V. TỔ CHỨC THỰC HIỆN\n1. Ban giám hiệu: xây dựng kế hoạch, kiểm tra, đánh giá.\n2. Công đoàn: vận động.",
            plan="xs23",
            role="implementation",
            section="V",
            sections=["V. TỔ CHỨC THỰC HIỆN"],
        ),
        passage(
            "VI. KINH PHÍ\nKinh phí trích từ quỹ thi đua, khen thưởng của nhà trường.",
            plan="xs23",
            role="budget",
            section="VI",
            sections=["VI. KINH PHÍ"],
        ),
    ],
    "lk24": [
        passage(
            "III. TIÊU CHÍ THI ĐUA\n1. Đối với học sinh: không vi phạm kỷ luật; tham gia hoạt động của Đoàn trường.",
            plan="lk24",
            role="criteria",
            section="III",
            sections=["III. TIÊU CHÍ THI ĐUA"],
        ),
        passage(
            "VI. KINH PHÍ\nKinh phí trích từ quỹ thi đua, khen thưởng của nhà trường.",
            plan="lk24",
            role="budget",
            section="VI",
            sections=["VI. KINH PHÍ"],
        ),
        passage("Nơi nhận:\n- Sở GD&ĐT (b/c);\n- Lưu: VT.", plan="lk24", role="closing"),
    ],
    "xs25": [passage(DAMAGED, plan="xs25", role="dossier", section="VI", sections=["VI. THU TUC HO SO"])],
}
ABOUT = {
    "xs23": {"school": "Trường THCS Xuân Sơn", "date": "2023-02-27", "years": [2023], "kind": "thi-dua-khen-thuong"},
    "lk24": {"school": "Trường THPT Lam Kiều", "date": "2024-03-09", "years": [2024], "kind": "phat-dong-thi-dua"},
    "xs25": {"school": "TRUONG THCS XUAN SON", "date": "2024-09-18", "years": [2024], "kind": "xa-hoi-hoc-tap"},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanStore]:
    opened = PlanStore(tmp_path_factory.mktemp("store"), WordHashEmbedding())
    for plan_id, documents in PLANS.items():
        for document in documents:
            document.metadata |= ABOUT[plan_id]
            document.metadata["context"] = f"Kế hoạch thi đua | {ABOUT[plan_id]['school']}"
        opened.put_plan(plan_id, {"summary": {}}, documents)
    yield opened
    opened.close()


def first(hits: list[Hit]) -> str:
    return hits[0].text.split("\n")[0] if hits else ""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tiêu chí thi đua với học sinh", "III. TIÊU CHÍ THI ĐUA"),
        ("tieu chi thi dua voi hs", "III. TIÊU CHÍ THI ĐUA"),
        ("kinh phí lấy từ đâu", "VI. KINH PHÍ"),
        ("phần tổ chức thực hiện, ai làm gì", "V. TỔ CHỨC THỰC HIỆN"),
        ("công đoàn vận động", "V. TỔ CHỨC THỰC HIỆN"),
        ("199/KH-PGD&ĐT", PLANS["xs23"][0].page_content),
        ("199/kh-pgd&dt", PLANS["xs23"][0].page_content),
        ("căn cứ pháp lý", PLANS["xs23"][0].page_content),
        ("nơi nhận", "Nơi nhận:"),
        ("hồ sơ đề nghị khen thưởng sơ kết gửi trước ngày nào", "VI. THU TUC HO SO VA THOI GIAN PE NGHI"),
        ("ho so de nghi khen thuong truoc ngay 10 thang 5", "VI. THU TUC HO SO VA THOI GIAN PE NGHI"),
        ("cách nấu phở bò", ""),
        ("giá vàng hôm nay", ""),
        ("?!", ""),
        ("", ""),
    ],
)
def test_questions_find_their_passage_by_words_alone(store: PlanStore, question: str, expected: str) -> None:
    assert first(search(store, question)) == expected


@pytest.mark.parametrize(
    ("filters", "plans"),
    [
        (Filters(school="Xuân Sơn"), {"xs23"}),
        (Filters(school="xuan son", year=2024), set()),
        (Filters(school="Trường THPT Lam Kiều"), {"lk24"}),
        (Filters(year=2024), {"lk24"}),
        (Filters(kind="thi-dua-khen-thuong"), {"xs23"}),
        (Filters(role="criteria"), set()),
        (Filters(plan_id="lk24"), {"lk24"}),
        (Filters(school="Hoa Phượng"), set()),
    ],
)
def test_filters_exclude_before_ranking(store: PlanStore, filters: Filters, plans: set[str]) -> None:
    hits = search(store, "kinh phí khen thưởng từ quỹ", filters=filters)
    assert {hit.metadata["plan_id"] for hit in hits if hit.metadata["role"] == "budget"} == plans


def test_a_passage_repeated_over_the_years_stands_once_in_its_newest_plan(store: PlanStore) -> None:
    (hit,) = [hit for hit in search(store, "kinh phí") if hit.metadata["role"] == "budget"]
    assert hit.metadata["plan_id"] == "lk24"
    assert [other["plan_id"] for other in hit.similar] == ["xs23"]


@pytest.mark.parametrize("question", ["kinh phí năm 2023", "kinh phí của trường Xuân Sơn"])
def test_the_plan_that_is_asked_for_stands_for_the_others(store: PlanStore, question: str) -> None:
    hit = search(store, question)[0]
    assert (hit.metadata["plan_id"], [other["plan_id"] for other in hit.similar]) == ("xs23", ["lk24"])


def test_matched_words_are_marked_in_the_text_as_it_stands(store: PlanStore) -> None:
    hit = search(store, "tieu chi thi dua hoc sinh")[0]
    assert {span.of(hit.text).lower() for span in hit.spans} >= {"tiêu chí thi đua", "học sinh"}


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("khen thưởng", "Công tác khen thưởng: khen kịp thời", ["khen thưởng"]),
        ("khen", "Công tác khen thưởng", ["khen"]),
        ("20/11/2024", "ngày 20/11/2024", ["20/11/2024"]),
        ("kinh phí", "Không có gì", []),
        ("tiến độ", "con thuyền và tiền đò", []),
        ("tien do", "tiến độ", ["tiến độ"]),
        ("quản lí", "Cán bộ quản lý", ["quản lý"]),
    ],
)
def test_spans(question: str, text: str, marked: list[str]) -> None:
    assert [span.of(text) for span in matched(understand(question), text)] == marked


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("hồ sơ khen thưởng", "nop H6 so khen thuong dung han", ["H6 so khen thuong"]),
        ("lưu mẫu thực phẩm", "luu mau thuc pham 24 gio", ["luu mau thuc pham"]),
        ("mẫu", "luu mau thuc pham", ["mau"]),
    ],
)
def test_spans_of_damaged_text(question: str, text: str, marked: list[str]) -> None:
    assert [span.of(text) for span in matched(understand(question), text, damaged=True)] == marked


def test_meaning_is_used_only_with_the_model_that_made_the_vectors(
    store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(PlanStore, "nearest", lambda self, vector, k, allowed=None: asked.append("nearest") or [])
    search(store, "kinh phí", embedder=WordHashEmbedding(24))
    assert asked == []
    search(store, "kinh phí", embedder=WordHashEmbedding())
    assert asked == ["nearest"]


def test_k_bounds_the_hits(store: PlanStore) -> None:
    assert len(search(store, "thi đua khen thưởng kế hoạch", k=2)) <= 2


def test_a_judge_raises_what_answers_and_lets_nothing_else_in(store: PlanStore) -> None:
    seen: list[str] = []

    def judge(question: str, passages: Sequence[str]) -> list[float]:
        seen.append(question)
        return [9.0 * (number == len(passages) - 1) for number in range(len(passages))]

    plain = search(store, "thi đua khen thưởng")
    judged = search(store, "thi đua khen thưởng", judge=judge)
    assert len(plain) > 1
    assert judged[0].text == plain[-1].text
    assert seen == ["thi đua khen thưởng"]
    assert {hit.text for hit in judged} == {hit.text for hit in plain}
    assert search(store, "công thức nấu canh chua", judge=judge) == []


@pytest.mark.model
def test_a_cross_encoder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAvailableError, match="khong-co"):
        Reranker(str(tmp_path / "khong-co"))("câu hỏi", ["đoạn"])


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("tiền thưởng trích ở quỹ nào", "budget"),
        ("ai kiểm tra việc thực hiện", "implementation"),
        ("hoc sinh can dat gi", "criteria"),
    ],
)
def test_meaning_and_words_together(embedder: Embedder, tmp_path: Path, question: str, role: str) -> None:
    store = PlanStore(tmp_path, embedder)
    for plan_id, documents in PLANS.items():
        store.put_plan(plan_id, {"summary": {}}, documents)
    assert search(store, question, embedder=embedder)[0].metadata["role"] == role
    assert search(store, "công thức nấu canh chua", embedder=embedder) == []
    store.close()


class TestPrecedentRetriever(RetrieversIntegrationTests):
    """LangChain's own suite, unmodified."""

    @pytest.fixture(autouse=True)
    def _given(self, tmp_path: Path) -> Iterator[None]:
        type(self)._store = PlanStore(tmp_path)
        self._store.add_texts([f"Phong trào thi đua yêu nước đợt {number}" for number in range(6)])
        yield
        self._store.close()

    _store: Any = None

    @property
    def retriever_constructor(self) -> type[PrecedentRetriever]:
        return PrecedentRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"store": self._store}

    @property
    def retriever_query_example(self) -> str:
        return "phong trào thi đua yêu nước"
