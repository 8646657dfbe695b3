"""Measure the extraction of citations against hand-made answers: precision, recall, date, type and issuer.

The answers are annotated plans (`plans.jsonl`, `excerpts.jsonl` with their texts), which are not part of this
repository; the folder is looked for beside it, or named as the argument. Clean and garbled texts are separate rows.
Run: ``python -m evals.citations [GOLD]``.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from corpus.law.citation_register import DocumentSource
from corpus.law.citations import find_citations
from corpus.plan import Citation
from corpus.text import diacritics_state, to_nfc

GOLD: Final = Path(__file__).resolve().parents[2] / "shared" / "gold"
SENTENCES: Final = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "law" / "citation_sentences.txt"
Answers = dict[str, Any]
Expected = tuple[str, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the table, the plan's day, and (text, type, number, date, issuer) of each document it names."""

    text: str
    plan_date: date | None
    expected: list[Expected]


def sentences(path: Path = SENTENCES) -> Iterator[Sentence]:
    """Yield the sentences of the table at `path`; its first lines say how it is written."""
    raw: str | None = None
    fields: list[list[str | None]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "end of table"]:
        if line.startswith("= "):
            fields.append([None if part.strip() == "-" else part.strip() for part in line[2:].split("|")])
        elif line and not line.startswith("#"):
            if raw is not None:
                yield _sentence(raw, fields)
            raw, fields = line.replace("\\n", "\n"), []


def _sentence(raw: str, fields: list[list[str | None]]) -> Sentence:
    day = re.match(r"\[(\d{4}-\d\d-\d\d)\] ", raw)
    marked = raw[day.end() :] if day else raw
    cited = re.findall("‹([^›]*)›", marked)
    if len(cited) != len(fields):
        raise ValueError(f"{len(cited)} documents marked, {len(fields)} described: {raw!r}")
    expected = [
        (text, kind, number, written, issuer)
        for text, (kind, number, written, issuer) in zip(cited, fields, strict=True)
    ]
    return Sentence(re.sub("[‹›]", "", marked), date.fromisoformat(day[1]) if day else None, expected)


@dataclass(slots=True)
class Score:
    """Counts over one group of texts, with what was missed, reported in excess, or read wrongly."""

    hits: int = 0
    excess: int = 0
    missed: int = 0
    right: dict[str, int] = field(default_factory=lambda: {"date": 0, "type": 0, "issuer": 0})
    notes: list[str] = field(default_factory=list)

    def row(self) -> dict[str, float | int]:
        """Return the figures, as shares between 0 and 1."""
        precision = self.hits / (self.hits + self.excess or 1)
        recall = self.hits / (self.hits + self.missed or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        shares = {name: round(count / (self.hits or 1), 3) for name, count in self.right.items()}
        return {
            "n": self.hits + self.missed,
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(f1, 3),
            **shares,
        }


def fold_answer(text: str | None) -> str:
    """Return `text` as the answers are compared: lower case, letters and digits only, without diacritics."""
    plain = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if unicodedata.category(c) != "Mn")).strip()


def same_number(a: str | None, b: str | None) -> bool:
    """Tell whether two numbers are equal but for separators, case and diacritics."""
    return re.sub(r"[^A-Z0-9/&]", "", fold_answer(a).upper().replace(" ", "/")) == re.sub(
        r"[^A-Z0-9/&]", "", fold_answer(b).upper().replace(" ", "/")
    )


def score_text(score: Score, text: str, answers: Answers, found: tuple[Citation, ...]) -> None:
    """Add to `score` how well `found` agrees with the `answers` for `text`."""
    used: set[int] = set()
    for answer in answers.get("citations", []):
        places = [match.span() for match in re.finditer(re.escape(answer["text"]), text)]
        for start, end in places[: answer.get("count", 1)] or [(-1, -1)]:
            hit = _hit(found, used, start, end, answer["number"])
            if hit is None:
                score.missed += 1
                score.notes.append(f"{answers['id']} missed: {answer['text'][:90]!r} {answer['number']}")
                continue
            used.add(hit)
            score.hits += 1
            _compare(score, answers["id"], found[hit], answer)
    named = [fold_answer(n["text"] if isinstance(n, dict) else n) for n in answers.get("named_without_number") or []]
    for index, citation in enumerate(found):
        key = fold_answer(citation.text)
        if index not in used and citation.number and not any(key[:25] in n or n[:25] in key for n in named):
            score.excess += 1
            score.notes.append(f"{answers['id']} in excess: {citation.text[:90]!r} {citation.number}")


def _hit(found: tuple[Citation, ...], used: set[int], start: int, end: int, number: str | None) -> int | None:
    for index, citation in enumerate(found):
        in_place = index not in used and citation.start < end and start < citation.end
        if in_place and (number is None or same_number(citation.number, number)):
            return index
    return None


def _compare(score: Score, text_id: str, citation: Citation, answer: Answers) -> None:
    wanted_day = date.fromisoformat(answer["date"]) if answer.get("date") else None
    right = {
        "date": citation.date == wanted_day,
        "type": fold_answer(citation.type) == fold_answer(answer["type"]),
        "issuer": not answer.get("issuer") or fold_answer(citation.issuer)[:12] == fold_answer(answer["issuer"])[:12],
    }
    got = {"date": citation.date, "type": citation.type, "issuer": citation.issuer}
    for name, is_right in right.items():
        score.right[name] += is_right
        if not is_right:
            score.notes.append(f"{text_id} {name}: {answer['text'][:70]!r} wanted {answer[name]!r}, got {got[name]!r}")


def annotated(gold: Path) -> Iterator[tuple[Answers, str]]:
    """Yield every annotated text that is at hand, with its answers."""
    for name, find in (("plans.jsonl", _plan_file), ("excerpts.jsonl", _excerpt_file)):
        if (gold / name).exists():
            for line in (gold / name).read_text(encoding="utf-8").splitlines():
                answers = json.loads(line)
                path = find(gold, answers["id"])
                if path is not None and path.exists():
                    yield answers, to_nfc(path.read_text(encoding="utf-8"))


def _plan_file(gold: Path, text_id: str) -> Path | None:
    return next(iter((gold.parent / "seeds").glob(f"{text_id}_*.txt")), None)


def _excerpt_file(gold: Path, text_id: str) -> Path:
    return gold / "excerpts" / f"{text_id}.txt"


def measure(gold: Path = GOLD, register: DocumentSource | None = None) -> dict[str, Score]:
    """Return the scores of all, clean and garbled texts; empty where no answers are at hand."""
    scores: dict[str, Score] = {}
    for answers, text in annotated(gold):
        day = answers.get("header", {}).get("date")
        found = find_citations(text, register=register, plan_date=date.fromisoformat(day) if day else None)
        group = "clean" if diacritics_state(text) == "full" else "garbled"
        for name in ("all", group):
            score_text(scores.setdefault(name, Score()), text, answers, found)
    return scores


def measure_sentences(register: DocumentSource | None = None) -> Score:
    """Return the score of the project's own table of sentences: exact text, number, day, type and issuer."""
    score = Score()
    for sentence in sentences():
        found = list(find_citations(sentence.text, register=register, plan_date=sentence.plan_date))
        for text, kind, number, day, issuer in sentence.expected:
            hit = next((c for c in found if (c.text, c.number) == (text, number)), None)
            if hit is None:
                score.missed += 1
                continue
            found.remove(hit)
            score.hits += 1
            score.right["type"] += hit.type == kind
            score.right["date"] += (hit.date.isoformat() if hit.date else None) == day
            score.right["issuer"] += hit.issuer == issuer
        score.excess += len(found)
    return score


def main() -> None:
    """Print the scores and what was wrong."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    register = _register()
    print("own sentences", json.dumps(measure_sentences(register).row()))
    scores = measure(gold, register)
    if not scores:
        print(f"Skipped: no annotated plans in {gold}.")
        return
    for name, score in scores.items():
        print(name, json.dumps(score.row()))
    print(*scores["all"].notes, sep="\n")


def _register() -> DocumentSource:
    from corpus.law.register import load_register

    return load_register()


if __name__ == "__main__":
    main()
