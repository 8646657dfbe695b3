"""Phrases in a turn of conversation, found by words: typed with all marks, with some or with none, apart or together.

A phrase is written with its marks. A typed word fits it when it has the same letters and no mark that the phrase's word
lacks, so that "thay" and "thầy" are told apart where they were typed with care, and alike where not. Hỏi and
ngã, which half of the country speaks alike, count as one mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.text import fold, to_nfc

#: "…" in a phrase stands for up to this many words.
GAP_WORDS: Final = 5
_GAP, _START, _END, _NUMBER = "…", "^", "$", "#"
_SIGNS: Final = frozenset((_GAP, _START, _END, _NUMBER))
_WORD: Final = re.compile(r"[^\W_]+")
_PIECE: Final = re.compile(r"[()|^$#…]|[^\W_]+")
_TONES: Final = "\u0300\u0301\u0309\u0323"
_ONE_TONE: Final = str.maketrans({"\u0303": "\u0309"})  # ngã -> hỏi
_STROKE: Final = str.maketrans({"đ": "d\u0335"})

Words = tuple[str, ...]
#: A phrase: words, the signs above, and choices, each a tuple of phrases.
Phrase = tuple["str | tuple[Phrase, ...]", ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the group `name` at the words ``[start, end)`` of a turn."""

    name: str
    start: int
    end: int


def words_of(text: str) -> Words:
    """Return the words of `text` in lower case, without marks of punctuation."""
    return tuple(_WORD.findall(to_nfc(text).lower()))


class Phrasebook:
    """Groups of phrases, found in one pass over the words of a turn.

    In a phrase "(a|b c)" is a choice, "…" a gap, "#" a number, "^" the turn's beginning and "$" its end.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        for name, phrases in groups.items():
            for phrase in map(_parsed, phrases):
                for first in set(_first_words(phrase)):
                    self._by_word[fold(first)].append((name, phrase))

    def find(self, words: Words) -> Iterator[Found]:
        """Yield every place where a phrase stands; the longest stretch of each.

        Where most words were typed with their marks, one without is taken to have none.
        """
        fits = is_meant if typed_with_care(words) else may_mean
        for start, word in enumerate(words):
            begun = self._by_word.get(fold(word), []) + (self._by_word.get(_NUMBER, []) if word.isdigit() else [])
            for name, phrase in begun:
                if (end := max(_ends(words, start, phrase, fits), default=None)) is not None:
                    yield Found(name, start, end)

    def names(self, words: Words) -> frozenset[str]:
        """Return the groups of which a phrase stands in `words`."""
        return frozenset(found.name for found in self.find(words))

    def without(self, words: Words) -> Words:
        """Return `words` without those of the phrases found."""
        taken = {at for found in self.find(words) for at in range(found.start, found.end)}
        return tuple(word for at, word in enumerate(words) if at not in taken)


def _ends(words: Words, at: int, phrase: Phrase, fits: Callable[[str, str], bool]) -> Iterator[int]:
    """Yield where `phrase`, begun at word `at`, can end."""
    if not phrase:
        yield at
        return
    head, rest = phrase[0], phrase[1:]
    if isinstance(head, tuple):
        for choice in head:
            yield from _ends(words, at, choice + rest, fits)
    elif head == _GAP:
        for further in range(at, min(len(words), at + GAP_WORDS) + 1):
            yield from _ends(words, further, rest, fits)
    elif head in (_START, _END):
        if at == (0 if head == _START else len(words)):
            yield from _ends(words, at, rest, fits)
    elif at < len(words) and (words[at].isdigit() if head == _NUMBER else fits(words[at], head)):
        yield from _ends(words, at + 1, rest, fits)


def typed_with_care(words: Words) -> bool:
    """Tell whether most of the words that can have marks have them."""
    marked = sum(word != fold(word) for word in words)
    return 2 * marked >= sum(word.isalpha() for word in words)


def is_meant(typed: str, meant: str) -> bool:
    """Tell whether a word that was typed with care is `meant`: with all its marks."""
    return may_mean(typed, meant) and _marks(typed) == _marks(meant)


@lru_cache(maxsize=8192)
def may_mean(typed: str, meant: str) -> bool:
    """Tell whether a typed word is `meant`, perhaps with marks left out."""
    if fold(typed) != fold(meant):
        return False
    return all(has <= may for has, may in zip(_marks(typed), _marks(meant), strict=True))


@lru_cache(maxsize=8192)
def _marks(word: str) -> tuple[frozenset[str], ...]:
    """Return the marks of each letter of a word after its tone, which people set on either of two vowels."""
    plain = unicodedata.normalize("NFD", word.translate(_STROKE)).translate(_ONE_TONE)
    letters: list[frozenset[str]] = [frozenset(char for char in plain if char in _TONES)]
    for char in plain:
        if not unicodedata.combining(char):
            letters.append(frozenset())
        elif char not in _TONES:
            letters[-1] |= {char}
    return tuple(letters)


def _parsed(text: str) -> Phrase:
    """Return a phrase as it is written in the data: "^ sửa (hết|tất cả) $"."""
    pieces = _PIECE.findall(to_nfc(text).lower())
    (phrase,), _ = _choices(pieces, 0)
    return phrase


def _choices(pieces: list[str], at: int) -> tuple[tuple[Phrase, ...], int]:
    """Return the choices that begin at piece `at`, and the place after the bracket that closes them."""
    made: list[Phrase] = [()]
    while at < len(pieces) and pieces[at] != ")":
        if pieces[at] == "(":
            inner, at = _choices(pieces, at + 1)
            made[-1] += (inner,)
        elif pieces[at] == "|":
            made.append(())
        else:
            made[-1] += (pieces[at],)
        at += 1
    return tuple(made), at


def _first_words(phrase: Phrase) -> Iterator[str]:
    """Yield the words that `phrase` may begin with."""
    head, rest = phrase[0], phrase[1:]
    if isinstance(head, tuple):
        for choice in head:
            yield from _first_words(choice + rest)
    elif head in _SIGNS and head != _NUMBER:
        yield from _first_words(rest)
    else:
        yield head
