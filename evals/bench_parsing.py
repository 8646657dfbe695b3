"""How long understanding a text takes: ``python -m evals.bench_parsing [--kilobytes N] [--times N]``.

A text of 30 KB is to be parsed in 60 ms after the start. The text is made of the sample plans one behind the other,
which is harder than one long plan: every one has a head and a foot. Beside it, in the same run, a plain scan of the
same text by regular expressions (lines that begin with a numeral, and everything with figures in it), so that runs on
different machines can be compared. A text met for the first time, after the imports, is timed in a process of its own.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from corpus import load_register, parse
from corpus.reading import read
from evals.samples import as_text, load_samples

_SECTIONS: Final = re.compile(r"^\s*(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s", re.MULTILINE)
_FIGURES: Final = re.compile(r"\w*\d[\w/.-]*", re.IGNORECASE)
_FIRST: Final = (
    "import sys, time; from corpus import load_register, parse, read; reading = read(sys.argv[1]); "
    "begin = time.process_time(); parse(reading, register=load_register()); print(time.process_time() - begin)"
)


def long_text(size: int) -> str:
    """Return the sample plans one behind the other, cut to `size` bytes."""
    plans = "\n\n".join(as_text(sample) for sample in load_samples())
    while len(plans.encode()) < size:
        plans += "\n\n" + plans
    return plans.encode()[:size].decode("utf-8", errors="ignore")


def scanned(text: str) -> int:
    """Return how many numerals and figures a plain scan of `text` meets: what any reading of it costs at least."""
    return sum(1 for pattern in (_SECTIONS, _FIGURES) for _ in pattern.finditer(text))


def timed(work: Callable[[], object], times: int) -> float:
    """Return the median of the seconds of processor time that `work` takes."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return median(taken)


def main() -> None:
    """Print one table row a measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kilobytes", type=int, default=30)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    text = long_text(options.kilobytes * 1024)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.txt"
        file.write_text(text, encoding="utf-8")
        reading, register = read(file), load_register()
        plan = parse(reading, register=register)
        warm = timed(lambda: parse(reading, register=register), options.times)
        bare = timed(lambda: scanned(text), options.times)
        first = subprocess.run([sys.executable, "-c", _FIRST, str(file)], capture_output=True, text=True, check=True)
    print(f"{len(text.encode()) / 1024:.0f} KB, {len(plan.sections)} sections, {len(plan.citations)} citations\n")
    print("| what | ms | times a plain scan |\n| --- | ---: | ---: |")
    print(f"| parsed, warm (median of {options.times}) | {warm * 1e3:.1f} | {warm / bare:.0f} |")
    print(f"| the first text of a process, tables of rules included | {float(first.stdout) * 1e3:.0f} | |")


if __name__ == "__main__":
    main()
