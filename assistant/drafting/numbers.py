"""Parts of a school document's number ("43/KH-LAX")."""

from __future__ import annotations

import re

_OF_THE_UNION = re.compile(r"^\s*\d*\s*-\s*(?:KH|QĐ|QD)\s*/\s*(.+)$")


def symbol_of(number: str | None) -> str | None:
    """Return the issuer's symbol in a document's number ("43/KH-LAX" -> "LAX")."""
    match = re.search(r"/\s*(?:KH|QĐ|QD)\s*-\s*(.+)$", number or "") or _OF_THE_UNION.search(number or "")
    return match.group(1).strip() if match else None


def is_of_the_union(number: str | None) -> bool:
    """Tell whether a number is written as Party and Youth Union write it ("18-KH/ĐTN")."""
    return _OF_THE_UNION.search(number or "") is not None
