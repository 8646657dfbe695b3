"""What a check reports: one finding, with its place, its reason and, where it is certain, its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of ``[start, end)`` by `text` that is certain to be right."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to look at.

    `code` is one of the stable codes ("citation.replaced"). `text` is the plan's ``text[start:end]``; findings about
    something absent have ``start == end`` at the place where it belongs. `message`, `suggestion` and `basis` are
    Vietnamese; `basis` says why the rule exists (article, register entry with its source, or how many precedents do it
    otherwise).
    """

    code: str
    severity: Severity
    message: str
    text: str
    start: int
    end: int
    section: str | None = None
    page: int = 1
    suggestion: str | None = None
    basis: str | None = None
    fix: Fix | None = None
