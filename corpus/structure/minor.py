"""Headings without a numeral inside a section: "❖ Học sinh", "- Hình thức khen thưởng:" over its "+" items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.lines import Lines, is_caps
from corpus.structure.titles import read_title

_LONGEST: Final = 90  # characters: a longer item is text
_ORNAMENTS: Final = frozenset("❖➢➤✓✔■□◆◇▪●♦→⇒*")
_ITEM_ENDS: Final = (".", ";", ",", "!")
_BOLD: Final = re.compile(r"\s*\*\*[^*]{4,160}\*\*")


@dataclass(frozen=True, slots=True)
class MinorHeading:
    """A heading without a numeral; `depth` counts from 1 below the section it stands in."""

    start: int
    body_start: int
    title: str
    depth: int


def find_minor(lines: Lines, first: int, last: int) -> tuple[MinorHeading, ...]:
    """Return the headings without a numeral among the lines ``[first, last)``, the text of one section, in order."""
    found: list[MinorHeading] = []
    marks: list[str] = []
    for index in range(first, last):
        line = lines.items[index]
        if not line.mark or not _is_heading(lines, index, last):
            continue
        if line.mark in marks:
            del marks[marks.index(line.mark) + 1 :]
        else:
            marks.append(line.mark)
        behind = lines.paragraph_end(index, last)
        title = read_title(lines.text, line.bare, lines.items[behind - 1].end, followed=True)
        found.append(MinorHeading(line.start, title.end, title.text, len(marks)))
    return tuple(found)


def _is_heading(lines: Lines, index: int, last: int) -> bool:
    """Tell whether the marked line `index` heads what follows it: short, unfinished, over text of a lower mark."""
    line = lines.items[index]
    words = lines.words(index)
    if _BOLD.match(lines.text, line.start if line.mark == "*" else line.bare, line.end):
        return True
    behind = lines.paragraph_end(index, last)
    if behind >= last or behind > index + 1 or len(words) > _LONGEST or words.endswith(_ITEM_ENDS):
        return False
    below = lines.items[behind].mark
    if below == line.mark:
        return False
    if line.mark in _ORNAMENTS or is_caps(words):
        return True
    return _is_lower(below, line.mark) and (words.endswith(":") or _recurs(lines, index, last))


def _is_lower(below: str, mark: str) -> bool:
    """Tell whether an item marked `below` stands under one marked `mark`; unmarked text does."""
    return below == "" or (mark in "-–—•" and below in "+*o○·")


def _recurs(lines: Lines, index: int, last: int) -> bool:
    """Tell whether another line of the same mark follows, so that the line is one of several heads."""
    mark = lines.items[index].mark
    return any(lines.items[later].mark == mark for later in range(index + 1, last))
