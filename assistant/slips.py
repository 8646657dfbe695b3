"""Words that the keyboard spoilt: Telex keys left as letters ("mucj", "ddua"), letters swapped or run on.

Only a word that is no Vietnamese syllable is touched, and only where exactly one word can have been meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from corpus.syllables import is_syllable
from corpus.tables import load_table
from corpus.text import fold, to_nfc

# A word with nothing of a number, a symbol or a file's name on either side.
_WORD: Final = re.compile(r"(?<![\w/.&@-])[^\W\d_]+(?![\w/&@-]|\.\w)")
_TONE_KEYS: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_LETTER_KEYS: Final = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_ONSET: Final = re.compile(r"[^aeiouyâêôăơư]*")
#: Syllables that end so are said in the sharp or the heavy tone alone.
_STOPPED: Final = re.compile(r"(?:c|ch|p|t)$")
_SHORTEST: Final = 4


def mended(text: str) -> str:
    """Return `text` with the keyboard's slips made good; everything else stays as it was typed."""
    return _WORD.sub(lambda match: _meant(match[0]), to_nfc(text))


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    lower = word.lower()
    if word.isupper() or fold(lower) in _as_typed() or (_is_plain_syllable(lower) and "oo" not in lower):
        return word
    return _from_telex(lower) or _from_typing(fold(lower)) or word


def _is_plain_syllable(word: str) -> bool:
    """Tell whether `word` is a syllable as it stands, or one typed without its marks ("thuong", "kiem", "nguyen")."""
    return is_syllable(word) or is_syllable(
        re.sub("uou", "ươu", re.sub("uo(?!u)", "uô", re.sub("(?<=[iuy])e", "ê", word)))
    )


def _from_telex(word: str) -> str | None:
    """Return the syllable that the keys of Telex make, or ``None`` where they make none."""
    letters = word
    for keys, letter in _LETTER_KEYS.items():
        letters = letters.replace(keys, letter)
    letters = _far_keys(letters).replace("uơ", "ươ")
    onset, rhyme = _ONSET.match(letters).group(), _ONSET.sub("", letters, count=1)  # type: ignore[union-attr]  # may be empty
    tones = [key for key in rhyme if key in _TONE_KEYS]
    toneless = onset + "".join(key for key in rhyme if key not in _TONE_KEYS)
    if len(tones) > 1 or toneless == word or toneless[-1] in "âă" or not _is_plain_syllable(toneless):
        return None
    if _STOPPED.search(toneless) and tones and tones[0] not in "sj":
        return None
    return _with_tone(toneless, _TONE_KEYS[tones[0]]) if tones else toneless


def _far_keys(word: str) -> str:
    """Return `word` with the keys that were typed late, after its vowels: "dungwf", "dangd"."""
    if word.startswith("d") and word.endswith("d"):
        word = f"đ{word[1:-1]}"
    if "w" not in word:
        return word
    before, _, after = word.partition("w")
    hooked = before.replace("u", "ư").replace("o", "ơ")
    return hooked + after if hooked != before else f"{before}ư{after}"


def _with_tone(syllable: str, tone: str) -> str:
    """Return `syllable` with a tone on its main vowel: the one that has a mark, else the one before the end."""
    marked = re.search("ơ", syllable) or re.search("[âêôăư]", syllable)
    vowels = [match.start() for match in re.finditer("[aeiouy]", syllable)]
    closed = syllable[-1] not in "aeiouy"
    place = marked.start() if marked else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", syllable[: place + 1] + tone + syllable[place + 1 :])


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
        for name, package in (("evidence", "assistant"), ("requests", "assistant.drafting"))
        for word in re.findall(r"[^\W\d_]+", fold(str(load_table(f"{name}.yaml", package))))
        if len(word) > 1
    )


@lru_cache(maxsize=1)
def _as_typed() -> frozenset[str]:
    """Return the foreign words that are meant as they stand."""
    return frozenset(load_table("shorthand.yaml", "assistant")["as_typed"])
