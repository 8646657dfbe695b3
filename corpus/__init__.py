"""From a file to a plan that is understood: `read` a file, `parse` what was read, against the register of law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.law.register import load_register
    from corpus.parsing import parse
    from corpus.plan import Plan
    from corpus.reading import read

__all__ = ["Plan", "load_register", "parse", "read"]

_HOMES = {
    "read": "corpus.reading",
    "parse": "corpus.parsing",
    "Plan": "corpus.plan",
    "load_register": "corpus.law.register",
}


def __getattr__(name: str) -> Any:
    """Import an exported name when it is first asked for, so that one module does not cost the import of all."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
