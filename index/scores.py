"""The scores that a question's tokens give to passages, and the best of them without scoring every passage fully.

A token adds to a score at most what it is worth to the question: its weight times how rare it is. Once the k best so
far lie above all that the tokens not yet looked at could add together, only passages near them are looked at further
(MaxScore: Turtle and Flood, 1995). What comes out is exact; the words that stand in every plan cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from index.segment import Postings, Segment, among

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Values = NDArray[np.float32]

Field = Literal["words", "grams"]

#: So many passages are looked up one by one rather than scored with all others.
FEW: Final = 4096
#: The share of all worth below which the rest may be; before, asking for the best so far is not worth its time.
REST_TO_LOOK: Final = 0.6
#: Sums of 32-bit numbers differ by so much, as a share of all worth, with their order.
ROUNDING: Final = 1e-5


@dataclass(frozen=True, slots=True)
class Layout:
    """The segments of one field in a row: `numbers` of the live passages, ascending, and where each one's score falls.

    `held` is the number at each place, gone ones included; `blank` is 0 there for the live and minus infinity for
    others. Made once after a change, so that a search neither sorts nor sifts the whole library.
    """

    parts: Sequence[Postings]
    starts: Sequence[int]
    numbers: NDArray[np.int64]
    places: Places
    held: NDArray[np.int64]
    blank: Values

    @classmethod
    def of(cls, segments: Sequence[Segment], field: Field, live: NDArray[np.int64]) -> Layout:
        """Return the layout of `segments`, whose passages do not overlap."""
        import numpy as np

        rows = [segment.numbers if field == "words" else segment.damaged for segment in segments]
        held = np.concatenate(rows) if rows else np.empty(0, np.int64)
        places = np.argsort(held)
        places = places[among(held[places], live)]
        starts = np.cumsum([0, *map(len, rows)]).tolist()
        parts = [getattr(segment, field) for segment in segments]
        return cls(parts, starts, held[places], places, held, _blank(starts[-1], places))

    @property
    def size(self) -> int:
        """How many passages the segments hold, gone ones included."""
        return self.starts[-1]

    def holders(self, token: str) -> int:
        """Return how many passages hold a token."""
        return sum(part.holders(token) for part in self.parts)

    def find(self, numbers: Sequence[int] | NDArray[np.int64]) -> tuple[Places, NDArray[np.bool_]]:
        """Return each passage's place, and whether it is there at all."""
        import numpy as np

        wanted = np.asarray(numbers, np.int64)
        if not len(self.numbers):
            return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
        at = np.minimum(np.searchsorted(self.numbers, wanted), len(self.numbers) - 1)
        return self.places[at], self.numbers[at] == wanted

    def only(self, allowed: NDArray[np.int64]) -> Values:
        """Return scores to begin with, zero for the `allowed`, under which others stay whatever is added."""
        places, there = self.find(allowed)
        return _blank(self.size, places[there])

    def add(self, token: str, most: float, out: Values) -> None:
        """Add what the token, worth `most`, gives to each place."""
        for part, start, end in self._slices():
            part.add(token, most, out[start:end])

    def at(self, worth: Mapping[str, float], places: Places) -> Values:
        """Return the scores at `places`, which are ascending."""
        import numpy as np

        found = np.zeros(len(places), np.float32)
        bounds = np.searchsorted(places, self.starts).tolist()
        for (part, start, _), first, last in zip(self._slices(), bounds, bounds[1:], strict=False):
            if first < last:
                part.add_at(worth, (places[first:last] - start).astype(np.int32), found[first:last])
        return found

    def _slices(self) -> Iterator[tuple[Postings, int, int]]:
        return zip(self.parts, self.starts, self.starts[1:], strict=False)


def _blank(size: int, places: Places) -> Values:
    import numpy as np

    blank = np.full(size, -np.inf, np.float32)
    blank[places] = 0
    return blank


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one question's tokens; `worth` is what each of its own words is worth, `every` those and synonyms.

    `unknown` is the share of `worth` that no passage of the library holds.
    """

    layout: Layout
    every: Mapping[str, float]
    worth: Mapping[str, float]
    unknown: float
    allowed: NDArray[np.int64] | None = None

    @property
    def attainable(self) -> float:
        """What a passage made of nothing but the query's words would come near."""
        return sum(self.worth.values())

    def top(self, k: int) -> list[int]:
        """Return the numbers of the best `k` (allowed) passages with a score above zero, best first."""
        import numpy as np

        places = self._may_be_best(k)
        values = self.layout.at(self.every, places)
        best = np.argsort(-values, kind="stable")[:k]
        best = best[values[best] > 0]
        return [int(number) for number in self.layout.held[places[best]]]

    def of(self, numbers: Sequence[int]) -> list[float]:
        """Return the scores of these passages as shares of what is attainable: 0.0 to 1.0."""
        import numpy as np

        attainable = self.attainable
        if not attainable:
            return [0.0] * len(numbers)
        places, there = self.layout.find(numbers)
        wanted, back = np.unique(places[there], return_inverse=True)
        found = np.zeros(len(numbers), np.float32)
        found[there] = self.layout.at(self.every, wanted)[back]
        return [float(value) / attainable for value in found]

    def _may_be_best(self, k: int) -> Places:
        """Return the places, ascending, of some passages among which the best `k` are."""
        import numpy as np

        if self.allowed is not None and len(self.allowed) <= FEW:
            places, there = self.layout.find(self.allowed)
            return np.unique(places[there])
        found = self.layout.blank.copy() if self.allowed is None else self.layout.only(self.allowed)
        total = rest = sum(self.every.values())
        least = 0.0
        for token, most in sorted(self.every.items(), key=lambda pair: -pair[1]):
            if rest < least:
                places = np.flatnonzero(found >= least - rest - ROUNDING * total)
                if len(places) <= FEW:
                    return places
            self.layout.add(token, most, found)
            rest -= most
            if rest <= REST_TO_LOOK * total:
                least = _kth(found, k, least)
        places = np.flatnonzero((found > 0) & (found >= least))
        if len(places) <= max(FEW, k):
            return places
        return np.sort(places[np.argpartition(-found[places], k)[:k]])


def _kth(values: Values, k: int, least: float) -> float:
    """Return the `k`-th greatest value, or `least` where fewer are greater than that."""
    import numpy as np

    greater = values[values > least]
    return least if len(greater) < k else float(np.partition(greater, len(greater) - k)[len(greater) - k])
