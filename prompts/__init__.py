"""Templates for the language model, one text file each.

`rewrite` with `rewrite_system` must yield running text only, one paragraph a line, with no fact that its input lacks;
`rewrite_one` the same for a single paragraph.
Whatever comes back is verified by the caller.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=8)
def load(name: str) -> str:
    """Return the template `name` ("rewrite"); its fields are in braces, for ``str.format``."""
    return files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8")
