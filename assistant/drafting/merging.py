"""Two precedents in one section: what the other one says and the base does not is carried forward and set behind it.

With a language model the two are then rewritten into one; without it the items simply follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assistant.drafting.alternatives import alike, words_of
from assistant.drafting.base import Candidate, find_sections, names_school
from assistant.drafting.carry import Carry
from assistant.drafting.compose import Body
from assistant.drafting.draft import Request
from assistant.drafting.paragraphs import carry_forward
from corpus.plan import Plan, Section, Span
from corpus.text import fold_key

_ASKS: Final = re.compile(r"(?:gop|ket hop|ghep|tron)(?:\s+(?:them|voi|ca))*\s+(?P<other>.*)")
_NO_NAME: Final = re.compile(r"\b(?:ke hoach|ban|cua|nam(?: hoc)?|20\d\d(?:\s*-\s*20\d\d)?|voi|them|va)\b")


def merge_instruction(request: Request) -> str | None:
    """Return the instruction that asks for another precedent to be merged in, or ``None``."""
    return next((one for one in request.instructions if _ASKS.match(fold_key(one))), None)


def merge(
    body: Body,
    instruction: str,
    section: Section,
    others: tuple[Candidate, ...],
    request: Request,
    carry_other: Callable[[Plan], Carry],
) -> str:
    """Add to `body` what another precedent says on the subject of `section`; return the note that tells it."""
    other = _other(instruction, others)
    wanted = Request(request.text, role=section.role or request.role)
    found = find_sections(other.plan, wanted) if other is not None and wanted.role else ()
    if other is None or not found:
        return f"Chưa ghép được: không thấy kế hoạch nào có phần này để “{instruction}”."
    stretch = Span(found[0].body_start, found[0].end)
    carried = carry_forward(carry_other(other.plan), other.plan_id, stretch)
    mine = [words_of(paragraph.text) for paragraph in body.paragraphs]
    added = [p for p in carried.paragraphs if not p.level and not any(alike(words_of(p.text), own) for own in mine)]
    body.paragraphs += added
    body.blanks += [blank for blank in carried.blanks if any(blank.text in paragraph.text for paragraph in added)]
    return f"Ghép thêm {len(added)} ý từ “{other.title}”."


def _other(instruction: str, others: tuple[Candidate, ...]) -> Candidate | None:
    """Return the precedent that the instruction names by its school, else the likeliest; ``None`` if there is none."""
    match = _ASKS.match(fold_key(instruction))
    name = " ".join(_NO_NAME.sub(" ", match.group("other")).split()) if match else ""
    if "truong" in name.split():
        name = name[name.index("truong") :]
        return next((other for other in others if names_school(name, other.plan.header.school)), None)
    return others[0] if others else None
