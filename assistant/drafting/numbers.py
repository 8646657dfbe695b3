"""Parts of a school document's number ("43/KH-LAX")."""

from __future__ import annotations

import re


def symbol_of(number: str | None) -> str | None:
    """Return the issuer's symbol in a document's number ("43/KH-LAX" -> "LAX")."""
    match = re.search(r"/\s*(?:KH|QĐ|QD)\s*-\s*(.+)$", number or "")
    return match.group(1).strip() if match else None
