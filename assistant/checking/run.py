"""Run every check over a plan. A new check is one function from `Context` to findings and its line in `CHECKS`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.checking import (
    amounts,
    anniversaries,
    blanks,
    citation_form,
    citation_life,
    citation_record,
    dates,
    form,
    movements,
    names,
    numbering,
    periods,
    posts,
    references,
    scope,
    sections,
    stale_days,
    subjects,
    units,
    wording,
    years,
)
from assistant.checking.against import check_against
from assistant.checking.context import Context, first_of_each
from assistant.checking.finding import SEVERITIES, Finding, Severity
from assistant.checking.profiles import DEFAULT_KIND, Profile, load_profile, load_profiles
from corpus.plan import Plan

if TYPE_CHECKING:
    from assistant.checking.layout import Layout
    from assistant.settings import SchoolProfile
    from corpus.law.register import Register

Check = Callable[[Context], Iterable[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    sections.check_missing,
    sections.check_empty,
    sections.check_order,
    sections.check_duplicate_titles,
    numbering.check_numbering,
    numbering.check_decimals,
    numbering.check_repeated_items,
    references.check_references,
    citation_life.check_life,
    citation_record.check_dates,
    citation_record.check_numbers,
    citation_record.check_issuers,
    citation_record.check_party_issuers,
    citation_record.check_titles,
    citation_record.check_unverified,
    subjects.check_schemes,
    subjects.check_other_subjects,
    subjects.check_years_of_laws,
    subjects.check_periods_of_documents,
    citation_form.check_after_plan,
    citation_form.check_consistency,
    citation_form.check_completeness,
    citation_form.check_kinds,
    citation_form.check_vague_basis,
    dates.check_impossible,
    dates.check_ranges,
    dates.check_weekdays,
    dates.check_deadlines,
    years.check_school_year_form,
    years.check_left_over_years,
    years.check_left_over_school_years,
    years.check_title_against_date,
    years.check_old_anniversaries,
    years.check_calendar_and_school_year,
    stale_days.check_stale_days,
    stale_days.check_past_school_years,
    stale_days.check_exam_years,
    stale_days.check_summers,
    anniversaries.check_counts,
    anniversaries.check_events,
    periods.check_periods,
    movements.check_movements,
    names.check_school,
    names.check_places,
    names.check_head,
    names.check_abbreviations,
    posts.check_heads,
    posts.check_parts,
    posts.check_signing_post,
    amounts.check_shares,
    amounts.check_sums,
    amounts.check_sexes,
    units.check_units,
    scope.check_scope,
    form.check_form,
    wording.check_wording,
    blanks.check_blanks,
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, in reading order, and the state of each component of the form.

    `profile` is the id of the expectations it was held to, `profile_name` what people call them. `summary` counts the
    findings by severity, all three always present.
    """

    file: str
    kind: str | None
    profile: str
    as_of: date
    text: str
    findings: tuple[Finding, ...]
    plan: Plan
    components: tuple[form.Component, ...] = ()
    profile_name: str = ""

    @property
    def summary(self) -> dict[Severity, int]:
        """Count the findings by severity."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in SEVERITIES}

    def reaches(self, severity: Severity) -> bool:
        """Tell whether some finding is as grave as `severity`, or graver."""
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(finding.severity in grave for finding in self.findings)


def check(
    plan: Plan,
    *,
    as_of: date | None = None,
    register: Register,
    profile: str | None = None,
    precedents: Sequence[Plan] = (),
    layout: Layout | None = None,
    school: SchoolProfile | None = None,
    home: Path | None = None,
    above: Plan | None = None,
) -> CheckReport:
    """Check `plan` as of `as_of`: its own day unless given (see `_day_of`).

    `above` is the plan of the office above, whose tasks for schools the plan is then held to.

    `profile` names the expectations to hold it to (default: those of its kind); the school's own in `home` win. Raises
    `InputError` for an unknown profile.
    """
    kind = plan.header.kind
    chosen = load_profile(profile, home) if profile else _profile_for(kind, home)
    day = as_of or _day_of(plan)
    context = Context(plan, day, register, chosen, tuple(precedents), layout, school)
    found = [*_all_findings(context), *(check_against(context, above) if above else ())]
    gravest_first = sorted(_without_echoes(found), key=lambda finding: SEVERITIES.index(finding.severity))
    findings = sorted(first_of_each(gravest_first), key=_reading_order)
    return CheckReport(
        file=plan.reading.name,
        kind=kind,
        profile=chosen.id,
        as_of=day,
        text=plan.text,
        findings=tuple(findings),
        plan=plan,
        components=form.components(context),
        profile_name=chosen.name,
    )


def _day_of(plan: Plan) -> date:
    """Return the plan's own day; without one the end of its first year if that is past, else today."""
    if plan.header.date is not None:
        return plan.header.date
    today = date.today()
    years = plan.header.years
    return date(years[0], 12, 31) if years and years[0] < today.year else today


def _profile_for(kind: str | None, home: Path | None) -> Profile:
    profiles = load_profiles(home)
    return profiles.get(kind or DEFAULT_KIND) or profiles[DEFAULT_KIND]


def _all_findings(ctx: Context) -> Iterator[Finding]:
    for run_check in CHECKS:
        yield from run_check(ctx)


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out slips of spelling inside a name that another finding mends, and a second word on an unborn document."""
    mended = [f for f in findings if f.code in ("text.ocr", "name.inconsistent", "form.national-title", "form.motto")]

    later = {(f.start, f.end) for f in findings if f.code == "citation.after-plan"}

    def is_echo(finding: Finding) -> bool:
        if finding.code == "citation.not-yet-effective":
            return (finding.start, finding.end) in later
        if finding.code == "name.inconsistent":
            return any(f.code == finding.code and _is_part_of(finding, f) for f in mended)
        return finding.code == "text.ocr" and finding.fix is None and any(_is_part_of(finding, f) for f in mended)

    return [finding for finding in findings if not is_echo(finding)]


def _is_part_of(finding: Finding, other: Finding) -> bool:
    """Tell whether `finding` stands within a longer one."""
    within = other.start <= finding.start and finding.end <= other.end
    return within and other.end - other.start > finding.end - finding.start


def _reading_order(finding: Finding) -> tuple[int, int, str]:
    return finding.start, SEVERITIES.index(finding.severity), finding.code
