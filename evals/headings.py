"""Measure the section tree against hand-made answers: recall of headings, precision of Roman ones, levels.

Numerals must agree and titles must agree in their first letters, as in the annotations' own scorer; a numbered
paragraph is compared by its first words. Clean and garbled texts are separate rows.
Run: ``python -m evals.headings [GOLD]``.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from corpus.plan import Section
from corpus.structure import find_sections
from corpus.text import diacritics_state
from evals.citations import GOLD, annotated, fold_answer

_DEEPEST: Final = 3
_ENOUGH: Final = 18  # letters of a title that must agree
_ROMAN: Final = re.compile(r"[IVXLC]+")
Answers = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts over one group of texts, with what was missed and what was reported in excess."""

    hits: int = 0
    missed: int = 0
    excess: int = 0
    level_right: int = 0
    notes: list[str] = field(default_factory=list)

    def row(self) -> dict[str, float | int]:
        """Return the figures, as shares between 0 and 1."""
        precision = self.hits / (self.hits + self.excess or 1)
        recall = self.hits / (self.hits + self.missed or 1)
        return {
            "n": self.hits + self.missed,
            "recall": round(recall, 3),
            "precision_roman": round(precision, 3),
            "f1": round(2 * precision * recall / (precision + recall or 1), 3),
            "level": round(self.level_right / (self.hits or 1), 3),
        }


def score_text(score: Score, answers: Answers, sections: tuple[Section, ...]) -> None:
    """Add to `score` how well `sections` agree with the headings in `answers`."""
    pool = [section for section in sections if section.numeral and section.level <= _DEEPEST]
    for answer in answers.get("headings", []):
        hit = next((section for section in pool if _agrees(section, answer)), None)
        if hit is None:
            score.missed += 1
            score.notes.append(f"{answers['id']} missed: {answer['numeral']} {answer['title'][:70]!r}")
            continue
        pool.remove(hit)
        score.hits += 1
        score.level_right += hit.level == answer["level"]
        if hit.level != answer["level"]:
            score.notes.append(f"{answers['id']} level of {hit.id!r}: wanted {answer['level']}, got {hit.level}")
    for section in pool:
        if _ROMAN.fullmatch(section.numeral or ""):
            score.excess += 1
            score.notes.append(f"{answers['id']} in excess: {section.numeral} {section.title[:70]!r}")


def _agrees(section: Section, answer: Answers) -> bool:
    """Tell whether `section` is the heading that `answer` describes."""
    if fold_answer(section.numeral) != fold_answer(answer["numeral"]):
        return False
    got, clean = fold_answer(section.title), fold_answer(answer["title"])
    printed = fold_answer(answer.get("raw") or answer["title"])
    return bool(got) and (
        got[:_ENOUGH] in printed
        or got[:_ENOUGH] in clean
        or clean[:_ENOUGH] in got
        or printed[:_ENOUGH] in got
        or f"{fold_answer(section.numeral)} {got}"[: _ENOUGH - 4] == printed[: _ENOUGH - 4]
    )


def measure(gold: Path = GOLD) -> dict[str, Score]:
    """Return the scores of all, clean and garbled texts; empty where no answers are at hand."""
    scores: dict[str, Score] = {}
    for answers, text in annotated(gold):
        sections = find_sections(text)
        group = "clean" if diacritics_state(text) == "full" else "garbled"
        for name in ("all", group):
            score_text(scores.setdefault(name, Score()), answers, sections)
    return scores


def main() -> None:
    """Print the scores and what was wrong."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    scores = measure(gold)
    if not scores:
        print(f"Skipped: no annotated plans in {gold}.")
        return
    for name, score in scores.items():
        print(name, json.dumps(score.row()))
    print(*scores["all"].notes, sep="\n")


if __name__ == "__main__":
    main()
