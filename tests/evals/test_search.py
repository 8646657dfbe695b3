"""The questions over the sample plans, and how answers are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.samples import sample_files
from evals import search
from evals.citations import fold_answer
from evals.search import Question, gains_and_losses, keep, missed, rank_of


def test_every_answer_stands_in_the_plan_that_it_names() -> None:
    sources = {path.stem: path for path in (sample_files()[0].parents[1] / "sources").glob("*.txt")}
    texts = {name: fold_answer(path.read_text(encoding="utf-8")) for name, path in sources.items()}
    rows = search._own_rows()
    assert len({row["id"] for row in rows}) == len(rows)
    assert sum(bool(row["relevant"]) for row in rows) >= 150
    answers = [answer for row in rows for answer in row["relevant"]]
    assert [answer for answer in answers if fold_answer(answer["text"]) not in texts[answer["plan"]]] == []


@pytest.mark.parametrize(
    ("passages", "needs_all", "rank"),
    [
        (["khác", "Nộp trước ngày 20/10/2025 tại văn phòng"], False, 2),
        (["khác", "Nộp trước ngày 20/10/2025 tại văn phòng"], True, 0),
        (["Quỹ đạt 45.000.000 đồng", "nộp trước ngày 20/10/2025"], True, 2),
        ([], False, 0),
    ],
)
def test_rank_of_the_answer(passages: list[str], needs_all: bool, rank: int) -> None:
    question = Question("?", "terse", ("nộp trước ngày 20/10/2025", "Quỹ đạt 45.000.000 đồng"), needs_all)
    assert rank_of(question, passages) == rank


def test_gains_and_losses_are_told_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LAST_RANKS", tmp_path / "ranks.tsv")
    better, worse, same, new = (Question(text, "terse", ("x",)) for text in ("a", "b", "c", "d"))
    keep({better: 0, worse: 1, same: 2})
    now = {better: 1, worse: 4, same: 2, new: 9}
    assert gains_and_losses(now) == ["lost: 1 -> 4: b", "gained: - -> 1: a"]
    assert missed(now) == ["4: b", "9: d"]
