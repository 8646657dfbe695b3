"""A library survives being killed at any moment (more kills: ``python -m evals.faults``)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evals import faults


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_nothing_is_lost_or_half_done_after_kills(tmp_path: Path) -> None:
    outcome = faults.run(tmp_path, kills=20, seed=11)
    assert outcome.broken == ()
    assert outcome.steps > 20


def test_the_examination_notices_a_loss(tmp_path: Path) -> None:
    log = tmp_path / "steps.jsonl"
    log.write_text('{"begun": {"plan": "plan-1", "version": 5}}\n{"done": {"plan": "plan-1", "version": 5}}\n')
    _, done, broken = faults.examine(tmp_path, log, {})
    assert done == 1
    assert broken == ["plan-1 has version 0, not one of [5]"]
