"""Which mentions are of one document: short names that the text defines, later mentions, the first mention of each.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6: a document named in full once may be named shortly after that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from corpus.law.citation_mentions import Mention
from corpus.law.model import LegalDocument

_CALLED: Final = r"(?:goi|viet|ky hieu)[ \n]{1,3}(?:chung[ \n]{1,3})?(?:tat[ \n]{1,3})?(?:la|:)[ \n\"']{0,4}"
_DEFINING: Final = re.compile(rf"{_CALLED}$")
_DEFINITION: Final = re.compile(rf"{_CALLED}(?P<name>[^()\n\"';.]{{4,60}})[\"']?[ ]?\)")
_DEFINITION_REACH: Final = 500
_MAX_NAMES: Final = 40  # more than any plan defines; each is looked for in the whole text
# A short name is looked for again only where it is more than the name of a kind ("Kế hoạch").
_NAME: Final = re.compile(
    r"(?:de an|chuong trinh|ke hoach|quyet dinh|chi thi|thong tu|nghi dinh|nghi quyet|luat|huong dan|quy che|quy dinh)"
    r"[ ].*[a-z0-9]"
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
    defined = _defined_names(folded, mentions)
    if not defined:
        return list(mentions)
    mentions = [_named_shortly(mention, defined.get(folded[mention.start : mention.end])) for mention in mentions]
    names = "|".join(re.escape(name) for name in sorted(defined, key=len, reverse=True))
    starts = [mention.start for mention in mentions]
    added: list[Mention] = []
    for use in re.finditer(rf"(?<![a-z0-9])(?:{names})(?![a-z0-9])", folded):
        mention = defined[use[0]]
        before = bisect_right(starts, use.start()) - 1
        free = before < 0 or mentions[before].end <= use.start()
        free = free and (before + 1 >= len(starts) or use.end() <= starts[before + 1])
        if free and use.start() > mention.start and text[use.start()].isupper():
            added.append(Mention(use.start(), use.end(), mention.kind, form="short", refers_to=mention.start))
    return sorted([*mentions, *added], key=lambda m: m.start)


def _named_shortly(mention: Mention, defined: Mention | None) -> Mention:
    """Return `mention` as a short one of `defined`, the mention for which its words were defined, if any."""
    if defined is None or mention.form == "full" or mention.start <= defined.start:
        return mention
    return replace(mention, form="short", name=None, refers_to=defined.start)


def _defined_names(folded: str, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Return short name -> the mention for which the text defines it, for the first `_MAX_NAMES` of them."""
    defined: dict[str, Mention] = {}
    named = [mention for mention in mentions if mention.refers_to is None]
    next_starts = [*(mention.start for mention in named[1:]), len(folded)]
    for mention, next_start in zip(named, next_starts, strict=False):
        if len(defined) == _MAX_NAMES or mention.form == "short":
            continue
        reach = min(next_start, mention.end + _DEFINITION_REACH)
        definition = _DEFINITION.search(folded, mention.end, reach)
        if definition is not None and _NAME.fullmatch(name := definition["name"].strip()):
            defined.setdefault(name, mention)
    return defined


def serial_of(mention: Mention) -> str | None:
    """Return the serial in the number of `mention`, as two digits at least, or ``None``."""
    return mention.number_parts.serial if mention.number_parts else None


class FirstMentions:
    """Which documents a text has named so far, and where first."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[str, str, str], dict[date | None, int]] = {}
        self._by_serial: dict[tuple[str | None, str], int] = {}
        self._by_name: dict[tuple[str | None, str, str | None], int] = {}
        self._by_start: dict[int, int] = {}

    def enter(self, index: int, mention: Mention, documents: tuple[LegalDocument, ...]) -> int | None:
        """Return the index of the first mention of the same document, ``None`` where it is this one; remember it."""
        first = self._first(index, mention, documents)
        self._by_start[mention.start] = index if first is None else first
        return first

    def _first(self, index: int, mention: Mention, documents: tuple[LegalDocument, ...]) -> int | None:
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

    def _first_named(self, index: int, mention: Mention, documents: tuple[LegalDocument, ...]) -> int | None:
        """Return the first mention of a law by this name, if the register takes both for the same law."""
        law = documents[0].id if len(documents) == 1 else None
        first = self._by_name.setdefault((mention.kind, mention.name or "", law), index)
        return None if first == index else first

    def _first_numbered(self, index: int, mention: Mention) -> int | None:
        """Return the first mention with this number: of this day, where the number may name several documents."""
        days = self._by_number.setdefault(mention.number_key or ("", "", mention.number or ""), {})
        if mention.has_year or mention.day is None or None in days:
            first = next(iter(days.values()), None)
        else:
            first = days.get(mention.day)
        days.setdefault(mention.day, index if first is None else first)
        return first
