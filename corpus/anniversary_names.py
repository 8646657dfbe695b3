"""Which celebrated day a few words name: the register's names and aliases, read through recognition noise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Protocol

from corpus.noise import similarity
from corpus.text import fold, fold_key


class CelebratedDay(Protocol):
    """What is needed of an entry of the register of anniversaries (`corpus.law.model.AnniversaryDay`)."""

    @property
    def name(self) -> str:
        """The day's name."""

    @property
    def day(self) -> int:
        """Day of the month."""

    @property
    def month(self) -> int:
        """Month, from 1."""

    @property
    def year(self) -> int | None:
        """Year of the event, ``None`` where none is known."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of the day."""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """An entry found at the beginning of some words; `length` is how many characters of them its name takes."""

    entry: CelebratedDay
    length: int


_WORD: Final = re.compile(r"[a-z0-9&/]+")
# Words that names of days carry or leave out.
# Words that names of days carry or leave out.
_SKIPPABLE: Final = frozenset(("ngay", "nuoc", "cua", "cuoc", "va", "le"))
# After a short name these say that another body is meant: "thành lập Đảng | bộ tỉnh".
_OTHER_BODY: Final = frozenset(("bo", "uy", "truong", "khoi", "xa", "phuong", "huyen", "tinh", "quan", "ta", "co"))
_SAME_WORD: Final = 0.7


def find_named_day(words: str, entries: Iterable[CelebratedDay]) -> NamedDay | None:
    """Return the entry whose name or alias `words` begin with, the longest match first; ``None`` when none fits."""
    spoken = [(match.group(), match.end()) for match in _WORD.finditer(fold(words)[:200])]
    best: NamedDay | None = None
    best_size = 0
    for entry in entries:
        for wanted in _names(entry.name, entry.aliases):
            used = _begins_with(spoken, wanted)
            if used and len(wanted) > best_size and not _goes_on(spoken, used):
                best, best_size = NamedDay(entry, spoken[used - 1][1]), len(wanted)
    return best


@cache
def _names(name: str, aliases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the folded words of a day's name and aliases."""
    return tuple(tuple(_WORD.findall(fold_key(form))) for form in (name, *aliases))


def _begins_with(spoken: list[tuple[str, int]], wanted: tuple[str, ...]) -> int:
    """Return how many of the words `spoken` the name `wanted` takes up when they begin with it, else 0."""
    at = matched = 0
    for word in wanted:
        while at < len(spoken) and spoken[at][0] in _SKIPPABLE and spoken[at][0] != word:
            at += 1
        if at < len(spoken) and _same(spoken[at][0], word):
            at += 1
            matched += 1
        elif word not in _SKIPPABLE:
            return 0
    return at if matched >= 2 else 0


@lru_cache(maxsize=16384)
def _same(a: str, b: str) -> bool:
    return a == b or (len(b) > 2 and similarity(a, b) >= _SAME_WORD)


def _goes_on(spoken: list[tuple[str, int]], used: int) -> bool:
    return used < len(spoken) and spoken[used][0] in _OTHER_BODY
