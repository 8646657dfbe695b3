"""Word lists of the drafting rules: YAML beside this module, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from corpus.tables import load_table

#: Vietnamese capitals and small letters, for use inside a character class.
_LATIN = (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))
CAPITALS: Final = "".join(chr(code) for code in _LATIN if chr(code).isalpha() and chr(code).isupper())
SMALL: Final = CAPITALS.lower()
#: A place's or a person's name: capitalised words, at most four.
CAPITALISED: Final = rf"[{CAPITALS}][{CAPITALS}{SMALL}]*"


@lru_cache(maxsize=8)
def load_vocabulary(name: str) -> dict[str, Any]:
    """Return the word list `name` ("requests", "rules") as it stands in its YAML file."""
    loaded = load_table(f"{name}.yaml", "assistant.drafting")
    assert isinstance(loaded, dict)
    return loaded


def alternation(phrases: Iterable[str]) -> str:
    """Return a pattern of whole words that matches any of the folded `phrases`, the longest first."""
    ordered = sorted(phrases, key=len, reverse=True)
    inner = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return rf"(?<![^\W_])(?:{inner})(?![^\W_])"


def labelled(groups: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield (label, phrase) of a mapping from labels to phrases, the longest phrase first."""
    pairs = [(label, phrase) for label, phrases in groups.items() for phrase in phrases]
    return iter(sorted(pairs, key=lambda pair: len(pair[1]), reverse=True))
