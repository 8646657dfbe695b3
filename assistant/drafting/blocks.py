"""The paragraphs of a stretch of a plan: headings, items, running text mended across page breaks.

A block may stand on several stretches of the text: a sentence that a page break or a footnote has cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.drafting.vocabulary import CAPITALS
from assistant.drafting.words import words
from corpus.plan import Plan, Section, Span
from corpus.text import fold

_BULLET = re.compile(
    r"\s*(?:[-+*•]\s|[-+*•](?=[^\s\d])|\(?[a-z]{1,2}[.)]\s|\d{1,2}[.)/]\s|\d{1,2}(?:\.\d{1,2})+\.?\s"
    r"|(?:dot|tuan|thang|quy|giai\s+doan|buoc|nhom|noi\s+dung)\s+(?:thu\s+\w+|\d{1,2}|[ivx]+)\b[^.;\n]{0,60}:)"
)
_RULED = re.compile(r"[\s_*=~.–—-]{3,}")  # a line drawn with signs
_ROW = re.compile(r"\S \|(?: |$)")  # a table's row typed with bars
_PAGE_NUMBER = re.compile(r"\s*(?:-\s*)?\d{1,3}(?:\s*-)?\s*$")
_FOOTNOTE = re.compile(r"\s*[¹²³⁴⁵⁶⁷⁸⁹]")
_FINAL = re.compile(r"[.;:!?…”\"/)\]*]\s*$")
_STOP = re.compile(r"[.;!?]\W*$")
# A list without bullets: "… ;" and a new line with a capital.
_NEXT_ITEM = re.compile(rf"[;:][ \t]*\n[ \t]*[{CAPITALS}]")
_WIDE = 130
#: A line of print that is shorter than this share of the others ends its paragraph where it ends a sentence.
_SHORT = 0.8


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a plan: its `parts` in the text, its section, and its heading's level (0: running text).

    A main section written on one line with its heading is running text with a `numeral`.
    """

    parts: tuple[Span, ...]
    section: Section | None
    level: int = 0
    numeral: str | None = None

    @property
    def start(self) -> int:
        """Where the block begins."""
        return self.parts[0].start


def blocks(plan: Plan, span: Span) -> tuple[Block, ...]:
    """Return the paragraphs of `span` in order, without page numbers, footnotes after what they interrupt."""
    width = _width(plan.text)
    pieces = [piece for stretch, heading in _stretches(plan, span) for piece in _split(plan, stretch, heading, width)]
    return tuple(_mended(plan, pieces))


def _stretches(plan: Plan, span: Span) -> Iterator[tuple[Span, Section | None]]:
    """Yield headings (with their section) and the running text between them (with ``None``)."""
    position = span.start
    for section in plan.sections:
        if not span.start <= section.start < span.end or not _is_heading(plan, section):
            continue
        if position < section.start:
            yield Span(position, section.start), None
        end = min(section.body_start, span.end)
        yield Span(max(position, section.start), end), section
        position = max(position, end)
    if position < span.end:
        yield Span(position, span.end), None


def _is_heading(plan: Plan, section: Section) -> bool:
    """Tell a heading from a numbered paragraph, which its siblings decide where it stands among them."""
    if _runs_on(plan.text, section):
        return False
    if section.level == 1 or _has_subsections(plan, section):
        return True
    siblings = [other for other in plan.sections if other.parent == section.parent and other.level == section.level]
    items = sum(_runs_on(plan.text, other) or not plan.text[other.body_start : other.end].strip() for other in siblings)
    return items * 2 < len(siblings)


def _runs_on(text: str, section: Section) -> bool:
    """Tell whether a heading is part of a paragraph: its text follows on the same line."""
    rest = text[section.body_start : section.end].partition("\n")[0]
    return section.is_paragraph or bool(rest.strip(" *_.:"))


def _has_subsections(plan: Plan, section: Section) -> bool:
    return any(other.parent == section.id for other in plan.sections)


def _split(plan: Plan, stretch: Span, heading: Section | None, width: int | None) -> Iterator[Block]:
    if heading is not None:
        place = _trimmed(plan.text, stretch)
        if place.end > place.start:
            yield Block((place,), heading, heading.level, heading.numeral)
        return
    for place in _paragraphs(plan.text, stretch, width):
        if not any(sign.fullmatch(place.of(plan.text)) for sign in (_PAGE_NUMBER, _RULED)):
            section = plan.section_at(place.start)
            opens = section is not None and section.start == place.start and section.level == 1
            yield Block((place,), section, numeral=section.numeral if section is not None and opens else None)


def _paragraphs(text: str, stretch: Span, width: int | None) -> Iterator[Span]:
    start = stretch.start
    lines = [
        Span(stretch.start + m.start(), stretch.start + m.end())
        for m in re.finditer(r"[^\n]*\n|[^\n]+$", stretch.of(text))
    ]
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is None or _breaks(line.of(text), following.of(text), width):
            place = _trimmed(text, Span(start, line.end))
            if place.end > place.start:
                yield place
            start = line.end


def _breaks(line: str, following: str, width: int | None) -> bool:
    """Tell whether a paragraph ends between two lines."""
    if _RULED.fullmatch(line) or _RULED.fullmatch(following):
        return True
    if not line.strip() or not following.strip() or _BULLET.match(fold(following)) or _FOOTNOTE.match(following):
        return True
    if any(_ROW.search(one) or one.lstrip().startswith("|") for one in (line, following)) or _NEXT_ITEM.search(
        line + following
    ):
        return True
    if width is None:
        goes_on = following.lstrip()[:1].islower() or following.lstrip().startswith("(")
        return not goes_on or _STOP.search(line) is not None
    return len(line.rstrip()) < max(50, width * _SHORT) and _FINAL.search(line) is not None


def _width(text: str) -> int | None:
    """Return the width of the text's lines if they are lines of print (PDF, scan); ``None`` for whole paragraphs."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    widest = lengths[int(len(lengths) * 0.95) - 1 if len(lengths) > 1 else 0] if lengths else _WIDE
    return widest if widest < _WIDE else None


def _mended(plan: Plan, pieces: list[Block]) -> Iterator[Block]:
    """Yield the blocks with those joined that a page break has cut, footnotes put after them."""
    current: Block | None = None
    aside: list[Block] = []
    for piece in pieces:
        if current is None:
            current = piece
        elif _FOOTNOTE.match(piece.parts[0].of(plan.text)):
            aside.append(piece)
        elif _goes_on(plan.text, current, piece):
            current = replace(current, parts=_merged(plan.text, current.parts, piece.parts[0]))
        else:
            yield current
            yield from aside
            current, aside = piece, []
    if current is not None:
        yield current
    yield from aside


def _merged(text: str, parts: tuple[Span, ...], further: Span) -> tuple[Span, ...]:
    """Return `parts` with `further`; with only white space between, they are one stretch."""
    last = parts[-1]
    if text[last.end : further.start].strip():
        return (*parts, further)
    return (*parts[:-1], Span(last.start, further.end))


def _goes_on(text: str, block: Block, piece: Block) -> bool:
    """Tell whether `piece` goes on with the sentence that `block` leaves unfinished."""
    if block.level or piece.level:
        return False
    before, after = block.parts[-1].of(text).rstrip(), piece.parts[0].of(text).lstrip()
    if _FINAL.search(before) or _BULLET.match(fold(after)):
        return False
    if after[:1].islower() or before.endswith(","):
        return True
    return re.search(rf"{words('unfinished').pattern}$", fold(before)[-30:]) is not None


def _trimmed(text: str, span: Span) -> Span:
    piece = span.of(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end - len(piece) + len(piece.rstrip()))
