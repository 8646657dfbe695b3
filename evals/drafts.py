"""Every section of every plan at hand drafted for each of the next three years, and what must never happen counted.

    python -m evals.drafts [--plans FOLDER [--no-samples]] [--verbose]

The plans are the shipped samples and those of FOLDER. The judging is done here, from the drafted text alone, apart
from the rules that made it: years left over, anniversaries miscounted, documents not in force, figures, days and
names that no source has, errors of the draft's own check, and the support of each paragraph by its sources as ALCE
defines it (`evals.support`).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from assistant.drafting.draft import Draft, Request
from assistant.drafting.drafter import Drafter
from assistant.drafting.people import find_people
from assistant.drafting.self_check import in_year
from assistant.drafting.target import Target, target_of, year_of
from assistant.records import PlanRecord
from assistant.settings import SchoolProfile
from corpus.dates import find_dates
from corpus.law.model import LegalDocument
from corpus.law.register import Register, load_register
from corpus.parsing import parse
from corpus.plan import Plan, Quality, Reading, Span
from corpus.reading import read
from corpus.samples import sample_files
from corpus.text import fold
from evals.support import Support, follows, support_of

YEARS_AHEAD: Final = (1, 2, 3)
#: The clock of the evaluation: the day before which the plans at hand were written.
TODAY: Final = date(2026, 11, 21)
OTHER_SCHOOL: Final = SchoolProfile(
    name="Trường THCS Bình Minh", symbol="THCSBM", superior="UBND phường Tân An", place="Tân An", head="Đỗ Thị Hạnh"
)
_YEAR: Final = re.compile(r"(?<![\d/.-])20\d\d(?!\d|/[A-ZĐ])|(?<=[/.-])20\d\d(?![\d]|/[A-ZĐ])")
# A law's own day, a change of the State's offices: what happened once keeps its year.
_ONCE_FOR_ALL: Final = re.compile(r"(?:co hieu luc|chinh quyen dia phuong|sap nhap|hop nhat)[^.;]{0,40}$")
_FIGURE: Final = re.compile(r"(?<![\w/.-])\d+(?:[.,]\d+)*(?![\w/.-]*[A-ZĐ])")
_BLANK: Final = re.compile(r"\[[^\[\]\n]+\]")


class NoLibrary:
    """A library without plans: every base is given outright."""

    def list(self) -> list[PlanRecord]:
        """Return no records."""
        return []

    def plan(self, plan_id: str) -> Plan:
        """Refuse: there is none."""
        raise KeyError(plan_id)


@dataclass
class Tally:
    """What was counted over the drafts of one plan."""

    drafts: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    examples: list[tuple[str, str]] = field(default_factory=list)
    support: Support = field(default_factory=Support)

    def fault(self, kind: str, example: str) -> None:
        """Count one fault and keep what it was."""
        self.faults[kind] += 1
        self.examples.append((kind, example))


FAULTS: Final = ("year", "anniversary", "citation", "figure", "day", "name", "error", "support")


def run(plans: Iterable[tuple[str, Plan]], register: Register) -> dict[str, Tally]:
    """Draft every section of every plan, for the plan's own school and for another one, and judge each draft."""
    tallies: dict[str, Tally] = {}
    for name, plan in plans:
        tally = tallies[name] = Tally()
        for school in (SchoolProfile(), OTHER_SCHOOL):
            drafter = Drafter(NoLibrary(), register, school, TODAY)
            for request in requests(plan):
                _draft_and_judge(drafter, plan, request, tally)
    return tallies


def requests(plan: Plan) -> Iterator[Request]:
    """Yield requests for every section down to the second level, and for the whole plan, for each of the next years."""
    year, by_school_year = year_of(plan)
    wanted = [section.id for section in plan.sections if section.level <= 2 and not section.is_paragraph]
    for ahead in YEARS_AHEAD:
        school_year = f"{year + ahead}-{year + ahead + 1}" if by_school_year else None
        for section in (*wanted, None):
            yield Request("", section=section, year=None if by_school_year else year + ahead, school_year=school_year)


def _draft_and_judge(drafter: Drafter, plan: Plan, request: Request, tally: Tally) -> None:
    started = time.perf_counter()
    draft = drafter.draft_all([request], base=plan)
    tally.seconds.append(time.perf_counter() - started)
    tally.drafts += 1
    where = f"{request.section or 'cả kế hoạch'} {request.school_year or request.year}"
    target = target_of(request, plan, drafter.today)
    for kind, example in _faults(draft, plan, target, drafter):
        tally.fault(kind, f"{where}: {example}")
    tally.support += support_of(draft)


def _faults(draft: Draft, plan: Plan, target: Target, drafter: Drafter) -> Iterator[tuple[str, str]]:
    text = draft.text
    made = parse(Reading("draft", text, (Span(0, len(text)),), Quality()), register=drafter.register)
    made = in_year(made, target.year, drafter.register)
    yield from (("year", found) for found in years_left_over(made, draft, target))
    yield from (("anniversary", found) for found in wrong_anniversaries(made, target))
    lapsed = lapsed_citations(made, target.day, drafter.register)
    yield from (("citation", found) for found in lapsed if not _said_to_come(draft, found))
    yield from (("figure", found) for found in unsourced_figures(draft))
    yield from (("day", found) for found in unsourced_days(draft, made, plan))
    yield from (("name", found) for found in unsourced_names(draft, plan, drafter.school))
    yield from (("error", f"{f.code} {f.text!r}") for f in draft.findings if f.severity == "error")
    yield from (("support", p.text[:120]) for p in draft.paragraphs if p.sources and not follows(p))


# -- what must never happen ------------------------------------------------------------------------------------------


def years_left_over(made: Plan, draft: Draft, target: Target) -> Iterator[str]:
    """Yield years of the base that stand in the draft outside documents, periods, events and comparisons."""
    shielded = [Span(c.start, max(c.end, c.subject_span.end if c.subject_span else 0)) for c in made.citations]
    shielded += [Span(s.start, s.end) for s in made.year_spans if s.kind == "period"]
    shielded += [Span(*match.span()) for match in _BLANK.finditer(made.text)]
    shifted = Counter(
        match.group() for p in draft.paragraphs for change in p.changes for match in _YEAR.finditer(change.to)
    )
    for match in _YEAR.finditer(made.text):
        year, place = int(match.group()), Span(*match.span())
        if _ONCE_FOR_ALL.search(fold(made.text[max(0, place.start - 80) : place.start])):
            continue
        if not target.base_year - 1 <= year < target.year or any(place.overlaps(span) for span in shielded):
            continue
        if shifted[match.group()] > 0:
            shifted[match.group()] -= 1
            continue
        yield made.text[max(0, place.start - 60) : place.end + 20].replace("\n", " ")


def wrong_anniversaries(made: Plan, target: Target) -> Iterator[str]:
    """Yield anniversaries whose count is not that of their days, or that are celebrated before the target's year."""
    for anniversary in made.anniversaries:
        if anniversary.from_ is None or anniversary.to is None:
            continue
        years = anniversary.to.year - anniversary.from_.year
        past = str(anniversary.to.year) in anniversary.text and anniversary.to.year < target.year
        if anniversary.claimed != years or past:
            yield " ".join(anniversary.text.split())


def lapsed_citations(made: Plan, day: date, register: Register) -> Iterator[str]:
    """Yield documents cited that were not in force on `day`; of several with one number, if any was not."""
    for citation in made.citations:
        keys = (citation.register_id,) if citation.register_id else citation.candidates
        documents = [document for key in keys if (document := register.get(key)) is not None]
        alone = citation.form == "unnumbered" and not re.search(r"\d", citation.text)
        if alone or (citation.form == "unnumbered" and _any_in_force(documents, day, register)):
            continue  # a law cited by its name alone is the one in force
        if any(
            register.status(document, day).status in ("replaced", "lapsed", "not-yet-effective")
            for document in documents
        ):
            before = fold(made.text[max(0, citation.start - 40) : citation.start])
            if not re.search(r"(?:thay the|sua doi|bo sung|bai bo)[^.;]*$", before):
                yield " ".join(citation.text.split())


def _said_to_come(draft: Draft, citation: str) -> bool:
    """Tell whether a note says of a document that is issued already that it is not yet in force."""
    quoting = (paragraph for paragraph in draft.paragraphs if citation in " ".join(paragraph.text.split()))
    return any("chưa có hiệu lực" in note for paragraph in quoting for note in paragraph.notes)


def _any_in_force(documents: list[LegalDocument], day: date, register: Register) -> bool:
    return any(register.status(document, day).status in ("in-force", "amended") for document in documents)


def unsourced_figures(draft: Draft) -> Iterator[str]:
    """Yield numbers of a paragraph that are in none of its sources and in none of its stated changes."""
    for paragraph in draft.paragraphs:
        allowed = _digits(" ".join(source.text for source in paragraph.sources))
        allowed |= _digits(" ".join(change.to for change in paragraph.changes))
        for figure in _digits(_BLANK.sub(" ", paragraph.text)) - allowed:
            if not (paragraph.level or paragraph.part in ("place-date", "number")):
                yield f"{figure} in {paragraph.text[:100]!r}"


def unsourced_days(draft: Draft, made: Plan, plan: Plan) -> Iterator[str]:
    """Yield days of the draft whose day and month stand neither in the base nor in a stated change."""
    stated = find_dates("\n".join(change.to for paragraph in draft.paragraphs for change in paragraph.changes))
    known = {mention.value[1:] for mention in (*plan.dates, *stated)}
    for mention in made.dates:
        if mention.precision == "day" and mention.value[1:] not in known:
            yield mention.text


def unsourced_names(draft: Draft, plan: Plan, school: SchoolProfile) -> Iterator[str]:
    """Yield persons that neither the base nor the profile names, and any person of another school."""
    own = not school.name
    known = fold(plan.text) if own else fold(school.head or "")
    for paragraph in draft.paragraphs:
        for person in find_people(paragraph.text, Span(0, len(paragraph.text))):
            if fold(person.of(paragraph.text)) not in known:
                yield f"{person.of(paragraph.text)} in {paragraph.text[:80]!r}"


def _digits(text: str) -> set[str]:
    return {match.group().lstrip("0") for match in _FIGURE.finditer(text)} | {
        number.lstrip("0") for number in re.findall(r"\d+", text)
    }


# -- report ----------------------------------------------------------------------------------------------------------


def table(tallies: dict[str, Tally]) -> str:
    """Return the tallies as a Markdown table, a line a plan and their sum."""
    lines = [
        (
            "| plan | drafts | years left over | anniversaries wrong | not in force | figures | days | names | errors"
            " | source recall | source precision | median ms |"
        ),
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    total = Tally()
    for name, tally in tallies.items():
        lines.append(_line(name, tally))
        total.drafts += tally.drafts
        total.faults += tally.faults
        total.seconds += tally.seconds
        total.support += tally.support
    return "\n".join((*lines, _line("**all**", total)))


def _line(name: str, tally: Tally) -> str:
    counts = " | ".join(str(tally.faults[kind]) for kind in FAULTS[:-1])
    support = f"{tally.support.recall:.3f} | {tally.support.precision:.3f}"
    median = sorted(tally.seconds)[len(tally.seconds) // 2] * 1000 if tally.seconds else 0
    return f"| {name} | {tally.drafts} | {counts} | {support} | {median:.0f} |"


def load_plans(folder: Path | None, register: Register, *, samples: bool = True) -> Iterator[tuple[str, Plan]]:
    """Yield the shipped samples and the plans of `folder` by file name; what cannot be read is named on stderr."""
    files = [*(sample_files() if samples else ()), *(sorted(folder.iterdir()) if folder else ())]
    for file in files:
        try:
            yield file.name, parse(read(file, ocr=False), register=register)
        except Exception as error:  # noqa: BLE001 - one unreadable file must not stop the evaluation
            print(f"{file.name}: {error}", file=sys.stderr)


def main() -> int:
    """Run the evaluation, print the table; 1 when something that must never happen did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--plans", type=Path, help="a folder of further plans")
    parser.add_argument("--verbose", action="store_true", help="print every fault")
    parser.add_argument("--no-samples", action="store_true", help="leave the shipped samples out")
    options = parser.parse_args()
    register = load_register()
    tallies = run(load_plans(options.plans, register, samples=not options.no_samples), register)
    print(table(tallies))
    if options.verbose:
        for name, tally in tallies.items():
            for kind, example in tally.examples:
                print(f"{name} [{kind}] {example}")
    return 1 if any(tally.faults for tally in tallies.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
