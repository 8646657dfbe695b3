"""Words that a PDF draws in pieces, one font behind the other, come out whole; others stay apart."""

from __future__ import annotations

import pytest

from corpus.reading.layout import Word
from corpus.reading.pieces import Piece, joined_pieces


def piece(text: str, left: float, right: float, before: float | None = None, after: float | None = None) -> Piece:
    return Piece(Word(text, left, 100, right, 112), before, after)


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        # "THỨC HIỆN": the letters of the second font come last
        (
            [
                piece("TH", 10, 26, 7, None),
                piece("C", 35, 43, None, 43),
                piece("HI", 46, 58, 46, None),
                piece("N", 66, 74, None, None),
                piece("Ứ", 26.1, 35.1),
                piece("Ệ", 58, 66.2),
            ],
            ["THỨC", "HIỆN"],
        ),
        ([piece("một", 10, 30, None, 30), piece("hai", 30.2, 50, 30, None)], ["một", "hai"]),  # the file's own blank
        ([piece("một", 10, 30), piece("hai", 34, 50)], ["một", "hai"]),  # a gap as wide as a blank
        # a blank that stands before a letter drawn later parts nothing here
        ([piece("hướng", 10, 40, None, 40), piece("ng", 52, 64, 43, None), piece("ứ", 43, 52)], ["hướng", "ứng"]),
        ([piece("trên", 10, 30), Piece(Word("dưới", 30, 130, 50, 142), None, None)], ["trên", "dưới"]),
        ([], []),
    ],
)
def test_pieces(pieces: list[Piece], words: list[str]) -> None:
    assert sorted(word.text for word in joined_pieces(pieces)) == sorted(words)
