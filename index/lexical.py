"""Search by words that needs no diacritics: BM25 over folded syllables, over grams where a text is damaged.

Built from the store and kept beside it; what the store has gained or lost since is noticed at the next search.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from langchain_core.documents import Document

from corpus.errors import InputError
from index.scores import Field, Layout, Scores
from index.segment import Postings, Segment, among, idf
from index.tokens import gram_tokens, word_tokens
from index.wording import is_damaged, text_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

FOLDER = "lexical"
CATALOGUE = "segments.json"
#: Raised with any change of tokens or scores, so that saved segments are built anew.
VERSION = 2
#: A segment is joined with the one before it unless that is this many times larger: few segments, little rebuilding.
JOIN_FACTOR = 3
#: The most passages in a segment, which bounds the memory and the time (some seconds) that building one takes.
SEGMENT_SIZE = 20_000
BUILD_BATCH = 2000


class Source(Protocol):
    """What is asked of the store."""

    folder: Path

    @property
    def revision(self) -> int:
        """A number that grows with every change."""

    def numbers(self) -> NDArray[np.int64]:
        """Return the numbers of all passages, ascending."""

    def passages(self, numbers: Sequence[int]) -> dict[int, Document]:
        """Return passages by number."""

    def exclusive(self, *, wait: bool = True) -> AbstractContextManager[None]:
        """Hold the right to write; raises `InputError` when it is not to be had."""


class LexicalIndex:
    """The word index of one store; safe between threads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._folder = source.folder / FOLDER
        self._segments: list[Segment] | None = None
        self._saved: dict[str, Segment] = {}
        self._live: NDArray[np.int64] | None = None
        self._layouts: dict[Field, Layout] = {}
        self._revision = -1
        self._lock = RLock()

    def score(
        self,
        field: Field,
        weights: Mapping[str, float],
        allowed: Sequence[int] | NDArray[np.int64] | None = None,
        *,
        others: Mapping[str, float] | None = None,
    ) -> Scores:
        """Return the scores of passages (the best only among the `allowed` where given) for weighted tokens.

        `others` are tokens that stand for some of the first (synonyms): they add to scores, not to what is attainable.
        """
        import numpy as np

        with self._lock:
            layout = self._layout(field)
        asked = {**(others or {}), **weights}
        holders = {token: layout.holders(token) for token in asked}
        every = {token: weight * idf(holders[token], layout.size) for token, weight in asked.items()}
        worth = {token: every[token] for token in weights}
        unknown = sum(value for token, value in worth.items() if not holders[token]) / (sum(worth.values()) or 1.0)
        sieve = None if allowed is None else np.sort(np.asarray(allowed, np.int64))
        return Scores(layout, every, worth, unknown, sieve)

    def refresh(self) -> None:
        """Take in what the store has gained or lost; otherwise done by the next search."""
        with self._lock:
            self._up_to_date()

    def _layout(self, field: Field) -> Layout:
        segments, live = self._up_to_date()
        if field not in self._layouts:
            self._layouts[field] = Layout.of(segments, field, live)
        return self._layouts[field]

    def _up_to_date(self) -> tuple[list[Segment], NDArray[np.int64]]:

        revision = self._source.revision
        if self._segments is None:
            self._segments = self._load()
        if self._live is None or revision != self._revision:
            self._live = self._source.numbers()
            self._cover(self._live)
            self._layouts.clear()
            self._revision = revision
        return self._segments, self._live

    def _cover(self, live: NDArray[np.int64]) -> None:
        """Build segments until every live passage is in one, joining small ones and those with many passages gone."""
        import numpy as np

        segments = self._segments or []
        covered = np.concatenate([segment.numbers for segment in segments]) if segments else np.empty(0, np.int64)
        todo = live[~among(live, np.sort(covered))]
        kept = []
        for segment in sorted(segments, key=lambda segment: len(segment.numbers)):
            alive = segment.numbers[among(segment.numbers, live)]
            joins = len(todo) and len(alive) < min(JOIN_FACTOR * len(todo), SEGMENT_SIZE / 2)
            if joins or len(alive) * 2 < len(segment.numbers):
                todo = np.union1d(todo, alive)
            else:
                kept.append(segment)
        if len(kept) == len(segments) and not len(todo):
            return
        parts = np.array_split(todo, -(-len(todo) // SEGMENT_SIZE)) if len(todo) else []
        self._segments = kept + [self._build(part) for part in parts]
        self._save(self._segments)

    def _build(self, numbers: NDArray[np.int64]) -> Segment:
        import numpy as np

        words: list[list[str]] = []
        grams: list[list[str]] = []
        damaged: list[int] = []
        present: list[int] = []
        for start in range(0, len(numbers), BUILD_BATCH):
            batch = self._source.passages([int(number) for number in numbers[start : start + BUILD_BATCH]])
            for number, document in sorted(batch.items()):
                present.append(number)
                words.append(word_tokens(text_of(document)))
                if is_damaged(document):
                    damaged.append(number)
                    grams.append(gram_tokens(document.page_content))
        return Segment(
            np.asarray(present, np.int64), np.asarray(damaged, np.int64), Postings.build(words), Postings.build(grams)
        )

    def _load(self) -> list[Segment]:
        try:
            catalogue = json.loads((self._folder / CATALOGUE).read_text(encoding="utf-8"))
            names = catalogue["segments"] if catalogue["version"] == VERSION else []
        except (OSError, ValueError, KeyError, TypeError):
            return []
        for name in names:
            if segment := Segment.load(self._folder / str(name)):
                self._saved[str(name)] = segment
        return list(self._saved.values())

    def _save(self, segments: Sequence[Segment]) -> None:
        """Write the segments and their list, unless another process is writing the store; a later search will do."""
        with suppress(InputError), self._source.exclusive(wait=False):
            self._folder.mkdir(exist_ok=True)
            names = {id(segment): name for name, segment in self._saved.items()}
            self._saved = {names.get(id(segment)) or segment.save(self._folder): segment for segment in segments}
            temporary = self._folder / f".{CATALOGUE}.{os.getpid()}"
            temporary.write_text(json.dumps({"version": VERSION, "segments": [*self._saved]}), encoding="utf-8")
            temporary.replace(self._folder / CATALOGUE)
            for path in self._folder.glob("*.npz"):
                if path.name not in self._saved:
                    path.unlink(missing_ok=True)
