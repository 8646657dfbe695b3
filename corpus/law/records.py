"""Entries of the register as plain records: what YAML holds and what the built index holds, and documents made of them.

A record is a dict with only the fields that are known. Records are checked once, by corpus.law.validation, before
they come here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from corpus.law.model import AnniversaryDay, Body, LegalDocument, Movement
from corpus.law.numbers import canonical_number, number_key, split_number
from corpus.law.symbols import load_symbols

Record = dict[str, Any]

DATE_FIELDS: Final = ("issued", "effective", "lapsed", "period_end", "known_to")
REFERENCE_FIELDS: Final = ("replaced_by", "repealed_by", "amended_by", "successors")
LIST_FIELDS: Final = (
    *REFERENCE_FIELDS,
    *("aliases", "misquotes", "notes", "topics", "unverified", "unverified_notes", "conflicts", "doubts", "sources"),
)
TEXT_FIELDS: Final = ("id", "number", "type", "title", "issuer", "territory", "status", "confidence", "vbpl_item")
FIELDS: Final = frozenset((*TEXT_FIELDS, *DATE_FIELDS, *LIST_FIELDS, "period"))

_KEY_SEPARATOR: Final = "|"
_JOINT: Final = frozenset(("TTLT", "NQLT"))
_JOINED: Final = "; "


def completed(entry: Mapping[str, Any]) -> Record:
    """Return `entry` as the index holds it: canonical number, id, key, dates as text, issuer where the number tells."""
    record: Record = {name: _plain(value) for name, value in entry.items() if value not in (None, [], "")}
    record["number"] = canonical_number(record["number"])
    record.setdefault("id", record["number"])
    record["key"] = key_text(record["number"])
    issuer = record.get("issuer") or issuer_of_number(record["number"])
    if issuer:
        record["issuer"] = issuer
    return record


def key_text(number: str) -> str:
    """Return the key of `number` as one string; a text that is no number is its own key."""
    key = number_key(number)
    return number if key is None else join_key(key)


def join_key(key: Sequence[str]) -> str:
    """Return the parts of a key as the one string that records carry."""
    return _KEY_SEPARATOR.join(key)


def split_key(key: str) -> tuple[str, ...]:
    """Return the parts of a key: three, or one for a text that is no number."""
    return tuple(key.split(_KEY_SEPARATOR))


def issuer_of_number(number: str) -> str | None:
    """Return the issuer that the symbol of `number` names, where it names one and needs no place added, else ``None``.

    Joint documents give all their issuers, joined by "; ". Letters of a unit ("4555/BGDĐT-GDPT") are its ministry's.
    """
    parts = split_number(number)
    if parts is None:
        return None
    bodies = parts.symbols if not load_symbols().kinds_of(parts.symbols[0]) else parts.symbols[1:]
    bodies = bodies or parts.symbols
    if parts.symbols[0] in _JOINT:
        names = [_complete_issuer(symbol, is_law=True) for symbol in bodies]
        return _JOINED.join(name for name in names if name) if all(names) else None
    named = [symbol for symbol in bodies if any(i.level != "unit" for i in load_symbols().issuers_of(symbol))]
    return _complete_issuer(named[-1], is_law=parts.year is not None) if named else None


def _complete_issuer(symbol: str, *, is_law: bool) -> str | None:
    """Return the one national issuer of `symbol`; shared with a local body ("BTC"), only in documents of law."""
    issuers = load_symbols().issuers_of(symbol)
    complete = {issuer.name for issuer in issuers if issuer.level in ("state", "central", "association")}
    if not is_law and any(issuer.level in ("local", "school") for issuer in issuers):
        return None
    return complete.pop() if len(complete) == 1 else None


def document_of(
    record: Mapping[str, Any], sources: Mapping[str, str], origin: Literal["shipped", "user"]
) -> LegalDocument:
    """Return the document that a completed record describes; `sources` spells out sources named by a short key."""
    lists = {name: tuple(record.get(name, ())) for name in LIST_FIELDS}
    lists["sources"] = tuple(sources.get(name, name) for name in lists["sources"])
    period = record.get("period")
    return LegalDocument(
        id=record["id"],
        number=record["number"],
        type=record.get("type"),
        title=record.get("title"),
        issuer=record.get("issuer"),
        territory=record.get("territory"),
        **{name: day_of(record.get(name)) for name in DATE_FIELDS},  # type: ignore[arg-type]
        period=(period[0], period[1]) if period else None,
        last_known=record.get("status", "unknown"),
        confidence=record.get("confidence", "low"),
        vbpl_item=record.get("vbpl_item"),
        origin=origin,
        **lists,  # type: ignore[arg-type]
    )


def movement_of(record: Mapping[str, Any], sources: Mapping[str, str]) -> Movement:
    """Return the movement that `record` describes."""
    return Movement(
        name=record["name"],
        kind=record["kind"],
        period=_years(record.get("period")),
        stages=tuple((first, last) for first, last in record.get("stages", ())),
        confidence=record.get("confidence", "medium"),
        **_texts(record, sources, "aliases", "misnames", "keywords", "basis", "notes", "sources"),
    )


def body_of(record: Mapping[str, Any], sources: Mapping[str, str]) -> Body:
    """Return the body or place that `record` describes."""
    return Body(
        kind=record["kind"],
        began=day_of(record.get("began")),
        ceased=day_of(record.get("ceased")),
        generic=record.get("generic", False),
        successor=record.get("successor"),
        confidence=record.get("confidence", "medium"),
        **_texts(record, sources, "names", "exceptions", "basis", "notes", "sources"),
    )


def anniversary_of(record: Mapping[str, Any], sources: Mapping[str, str]) -> AnniversaryDay:
    """Return the day to celebrate that `record` describes."""
    return AnniversaryDay(
        name=record["name"],
        day=record["day"],
        month=record["month"],
        year=record.get("year"),
        counted=record.get("counted", record.get("year") is not None),
        confidence=record.get("confidence", "medium"),
        **_texts(record, sources, "aliases", "notes", "sources"),
    )


def day_of(text: str | date | None) -> date | None:
    """Return the day that ISO text names."""
    return date.fromisoformat(text) if isinstance(text, str) else text


def _texts(record: Mapping[str, Any], sources: Mapping[str, str], *names: str) -> dict[str, Any]:
    texts: dict[str, Sequence[str]] = {name: tuple(record.get(name, ())) for name in names}
    texts["sources"] = tuple(sources.get(name, name) for name in texts["sources"])
    return dict(texts)


def _years(pair: Sequence[int] | None) -> tuple[int, int] | None:
    return (pair[0], pair[1]) if pair else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
