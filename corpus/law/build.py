"""Build what the program reads (built/*.json) from what people edit (data/*.yaml): ``python -m corpus.law.build``.

Data that contradicts itself is refused (exit code 1). With ``--check`` nothing is written: exit code 1 also tells
that the built files are out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from corpus.law import records
from corpus.law.register import CONTEXT_FILE, REGISTER_FILE
from corpus.law.symbols import SYMBOLS_FILE
from corpus.law.validation import life_problems, shape_problems

DATA: Final = Path(__file__).parent / "data"


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds, with dates as text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # the safe loader, in C


def built_files() -> dict[Path, str]:
    """Return the text of every built file, made from the data."""
    head = read_yaml(DATA / "register.yaml")
    entries = _entries(head)
    symbols = read_yaml(DATA / "issuers.yaml")
    register = {
        **{name: head[name] for name in ("as_of", "secondary_from", "sources")},
        "documents": _lines(records.completed(entry) for entry in entries),
    }
    context = {
        name: _lines(read_yaml(DATA / f"{name}.yaml")[name]) for name in ("movements", "bodies", "anniversaries")
    }
    table = {name: _lines(symbols[name]) for name in ("hyphen_first", "issuers", "kinds")}
    return {REGISTER_FILE: _render(register), CONTEXT_FILE: _render(context), SYMBOLS_FILE: _render(table)}


def data_problems() -> list[str]:
    """Return what is wrong with the shipped documents: their form and their contradictions."""
    entries = _entries(read_yaml(DATA / "register.yaml"))
    return shape_problems(entries, records.FIELDS) or life_problems([records.completed(entry) for entry in entries])


def out_of_date() -> list[Path]:
    """Return the built files that do not agree with the data."""
    return [
        path for path, text in built_files().items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Build, or check; return the exit code."""
    problems = data_problems()
    if problems:
        sys.stderr.write("".join(f"{problem}\n" for problem in problems))
        return 1
    if "--check" in arguments:
        return 1 if out_of_date() else 0
    for path, text in built_files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def _entries(head: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of all files that the head names, in order."""
    return [entry for name in head["files"] for entry in read_yaml(DATA / "documents" / f"{name}.yaml")["documents"]]


class _Lines(list[str]):
    """JSON texts, one a line."""


def _lines(values: Iterable[Any]) -> _Lines:
    return _Lines(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)


def _render(content: dict[str, Any]) -> str:
    """Return `content` as JSON with one entry a line, so that a change in the data is a change of few lines."""
    parts = []
    for name, value in content.items():
        text = "[\n" + ",\n".join(value) + "\n]" if isinstance(value, _Lines) else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(name)}:{text}")
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
