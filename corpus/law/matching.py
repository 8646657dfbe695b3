"""Find documents by a number that is off, or by words of a title: for "có phải …?" and for the look-up box."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

from corpus.law.numbers import split_number
from corpus.law.symbols import load_symbols
from corpus.noise import similarity, skeleton
from corpus.text import fold, to_nfc

MAX_QUERY: Final = 400  # characters of a look-up that are read
_WORD: Final = re.compile(r"[^\W_]+")
_JOINTS: Final = re.compile(r"\s*([/\-–—])\s*")
_SERIAL_ONLY: Final = re.compile(r"^\s*(?:s[ốo]\s*:?\s*)?(\d{1,5})(?:\s*/\s*(\d{4}))?\s*$", re.IGNORECASE)
# "thông tư 22", "nđ số 98/2023 về …", "TT sb 22/2O20": a number told by its kind, as people speak of it
_NAMED_SERIAL: Final = re.compile(
    r"^\s*(?P<kind>[a-z]+(?:\s+[a-z]+){0,3}?)\s+(?:s[a-z0-9]?\s*[:.]?\s+)?(?P<serial>(?=[oil]*\d)[\doil]{1,5})"
    r"(?:\s*[/-]\s*(?P<year>(?=[12])[\doil]{4}))?(?![\w/-])(?P<rest>.*)$"
)
_AS_DIGITS: Final = str.maketrans("oil", "011")
_LIKENESS: Final = 0.75  # from which a damaged word of a query is taken for a known one
_LEAST_ALIKE: Final = 4  # letters of a word that may be mended by its likeness
_COVERAGE: Final = 0.62  # share of the query's weight that an entry must hold
_STOP: Final = frozenset("so ngay thang nam cua ve va cac nhung mot theo tai cho the la gi".split())  # noqa: SIM905

Key = tuple[str, str, str]


def edit_distance(a: str, b: str, limit: int = 3) -> int:
    """Return how many insertions, deletions, substitutions and swaps lead from `a` to `b`, at most `limit`."""
    if abs(len(a) - len(b)) >= limit:
        return limit
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, right in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) >= limit:
            return limit
    return min(limit, row[-1])


def near_keys(key: Key, keys: Iterable[Key]) -> list[tuple[int, Key]]:
    """Return the keys one slip away from `key` (a digit of the serial, the year, a letter), nearest first.

    The first member is the distance: 1 for a slip in one part; 2 where the year is altogether another.
    """
    serial, year, letters = key
    found = []
    for other in keys:
        if other == key:
            continue
        same_serial, same_year, same_letters = other[0] == serial, other[1] == year, other[2] == letters
        if same_letters and same_serial:
            found.append((1 if not (year and other[1]) or edit_distance(year, other[1]) == 1 else 2, other))
        elif (same_letters and same_year and edit_distance(_bare(serial), _bare(other[0]), 2) == 1) or (
            same_serial and same_year and edit_distance(letters, other[2], 2) == 1
        ):
            found.append((1, other))
    return sorted(found)


def numbers_in(query: str) -> list[str]:
    """Return the stretches of `query` that may be document numbers, each without what stands around it.

    After a number comes what it may be with the next word: the symbol of "22/2020TT BGDĐT" is set in two.
    """
    tokens = _JOINTS.sub(r"\1", query).split()
    numbers = []
    for token, following in zip(tokens, [*tokens[1:], ""], strict=False):
        if any(ch.isdigit() for ch in token) and split_number(token):
            numbers += [token, f"{token}-{following}"] if following.isalpha() else [token]
    return numbers


@dataclass(frozen=True, slots=True)
class NamedSerial:
    """A number told by its kind, or by one of several; `year` may be empty, `words` are what is said besides."""

    kinds: frozenset[str]
    serial: str
    year: str
    words: frozenset[str]


def named_serial(query: str) -> NamedSerial | None:
    """Return what `query` says where it names a document by kind and number only, else ``None``."""
    match = _NAMED_SERIAL.match(fold(to_nfc(query)))
    kinds = _kinds().get(" ".join(match["kind"].split())) if match else None
    if match is None or kinds is None:
        return None
    words = frozenset(words_in(match["rest"])) - _STOP
    serial, year = (part.translate(_AS_DIGITS) for part in (match["serial"], match["year"] or ""))
    return NamedSerial(kinds, serial.lstrip("0").zfill(2), year, words)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return the kinds of document by folded name and by folded symbol: "tt" is a Thông tư or a Thông tri."""
    kinds = load_symbols().kinds
    named = [(fold(name), kind.name) for kind in kinds for name in (kind.name, *kind.symbols)]
    return {name: frozenset(kind for other, kind in named if other == name) for name, _ in named}


def serial_keys(query: str, keys: Iterable[Key]) -> list[Key]:
    """Return the keys that a number without its symbol ("1373", "số 22/2020") may stand for."""
    match = _SERIAL_ONLY.match(query)
    if match is None:
        return []
    serial, year = match[1].lstrip("0").zfill(2), match[2] or ""
    return [key for key in keys if key[0] == serial and (not year or key[1] == year)]


def garbled_keys(query: str, keys: Iterable[Key], slips: int = 2) -> list[tuple[int, Key]]:
    """Return the keys that a garbled number may stand for, at most `slips` slips away, nearest first."""
    parts = split_number(query)
    if parts is None:
        return []
    serial, year, letters = parts.key
    allowed = min(slips, max(1, len(letters) // 3))
    found = []
    for other in keys:
        distance = edit_distance(_bare(serial), _bare(other[0]), 2)
        if distance > 1 or (year and other[1] and (distance := distance + edit_distance(year, other[1], 2)) > 1):
            continue
        distance += min(
            edit_distance(letters, other[2], slips + 1), edit_distance(skeleton(letters), skeleton(other[2]), slips + 1)
        )
        if distance <= allowed:
            found.append((distance, other))
    return sorted(found)


class WordIndex:
    """Records by the folded words of their titles, other names, kinds and numbers; tolerant of recognition errors."""

    def __init__(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        self._words: dict[str, frozenset[str]] = {}
        self._titles: dict[str, frozenset[str]] = {}
        self._pairs: dict[str, set[tuple[str, str]]] = {}
        self._postings: dict[str, list[str]] = defaultdict(list)
        for identifier, record in records.items():
            words = self._words_of(record)
            self._words[identifier] = frozenset(words)
            self._titles[identifier] = frozenset(words_in(record.get("title") or record["number"])) - _STOP
            self._pairs[identifier] = set(pairwise(words))
            for word in self._words[identifier]:
                self._postings[word].append(identifier)
        self._skeletons: dict[str, list[str]] = defaultdict(list)
        for word in self._postings:
            self._skeletons[skeleton(word)].append(word)

    def search(self, query: str, limit: int) -> list[tuple[float, str]]:
        """Return (share of the query's weight found, id) of the entries that hold most of `query`, best first.

        A query whose words stand nowhere together finds nothing.
        """
        words = [word for word in words_in(query[:MAX_QUERY]) if word not in _STOP]
        if not words:
            return []
        known = [self._known(word) for word in words]
        weights = [self._weight(word) for word in known]
        hits: defaultdict[str, float] = defaultdict(float)
        for word, weight in {word: weight for word, weight in zip(known, weights, strict=True) if word}.items():
            for identifier in self._postings[word]:
                hits[identifier] += weight
        total = sum({word or written: w for word, written, w in zip(known, words, weights, strict=True)}.values())
        pairs = {pair for pair in pairwise(known) if all(pair)}
        found = []
        for identifier, weight in hits.items():
            share = weight / total
            together = len(pairs & self._pairs[identifier])
            if share < _COVERAGE or (len(words) > 1 and not together) or (len(words) == 1 and words[0].isdigit()):
                continue
            title = sum(self._weight(word) for word in self._titles[identifier])
            filled = sum(self._weight(word) for word in self._titles[identifier].intersection(filter(None, known)))
            score = 0.5 * share + 0.25 * together / max(1, len(pairs)) + 0.25 * filled / (title or 1.0)
            found.append((score, identifier))
        return sorted(found, key=lambda hit: (-hit[0], hit[1]))[:limit]

    def _known(self, word: str) -> str | None:
        """Return `word` as the index knows it: itself, or the commonest word that recognition confuses with it."""
        if word in self._postings:
            return word
        alike = self._skeletons.get(skeleton(word), ()) or self._alike(word)
        return max(alike, key=lambda other: len(self._postings[other]), default=None)

    def _alike(self, word: str) -> list[str]:
        """Return the known words of the same length that a longer `word` resembles."""
        if len(word) < _LEAST_ALIKE or not word.isalpha():
            return []
        near = [other for other in self._postings if len(other) == len(word) and other[0] == word[0]]
        return [other for other in near if similarity(word, other) >= _LIKENESS]

    def _weight(self, word: str | None) -> float:
        """Return how much `word` says: little where many entries hold it, most where none does."""
        return math.log(1 + len(self._words) / (1 + len(self._postings.get(word or "", ()))))

    @staticmethod
    def _words_of(record: Mapping[str, Any]) -> list[str]:
        parts: Sequence[str] = (
            record.get("type") or "",
            record["number"],
            record.get("title") or "",
            *record.get("aliases", ()),
        )
        return [word for part in parts for word in words_in(part)]


def words_in(text: str) -> list[str]:
    """Return the folded words of `text`; numbers without leading zeros."""
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in _WORD.findall(fold(to_nfc(text)))]


def _bare(serial: str) -> str:
    return serial.lstrip("0")
