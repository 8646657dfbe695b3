"""Reading the tables of rules that ship with the program: YAML files beside the modules."""

from __future__ import annotations

from importlib import resources
from typing import Any, Final

import yaml

# The C form of the safe loader is five times faster; it is missing only where PyYAML was built without it.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> Any:
    """Return the content of a YAML text, plain data only. Raises what the parser raises."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 -- a safe loader in both cases


def load_table(name: str, package: str = "corpus") -> Any:
    """Return the content of the file `name` in the folder of `package`."""
    return parse_yaml(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
