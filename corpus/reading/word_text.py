"""Paragraphs, runs and characters of a Word part, counted the same way by whoever reads and whoever writes into it.

`corpus.plan.Run` leads an offset of the text to (part, paragraph, run, offset in the run's text); these functions
define those indexes: every ``w:p`` of the part in document order counts (in tables and text boxes too), and every
``w:r`` that belongs to the paragraph itself, deleted ones included.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_GONE: Final = (W + "del", W + "moveFrom")
_SYMBOLS: Final = {0x2B: "+", 0x2D: "-", 0x6F: "□", 0xA7: "▪", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0xFE: "☑"}


def paragraphs(root: Any) -> list[Any]:
    """Return every ``w:p`` under `root` in document order: `Run.paragraph` is the index in this list."""
    return list(root.iter(W + "p"))


def runs(paragraph: Any) -> list[Any]:
    """Return the ``w:r`` that belong to `paragraph` itself, not to a text box in it: `Run.run` is the index here."""
    return [run for run, _ in runs_with_state(paragraph)]


def runs_with_state(element: Any, shown: bool = True) -> Iterator[tuple[Any, bool]]:
    """Yield the runs under `element` with whether they remain when all tracked changes are accepted."""
    for child in element:
        if child.tag == W + "r":
            yield child, shown
        elif child.tag != W + "p" and isinstance(child.tag, str):
            yield from runs_with_state(child, shown and child.tag not in _GONE)


def run_text(run: Any) -> str:
    """Return the characters of `run` as a person reads them: `Run.offset` counts in this string."""
    return "".join(child_text(child) for child in run)


def child_text(child: Any) -> str:
    """Return the characters that one child of a ``w:r`` stands for; none for what prints nothing."""
    tag = child.tag
    if tag == W + "t":
        return (child.text or "").translate(_PRIVATE)
    if tag in (W + "tab", W + "ptab"):
        return "\t"
    if tag in (W + "br", W + "cr"):
        return "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "softHyphen":
        return "\u00ad"  # kept, because in TCVN3 it is the letter ư
    if tag == W + "sym":
        return _SYMBOLS.get(int(child.get(W + "char", "0"), 16) & 0xFF, "•")
    return ""


def split_run(run: Any, offset: int) -> tuple[Any, Any]:
    """Cut `run` in two at `offset` of its text and return both; the second stands right after the first in the file.

    Indexes of later runs in the same paragraph grow by one, so cut from the paragraph's end backwards. At either end
    nothing is cut and the run is returned twice.
    """
    if not 0 < offset < len(run_text(run)):
        return run, run
    second = copy.deepcopy(run)
    for side, keep in ((run, slice(None, offset)), (second, slice(offset, None))):
        _keep_characters(side, keep.start or 0, keep.stop)
    run.addnext(second)
    return run, second


def _keep_characters(run: Any, start: int, stop: int | None) -> None:
    """Remove from `run` all content outside ``[start, stop)`` of its text; its properties stay."""
    position = 0
    for child in list(run):
        if child.tag == W + "rPr":
            continue
        length = len(child_text(child))
        first, last = max(start - position, 0), length if stop is None else min(stop - position, length)
        at_point = length == 0 and start <= position and (stop is None or position < stop)
        if length > 0 and first < last and child.tag == W + "t":
            child.text = (child.text or "")[first:last]
            child.set(_XML_SPACE, "preserve")
        elif not at_point and first >= last:
            run.remove(child)
        position += length


# Symbol fonts keep their characters in a private area of Unicode (U+F000 + code).
_PRIVATE: Final = {0xF000 + code: char for code, char in _SYMBOLS.items()}
