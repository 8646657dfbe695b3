"""Numerals and bullets that stand far from their words ("1.⇥Mục đích"), read once more beside them.

Word's automatic numbering sets a tab behind the numeral. A recogniser that works with the letters around reads such a
numeral badly: of 17 on two pages drawn so, 6 came out right by themselves and 13 beside their words. So pieces of the
page are put together again, the gap closed, one line below the other, and what stands first on each line is believed
where it is a marker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.reading.layout import Word

if TYPE_CHECKING:
    from PIL.Image import Image

_MARKER: Final = re.compile(
    r"[-+•*–]|[IVX]{1,5}[.)]?|(?:[IVX]{1,4}\.)?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[A-EGĐ][.)]|[a-zđ][.)]"
)
_LONGEST: Final = 5  # characters of a marker, however it was read
_FAR: Final = 1.0  # heights of the line between marker and words
_FARTHEST: Final = 5.0  # … beyond which they are cells of a table
_BLANK: Final = 0.4  # heights of the line: a blank between words
_ENOUGH: Final = 9.0  # heights of the line: how much of the words goes beside the marker
_AROUND: Final = 0.4  # heights of the line: marks above and below letters


@dataclass(frozen=True, slots=True)
class FarMarker:
    """The first word of a line, far from the second; `end` is where the words that go with it end.

    Their line is `top` to `bottom` high.
    """

    marker: Word
    start: float
    end: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """The line's height."""
        return self.bottom - self.top


def far_marker(words: Sequence[Word]) -> FarMarker | None:
    """Return what the line of `words` (in order, of one height) begins with, where that is short and far off."""
    if len(words) < 2 or len(words[0].text) > _LONGEST:
        return None
    marker, second = words[:2]
    top, bottom = second.top, second.bottom
    height = bottom - top
    if not _FAR * height < second.left - marker.right < _FARTHEST * height:
        return None
    beside = [word for word in words[1:] if word.right <= second.left + _ENOUGH * height] or [second]
    return FarMarker(marker, second.left, beside[-1].right, top, bottom)


def beside_their_words(page: Image, markers: Sequence[FarMarker]) -> tuple[Image, list[float]]:
    """Return an image with each of `markers` next to its words, a line each, and where each line begins from above."""
    from PIL import Image as Images

    around = [int(_AROUND * item.height) + 1 for item in markers]
    heights = [int(item.height) + 4 * margin for item, margin in zip(markers, around, strict=True)]
    widths = [int(item.end - item.start + item.marker.right - item.marker.left) for item in markers]
    sheet = Images.new("L", (max(widths) + 8 * max(around), sum(heights) + 4 * max(around)), 255)
    tops: list[float] = []
    y = 2 * max(around)
    for item, margin, height in zip(markers, around, heights, strict=True):
        tops.append(float(y))
        first, last = int(item.top) - margin, int(item.bottom) + margin
        piece = page.crop((int(item.marker.left) - 3, first, int(item.marker.right) + 4, last))
        sheet.paste(piece, (2 * margin, y + margin))
        x = 2 * margin + piece.width - 4 + int(_BLANK * item.height)
        sheet.paste(page.crop((int(item.start) - 2, first, int(item.end) + 3, last)), (x, y + margin))
        y += height
    return sheet, tops


def is_marker(text: str) -> bool:
    """Tell whether `text` is a numeral with its sign, or a bullet."""
    return _MARKER.fullmatch(text) is not None
