from datetime import date

import pytest

from assistant.drafting.verify import gather, sentences, verify
from corpus.law.register import load_register

PASSAGES = (
    (
        "- Phấn đấu 95% học sinh đạt danh hiệu “Công dân học tập” theo Quyết định số 324/QĐ-KHVN ngày "
        "25 tháng 10 năm 2023 của Hội Khuyến học Việt Nam."
    ),
    "- Báo cáo sơ kết trước ngày 15 tháng 5 năm 2026; tổng kết trước ngày 30/6/2026 gửi về Phòng Văn hóa - Xã hội.",
    (
        "- Tổ chức Tuần lễ hưởng ứng học tập suốt đời, đẩy mạnh chuyển đổi số trong giảng dạy và học tập của "
        "nhà trường. Đồng chí Nguyễn Văn An phụ trách."
    ),
)
GIVEN = ("viết mục III ngắn gọn, thêm chỉ tiêu 80% giáo viên", "Trường THCS Bình Minh")


@pytest.fixture(scope="module")
def evidence():
    return gather(PASSAGES, GIVEN, load_register(), date(2026, 3, 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "- Phấn đấu 95% học sinh đạt danh hiệu “Công dân học tập” theo Quyết định số 324/QĐ-KHVN.",
        "Báo cáo sơ kết trước ngày 15/5/2026.",
        "Tổ chức Tuần lễ hưởng ứng học tập suốt đời và đẩy mạnh chuyển đổi số trong nhà trường.",
        "Đồng chí Nguyễn Văn An phụ trách.",
        "Phấn đấu 80% giáo viên đạt danh hiệu “Công dân học tập”.",
    ],
)
def test_what_a_source_supports_stands(evidence, sentence: str) -> None:
    outcome = verify(sentence, evidence)
    assert outcome.text == sentence
    assert outcome.supports
    assert not outcome.struck


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Phấn đấu 98% học sinh đạt danh hiệu “Công dân học tập”.", "con số 98"),
        ("Phấn đấu 95 học sinh đạt danh hiệu “Công dân học tập”.", "con số 95 hoc"),
        ("Phấn đấu chín mươi tám phần trăm học sinh đạt danh hiệu “Công dân học tập”.", "con số"),
        ("Báo cáo sơ kết trước ngày 16/5/2026.", "thời gian"),
        ("Báo cáo sơ kết trước ngày 15/5/2027.", "thời gian"),
        ("Đồng chí Trần Văn Bình phụ trách.", "tên"),
        ("Đẩy mạnh chuyển đổi số trong giảng dạy tại Trường THCS Lê Lợi.", "tên"),
        ("Theo Quyết định số 324/QĐ-KHVN ngày 26 tháng 10 năm 2023 của Hội Khuyến học Việt Nam.", "số hoặc ngày"),
        ("Theo Công văn 45/CV-ABC tổ chức Tuần lễ hưởng ứng học tập suốt đời.", "số văn bản"),
        ("Theo Nghị định số 91/2017/NĐ-CP tổ chức Tuần lễ hưởng ứng học tập suốt đời.", "số văn bản"),
        ("Tổ chức Tuần lễ hưởng ứng học tập suốt đời lần thứ XI của nhà trường.", "La Mã"),
        ("Nhà trường xây dựng bể bơi cho học sinh.", "tiền lệ"),
        ("Học sinh đạt danh hiệu “Học sinh năm tốt của toàn ngành”.", "lời trích"),
        ("Báo cáo sơ kết gửi về Phòng Văn hóa - Xã hội qua hopthu@truong.edu.vn.", "địa chỉ"),
    ],
)
def test_what_nothing_supports_is_struck(evidence, sentence: str, reason: str) -> None:
    outcome = verify(sentence, evidence)
    assert outcome.text == ""
    assert reason in outcome.struck[0].reason


def test_a_document_number_without_support_is_never_shown(evidence) -> None:
    struck = verify("Thực hiện Nghị định số 99/2030/NĐ-CP và Công văn 45/CV-ABC.", evidence).struck[0].text
    assert "99/2030" not in struck
    assert "45/CV" not in struck


def test_one_bad_sentence_does_not_cost_the_good_one(evidence) -> None:
    outcome = verify("Đồng chí Nguyễn Văn An phụ trách. Đồng chí Lê Văn Tám giúp việc.", evidence)
    assert outcome.text == "Đồng chí Nguyễn Văn An phụ trách."
    assert len(outcome.struck) == 1


def test_a_document_in_force_is_supported_by_the_register(evidence) -> None:
    sentence = "Tổ chức Tuần lễ hưởng ứng học tập suốt đời theo Nghị định số 152/2025/NĐ-CP."
    assert verify(sentence, evidence).text == sentence


def test_sentences() -> None:
    assert sentences("Một là, dạy tốt; hai là, học tốt. Nộp ngày 15.5.2026.") == [
        "Một là, dạy tốt;",
        "hai là, học tốt.",
        "Nộp ngày 15.5.2026.",
    ]


EXCHANGES = (
    "- Tạo không khí thi đua sôi nổi trong nhà trường.",
    "- Báo cáo 6 tháng trước ngày 15/6/2026, báo cáo năm trước ngày 15/11/2026.",
    "a) Đợt 1, từ ngày 11 tháng 3 đến ngày 31 tháng 5 năm 2026: thi đua học tốt.",
    "b) Đợt 2, từ ngày 01 tháng 6 đến ngày 05 tháng 9 năm 2026: thi đua rèn luyện.",
    "Phấn đấu 95% học sinh, 80% giáo viên đạt danh hiệu; không tổ chức dạy thêm trong nhà trường.",
    "Đồng chí Nguyễn Văn An phụ trách thư viện, đồng chí Lê Thị Bình phụ trách công tác Đội.",
)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Báo cáo 6 tháng trước ngày 15/11/2026, báo cáo năm trước ngày 15/11/2026.", "thời gian này về việc khác"),
        ("Đợt 2, từ ngày 11 tháng 3 đến ngày 31 tháng 5 năm 2026: thi đua học tốt.", "về việc khác"),
        ("Phấn đấu 80% học sinh, 95% giáo viên đạt danh hiệu.", "tỷ lệ này về việc khác"),
        ("Phấn đấu 95% phụ huynh đạt danh hiệu học sinh.", "tỷ lệ này về việc khác"),
        ("Đồng chí Lê Thị Bình phụ trách thư viện, đồng chí Nguyễn Văn An phụ trách công tác Đội.", "người này"),
        ("Phấn đấu 95% học sinh đạt danh hiệu; tổ chức dạy thêm trong nhà trường.", "Nói ngược tiền lệ"),
        ("Tạo không không khí thi đua sôi nổi trong nhà trường.", "Nói ngược tiền lệ"),
        ("Phấn đấu.", "Câu viết dở"),
    ],
)
def test_true_facts_said_of_something_else_are_struck(sentence: str, reason: str) -> None:
    outcome = verify(sentence, gather(EXCHANGES, (), load_register(), date(2026, 3, 1)))
    assert any(reason in struck.reason for struck in outcome.struck), outcome


@pytest.mark.parametrize(
    "sentence",
    [
        *EXCHANGES,
        "Báo cáo 6 tháng trước 15/6/2026, báo cáo năm trước 15/11/2026.",
        "95% học sinh và 80% giáo viên đạt danh hiệu.",
        "Đợt 2, từ ngày 01/6 đến ngày 05/9/2026: thi đua rèn luyện.",
        "Đồng chí Nguyễn Văn An phụ trách thư viện của trường.",
    ],
)
def test_facts_in_their_place_stand_in_other_words(sentence: str) -> None:
    outcome = verify(sentence, gather(EXCHANGES, (), load_register(), date(2026, 3, 1)))
    assert outcome.text == sentence, outcome.struck
