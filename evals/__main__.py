"""Run the measures of quality: ``python -m evals`` runs all, ``python -m evals citations search`` the named ones.

Each prints its own table, beside its baseline where it has one; measures that need the annotated real plans say so and
are passed over where those are absent. Benchmarks (``python -m evals.bench_…``) and the long fault and model runs are
commands of their own.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module

MEASURES = (
    "citations",
    "citation_checks",
    "law_coverage",
    "headings",
    "header",
    "formats",
    "search",
    "checks",
    "mutations",
    "drafts",
    "requests",
    "restore",
    "ocr",
)


def main(names: list[str]) -> int:
    """Run the named measures (all where none is named); returns 2 for an unknown name."""
    unknown = sorted(set(names) - set(MEASURES))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    # the measures read their own arguments, of which there are none here
    sys.argv = sys.argv[:1]
    for name in names or MEASURES:
        started = time.perf_counter()
        print(f"\n## {name}\n", flush=True)
        import_module(f"evals.{name}").main()
        print(f"\n({time.perf_counter() - started:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
