"""The life of a document: its status on a day, and what stands in its place. Pure functions of documents and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from corpus.law.model import LegalDocument, Replacement, Status


class _End(NamedTuple):
    """The day on which a document's life ended, what ended it, and whether that is verified."""

    day: date
    by: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Lives:
    """Answers questions about lives. `get` finds documents by id.

    What happened from `secondary_from` on rests on secondary sources and is never certain.
    """

    get: Callable[[str], LegalDocument | None]
    secondary_from: date | None = None

    def status(self, document: LegalDocument, day: date) -> Status:
        """Return the status of `document` on `day`."""
        status = self._before(document, day) or self._after(document, day) or self._during(document, day)
        return replace(
            status,
            known_to=document.known_to,
            beyond_known=document.known_to is not None and day > document.known_to,
            newer=tuple(other.id for other in self._all(document.successors) if other.issued and other.issued <= day),
        )

    def replacement(self, document: LegalDocument, day: date) -> Replacement:
        """Follow `document` to what is in force in its place on `day`; a fork gives every end, a cycle is cut."""
        chain: dict[str, None] = {}
        ends: list[LegalDocument] = []
        soft, certain = False, True
        waiting = [document]
        while waiting:
            current = waiting.pop()
            if current.id in chain:
                continue
            chain[current.id] = None
            status = self.status(current, day)
            certain &= status.certain or status.status in ("in-force", "amended")
            if status.status in ("in-force", "amended") or (status.status == "unknown" and current is not document):
                ends.append(current)
            elif status.status in ("replaced", "lapsed"):
                formal = self._all(current.replaced_by)
                soft |= not formal and bool(status.newer)
                waiting.extend(reversed(formal or self._all(status.newer)))
        return Replacement(
            chain=tuple(chain),
            documents=tuple(ends),
            forked=len(ends) > 1,
            soft=soft,
            certain=certain and bool(ends) and not soft,
        )

    def _before(self, document: LegalDocument, day: date) -> Status | None:
        """Return the status before the document's first day, ``None`` from then on."""
        first = _first_day(document)
        if first is None or day >= first:
            return None
        name = "effective" if document.effective else "issued"
        return Status("not-yet-effective", certain=document.is_certain(name) and not document.doubts)

    def _after(self, document: LegalDocument, day: date) -> Status | None:
        """Return the status once the document's life or its period has ended, ``None`` before."""
        end = self._end(document)
        if end is not None and end.day <= day:
            certain = end.certain and self._trusted(end.day)
            if document.replaced_by:
                return Status("replaced", end.day, end.by, certain)
            return Status("lapsed", end.day, end.by, certain)
        if document.period_end is not None and document.period_end < day:
            return Status("lapsed", period_over=True)
        return Status("unknown") if end is None and document.last_known == "lapsed" else None

    def _during(self, document: LegalDocument, day: date) -> Status:
        """Return the status of a document that has begun and not ended: in force, amended, or unknown."""
        beyond = document.known_to is not None and day > document.known_to
        if document.last_known == "unknown" and document.lapsed is None and (document.known_to is None or beyond):
            return Status("unknown")
        certain = document.effective is not None and document.is_certain("effective") and not beyond
        partial = document.last_known == "partly-in-force"
        amending = [other for other in self._all(document.amended_by) if _first_day(other)]
        applied = [(first, other) for other in amending if (first := _first_day(other)) and first <= day]
        if applied:
            since = min(first for first, _ in applied)
            sound = certain and self._trusted(since)
            sound = sound and all(other.effective and other.is_certain("effective") for _, other in applied)
            return Status("amended", since, tuple(other.id for _, other in applied), sound, partial=partial)
        if document.last_known in ("amended", "partly-in-force") and not amending:
            return Status("amended", None, document.amended_by, partial=partial)
        return Status("in-force", document.effective, certain=certain)

    def _end(self, document: LegalDocument) -> _End | None:
        """Return the end of a life: as the register states it, else the first day of what took over."""
        by = document.replaced_by or document.repealed_by
        if document.lapsed is not None:
            names = ("lapsed", "replaced_by") if document.replaced_by else ("lapsed",)
            return _End(document.lapsed, by, document.is_certain(*names) and not document.doubts)
        days = [first for other in self._all(by) if (first := _first_day(other))]
        return _End(min(days), by, certain=False) if days and document.last_known == "lapsed" else None

    def _all(self, ids: Iterable[str]) -> list[LegalDocument]:
        return [document for identifier in ids if (document := self.get(identifier))]

    def _trusted(self, day: date) -> bool:
        return self.secondary_from is None or day < self.secondary_from


def _first_day(document: LegalDocument) -> date | None:
    return document.effective or document.issued
