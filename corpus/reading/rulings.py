"""Finds the ruling lines on a scanned page: long unbroken runs of ink, level or upright."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from corpus.reading.tables import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

_SHORTEST: Final = (
    0.035  # of a rule, in widths of the page: longer than any stroke of a letter, as high as a table's row
)
_THICKEST: Final = 12  # rows of pixels of a stroke, slant included; what is thicker is no rule
_MOST: Final = 400  # a page with more is a picture


def find_rules(image: Image) -> tuple[Rule, ...]:
    """Return the ruling lines on the grey, straightened page `image`, in its pixels."""
    import numpy as np

    pixels = np.asarray(image)
    dark = pixels < min(160, int(pixels.mean()) - 30)
    length = max(24, int(_SHORTEST * image.width))
    level = [Rule(start, y, end, y) for y, start, end in _long_runs(dark, length)]
    upright = [Rule(x, start, x, end) for x, start, end in _long_runs(dark.T, length)]
    rules = (*_thinned(level), *_thinned(upright))
    return rules if len(rules) <= _MOST else ()


def _long_runs(dark: Any, length: int) -> list[tuple[int, int, int]]:
    """Return (row, start, end) of the runs of true values of at least `length` in the rows of `dark`.

    A rule that wavers by a pixel is caught by looking at each row together with the one below it.
    """
    import numpy as np

    both = dark[:-1] | dark[1:]
    edges = np.diff(np.pad(both, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    long = ends - starts >= length
    return [
        (int(row), int(start), int(end)) for row, start, end in zip(rows[long], starts[long], ends[long], strict=True)
    ]


def _thinned(rules: list[Rule]) -> list[Rule]:
    """Return one rule for each stroke, however many rows of pixels it is thick."""
    strokes: list[list[Rule]] = []
    for rule in rules:
        near = next((stroke for stroke in strokes if _goes_with(rule, stroke[-1])), None)
        if near is None:
            strokes.append([rule])
        else:
            near.append(rule)
    return [
        Rule(
            min(rule.left for rule in stroke),
            min(rule.top for rule in stroke),
            max(rule.right for rule in stroke),
            max(rule.bottom for rule in stroke),
        )
        for stroke in strokes
        if len(stroke) <= _THICKEST
    ]


def _goes_with(rule: Rule, last: Rule) -> bool:
    """Tell whether `rule` lies on the row after `last` (or the one after that) and overlaps it."""
    if rule.is_level:
        return 0 <= rule.top - last.top <= 2 and rule.left <= last.right and last.left <= rule.right
    return 0 <= rule.left - last.left <= 2 and rule.top <= last.bottom and last.top <= rule.bottom
