"""What of a text is looked up."""

from __future__ import annotations

import pytest

from index.tokens import gram_tokens, numbers, pairs, syllables, word_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thi đua – Khen thưởng", ["thi", "dua", "khen", "thuong"]),
        ("ý kiến của y tế", ["y", "kien", "cua", "y", "te"]),
        ("ngày 06/8/2020", ["ngay", "6", "8", "2020"]),
        ("khối 3a, 1&1", ["khoi", "3", "a", "1", "1"]),
        ("", []),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định số 98/2023/NĐ-CP", ["98/2023/nd-cp"]),
        ("199/KH-PGD&ĐT ngày 20/3/2023", ["199/kh-pgd&dt", "20/3/2023"]),
        ("học bổng 1&1, ngày 06/08", ["1&1", "6/8"]),
        ("kinh tế-xã hội, và/hoặc", []),
        ("năm 2024.", []),
    ],
)
def test_numbers_are_found_whole(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


def test_pairs_join_neighbours() -> None:
    assert pairs(["thi", "dua", "khen"]) == ["thi_dua", "dua_khen"]
    assert set(word_tokens("số 5/KH-X")) == {"so", "5", "kh", "x", "so_5", "5_kh", "kh_x", "5/kh-x"}


def test_grams_are_the_same_for_what_recognition_confuses() -> None:
    assert gram_tokens("Hồ sơ") == gram_tokens("H6 s0")
    shared = set(gram_tokens("khen thưởng sơ kết")) & set(gram_tokens("khen thudng so két"))
    assert len(shared) > 10
