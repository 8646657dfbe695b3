"""Proper names of places, of people schools are called after, by their letters without marks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from corpus.text import fold_key

NAMES_FILE: Final = Path(__file__).parent / "names.txt"


def proper_name(words: str) -> str | None:
    """Return the name of names.txt that `words` are but for their marks; ``None`` when there is not exactly one."""
    forms = _names().get(fold_key(words), frozenset())
    return next(iter(forms)) if len(forms) == 1 else None


@cache
def _names() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for name in NAMES_FILE.read_text(encoding="utf-8").splitlines():
        forms.setdefault(fold_key(name), set()).add(name)
    return {key: frozenset(names) for key, names in forms.items()}
