"""What of a text is looked up: folded words, pairs of words, document numbers, and character grams for damaged texts.

A Vietnamese word is mostly two syllables, so pairs of neighbours carry the meaning that single syllables lack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.noise import skeleton
from corpus.text import fold

# "98/2023/NĐ-CP", "199/KH-PGD&ĐT", "20/11/1982", "1&1": found whole and by their parts.
_COMPOUND = re.compile(r"[0-9a-z]+(?:[/.&-][0-9a-z]+)+")
_WORD = re.compile(r"\d+|[a-z]+")
_NOT_GRAM = re.compile(r"[^0-9a-z]+")
# Open syllables that are written with "y" or "i" as one likes: "kỹ thuật" and "kĩ thuật".
_SAID_ALIKE = {f"{onset}y": f"{onset}i" for onset in ("h", "k", "l", "m", "qu", "s", "t")}
_Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
PAIR = "_"
GRAM = 4


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable or number where it stands in a text: in plain letters, and with its diacritics in lower case."""

    plain: str
    written: str
    start: int
    end: int


def placed_syllables(text: str) -> list[Syllable]:
    """Return the syllables and numbers of `text` in order, one-letter ones included.

    What is the same to a reader is the same here: 06 and 6, "lí" and "lý", "quí" and "quý".
    """
    return [
        Syllable(plain_form(found[0]), _written(text[found.start() : found.end()], found[0]), *found.span())
        for found in _WORD.finditer(fold(text))
    ]


def plain_form(folded: str) -> str:
    """Return the form under which a folded syllable or number is looked up."""
    if folded[0] == "0":
        return folded.lstrip("0") or "0"
    return _SAID_ALIKE.get(folded, folded)


def _written(syllable: str, folded: str) -> str:
    if folded[0] == "0":
        return folded.lstrip("0") or "0"
    return syllable.lower().translate(_Y_AS_I) if folded in _SAID_ALIKE else syllable.lower()


def syllables(text: str) -> list[str]:
    """Return the syllables and numbers of `text` in plain letters (see `placed_syllables`)."""
    return [plain_form(word) for word in _WORD.findall(fold(text))]


def written_syllables(text: str) -> list[str]:
    """Return the same syllables with the diacritics that they have in `text`, in lower case."""
    return [syllable.written for syllable in placed_syllables(text)]


def numbers(text: str) -> list[str]:
    """Return what is written as one in `text` and holds a digit: document numbers, days; without leading zeros."""
    compounds = _COMPOUND.findall(fold(text))
    return [re.sub(r"(?<!\d)0+(?=\d)", "", found) for found in compounds if any(map(str.isdigit, found))]


def pairs(words: list[str]) -> list[str]:
    """Return every two neighbours as one token."""
    return [f"{left}{PAIR}{right}" for left, right in pairwise(words)]


def word_tokens(text: str) -> list[str]:
    """Return all tokens of a text that is read well: syllables, pairs of them, numbers as a whole."""
    words = syllables(text)
    return [*words, *pairs(words), *numbers(text)]


def gram_tokens(text: str) -> list[str]:
    """Return runs of four characters over the classes that recognition confuses; they survive damaged words."""
    plain = f" {_NOT_GRAM.sub(' ', skeleton(text)).strip()} "
    return [plain[i : i + GRAM] for i in range(len(plain) - GRAM + 1)]
