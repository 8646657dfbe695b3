"""When two ways of writing are the same spelling: "hoà" and "hòa", capitals, kinds of blanks and dashes."""

from __future__ import annotations

import re
import unicodedata
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
    """Return the number of letters to put in, leave out, change or swap with their neighbour; `limit` when there are more."""
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
