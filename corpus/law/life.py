"""The life of a document: its status on a day, and what stands in its place. Pure functions of documents and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from corpus.law.model import LegalDocument, Replacement, Status

Get = Callable[[str], LegalDocument | None]


class _End(NamedTuple):
    """The day on which a document's life ended, what ended it, and whether that is verified."""

    day: date
    by: tuple[str, ...]
    certain: bool


def status_on(document: LegalDocument, day: date, get: Get, secondary_from: date | None = None) -> Status:
    """Return the status of `document` on `day`.

    `get` finds documents by id. What happened from `secondary_from` on rests on secondary sources and is never certain.
    """
    beyond = document.known_to is not None and day > document.known_to
    newer = tuple(i for i in document.successors if (s := get(i)) and s.issued and s.issued <= day)
    begun = _begun(document, day)
    if begun is not None:
        return begun
    end = _end(document, get)
    if end is not None and end.day <= day:
        trusted = secondary_from is None or end.day < secondary_from
        name = "replaced" if document.replaced_by else "lapsed"
        return Status(name, end.day, end.by, end.certain and trusted, document.known_to, beyond, newer=newer)  # type: ignore[arg-type]
    if document.period_end is not None and document.period_end < day:
        return Status("lapsed", None, (), False, document.known_to, beyond, period_over=True, newer=newer)
    if end is None and document.last_known == "lapsed":
        return Status("unknown", None, (), False, document.known_to, beyond, newer=newer)
    return _in_force(document, day, get, beyond, newer, ends_later=end is not None, secondary_from=secondary_from)


def replacement_on(document: LegalDocument, day: date, get: Get, secondary_from: date | None = None) -> Replacement:
    """Follow `document` along what replaced it to what is in force on `day`; a fork gives every end, a cycle is cut."""
    chain: list[str] = []
    ends: dict[str, LegalDocument] = {}
    flags = {"soft": False, "certain": True}

    def follow(current: LegalDocument) -> None:
        if current.id in chain:
            return
        chain.append(current.id)
        status = status_on(current, day, get, secondary_from)
        if status.status in ("in-force", "amended") or (status.status == "unknown" and current is not document):
            ends[current.id] = current
            flags["certain"] &= status.status != "unknown"
            return
        if status.status in ("not-yet-effective", "unknown"):
            return
        followers = [found for i in current.replaced_by if (found := get(i))]
        if not followers:
            followers = [found for i in status.newer if (found := get(i))]
            flags["soft"] |= bool(followers)
        flags["certain"] &= status.certain
        for follower in followers:
            follow(follower)

    follow(document)
    return Replacement(
        chain=tuple(chain),
        documents=tuple(ends.values()),
        forked=len(ends) > 1,
        soft=flags["soft"],
        certain=bool(ends) and flags["certain"] and not flags["soft"],
    )


def _begun(document: LegalDocument, day: date) -> Status | None:
    """Return the status before the document's first day, ``None`` from then on."""
    first = document.effective or document.issued
    if first is None or day >= first:
        return None
    name = "effective" if document.effective else "issued"
    certain = document.is_certain(name) and not document.doubts
    return Status("not-yet-effective", None, (), certain, document.known_to)


def _end(document: LegalDocument, get: Get) -> _End | None:
    """Return the end of a document's life: as the register states it, else the first day of the earliest that replaced it."""
    by = document.replaced_by or document.repealed_by
    if document.lapsed is not None:
        names = ("lapsed", "replaced_by") if document.replaced_by else ("lapsed",)
        return _End(document.lapsed, by, document.is_certain(*names) and not document.doubts)
    if document.last_known != "lapsed":
        return None
    days = [first for i in by if (other := get(i)) and (first := other.effective or other.issued)]
    return _End(min(days), by, certain=False) if days else None


def _in_force(
    document: LegalDocument,
    day: date,
    get: Get,
    beyond: bool,
    newer: tuple[str, ...],
    *,
    ends_later: bool,
    secondary_from: date | None,
) -> Status:
    """Return the status of a document that has begun and not ended: in force, amended, or unknown where nothing says so."""
    known = ends_later or document.last_known not in ("unknown", "lapsed")
    if not known and (document.known_to is None or beyond):
        return Status("unknown", None, (), False, document.known_to, beyond, newer=newer)
    certain = document.is_certain("effective") and document.effective is not None and not beyond
    partial = document.last_known == "partly-in-force"
    amendments = _amendments(document, day, get)
    if amendments:
        since = min(first for _, first in amendments)
        sound = certain and (secondary_from is None or since < secondary_from)
        sound = sound and all(other.is_certain("effective") for other, _ in amendments)
        by = tuple(other.id for other, _ in amendments)
        return Status("amended", since, by, sound, document.known_to, beyond, partial=partial, newer=newer)
    if document.last_known in ("amended", "partly-in-force") and not _dated(document.amended_by, get):
        return Status("amended", None, document.amended_by, False, document.known_to, beyond, partial=partial, newer=newer)
    return Status("in-force", document.effective, (), certain, document.known_to, beyond, newer=newer)


def _amendments(document: LegalDocument, day: date, get: Get) -> list[tuple[LegalDocument, date]]:
    """Return the documents that amend `document` and apply on `day`, each with its first day."""
    others: Iterable[LegalDocument] = (found for i in document.amended_by if (found := get(i)))
    return [(other, first) for other in others if (first := other.effective or other.issued) and first <= day]


def _dated(ids: Iterable[str], get: Get) -> bool:
    """Tell whether the first day of any of these documents is known."""
    return any((other := get(i)) and (other.effective or other.issued) for i in ids)
