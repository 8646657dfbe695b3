"""Telex, the usual way of typing Vietnamese: the syllable that keys left as letters make ("mucj", "ddua")."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from corpus.syllables import is_syllable

_TONE_KEYS: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_LETTER_KEYS: Final = {"uuw": "ưu", "aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_ONSET: Final = re.compile(r"[^aeiouyâêôăơư]*")
#: Syllables that end so are said in the sharp or the heavy tone alone.
_STOPPED: Final = re.compile(r"(?:c|ch|p|t)$")


def is_plain_syllable(word: str) -> bool:
    """Tell whether `word` is a syllable as it stands, or one typed without its marks ("thuong", "kiem", "nguyen")."""
    return is_syllable(word) or is_syllable(
        re.sub("uou", "ươu", re.sub("uo(?!u)", "uô", re.sub("(?<=[iuy])e", "ê", word)))
    )


def from_telex(word: str) -> str | None:
    """Return the syllable that the keys of Telex make, or ``None`` where they make none."""
    letters = word
    for keys, letter in _LETTER_KEYS.items():
        letters = letters.replace(keys, letter)
    letters = _far_keys(letters).replace("uơ", "ươ")
    onset, rhyme = _ONSET.match(letters).group(), _ONSET.sub("", letters, count=1)  # type: ignore[union-attr]  # may be empty
    tones = [key for key in rhyme if key in _TONE_KEYS]
    toneless = onset + "".join(key for key in rhyme if key not in _TONE_KEYS)
    if len(tones) > 1 or toneless == word or toneless[-1] in "âă" or not is_plain_syllable(toneless):
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
