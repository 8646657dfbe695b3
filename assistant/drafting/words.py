"""The word lists of rules.yaml as compiled patterns over folded text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from assistant.drafting.vocabulary import alternation, load_vocabulary


@lru_cache(maxsize=64)
def words(name: str) -> re.Pattern[str]:
    """Return the pattern of whole words for the list `name` of rules.yaml."""
    return re.compile(alternation(rule(name)))


def rule(name: str) -> Any:
    """Return the entry `name` of rules.yaml as it stands."""
    return load_vocabulary("rules")[name]
