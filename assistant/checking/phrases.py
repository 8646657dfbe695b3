"""The words of phrases.yaml, compiled to patterns over folded text."""

from __future__ import annotations

import re
from functools import cache

from assistant.checking.data import FOLDER, load_yaml


@cache
def any_of(name: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of the list `name` as whole words."""
    return re.compile(rf"(?<![a-z0-9])(?:{_alternatives(name)})(?![a-z0-9])")


@cache
def ends_with(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a phrase of the list `name` at the end of a text, but for punctuation."""
    return re.compile(rf"(?<![a-z0-9])(?:{_alternatives(name)})[\s:,(*_]*$")


def _alternatives(name: str) -> str:
    longest_first = sorted(load_yaml(FOLDER / "phrases.yaml")[name], key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
