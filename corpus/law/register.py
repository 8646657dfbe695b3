"""The register of law: which documents there are, what became of them, and what the school trade counts by.

``load_register()`` reads the built index (made from data/ by ``python -m corpus.law.build``) and the office's own
entries, which win. Documents are made only when they are asked for, so loading is quick.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal

from corpus.law import matching, records
from corpus.law.life import Lives
from corpus.law.model import AnniversaryDay, Body, LegalDocument, Movement, Replacement, Status
from corpus.law.numbers import number_key

__all__ = [
    "AnniversaryDay",
    "Body",
    "LegalDocument",
    "Movement",
    "Register",
    "Replacement",
    "Status",
    "load_register",
]

BUILT: Final = Path(__file__).parent / "built"
REGISTER_FILE: Final = BUILT / "register.json"
CONTEXT_FILE: Final = BUILT / "context.json"
USER_FOLDER: Final = "law"


class Register:
    """Documents of law with their lives, movements, bodies and days. Read only.

    `documents` are completed records (corpus.law.records) in the order of the register; `own` are ids of the office's
    entries.
    """

    def __init__(
        self,
        documents: list[records.Record],
        *,
        sources: Mapping[str, str],
        as_of: date | None = None,
        secondary_from: date | None = None,
        own: frozenset[str] = frozenset(),
        context_file: Path | None = None,
    ) -> None:
        self.as_of = as_of
        self.secondary_from = secondary_from
        self._records = {record["id"]: record for record in documents}
        self._lives = Lives(self.get, secondary_from)
        self._sources = sources
        self._own = own
        self._context_file = context_file
        self._documents: dict[str, LegalDocument] = {}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for identifier, record in self._records.items():
            self._by_key[record["key"]].append(identifier)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[LegalDocument]:
        return (self._document(identifier) for identifier in self._records)

    def of_types(self, types: frozenset[str]) -> Iterator[LegalDocument]:
        """Yield the documents of these kinds ("Luật"), in the order of the register."""
        return (self._document(i) for i, record in self._records.items() if record.get("type") in types)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._records

    def get(self, identifier: str) -> LegalDocument | None:
        """Return the document whose id is `identifier`, or ``None``."""
        return self._document(identifier) if identifier in self._records else None

    def find(self, number: str, day: date | None = None) -> tuple[LegalDocument, ...]:
        """Return the documents that bear `number`, however it is written.

        Several where the number repeats; `day`, the day of issue, then picks the one issued that day if there is one.
        A number without the year that it should carry ("22/TT-BGDĐT") finds every year's, or that day's.
        """
        found = self._numbered(number)
        if day is not None:
            exact = tuple(document for document in found if document.issued == day)
            return exact or found
        return found

    def status(self, document: LegalDocument, day: date) -> Status:
        """Return the status of `document` on `day`, with how far it can be relied on."""
        return self._lives.status(document, day)

    def replacement(self, document: LegalDocument, day: date) -> Replacement:
        """Return what stands in the place of `document` on `day`: itself while it is in force."""
        return self._lives.replacement(document, day)

    def near(self, number: str, day: date | None = None, limit: int = 3) -> tuple[LegalDocument, ...]:
        """Return the documents that `number` may be a slip of: one digit, the year or a letter off.

        Where `day` is given and some of them were issued that day, only those are returned.
        """
        key = number_key(number)
        if key is None:
            return ()
        hits = [
            (distance, document)
            for distance, other in matching.near_keys(key, self._keys)
            for document in self._keyed(records.join_key(other))
        ]
        if day is not None:
            same_day = [hit for hit in hits if hit[1].issued == day]
            hits = same_day or [hit for hit in hits if hit[0] == 1]
        hits.sort(key=lambda hit: (hit[0], *_likely_first(hit[1])))
        return tuple(document for _, document in hits[:limit])

    def lookup(self, query: str, limit: int = 10) -> tuple[LegalDocument, ...]:
        """Return the documents that `query` may mean, best first: a number, a garbled number, or words of the title."""
        query = query[: matching.MAX_QUERY].strip()
        numbers = matching.numbers_in(query) or [query]
        found = [document for number in numbers for document in self._numbered(number)] or self._spoken_of(query)
        if not found:
            keys = [key for number in numbers for _, key in matching.garbled_keys(number, self._keys)]
            keys = keys or matching.serial_keys(query, self._keys)
            found = [document for key in keys for document in self._keyed(records.join_key(key))]
        if not found:
            hits = [(share, self._document(i)) for share, i in self._word_index.search(query, 2 * limit)]
            hits.sort(key=lambda hit: (-round(hit[0], 2), *_likely_first(hit[1])))
            found = [document for _, document in hits]
        return tuple(dict.fromkeys(_of_the_day(query, found)))[:limit]

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """Named movements, campaigns and programmes with their official names and years."""
        return tuple(records.movement_of(record, self._sources) for record in self._context["movements"])

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Bodies and places that began or ceased on a known day."""
        return tuple(records.body_of(record, self._sources) for record in self._context["bodies"])

    @cached_property
    def anniversaries(self) -> tuple[AnniversaryDay, ...]:
        """The days that schools celebrate."""
        return tuple(records.anniversary_of(record, self._sources) for record in self._context["anniversaries"])

    def entries(self) -> list[records.Record]:
        """Return every entry as the index holds it, for checks of the whole."""
        return list(self._records.values())

    def is_own(self, document: LegalDocument) -> bool:
        """Tell whether the entry is the office's own and not a shipped one."""
        return document.id in self._own

    def _numbered(self, number: str) -> tuple[LegalDocument, ...]:
        key = number_key(number)
        if key is None:
            return ()
        exact = self._keyed(records.join_key(key))
        if exact or key[1]:
            return exact
        serial, _, letters = key
        found = [
            document
            for other in self._keys
            if other[0] == serial and other[2] == letters
            for document in self._keyed(records.join_key(other))
        ]
        return tuple(sorted(found, key=_likely_first))

    def _spoken_of(self, query: str) -> list[LegalDocument]:
        """Return the documents of one kind and serial ("thông tư 22"): those that say most of the other words first."""
        named = matching.named_serial(query)
        if named is None:
            return []
        keys = [key for key in self._keys if key[0] == named.serial and named.year in ("", key[1])]
        found = [document for key in keys for document in self._keyed(records.join_key(key))]
        of_kind = [document for document in found if document.type in named.kinds]
        return sorted(
            of_kind,
            key=lambda each: (-len(named.words & set(matching.words_in(each.title or ""))), *_likely_first(each)),
        )

    def _keyed(self, key: str) -> tuple[LegalDocument, ...]:
        return tuple(self._document(identifier) for identifier in self._by_key.get(key, ()))

    def _document(self, identifier: str) -> LegalDocument:
        document = self._documents.get(identifier)
        if document is None:
            origin: Literal["shipped", "user"] = "user" if identifier in self._own else "shipped"
            document = records.document_of(self._records[identifier], self._sources, origin)
            self._documents[identifier] = document
        return document

    @cached_property
    def _keys(self) -> list[matching.Key]:
        return [parts for key in self._by_key if len(parts := records.split_key(key)) == 3]  # type: ignore[misc]

    @cached_property
    def _word_index(self) -> matching.WordIndex:
        return matching.WordIndex(self._records)

    @cached_property
    def _context(self) -> dict[str, list[dict[str, Any]]]:
        if self._context_file is None:
            return {"movements": [], "bodies": [], "anniversaries": []}
        context: dict[str, list[dict[str, Any]]] = json.loads(self._context_file.read_text(encoding="utf-8"))
        return context


def _likely_first(document: LegalDocument) -> tuple[bool, int]:
    """Return a sort key that puts first what schools cite, then what is newer."""
    return not document.topics, -(document.issued.toordinal() if document.issued else 0)


def _of_the_day(query: str, found: list[LegalDocument]) -> list[LegalDocument]:
    """Return those of `found` that were issued on the one day that `query` names, or all of them."""
    if len(found) < 2:
        return found
    from corpus.dates import find_dates  # needed by few look-ups, so not by those who only load

    days = {mention.day for mention in find_dates(query) if mention.day is not None}
    return [document for document in found if document.issued in days] or found


def load_register(home: Path | None = None) -> Register:
    """Return the shipped register, with the entries of ``home/law/*.yaml`` in the place of shipped ones of the same id.

    Raises InputError where a file of the office cannot be read or contradicts itself. Cached until such a file changes.
    """
    folder = None if home is None else Path(home) / USER_FOLDER
    files = () if folder is None or not folder.is_dir() else tuple(sorted(folder.glob("*.y*ml")))
    return _load(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@cache
def _shipped() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(REGISTER_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _load(files: tuple[tuple[Path, int, int], ...]) -> Register:
    data = _shipped()
    documents: dict[str, records.Record] = {record["id"]: record for record in data["documents"]}
    own: set[str] = set()
    if files:
        # Reads YAML, which only an office with entries of its own needs.
        from corpus.law.userentries import read_user_file, related

        for path, _, _ in files:
            entries = read_user_file(path)
            documents.update(related(entries, documents))
            documents.update((entry["id"], entry) for entry in entries)
            own.update(entry["id"] for entry in entries)
    return Register(
        list(documents.values()),
        sources=data["sources"],
        as_of=date.fromisoformat(data["as_of"]),
        secondary_from=date.fromisoformat(data["secondary_from"]),
        own=frozenset(own),
        context_file=CONTEXT_FILE,
    )
