"""How many defects put singly into sound plans are found: ``python -m evals.mutations [--cases 500] [--show]``."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from assistant.checking import check
from corpus.law.register import Register, load_register
from corpus.parsing import parse
from corpus.plan import Plan, Reading, Span
from corpus.reading import read
from corpus.samples import sample_files
from evals.mutants import Mutant
from evals.mutants_of_words import KINDS

_NEAR = 60  # characters between the defect and the finding that names it


def sound_plans(register: Register) -> list[Plan]:
    """Return the sample plans, scans left out, on which the checks report no error."""
    plans = [parse(read(path, ocr=False), register=register) for path in sample_files() if _has_text(path.name)]
    return [plan for plan in plans if check(plan, register=register).summary["error"] == 0]


def _has_text(name: str) -> bool:
    return not name.endswith(".pdf")


def cases(plans: list[Plan], count: int, seed: int = 1) -> Iterator[tuple[str, Plan, Mutant]]:
    """Yield about `count` mutants, spread evenly over the kinds and over the plans that have a place for them."""
    rng = Random(seed)  # noqa: S311 - repeatable choices, nothing secret
    each = -(-count // len(KINDS))
    for kind, make in KINDS.items():
        made = 0
        for attempt in range(each * 6):
            plan = plans[(attempt + rng.randrange(len(plans))) % len(plans)]
            mutant = make(plan, rng)
            if mutant is not None and made < each:
                made += 1
                yield kind, plan, mutant


def is_found(mutant: Mutant, plan: Plan, register: Register) -> bool:
    """Tell whether a finding of the right code stands at the defect."""
    reading = plan.reading
    text = Reading(reading.name, mutant.text, (Span(0, len(mutant.text)),), replace(reading.quality, pages=1))
    report = check(parse(text, register=register), register=register, as_of=mutant.as_of)
    return any(
        finding.code in mutant.codes and finding.start < mutant.end + _NEAR and mutant.start - _NEAR < finding.end + 1
        for finding in report.findings
    )


def measure(count: int, *, show: bool = False) -> dict[str, tuple[int, int]]:
    """Return (found, made) by kind of defect."""
    register = load_register()
    plans = sound_plans(register)
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, plan, mutant in cases(plans, count):
        found = is_found(mutant, plan, register)
        totals[kind][0] += found
        totals[kind][1] += 1
        if show and not found:
            print(f"missed {kind}: {plan.reading.name}: {mutant.text[mutant.start - 40 : mutant.end + 40]!r}")
    return {kind: (found, made) for kind, (found, made) in totals.items()}


def main(arguments: list[str] | None = None) -> int:
    """Print the table; return 1 when a kind is found less often than 97 times in 100."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=500)
    options.add_argument("--show", action="store_true", help="print what was missed")
    chosen = options.parse_args(arguments)
    table = measure(chosen.cases, show=chosen.show)
    for kind, (found, made) in table.items():
        print(f"{kind:24} {found:>4}/{made:<4} {found / made:.3f}")
    found, made = (sum(column) for column in zip(*table.values(), strict=True))
    print(f"{'all':24} {found:>4}/{made:<4} {found / made:.3f}")
    return int(any(hits < 0.97 * total for hits, total in table.values()))


if __name__ == "__main__":
    sys.exit(main())
