"""Importing Gradio without what the page has no use for: it takes a third of the time."""

from __future__ import annotations

import gc
import inspect
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def import_gradio() -> None:
    """Import Gradio for the page: with no analytics, no look-ups on the hub, no stubs, no tool server of its own."""
    if "gradio" in sys.modules:
        return
    # Gradio and the hub's client read these once, when they are imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with _without_stubs(), _hidden("mcp"):
        import gradio  # noqa: F401 - imported for those who come after


@contextmanager
def uncollected() -> Iterator[None]:
    """Build what lives as long as the program without looking for garbage meanwhile: a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Let Gradio believe that its components have no source files.

    Otherwise every import writes an editor's stub beside each of them, which needs a parse of each file (over a
    second) and a writable installation.
    """
    found = inspect.getfile

    def nowhere(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError
        return found(thing)

    inspect.getfile = nowhere  # type: ignore[assignment]  # its parameter is called otherwise
    try:
        yield
    finally:
        inspect.getfile = found


@contextmanager
def _hidden(package: str) -> Iterator[None]:
    """Make an optional import of `package` fail for the time being; ours is `kehoach mcp`, a program of its own."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = None  # type: ignore[assignment]  # the documented way to make an import fail
    try:
        yield
    finally:
        del sys.modules[package]
