"""Slips of a recogniser that leave only one reading, mended word by word along a line.

What is mended cannot stand in Vietnamese text: figures parted by an exclamation mark, a letter as the first figure of a
day or month, a syllable with "ii", two syllables in capitals without a blank, a word that begins with an underscore.
Abbreviations are mended only where the trade puts them: "Lưu: VT" (văn thư) and the purpose in brackets behind a
recipient.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from corpus.syllables import is_syllable
from corpus.text import fold

_TWICE: Final = re.compile("Đ{2,}")
_STROKE_IN_FIGURES: Final = re.compile(r"(?<=\d)[!|](?=\d)")
_ZERO: Final = re.compile(r"[gqoGOQ](?=[1-9]\b)")
_WITHOUT_ZERO: Final = frozenset("3456789")  # of months only the first two get one (Nghị định 30/2020/NĐ-CP, Phụ lục I)
_BEFORE_FIGURES: Final = frozenset(("ngay", "thang"))
_STEMS: Final = re.compile("i[iìíỉĩị]")
_TWO_SYLLABLES: Final = 5  # letters that two syllables have at least, "THIĐUA" 6
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_KEPT: Final = frozenset(("luu", "luu:"))
_ARCHIVE: Final = re.compile(r"V[IlL1](?=[,;.]|$)")
_PURPOSE: Final = re.compile(r"\((?:(?P<report>bc)|(?P<act>th)|(?P<together>ph))(?=\)[;.,]?$)")
_PURPOSES: Final = {"report": "(b/c", "act": "(t/h", "together": "(p/h"}


def mended(words: Iterable[str]) -> Iterator[str]:
    """Yield the `words` of one line, each mended where only one reading is possible."""
    before = ""
    for word in words:
        better = _mended(word, before)
        yield better
        before = fold(better)


def _mended(word: str, before: str) -> str:
    """Return `word`, which stands behind the folded word `before`, mended."""
    word = _TWICE.sub("Đ", word.replace("Ð", "Đ").replace("ð", "đ"))
    word = _STROKE_IN_FIGURES.sub("/", word)
    if before in _BEFORE_FIGURES:
        word = _ZERO.sub("" if before == "thang" and word[1:2] in _WITHOUT_ZERO else "0", word)
    if before in _KEPT:
        word = _ARCHIVE.sub("VT", word)
    word = _PURPOSE.sub(lambda found: _PURPOSES[found.lastgroup or ""], word)
    word = _LETTERS.sub(lambda found: _parted(found.group()), word.lstrip("_") or word)
    return _LETTERS.sub(lambda found: _joined(found.group()), word) if "ii" in fold(word) else word


def _parted(letters: str) -> str:
    """Return `letters` with the blank between two syllables that were run together; abbreviations have no marks."""
    if len(letters) < _TWO_SYLLABLES or not letters.isupper() or letters.isascii() or is_syllable(letters):
        return letters
    cuts = [at for at in range(2, len(letters) - 1) if is_syllable(letters[:at]) and is_syllable(letters[at:])]
    return f"{letters[: cuts[0]]} {letters[cuts[0] :]}" if len(cuts) == 1 else letters


def _joined(letters: str) -> str:
    """Return `letters` with "ii" read as the stems of one u, where that makes a syllable of no syllable."""
    joined = _STEMS.sub("u", letters)
    return joined if is_syllable(joined) and not is_syllable(letters) else letters
