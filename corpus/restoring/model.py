"""The counts behind the restorer, and the search for the likeliest line of syllables."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from corpus.text import fold

COUNTS_FILE: Final = Path(__file__).parent / "counts.json.gz"
EDGE: Final = ""  # the syllable before the first and after the last of a stretch

Followers = dict[str, dict[str, float]]  # what precedes -> what follows -> count

# How much weight the shorter context gets for each different follower of the longer one (Witten-Bell interpolation).
_TRUST_PAIR: Final = 0.5
_TRUST_TRIPLE: Final = 0.6
_UNSEEN: Final = 0.05  # count of a syllable that was never seen
_BEAM: Final = 24  # readings kept at each place

_Path = tuple[Any, str] | None  # the syllables chosen so far, as a list linked backwards


class Model:
    """Counts of syllables in lower case, of pairs, of triples ("a b" -> c), and misreadings (read -> true -> count)."""

    def __init__(
        self, singles: dict[str, float], pairs: Followers, triples: Followers, misread: Followers | None = None
    ) -> None:
        self.singles = singles
        self.pairs = pairs
        self.triples = triples
        self.misread = misread or {}
        self.forms: dict[str, list[str]] = {}
        for syllable in sorted(singles, key=lambda s: -singles[s]):
            self.forms.setdefault(fold(syllable), []).append(syllable)
        self._size = sum(singles.values()) + _UNSEEN * len(singles)
        self._sums: dict[str, float] = {}

    def likeliest(self, places: Sequence[Sequence[tuple[str, float]]]) -> list[str]:
        """Return the likeliest syllable for each place; a place lists candidates with the logarithm of their weight."""
        beam: list[tuple[float, str, str, _Path]] = [(0.0, EDGE, EDGE, None)]
        for candidates in (*places, ((EDGE, 0.0),)):
            priced = [(syllable, weight, self._single(syllable)) for syllable, weight in candidates]
            best: dict[tuple[str, str], tuple[float, str, str, _Path]] = {}
            for score, first, second, path in beam:
                for syllable, reached in self._extended(score, first, second, priced):
                    known = best.get((second, syllable))
                    if known is None or reached > known[0]:
                        best[second, syllable] = (reached, second, syllable, (path, syllable))
            beam = sorted(best.values(), key=lambda state: -state[0])[:_BEAM]
        chosen: list[str] = []
        path = beam[0][3]
        while path is not None:
            path, syllable = path
            chosen.append(syllable)
        return chosen[:0:-1]

    def _single(self, syllable: str) -> float:
        return (self.singles.get(syllable, 0.0) + _UNSEEN) / self._size

    def _extended(
        self, score: float, first: str, second: str, priced: Iterable[tuple[str, float, float]]
    ) -> Iterable[tuple[str, float]]:
        """Yield each candidate with the score of a reading that ends in `first`, `second` and goes on with it."""
        pairs, triples = self.pairs.get(second), self.triples.get(f"{first} {second}")
        if pairs:
            rest_of_pairs = _TRUST_PAIR * len(pairs)
            size_of_pairs = self._sum(second, pairs) + rest_of_pairs
        if triples:
            rest_of_triples = _TRUST_TRIPLE * len(triples)
            size_of_triples = self._sum(f"{first} {second}", triples) + rest_of_triples
        for syllable, weight, probability in priced:
            if pairs:
                probability = (pairs.get(syllable, 0.0) + rest_of_pairs * probability) / size_of_pairs
            if triples:
                probability = (triples.get(syllable, 0.0) + rest_of_triples * probability) / size_of_triples
            yield syllable, score + weight + math.log(probability)

    def _sum(self, context: str, followers: dict[str, float]) -> float:
        known = self._sums.get(context)
        if known is None:
            known = self._sums[context] = sum(followers.values())
        return known


def save(model: Model, path: Path) -> None:
    """Write the counts of `model` to `path` (JSON, gzip; the same bytes for the same counts)."""
    data = {"singles": model.singles, "pairs": model.pairs, "triples": model.triples, "misread": model.misread}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


@cache
def load_model() -> Model:
    """Return the shipped model (read once)."""
    return Model(**json.loads(gzip.decompress(COUNTS_FILE.read_bytes())))
