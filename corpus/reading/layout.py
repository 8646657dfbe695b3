"""From words with boxes on a page to lines in reading order and paragraphs, for text-PDFs and recognised scans.

Coordinates run from the top left, in any unit (points, pixels). The head and the foot of an administrative document
stand in two columns (Nghị định 30/2020/NĐ-CP, Phụ lục I): they are read column by column; everything else row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from corpus.reading.tables import Rule, Table, find_tables
from corpus.text import fold

_COLUMN_GAP: Final = 2.0  # in line heights: a wider gap between words ends a cell; justified text stays below 1.2
_PARAGRAPH_GAP: Final = 0.35  # in line heights: 6 pt at 13 pt is 0.4; recognised lines of a paragraph vary by 0.25
MARKER: Final = re.compile(r"(?:[-+•*–]|[IVXLC]+[.)]?|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][.)])(?=\s|$)", re.IGNORECASE)
_OF_LINES: Final = 8  # of so many lines one begins at the left margin at least; where paragraphs are short, few do
_RIGHT_OF_MIDDLE: Final = 0.53  # share of the page's width: the middle of a right column; a head may be one column
_SENTENCE_END: Final = (".", ";", ":", "!", "?", "./.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or any unbroken string) and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The box's height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read: its text, its box, and whether a paragraph opens with it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    opens: bool = True
    first_width: float = 0.0

    @property
    def height(self) -> float:
        """The box's height."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The horizontal middle of the box."""
        return (self.left + self.right) / 2


Row = list[list[Word]]
"""What stands side by side on one height: cells from left to right, each a list of words."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in reading order, with the page's size."""

    lines: tuple[Line, ...]
    width: float
    height: float


def lines_of_page(words: Iterable[Word], width: float, height: float, rules: Sequence[Rule] = ()) -> PageLines:
    """Return the lines of a page in reading order, with paragraphs told apart by indents, short lines and gaps.

    `rules` are the ruling lines on the page: what stands in a ruled table is read cell by cell.
    """
    left = [word for word in words if word.text.strip()]
    if not left:
        return PageLines((), width, height)
    done: list[Line] = []
    for table in find_tables(rules, median(word.height for word in left)):
        inside = [word for word in left if _is_inside(word, table)]
        if not inside or _is_head_or_foot(inside):
            continue
        above = [word for word in left if word.bottom <= table.top + word.height / 2]
        done += _lines(above, width) + _table_lines(inside, table)
        left = [word for word in left if word not in above and word not in inside]
    return PageLines((*done, *_lines(left, width)), width, height)


def _lines(words: list[Word], width: float) -> list[Line]:
    """Return the lines of running text: head and foot column by column, all else row by row."""
    rows = _rows(words)
    done: list[Line] = []
    body: list[Line] = []
    index = 0
    while index < len(rows):
        columns = _columns_from(rows, index, width)
        if columns is None:
            body.append(_line(rows[index]))
            index += 1
            continue
        left, right, index = columns
        done += [*_paragraphs(body), *_column(left), *_column(right)]
        body = []
    return [*done, *_paragraphs(body)]


def _is_inside(word: Word, table: Table) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return table.left <= x <= table.right and table.top <= y <= table.bottom


def _is_head_or_foot(words: list[Word]) -> bool:
    """Tell whether a table only lays out the head or the foot, which have an order of their own."""
    text = fold(" ".join(word.text for word in sorted(words, key=lambda w: (w.top, w.left))))
    return "cong hoa xa" in text or "noi nhan" in text


def _table_lines(words: list[Word], table: Table) -> list[Line]:
    """Return the lines of a table: a row is one line where every cell is one paragraph, else a line a paragraph.

    The turned lines of a cell are joined: that they are turned is the column's width, not the writer's will.
    """
    done: list[Line] = []
    for band in table.bands:
        inside = [word for word in words if band.top <= (word.top + word.bottom) / 2 < band.bottom]
        cells = [
            [word for word in inside if start <= (word.left + word.right) / 2 < end]
            for start, end in pairwise(band.edges)
        ]
        read = [_cell_paragraphs(cell) for cell in cells if cell]
        if read and all(len(lines) == 1 for lines in read):
            row = [lines[0] for lines in read]
            done.append(replace(row[0], text="\t".join(line.text for line in row), right=row[-1].right))
        else:
            done += [line for lines in read for line in lines]
    return [replace(line, opens=number == 0) for number, line in enumerate(done)]


def _cell_paragraphs(words: list[Word]) -> list[Line]:
    """Return the paragraphs of a table's cell, each as one line: a new one where an item of a list begins."""
    done: list[Line] = []
    for line in (_line([_flat(row)]) for row in _rows(words)):
        if done and not MARKER.match(line.text):
            done[-1] = replace(done[-1], text=f"{done[-1].text} {line.text}", bottom=line.bottom)
        else:
            done.append(line)
    return done


def _flat(row: Row) -> list[Word]:
    return [word for cell in row for word in cell]


def _rows(words: list[Word]) -> list[Row]:
    """Return `words` by height on the page and cut into cells at wide gaps."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom) / 2):
        if rows and _on_row(word, rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_cells(sorted(row, key=lambda w: w.left)) for row in rows]


def _on_row(word: Word, row: list[Word]) -> bool:
    """Tell whether `word` shares at least half of its height (or of the row's) with the row's middle band."""
    top, bottom = median(w.top for w in row[-9:]), median(w.bottom for w in row[-9:])
    overlap = min(bottom, word.bottom) - max(top, word.top)
    return overlap >= 0.5 * min(bottom - top, word.height)


def _cells(words: list[Word]) -> Row:
    cells: Row = [[words[0]]]
    height = median(word.height for word in words)
    for before, word in pairwise(words):
        if word.left - before.right > _COLUMN_GAP * height:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _line(row: Row) -> Line:
    """Return `row` as one line: words apart by blanks, cells by tabs."""
    words = _flat(row)
    return Line(
        "\t".join(" ".join(word.text for word in cell) for cell in row),
        words[0].left,
        median(word.top for word in words),
        max(word.right for word in words),
        median(word.bottom for word in words),
        first_width=words[0].right - words[0].left,
    )


def _columns_from(rows: list[Row], index: int, width: float) -> tuple[list[Row], list[Row], int] | None:
    """Return (left rows, right rows, index of the next row) if two columns begin at row `index`, or ``None``.

    The head is known by the country's name on the right, within the next three rows (the superior may wrap); the
    foot by "Nơi nhận" on the left. The columns end at the first row that runs across the gutter or stands in the
    middle of the page.
    """
    gutter = _head_gutter(rows, index, width)
    if gutter is None:
        gutter = _foot_gutter(rows, index, width)
    if gutter is None:
        return None
    left: list[Row] = []
    right: list[Row] = []
    while index < len(rows):
        halves = _split(rows[index], gutter, width)
        if halves is None:
            break
        for half, column in zip(halves, (left, right), strict=True):
            if half:
                column.append([half])
        index += 1
    return (left, right, index) if left and right else None


def _head_gutter(rows: list[Row], index: int, width: float) -> float | None:
    """Return where the right column of a document's head begins if the head begins at row `index`, or ``None``."""
    for row in rows[index : index + 3]:
        words = _flat(row)
        keys = [fold(word.text) for word in words]
        for at in range(len(keys) - 2):
            beside = at > 0 or words[at].left + words[-1].right > 2 * _RIGHT_OF_MIDDLE * width
            if beside and words[at].left > 0.25 * width and keys[at : at + 3] == ["cong", "hoa", "xa"]:
                return words[at].left
    return None


def _foot_gutter(rows: list[Row], index: int, width: float) -> float | None:
    """Return where the signature begins if "Nơi nhận" opens row `index`, or ``None``."""
    words = rows[index][0]
    if not fold(" ".join(word.text for word in words[:2])).startswith("noi nhan") or words[0].left > width / 2:
        return None
    starts = [row[-1][0].left for row in rows[index : index + 12] if len(row) > 1]
    return min(starts) if starts else width / 2


def _split(row: Row, gutter: float, width: float) -> tuple[list[Word], list[Word]] | None:
    """Return the words of `row` left and right of `gutter`, or ``None`` when it belongs to no column.

    A right column is centred, so its lines may begin somewhat before the gutter: the widest gap near it decides.
    """
    words = _flat(row)
    gaps = [
        (after.left - before.right, after.left)
        for before, after in pairwise(words)
        if abs(after.left - gutter) < 0.12 * width
    ]
    widest = max(gaps, default=(0.0, gutter))
    if len(row) > 1 or widest[0] > 0.6 * median(word.height for word in words):
        edge = widest[1] if gaps else gutter
        return [w for w in words if w.left < edge - 0.01], [w for w in words if w.left >= edge - 0.01]
    start, end = words[0].left, words[-1].right
    if start >= gutter - 0.1 * width and (start + end) / 2 > 0.55 * width:
        return [], words
    if end <= gutter + 0.02 * width and (start + end) / 2 < 0.45 * width:
        return words, []
    at = next((n for n, word in enumerate(words) if abs(word.left - gutter) < 0.01 * width), None)
    return (words[:at], words[at:]) if at else None


def _column(rows: list[Row]) -> list[Line]:
    """Return one column's lines: one paragraph, a line each."""
    return [replace(_line(row), opens=number == 0) for number, row in enumerate(rows)]


def _paragraphs(lines: list[Line]) -> list[Line]:
    """Return `lines` with `opens` set where a paragraph begins."""
    if not lines:
        return []
    margins = _margins(lines)
    done = [lines[0]]
    for line in lines[1:]:
        done.append(replace(line, opens=_opens(done[-1], line, margins)))
    return done


@dataclass(frozen=True, slots=True)
class _Margins:
    """What is usual on a page: where lines begin and end, how far apart and how high they are.

    `indents` are the places, in half heights, at which several lines begin.
    """

    left: float
    indents: frozenset[int]
    right: float
    pitch: float
    height: float

    @property
    def middle(self) -> float:
        """The horizontal middle of the text."""
        return (self.left + self.right) / 2


def _margins(lines: Sequence[Line]) -> _Margins:
    height = median(line.height for line in lines)
    step = height / 2
    lefts = Counter(round(line.left / step) for line in lines)
    often = max(2, len(lines) // _OF_LINES)
    indents = frozenset(place for place, times in lefts.items() if times >= often)
    pitches = [b.bottom - a.bottom for a, b in pairwise(lines) if b.bottom - a.bottom > 0.9 * height]
    return _Margins(
        left=min(min(indents, default=lefts.most_common(1)[0][0]) * step, median(line.left for line in lines)),
        indents=indents,
        right=max(line.right for line in lines),
        pitch=sorted(pitches)[len(pitches) // 10] if pitches else height,
        height=height,
    )


def _opens(before: Line, line: Line, page: _Margins) -> bool:
    """Tell whether `line` opens a paragraph after `before`."""
    if line.bottom - before.bottom > page.pitch + _PARAGRAPH_GAP * page.height:
        return True
    if _is_centred(line, page) and abs(before.middle - page.middle) < page.height:
        return False  # a title of several lines
    if before.right + line.first_width + 0.5 * page.height < page.right:
        return True  # the first word would have fitted on the line before
    step = line.left - before.left
    marked = MARKER.match(line.text) is not None
    if step > 0.6 * page.height:
        return marked or not (before.opens and MARKER.match(before.text))  # else the turned lines of an item
    if step < -0.6 * page.height:
        return not before.opens or (marked and before.text.endswith(_SENTENCE_END))
    return marked and before.text.endswith(_SENTENCE_END)


def _is_centred(line: Line, page: _Margins) -> bool:
    return (
        abs(line.middle - page.middle) < page.height
        and line.left > page.left + 1.5 * page.height
        and round(line.left / (page.height / 2)) not in page.indents
    )
