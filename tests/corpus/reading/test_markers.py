"""Numerals far from their words: which are read again, and what the sheet looks like that they are read from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from corpus.reading.layout import Word
from corpus.reading.markers import beside_their_words, far_marker, is_marker


def words(*places: tuple[str, float, float]) -> list[Word]:
    return [Word(text, left, 100, right, 130) for text, left, right in places]


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ([("SE", 50, 72), ("Thi", 150, 200), ("đua", 210, 260)], 260),
        ([("1.", 50, 72), ("Kế", 150, 200), ("xa", 500, 560)], 200),  # what is too far to go with it
        ([("1.", 50, 72), ("Kế", 84, 130)], None),  # near
        ([("1.", 50, 72), ("Lớp", 600, 660)], None),  # a cell of a table
        ([("TRƯỜNG", 50, 200), ("CỘNG", 260, 400)], None),
        ([("1.", 50, 72)], None),
    ],
)
def test_far_markers(line: list[tuple[str, float, float]], end: float | None) -> None:
    found = far_marker(words(*line))
    assert (found and found.end) == end


def test_the_gap_is_closed() -> None:
    page = Image.new("L", (400, 200), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((50, 105, 72, 125), fill=0)
    pen.rectangle((150, 105, 260, 125), fill=0)
    marker = far_marker(words(("SE", 50, 72), ("Thi", 150, 260)))
    assert marker is not None
    sheet, tops = beside_their_words(page, [marker, marker])
    across = [x for x in range(sheet.width) if sheet.getpixel((x, int(tops[1]) + 40)) == 0]
    gaps = [after - before for before, after in pairwise(across)]
    assert 8 <= max(gaps) <= 18
    assert len(tops) == 2
    assert tops[1] + 40 < sheet.height


@pytest.mark.parametrize("text", ["I.", "IV)", "1.", "2.1.", "II.1", "a)", "đ)", "A.", "-", "+", "12)"])
def test_markers(text: str) -> None:
    assert is_marker(text)


@pytest.mark.parametrize("text", ["SE", "lế", "1:", "L1.", "H.", "Lưu", "", "1..", "a"])
def test_no_markers(text: str) -> None:
    assert not is_marker(text)
