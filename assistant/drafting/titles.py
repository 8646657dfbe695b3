"""What a section's title says that the section is for, beside the one role that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.vocabulary import alternation, load_vocabulary
from corpus.text import fold_key


def roles_named(title: str) -> Iterator[str]:
    """Yield the roles that a title names: "NỘI DUNG VÀ BIỆN PHÁP" is content and measures, "TỔ CHỨC" implementation."""
    key = fold_key(title)
    for role, phrases in load_vocabulary("requests")["roles"].items():
        shortened = len(key.split()) > 1 and any(phrase.startswith(f"{key} ") for phrase in phrases)
        if shortened or re.search(alternation(phrases), key):
            yield role
