"""What the library keeps about a plan beside its text: a flat record that lists, filters and pages can use."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.plan import Plan
from corpus.text import fold


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One plan of the library.

    `day` is its date in ISO form; `file` is the original's name, `stored` the name of its copy in the home.
    """

    plan_id: str
    file: str
    stored: str
    sha256: str
    source: str
    added: str
    title: str | None = None
    school: str | None = None
    superior: str | None = None
    number: str | None = None
    day: str | None = None
    year: int | None = None
    years: tuple[int, ...] = ()
    school_year: str | None = None
    kind: str | None = None
    format: str = "text"
    pages: int = 1
    sections: int = 0
    diacritics: str = "full"
    read_by: str = "text"
    warnings: tuple[str, ...] = ()
    sample: bool = False
    edited: tuple[str, ...] = ()

    @property
    def date(self) -> date | None:
        """The plan's own date."""
        return date.fromisoformat(self.day) if self.day else None

    def as_json(self) -> dict[str, Any]:
        """Return the record as plain JSON types."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> PlanRecord:
        """Return the record that `as_json` made; keys of a later version are passed over."""
        known = {name: value[name] for name in cls.__dataclass_fields__ if name in value}
        for name in ("years", "warnings", "edited"):
            known[name] = tuple(known.get(name) or ())
        return cls(**known)


EDITABLE = ("title", "school", "superior", "number", "day", "school_year", "kind")


def record_of(plan: Plan, *, sha256: str, source: Path, added: str, sample: bool) -> PlanRecord:
    """Return the record for a plan that has just been read from `source`."""
    header = plan.header
    year = header.date.year if header.date else (header.years[0] if header.years else None)
    plan_id = plan_id_for(plan, sha256)
    return PlanRecord(
        plan_id=plan_id,
        file=source.name,
        stored=plan_id + source.suffix.lower(),
        sha256=sha256,
        source=str(source),
        added=added,
        title=header.title,
        school=header.school,
        superior=header.superior,
        number=header.number,
        day=header.date.isoformat() if header.date else None,
        year=year,
        years=header.years or ((year,) if year else ()),
        school_year=header.school_year,
        kind=header.kind,
        format=plan.reading.format,
        pages=plan.quality.pages,
        sections=len(plan.sections),
        diacritics=plan.quality.diacritics,
        read_by=plan.quality.source,
        warnings=plan.quality.warnings,
        sample=sample,
    )


def plan_id_for(plan: Plan, sha256: str) -> str:
    """Return a readable id that depends on nothing but the plan: "43-kh-lax-2024-1f0c"."""
    header = plan.header
    parts = [
        header.number or header.school or Path(plan.reading.name).stem,
        str(header.date.year if header.date else ""),
    ]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(" ".join(parts))).strip("-")[:48].strip("-")
    return f"{slug or 'ke-hoach'}-{sha256[:6]}"


def edited(record: PlanRecord, **changes: str | None) -> PlanRecord:
    """Return `record` with what the user corrected; the fields that really changed are remembered in `edited`."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)!r}")
    changed = {name: value for name, value in changes.items() if value != getattr(record, name)}
    if not changed:
        return record
    day = changed.get("day", record.day)
    year = date.fromisoformat(day).year if day else record.year
    years = _years_with(record.years, record.year, year)
    marks = tuple(sorted({*record.edited, *changed}))
    return PlanRecord.from_json({**record.as_json(), **changed, "year": year, "years": years, "edited": marks})


def _years_with(years: tuple[int, ...], old: int | None, new: int | None) -> tuple[int, ...]:
    """Return the years that a plan covers once the year of its day has been corrected."""
    if old == new or new is None:
        return years
    return tuple(sorted({*(year for year in years if year != old), new}))


def corrected(plan: Plan, record: PlanRecord) -> Plan:
    """Return the plan with the header as the user corrected it; the text and its parts stay as they were read."""
    if not record.edited:
        return plan
    changes: dict[str, Any] = {name: getattr(record, name) for name in record.edited if name != "day"}
    if "day" in record.edited:
        changes |= {"date": record.date, "years": record.years}
    return replace(plan, header=replace(plan.header, **changes))


def carried_over(earlier: PlanRecord, earlier_plan: Plan, record: PlanRecord, plan: Plan) -> PlanRecord:
    """Return the record of a plan read anew with the corrections of its earlier version.

    A field is carried over where the new file says what the old one said; where it says something else, the file
    itself was mended, and counts.
    """
    names = {"day": "date"}
    kept = [
        name
        for name in earlier.edited
        if getattr(plan.header, names.get(name, name)) == getattr(earlier_plan.header, names.get(name, name))
    ]
    return edited(record, **{name: getattr(earlier, name) for name in kept})
