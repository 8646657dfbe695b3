"""Restore lost or damaged diacritics: for display, for queries and for matching. The text itself is never changed.

Text typed without diacritics ("tieu chi thi dua") needs each syllable's form chosen by its neighbours. Text that a
recogniser read with the wrong language ("Trién khai Phong trao") has false marks and letters besides, and every word is
in doubt: there the choice also weighs what such recognisers make of which syllable (`corpus.restoring`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from corpus.noise import similarity
from corpus.restoring.model import Model, load_model
from corpus.restoring.names import name_share
from corpus.text import diacritics_state, fold

# A word as a recogniser leaves it: letters, with digits or an apostrophe in the place of some ("thu'c", "c4", "d6i").
NOISY_WORD: Final = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_PLAIN_WORD: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(r"[.;:!?()\[\]“”\"«»/|…,]|\n\s*\n|\s[-–—]\s")
_CANDIDATES: Final = 10
_FORGOTTEN: Final = 0.02  # how often a word lost its marks where most others have theirs
_MARKED: Final = re.compile("[\u00c0-\u1ef9]")

# How likely a syllable comes out of a recogniser of the wrong language unharmed, without marks, as other letters.
_UNHARMED: Final = 0.3
_MARKS_LOST: Final = 0.12
_MISREAD: Final = 0.01
_GENERAL_SHARE: Final = 0.3
_LEAST_LIKENESS: Final = 0.5
_STEEPNESS: Final = 4.0
_NEIGHBOURS: Final = 8


def restore(text: str, *, damaged: bool | None = None) -> str:
    """Return `text` with diacritics restored; spacing, punctuation, figures and case stay.

    `damaged` tells that the text was recognised with the wrong language, so that words with marks may be wrong too; it
    is found out from the text when not given. Otherwise words that have marks are kept. Text in good order comes back
    as it is.
    """
    if damaged is None:
        state = diacritics_state(text)
        if state == "full" and _MARKED.search(text):
            return text
        damaged = state != "full" and _MARKED.search(text) is not None
    return _restored(text, damaged=damaged)


def restore_query(query: str) -> str:
    """Return a search query with its missing diacritics; words that have marks are kept.

    In a query most of whose words have marks, one without is taken to be meant so unless its neighbours say otherwise.
    """
    words = _PLAIN_WORD.findall(query)
    marked = sum(1 for word in words if _MARKED.search(word))
    return _restored(query, lost=_FORGOTTEN if marked * 2 >= len(words) else 1.0)


def restore_words(words: list[str], *, damaged: bool = False, lost: float = 1.0) -> list[str]:
    """Return `words`, which stand in one sentence, restored each in its own case.

    `lost` is how likely a word has lost its marks, against having been written without any.
    """
    model = load_model()
    places = [_candidates(model, word, damaged, lost) for word in words]
    for index in range(1, len(words)):
        if places[index] and _is_in_name(words, index):
            places[index] = [(form, weight + math.log(name_share(form))) for form, weight in places[index]]
    known = [index for index, place in enumerate(places) if place]
    chosen = model.likeliest([places[index] for index in known])
    restored = list(words)
    for index, syllable in zip(known, chosen, strict=True):
        restored[index] = _in_case_of(words[index], syllable)
    return restored


def _is_in_name(words: list[str], index: int) -> bool:
    """Tell whether word `index`, not the first of its sentence, has a capital like one of its neighbours."""
    neighbours = words[max(1, index - 1) : index] + words[index + 1 : index + 2]
    return words[index].istitle() and any(map(str.istitle, neighbours))


def _restored(text: str, *, damaged: bool = False, lost: float = 1.0) -> str:
    pattern = NOISY_WORD if damaged else _PLAIN_WORD
    pieces: list[str] = []
    at = 0
    for start, end in _sentences(text):
        spans = [match.span() for match in pattern.finditer(text, start, end)]
        words = restore_words([text[begin:finish] for begin, finish in spans], damaged=damaged, lost=lost)
        for (begin, finish), word in zip(spans, words, strict=True):
            pieces += (text[at:begin], word)
            at = finish
    return "".join(pieces) + text[at:]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _BREAK.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _candidates(model: Model, word: str, damaged: bool, lost: float) -> list[tuple[str, float]]:
    """Return the syllables that `word` may stand for, weighted; none for a figure, an abbreviation, an unknown word."""
    low = word.lower()
    if not damaged:
        if _MARKED.search(low):
            return [(low, 0.0)] if low in model.singles else []
        return [(form, 0.0 if form == low else math.log(lost)) for form in model.forms.get(low, ())[:_CANDIDATES]]
    if _is_symbol(word) and fold(low) not in model.forms:
        return []
    return _damaged_candidates(model, low)


def _is_symbol(word: str) -> bool:
    """Tell whether `word` may be a number, a numeral or an abbreviation: figures, capitals, or capitals within."""
    return not any(char.isalpha() for char in word) or word.isupper() or any(map(str.isupper, word[1:]))


def _damaged_candidates(model: Model, low: str) -> list[tuple[str, float]]:
    plain = fold(low).replace("'", "").replace("`", "")
    weights = dict.fromkeys(model.forms.get(plain, ())[:_CANDIDATES], _MARKS_LOST)
    for near, likeness in _neighbours(model, plain):
        for form in model.forms[near][:_CANDIDATES]:
            weights.setdefault(form, _MISREAD * likeness)
    for form in model.misread.get(low, ()):
        if form in model.singles:
            weights.setdefault(form, _MISREAD)
    if low in model.singles:
        weights[low] = _UNHARMED
    weighted = [(form, _channel(model, low, form, general)) for form, general in weights.items()]
    return sorted(weighted, key=lambda pair: -pair[1])[: 2 * _CANDIDATES]


def _channel(model: Model, low: str, form: str, general: float) -> float:
    """Return the logarithm of the probability that a recogniser turns the syllable `form` into `low`.

    What was seen, and what holds in `general`, count half each.
    """
    times = _times_read(model).get(form, 0.0)
    seen = model.misread.get(low, {}).get(form, 0.0) / times if times else general
    return math.log((1 - _GENERAL_SHARE) * seen + _GENERAL_SHARE * general)


@lru_cache(maxsize=8192)
def _neighbours(model: Model, plain: str) -> tuple[tuple[str, float], ...]:
    """Return folded syllables that differ from `plain` in a letter or two, with their likeness, the best first."""
    index = _without_a_letter(model)
    shorter = _shortened(plain) if len(plain) > 1 else set()
    if len(plain) >= 5:
        shorter |= {again for less in shorter for again in _shortened(less)}
    near = {other for key in (plain, *shorter) for other in index.get(key, ())} - {plain}
    rated = ((other, similarity(plain, other)) for other in near)
    kept = sorted((pair for pair in rated if pair[1] >= _LEAST_LIKENESS), key=lambda pair: (-pair[1], pair[0]))
    return tuple((other, likeness**_STEEPNESS) for other, likeness in kept[:_NEIGHBOURS])


@lru_cache(maxsize=2)
def _without_a_letter(model: Model) -> dict[str, list[str]]:
    """Return the folded syllables by themselves and by what is left of them without one letter."""
    index: dict[str, list[str]] = {}
    for plain in model.forms:
        if plain:
            for key in (plain, *_shortened(plain)):
                index.setdefault(key, []).append(plain)
    return index


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@lru_cache(maxsize=2)
def _times_read(model: Model) -> dict[str, float]:
    """Return how often each syllable was read when the misreadings were counted."""
    times: dict[str, float] = {}
    for trues in model.misread.values():
        for form, count in trues.items():
            times[form] = times.get(form, 0.0) + count
    return times


def _in_case_of(word: str, syllable: str) -> str:
    letters = [char for char in word if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return syllable.upper()
    return syllable.capitalize() if word[:1].isupper() else syllable
