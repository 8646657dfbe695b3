"""Which celebrated day a few words name: the register's names and aliases, read through recognition noise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final, Protocol

from corpus.noise import similarity, skeleton
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
_SPOKEN: Final = re.compile(r"(?P<word>[a-z0-9&/]+)(?P<stop>,?)")
# Words that names of days carry or leave out.
_SKIPPABLE: Final = frozenset(("ngay", "nuoc", "cua", "cuoc", "va", "le"))
# After a short name these say that another body is meant: "thành lập Đảng | bộ tỉnh".
_OTHER_BODY: Final = frozenset(("bo", "uy", "truong", "khoi", "xa", "phuong", "huyen", "tinh", "quan", "ta", "co"))
_SAME_WORD: Final = 0.7
_VOWEL: Final = re.compile("[aeiouy]")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A word of a text, where it ends, and whether a comma follows: a name does not go on over a word left out."""

    word: str
    end: int
    stop: bool

    @property
    def may_be_skipped(self) -> bool:
        return self.word in _SKIPPABLE and not self.stop


class DayNames:
    """The names and aliases of celebrated days, by the words that they may begin with."""

    def __init__(self, entries: Iterable[CelebratedDay]) -> None:
        self._by_lead: dict[str, list[_Name]] = {}
        numbered = enumerate((entry, words) for entry in entries for words in _names(entry.name, entry.aliases))
        for order, (entry, words) in numbered:
            for lead in dict.fromkeys(_leads(words)):
                self._by_lead.setdefault(lead, []).append((order, entry, words))

    def find(self, words: str) -> NamedDay | None:
        """Return the entry whose name or alias `words` begin with, the longest match first; ``None`` if none fits."""
        spoken = [
            _Spoken(match["word"], match.end("word"), bool(match["stop"]))
            for match in _SPOKEN.finditer(fold(words)[:200])
        ]
        best: NamedDay | None = None
        best_size = 0
        for _, entry, wanted in self._likely(spoken):
            used = _begins_with(spoken, wanted)
            if used and len(wanted) > best_size and not _goes_on(spoken, used):
                best, best_size = NamedDay(entry, spoken[used - 1].end), len(wanted)
        return best

    def _likely(self, spoken: list[_Spoken]) -> list[_Name]:
        """Return the names that may begin with the first of the words `spoken` that counts, in the order given."""
        first = next((word.word for word in spoken if not word.may_be_skipped), "")
        likely = (name for lead, names in self._by_lead.items() if _same(first, lead) for name in names)
        return sorted(likely, key=itemgetter(0))


_Name = tuple[int, CelebratedDay, tuple[str, ...]]
"""Order, entry, and the words of one of its names."""


@cache
def _names(name: str, aliases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the folded words of a day's name and aliases."""
    return tuple(tuple(_WORD.findall(fold_key(form))) for form in (name, *aliases))


def _leads(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` up to the first that may not be left out: a mention begins with one of them."""
    last = next((at for at, word in enumerate(words) if word not in _SKIPPABLE), len(words))
    return words[: last + 1]


def _begins_with(spoken: list[_Spoken], wanted: tuple[str, ...]) -> int:
    """Return how many of the words `spoken` the name `wanted` takes up when they begin with it, else 0."""
    at = matched = 0
    for word in wanted:
        while at < len(spoken) and spoken[at].may_be_skipped and spoken[at].word != word:
            at += 1
        if at < len(spoken) and _same(spoken[at].word, word):
            at += 1
            matched += 1
        elif word not in _SKIPPABLE:
            return 0
    return at if matched >= 2 else 0


@lru_cache(maxsize=16384)
def _same(a: str, b: str) -> bool:
    """Tell whether `a` is `b`, perhaps damaged; an abbreviation ("lhpn", "lhtn") is only itself."""
    return (
        a == b
        or skeleton(a) == skeleton(b)
        or (len(b) > 2 and _VOWEL.search(b) is not None and similarity(a, b) >= _SAME_WORD)
    )


def _goes_on(spoken: list[_Spoken], used: int) -> bool:
    return used < len(spoken) and spoken[used].word in _OTHER_BODY
