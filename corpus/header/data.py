"""The tables of header.yaml: kinds of document, posts of signers, provinces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.tables import load_table
from corpus.text import fold, fold_key


@dataclass(frozen=True, slots=True)
class HeaderData:
    """What headers are made of: folded form -> form as written, longest first."""

    document_types: dict[str, str]
    type_of_symbol: dict[str, str]
    posts: dict[str, str]
    provinces: dict[str, str]


@cache
def load_header_data() -> HeaderData:
    """Return the shipped tables (read once)."""
    data = load_table("header/header.yaml")
    return HeaderData(
        document_types={fold(name): name for name in data["document_types"]},
        type_of_symbol=data["type_of_symbol"],
        posts=_keyed(data["posts"]),
        provinces=_keyed(data["provinces"]),
    )


def _keyed(names: list[str]) -> dict[str, str]:
    return {fold_key(name): name for name in sorted(names, key=len, reverse=True)}
