"""Reading of the data files beside the checks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


@cache
def load_yaml(path: Path) -> Any:
    """Return what the YAML file at `path` holds, read once; raises what the file system and the YAML parser raise."""
    from corpus.tables import parse_yaml

    return parse_yaml(path.read_text(encoding="utf-8"))
