"""Known names of several words, found at a place of a text however their words are set apart.

A table by first words: where a regular expression of many long alternatives costs milliseconds to compile, this costs
nothing before the first look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-z0-9]+")


class Phrases:
    """Folded names, the longest of which is found; `joint` is the pattern of what may stand between their words."""

    def __init__(self, names: Iterable[str], joint: re.Pattern[str]) -> None:
        self._joint = joint
        self._by_first: dict[str, list[list[str]]] = {}
        for name in sorted(names, key=len, reverse=True):
            words = _WORD.findall(name)
            self._by_first.setdefault(words[0], []).append(words)

    def end_at(self, folded: str, at: int) -> int | None:
        """Return where the name that begins at `at` ends, at the end of a word; ``None`` where none begins."""
        first = _WORD.match(folded, at)
        for words in self._by_first.get(first[0], ()) if first else ():
            end = self._end_of(words, folded, at)
            if end is not None and not folded[end : end + 1].isalnum():
                return end
        return None

    def _end_of(self, words: list[str], folded: str, at: int) -> int | None:
        end = at + len(words[0])
        for word in words[1:]:
            between = self._joint.match(folded, end)
            if between is None or not folded.startswith(word, between.end()):
                return None
            end = between.end() + len(word)
        return end
