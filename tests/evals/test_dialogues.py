"""The measured dialogues stay understood; what they measured at first stands in evals/README.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.dialogues import assistant_over_samples, faults, groups, play
from evals.transcript import faults as faults_of_a_turn
from evals.transcript import load_turns

MOST_WRONG = 0.05


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all groups: the sample plans are read once and found unchanged afterwards."""
    return tmp_path_factory.mktemp("dialogues") / "home"


@pytest.mark.parametrize("name", list(groups()))
def test_dialogues_are_answered_by_the_right_jobs(home: Path, name: str) -> None:
    group = groups()[name]
    assistant = assistant_over_samples(home, group["today"])
    turns = [answered for dialogue in group["dialogues"] for answered in play(dialogue, assistant)]
    wrong = {answered.turn["says"]: found for answered in turns if (found := faults(answered, assistant))}
    assert len(wrong) <= MOST_WRONG * len(turns), wrong


@pytest.mark.parametrize("group", ["turns", "fresh", "paraphrases"])
def test_single_turns_are_taken_for_the_right_job(group: str) -> None:
    today, turns = load_turns(group)
    wrong = {turn.says: found for turn in turns if (found := list(faults_of_a_turn(turn, today)))}
    assert len(wrong) <= MOST_WRONG * len(turns), wrong
