"""Read the tables of rules that ship with this package (YAML files beside the modules)."""

from __future__ import annotations

from importlib import resources
from typing import Any, Final

import yaml

# The C form of the safe loader is five times faster; it is missing only where PyYAML was built without it.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_table(name: str) -> Any:
    """Return the content of ``corpus/name``."""
    text = resources.files("corpus").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 -- a safe loader in both cases
