"""Requests for drafts as they are typed, and how many of them are understood whole.

    python -m evals.requests [--verbose]

A request counts as understood when section, role, year, school year, kind, audience, base and instructions are all as
`data/requests.yaml` says.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from assistant.drafting.draft import Request
from assistant.drafting.understand import understand_all
from corpus.text import fold_key

CASES: Final = Path(__file__).parent / "data" / "requests.yaml"
TODAY: Final = date(2026, 11, 21)
_EXACT: Final = ("role", "year", "school_year")


def cases() -> list[dict[str, Any]]:
    """Return the requests with what they ask for."""
    loaded: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return loaded


def misunderstood(case: dict[str, Any]) -> tuple[str, ...]:
    """Return what was not understood of one request: the names of the fields, with what was taken for them."""
    return tuple(_wrong(case, understand_all(case["ask"], today=TODAY)))


def _wrong(case: dict[str, Any], made: tuple[Request, ...]) -> Iterator[str]:
    request = made[0]
    sections = case.get("sections") or [case.get("section")]
    if [one.section for one in made] != sections:
        yield f"section {[one.section for one in made]}"
    for name in _EXACT:
        if getattr(request, name) != case.get(name):
            yield f"{name} {getattr(request, name)!r}"
    if case.get("kind") is not None and request.kind != case["kind"]:
        yield f"kind {request.kind!r}"
    for name in ("audience", "base"):
        asked, got = case.get(name), getattr(request, name)
        if (asked is None) != (got is None) or (asked and fold_key(asked) not in fold_key(got)):
            yield f"{name} {got!r}"
    said = fold_key(" ".join(request.instructions))
    if bool(case.get("does")) != bool(said) or any(fold_key(words) not in said for words in case.get("does", ())):
        yield f"does {request.instructions!r}"


def main() -> int:
    """Print how many requests are understood, field by field; 1 when any is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--verbose", action="store_true", help="print every misunderstanding")
    options = parser.parse_args()
    wrong = {case["ask"]: found for case in cases() if (found := misunderstood(case))}
    fields = Counter(miss.partition(" ")[0] for found in wrong.values() for miss in found)
    total = len(cases())
    print("| requests | understood whole | misunderstood by field |\n| ---: | ---: | --- |")
    print(
        f"| {total} | {total - len(wrong)} | {', '.join(f'{name} {count}' for name, count in fields.items()) or '-'} |"
    )
    for ask, found in wrong.items() if options.verbose else ():
        print(f"{ask!r}: {'; '.join(found)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
