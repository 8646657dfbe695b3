"""Numerals: what glyphs may stand for, and how far apart two of a series are."""

from __future__ import annotations

import pytest

from corpus.numerals import Kind, Numeral, letter_value, readings, roman, roman_readings, step


@pytest.mark.parametrize(
    ("glyphs", "value"),
    [
        *(("I11", 3), ("II1", 3), ("Ill", 3), ("HI", 3), ("IH", 3), ("lll", 3)),
        *(("VIL", 7), ("V11", 7), ("VHI", 8), ("VIIL", 8), ("lV", 4), ("1V", 4)),
        *(("lX", 9), ("Vl", 6), ("Xl", 11), ("Il", 2), ("H", 2), ("l", 1), ("í", 1)),
    ],
)
def test_damaged_roman_numerals(glyphs: str, value: int) -> None:
    assert roman_readings(glyphs)[0][0] == value


@pytest.mark.parametrize("glyphs", ["", "abc", "2024", "QĐ", "IIII", "VV", "TT"])
def test_what_is_no_roman_numeral(glyphs: str) -> None:
    assert all(cost > 0.5 for _, cost in roman_readings(glyphs))


@pytest.mark.parametrize(("glyphs", "kind"), [("II", "roman"), ("7", "arabic"), ("đ", "small"), ("B", "letter")])
def test_clean_text_is_taken_at_its_word(glyphs: str, kind: Kind) -> None:
    assert [numeral.kind for numeral in readings(glyphs, noisy=False)] == [kind]


@pytest.mark.parametrize("glyphs", ["1", "11", "II", "V"])
def test_digits_and_whole_romans_are_not_repaired_in_clean_text(glyphs: str) -> None:
    texts = [numeral.text for numeral in readings(glyphs, noisy=False) if numeral.kind in ("arabic", "roman")]
    assert texts == [glyphs]


@pytest.mark.parametrize(
    ("glyphs", "kind", "text"),
    [("1", "roman", "I"), ("11", "roman", "II"), ("d", "small", "đ"), ("e", "small", "c"), ("l", "arabic", "1")],
)
def test_recognised_text_may_be_otherwise(glyphs: str, kind: Kind, text: str) -> None:
    found = {(numeral.kind, numeral.text): numeral.cost for numeral in readings(glyphs, noisy=True)}
    assert found[kind, text] > 0


@pytest.mark.parametrize(
    ("before", "after", "distance"),
    [
        ("c", "d", 1),
        ("d", "đ", 1),
        ("đ", "e", 1),
        ("d", "e", 1),
        ("e", "g", 1),
        ("i", "k", 1),
        ("a", "c", 2),
        ("c", "a", -2),
    ],
)
def test_letters_count_with_and_without_the_optional_ones(before: str, after: str, distance: int) -> None:
    one, other = (Numeral("small", letter_value(letter), letter) for letter in (before, after))
    assert step(one, other) == distance


def test_roman_numerals_are_written_as_usual() -> None:
    assert [roman(value) for value in (1, 4, 9, 14, 19, 26)] == ["I", "IV", "IX", "XIV", "XIX", "XXVI"]
