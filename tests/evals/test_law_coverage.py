"""The measure of the register's coverage: what counts as national, and what is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.law.register import load_register
from evals.law_coverage import FILES, is_national, measure


@pytest.mark.parametrize("number", ["98/2023/NĐ-CP", "34-CT/TW", "324/QĐ-KHVN", "1521/KH-BGDĐT", "06/2022/QH15"])
def test_national_numbers(number: str) -> None:
    assert is_national(number)


@pytest.mark.parametrize("number", ["79/KH-UBND", "1592/KH-PGD&ĐT", "25-CT/TU", "43/KH-LAX", "không phải số"])
def test_numbers_of_a_place_or_a_school(number: str) -> None:
    assert not is_national(number)


def test_found_and_missing_are_told_apart(tmp_path: Path) -> None:
    citations = [
        {"number": "98/2023/NĐ-CP", "date": "2023-12-31"},
        {"number": "30/2020/NĐ-CP", "date": "2020-03-06"},
        {"number": "9999/2023/NĐ-CP", "date": None},
    ]
    for name in FILES:
        (tmp_path / name).write_text(json.dumps({"citations": citations}), encoding="utf-8")
    coverage = measure(tmp_path, load_register())
    assert coverage is not None
    assert (len(coverage.found), len(coverage.other_day), len(coverage.missing)) == (1, 1, 1)
    assert coverage.share == pytest.approx(2 / 3)


def test_without_annotated_plans_there_is_nothing_to_measure(tmp_path: Path) -> None:
    assert measure(tmp_path, load_register()) is None
