"""What is understood of a question."""

from __future__ import annotations

from typing import Any

import pytest

from index.query import NAMING_WEIGHT, NUMBER_WEIGHT, PAIR_WEIGHT, load_vocabulary, understand, written_out

SCHOOLS = ("truong thcs xuan son", "truong thpt lam kieu", "chi hoi khuyen hoc truong thpt lam kieu")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tiến độ, mốc thời gian", {"roles": ("timeline",), "role_share": 1.0}),
        ("muc khen thuong", {"roles": ("rewards",)}),
        ("căn cứ pháp lý", {"roles": ("legal-basis",), "role_share": 1.0}),
        ("phần tổ chức thực hiện, ai làm gì", {"roles": ("implementation",)}),
        ("tiêu chí thi đua với học sinh", {"roles": ("criteria",)}),
        ("tiền thưởng của trường Xuân Sơn năm 2023", {"schools": SCHOOLS[:1], "years": (2023,), "roles": ("rewards",)}),
        ("truong xuan son", {"schools": SCHOOLS[:1]}),
        ("kế hoạch khuyến học Lam Kiều", {"schools": SCHOOLS[1:], "kind": "khuyen-hoc"}),
        ("mục III", {"numeral": "III", "roles": ()}),
        ("phan 2 noi dung", {"numeral": "2", "roles": ("content",)}),
        ("98/2023/NĐ-CP", {"numbers": ("98/2023/nd-cp",), "years": ()}),
        ("ngày 20/11/2024", {"numbers": (), "years": ()}),
        ("cách nấu phở bò", {"roles": (), "schools": (), "kind": None, "numeral": None}),
        ("tiền lương", {"roles": ("budget",)}),
        ("nơi nhận kế hoạch khuyến học 2025-2026", {"roles": ("closing",), "role_share": 1.0, "years": (2025,)}),
        ("ai ky ke hoach phat dong thi dua cua truong xuan son", {"roles": ("closing",), "schools": SCHOOLS[:1]}),
        ("Hiệu trưởng trường Xuân Sơn là ai?", {"roles": ("closing",), "role_share": 1.0}),
        ("nộp hồ sơ trước ngày nào", {"answers": ("day",)}),
        ("được thưởng bao nhiêu tiền", {"answers": ("money",)}),
        ("thong tu nao ve don vi hoc tap", {"answers": ("document",)}),
    ],
)
def test_what_a_question_names(question: str, expected: dict[str, Any]) -> None:
    query = understand(question, SCHOOLS)
    assert {name: getattr(query, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Kinh phí lấy ở đâu vậy?", ["kinh", "phi", "lay"]),
        ("kinh phi lay o dau vay", ["kinh", "phi", "lay"]),
        ("ai làm gì", ["ai", "lam", "gi"]),
        ("hiệu trưởng là ai", ["hieu", "truong"]),
    ],
)
def test_words_that_only_ask_do_not_count(question: str, kept: list[str]) -> None:
    assert [word for word in understand(question).words if "_" not in word] == kept


def test_what_names_the_plan_weighs_less_than_what_is_asked_of_it() -> None:
    weights = understand("mục tiêu quỹ của trường Xuân Sơn năm học 2023-2024", SCHOOLS).words
    assert weights["qui"] == weights["muc_tieu"] / PAIR_WEIGHT == 1.0
    assert {weights[word] for word in ("truong", "xuan", "son", "2023", "2024")} == {NAMING_WEIGHT}
    assert weights["2023-2024"] == NUMBER_WEIGHT * NAMING_WEIGHT
    assert "son_nam" in weights
    assert "cua_truong" not in weights
    assert understand("hiệu trưởng Xuân Sơn", SCHOOLS).words["truong"] == 1.0
    assert understand("trường Xuân Sơn", SCHOOLS).words["xuan"] == 1.0


@pytest.mark.parametrize(
    ("question", "kept"),
    [("chấm điểm có công khai không?", "khai"), ("họp không giấy", "giay"), ("hop khong", "hop")],
)
def test_a_question_whether_ends_in_no_word_of_its_own(question: str, kept: str) -> None:
    assert understand(question).telling[-1] in (kept, "giấy")


def test_abbreviations_are_written_out_and_found_either_way() -> None:
    assert written_out("tiêu chí cho GV, HS") == "tiêu chí cho giáo viên học sinh"
    assert "xhht" in understand("xây dựng xã hội học tập").synonyms
    assert {"hoc_tap", "suot_doi"} <= set(understand("HTSĐ").words) | set(understand("HTSĐ").synonyms)


def test_everyday_words_bring_the_words_of_plans() -> None:
    assert "kinh_phi" in understand("tiền lấy từ đâu").synonyms
    assert "kinh_phi" not in understand("tiến độ").synonyms
    assert understand("tien do").meant == "tiến độ"


def test_typing_without_diacritics_changes_no_word() -> None:
    with_marks, without = (understand(text) for text in ("tiêu chí thi đua học sinh", "tieu chi thi dua hoc sinh"))
    assert with_marks.words == without.words
    assert without.meant == "tiêu chí thi đua học sinh"


def test_the_data_agree_with_the_rest_of_the_program() -> None:
    from corpus.chunking import EDGE_ROLES
    from corpus.kinds import label_of
    from corpus.roles import role_name

    vocabulary = load_vocabulary()
    roles = {meaning for entries in vocabulary.roles.entries.values() for _, meaning in entries}
    assert all(role in EDGE_ROLES or role_name(role) for role in roles)
    kinds = {meaning for entries in vocabulary.kinds.entries.values() for _, meaning in entries}
    assert all(label_of(kind) for kind in kinds)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hocj sinh bor hocj", "học sinh bỏ học"),
        ("cowf luaan luuw", "cờ luân lưu"),
        ("tieu chi thi ddua", "tieu chi thi đua"),
        ("lop khoong cos hs", "lop không có học sinh"),
        ("test google wifi Excel", "test google wifi Excel"),
        ("TW, 98/2023/NDD-CP", "TW, 98/2023/NDD-CP"),
    ],
)
def test_keys_left_as_letters_are_read(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


def test_i_and_y_are_the_same_where_they_sound_alike() -> None:
    one, other = understand("kĩ thuật quản lí quỹ"), understand("kỹ thuật quản lý quĩ")
    assert (one.words, one.telling) == (other.words, other.telling)
