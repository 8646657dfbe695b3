"""A model of what recognition does to Vietnamese words, so that known phrases are found in damaged text.

Two grades. `skeleton` puts glyphs that a recogniser confuses into one class, character for character, and so can be
searched with ordinary string methods and still point at the original. `similarity` weighs single confusions, glyphs
that fall apart (m -> rn, ư -> u') and stray marks, and answers with a number. `find_phrase` joins the two: the
skeleton proposes places, the similarity decides.

The classes come from the shapes of letters in printed Vietnamese. What loses its mark is already equal after `fold`;
what is listed here is what a recogniser without Vietnamese letters makes of the marked letter (đ -> d, p, b;
ư -> u', w, y; ệ -> ¢; ấ -> 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.text import fold, fold_key

# Each group is one class, named by its first character.
_CLASSES: Final = ("il1|!j[]", "o06", "dpb", "uvyw", "ce¢€", "s5§$", "a4@", "gq9", "z2", "'\"")

_CLASS_OF: Final[dict[str, str]] = {char: group[0] for group in _CLASSES for char in group}


class _SkeletonTable(dict[int, str]):
    """Code point -> the class of its folded character, computed once and kept; always exactly one character."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        char = _CLASS_OF.get(folded, folded)
        self[code] = char
        return char


_TABLE: Final = _SkeletonTable()

# Confusions across the classes: shapes that resemble each other less, or only with their marks.
_KIN_OF: Final[dict[str, str]] = {
    "a": "eougi",
    "b": "h8",
    "i": "trfau7",
    "h": "nb",
    "n": "hrmu",
    "o": "ceguaq",
    "q": "uo",
    "r": "vyitn",
    "s": "g38",
    "t": "fi7u",
    "u": "gontqai",
    "x": "k",
    "3": "as",
}
_KIN: Final = frozenset(frozenset((one, other)) for one, others in _KIN_OF.items() for other in others)

# One letter against two: it fell apart, or two ran together.
_SPLITS: Final[dict[str, frozenset[str]]] = {
    "m": frozenset(("rn", "nn", "in", "ni", "ri")),
    "u": frozenset(("u'", "ur", "uw", "ii", "ir", "ti", "ct", "it", "tr", "li", "ri", "i'", "v'")),
    "o": frozenset(("o'", "oi", "on")),
    "h": frozenset(("li", "hi", "l1", "b'")),
    "d": frozenset(("cl", "d'", "el", "ci")),
    "n": frozenset(("ri", "ii", "ti")),
    "w": frozenset(("vv",)),
    "a": frozenset(("a'", "ai")),
    "e": frozenset(("e'",)),
    "k": frozenset(("lc", "l<")),
}

_SAME_CLASS: Final = 0.2
_KINDRED: Final = 0.45
_SPLIT: Final = 0.3
_MARK: Final = 0.25  # a stray mark, or a blank lost or gained
_THIN: Final = 0.7  # a stroke that reads as nothing, or nothing that reads as a stroke
_THIN_LETTERS: Final = frozenset("ilrtj1")
_NEVER: Final = 1e9
_WORD: Final = re.compile(r"[^\W_](?:\S*[^\W_])?")  # outer punctuation is no part of a word
_LONGEST: Final = 400  # longer texts are compared by their first characters: alignment is quadratic


def skeleton(text: str) -> str:
    """Return `text` with every character replaced by its confusion class.

    Length-preserving, on the basis of `fold`: an offset in the skeleton is an offset in the text.
    """
    return text.translate(_TABLE)


def similarity(a: str, b: str) -> float:
    """Return how likely `a` and `b` are the same words under recognition noise: 0.0 (nothing shared) to 1.0 (equal).

    Case, diacritics and the width of white space never count. Phrases of two or more words that differ by noise
    alone score 0.88 and more; different phrases of the same trade may reach 0.85.
    """
    left, right = fold_key(a)[:_LONGEST], fold_key(b)[:_LONGEST]
    if left == right:
        return 1.0
    return _score(left, right)


@lru_cache(maxsize=8192)
def _score(a: str, b: str) -> float:
    """Return the similarity of two folded texts, at least one of which is not empty."""
    first_row = [0.0]
    for char in b:
        first_row.append(first_row[-1] + _gap(char))
    return max(0.0, 1.0 - _last_row(a, b, first_row)[-1] / max(len(a), len(b)))


def _last_row(a: str, b: str, first_row: list[float]) -> list[float]:
    """Return the least costs of aligning the whole of `a` with a stretch of `b` that ends at each offset.

    `first_row` holds the cost of beginning at each offset of `b`: sums of gaps for whole against whole, zeros where a
    stretch may begin for free.
    """
    gaps = [_gap(char) for char in b]
    before: list[float] = []
    previous = first_row
    for i, x in enumerate(a):
        gap = _gap(x)
        splits = _SPLITS.get(x)
        current = [previous[0] + gap]
        for j, y in enumerate(b):
            best = previous[j] if x == y else previous[j] + _swap(x, y)
            best = min(best, previous[j + 1] + gap, current[j] + gaps[j])
            if splits and j and b[j - 1 : j + 1] in splits:
                best = min(best, previous[j - 1] + _SPLIT)
            if i and y in _SPLITS and a[i - 1 : i + 1] in _SPLITS[y]:
                best = min(best, before[j] + _SPLIT)
            current.append(best)
        before, previous = previous, current
    return previous


@lru_cache(maxsize=4096)
def _swap(x: str, y: str) -> float:
    """Return the cost of reading `x` as `y`."""
    class_x, class_y = _CLASS_OF.get(x, x), _CLASS_OF.get(y, y)
    if class_x == class_y:
        return _SAME_CLASS
    if frozenset((x, y)) in _KIN or frozenset((class_x, class_y)) in _KIN:
        return _KINDRED
    return 1.0


@lru_cache(maxsize=4096)
def _gap(char: str) -> float:
    """Return the cost of a character that only one side has."""
    if not char.isalnum():
        return _MARK
    return _THIN if char in _THIN_LETTERS else 1.0


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A place ``[start, end)`` where a phrase stands, however damaged; `score` is its `similarity` to the phrase."""

    start: int
    end: int
    score: float


def find_phrase(
    text: str, phrase: str, *, least: float = 0.88, start: int = 0, end: int | None = None
) -> PhraseMatch | None:
    """Return the first of the places that `find_phrases` finds, or ``None``."""
    matches = find_phrases(text, phrase, least=least, start=start, end=end)
    return matches[0] if matches else None


def find_phrases(
    text: str, phrase: str, *, least: float = 0.88, start: int = 0, end: int | None = None
) -> tuple[PhraseMatch, ...]:
    """Return all non-overlapping places in ``text[start:end]`` whose `similarity` to `phrase` is at least `least`.

    Whole words only, on one line or across lines. A place is looked at when a third of the phrase's runs of three
    characters have survived there as classes.
    """
    wanted = fold_key(phrase)
    stretch = fold(text[start:end]).replace("\n", " ")
    if not wanted or not stretch:
        return ()
    slack = max(3, len(wanted) // 4)
    found: list[PhraseMatch] = []
    for place in _places(skeleton(stretch), skeleton(wanted), slack):
        low = max(place - slack, found[-1].end - start if found else 0)
        match = _best_within(stretch, wanted, low, place + len(wanted) + 2 * slack)
        if match is not None and match.score >= least:
            found.append(PhraseMatch(match.start + start, match.end + start, match.score))
    return tuple(found)


def _places(bones: str, wanted: str, slack: int) -> list[int]:
    """Return, in order, offsets of `bones` near which the skeleton `wanted` may begin."""
    size = min(3, len(wanted))
    runs = len(wanted) - size + 1
    votes: list[int] = []
    for i in range(runs):
        run = wanted[i : i + size]
        at = bones.find(run)
        while at >= 0:
            votes.append(max(0, at - i))
            at = bones.find(run, at + 1)
    votes.sort()
    needed = max(1, runs // 3)
    places: list[int] = []
    for low, vote in enumerate(votes):
        high = low + needed - 1
        if high < len(votes) and votes[high] - vote <= slack and (not places or vote - places[-1] > slack):
            places.append(vote)
    return places


def _best_within(text: str, wanted: str, low: int, high: int) -> PhraseMatch | None:
    """Return the stretch of whole words in ``text[low:high]`` that is most like `wanted`."""
    words = [match.span() for match in _WORD.finditer(text, low, min(high, len(text)))]
    if not words or (low and text[low - 1].isalnum() and words[0][0] == low):
        words = words[1:]  # the window cuts this word
    if not words:
        return None
    window = text[low : words[-1][1]]
    first_row = [_NEVER] * (len(window) + 1)
    for begin, _ in words:
        first_row[begin - low] = 0.0
    costs = _last_row(wanted, window, first_row)
    last = min((finish for _, finish in words), key=lambda finish: costs[finish - low])
    if costs[last - low] >= _NEVER:
        return None
    scored = [
        (_score(" ".join(text[begin:last].split()), wanted), begin)
        for begin, _ in words
        if 0 < last - begin <= 2 * len(wanted) + 4
    ]
    score, first = max(scored)
    return PhraseMatch(first, last, score)
