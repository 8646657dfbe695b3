"""Plans for tests of checks: a text with plain headings becomes a Plan without the parser's help."""

from __future__ import annotations

import re
from datetime import date

from assistant.checking.context import Context
from assistant.checking.profiles import load_profile
from corpus.dates import find_dates, find_year_spans
from corpus.law.citations import find_citations
from corpus.law.register import Register, load_register
from corpus.plan import Anniversary, Header, Plan, Quality, Reading, Section, Source, Span

_HEADING = re.compile(
    r"^(?P<mark>(?P<roman>[IVX]+)[.]?|(?P<arabic>\d{1,2})\.|(?P<letter>[a-zđ])\)) (?P<title>[^\n]+)$", re.MULTILINE
)
_ANNIVERSARY = re.compile(r"(?P<count>\d+) năm (?P<name>[^(\n]+?) \((\d+)/(\d+)/(\d{4}) ?- ?(\d+)/(\d+)/(\d{4})\)")


def make_plan(
    text: str,
    *,
    signed: date | None = None,
    roles: dict[str, str] | None = None,
    years: tuple[int, ...] = (),
    school_year: str | None = None,
    kind: str | None = "phat-dong-thi-dua",
    source: Source = "text",
    diacritics: str = "full",
    register: Register | None = None,
    **header: object,
) -> Plan:
    """Return a plan with the sections, dates, citations and anniversaries of `text`; `roles` by section id."""
    quality = Quality(source=source, diacritics=diacritics)  # type: ignore[arg-type]
    reading = Reading("thu.txt", text, (Span(0, len(text)),), quality)
    sections = tuple(_sections(text, roles or {}))
    body = Span(sections[0].start if sections else 0, len(text))
    return Plan(
        reading,
        Header(date=signed, kind=kind, years=years, school_year=school_year, **header),  # type: ignore[arg-type]
        sections,
        find_citations(text, register=register or load_register(), body=body, plan_date=signed),
        tuple(_anniversaries(text)),
        find_dates(text),
        find_year_spans(text),
        Span(0, len(text)),
    )


def make_context(plan: Plan, *, day: date | None = None, precedents: tuple[Plan, ...] = ()) -> Context:
    """Return a context with the shipped register and the profile of the plan's kind."""
    judged = day or plan.header.date or date(2024, 10, 1)
    return Context(plan, judged, load_register(), load_profile(plan.header.kind or "khac"), precedents)


def _sections(text: str, roles: dict[str, str]) -> list[Section]:
    found = list(_HEADING.finditer(text))
    sections: list[Section] = []
    taken: dict[str, int] = {}
    above: dict[int, str] = {}
    for index, match in enumerate(found):
        level = 1 if match["roman"] else 2 if match["arabic"] else 3
        numeral = match["roman"] or match["arabic"] or match["letter"]
        parent = next((above[upper] for upper in range(level - 1, 0, -1) if upper in above), None)
        identity = f"{parent}.{numeral}" if parent else numeral
        taken[identity] = taken.get(identity, 0) + 1
        if taken[identity] > 1:
            identity += f"~{taken[identity]}"
        above = {upper: i for upper, i in above.items() if upper < level} | {level: identity}
        end = next((m.start() for m in found[index + 1 :] if _level(m) <= level), len(text))
        sections.append(
            Section(
                identity,
                numeral,
                level,
                match["title"].rstrip(":."),
                match.start(),
                end,
                match.end(),
                role=roles.get(identity),
                role_confidence=0.9,
                parent=parent,
            )
        )
    return sections


def _level(match: re.Match[str]) -> int:
    return 1 if match["roman"] else 2 if match["arabic"] else 3


def _anniversaries(text: str) -> list[Anniversary]:
    found = []
    for m in _ANNIVERSARY.finditer(text):
        start, end = (date(int(m[i + 2]), int(m[i + 1]), int(m[i])) for i in (3, 6))
        count = Span(*m.span("count"))
        found.append(
            Anniversary(
                m.start(), m.end(), m.group(), m["name"], int(m["count"]), start, end, end.year - start.year, count
            )
        )
    return found
