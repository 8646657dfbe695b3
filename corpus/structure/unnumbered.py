"""Sections of a plan that lost its numerals, as text copied out of Word has: known titles in capitals or bold."""

from __future__ import annotations

from typing import Final

from corpus.lines import Lines, is_caps
from corpus.roles import role_of

_SURE: Final = 0.8
_MOST_WORDS: Final = 12
_LEAST_BODY: Final = 40  # characters of text below; the head of a table has none
_FEWEST: Final = 2  # roles that must be there, before capitals are taken for headings


def find_unnumbered(lines: Lines, first: int, last: int, numbered: frozenset[int]) -> tuple[int, ...]:
    """Return the indices of the lines in ``[first, last)`` that are headings without numerals, in order.

    Only titles whose role is beyond doubt count, and only where there are several. The lines `numbered` have numerals.
    """
    found = [index for index in range(first, last) if index not in numbered and _is_heading(lines, index, last)]
    roles = {role_of(lines.words(index))[0] for index in found}
    return tuple(found) if len(roles) >= _FEWEST else ()


def _is_heading(lines: Lines, index: int, last: int) -> bool:
    """Tell whether line `index` is a known title, set off from the text below it."""
    line = lines.items[index]
    words = lines.words(index)
    bold = lines.text.startswith(("**", "#"), line.start)
    if line.mark or len(words.split()) > _MOST_WORDS or not (bold or is_caps(words)):
        return False
    if lines.continues(index) or index + 1 >= last or is_caps(lines.words(index + 1)):
        return False
    following = lines.items[index + 1 : min(index + 3, last)]
    return sum(other.end - other.start for other in following) >= _LEAST_BODY and role_of(words)[1] >= _SURE
