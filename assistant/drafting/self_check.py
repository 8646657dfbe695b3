"""The draft judged by the same checks as any plan, and what those checks know of the base."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.checking.finding import Finding
from assistant.drafting.carry import Carry
from assistant.drafting.draft import Draft
from assistant.drafting.rendering import as_reading
from corpus.law.register import Register
from corpus.plan import Plan

if TYPE_CHECKING:
    from assistant.checking import CheckReport

#: Families of findings that say nothing of a section on its own.
_WHOLE_PLAN_ONLY = ("section.", "form.", "numbering.")


def checked(draft: Draft, carry: Carry) -> Draft:
    """Return `draft` with the citations in it and the findings of its own check, as of the day it is made for."""
    from assistant.checking import check
    from corpus.parsing import parse

    plan = parse(as_reading(draft), register=carry.register)
    plan = in_year(plan, carry.target.year, carry.register)
    # The day of a draft is a blank: what the head takes for it is a day of the body.
    plan = replace(plan, header=replace(plan.header, date=None))
    report = check(plan, as_of=carry.target.day, register=carry.register)
    length = len(draft.text)
    findings = tuple(
        f for f in report.findings if f.end <= length and (draft.whole or not f.code.startswith(_WHOLE_PLAN_ONLY))
    )
    citations = tuple(citation for citation in plan.citations if citation.end <= length)
    return replace(draft, citations=citations, findings=findings)


def report_on(draft: Draft, register: Register, today: date) -> CheckReport:
    """Return the findings of the draft's own check as a report, as for any other plan."""
    from assistant.checking import check
    from corpus.parsing import parse

    report = check(parse(as_reading(draft), register=register), as_of=today, register=register)
    return replace(report, findings=draft.findings)


def in_year(plan: Plan, year: int, register: Register) -> Plan:
    """Return a drafted plan with its anniversaries counted in `year`: a section has no head that tells it."""
    from corpus.anniversaries import find_anniversaries

    found = find_anniversaries(plan.text, register_anniversaries=register.anniversaries, plan_year=year)
    return replace(plan, anniversaries=found)


def findings_of(plan: Plan, register: Register) -> tuple[Finding, ...]:
    """Return what the check finds in the base as it stands, as of its own day."""
    from assistant.checking import check

    return check(plan, register=register).findings
