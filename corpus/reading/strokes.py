"""Counts the strokes of Roman numerals on the page: recognisers drop them ("III." comes out as "II.", "1H.", "IIL").

Rows at half height cross each I once; rows below the top cross a V or X twice; full stops and serifs lie outside of
these bands. The numeral is rewritten only where nearly all rows of the band agree.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_NUMERAL: Final = re.compile(r"(?P<head>[VX]?)(?P<ones>[IHLl1|!]{1,4})(?P<stop>[.,:]?)")
_COMPOUND: Final = re.compile(r"(?P<head>[IVXHL]{1,5})(?P<stop>\.?)(?P<figures>[0-9]{1,2}(?:\.[0-9]{1,2})*\.?)")
_ONE: Final = re.compile(r"1[.,:]?")  # with more than one stroke it is no figure
_LAST_FIGURE: Final = re.compile(r"[1Il|](?P<stop>\.?)$")
_LETTERS: Final = frozenset("IHLl|!VX")  # without one of these the word is a figure ("1.", "11.")
_BANDS: Final = {"": (0.3, 0.7), "V": (0.15, 0.4), "X": (0.12, 0.3)}  # in heights of the word, from its top
_AGREEMENT: Final = 0.75
_WIDEST: Final = 0.65  # light between two strokes, in heights of the word: in "I.1." a full stop lies between
_THINNEST: Final = 0.05  # of a stroke, in heights of the word; thinner runs are grain


def numeral_by_strokes(image: Image, box: tuple[int, int, int, int], text: str) -> str:
    """Return the word `text`, which stands in `box` of the grey `image`, with as many strokes as are on the page.

    Words that are no Roman numeral built on I, and numerals whose strokes cannot be told apart, come back as they are.
    """
    found = _NUMERAL.fullmatch(text)
    if found is None or not (_LETTERS & set(text) or _ONE.fullmatch(text)):
        return _compound(text)
    word = image.crop(box)
    gap, width = _widest_gap(word)
    if not found["head"] and width > _WIDEST * word.height:
        return _parted(text, _strokes(word.crop((0, 0, gap + 1, word.height)), *_BANDS[""]))
    strokes = _strokes(word, *_BANDS[found["head"]])
    ones = strokes - 2 * len(found["head"])
    if not 1 <= ones <= 3 or (ones == 1 and _ONE.fullmatch(text)):
        return text
    stop = found["stop"] or ("." if found["ones"].endswith("L") else "")  # a stroke and its full stop look like an L
    return f"{found['head']}{'I' * ones}{stop}"


def _compound(text: str) -> str:
    """Return "L1." as "I.1." and "H.2." as "II.2.": before a figure, an L is a stroke and its full stop."""
    found = _COMPOUND.fullmatch(text)
    if found is None or not {"H", "L"} & set(text) or not (found["stop"] or found["head"].endswith("L")):
        return text
    return f"{found['head'].replace('H', 'II').replace('L', 'I')}.{found['figures']}"


def _parted(text: str, ones: int) -> str:
    """Return `text`, in which a full stop that went unread follows so many strokes, with it: "I1." as "II.1."."""
    figure = _LAST_FIGURE.search(text)
    return f"{'I' * ones}.1{figure['stop']}" if figure and 1 <= ones <= 3 else _compound(text)


def _widest_gap(word: Image) -> tuple[int, int]:
    """Return where, across the middle of `word`, most pixels without ink stand between two strokes, and how many."""
    import numpy as np

    pixels = np.asarray(word)
    if pixels.size == 0:
        return 0, 0
    across = pixels[len(pixels) // 2]
    inked = np.nonzero(across < (int(pixels.max()) + int(pixels.min())) // 2)[0]
    if len(inked) < 2:
        return 0, 0
    gaps = np.diff(inked)
    widest = int(gaps.argmax())
    return int(inked[widest]), int(gaps[widest])


def _strokes(word: Image, start: float, end: float) -> int:
    """Return how many runs of ink the rows of `word` between two of its heights have, or 0 when they differ."""
    import numpy as np

    pixels = np.asarray(word)
    if pixels.size == 0 or int(pixels.max()) - int(pixels.min()) < 60:
        return 0
    dark = pixels < (int(pixels.max()) + int(pixels.min())) // 2
    rows = np.nonzero(dark.any(axis=1))[0]
    top, height = int(rows[0]), int(rows[-1]) - int(rows[0]) + 1
    thinnest = max(1, round(_THINNEST * height))
    counts = Counter(_runs(dark[y], thinnest) for y in range(top + int(start * height), top + int(end * height) + 1))
    number, times = counts.most_common(1)[0]
    return number if times >= _AGREEMENT * counts.total() else 0


def _runs(row: Any, thinnest: int) -> int:
    """Return the number of runs of true values of at least `thinnest` in `row`."""
    runs = length = 0
    for dark in (*row.tolist(), False):
        if dark:
            length += 1
        else:
            runs += length >= thinnest
            length = 0
    return runs
