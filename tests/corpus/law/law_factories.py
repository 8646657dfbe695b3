"""Tiny makers of registers for tests: one line a document."""

from __future__ import annotations

from typing import Any

from corpus.law.records import completed
from corpus.law.register import Register


def entry(number: str, **fields: Any) -> dict[str, Any]:
    """A record of a verified document."""
    return {"number": number, "confidence": "high", "status": "in-force", **fields}


def register_of(*entries: dict[str, Any]) -> Register:
    return Register([completed(item) for item in entries], sources={})
