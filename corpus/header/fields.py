"""The header of a plan: who issued it, number, place, date, title, kind, years, signer, recipients.

Each part is looked for where it may stand, and its place in the text is given with it. Damaged names are mended from
cleaner mentions of the same name elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.header.bodies import find_bodies, normal_case
from corpus.header.casing import sentence_case
from corpus.header.issuer import Issuer, issuer_of
from corpus.header.letterhead import (
    Line,
    NumberField,
    PlaceDate,
    find_number,
    find_place_date,
    left_column,
    left_of_right_column,
    lines_of,
)
from corpus.header.mending import Mender
from corpus.header.signature import FOOT_LENGTH, Signature, find_signature
from corpus.header.subject import Subject, find_type_line, read_subject, type_of_symbol, years_covered, years_of_text
from corpus.kinds import kind_of
from corpus.plan import Header, Reading, Span
from corpus.text import fold

_HEAD_LENGTH: Final = 3500  # characters from the beginning in which the letterhead and the title are looked for
_BODY_BEGINS: Final = re.compile(
    r"[-+•]?\s*(?:can\s+c[a-z']{1,4}\s|th[a-z]{1,3}c\s+hi[a-z]{1,2}n\s+(?:ke|cong|quyet|huong)\s|kinh\s+gui|[i1l]\s*[./]\s*[a-z]|a\s*[./]\s*[a-z])"
)
_DATE_OVER_POST: Final = 160  # characters
_ABOUT: Final = re.compile(r"v\s*/\s*v\b|ve\s+viec\b")


def find_header(reading: Reading) -> Header:
    """Return the header and foot of `reading`; a part that is not there, or was left blank, is ``None`` or empty."""
    text = reading.text
    folded = fold(text)
    lines = list(lines_of(text, folded, 0, min(len(text), _HEAD_LENGTH)))
    subject, above = _subject(lines)
    number = _number(lines, above)
    signature = find_signature(text, folded, subject.end if subject else 0)
    place_date = _place_date(lines, above, text, folded, signature)
    issuer = issuer_of(
        left_column(lines[:above]),
        list(find_bodies(text, folded)),
        folded,
        subject=Span(subject.start, subject.end) if subject else None,
        closing=max(0, len(text) - FOOT_LENGTH),
    )
    return _assemble(text, issuer, _Found(number, place_date, subject, signature), Mender.of(text))


@dataclass(frozen=True, slots=True)
class _Found:
    """The parts of the header, as they stand in the text."""

    number: NumberField | None
    place_date: PlaceDate | None
    subject: Subject | None
    signature: Signature


def _assemble(text: str, issuer: Issuer, found: _Found, mender: Mender) -> Header:
    number, place_date, signature = found.number, found.place_date, found.signature
    issued = place_date.date.to_date() if place_date else None
    place = place_date.place if place_date else None
    document_type, title = _type_and_title(found.subject, number, text, mender)
    school_year, years = years_covered(title or "", issued, place_date.date.year if place_date else None)
    return Header(
        superior=issuer.superior and _body_name(issuer.superior, mender),
        school=issuer.name and _body_name(issuer.name, mender),
        number=number.value if number else None,
        place=mender.name(" ".join(place.of(text).split())) if place else None,
        date=issued,
        document_type=document_type,
        title=title,
        kind=kind_of(title, text, issuer.name),
        school_year=school_year,
        years=years or years_of_text(text),
        signer=signature.signer and mender.name(signature.signer),
        signer_title=signature.title,
        recipients=tuple(map(mender.words, signature.recipients)),
        spans=_spans(issuer, found),
    )


def _spans(issuer: Issuer, found: _Found) -> tuple[tuple[str, Span], ...]:
    number, place_date, subject, signature = found.number, found.place_date, found.subject, found.signature
    spans = {
        "superior": issuer.superior_span,
        "school": issuer.span,
        "number": Span(number.start, number.end) if number else None,
        "place": place_date.place if place_date else None,
        "date": Span(place_date.date_start, place_date.end) if place_date else None,
        "title": Span(subject.start, subject.end) if subject else None,
        "signer": signature.signer_span,
        "signer_title": signature.title_span,
        "recipients": signature.recipients_span,
    }
    return tuple((name, span) for name, span in spans.items() if span is not None)


def _body_name(name: str, mender: Mender) -> str:
    """Return a body's name with the diacritics of its proper part restored, its fixed parts in their usual case."""
    return normal_case(mender.body(name))


# --- where the title is, and with it the end of the letterhead -------------------------------------------------------


def _subject(lines: list[Line]) -> tuple[Subject | None, int]:
    """Return the subject, and how many of `lines` stand above it."""
    found = find_type_line(lines)
    if found:
        index, document_type, type_end = found
        return read_subject(lines, index, type_end, document_type), index
    body = next((i for i, line in enumerate(lines) if _BODY_BEGINS.match(line.folded)), min(len(lines), 12))
    about = next((i for i in range(body) if _ABOUT.match(lines[i].folded)), None)
    if about is not None:
        return read_subject(lines, about, 0, None), body
    fields = [i for i in range(body) if _is_letterhead(lines[i])]
    begin = fields[-1] + 1 if fields else 0
    if begin < min(body, len(lines)) and (fields or len(lines[begin].text) <= 250):
        return read_subject(lines, begin, 0, None), begin
    return None, body


def _is_letterhead(line: Line) -> bool:
    return (
        find_number(line) is not None
        or find_place_date(line) is not None
        or left_of_right_column(line.folded) < len(line.folded)
    )


def _number(lines: list[Line], above: int) -> NumberField | None:
    found = (find_number(line) for line in lines[: above or 1])
    return next((number for number in found if number), None)


def _place_date(lines: list[Line], above: int, text: str, folded: str, signature: Signature) -> PlaceDate | None:
    """Return place and date from the letterhead, else from under the title, else from above the signature.

    Only directly over the signer's post may a date stand without a place.
    """
    for line in (*_broken_dates(lines[:above], text, folded), *lines[:above]):
        if found := find_place_date(line):
            return found
    foot = max(0, len(text) - FOOT_LENGTH)
    for line in (*lines[above : above + 8], *lines_of(text, folded, foot, len(text))):
        if found := find_place_date(line, strict=True):
            return found
    closing = signature.title_span.start if signature.title_span else len(text)
    for line in lines_of(text, folded, max(foot, closing - _DATE_OVER_POST), closing):
        if (found := find_place_date(line)) and found.end - found.start >= line.end - line.start - 2:
            return found  # "Ngày 20 tháng 9 năm 2019" alone on its line over the signature
    return None


def _broken_dates(lines: list[Line], text: str, folded: str) -> Iterator[Line]:
    """Yield each two lines, the second of which begins with the year of a date, as one."""
    for line, following in pairwise(lines):
        if _YEAR_LINE.match(following.folded):
            yield Line(line.start, following.end, text[line.start : following.end], folded[line.start : following.end])


_YEAR_LINE: Final = re.compile(r"(?:thang\s+[0-9]{1,2}\s+)?nam\s+[0-9]{4}|[0-9]{4}$")


def _type_and_title(
    subject: Subject | None, number: NumberField | None, text: str, mender: Mender
) -> tuple[str | None, str | None]:
    """Return the kind of document and the title: both in one line, "Kế hoạch phát động phong trào …"."""
    symbol = number.value.partition("/")[2] if number and number.value else ""
    if subject is None:
        return type_of_symbol(symbol), None
    document_type = subject.document_type or type_of_symbol(symbol)
    words = sentence_case(mender.words(subject.subject).rstrip(" .;:"), text)
    if not words or not subject.document_type:
        return document_type, words or subject.document_type
    joined = words[:1].lower() + words[1:] if words[1:2].islower() and not words.startswith(_NAMES) else words
    return document_type, f"{subject.document_type} {joined}"


_NAMES: Final = ("Hội ", "Liên ", "Đoàn ", "Đội ", "Đại hội")  # beginnings of a subject that keep their capital
