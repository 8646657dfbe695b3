"""From mentions to citations: years that were left out, issuers that the symbol tells, the register, earlier mentions.

Nothing is guessed: what the text, the symbol or the register does not settle stays ``None`` or a set of candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from corpus.law.citation_inference import IssuerInference
from corpus.law.citation_mentions import Mention
from corpus.law.citation_register import Document, DocumentSource, Lookup, lookup_of, settled
from corpus.law.citation_scope import BasisScope
from corpus.law.citation_tail import read_subject
from corpus.law.numbers import NumberParts, number_key, split_number
from corpus.plan import Citation, Span

_YEARLY_SYMBOLS: Final = frozenset({"tt", "nd", "ttlt", "nqlt"})  # kinds whose complete number carries the year
_DEFINING: Final = re.compile(r"(?:goi|viet|ky hieu|goi chung)[ \n]{1,3}(?:tat[ \n]{1,3})?(?:la|:)[ \n\"']{0,4}$")
_DEFINITION: Final = re.compile(
    r"(?:goi|viet)[ \n]{1,3}(?:tat[ \n]{1,3})?(?:la|:)[ \n\"']{0,4}(?P<name>[^()\n\"';.]{4,60})[\"']?[ ]?\)"
)
_ALIAS_HEAD: Final = re.compile(
    r"(?:de an|chuong trinh|ke hoach|quyet dinh|chi thi|thong tu|nghi dinh|nghi quyet|luat|huong dan|quy che|quy dinh)[ ](?=.*[0-9a-z])"
)


def resolve(
    text: str,
    folded: str,
    mentions: Sequence[Mention],
    *,
    basis: BasisScope,
    register: DocumentSource | None,
    plan_date: date | None,
) -> tuple[Citation, ...]:
    """Return the citations that `mentions`, in order, amount to."""
    lookup = lookup_of(register)
    mentions = _with_aliases(text, folded, _with_definitions(folded, mentions))
    mentions = _with_years(mentions, lookup)
    found = [_candidates(mention, lookup, plan_date) for mention in mentions]
    mentions = [_with_law_number(m, documents) for m, documents in zip(mentions, found, strict=True)]
    inference = IssuerInference(text, folded, mentions)
    firsts = _Firsts()
    citations: list[Citation] = []
    for index, (mention, documents) in enumerate(zip(mentions, found, strict=True)):
        first = firsts.of(index, mention, documents)
        issuer = inference.issuer(index, documents)
        citations.append(
            _citation(
                text, folded, mention, documents, issuer, basis, None if first is None else citations[first], first
            )
        )
    return tuple(citations)


def _citation(
    text: str, folded: str, mention: Mention, documents: tuple[Document, ...], issuer: str | None, basis: BasisScope,
    earlier: Citation | None, first: int | None,
) -> Citation:  # fmt: skip
    subject = read_subject(folded, mention.end) if mention.form != "short" else None
    candidates = tuple(document.id for document in documents)
    register_id = candidates[0] if len(candidates) == 1 and _agrees(mention, documents[0]) else None
    if earlier is not None and mention.day is None:
        candidates = earlier.candidates or candidates
        register_id = earlier.register_id or register_id
        issuer = issuer or (earlier.issuer if mention.form != "short" else None)
    return Citation(
        start=mention.start, end=mention.end, text=text[mention.start : mention.end], type=mention.kind, number=mention.number,
        date=mention.day, issuer=issuer, subject=" ".join(subject.of(text).split()) if subject else None,
        in_legal_basis=basis.covers(mention.start), register_id=register_id, candidates=candidates, form=mention.form, first=first,
        number_span=mention.number_span, date_span=mention.day_span, issuer_span=mention.issuer.span if mention.issuer else None,
        subject_span=subject,
    )  # fmt: skip


def _agrees(mention: Mention, document: Document) -> bool:
    """Tell whether `document` is certainly the one meant: a number with its year names one, another number needs its day."""
    if mention.day is None or document.issued is None or mention.day == document.issued:
        return True
    return mention.has_year or mention.form == "unnumbered"


# --- definitions and aliases -----------------------------------------------------------------------------------------


def _with_definitions(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions` with those that define a short name ("gọi tắt là Chỉ thị số 20-TTg") as later mentions of the one before."""
    result: list[Mention] = []
    for mention in mentions:
        defines = _DEFINING.search(folded[max(0, mention.start - 24) : mention.start]) is not None
        repeats = bool(result) and mention.number is not None and mention.number == result[-1].number
        if defines and result and not repeats and mention.day is None:
            mention = replace(mention, form="short", number=None, serial=_serial(mention) or mention.serial, name=None)
        result.append(mention)
    return result


def _serial(mention: Mention) -> str | None:
    parts = split_number(mention.number) if mention.number else None
    return parts.serial if parts else None


def _with_aliases(text: str, folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions` with the later uses of short names that the text defines for documents ("Luật TĐKT")."""
    added: list[Mention] = []
    taken = [(mention.start, mention.end) for mention in mentions]
    for mention in mentions:
        definition = _DEFINITION.search(folded, mention.end, mention.end + 500)
        name = definition["name"].strip() if definition else ""
        if definition is None or mention.form == "short" or not _ALIAS_HEAD.match(name):
            continue
        if any(other.start > mention.start and other.start < definition.start("name") for other in mentions):
            continue
        for use in re.finditer(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", folded[definition.start("name") :]):
            start = definition.start("name") + use.start()
            end = start + len(name)
            if text[start].isupper() and not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                added.append(Mention(start, end, mention.kind, form="short", name=None, serial=f"@{mention.start}"))
    return sorted([*mentions, *added], key=lambda m: m.start)


# --- years -----------------------------------------------------------------------------------------------------------


def _with_years(mentions: Sequence[Mention], lookup: Lookup) -> list[Mention]:
    """Return `mentions` with the year put into numbers that lack it ("22/TT-BGDĐT ngày 06/8/2020" -> "22/2020/TT-BGDĐT")."""
    incomplete = [
        m.number is not None and not m.has_year and bool(m.parts) and m.parts[0] in _YEARLY_SYMBOLS for m in mentions
    ]
    if not any(incomplete):
        return list(mentions)
    known: dict[tuple[str, str], set[int]] = {}
    for mention, lacks in zip(mentions, incomplete, strict=True):
        year = _certain_year(mention, lookup) if lacks else _written_year(mention)
        if mention.number and year:
            known.setdefault(_serial_and_letters(mention.number), set()).add(year)
    return [_complete(m, known, lookup) if lacks else m for m, lacks in zip(mentions, incomplete, strict=True)]


def _complete(mention: Mention, known: dict[tuple[str, str], set[int]], lookup: Lookup) -> Mention:
    assert mention.number is not None
    years = known.get(_serial_and_letters(mention.number), set())
    written = mention.day.year if mention.day else mention.year
    year = (
        _certain_year(mention, lookup)
        or (next(iter(years)) if len(years) == 1 else None)
        or _near_year(mention, lookup)
    )
    year = year or written
    if year is None:
        return mention
    parts = split_number(mention.number)
    assert parts is not None
    return replace(mention, number=NumberParts(parts.serial, year, parts.symbols).text)


def _certain_year(mention: Mention, lookup: Lookup) -> int | None:
    """Return the year of the one document of the register with this serial, symbol and day."""
    if mention.number is None or mention.day is None:
        return None
    return _only_year(d for d in lookup.numbered(mention.number) if d.issued == mention.day)


def _near_year(mention: Mention, lookup: Lookup) -> int | None:
    """Return the year of the one document of the register whose day and month are those written beside another year."""
    if mention.number is None or mention.day is None:
        return None
    day = mention.day
    same = (
        d
        for d in lookup.numbered(mention.number)
        if d.issued and (d.issued.month, d.issued.day) == (day.month, day.day)
    )
    return _only_year(same)


def _only_year(documents: Iterable[Document]) -> int | None:
    years = {document.issued.year for document in documents if document.issued}
    return years.pop() if len(years) == 1 else None


def _written_year(mention: Mention) -> int | None:
    parts = split_number(mention.number) if mention.number else None
    return parts.year if parts else None


def _serial_and_letters(number: str) -> tuple[str, str]:
    key = number_key(number)
    return (key[0], key[2]) if key else (number, "")


# --- register --------------------------------------------------------------------------------------------------------


def _candidates(mention: Mention, lookup: Lookup, plan_date: date | None) -> tuple[Document, ...]:
    """Return the documents of the register that the mention can mean."""
    if mention.number is not None:
        return settled(lookup.numbered(mention.number), mention, plan_date)
    if mention.name is not None and mention.kind is not None:
        return settled(lookup.laws(mention.kind, mention.name), mention, plan_date)
    if mention.serial and mention.year and mention.kind:
        return settled(lookup.by_serial(mention.kind, mention.serial, mention.year), mention, plan_date)
    return ()


def _with_law_number(mention: Mention, documents: tuple[Document, ...]) -> Mention:
    """Return a law named by its day or year, or "Thông tư 22/2021", with the number that the register gives it."""
    dated = mention.day is not None or mention.year is not None
    if mention.number is None and dated and len(documents) == 1 and (mention.name is not None or mention.serial):
        return replace(mention, number=documents[0].number, has_year=True)
    return mention


# --- first mentions --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Seen:
    index: int
    day: date | None


class _Firsts:
    """Which documents have been mentioned, and where first."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, str], list[_Seen]] = {}
        self._serials: dict[tuple[str | None, str], int] = {}
        self._names: dict[tuple[str | None, str], int] = {}
        self._starts: dict[str, int] = {}

    def of(self, index: int, mention: Mention, documents: tuple[Document, ...]) -> int | None:
        """Return the index of the first mention of the same document, or ``None`` where this is the first; remember it."""
        self._starts.setdefault(f"@{mention.start}", index)
        if mention.form == "short" and mention.number is None:
            return self._of_short(mention)
        if mention.number is None:
            first = self._names.setdefault((mention.kind, mention.name or ""), index)
            return None if first == index else first
        first = self._of_number(index, mention)
        serial = _serial(mention)
        if serial and first is None:
            self._serials[(mention.kind, serial.lstrip("0"))] = index
        if mention.name is not None:
            self._names.setdefault((mention.kind, mention.name), index if first is None else first)
        return first

    def _of_short(self, mention: Mention) -> int | None:
        serial = mention.serial or ""
        if serial.startswith("@"):
            return self._starts.get(serial)
        return self._serials.get((mention.kind, serial.lstrip("0")))

    def _of_number(self, index: int, mention: Mention) -> int | None:
        key = number_key(mention.number or "") or (mention.number or "", "", "")
        seen = self._numbers.setdefault(key, [])
        for earlier in seen:
            if mention.has_year or mention.day is None or earlier.day is None or earlier.day == mention.day:
                return earlier.index
        seen.append(_Seen(index, mention.day))
        return None
