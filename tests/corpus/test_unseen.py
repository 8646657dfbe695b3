"""Whole plans of invented schools in the manners of many offices: their letterheads, trees and anniversaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus import Plan, parse, read
from corpus.text import fold

_FOLDER = Path(__file__).with_name("unseen")
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((_FOLDER / "expected.yaml").read_text(encoding="utf-8"))
_DEEPEST = 3


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: parse(read(_FOLDER / f"{name}.txt")) for name in EXPECTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_outline(name: str, plans: dict[str, Plan]) -> None:
    wanted = EXPECTED[name]["outline"].splitlines()
    got = [
        f"{'>' * (section.level - 1)} {section.numeral} | {section.title}".strip()
        for section in plans[name].sections
        if section.numeral and section.level <= _DEEPEST
    ]
    assert [line[: len(begin)] for line, begin in zip(got, wanted, strict=False)] == wanted
    assert len(got) == len(wanted), got[len(wanted) :]


@pytest.mark.parametrize("name", EXPECTED)
def test_header(name: str, plans: dict[str, Plan]) -> None:
    header = plans[name].header
    wanted = EXPECTED[name]["header"]
    got = {field: getattr(header, field) for field in wanted}
    if "recipients" in got:
        got["recipients"] = len(header.recipients)
    if plans[name].reading.quality.diacritics != "full":  # which marks a name had is the restorer's guess
        got, wanted = ({field: fold(str(value)) for field, value in fields.items()} for fields in (got, wanted))
    assert got == wanted


@pytest.mark.parametrize("name", EXPECTED)
def test_anniversaries(name: str, plans: dict[str, Plan]) -> None:
    got = {f"{found.claimed} {found.from_} {found.to}" for found in plans[name].anniversaries if found.from_}
    assert got == set(EXPECTED[name].get("anniversaries", ()))


def test_every_plan_has_its_answers() -> None:
    assert {path.stem for path in _FOLDER.glob("*.txt")} == set(EXPECTED)
