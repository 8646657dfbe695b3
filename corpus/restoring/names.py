"""Proper names of places and people, and the syllables they are made of, by their letters without marks."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

from corpus.text import fold, fold_key

NAMES_FILE: Final = Path(__file__).parent / "names.txt"


def proper_name(words: str) -> str | None:
    """Return the name of names.txt that `words` are but for their marks; ``None`` when there is not exactly one."""
    forms = _names().get(fold_key(words), frozenset())
    return next(iter(forms)) if len(forms) == 1 else None


def name_share(syllable: str) -> float:
    """Return how often names have `syllable` (in lower case) rather than another form of the same letters, 0 to 1."""
    forms = _syllables().get(fold(syllable), {})
    return (forms.get(syllable, 0) + 1) / (sum(forms.values()) + len(forms) + 1)


@cache
def _syllables() -> dict[str, dict[str, int]]:
    """Return the syllables of all names: letters without marks -> form -> how many names have it."""
    forms: dict[str, dict[str, int]] = {}
    for syllable, count in Counter(NAMES_FILE.read_text(encoding="utf-8").lower().split()).items():
        forms.setdefault(fold(syllable), {})[syllable] = count
    return forms


@cache
def _names() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for name in NAMES_FILE.read_text(encoding="utf-8").splitlines():
        forms.setdefault(fold_key(name), set()).add(name)
    return {key: frozenset(names) for key, names in forms.items()}
