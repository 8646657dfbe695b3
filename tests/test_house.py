"""The house rules that tools can watch over: layers, style, types, the length of files, no pickle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "index", "prompts", "assistant", "evals")
#: One concept a file; a longer one wants splitting.
MOST_LINES = 420


@pytest.mark.parametrize(
    "words",
    [
        ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"),
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
        ("-m", "corpus.law.build", "--check"),
    ],
    ids=["layers", "style", "format", "types", "register"],
)
def test_tool_finds_nothing(words: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ROOMS)
def test_files_stay_short_and_without_pickle(room: str) -> None:
    for path in sorted((REPOSITORY / room).rglob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= MOST_LINES, f"{path.relative_to(REPOSITORY)} has {len(lines)} lines"
        assert not any(line.strip().startswith(("import pickle", "from pickle")) for line in lines), path
