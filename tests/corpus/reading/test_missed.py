"""Ink that no word covers: lines that a recogniser passed over are found, stamps and rulings are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.reading.layout import Word
from corpus.reading.missed import missed_lines
from corpus.reading.tables import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

PAGE = (1200, 1600)


def _page(*marks: tuple[str, tuple[int, int, int, int]]) -> Image:
    """Return a white page with `marks`: "line" (upright strokes), "block", "ring" or "rule" in their boxes."""
    from PIL import Image as Images
    from PIL import ImageDraw

    page = Images.new("L", PAGE, 255)
    pen = ImageDraw.Draw(page)
    for kind, (left, top, right, bottom) in marks:
        if kind == "line":
            for x in range(left, right, 14):
                pen.rectangle((x, top, x + 5, bottom), fill=0)
        elif kind == "ring":
            pen.ellipse((left, top, right, bottom), outline=0, width=5)
        else:
            pen.rectangle((left, top, right, bottom), fill=0)
    return page


LINE = ("line", (200, 300, 420, 330))
WORD = Word("VT", 200, 300, 420, 330)


@pytest.mark.parametrize(
    ("marks", "words", "found"),
    [
        ([LINE], [], 1),
        ([LINE], [WORD], 0),
        ([LINE, ("line", (200, 900, 500, 932))], [WORD], 1),
        ([("ring", (500, 500, 800, 800))], [WORD], 0),
        ([("block", (500, 500, 800, 530))], [WORD], 0),
        ([("rule", (200, 700, 900, 703))], [WORD], 0),
        ([("line", (200, 60 * n, 400, 60 * n + 30)) for n in range(2, 12)], [], 0),  # a picture
        ([("line", (200, 300, 900, 420))], [], 0),  # handwriting is higher than print
    ],
)
def test_lines_without_words(marks: list[tuple[str, tuple[int, int, int, int]]], words: list[Word], found: int) -> None:
    assert len(missed_lines(_page(*marks), words, ())) == found


def test_the_box_holds_the_line() -> None:
    (left, top, right, bottom), *others = missed_lines(_page(LINE), (), ())
    assert not others
    assert left <= 200
    assert top <= 300
    assert right >= 413
    assert bottom >= 330


def test_rulings_are_known_ink() -> None:
    rules = [Rule(300, y, 900, y) for y in (700, 712, 724)]
    marks = [("rule", (300, y, 900, y + 2)) for y in (700, 712, 724)]
    assert missed_lines(_page(*marks), (), rules) == []
