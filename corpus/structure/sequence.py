"""Which openings are headings, what their numerals say and how they nest: the reading of a plan that costs least.

Every list of numerals runs on in steps of one, begins with its first and stands under a list of a higher kind. A plan
may break each of these rules (a gap, a repeated number, a section lost), and a scan may have damaged any numeral. Each
breach and each repair has a price; the beam keeps the cheapest readings of the openings so far. So a damaged "VIL"
becomes VII because it stands behind VI, while a real gap (I, II, V) stays: no glyph of "V" could have been III.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from corpus.numerals import RANK, Kind, Numeral, step
from corpus.structure.headings import Opening

_BEAM: Final = 8
_MOST_READINGS: Final = 64  # no numeral has so many
_HOPELESS: Final = 7.0  # a reading so much dearer than the best never catches up
_FIRST: Final = 0.3  # a new list that begins with its first numeral
_LATE_FIRST: Final = 1.4  # … with another
_LATE_STEP: Final = 0.4
_REPEATED: Final = 1.5
_GAP: Final = 1.2
_GAP_STEP: Final = 0.3
_RESTART: Final = 1.8
_BACKWARD: Final = 3.0
_OTHER_SIGN: Final = 0.4
_OTHER_PREFIX: Final = 2.5
_MIXED_SIBLINGS: Final = 1.2  # two kinds of numeral side by side
_SAME_KIND_OTHER_SIGN: Final = 0.6  # 1- over 1.
_SAME_KIND_SAME_SIGN: Final = 2.0
_UPSIDE_DOWN: Final[dict[tuple[Kind, Kind], float]] = {
    ("roman", "letter"): 0.6,
    ("small", "arabic"): 0.6,
    ("arabic", "label"): 0.2,
    ("small", "label"): 0.2,
    ("decimal", "label"): 0.2,
    ("arabic", "letter"): 1.2,
    ("decimal", "arabic"): 0.8,
    ("arabic", "roman"): 3.0,
}
_UPSIDE_DOWN_ELSE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Place:
    """A heading: which opening, which reading of its numeral, how deep (0 is topmost)."""

    opening: Opening
    numeral: Numeral
    depth: int


@dataclass(frozen=True, slots=True)
class _Series:
    """A list of numerals that is open: its latest numeral and the sign behind it."""

    latest: Numeral
    separator: str


_Stack = tuple[_Series, ...]


@dataclass(frozen=True, slots=True)
class _Path:
    """One reading of the openings so far, as a chain back to the first.

    `key` names the lists that are open, a number each: paths of one key have the same future.
    """

    cost: float
    stack: _Stack
    key: tuple[int, ...]
    place: Place | None = None
    before: _Path | None = None


_Move = tuple[float, tuple[int, ...], _Path, Numeral | None, int]
"""A way on from a path at one opening: cost and key of the new path, the path, the numeral taken and its depth."""


def choose(openings: tuple[Opening, ...]) -> tuple[Place, ...]:
    """Return the headings among `openings`, in order, with numerals and depths: the least costly reading of all."""
    beam = [_Path(0.0, (), ())]
    for index, opening in enumerate(openings):
        best: dict[tuple[int, ...], _Move] = {}
        bound = _bound(beam) + opening.weight
        for path in beam:
            for move in _moves(path, opening, index, bound):
                known = best.get(move[1])
                if known is None or move[0] < known[0]:
                    best[move[1]] = move
        ranked = sorted(best.values(), key=itemgetter(0))[:_BEAM]
        beam = [_followed(move, opening) for move in ranked if move[0] <= ranked[0][0] + _HOPELESS]
    return _unwound(beam[0])


def _unwound(path: _Path) -> tuple[Place, ...]:
    """Return the places along `path`, in order."""
    places: list[Place] = []
    at: _Path | None = path
    while at is not None:
        if at.place is not None:
            places.append(at.place)
        at = at.before
    return tuple(reversed(places))


def _bound(beam: list[_Path]) -> float:
    """Return the cost beyond which no way to take an opening survives: passing it over leaves cheaper readings."""
    hopeless = beam[0].cost + _HOPELESS
    return min(hopeless, beam[-1].cost) if len(beam) == _BEAM else hopeless


def _moves(path: _Path, opening: Opening, index: int, bound: float) -> Iterator[_Move]:
    """Yield the moves from `path` at `opening` (number `index`): over it, and into it in all ways within `bound`."""
    yield path.cost + opening.weight, path.key, path, None, 0
    for reading, numeral in enumerate(opening.numerals):
        base = path.cost + opening.doubt + numeral.cost
        if base > bound:
            continue
        for depth, cost in (*_continued(path.stack, numeral, opening), *_begun(path.stack, numeral, opening)):
            if base + cost <= bound:
                yield base + cost, (*path.key[:depth], index * _MOST_READINGS + reading), path, numeral, depth


def _followed(move: _Move, opening: Opening) -> _Path:
    """Return the path that `move` leads to at `opening`."""
    cost, key, path, numeral, depth = move
    if numeral is None:
        return _Path(cost, path.stack, key, None, path)
    stack = (*path.stack[:depth], _Series(numeral, opening.separator))
    return _Path(cost, stack, key, Place(opening, numeral, depth), path)


def _continued(stack: _Stack, numeral: Numeral, opening: Opening) -> list[tuple[int, float]]:
    """Return the depths of the open lists that `numeral` may carry on, with the costs."""
    found: list[tuple[int, float]] = []
    for depth, series in enumerate(stack):
        latest = series.latest
        if latest.kind != numeral.kind or not _goes_with(latest.word, numeral.word):
            continue
        cost = _movecost(latest, numeral) if latest.word == numeral.word else _OTHER_SIGN
        if series.separator != opening.separator:
            cost += _OTHER_SIGN
        if latest.prefix != numeral.prefix:
            cost += _prefix_cost(stack[:depth], latest, numeral)
        found.append((depth, cost))
    return found


def _goes_with(word: str, other: str) -> bool:
    """Tell whether numerals announced by the two words may be of one list: a programme goes from months to quarters."""
    return word == other or {word, other} == {"thang", "quy"}


def _movecost(previous: Numeral, current: Numeral) -> float:
    """Return the cost of `current` coming behind `previous` in one list."""
    distance = step(previous, current)
    if distance == 1:
        return 0.0
    if distance == 0:
        return _REPEATED
    if distance > 1:
        return _GAP + _GAP_STEP * (distance - 1)
    return _RESTART if current.value == 1 else _BACKWARD


def _prefix_cost(above: _Stack, latest: Numeral, numeral: Numeral) -> float:
    """Return the cost of a compound numeral whose leading parts are not those of its predecessor."""
    if len(latest.prefix) != len(numeral.prefix):
        return _BACKWARD
    return 0.0 if _prefix_fits(above, numeral) else _OTHER_PREFIX


def _prefix_fits(above: _Stack, numeral: Numeral) -> bool:
    """Tell whether the leading parts of `numeral` name the section that is open above it."""
    if not above:
        return False
    parent = above[-1].latest
    if parent.kind == "decimal":
        return numeral.prefix == (*parent.prefix, str(parent.value))
    named = numeral.prefix[-1]
    return named == parent.text.rsplit(" ", 1)[-1] or (parent.kind != "arabic" and named == str(parent.value))


def _begun(stack: _Stack, numeral: Numeral, opening: Opening) -> list[tuple[int, float]]:
    """Return the depths at which `numeral` may begin a list of its own, with the costs."""
    rank = RANK[numeral.kind]
    depth = len(stack)
    while depth and not _stands_under(stack[depth - 1].latest, numeral, rank):
        depth -= 1
    first = _first_cost(stack[:depth], numeral)
    mixed = _MIXED_SIBLINGS if depth < len(stack) else 0.0
    found = [(depth, first + mixed)]
    if depth < len(stack):
        found.append((len(stack), _first_cost(stack, numeral) + _inversion_cost(stack[-1], numeral, opening)))
    return found


def _stands_under(parent: Numeral, numeral: Numeral, rank: int) -> bool:
    """Tell whether a list of `numeral` regularly stands under one of `parent`."""
    if parent.kind == "decimal" == numeral.kind:
        return len(numeral.prefix) > len(parent.prefix)
    return RANK[parent.kind] < rank


def _first_cost(above: _Stack, numeral: Numeral) -> float:
    """Return the cost of a list that begins with `numeral` under `above`."""
    cost = _FIRST
    if numeral.kind == "decimal" and not _prefix_fits(above, numeral):
        cost += _OTHER_PREFIX
    if numeral.value > 1 and numeral.kind not in ("article", "part") and numeral.word != "thang":
        cost += _LATE_FIRST + _LATE_STEP * (min(_from_first(numeral.kind, numeral.value), 6) - 1)
    return cost


@lru_cache(maxsize=1024)
def _from_first(kind: Kind, value: int) -> int:
    """Return how far `value` is behind the first of its series."""
    return step(Numeral(kind, 1, ""), Numeral(kind, value, ""))


def _inversion_cost(parent: _Series, numeral: Numeral, opening: Opening) -> float:
    """Return the cost of a list of `numeral` under a list that regularly stands beside or below it."""
    if parent.latest.kind == numeral.kind:
        if parent.latest.word != numeral.word:
            return _UPSIDE_DOWN[("arabic", "label")]
        return _SAME_KIND_SAME_SIGN if parent.separator == opening.separator else _SAME_KIND_OTHER_SIGN
    return _UPSIDE_DOWN.get((parent.latest.kind, numeral.kind), _UPSIDE_DOWN_ELSE)
