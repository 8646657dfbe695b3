"""Whole plans of invented schools, written for this: sound ones are not accused, every planted defect is found."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from assistant.checking import CheckReport, Finding, check
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.reading import read

FOLDER = Path(__file__).with_name("plans")
SOUND = sorted(path.stem for path in FOLDER.glob("sound-*.txt"))
with (FOLDER / "expected.tsv").open(encoding="utf-8", newline="") as file:
    EXPECTED = [tuple(row) for row in csv.reader(file, delimiter="\t")]


@cache
def _report(name: str) -> CheckReport:
    register = load_register()
    return check(parse(read(FOLDER / f"{name}.txt"), register=register), register=register)


def _line(report: CheckReport, finding: Finding) -> str:
    start, end = report.text.rfind("\n", 0, finding.start) + 1, report.text.find("\n", finding.end)
    return report.text[start : end if end >= 0 else len(report.text)]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_plan_is_not_accused(name: str) -> None:
    accused = [f"{f.code} {f.text!r}: {f.message}" for f in _report(name).findings if f.severity != "info"]
    assert accused == []


@pytest.mark.parametrize(("name", "code", "words"), EXPECTED, ids=" ".join)
def test_a_planted_defect_is_found(name: str, code: str, words: str) -> None:
    report = _report(name)
    assert any(f.code == code and words in _line(report, f) for f in report.findings)


@pytest.mark.parametrize("name", sorted({name for name, *_ in EXPECTED}))
def test_a_flawed_plan_is_accused_of_nothing_else(name: str) -> None:
    report = _report(name)
    planted = [(code, words) for plan, code, words in EXPECTED if plan == name]
    for finding in report.findings:
        if finding.severity != "info":
            line = _line(report, finding)
            assert any(code == finding.code and words in line for code, words in planted), finding
