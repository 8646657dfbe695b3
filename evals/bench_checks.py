"""What a check costs: ``python -m evals.bench_checks``: the command line cold, and all checks on a plan once warm."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.checking import check
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan, Quality, Reading, Span
from corpus.samples import sample_files

_BYTES = 30_000
_PAGE = 2_400  # characters on a page of 13-point text


def long_text() -> str:
    """Return sample plans one after another, about 30 KB of UTF-8."""
    texts = [path.read_text(encoding="utf-8") for path in sample_files() if path.suffix == ".txt"]
    text = "\n\n".join(texts)
    while len(text.encode()) < _BYTES:
        text += "\n\n" + "\n\n".join(texts)
    return text.encode()[:_BYTES].decode(errors="ignore")


def cold_seconds(text: str) -> float:
    """Return the CPU seconds of one ``kehoach check`` in a process and a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ke-hoach.txt"
        path.write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "assistant.entry", "check", str(path), "--json", "--fail-on", "never"]
        subprocess.run(command, check=True, capture_output=True, env={"KEHOACH_HOME": folder, "PATH": ""})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm_seconds(text: str, rounds: int = 10) -> float:
    """Return the least CPU seconds that all checks take on the parsed plan."""
    register = load_register()
    plan: Plan = parse(Reading("dai.txt", text, (Span(0, len(text)),), Quality()), register=register)
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        check(plan, register=register)
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print both."""
    text = long_text()
    warm = warm_seconds(text)
    cold = min(cold_seconds(text) for _ in range(3))
    print(f"kehoach check, cold, {len(text.encode()) / 1000:.0f} KB: {cold:.2f} s of CPU")
    print(f"all checks, warm: {warm * 1000:.1f} ms, {warm * 1000 * _PAGE / len(text):.1f} ms a page")


if __name__ == "__main__":
    main()
