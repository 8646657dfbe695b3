"""What the words of a turn, and what the conversation holds, speak for: signs, and the points they give to each job."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from assistant.phrasebook import Phrasebook, Words, typed_with_care, words_of
from corpus.restore import restore_query
from corpus.tables import load_table

# "2x + 3 = 9", "15*4"
_ARITHMETIC = re.compile(r"\d\s*[*×÷=]|[=+*×÷]\s*\d|\d\s*[x:]\s*\d")


@lru_cache(maxsize=256)
def bare(words: Words) -> Words:
    """Return the words of a turn without those of address and politeness; all of them where nothing else is said."""
    left = words
    while (shorter := _politeness().without(left)) != left:
        left = shorter
    return left or words


def signs_of(message: str) -> frozenset[str]:
    """Return the signs that stand in a turn, those at its very beginning also as "opens_<sign>"."""
    typed = words_of(message)
    words = words_of(restore_query(message)) if typed_with_care(typed) else typed
    core = bare(words)
    found = _signs().names(words)
    for each in _signs().find(core):
        found |= {each.name, f"opens_{each.name}"} if each.start == 0 else {each.name}
    return found | {"foreign", "question"} if _ARITHMETIC.search(message) else found


def points(signs: frozenset[str]) -> dict[str, int]:
    """Return what the signs of a turn speak for: the points of every job, in the order of preference."""
    return {job: sum(rule["adds"] for rule in rules if _applies(rule, signs)) for job, rules in table()["jobs"].items()}


def _applies(rule: dict[str, Any], signs: frozenset[str]) -> bool:
    any_of: Iterable[str] = rule.get("any", ())
    return (
        signs.issuperset(rule.get("all", ()))
        and signs.isdisjoint(rule.get("none", ()))
        and (not any_of or not signs.isdisjoint(any_of))
    )


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Return the content of ``evidence.yaml``."""
    loaded = load_table("evidence.yaml", "assistant")
    assert isinstance(loaded, dict)
    return loaded


@lru_cache(maxsize=1)
def _signs() -> Phrasebook:
    return Phrasebook(table()["signs"])


@lru_cache(maxsize=1)
def _politeness() -> Phrasebook:
    return Phrasebook({"politeness": table()["politeness"]})
