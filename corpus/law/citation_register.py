"""What the register knows of a mention: the documents that its number, its name or its bare serial can mean.

Everything here answers with all documents that fit; which of them is meant is settled by a day where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, Protocol

from corpus.law.citation_mentions import Mention
from corpus.law.model import LegalDocument
from corpus.noise import similarity, skeleton
from corpus.text import fold_key

_LAW_KINDS: Final = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_MAX_KEPT: Final = 4096
_LIKENESS: Final = 0.85
_TITLE_TAIL: Final = re.compile(r"\s*\((?:[^)]*)\)\s*$")
_LAW_PREFIX: Final = re.compile(r"^(?:bo luat|luat|phap lenh|hien phap)\s+")


class DocumentSource(Protocol):
    """A register of documents."""

    def of_types(self, types: frozenset[str]) -> Iterator[LegalDocument]:
        """Yield the documents of these kinds, in the order of the register."""
        ...

    def find(self, number: str, day: date | None = None) -> tuple[LegalDocument, ...]:
        """Return the documents that bear `number`; one written without its year finds those of every year."""
        ...


class Lookup:
    """The documents of a register by number, by serial and by name; the last two are tabled when first asked for."""

    def __init__(self, register: DocumentSource | None) -> None:
        self._register = register
        self._numbered: dict[str, tuple[LegalDocument, ...]] = {}
        self._serials: dict[str, dict[str, list[LegalDocument]]] = {}
        self._resemblances: dict[str, str] = {}

    def numbered(self, number: str) -> tuple[LegalDocument, ...]:
        """Return the documents with this number; those of every year where it lacks the year that it should carry."""
        if self._register is None:
            return ()
        if len(self._numbered) >= _MAX_KEPT:
            self._numbered.clear()
        if number not in self._numbered:
            self._numbered[number] = self._register.find(number)
        return self._numbered[number]

    def by_serial(self, kind: str, serial: str, year: int) -> tuple[LegalDocument, ...]:
        """Return the documents of one kind with this serial and year, whoever issued them."""
        if kind not in self._serials:
            self._serials[kind] = self._serials_of(kind)
        return tuple(self._serials[kind].get(f"{serial.lstrip('0').zfill(2)}/{year}", ()))

    def laws(self, kind: str, name: str) -> tuple[LegalDocument, ...]:
        """Return the laws (codes, ordinances) of this kind and folded name, of any day."""
        key = law_key(f"{kind} {name}")
        found = self._laws.get(key) or self._laws.get(self._resembled(key)) or []
        return tuple(document for document in found if document.type == kind or kind == "Luật")

    def _resembled(self, key: str) -> str:
        """Return the one law's name that a damaged `key` resembles, or ``""``."""
        if key not in self._resemblances:
            if len(self._resemblances) >= _MAX_KEPT:
                self._resemblances.clear()
            near = [
                name
                for name in self._laws
                if abs(len(name) - len(key)) <= 2 and skeleton(name[:1]) == skeleton(key[:1])
            ]
            alike = [name for name in near if similarity(name, key) >= _LIKENESS]
            self._resemblances[key] = alike[0] if len(alike) == 1 else ""
        return self._resemblances[key]

    def _serials_of(self, kind: str) -> dict[str, list[LegalDocument]]:
        table: dict[str, list[LegalDocument]] = {}
        for document in self._register.of_types(frozenset((kind,))) if self._register else ():
            parts = document.number.split("/")
            if len(parts) > 2:
                table.setdefault("/".join(parts[:2]), []).append(document)
        return table

    @cached_property
    def _laws(self) -> dict[str, list[LegalDocument]]:
        table: dict[str, list[LegalDocument]] = {}
        for document in self._register.of_types(_LAW_KINDS) if self._register else ():
            if document.title:
                for name in {law_key(document.title), *(law_key(alias) for alias in document.aliases)}:
                    table.setdefault(name, []).append(document)
        return table


def law_key(name: str) -> str:
    """Return the key of a law's name, however it is written: its letters without kind, year, "và" and commas."""
    key = _TITLE_TAIL.sub("", fold_key(name))
    key = re.sub(r"\s+(?:so \S+|nam \d{4}|ngay .*|\d{4})$", "", key)
    key = _LAW_PREFIX.sub("", key) or "hien phap"
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\bva\b", "", key))


_kept: list[tuple[DocumentSource | None, Lookup]] = []


def lookup_of(register: DocumentSource | None) -> Lookup:
    """Return the look-up of `register` (of nothing without one); that of the last register asked about is kept."""
    if not _kept or _kept[0][0] is not register:
        _kept[:] = [(register, Lookup(register))]
    return _kept[0][1]


def settled(documents: tuple[LegalDocument, ...], mention: Mention, as_of: date | None) -> tuple[LegalDocument, ...]:
    """Return those of `documents` that the mention can mean: by its kind, its day or its year, else by the day `as_of`.

    A written day that no document has settles nothing: all stay, for the caller to see that the day agrees with none.
    """
    documents = tuple(d for d in documents if d.type is None or d.type == mention.kind) or documents
    if mention.day is not None or mention.year is not None:
        of_day = tuple(d for d in documents if d.issued == mention.day)
        of_year = tuple(d for d in documents if d.issued and d.issued.year == _year(mention))
        return of_day or of_year or tuple(d for d in documents if is_of_year(d, mention)) or documents
    return _current(documents, as_of) if as_of is not None else documents


def is_of_year(document: LegalDocument, mention: Mention) -> bool:
    """Tell whether the year that the mention gives is the year in which the document was issued or took effect."""
    return _year(mention) in {day.year for day in (document.issued, document.effective) if day}


def _year(mention: Mention) -> int | None:
    return mention.day.year if mention.day else mention.year


def _current(documents: tuple[LegalDocument, ...], day: date) -> tuple[LegalDocument, ...]:
    """Return the documents of one number or name that can be meant on `day`: issued by then and not yet followed."""
    issued = tuple(d for d in documents if d.issued is None or d.issued <= day) or documents
    in_effect = [d.effective for d in issued if d.effective is not None and d.effective <= day]
    latest = max(in_effect, default=None)
    return tuple(d for d in issued if latest is None or d.effective is None or d.effective >= latest)


def in_territory(documents: tuple[LegalDocument, ...], issuer: str | None, folded: str) -> tuple[LegalDocument, ...]:
    """Return `documents` without those of local bodies of a place that neither the issuer nor the text names.

    Numbers of provinces repeat: "37/2023/NQ-HĐND" is a resolution of each of them.
    """
    return tuple(d for d in documents if d.territory is None or _names(fold_key(issuer or ""), folded, d.territory))


def _names(issuer: str, folded: str, territory: str) -> bool:
    place = re.sub(r"^(?:thanh pho|tinh) ", "", fold_key(territory))
    other_place = re.search(r"(?:tinh|thanh pho) (?!$)[a-z]", issuer)
    return place in issuer or (other_place is None and place in folded)
