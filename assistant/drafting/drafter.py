"""The way from a request to a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.drafting.alternatives import alternatives
from assistant.drafting.base import Choice, Precedents, Question, choose_base, question_about
from assistant.drafting.blanks import told_apart
from assistant.drafting.carry import Carry, carry_for
from assistant.drafting.compose import additions, section_body, whole_body
from assistant.drafting.draft import Base, Draft, OnToken, Request
from assistant.drafting.frame import frame_for
from assistant.drafting.merging import merge, merge_instruction
from assistant.drafting.missing import add_missing, missing_sections
from assistant.drafting.self_check import checked, findings_of
from assistant.drafting.target import target_of
from assistant.drafting.understand import understand_all
from corpus.plan import Plan

if TYPE_CHECKING:
    from assistant.drafting.model import Writer
    from assistant.settings import SchoolProfile
    from corpus.law.register import Register


@dataclass(frozen=True)
class Drafter:
    """Everything a draft is made from: precedents, law, school, day, and a language model if there is one."""

    library: Precedents
    register: Register
    school: SchoolProfile
    today: date
    model: Writer | None = None

    def draft(
        self,
        text: str,
        *,
        base: str | Plan | None = None,
        known: Request | None = None,
        on_token: OnToken | None = None,
    ) -> Draft:
        """Return the section, or the whole plan, that `text` asks for; what it leaves open is taken from `known`."""
        return self.draft_all(understand_all(text, today=self.today, known=known), base=base, on_token=on_token)

    def draft_all(
        self,
        requests: Sequence[Request],
        *,
        base: str | Plan | None = None,
        dropped: Iterable[str] = (),
        on_token: OnToken | None = None,
    ) -> Draft:
        """Return one draft of all that `requests` ask for, one after the other.

        Paragraphs that stand on a `dropped` source are left out. Raises `InputError` when a request has no precedent
        to stand on.
        """
        made = [self._one(request, base) for request in requests]
        draft, carry = made[0][0], made[0][1]
        for further, _ in made[1:]:
            draft = _joined(draft, further)
        draft = told_apart(_without(draft, frozenset(dropped)))
        if self.model is not None and requests[-1].instructions:
            draft = self.model.rewrite(draft, carry, on_token)
        return checked(draft, carry)

    def question(self, request: Request) -> Question | None:
        """Return the question to ask first where `request` can be taken in more than one way; else ``None``."""
        return question_about(request, self._choice(request, None))

    def _choice(self, request: Request, base: str | Plan | None) -> Choice:
        return choose_base(
            request, library=self.library, school=self.school, register=self.register, today=self.today, base=base
        )

    def _one(self, request: Request, base: str | Plan | None) -> tuple[Draft, Carry]:
        choice = self._choice(request, base)
        plan = choice.base.plan
        carry = self._carry(plan, request)
        draft = _compose(carry, choice, request, lambda other: self._carry(other, request), self.model is not None)
        return draft, carry

    def _carry(self, plan: Plan, request: Request) -> Carry:
        target = target_of(request, plan, self.today)
        carry = carry_for(plan, target, self.register, self.school, request.audience)
        return replace(carry, findings=findings_of(plan, self.register))


def draft(
    request_text: str,
    *,
    library: Precedents,
    register: Register,
    school: SchoolProfile,
    today: date,
    base: str | Plan | None = None,
    model: Writer | None = None,
) -> Draft:
    """Return the section, or the whole plan, that `request_text` asks for.

    `base` (a plan, its id, or a file) wins over what the request names. Raises `InputError` when there is no
    precedent to stand on. A `model` carries out free instructions and is verified; without one the draft is made by
    the rules alone.
    """
    return Drafter(library, register, school, today, model).draft(request_text, base=base)


def _compose(
    carry: Carry, choice: Choice, request: Request, carry_other: Callable[[Plan], Carry], has_model: bool
) -> Draft:
    base = choice.base
    frame = frame_for(carry, base.plan_id)
    section = base.sections[0] if base.sections else None
    body = whole_body(carry, base) if section is None else section_body(carry, base, section, request.section)
    if section is None:
        add_missing(body, carry, missing_sections(carry.plan, request.kind), choice.others, carry_other)
    left_over = list(request.instructions)
    notes = list(choice.notes)
    merging = merge_instruction(request)
    if merging is not None and section is not None:
        notes.append(merge(body, merging, section, choice.others, request, carry_other))
        left_over.remove(merging)
    for instruction, paragraph in additions(request.instructions, body.paragraphs):
        body.paragraphs.append(paragraph)
        left_over.remove(instruction)
    whole = section is None
    return Draft(
        request=request,
        base=Base(base.plan_id, base.title, None if section is None else section.id),
        paragraphs=(*frame.head, *body.paragraphs, *frame.foot) if whole else tuple(body.paragraphs),
        blanks=tuple(dict.fromkeys((*frame.blanks, *body.blanks) if whole else body.blanks)),
        alternatives=() if section is None else alternatives(choice, request, section),
        notes=(*notes, *_notes(carry, request, [] if has_model else left_over)),
        frame=() if whole else (*frame.head, *frame.foot),
    )


def _joined(draft: Draft, further: Draft) -> Draft:
    return replace(
        draft,
        paragraphs=(*draft.paragraphs, *further.paragraphs),
        blanks=tuple(dict.fromkeys((*draft.blanks, *further.blanks))),
        alternatives=(*draft.alternatives, *further.alternatives),
        notes=tuple(dict.fromkeys((*draft.notes, *further.notes))),
    )


def _without(draft: Draft, dropped: frozenset[str]) -> Draft:
    """Return `draft` without the paragraphs that stand on a dropped source, and without their blanks."""
    if not dropped:
        return draft
    kept = tuple(p for p in draft.paragraphs if not any(source.text in dropped for source in p.sources))
    blanks = tuple(blank for blank in draft.blanks if any(blank.text in paragraph.text for paragraph in kept))
    return replace(draft, paragraphs=kept, blanks=blanks)


def _notes(carry: Carry, request: Request, left_over: list[str]) -> list[str]:
    target = carry.target
    notes = []
    if request.year is None and request.school_year is None:
        notes.append(f"Yêu cầu không nêu năm; lấy {target.label}.")
    if not carry.school.name:
        notes.append("Chưa có hồ sơ trường nên tên trường, người ký giữ như kế hoạch gốc.")
    if target.asked_by_school_year and not target.by_school_year:
        notes.append(f"Kế hoạch gốc tính theo năm, yêu cầu tính theo năm học: hãy xem các chỗ ghi năm {target.year}.")
    if target.delta < 0:
        notes.append(f"Kế hoạch gốc là của năm {target.base_year}, sau {target.label}: hãy xem lại.")
    undone = [instruction for instruction in left_over if not instruction.startswith("cho ")]
    if undone:
        notes.append(f"Chưa làm được khi không có mô hình ngôn ngữ: {'; '.join(undone)}.")
    return notes
