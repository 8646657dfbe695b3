"""The words of phrases.yaml, compiled to patterns over folded text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("phrases.yaml")


@cache
def _lists() -> dict[str, list[str]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lists: dict[str, list[str]] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - safe, in C
    return lists


@cache
def any_of(name: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of the list `name` as whole words."""
    return re.compile(rf"(?<![a-z0-9])(?:{_alternatives(name)})(?![a-z0-9])")


@cache
def ends_with(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a phrase of the list `name` at the end of a text, but for punctuation."""
    return re.compile(rf"(?<![a-z0-9])(?:{_alternatives(name)})[\s:,(*_]*$")


def _alternatives(name: str) -> str:
    longest_first = sorted(_lists()[name], key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
