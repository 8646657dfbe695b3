"""Which mentions are of one document: short names that the text defines, later mentions, the first mention of each.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6: a document named in full once may be named shortly after that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from corpus.law.citation_mentions import Mention
from corpus.law.citation_register import Document
from corpus.law.numbers import number_key, split_number

_CALLED: Final = r"(?:goi|viet|ky hieu)[ \n]{1,3}(?:chung[ \n]{1,3})?(?:tat[ \n]{1,3})?(?:la|:)[ \n\"']{0,4}"
_DEFINING: Final = re.compile(rf"{_CALLED}$")
_DEFINITION: Final = re.compile(rf"{_CALLED}(?P<name>[^()\n\"';.]{{4,60}})[\"']?[ ]?\)")
_DEFINITION_REACH: Final = 500
# A short name is looked for again only where it is more than the name of a kind ("Kế hoạch").
_NAME: Final = re.compile(
    r"(?:de an|chuong trinh|ke hoach|quyet dinh|chi thi|thong tu|nghi dinh|nghi quyet|luat|huong dan|quy che|quy dinh)[ ].*[a-z0-9]"
)


def with_definitions(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions` with those that only define a short name ("gọi tắt là Chỉ thị số 20-TTg") as later mentions."""
    result: list[Mention] = []
    for mention in mentions:
        defines = _DEFINING.search(folded[max(0, mention.start - 24) : mention.start]) is not None
        repeats = bool(result) and mention.number is not None and mention.number == result[-1].number
        if defines and result and not repeats and mention.day is None:
            serial = serial_of(mention) or mention.serial
            mention = replace(mention, form="short", number=None, serial=serial, name=None, refers_to=result[-1].start)
        result.append(mention)
    return result


def with_defined_names(text: str, folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions` with the uses of the short names that the text defines for documents ("Luật TĐKT")."""
    added: list[Mention] = []
    taken = [(mention.start, mention.end) for mention in mentions]
    starts = [mention.start for mention in mentions] + [len(folded)]
    for mention, next_start in zip(mentions, starts[1:], strict=True):
        reach = min(next_start, mention.end + _DEFINITION_REACH)
        definition = _DEFINITION.search(folded, mention.end, reach) if mention.form != "short" else None
        if definition is None or not _NAME.fullmatch(name := definition["name"].strip()):
            continue
        for use in re.finditer(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", folded[definition.start("name") :]):
            start = definition.start("name") + use.start()
            end = start + len(name)
            if text[start].isupper() and not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                added.append(Mention(start, end, mention.kind, form="short", refers_to=mention.start))
    return sorted([*mentions, *added], key=lambda m: m.start)


def serial_of(mention: Mention) -> str | None:
    """Return the serial in the number of `mention`, as two digits at least, or ``None``."""
    parts = split_number(mention.number) if mention.number else None
    return parts.serial if parts else None


@dataclass(frozen=True, slots=True)
class _Seen:
    index: int
    day: date | None


class FirstMentions:
    """Which documents a text has named so far, and where first."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[str, str, str], list[_Seen]] = {}
        self._by_serial: dict[tuple[str | None, str], int] = {}
        self._by_name: dict[tuple[str | None, str, str | None], int] = {}
        self._by_start: dict[int, int] = {}

    def enter(self, index: int, mention: Mention, documents: tuple[Document, ...]) -> int | None:
        """Return the index of the first mention of the same document, ``None`` where it is this one; remember it."""
        first = self._first(index, mention, documents)
        self._by_start[mention.start] = index if first is None else first
        return first

    def _first(self, index: int, mention: Mention, documents: tuple[Document, ...]) -> int | None:
        if mention.refers_to is not None:
            return self._by_start.get(mention.refers_to)
        if mention.form == "short" and mention.number is None:
            return self._by_serial.get((mention.kind, (mention.serial or "").lstrip("0")))
        if mention.number is None:
            return self._first_named(index, mention, documents)
        first = self._first_numbered(index, mention)
        serial = serial_of(mention)
        if serial and first is None:
            self._by_serial[mention.kind, serial.lstrip("0")] = index
        if mention.name is not None:
            self._first_named(index if first is None else first, mention, documents)
        return first

    def _first_named(self, index: int, mention: Mention, documents: tuple[Document, ...]) -> int | None:
        """Return the first mention of a law by this name, if the register takes both for the same law."""
        law = documents[0].id if len(documents) == 1 else None
        first = self._by_name.setdefault((mention.kind, mention.name or "", law), index)
        return None if first == index else first

    def _first_numbered(self, index: int, mention: Mention) -> int | None:
        key = number_key(mention.number or "") or (mention.number or "", "", "")
        seen = self._by_number.setdefault(key, [])
        for earlier in seen:
            if mention.has_year or mention.day is None or earlier.day is None or earlier.day == mention.day:
                return earlier.index
        seen.append(_Seen(index, mention.day))
        return None
