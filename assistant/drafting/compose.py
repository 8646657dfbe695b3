"""A draft put together: one section, or the whole plan with what is missing as blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.drafting.base import Candidate
from assistant.drafting.blocks import blocks
from assistant.drafting.carry import Carry
from assistant.drafting.draft import Blank, DraftSource, Paragraph
from assistant.drafting.frame import REQUEST
from assistant.drafting.paragraphs import Carried, carry_forward, renumbered, unbroken
from assistant.drafting.understand import ROMAN
from corpus.plan import Section, Span
from corpus.text import fold

_BASIS = re.compile(r"[-+*•\s]*(?:can\s+cu|thuc\s+hien|theo|xet|de\s+thuc\s+hien|uoc\s+cu)\b")
_NAMED_BASIS = re.compile(r"(?:cac\s+)?(?:co\s+so\s+phap\s+ly|can\s+cu)(?![^\W_])")
_CLOSING = re.compile(r"\s*(?:tren\s+day\s+la|tren\s+co\s+so\s+ke\s+hoach)")
_ADDITION = re.compile(
    r"^(?:(?:hãy|cho|hay)\s+)?(?:bổ sung thêm|bổ sung|thêm|bo sung them|bo sung|them)\s+"
    r"(?:(?:một|mot|1)\s+(?:ý|nội dung|y|noi dung)\s+(?:(?:nữa\s+)?(?:về|ve)\s+)?|(?:ý|nội dung)\s*:?\s+)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Body:
    """The paragraphs of a draft and the blanks in them."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)

    def add(self, carried: Carried) -> None:
        """Append what was carried forward."""
        self.paragraphs += carried.paragraphs
        self.blanks += carried.blanks


def section_body(carry: Carry, base: Candidate, section: Section, asked: str | None) -> Body:
    """Return one section carried forward, under the numeral that was asked for."""
    body = Body()
    body.add(carry_forward(carry, base.plan_id, Span(section.start, _own_end(carry, section))))
    if asked and "." not in asked and body.paragraphs and section.level == 1 and section.numeral != asked:
        body.paragraphs[0] = renumbered(body.paragraphs[0], asked)
    return body


def whole_body(carry: Carry, base: Candidate) -> Body:
    """Return legal basis, sections and closing words carried forward."""
    plan = carry.plan
    top = [section for section in plan.sections if section.parent is None]
    body = Body()
    start = _body_start(carry)
    first = top[0].start if top else plan.body.end
    if start < first:
        body.add(_opening(carry_forward(carry, base.plan_id, Span(start, first))))
    named = any(citation.in_legal_basis for citation in plan.citations)
    named = named or any(_NAMED_BASIS.match(fold(section.title)) for section in top)
    if not named and not any(_BASIS.match(fold(paragraph.text)) for paragraph in body.paragraphs):
        _add_blank(
            body,
            "căn cứ ban hành kế hoạch",
            "Kế hoạch gốc không có phần căn cứ; nêu văn bản giao nhiệm vụ của cấp trên.",
        )
    sections = [carry_forward(carry, base.plan_id, Span(section.start, section.end)) for section in top]
    if not top:
        sections = [carry_forward(carry, base.plan_id, Span(first, plan.body.end))]
    for carried in sections:
        body.add(carried)
    number_through(body)
    body.paragraphs = [
        replace(p, part="closing") if p.level == 0 and _CLOSING.match(fold(p.text)) else p for p in body.paragraphs
    ]
    return body


def asks_for_more(instruction: str) -> bool:
    """Tell whether an instruction asks for a new item, which no model is needed for."""
    lead = _ADDITION.match(instruction)
    return lead is not None and bool(instruction[lead.end() :].strip(" .;:"))


def additions(instructions: tuple[str, ...], paragraphs: list[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    """Yield (instruction, paragraph) for every instruction that asks for a new item no model is needed for."""
    bullet = next((match.group() for p in paragraphs if (match := re.match(r"[-+]\s+", p.text))), "- ")
    for instruction in instructions:
        lead = _ADDITION.match(instruction)
        wanted = instruction[lead.end() :].strip(" .;:") if lead else ""
        if not wanted:
            continue
        match = re.match(r"(?:chỉ tiêu|chi tieu)\s+(.*\d.*)", wanted, re.IGNORECASE)
        text = f"Phấn đấu đạt {match.group(1)}" if match else wanted[:1].upper() + wanted[1:]
        yield (
            instruction,
            Paragraph(
                text=f"{bullet}{text}.", sources=(DraftSource(REQUEST, "", instruction),), notes=("Thêm theo yêu cầu.",)
            ),
        )


def _own_end(carry: Carry, section: Section) -> int:
    """Return where a section ends, the plan's closing words left out."""
    for block in blocks(carry.plan, Span(section.body_start, section.end)):
        if block.level == 0 and _CLOSING.match(carry.folded, block.start):
            return block.start
    return section.end


def _body_start(carry: Carry) -> int:
    """Return where the text under the subject begins: after the last part of the letterhead."""
    letterhead = ("superior", "number", "place", "date", "title")
    first = carry.plan.sections[0].start if carry.plan.sections else len(carry.text)
    spans = (span for name in letterhead if (span := carry.plan.header.span(name)) and span.end <= first)
    ends = (unbroken(carry.plan, span).end for span in spans)
    return max(ends, default=carry.plan.body.start)


def _opening(carried: Carried) -> Carried:
    """Mark what stands before the first section as legal basis or as the sentence that announces the plan."""
    marked = []
    for number, paragraph in enumerate(carried.paragraphs, start=1):
        is_basis = _BASIS.match(fold(paragraph.text)) is not None and not (
            number == len(carried.paragraphs) and paragraph.text.rstrip().endswith(":")
        )
        marked.append(replace(paragraph, part="legal-basis" if is_basis else "opening"))
    return Carried(_with_full_stop(marked), carried.blanks)


def _with_full_stop(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with the last legal basis ending in a full stop (Phụ lục I, II.6.a)."""
    last = max((place for place, p in enumerate(paragraphs) if p.part == "legal-basis"), default=None)
    if last is None or not paragraphs[last].text.endswith(";"):
        return paragraphs
    ended = replace(paragraphs[last], text=f"{paragraphs[last].text[:-1]}.")
    return [*paragraphs[:last], ended, *paragraphs[last + 1 :]]


def number_through(body: Body) -> None:
    """Give the main sections the numerals I, II, III … where they have Roman ones, whatever gaps the precedent has."""
    heads = [place for place, p in enumerate(body.paragraphs) if p.level == 1 or (p.level == 0 and p.numeral)]
    if not all(body.paragraphs[place].numeral in ROMAN for place in heads):
        return
    for number, place in enumerate(heads, start=1):
        paragraph = body.paragraphs[place]
        if paragraph.numeral != ROMAN[number]:
            changed = renumbered(paragraph, ROMAN[number])
            note = f"Đánh lại số mục: kế hoạch gốc ghi {paragraph.numeral}."
            body.paragraphs[place] = replace(changed, notes=(*changed.notes, *((note,) if paragraph.sources else ())))


def _add_blank(body: Body, label: str, reason: str) -> None:
    blank = Blank(f"[{label}]", reason)
    body.blanks.append(blank)
    body.paragraphs.insert(0, Paragraph(blank.text, notes=(reason,), part="legal-basis"))
