"""What the checks say of citations, held sentence by sentence: no sound one called wrong, each wrong one found."""

from __future__ import annotations

import pytest

from corpus.law.register import Register, load_register
from evals.citation_checks import Case, cases, findings_of

CASES = list(cases())


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def test_the_table_is_large() -> None:
    assert len(CASES) >= 150
    assert sum(not case.wanted for case in CASES) >= 70


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.day} {case.sentence[:60]}".replace("\n", "⏎"))
def test_findings(case: Case, register: Register) -> None:
    found = findings_of(case, register)
    grave = sorted((finding.code, finding.severity) for finding in found if finding.severity != "info")
    assert grave == sorted((wanted.code, wanted.severity) for wanted in case.wanted if wanted.severity != "info")
    for wanted in case.wanted:
        assert any(wanted.is_met_by(finding) for finding in found), wanted


def test_no_error_rests_on_what_is_not_verified(register: Register) -> None:
    errors = [f for case in CASES for f in findings_of(case, register) if f.severity == "error"]
    assert errors
    assert [finding.basis for finding in errors if "chưa kiểm chứng" in (finding.basis or "")] == []
