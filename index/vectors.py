"""The fast half of the store: a FAISS index kept in memory and, through ``write_index``, in one file.

It only mirrors what SQLite holds. Vectors carry the passages' numbers, which are never given twice, so bringing the
mirror up to date is a matter of comparing two sets of numbers, whatever happened in between.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from threading import RLock
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from index import records
from index.records import Records
from index.segment import among

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Vectors = NDArray[np.float32]

FILE = "vectors.faiss"
CHECKSUM_FILE = "vectors.json"
# Exhaustive search of 200 000 vectors takes some 40 ms on two cores (evals/bench_store.py); from there on cells pay.
CELLS_FROM = 200_000
CELLS_PER_ROOT = 4
TRAINING_PER_CELL = 40
PROBED_SHARE = 0.03
# Changes since the file was written from which writing it anew is worth while: this share of all vectors.
SAVE_SHARE = 0.05
SAVE_AT_LEAST = 256


class VectorIndex:
    """Vectors of one length by passage number; nearest by inner product (all are normalised)."""

    def __init__(self, dimension: int, index: Any = None) -> None:
        self.dimension = dimension
        self._index = index if index is not None else _flat(dimension)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def ids(self) -> Ids:
        """The numbers of all vectors, ascending."""
        import faiss
        import numpy as np

        if self._has_cells:
            lists = self._index.invlists
            parts = [
                faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy()
                for i in range(lists.nlist)
                if lists.list_size(i)
            ]
            return np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)
        return np.sort(faiss.vector_to_array(self._index.id_map))

    @property
    def _has_cells(self) -> bool:
        return hasattr(self._index, "nprobe")

    def mirror(self, wanted: Ids, fetch: Callable[[Ids], Vectors]) -> int:
        """Make the index hold exactly `wanted`, with `fetch` to get vectors by number; returns how many changed."""
        present = self.ids
        gone = present[~among(present, wanted)]
        new = wanted[~among(wanted, present)]
        if len(wanted) >= CELLS_FROM and not self._has_cells:
            self._index = _cells(self.dimension, wanted, fetch)
            return len(gone) + len(new)
        if len(gone):
            self._index.remove_ids(gone)
        for start in range(0, len(new), CELLS_FROM):
            part = new[start : start + CELLS_FROM]
            self._index.add_with_ids(fetch(part), part)
        return len(gone) + len(new)

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None) -> list[tuple[int, float]]:
        """Return up to `k` (number, cosine) pairs, best first, chosen only among `allowed` where given."""
        import faiss
        import numpy as np

        options: dict[str, Any] = {}
        if allowed is not None:
            # The selector only borrows the bits, so they must outlive the search.
            bits = _bitmap(allowed)
            options["sel"] = faiss.IDSelectorBitmap(len(bits) * 8, faiss.swig_ptr(bits))
        if self._has_cells:
            share = 1.0 if allowed is not None else PROBED_SHARE
            options["nprobe"] = max(1, round(self._index.nlist * share))
            params: Any = faiss.SearchParametersIVF(**options)
        else:
            params = faiss.SearchParameters(**options)
        k = min(k, len(self) if allowed is None else len(allowed))
        if k < 1:
            return []
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        scores, ids = self._index.search(query, k, params=params)
        return [(int(i), float(score)) for i, score in zip(ids[0], scores[0], strict=True) if i >= 0]

    def save(self, folder: Path, label: str) -> None:
        """Write the index, then its checksum under `label`; a crash between the two is seen when loading."""
        import faiss

        temporary = folder / f".{FILE}.{os.getpid()}"
        faiss.write_index(self._index, str(temporary))
        note = {"label": label, "dimension": self.dimension, "sha256": _sha256(temporary)}
        temporary.replace(folder / FILE)
        temporary.write_text(json.dumps(note), encoding="utf-8")
        temporary.replace(folder / CHECKSUM_FILE)

    @classmethod
    def load(cls, folder: Path, label: str) -> VectorIndex | None:
        """Return the saved index when it is whole and was saved under `label`; else ``None``."""
        import faiss

        try:
            note = json.loads((folder / CHECKSUM_FILE).read_text(encoding="utf-8"))
            if note["label"] != label or note["sha256"] != _sha256(folder / FILE):
                return None
            return cls(note["dimension"], faiss.read_index(str(folder / FILE)))
        except (OSError, ValueError, KeyError, RuntimeError):
            return None


class Mirror:
    """The vectors of one store's current model, kept in step with its SQLite file; safe between threads."""

    def __init__(self, folder: Path, source: Records) -> None:
        self._folder = folder
        self._source = source
        self._index: VectorIndex | None = None
        self._label = ""
        self._state: tuple[int, int] | None = None
        self._unsaved = 0
        self._lock = RLock()

    def nearest(self, query: Vectors, k: int, allowed: Ids | None) -> list[tuple[int, float]]:
        """Return up to `k` (passage number, cosine), best first; nothing for a vector of another length."""
        with self._lock:
            index = self._up_to_date()
            if index is None or query.shape[-1] != index.dimension:
                return []
            return index.search(query, k, allowed)

    def save(self) -> None:
        """Write the FAISS file if it lags, unless another process is writing the store; a later change will do."""
        with self._lock, suppress(InputError):
            if self._index is not None and self._unsaved:
                with self._source.exclusive(wait=False):
                    self._index.save(self._folder, self._label)
                self._unsaved = 0

    def _up_to_date(self) -> VectorIndex | None:
        with self._source.reading() as connection:
            model = records.current_model(connection)
            if model is None:
                return None
            state = (records.revision(connection), model[0])
            if self._index is None or state != self._state:
                if self._index is None or self._label != model[1]:
                    self._label = model[1]
                    self._index = VectorIndex.load(self._folder, model[1]) or VectorIndex(model[2])
                self._unsaved += self._index.mirror(
                    records.vector_numbers(connection, model), lambda numbers: _fetched(connection, model, numbers)
                )
                self._state = state
        if self._unsaved >= max(SAVE_AT_LEAST, SAVE_SHARE * len(self._index)):
            self.save()
        return self._index


def _fetched(connection: Connection, model: records.Model, numbers: Ids) -> Vectors:
    """Return the vectors of passages that have one, as rows in the order of `numbers`."""
    import numpy as np

    found = records.vectors_of(connection, model, numbers.tolist())
    return np.stack([found[number] for number in numbers.tolist()])


def normalised(vectors: Vectors) -> Vectors:
    """Return the rows at length one, so that inner products are cosines."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _flat(dimension: int) -> Any:
    import faiss

    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _cells(dimension: int, ids: Ids, fetch: Callable[[Ids], Vectors]) -> Any:
    """Return an index that groups vectors into cells around centroids learnt from a sample, filled with all `ids`."""
    import faiss
    import numpy as np

    count = int(CELLS_PER_ROOT * len(ids) ** 0.5)
    sample = np.random.default_rng(0).choice(ids, min(len(ids), count * TRAINING_PER_CELL), replace=False)
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, count, faiss.METRIC_INNER_PRODUCT)
    index.cp.niter = 10
    index.train(fetch(np.sort(sample)))
    for start in range(0, len(ids), CELLS_FROM // 4):
        part = ids[start : start + CELLS_FROM // 4]
        index.add_with_ids(fetch(part), part)
    return index


def _bitmap(ids: Ids) -> NDArray[np.uint8]:
    import numpy as np

    flags = np.zeros(int(ids.max(initial=0)) + 1, bool)
    flags[ids] = True
    return np.packbits(flags, bitorder="little")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
