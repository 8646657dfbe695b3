"""The noise model: confusions it forgives, words it keeps apart, places it points at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.noise import find_phrase, find_phrases, similarity, skeleton


@given(st.text())
def test_skeleton_keeps_every_offset(text: str) -> None:
    assert len(skeleton(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TO CHUC THU'C HIEN", "tổ chức thực hiện"),
        ("t6 chirc thyc hi¢n", "tổ chức thực hiện"),
        ("Hinh thirc khen thuéng", "hình thức khen thưởng"),
        ("Pqc lap - Ty do - Hanh phuc", "Độc lập - Tự do - Hạnh phúc"),
        ("Ké hoach", "kế hoạch"),
        ("Pang uy phuéng", "đảng ủy phường"),
        ("rnuc tieu", "mục tiêu"),
        ("HIỆU  TRƯỞNG", "Hiệu trưởng"),
        ("kinh phí thục hiện", "kinh phí thực hiện"),
    ],
)
def test_damage_leaves_phrases_alike(written: str, meant: str) -> None:
    assert similarity(written, meant) >= 0.88


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mục đích", "mục tiêu"),
        ("hình thức", "nội dung"),
        ("tiêu chí", "tiến độ"),
        ("giải pháp thực hiện", "giải pháp thúc đẩy"),
        ("hiệu trưởng", "biểu trong"),
        ("hình thức khen thưởng", "thành tích khen thưởng"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert similarity(one, other) < 0.88


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert 0.0 <= similarity(a, b) <= 1.0
    assert similarity(a, b) == pytest.approx(similarity(b, a))


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("./.\nNoi nhgn:\n- Nhu trén", "Nơi nhận", "Noi nhgn"),
        ("vé viéc t6 chirc\nthuc hién.", "tổ chức thực hiện", "t6 chirc\nthuc hién"),
        ("Nơi nhận: - Lưu VT", "nơi nhận", "Nơi nhận"),
        ("xây dựng tổ chức", "tổ chức", "tổ chức"),
    ],
)
def test_find_phrase_points_at_the_original(text: str, phrase: str, found: str) -> None:
    match = find_phrase(text, phrase)
    assert match is not None
    assert text[match.start : match.end] == found


def test_absent_phrases_and_empty_texts_find_nothing() -> None:
    assert find_phrase("Kế hoạch năm học", "nơi nhận") is None
    assert find_phrases("", "nơi nhận") == ()
    assert find_phrases("nơi nhận", "") == ()


def test_all_places_come_in_order_and_within_the_bounds() -> None:
    text = "khen thưởng; khen thuong; khen thuéng"
    starts = [match.start for match in find_phrases(text, "khen thưởng", start=5)]
    assert starts == [13, 26]
