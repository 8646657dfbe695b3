"""Sections that a kind of plan should have and the base lacks: from another precedent, else a blank with a hint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.drafting.base import Candidate
from assistant.drafting.carry import Carry
from assistant.drafting.compose import Body, number_through
from assistant.drafting.draft import Blank, Paragraph
from assistant.drafting.paragraphs import Carried, carry_forward, renumbered
from assistant.drafting.titles import roles_named
from assistant.drafting.understand import ROMAN
from corpus.plan import Plan, Section, Span
from corpus.text import fold_key

#: The order in which the trade writes its sections (glossary: roles).
ORDER: Final = (
    "purpose",
    "targets",
    "content",
    "measures",
    "criteria",
    "rewards",
    "dossier",
    "timeline",
    "budget",
    "implementation",
    "reporting",
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A section that is wanted: its role, its usual name, and why the kind of plan needs it."""

    role: str
    name: str
    reason: str


def missing_sections(plan: Plan, kind: str | None) -> tuple[Missing, ...]:
    """Return the sections that the kind of plan must have and `plan`, if it is a plan at all, has under no title."""
    from assistant.checking.profiles import load_profiles, load_roles

    profile = load_profiles().get(kind or plan.header.kind or "")
    if profile is None or (plan.header.document_type and "ke hoach" not in fold_key(plan.header.document_type)):
        return ()
    present = {section.role for section in plan.sections} | {
        role for section in plan.sections if section.level == 1 for role in roles_named(section.title)
    }
    lacking = [wanted for wanted in profile.required if not present & set(wanted.roles)]
    return tuple(Missing(w.roles[0], load_roles()[w.roles[0]].name, w.reason) for w in lacking)


def add_missing(
    body: Body,
    carry: Carry,
    missing: tuple[Missing, ...],
    others: tuple[Candidate, ...],
    carry_other: Callable[[Plan], Carry],
) -> None:
    """Put each missing section where it belongs, if the main sections of the base are numbered in Roman numerals."""
    heads = [paragraph for paragraph in body.paragraphs if paragraph.level == 1]
    if not all(paragraph.numeral in ROMAN for paragraph in heads):
        return
    sign = _sign_after_numeral(heads)
    for wanted in missing:
        carried = _from_precedent(carry, wanted, others, carry_other) or _blank(wanted, sign)
        place = _place(body, carry.plan, wanted.role)
        body.paragraphs[place:place] = carried.paragraphs
        body.blanks += carried.blanks
    if missing:
        number_through(body)


def _from_precedent(
    carry: Carry, wanted: Missing, others: tuple[Candidate, ...], carry_other: Callable[[Plan], Carry]
) -> Carried | None:
    kind = carry.plan.header.kind
    for other in others:
        for section in other.plan.sections if other.plan.header.kind == kind else ():
            if section.role == wanted.role and section.level == 1 and section.numeral in ROMAN:
                carried = carry_forward(carry_other(other.plan), other.plan_id, Span(section.start, section.end))
                carried.paragraphs[0] = renumbered(carried.paragraphs[0], ROMAN[1])
                return carried
    return None


def _sign_after_numeral(heads: list[Paragraph]) -> str:
    """Return what the base puts after a main section's numeral: "." unless all have another sign."""
    signs = {match.group(1) for head in heads if (match := re.match(r"[IVX]+\s*([./)-])", head.text))}
    return signs.pop() if len(signs) == 1 else "."


def _blank(wanted: Missing, sign: str) -> Carried:
    blank = Blank(f"[nội dung phần {wanted.name}]", wanted.reason)
    heading = Paragraph(f"{ROMAN[1]}{sign} {wanted.name.upper()}", level=1, numeral=ROMAN[1])
    return Carried([heading, Paragraph(blank.text, notes=(wanted.reason,))], [blank])


def _place(body: Body, plan: Plan, role: str) -> int:
    """Return before which paragraph a section of `role` belongs: the first main section that usually comes later."""
    later = set(ORDER[ORDER.index(role) + 1 :])
    titles = {_title_key(section) for section in plan.sections if section.parent is None and section.role in later}
    for place, paragraph in enumerate(body.paragraphs):
        if paragraph.level == 1 and any(
            paragraph.text and fold_key(paragraph.text).endswith(title) for title in titles
        ):
            return place
    closing = (place for place, paragraph in enumerate(body.paragraphs) if paragraph.part == "closing")
    return next(closing, len(body.paragraphs))


def _title_key(section: Section) -> str:
    return fold_key(section.title)[-40:]
