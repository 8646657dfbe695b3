"""Measure the register of law: which share of the national-level documents cited in annotated plans it knows.

The annotated plans (`plans.jsonl`, `excerpts.jsonl`) are not part of this repository; the folder is looked for beside
it, or named as the argument. Run: ``python -m evals.law_coverage [GOLD]``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from corpus.law.numbers import split_number
from corpus.law.register import Register, load_register
from corpus.law.symbols import load_symbols

GOLD: Final = Path(__file__).resolve().parents[2] / "shared" / "gold"
FILES: Final = ("plans.jsonl", "excerpts.jsonl")
_NATIONAL: Final = frozenset(("state", "central", "party", "association"))


@dataclass(slots=True)
class Coverage:
    """Distinct national-level documents cited, as "number (day)": found, found with another day of issue, missing."""

    found: list[str] = field(default_factory=list)
    other_day: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share found, a document under another day of issue included: 0.0 to 1.0."""
        known = len(self.found) + len(self.other_day)
        return known / (known + len(self.missing) or 1)


def is_national(number: str) -> bool:
    """Tell whether the body that `number` names is one of the whole country."""
    parts = split_number(number)
    if parts is None:
        return False
    bodies = parts.symbols[1:] or parts.symbols
    national = [_is_national_symbol(symbol) for symbol in bodies]
    return any(national) and None not in national


def _is_national_symbol(symbol: str) -> bool | None:
    """Tell whether `symbol` is a national body's; ``None`` for a local one's. A shared one is its first owner's."""
    issuers = load_symbols().issuers_of(symbol)
    owners = [issuer for issuer in issuers if issuer.symbols[0] == symbol]
    if any(issuer.level in _NATIONAL for issuer in owners):
        return True
    if any(issuer.level in ("local", "school") for issuer in issuers):
        return None
    return any(issuer.level in _NATIONAL for issuer in issuers)


def cited(gold: Path) -> Iterator[tuple[str, date | None]]:
    """Yield the number and the day of every citation in the annotated plans."""
    for name in FILES:
        for line in (gold / name).read_text(encoding="utf-8").splitlines():
            answers: dict[str, Any] = json.loads(line)
            for citation in answers.get("citations", ()):
                if citation.get("number"):
                    day = citation.get("date")
                    yield citation["number"], date.fromisoformat(day) if day else None


def measure(gold: Path, register: Register) -> Coverage | None:
    """Return the coverage, or ``None`` where there are no annotated plans."""
    if not all((gold / name).is_file() for name in FILES):
        return None
    coverage = Coverage()
    for number, day in sorted(set(cited(gold)), key=str):
        if not is_national(number):
            continue
        documents = register.find(number, day)
        label = f"{number} ({day or 'không ngày'})"
        if not documents:
            coverage.missing.append(label)
        elif day is None or any(document.issued in (None, day) for document in documents):
            coverage.found.append(label)
        else:
            coverage.other_day.append(label)
    return coverage


def main() -> None:
    """Print the share and what is missing."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    coverage = measure(gold, load_register())
    if coverage is None:
        print(f"Skipped: no annotated plans in {gold}.")
        return
    known = len(coverage.found) + len(coverage.other_day)
    print(f"{known} of {known + len(coverage.missing)} national-level documents found ({coverage.share:.3f})")
    print("under another day:", *coverage.other_day, sep="\n  ")
    print("missing:", *coverage.missing, sep="\n  ")


if __name__ == "__main__":
    main()
