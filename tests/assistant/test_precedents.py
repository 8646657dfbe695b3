"""Plans of the same kind that a check compares with: from the records alone, the plan itself left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assistant.library import Library
from assistant.precedents import load_precedents
from corpus.parsing import parse
from corpus.reading import read
from corpus.samples import sample_files
from tests.assistant.test_cli import REPOSITORY

TEXTS = [path for path in sample_files() if path.suffix == ".txt"]


def test_a_home_without_a_library_has_none(tmp_path: Path) -> None:
    assert load_precedents(tmp_path, parse(read(TEXTS[0]))) == ()
    assert not (tmp_path / "library").exists()


def test_plans_of_the_same_kind_without_the_plan_itself(tmp_path: Path) -> None:
    assert all(result.status == "added" for result in Library(tmp_path).add(TEXTS))
    plans = {path.name: parse(read(path)) for path in TEXTS}
    for plan in plans.values():
        expected = {p.header.number for p in plans.values() if p.header.kind == plan.header.kind and p is not plan}
        assert {p.header.number for p in load_precedents(tmp_path, plan)} == expected


def test_nothing_heavy_is_loaded_for_them(tmp_path: Path) -> None:
    assert list(Library(tmp_path).add(TEXTS))
    program = (
        "import sys; from pathlib import Path; from assistant.precedents import load_precedents\n"
        "from corpus.parsing import parse; from corpus.reading import read\n"
        f"assert load_precedents(Path({str(tmp_path)!r}), parse(read(Path({str(TEXTS[-2])!r}))))\n"
        "heavy = {'torch', 'numpy', 'faiss', 'langchain_core', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stderr
