"""Words that the keyboard spoilt: Telex keys left as letters ("mucj", "ddua"), letters swapped or run on.

Only a word that is no Vietnamese syllable is touched, and only where exactly one word can have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.drafting.vocabulary import load_vocabulary
from assistant.evidence import table
from corpus.tables import load_table
from corpus.telex import from_telex, is_plain_syllable
from corpus.text import fold, to_nfc

# A word with nothing of a number, a symbol or a file's name on either side.
_WORD: Final = re.compile(r"(?<![\w/.&@-])[^\W\d_]+(?![\w/&@-]|\.\w)")
_SHORTEST: Final = 4


def mended(text: str) -> str:
    """Return `text` with the keyboard's slips made good; everything else stays as it was typed."""
    return _WORD.sub(lambda match: _meant(match[0]), to_nfc(text))


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    lower = word.lower()
    if word.isupper() or fold(lower) in _as_typed() or (is_plain_syllable(lower) and "oo" not in lower):
        return word
    return from_telex(lower) or _from_typing(fold(lower)) or word


def _from_typing(word: str) -> str | None:
    """Return the one known word, or the two run together, that a misspelt word is one slip away from."""
    known = _known()
    if len(word) < _SHORTEST or word in known:
        return None
    parted = [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1) if word[:at] in known and word[at:] in known]
    if parted:
        return parted[0] if len(parted) == 1 else None
    swapped = {slip for slip in _swapped(word) if slip in known}
    near = swapped or {slip for slip in _one_letter_off(word) if slip in known}
    return near.pop() if len(near) == 1 else None


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _one_letter_off(word: str) -> Iterator[str]:
    """Yield `word` with one letter left out."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the syllables of the words by which turns are understood."""
    return frozenset(
        word
        for known in (table(), load_vocabulary("requests"))
        for word in re.findall(r"[^\W\d_]+", fold(str(known)))
        if len(word) > 1
    )


@lru_cache(maxsize=1)
def _as_typed() -> frozenset[str]:
    """Return the foreign words that are meant as they stand."""
    return frozenset(load_table("shorthand.yaml", "assistant")["as_typed"])
