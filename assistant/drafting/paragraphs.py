"""From a block of the precedent and the edits on it to a paragraph of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant.drafting.blocks import Block, blocks
from assistant.drafting.carry import Carry
from assistant.drafting.draft import Blank, DraftSource, Paragraph, Part
from assistant.drafting.edits import Edit, apply, within
from assistant.drafting.roll_forward import roll_forward
from assistant.drafting.roll_forward.figures import target_figures
from assistant.drafting.words import words
from corpus.plan import Plan, Section, Span
from corpus.text import fold

# Characters that show nothing or turn the direction of writing: they can only hide text.
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EMPHASIS = re.compile(r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|\*(?=[^\s*])(?P<italic>[^*]+?)(?<=[^\s*])\*")


@dataclass(slots=True)
class Carried:
    """The paragraphs of one stretch carried forward, with the blanks in them."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)


def carry_forward(carry: Carry, plan_id: str, span: Span, part: Part = "body") -> Carried:
    """Return the stretch `span` of the precedent carried to the target's year, paragraph by paragraph."""
    edits = roll_forward(carry, span)
    result = Carried()
    for block in blocks(carry.plan, span):
        result.paragraphs.append(_paragraph(carry, plan_id, block, edits, part))
        result.blanks += [edit.blank for place in block.parts for edit in within(place, edits) if edit.blank]
    return result


def _paragraph(carry: Carry, plan_id: str, block: Block, edits: tuple[Edit, ...], part: Part) -> Paragraph:
    mine = [edit for place in block.parts for edit in within(place, edits)]
    raw = " ".join(apply(carry.text, place, edits) for place in block.parts)
    text, bold = plain(raw)
    if block.level and block.section is not None:
        text, bold = _heading(text, bold, block.section)
    if block.numeral and not block.level and (colon := text.find(":")) > 0:
        bold = (Span(0, colon + 1),)  # a main section on one line with its heading
    section = block.section.id if block.section else ""
    return Paragraph(
        text=text,
        sources=tuple(DraftSource(plan_id, section, place.of(carry.text)) for place in block.parts),
        changes=tuple(edit.change for edit in mine if edit.change),
        notes=(
            *_unique(note for edit in mine for note in edit.notes),
            *_to_confirm(carry, text),
            *_of_its_time(text),
            *_to_a_machine(text),
        ),
        level=block.level,
        numeral=block.numeral,
        part=part,
        bold=bold,
    )


def _to_confirm(carry: Carry, text: str) -> tuple[str, ...]:
    if carry.target.delta == 0:
        return ()
    figures = target_figures(text, fold(text))
    return (f"Chỉ tiêu giữ như kế hoạch gốc, cần xác nhận: {', '.join(figures)}.",) if figures else ()


def _of_its_time(text: str) -> tuple[str, ...]:
    """Return a note where a paragraph is about something that passed with its time (an epidemic)."""
    found = words("of_their_time").search(fold(text))
    return (
        (f"“{text[found.start() : found.end()]}”: việc của thời kế hoạch gốc, hãy xem còn cần không.",) if found else ()
    )


def _to_a_machine(text: str) -> tuple[str, ...]:
    """Return a warning where a paragraph speaks to a machine: it is a quotation like any other, and surely unwanted."""
    if words("commands_to_machines").search(fold(text)) is None:
        return ()
    return ("Đoạn này có câu giống lệnh cho máy; đây chỉ là chữ trong kế hoạch gốc, hãy xem lại trước khi dùng.",)


def _heading(text: str, bold: tuple[Span, ...], section: Section) -> tuple[str, tuple[Span, ...]]:
    """Return a heading whose damaged numeral ("I11.") is written right."""
    if (
        section.numeral is None
        or " " in section.numeral
        or re.match(rf"\W*{re.escape(section.numeral)}(?![^\W_])", text)
    ):
        return text, bold
    found = fold(text).find(fold(section.title)[:12])
    return (f"{section.numeral}. {text[found:]}", ()) if found > 0 else (text, bold)


def plain(raw: str) -> tuple[str, tuple[Span, ...]]:
    """Return `raw` on one line without the marks of emphasis, and the stretches that were bold."""
    line = " ".join(_HIDDEN.sub("", raw).split())
    pieces: list[str] = []
    bold: list[Span] = []
    position = length = 0
    for match in _EMPHASIS.finditer(line):
        inner = match.group("bold") or match.group("italic")
        before = line[position : match.start()]
        pieces += (before, inner)
        length += len(before)
        if match.group("bold"):
            bold.append(Span(length, length + len(inner)))
        length += len(inner)
        position = match.end()
    pieces.append(line[position:])
    return "".join(pieces), tuple(bold)


def renumbered(paragraph: Paragraph, numeral: str) -> Paragraph:
    """Return a heading with another numeral."""
    if paragraph.numeral is None:
        return paragraph
    text, count = re.subn(
        rf"^(\W*){re.escape(paragraph.numeral)}(?![^\W_])", rf"\g<1>{numeral}", paragraph.text, count=1
    )
    return replace(paragraph, text=text, numeral=numeral, bold=()) if count else paragraph


def unbroken(plan: Plan, span: Span) -> Span:
    """Return `span`, made longer where it would cut an anniversary in two."""
    ends = (a.end for a in plan.anniversaries if a.start < span.end < a.end and a.start >= span.start)
    return Span(span.start, max(ends, default=span.end))


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
