"""From a reading to a plan: header, sections with their roles, dates, citations and anniversaries, each found once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.anniversaries import find_anniversaries
from corpus.dates import find_dates, find_year_spans
from corpus.header import find_header
from corpus.law.citations import find_citations
from corpus.plan import Header, Plan, Reading, Section
from corpus.roles import role_of
from corpus.structure import body_of, find_sections

if TYPE_CHECKING:
    from corpus.law.register import Register


def parse(reading: Reading, *, register: Register | None = None) -> Plan:
    """Return the plan that `reading` holds; never fails on any text: what is not there stays empty.

    `register` gives documents named without number their number, and anniversaries without days theirs.
    """
    text = reading.text
    header = find_header(reading)
    sections = find_sections(text, pages=reading.pages)
    body = body_of(sections)
    year = _year(header)
    return Plan(
        reading=reading,
        header=header,
        sections=tuple(_with_role(section, text, header.kind) for section in sections),
        citations=find_citations(text, register=register, body=body, plan_date=header.date, plan_year=year),
        anniversaries=find_anniversaries(
            text, register_anniversaries=register.anniversaries if register else (), plan_year=year
        ),
        dates=find_dates(text),
        year_spans=find_year_spans(text),
        body=body,
    )


def _year(header: Header) -> int | None:
    if header.date is not None:
        return header.date.year
    return header.years[0] if header.years else None


def _with_role(section: Section, text: str, kind: str | None) -> Section:
    role, confidence = role_of(section.title, text[section.body_start : section.end], kind)
    return replace(section, role=role, role_confidence=confidence)
