"""Tables by their ruling lines: which cells they make, so that words are read cell by cell and not across the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_THICKEST: Final = 0.25  # of a rule, in line heights
_REACH: Final = 0.5  # how far rules may miss each other and still meet, in line heights
_ACROSS: Final = 0.5  # share of a table's width that a line between rows runs along
_ALONG: Final = 0.6  # share of a row's height that a line between cells runs along


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: the box of a thin stroke, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether the line runs from left to right."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a table: its height on the page and the left and right edges of its cells."""

    top: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with at least two cells in one of its rows."""

    left: float
    right: float
    bands: tuple[Band, ...]

    @property
    def top(self) -> float:
        """Where the table begins."""
        return self.bands[0].top

    @property
    def bottom(self) -> float:
        """Where the table ends."""
        return self.bands[-1].bottom


def rules_of_box(left: float, top: float, right: float, bottom: float, line_height: float) -> list[Rule]:
    """Return the rules that a drawn box stands for: itself when it is thin, its four sides when it is a frame."""
    thin = _THICKEST * line_height
    if bottom - top <= thin or right - left <= thin:
        return [Rule(left, top, right, bottom)] if max(bottom - top, right - left) > thin else []
    return [
        Rule(left, top, right, top),
        Rule(left, bottom, right, bottom),
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    ]


def find_tables(rules: Iterable[Rule], line_height: float) -> list[Table]:
    """Return the tables that `rules` draw, from top to bottom."""
    tables = [_table(group, line_height) for group in _groups(list(rules), _REACH * line_height)]
    return sorted((table for table in tables if table is not None), key=lambda table: table.top)


def _groups(rules: list[Rule], reach: float) -> list[list[Rule]]:
    """Return `rules` in groups that touch one another."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other, reach) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _touch(a: Rule, b: Rule, reach: float) -> bool:
    return (
        a.left <= b.right + reach
        and b.left <= a.right + reach
        and a.top <= b.bottom + reach
        and b.top <= a.bottom + reach
    )


def _table(group: Sequence[Rule], line_height: float) -> Table | None:
    left, right = min(rule.left for rule in group), max(rule.right for rule in group)
    level = [rule for rule in group if rule.is_level]
    upright = [rule for rule in group if not rule.is_level]
    heights = _merged([(rule.top, rule.right - rule.left) for rule in level], _ACROSS * (right - left), line_height)
    bands = []
    for top, bottom in pairwise(heights):
        along = [
            (rule.left, min(rule.bottom, bottom) - max(rule.top, top))
            for rule in upright
            if rule.top < bottom and rule.bottom > top
        ]
        edges = _merged(along, _ALONG * (bottom - top), line_height)
        if len(edges) >= 2:
            bands.append(Band(top, bottom, tuple(edges)))
    if not any(len(band.edges) > 2 for band in bands):
        return None
    return Table(left, right, tuple(bands))


def _merged(pieces: list[tuple[float, float]], least: float, line_height: float) -> list[float]:
    """Return the places at which pieces (place, length) lie within half a line and add up to `least`."""
    places: list[tuple[float, float]] = []
    for place, length in sorted(pieces):
        if places and place - places[-1][0] < 0.5 * line_height:
            places[-1] = (places[-1][0], places[-1][1] + length)
        else:
            places.append((place, length))
    return [place for place, length in places if length >= least]
