"""When two ways of writing are the same spelling: "hoà" and "hòa", capitals, kinds of blanks and dashes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16384)
def syllable_key(syllable: str) -> str:
    """Return the letters of `syllable` in lower case, then its tone: "Hoà" and "hòa" give one key, "hóa" another."""
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    letters = "".join(char for char in decomposed if char not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(char for char in decomposed if char in _TONES)


def spelling(text: str) -> tuple[str, ...]:
    """Return the syllables of `text` as keys; punctuation, case and the place of tone marks do not count."""
    return tuple(syllable_key(word) for word in _WORD.findall(text))


def edit_distance(a: str, b: str, limit: int = 3) -> int:
    """Return the number of letters to put in, leave out, change or swap with a neighbour; at most `limit`."""
    if abs(len(a) - len(b)) >= limit:
        return limit
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        current = [i]
        for j, y in enumerate(b, start=1):
            best = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        before, row = row, current
    return min(row[-1], limit)


def is_slip(a: str, b: str) -> bool:
    """Tell whether two names differ by one syllable alone, and that by a letter or a mark."""
    left, right = spelling(a), spelling(b)
    if len(left) != len(right) or len(left) < 2:
        return False
    different = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    return len(different) == 1 and edit_distance(*different[0], 2) <= 1


def near_names(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where `text` writes `name`, of two syllables or more, with capitals and a slip in one syllable."""
    syllables = name.split()
    seen: set[int] = set()
    for at in (0, len(syllables) - 1):  # a slip in one syllable leaves the first or the last as it is
        for found in re.finditer(rf"{re.escape(syllables[at])}(?!\w)", text):
            if text[found.start() - 1 : found.start()].isalnum():
                continue
            window = _WORD.finditer(text, max(0, found.start() - 9 * len(syllables)), found.end() + 9 * len(syllables))
            words = list(window)
            here = next(i for i, word in enumerate(words) if word.end() >= found.end())
            group = words[max(0, here - at) : here - at + len(syllables)]
            if (
                len(group) < len(syllables)
                or group[0].start() in seen
                or not all(w.group()[0].isupper() for w in group)
            ):
                continue
            start, end = group[0].start(), group[-1].end()
            if "\n" not in text[start:end] and is_slip(text[start:end], name):
                seen.add(start)
                yield start, end
