"""Puts words together again that a PDF draws in pieces: the common letters first, those of a second font afterwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from corpus.reading.layout import Word

_TOUCHING: Final = 0.15  # in heights: letters of a word are nearer than this; a blank is wider, even in a tight line
_OVERLAP: Final = 0.35  # in heights: by how much letters of two fonts may run into each other


@dataclass(frozen=True, slots=True)
class Piece:
    """An unbroken string, and where the blanks that the file itself has beside it end and begin."""

    word: Word
    blank_before: float | None
    blank_after: float | None

    @property
    def is_open_left(self) -> bool:
        """Whether the word may begin further to the left: no blank stands there, or one farther off."""
        return self.blank_before is None or self.word.left - self.blank_before > self.reach

    @property
    def is_open_right(self) -> bool:
        """Whether the word may go on."""
        return self.blank_after is None or self.blank_after - self.word.right > self.reach

    @property
    def reach(self) -> float:
        """How far off a letter of the same word may stand."""
        return _TOUCHING * self.word.height


def joined_pieces(pieces: Iterable[Piece]) -> list[Word]:
    """Return the words that `pieces` make: open ends that touch on one line are joined."""
    all_pieces = list(pieces)
    following = dict(_followings(all_pieces))
    inner = set(following.values())
    return [
        _joined(_chain(all_pieces, index, following)) if index in following else piece.word
        for index, piece in enumerate(all_pieces)
        if index not in inner
    ]


def _followings(pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """Yield the index of each piece that goes on with the index of the piece that it goes on with."""
    begins = sorted((piece.word.left, index) for index, piece in enumerate(pieces) if piece.is_open_left)
    taken: set[int] = set()
    for index, piece in enumerate(pieces):
        if not piece.is_open_right:
            continue
        word = piece.word
        near: list[tuple[float, int]] = []
        for left, other in begins[bisect_left(begins, (word.right - _OVERLAP * word.height, -1)) :]:
            if left > word.right + piece.reach:
                break
            after = pieces[other].word
            if other not in taken and after.right > word.right and word.left < left and _on_one_line(word, after):
                near.append((abs(left - word.right), other))
        if near:
            other = min(near)[1]
            taken.add(other)
            yield index, other


def _on_one_line(a: Word, b: Word) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) >= 0.5 * min(a.height, b.height)


def _chain(pieces: list[Piece], index: int, following: dict[int, int]) -> list[Word]:
    """Return the words from piece `index` on that make one; each lies to the right of the last, so that it ends."""
    words = [pieces[index].word]
    while index in following:
        index = following[index]
        words.append(pieces[index].word)
    return words


def _joined(words: list[Word]) -> Word:
    return Word(
        "".join(word.text for word in words),
        words[0].left,
        min(word.top for word in words),
        words[-1].right,
        max(word.bottom for word in words),
    )
