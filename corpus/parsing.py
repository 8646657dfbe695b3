"""From a reading to a plan: header, sections, citations, dates and anniversaries, each found by its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.anniversaries import find_anniversaries
from corpus.dates import find_dates, find_year_spans
from corpus.header import find_header
from corpus.law.citations import find_citations
from corpus.plan import Header, Plan, Reading
from corpus.roles import RoleRules, assign_roles
from corpus.structure import body_of, find_sections

if TYPE_CHECKING:
    from corpus.law.register import Register


def parse(reading: Reading, *, register: Register | None = None, roles: RoleRules | None = None) -> Plan:
    """Return what can be understood of `reading`.

    `register` (default: the shipped one) resolves citations and supplies the days of known anniversaries; `roles`
    (default: the shipped ones) tell what sections are for. Never fails on a readable text: what is not there stays
    empty.
    """
    if register is None:
        from corpus.law.register import load_register

        register = load_register()
    text = reading.text
    header = find_header(reading)
    sections = assign_roles(
        find_sections(text, pages=reading.pages, recognised=reading.quality.source == "ocr"), text, rules=roles
    )
    body = body_of(sections)
    plan_year = _year_of(header)
    return Plan(
        reading=reading,
        header=header,
        sections=sections,
        citations=find_citations(
            text,
            register=register,
            body=body if sections else None,
            plan_date=header.date,
            plan_year=plan_year,
        ),
        anniversaries=find_anniversaries(text, register_anniversaries=register.anniversaries, plan_year=plan_year),
        dates=find_dates(text),
        year_spans=find_year_spans(text),
        body=body,
    )


def _year_of(header: Header) -> int | None:
    """Return the year that the plan is written in: of a school year the first, in which it begins."""
    if header.date is not None:
        return header.date.year
    if header.school_year is not None:
        return header.years[0] if header.years else None
    return header.years[-1] if header.years else None
