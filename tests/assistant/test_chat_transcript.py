"""Turns as people type them are taken for the right job with the right arguments."""

from __future__ import annotations

from evals.transcript import faults, load_turns

ENOUGH = 38  # of 40


def test_turns_are_taken_for_the_right_job_with_the_right_arguments() -> None:
    today, turns = load_turns()
    wrong = {turn.says: list(faults(turn, today)) for turn in turns}
    right = sum(not found for found in wrong.values())
    assert len(turns) == 40
    assert right >= ENOUGH, {says: found for says, found in wrong.items() if found}
