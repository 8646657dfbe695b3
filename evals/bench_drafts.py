"""What a draft costs: ``python -m evals.bench_drafts``: sections and whole plans without a model, warm.

Each request goes the whole way: understood, a base chosen among all plans at hand, carried forward, checked. Reading
the base once more (parsing it) is timed in the same run, so that the ratio holds on any machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from assistant.drafting.drafter import Drafter
from assistant.records import PlanRecord, record_of
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan
from evals.drafts import OTHER_SCHOOL, TODAY, load_plans

#: Milliseconds, warm.
MARKS: Final = {"section": 300.0, "whole plan": 1500.0}
_ADDED: Final = date(2026, 1, 1)


class Shelf:
    """A library in memory."""

    def __init__(self, plans: Sequence[tuple[str, Plan]]) -> None:
        self._records = [
            record_of(plan, sha256=name, source=Path(name), added=_ADDED.isoformat(), sample=False)
            for name, plan in plans
        ]
        self._by_id = {record.plan_id: plan for record, (_, plan) in zip(self._records, plans, strict=True)}

    def list(self) -> list[PlanRecord]:
        """Return the records of all plans."""
        return self._records

    def plan(self, plan_id: str) -> Plan:
        """Return one plan."""
        return self._by_id[plan_id]


def requests(plan: Plan) -> tuple[list[str], str]:
    """Return the requests for each main section of a plan, and the one for all of it."""
    sections = [section.numeral for section in plan.sections if section.level == 1 and section.numeral]
    return [f"viết mục {numeral} năm học 2026-2027" for numeral in sections], "soạn cả kế hoạch năm học 2026-2027"


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that `work` takes; it waits for nothing."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def line(name: str, times: Sequence[float], parsed: float) -> str:
    """Return a line of the table: counts, milliseconds, the mark, the ratio to one parse of a base."""
    ordered = sorted(times)
    median, worst = statistics.median(ordered), ordered[-1]
    late = ordered[int(len(ordered) * 0.95)]
    mark = MARKS[name]
    return f"| {name} | {len(times)} | {median:.0f} | {late:.0f} | {worst:.0f} | {mark:.0f} | {median / parsed:.1f} |"


def main() -> int:
    """Print the table; 1 when the 95th percentile is over a mark."""
    register = load_register()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    plans = [(name, plan) for name, plan in load_plans(folder, register) if plan.sections]
    drafter = Drafter(Shelf(plans), register, OTHER_SCHOOL, TODAY)
    times: dict[str, list[float]] = {name: [] for name in MARKS}
    parses = []
    for round_number in range(2):  # the first warms
        for _, plan in plans:
            parses.append(timed(lambda plan=plan: parse(plan.reading, register=register)))  # type: ignore[misc]
            sections, whole = requests(plan)
            asked = [("section", text) for text in sections] + [("whole plan", whole)]
            for kind, text in asked:
                took = timed(lambda plan=plan, text=text: drafter.draft(text, base=plan))  # type: ignore[misc]
                if round_number:
                    times[kind].append(took)
    parsed = statistics.median(parses)
    print(f"one parse of a base: {parsed:.0f} ms in the median\n")
    print("| draft | n | median ms | 95 % ms | worst ms | mark ms | ratio to a parse |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, found in times.items():
        print(line(name, found, parsed))
    return 1 if any(sorted(found)[int(len(found) * 0.95)] > MARKS[name] for name, found in times.items()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
