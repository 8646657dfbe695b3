"""Finds ink on a page that no recognised word covers and that may be a line of text: recognisers drop lines at times.

A short line far from all others goes unread, above all where the page bears little else. What is looked for has the
height of a line and consists of several strokes side by side; stamps, rulings and signatures have another shape, and
what is read in them is thrown away for want of certainty by whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from corpus.reading.layout import Word
from corpus.reading.tables import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

_CELL: Final = 6  # pixels: ink is gathered in squares of this size
_USUAL_HEIGHT: Final = 34.0  # pixels of a line's letters on a page of 200 dpi, where no word tells
_HEIGHTS: Final = (0.45, 2.0)  # of a line, in usual heights: "ma", and capitals with marks in a line that slants
_SHORTEST: Final = 1.2  # of a line, in its own heights: "VT."
_DENSITY: Final = (0.04, 0.6)  # share of dark pixels in a line's box
_FEWEST_STROKES: Final = 3
_MOST: Final = 6  # lines on one page; with more it is a picture
_BESIDE: Final = 1.5  # usual heights: words of a line are nearer to one another
_MARGIN: Final = 0.006  # of the page's width: what lies outside is the scanner's edge

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def missed_lines(image: Image, words: Sequence[Word], rules: Iterable[Rule]) -> list[Box]:
    """Return the boxes on the grey, straightened page `image` that may hold lines of text outside of `words`.

    Empty where the uncovered ink has so many parts that it is a picture.
    """
    import numpy as np

    pixels = np.asarray(image)
    dark = pixels < min(140, int(pixels.mean()) - 60)
    usual = median(word.height for word in words) if words else _USUAL_HEIGHT
    _clear(dark, words, rules, usual)
    found = [box for box in _groups(dark, usual) if _is_line(dark, box, usual)]
    return found if len(found) <= _MOST else []


def _clear(dark: Any, words: Iterable[Word], rules: Iterable[Rule], usual: float) -> None:
    """Take out of `dark` what is known: words with their marks, rulings, the edges of the sheet."""
    height, width = dark.shape
    edge = max(1, int(_MARGIN * width))
    dark[:edge], dark[height - edge :], dark[:, :edge], dark[:, width - edge :] = False, False, False, False
    around = 0.35 * usual
    known = [(word.left, word.top, word.right, word.bottom) for word in words]
    known += [(rule.left, rule.top, rule.right, rule.bottom) for rule in rules]
    for left, top, right, bottom in known:
        rows = slice(max(0, int(top - around)), int(bottom + around) + 1)
        dark[rows, max(0, int(left - around)) : int(right + around) + 1] = False


def _groups(dark: Any, usual: float) -> Iterator[Box]:
    """Yield the boxes of the parts of `dark` that lie near one another, further apart from left to right than down."""
    import numpy as np

    height, width = (size // _CELL * _CELL for size in dark.shape)
    squares = dark[:height, :width].reshape(height // _CELL, _CELL, width // _CELL, _CELL).sum(axis=(1, 3)) >= 2
    left = {(int(row), int(column)) for row, column in zip(*np.nonzero(squares), strict=True)}
    across, down = max(1, round(_BESIDE * usual / _CELL)), 1
    steps = [(dy, dx) for dy in range(-down, down + 1) for dx in range(-across, across + 1)]
    while left:
        waiting = [left.pop()]
        rows, columns = [], []
        while waiting:
            row, column = waiting.pop()
            rows.append(row)
            columns.append(column)
            near = left.intersection((row + dy, column + dx) for dy, dx in steps)
            left -= near
            waiting += near
        yield min(columns) * _CELL, min(rows) * _CELL, (max(columns) + 1) * _CELL, (max(rows) + 1) * _CELL


def _is_line(dark: Any, box: Box, usual: float) -> bool:
    """Tell whether the ink in `box` has the shape of a line of text."""
    left, top, right, bottom = box
    ink = dark[top:bottom, left:right]
    rows = ink.any(axis=1).nonzero()[0]
    if len(rows) == 0:
        return False
    height = int(rows[-1]) - int(rows[0]) + 1
    if not _HEIGHTS[0] * usual <= height <= _HEIGHTS[1] * usual or right - left < _SHORTEST * height:
        return False
    columns = ink.any(axis=0).astype("int8")
    strokes = int((columns[1:] > columns[:-1]).sum()) + int(columns[0])
    return strokes >= _FEWEST_STROKES and _DENSITY[0] <= float(ink.mean()) <= _DENSITY[1]
