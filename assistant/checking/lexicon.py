"""What the wording check knows of the language: pairs of syllables counted from texts known to be right, and phrases.

The pairs are in built/, made by ``python -m assistant.checking.build_pairs``; words and phrases are in wording.yaml.
Keys of syllables are those of `assistant.checking.spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.spelling import syllable_key

PAIRS_FILE: Final = FOLDER / "built" / "pairs.txt"
USUAL_FILE: Final = FOLDER / "built" / "usual_pairs.txt"
SURE: Final = 24  # a pair counted so often leaves no doubt

_WORD: Final = re.compile(r"([^\W\d_\u00b2\u00b3\u00b9\u2070-\u209f]+)(\s*)")  # footnote marks are no letters


class Syllable(NamedTuple):
    """A word of the text; `key` is its spelling, `follows` that only white space parts it from the word before."""

    start: int
    end: int
    text: str
    key: str
    follows: bool


def syllables(text: str) -> Iterator[Syllable]:
    """Yield the words of `text` in order."""
    joined_at = -1  # where a word would stand that only white space parts from the one before
    for match in _WORD.finditer(text):
        start, (word, gap) = match.start(), match.groups()
        yield Syllable(start, start + len(word), word, syllable_key(word), start == joined_at)
        joined_at = match.end() if gap else -1


@cache
def pairs() -> dict[str, dict[str, int]]:
    """Return how often each second syllable follows each first one."""
    table: dict[str, dict[str, int]] = {}
    for line in PAIRS_FILE.read_text(encoding="utf-8").splitlines():
        pair, _, count = line.partition("\t")
        first, _, second = pair.partition(" ")
        table.setdefault(first, {})[second] = int(count)
    return table


def count_of(a: str, b: str) -> int:
    """Return how often the syllable `b` was seen after `a`."""
    return pairs().get(a, {}).get(b, 0)


def is_known(a: str, b: str) -> bool:
    """Tell whether the syllable `b` was seen after `a`."""
    return b in pairs().get(a, ())


@cache
def vocabulary() -> frozenset[str]:
    """Return the syllables of all known pairs."""
    return frozenset(pairs()).union(*pairs().values())


@cache
def usual_pairs() -> dict[str, tuple[str, str]]:
    """Return, for the letters of a pair, the one usual way of marking them; none where there are several."""
    table = {}
    for line in USUAL_FILE.read_text(encoding="utf-8").splitlines():
        letters, _, marked = line.partition("\t")
        first, _, second = marked.partition(" ")
        table[letters] = (first, second)
    return table


@cache
def gapped_phrases() -> dict[tuple[int | str, ...], tuple[str, ...]]:
    """Return the syllables that fill the gap in phrases of three syllables, by place of the gap and the other two."""
    table: dict[tuple[int | str, ...], set[str]] = {}
    for phrase in phrases():
        for start in range(len(phrase) - 2):
            three = phrase[start : start + 3]
            for gap in range(3):
                table.setdefault((gap, *three[:gap], *three[gap + 1 :]), set()).add(three[gap])
    return {key: tuple(sorted(fills)) for key, fills in table.items()}


@cache
def phrases() -> tuple[tuple[str, ...], ...]:
    """Return the phrases of wording.yaml as keys of their syllables."""
    written = load_yaml(FOLDER / "wording.yaml")["phrases"].replace("\n", " ").split(";")
    return tuple(tuple(word.key for word in syllables(phrase)) for phrase in written if phrase.strip())


def common_words() -> tuple[tuple[str, ...], ...]:
    """Return the words of two syllables of wording.yaml as keys."""
    written = load_yaml(FOLDER / "wording.yaml")["words"].replace("\n", " ").split(",")
    return tuple(tuple(word.key for word in syllables(one)) for one in written if one.strip())


@cache
def followers() -> dict[str, tuple[str, ...]]:
    """Return the second syllables of common words by their first ones."""
    table: dict[str, dict[str, None]] = {}
    for first, second in common_words():
        table.setdefault(first, {})[second] = None
    return {first: tuple(seconds) for first, seconds in table.items()}


@cache
def keys_of(name: str) -> frozenset[str]:
    """Return the list `name` of wording.yaml as keys."""
    return frozenset(map(syllable_key, load_yaml(FOLDER / "wording.yaml")[name]))


@cache
def doubled_words() -> frozenset[str]:
    """Return the repetitions that are words of their own."""
    return frozenset(
        " ".join(map(syllable_key, w.split())) for w in load_yaml(FOLDER / "wording.yaml")["doubled_words"]
    )


@cache
def single_before() -> frozenset[str]:
    """Return the folded pairs of syllables whose first is never doubled."""
    return frozenset(load_yaml(FOLDER / "wording.yaml")["single_before"])


def composed(key: str) -> str:
    """Return a key, or several, as ordinary text: the tone on its vowel."""
    return " ".join(_place_tone(word) for word in key.split(" "))


@cache
def _place_tone(key: str) -> str:
    tone = key[-1:] if key[-1:] in "\u0300\u0301\u0303\u0309\u0323" else ""
    letters = key[:-1] if tone else key
    if not tone:
        return letters
    vowels = [i for i, char in enumerate(letters) if char in "aăâeêioôơuưy"]
    if letters.startswith(("qu", "gi")) and len(vowels) > 1:
        vowels = vowels[1:]
    marked = next((i for i in reversed(vowels) if letters[i] in "ăâêôơư"), None)
    if marked is None:
        closed = vowels[-1] + 1 < len(letters)
        marked = vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", letters[: marked + 1] + tone + letters[marked + 1 :])
