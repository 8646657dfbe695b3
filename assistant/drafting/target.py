"""From which year to which a plan is carried, and the day the new plan is taken to bear."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from assistant.drafting.draft import Request
from assistant.drafting.understand import current_school_year
from corpus.plan import Plan


@dataclass(frozen=True, slots=True)
class Target:
    """A move of `base_year` to `year`; for a plan of a school year both are the first year of it.

    `day` is the new plan's day: the base's day moved by whole years, or today where the year asked for is running and
    that day has passed. What is in force is asked as of `day`. `by_school_year`
    says how the base counts, `asked_by_school_year` how the request does.
    """

    base_year: int
    year: int
    day: date
    by_school_year: bool = False
    asked_by_school_year: bool = False

    @property
    def delta(self) -> int:
        """By how many years everything that belongs to the plan's year moves."""
        return self.year - self.base_year

    @property
    def first_base_year(self) -> int:
        """The first year that belongs to the base: the year before is compared with ("cao hơn so với năm 2023")."""
        return self.base_year - 1

    @property
    def last_base_year(self) -> int:
        """The last year that belongs to the base: plans speak of the year to come, school years end in it."""
        return self.base_year + (2 if self.by_school_year else 1)

    def covers(self, year: int) -> bool:
        """Tell whether `year` is one of the years that the base speaks of as its own."""
        return self.first_base_year <= year <= self.last_base_year

    @property
    def label(self) -> str:
        """The target year as the plan names it: "năm 2025", "năm học 2025-2026"."""
        by_school_year = self.by_school_year or self.asked_by_school_year
        return f"năm học {self.year}-{self.year + 1}" if by_school_year else f"năm {self.year}"


def target_of(request: Request, base: Plan, today: date) -> Target:
    """Return the move that `request` asks for; without a year it is to the next plan that is due after the base's."""
    base_year, by_school_year = year_of(base)
    if request.school_year:
        year = int(request.school_year[:4])
    elif request.year:
        year = request.year
    else:
        current = current_school_year(today) if by_school_year else today.year
        year = max(current, base_year + 1)
    day = _day(base, base_year, year, today, by_school_year)
    return Target(base_year, year, day, by_school_year, request.school_year is not None)


def year_of(plan: Plan) -> tuple[int, bool]:
    """Return the year that `plan` is for, and whether it is the first of a school year."""
    header = plan.header
    if header.school_year and (match := re.match(r"\d{4}", header.school_year)):
        return int(match.group()), True
    if len(header.years) == 1:
        return header.years[0], False
    if header.date is not None:
        return header.date.year, False
    named = Counter(mention.value[0] for mention in plan.dates if mention.value[0] is not None)
    pairs = Counter(span.first for span in plan.year_spans if span.kind == "school-year")
    if pairs and (not named or max(pairs.values()) >= max(named.values())):
        return pairs.most_common(1)[0][0], True
    if named:
        return named.most_common(1)[0][0], False
    return (header.years[0], False) if header.years else (date.today().year - 1, False)


def moved(day: date, years: int) -> date:
    """Return `day` moved by whole years; the 29th of February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _day(base: Plan, base_year: int, year: int, today: date, by_school_year: bool) -> date:
    written = base.header.date or date(base_year, 9 if by_school_year else 1, 15)
    shifted = moved(written, year - base_year)
    running = current_school_year(today) if by_school_year else today.year
    return max(shifted, today) if running == year else shifted
