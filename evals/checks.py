"""Defects found on annotated plans, and what is reported in excess: ``python -m evals.checks [--gold DIR] [--list]``.

DIR holds plans.jsonl (answers for the plans in ``../seeds``) and excerpts.jsonl with excerpts/NNN.txt. Every error and
warning is judged by reading the place: data/checks_judged.tsv keeps the verdicts by plan, code and offset, without the
text of the plans.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.checking import CheckReport, Finding, check
from corpus.law.register import Register, load_register
from corpus.parsing import parse
from corpus.reading import read

GOLD: Final = Path(__file__).resolve().parents[2] / "shared" / "gold"
JUDGED: Final = Path(__file__).parent / "data" / "checks_judged.tsv"
_NEAR: Final = 40  # characters by which a finding may miss the words that the annotator marked
CODES_OF: Final[dict[str, tuple[str, ...]]] = {
    "wrong_anniversary_count": ("anniversary.wrong-count",),
    "impossible_date": ("date.impossible",),
    "citation_dated_after_plan": ("citation.after-plan",),
    "deadline_before_plan_date": ("date.deadline-before-plan",),
    "numbering_gap": ("numbering.gap",),
    "duplicate_numbering": ("numbering.duplicate",),
    "inconsistent_date_for_same_document": ("citation.inconsistent", "citation.wrong-date"),
    "title_mismatch": ("name.inconsistent", "citation.wrong-title", "period.wrong"),
    "school_year_mismatch": ("date.stale-year",),
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated plan and the report on it."""

    id: str
    defects: tuple[dict[str, Any], ...]
    report: CheckReport


def annotated(gold: Path, register: Register) -> Iterator[Annotated]:
    """Yield every annotated plan whose text is at hand."""
    for answers, folder in (("plans.jsonl", gold.parent / "seeds"), ("excerpts.jsonl", gold / "excerpts")):
        for line in (gold / answers).read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            path = next(iter(sorted(folder.glob(f"{entry['id']}*.txt"))), None)
            if path is not None:
                report = check(parse(read(path), register=register), register=register)
                yield Annotated(entry["id"], tuple(entry.get("defects", ())), report)


def is_found(defect: dict[str, Any], report: CheckReport) -> bool:
    """Tell whether a finding of a fitting code (any code for a kind that has none) stands at the defect."""
    start = report.text.find(defect["text"])
    end = start + len(defect["text"])
    codes = CODES_OF.get(defect["kind"])
    return any(
        (codes is None or finding.code in codes)
        and (start < 0 or (finding.start < end + _NEAR and start - _NEAR < max(finding.end, finding.start + 1)))
        for finding in report.findings
    )


def recall(plans: list[Annotated]) -> dict[str, tuple[int, int]]:
    """Return (found, there) by kind of defect, kinds without a code of their own apart as "other", by severity."""
    table: dict[str, list[int]] = {}
    for plan in plans:
        for defect in plan.defects:
            name = defect["kind"] if defect["kind"] in CODES_OF else f"other ({defect['severity']})"
            row = table.setdefault(name, [0, 0])
            row[0] += is_found(defect, plan.report)
            row[1] += 1
    return {name: (found, there) for name, (found, there) in sorted(table.items())}


def grave(plans: list[Annotated]) -> Iterator[tuple[str, Finding]]:
    """Yield every error and warning with the plan it is on."""
    for plan in plans:
        yield from ((plan.id, finding) for finding in plan.report.findings if finding.severity != "info")


def verdicts() -> dict[tuple[str, str, int], str]:
    """Return what was judged: "right", "wrong" or "doubtful" by plan, code and offset."""
    if not JUDGED.exists():
        return {}
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {(row["plan"], row["code"], int(row["start"])): row["verdict"] for row in rows}


def main(arguments: list[str] | None = None) -> int:
    """Print recall by kind and the precision of what was judged; return 1 when something is wrong or not judged."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--list", action="store_true", help="print every error and warning with its verdict")
    chosen = options.parse_args(arguments)
    if not (chosen.gold / "plans.jsonl").exists():
        print(f"Skipped: no annotated plans in {chosen.gold}.")
        return 0
    plans = list(annotated(chosen.gold, load_register()))
    for name, (found, there) in recall(plans).items():
        print(f"{name:38} {found:>3}/{there}")
    judged, counts = verdicts(), {"right": 0, "wrong": 0, "doubtful": 0, "not judged": 0}
    for plan, finding in grave(plans):
        verdict = judged.get((plan, finding.code, finding.start), "not judged")
        counts[verdict] += 1
        if chosen.list or verdict == "not judged":
            print(f"{plan}\t{finding.code}\t{finding.start}\t{verdict}\t{finding.severity}: {finding.message}")
    total = sum(counts.values())
    print(f"errors and warnings: {total}; right {counts['right']}, {counts}")
    return int(counts["not judged"] > 0 or counts["right"] < 0.9 * total)


if __name__ == "__main__":
    sys.exit(main())
