"""BM25 postings of a batch of passages, built by bm25s and kept in one file of arrays.

A library is covered by a few segments, so that a new plan costs only its own passages. Each segment is scored as bm25s
scores it, but for how rare a token is, which is counted over all segments together.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1 = 1.5
B = 0.75


@dataclass(frozen=True, slots=True)
class Postings:
    """Scores by token: token t has ``scores[starts[t]:starts[t + 1]]``, of the passages in that part of `places`."""

    vocabulary: Mapping[str, int]
    scores: NDArray[np.float32]
    places: NDArray[np.int32]
    starts: NDArray[np.int64]
    size: int

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> Postings:
        """Return the postings of tokenised passages."""
        import numpy as np

        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(token, len(vocabulary)) for token in tokens] for tokens in documents]
        if not vocabulary:
            return cls({}, np.empty(0, np.float32), np.empty(0, np.int32), np.zeros(1, np.int64), len(documents))
        from bm25s import BM25

        model = BM25(k1=K1, b=B, method="lucene")
        built = model.build_index_from_ids(list(range(len(vocabulary))), ids, show_progress=False)
        return cls(vocabulary, built["data"], built["indices"], built["indptr"].astype(np.int64), len(documents))

    def holders(self, token: str) -> int:
        """Return how many passages hold `token`."""
        at = self.vocabulary.get(token)
        return 0 if at is None else int(self.starts[at + 1] - self.starts[at])

    def add(self, token: str, most: float, out: NDArray[np.float32]) -> None:
        """Add each passage's score for a token to `out`; `most` is what the token is worth: weight times rarity."""
        if (found := self._of(token)) is not None:
            places, scores, own = found
            out[places] += scores * (most / own)

    def add_at(self, worth: Mapping[str, float], wanted: NDArray[np.int32], out: NDArray[np.float32]) -> None:
        """Add the scores of the passages `wanted` (places, ascending) for all tokens of `worth` to `out`."""
        import numpy as np

        for token, most in worth.items():
            if (found := self._of(token)) is not None:
                places, scores, own = found
                at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
                out += np.where(places[at] == wanted, scores[at], 0) * (most / own)

    def _of(self, token: str) -> tuple[NDArray[np.int32], NDArray[np.float32], float] | None:
        """Return where a token stands, ascending, its scores there, and how rare this segment alone makes it."""
        at = self.vocabulary.get(token)
        if at is None:
            return None
        part = slice(self.starts[at], self.starts[at + 1])
        return self.places[part], self.scores[part], idf(int(part.stop - part.start), self.size)


def among(wanted: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for each of `wanted` whether it is one of `others`, which are ascending."""
    import numpy as np

    if not len(others):
        return np.zeros(len(wanted), bool)
    found: NDArray[np.bool_] = others[np.minimum(np.searchsorted(others, wanted), len(others) - 1)] == wanted
    return found


def idf(holders: int, size: int) -> float:
    """Return how telling a token is that `holders` of `size` passages hold (Lucene's form, never negative)."""
    return math.log(1 + (size - holders + 0.5) / (holders + 0.5))


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings of words for the passages `numbers`, and of grams for those among them whose text is damaged."""

    numbers: NDArray[np.int64]
    damaged: NDArray[np.int64]
    words: Postings
    grams: Postings

    def save(self, folder: Path) -> str:
        """Write the segment to a file named after its contents and return the name."""
        import numpy as np

        arrays: dict[str, NDArray[Any]] = {"numbers": self.numbers, "damaged": self.damaged}
        for name, postings in (("words", self.words), ("grams", self.grams)):
            text = "\n".join(postings.vocabulary).encode()
            arrays[f"{name}_vocabulary"] = np.frombuffer(text, np.uint8)
            arrays[f"{name}_scores"] = postings.scores
            arrays[f"{name}_places"] = postings.places
            arrays[f"{name}_starts"] = postings.starts
        buffer = BytesIO()
        np.savez(buffer, allow_pickle=False, **arrays)
        name = f"{hashlib.sha256(buffer.getvalue()).hexdigest()[:32]}.npz"
        temporary = folder / f".{name}"
        temporary.write_bytes(buffer.getvalue())
        temporary.replace(folder / name)
        return name

    @classmethod
    def load(cls, path: Path) -> Segment | None:
        """Return a saved segment, or ``None`` when the file is gone or its contents do not fit its name."""
        import numpy as np

        try:
            content = path.read_bytes()
        except OSError:
            return None
        if path.stem != hashlib.sha256(content).hexdigest()[:32]:
            return None
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            sizes = {"words": len(arrays["numbers"]), "grams": len(arrays["damaged"])}
            postings = {
                name: Postings(
                    _vocabulary(arrays[f"{name}_vocabulary"].tobytes()),
                    arrays[f"{name}_scores"],
                    arrays[f"{name}_places"],
                    arrays[f"{name}_starts"],
                    size,
                )
                for name, size in sizes.items()
            }
            return cls(arrays["numbers"], arrays["damaged"], **postings)


def _vocabulary(text: bytes) -> dict[str, int]:
    tokens: Iterable[str] = text.decode().split("\n") if text else ()
    return {token: at for at, token in enumerate(tokens)}
