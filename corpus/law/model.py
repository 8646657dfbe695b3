"""What the register of law is made of: documents with their lives, movements, bodies, days to celebrate. Frozen data.

Days are first days: `effective` the first day in force, `lapsed` the first day no longer in force, `ceased` the first
day without the body. What is unknown is ``None`` or an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Confidence = Literal["high", "medium", "low"]
StatusName = Literal["in-force", "amended", "replaced", "lapsed", "not-yet-effective", "unknown"]
LastKnown = Literal[
    "in-force", "amended", "partly-in-force", "lapsed", "period-over", "newer-exists", "not-yet-effective", "unknown"
]

# Fields whose doubt makes an entry as a whole unverified. A doubtful title only bars conclusions from the title.
LIFE_FIELDS = frozenset({"number", "issuer", "issued", "effective", "lapsed", "replaced_by", "status"})


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document of law, of the Party or of an association, and its life.

    `id` is the number, with "@" and the day of issue (or the territory) where several documents bear the number.
    `last_known` is the status on `known_to`, as the sources state it. `replaced_by` and the other relations hold ids.
    `successors` are documents on the same subject for a later period that replace nothing formally. `period` are the
    years that a programme covers, `period_end` its last day. `unverified` names the fields that no source confirms;
    `conflicts` and `doubts` say where sources disagree. `misquotes` are known wrong ways of citing it. `origin` tells
    the office's own entries from the shipped.
    """

    id: str
    number: str
    type: str | None = None
    title: str | None = None
    issuer: str | None = None
    territory: str | None = None
    issued: date | None = None
    effective: date | None = None
    lapsed: date | None = None
    period: tuple[int, int] | None = None
    period_end: date | None = None
    last_known: LastKnown = "unknown"
    known_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    repealed_by: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    misquotes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: Confidence = "low"
    unverified: tuple[str, ...] = ()
    unverified_notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    vbpl_item: str | None = None
    sources: tuple[str, ...] = ()
    origin: Literal["shipped", "user"] = "shipped"

    @property
    def verified(self) -> bool:
        """Tell whether every date and relation of the entry was confirmed and no source contradicts it."""
        return self.confidence == "high" and not self.doubts and LIFE_FIELDS.isdisjoint(self.unverified)

    @property
    def year_in_number(self) -> bool:
        """Tell whether the number carries the year ("22/2020/TT-BGDĐT") and so names one document only."""
        parts = self.number.split("/")
        return self.territory is None and len(parts) > 2 and len(parts[1]) == 4 and parts[1].isdigit()

    @property
    def url(self) -> str | None:
        """The document's page in the official database of legal documents, where it is known."""
        return self.vbpl_item and f"https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID={self.vbpl_item}"

    def is_certain(self, *fields: str) -> bool:
        """Tell whether `fields` were verified: good enough to rest an error on, as far as this entry goes."""
        return self.confidence != "low" and not any(name in self.unverified for name in fields)


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a document on a day.

    `since` is the day on which that status began, where it is known. `by` are the ids of the documents that brought
    it about (those that replace, repeal or amend). `certain` tells that every date it rests on was verified: without
    it the status supports information or a warning, never an error. `known_to` is the day up to which the status is
    known and `beyond_known` that the day asked about lies after it: the status is then the last known one.
    `period_over` marks a programme whose years have passed though nobody repealed it, `partial` a document of which
    parts were replaced or repealed. `newer` are the ids of documents on the same subject for a later period that were
    issued by that day.
    """

    status: StatusName
    since: date | None = None
    by: tuple[str, ...] = ()
    certain: bool = False
    known_to: date | None = None
    beyond_known: bool = False
    period_over: bool = False
    partial: bool = False
    newer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in a document's place on a day.

    `documents` are in force that day: none where nothing is known to have followed, several where the chain forks
    (`forked`) and the reader must choose. `chain` are the ids that were passed on the way, the document itself first.
    `soft` tells that a step leads to a document of a later period, which replaces nothing formally. `certain` tells
    that every step was verified.
    """

    chain: tuple[str, ...]
    documents: tuple[LegalDocument, ...]
    forked: bool = False
    soft: bool = False
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """A named movement, campaign or programme: its official name, other correct names, wrong ones in use, its years.

    `stages` are the official parts of the period. `basis` are ids of documents. Years are ``None`` for a standing
    movement.
    """

    name: str
    kind: Literal["movement", "campaign", "programme"]
    period: tuple[int, int] | None = None
    stages: tuple[tuple[int, int], ...] = ()
    aliases: tuple[str, ...] = ()
    misnames: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence = "medium"


@dataclass(frozen=True, slots=True)
class Body:
    """A body or a place that began or ceased on a known day.

    `names` are its names and abbreviations, the full one first. A `generic` body stands for every body whose name
    begins with one of `names` ("Phòng Giáo dục và Đào tạo thị xã …"), except where one of `exceptions` follows at
    once. `successor` says in Vietnamese what took its place.
    """

    names: tuple[str, ...]
    kind: Literal["body", "place"]
    began: date | None = None
    ceased: date | None = None
    generic: bool = False
    exceptions: tuple[str, ...] = ()
    successor: str | None = None
    basis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence = "medium"

    def exists(self, day: date) -> bool:
        """Tell whether the body existed on `day`."""
        return (self.began is None or self.began <= day) and (self.ceased is None or day < self.ceased)


@dataclass(frozen=True, slots=True)
class AnniversaryDay:
    """A day that is celebrated. `year` is the event's, where there is one; `counted` tells that years are counted."""

    name: str
    day: int
    month: int
    year: int | None = None
    counted: bool = True
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence = "medium"
