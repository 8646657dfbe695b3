"""From a plan to passages: what the index holds and a search answers with.

A passage is a section or a part of one; it never reaches over the end of a section into the next one, except that
tiny sections under the same parent go together, with their headings. What stands before the first section and behind
the last is there too: the letterhead, the legal basis, recipients and signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corpus.kinds import label_of
from corpus.plan import Plan, Section, Span
from corpus.roles import role_name
from corpus.text import fold

if TYPE_CHECKING:
    from langchain_core.documents import Document

_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n(?!\s*(?:\n|[-–—+•❖*]))[^\n]+)*")
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+")
_BASIS_LINE: Final = re.compile(r"\n[ \t]*[-–+•*]?[ \t]*(?:can cu?|thu?c hien|xet|theo)\b")
_HEADING_LENGTH: Final = 160  # characters of a heading in a path

EDGE_ROLES: Final = {
    "header": "phần đầu văn bản",
    "legal-basis": "căn cứ pháp lý, căn cứ ban hành",
    "closing": "nơi nhận, chữ ký",
}
"""The roles of the passages outside the sections, with the words for them."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long passages are, in characters: `most` unless one sentence is longer; joined while under `least`."""

    most: int = 1100
    least: int = 260


@dataclass(frozen=True, slots=True)
class _Piece:
    """A passage to be: its stretch, the section it belongs to (``None`` outside of all), its role."""

    span: Span
    section: Section | None
    role: str | None


def passages(plan: Plan, plan_id: str, *, sizes: Sizes | None = None) -> list[Document]:
    """Return the passages of `plan` in order; ``page_content`` is always ``text[start:end]`` of their metadata.

    ``metadata["context"]`` is one line that says where the passage stands (plan, school, years, headings, role), to be
    searched together with it.
    """
    from langchain_core.documents import Document

    about = _about(plan, plan_id)
    documents = []
    for piece in _pieces(plan, sizes or Sizes()):
        span = _trimmed(plan.text, piece.span)
        if span.start >= span.end:
            continue
        metadata = {**about, **_place(plan, piece), "page": plan.reading.page_of(span.start)}
        metadata |= {"start": span.start, "end": span.end}
        documents.append(Document(page_content=span.of(plan.text), metadata=metadata))
    return documents


def heading_of(plan: Plan, section: Section) -> str:
    """Return the heading of `section` on one line, as printed but with its numeral as understood."""
    printed = " ".join(plan.text[section.start : section.body_start].replace("*", " ").split()).strip(" :;-–+•")
    if section.numeral and (section.is_paragraph or not printed.startswith(section.numeral)):
        printed = f"{section.numeral}. {section.title}"
    return printed if len(printed) <= _HEADING_LENGTH else printed[:_HEADING_LENGTH].rsplit(" ", 1)[0] + "…"


def _about(plan: Plan, plan_id: str) -> dict[str, Any]:
    """Return what the metadata of all passages of `plan` have in common."""
    header = plan.header
    return {
        "plan_id": plan_id,
        "school": header.school,
        "number": header.number,
        "date": header.date.isoformat() if header.date else None,
        "years": list(header.years),
        "school_year": header.school_year,
        "kind": header.kind,
        "title": header.title,
    }


def _place(plan: Plan, piece: _Piece) -> dict[str, Any]:
    """Return what the metadata of one passage say of its place."""
    path = plan.path(piece.section) if piece.section else ()
    headings = [heading_of(plan, section) for section in path]
    return {
        "section": piece.section.id if piece.section else None,
        "sections": headings,
        "parent": piece.section.parent if piece.section else None,
        "role": piece.role,
        "context": _context(plan, headings, piece.role),
    }


def _context(plan: Plan, headings: list[str], role: str | None) -> str:
    """Return one line that says where a passage stands."""
    header = plan.header
    words = EDGE_ROLES.get(role) or role_name(role) if role else None
    years = f"năm học {header.school_year}" if header.school_year else _years(header.years)
    kind = label_of(header.kind) if header.kind and not header.title else None
    parts = (header.title, kind, header.school, years, " > ".join(headings), words)
    return " | ".join(" ".join(part.split()) for part in parts if part)


def _years(years: tuple[int, ...]) -> str | None:
    if not years:
        return None
    return f"năm {years[0]}" if len(years) == 1 else f"giai đoạn {years[0]} - {years[-1]}"


def _pieces(plan: Plan, sizes: Sizes) -> Iterator[_Piece]:
    """Yield the pieces of the whole text, in order."""
    first = plan.sections[0].start if plan.sections else len(plan.text)
    yield from _opening_pieces(plan, first, sizes)
    last = first
    for section in plan.sections:
        if section.parent is not None:
            continue
        yield from _edge(plan, Span(last, section.start), "closing", sizes)  # the foot of an earlier document
        yield from _of_section(plan, section, section.start, sizes)
        last = section.end
    yield from _edge(plan, Span(last, len(plan.text)), "closing", sizes)


def _opening_pieces(plan: Plan, first: int, sizes: Sizes) -> Iterator[_Piece]:
    """Yield the letterhead and the legal basis, which stand before offset `first`."""
    if not plan.sections:
        yield from _edge(plan, Span(0, first), None, sizes)
        return
    basis = _basis_start(plan, first)
    yield from _edge(plan, Span(0, basis), "header", sizes)
    yield from _edge(plan, Span(basis, first), "legal-basis", sizes)


def _basis_start(plan: Plan, first: int) -> int:
    """Return where the legal basis begins: its first line of "Căn cứ" or first citation; else `first`."""
    subject = plan.header.span("title")
    lowest = subject.end if subject and subject.end < first else 0
    found = _BASIS_LINE.search(fold(plan.text[:first]), max(0, lowest - 1))
    starts = [found.start() + 1] if found else []
    starts += [plan.text.rfind("\n", 0, c.start) + 1 for c in plan.citations if c.in_legal_basis and c.start >= lowest]
    return min((start for start in starts if lowest <= start < first), default=first)


def _edge(plan: Plan, span: Span, role: str | None, sizes: Sizes) -> Iterator[_Piece]:
    """Yield the pieces of a stretch outside the sections."""
    for part in _split(plan.text, span, sizes):
        yield _Piece(part, None, role)


def _of_section(plan: Plan, section: Section, start: int, sizes: Sizes) -> Iterator[_Piece]:
    """Yield the pieces of `section` from `start`, where a heading above it may begin that has no text of its own."""
    children = plan.children(section)
    if section.end - start <= sizes.most and not _differ(section, children):
        yield _Piece(Span(start, section.end), section, section.role)
        return
    if not children:
        for part in _split(plan.text, Span(start, section.end), sizes):
            yield _Piece(part, section, section.role)
        return
    body = plan.text[section.body_start : children[0].start].strip()
    begin = start
    if body or section.is_paragraph:
        for part in _split(plan.text, Span(start, children[0].start), sizes):
            yield _Piece(part, section, section.role)
        begin = children[0].start
    for group in _groups(plan, children, sizes):
        if len(group) == 1:
            yield from _of_section(plan, group[0], begin, sizes)
        else:
            yield _Piece(Span(begin, group[-1].end), section, _common_role(group) or section.role)
        begin = group[-1].end


def _differ(section: Section, children: tuple[Section, ...]) -> bool:
    """Tell whether `children` serve several ends, so that their section is better not one passage."""
    return len({child.role for child in children} | {section.role}) > 2


def _groups(plan: Plan, siblings: tuple[Section, ...], sizes: Sizes) -> Iterator[list[Section]]:
    """Yield `siblings` one by one, and tiny neighbours without subsections and of one role together."""
    group: list[Section] = []
    for sibling in siblings:
        tiny = sibling.end - sibling.start < sizes.least and not plan.children(sibling)
        joined = group and group[-1].role == sibling.role and sibling.end - group[0].start <= sizes.most
        if group and not (tiny and joined):
            yield group
            group = []
        group.append(sibling)
        if not tiny:
            yield group
            group = []
    if group:
        yield group


def _common_role(group: list[Section]) -> str | None:
    roles = {section.role for section in group}
    return roles.pop() if len(roles) == 1 else None


def _split(text: str, span: Span, sizes: Sizes) -> Iterator[Span]:
    """Yield the parts of `span`: whole paragraphs, as many as fit; a paragraph that is too long is cut at sentences."""
    if span.end - span.start <= sizes.most:
        if span.start < span.end:
            yield span
        return
    start = span.start
    for cut in _cuts(text, span, sizes):
        runs_on = text[cut[0] : cut[0] + 1].islower()  # a paragraph that a page break has cut
        if cut[1] - start > sizes.most and cut[0] - start >= sizes.least and not runs_on:
            yield Span(start, cut[0])
            start = cut[0]
    yield Span(start, span.end)


def _cuts(text: str, span: Span, sizes: Sizes) -> Iterator[tuple[int, int]]:
    """Yield the units of `span` that stay whole, as start and end: paragraphs, or sentences of long ones."""
    for paragraph in _PARAGRAPH.finditer(text, span.start, span.end):
        if paragraph.end() - paragraph.start() <= sizes.most:
            yield paragraph.span()
            continue
        start = paragraph.start()
        for gap in _SENTENCE.finditer(text, *paragraph.span()):
            yield start, gap.start()
            start = gap.end()
        yield start, paragraph.end()


def _trimmed(text: str, span: Span) -> Span:
    """Return `span` without blanks at its ends."""
    part = span.of(text)
    return Span(span.end - len(part.lstrip()), span.start + len(part.rstrip()))
