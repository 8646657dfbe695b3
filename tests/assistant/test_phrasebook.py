"""Phrases are found however they were typed, and words with other marks are other words."""

import pytest

from assistant.phrasebook import Phrasebook, words_of

BOOK = Phrasebook(
    {
        "mends": ["sửa (hết|tất cả)", "^chữa lỗi$"],
        "asks": ["(viết|ghi) … thế nào"],
        "sums": ["# cộng #"],
    }
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sửa hết giúp em", {"mends"}),
        ("sua het giup em", {"mends"}),
        ("sữa tất cả", {"mends"}),
        ("sứa hết", set()),
        ("chữa lỗi", {"mends"}),
        ("chữa lỗi này", set()),
        ("trường khác viết phần kinh phí thế nào", {"asks"}),
        ("viết một hai ba bốn năm sáu thế nào", set()),
        ("3 cộng 4", {"sums"}),
    ],
)
def test_phrases_stand_in_a_turn(typed: str, found: set[str]) -> None:
    assert BOOK.names(words_of(typed)) == found


def test_words_of_a_phrase_are_left_out() -> None:
    assert BOOK.without(words_of("em sửa hết nhé")) == ("em", "nhé")
