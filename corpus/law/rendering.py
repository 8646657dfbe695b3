"""The register's answers as JSON, exactly as the contract of ``kehoach law --json`` has them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.law.model import LegalDocument
    from corpus.law.register import Register


def law_to_json(query: str, day: date, register: Register, limit: int = 20) -> dict[str, Any]:
    """Return what the register knows of `query` (a number, a garbled number, words of a title) as of `day`."""
    found = register.lookup(query, limit)
    return {
        "query": query,
        "as_of": day.isoformat(),
        "results": [document_to_json(document, day, register) for document in found],
    }


def document_to_json(document: LegalDocument, day: date, register: Register) -> dict[str, Any]:
    """Return one document of the register with its status as of `day`."""
    status = register.status(document, day)
    return {
        "id": document.id,
        "number": document.number,
        "type": document.type,
        "title": document.title,
        "issuer": document.issuer,
        "issued": _iso(document.issued),
        "effective": _iso(document.effective),
        "lapsed": _iso(document.lapsed),
        "status": status.status,
        "certain": status.certain,
        "period_over": status.period_over,
        "partial": status.partial,
        "replaced_by": list(document.replaced_by),
        "repealed_by": list(document.repealed_by),
        "amended_by": list(document.amended_by),
        "successors": list(document.successors),
        "known_to": _iso(document.known_to),
        "sources": list(document.sources),
        "verified": document.verified,
        "unverified": list(document.unverified),
        "conflicts": list(document.conflicts),
        "notes": list(document.notes),
        "url": document.url,
        "origin": document.origin,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
