"""Header fields and anniversaries against hand-made answers: ``python -m evals.header [--gold FOLDER --plans FOLDER]``.

Measured on the sample plans in the formats they ship in (their sources hold the answers) and, when given, on a folder
with plans.jsonl and excerpts.jsonl (answers) and excerpts/NNN.txt; the texts for plans.jsonl are in the folder of
plans, by the first three characters of their names. A row a state of the diacritics.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.anniversaries import find_anniversaries
from corpus.dates import find_dates
from corpus.header import find_header
from corpus.law.register import load_register
from corpus.plan import Header, Quality, Reading, Span
from corpus.reading import read
from corpus.samples import sample_files
from corpus.text import diacritics_state, fold, to_nfc
from evals.samples import load_sample

SOURCES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "sources"


@dataclass
class Tally:
    """Right answers and all answers by field, and the wrong ones."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[tuple[str, str, object, object]] = field(default_factory=list)

    def add(self, where: str, name: str, wanted: object, got: object, same: bool) -> None:
        """Count one answer."""
        self.asked[name] += 1
        self.right[name] += same
        if not same:
            self.wrong.append((where, name, wanted, got))

    def row(self, title: str) -> str:
        """Return the tally as a table row."""
        cells = " · ".join(f"{name} {self.right[name]}/{asked}" for name, asked in sorted(self.asked.items()))
        return f"| {title} | {sum(self.right.values()) / max(1, sum(self.asked.values())):.1%} | {cells} |"


def letters(words: object) -> str:
    """Return the letters and figures of `words`, folded: how answers are compared."""
    return re.sub(r"[^a-z0-9]", "", fold(str(words or "")))


def _reading(name: str, text: str) -> Reading:
    return Reading(name, text, (Span(0, len(text)),), Quality(diacritics=diacritics_state(text)))


def measure_samples(tally: Tally) -> None:
    """Add the sample plans in their shipped formats."""
    for path in sample_files():
        head = load_sample(SOURCES / f"{path.stem}.txt").head
        header = find_header(read(path))
        for name in ("superior", "school", "number", "place", "signer"):
            got = getattr(header, name)
            tally.add(path.name, name, head[name], got, letters(got) == letters(head[name]))
        day = find_dates(head["date"])[0].day
        tally.add(path.name, "date", day, header.date, header.date == day)
        tally.add(
            path.name, "title", head["title"], header.title, letters(header.title).endswith(letters(head["title"]))
        )
        posts = letters(str(head["post"]).replace("/", ","))
        tally.add(path.name, "signer_title", head["post"], header.signer_title, letters(header.signer_title) == posts)
        count = len(head["recipients"])
        tally.add(path.name, "recipients", count, header.recipients, len(header.recipients) == count)


def gold(folder: Path, plans: Path | None) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield (answers, text) for every annotated text at hand."""
    for line in (folder / "excerpts.jsonl").read_text(encoding="utf-8").splitlines():
        answers = json.loads(line)
        yield answers, to_nfc((folder / "excerpts" / f"{answers['id']}.txt").read_text(encoding="utf-8"))
    for line in (folder / "plans.jsonl").read_text(encoding="utf-8").splitlines() if plans else ():
        answers = json.loads(line)
        for path in plans.glob(f"{answers['id']}_*.txt") if plans else ():
            yield answers, to_nfc(path.read_text(encoding="utf-8"))


_FIELDS = {"school": "school", "so_ky_hieu": "number", "place": "place", "date": "date", "superior": "superior",
           "signer": "signer", "title": "title"}  # fmt: skip


def measure_gold(answers: dict[str, Any], header: Header, tally: Tally) -> None:
    """Add the header of one annotated text."""
    for key, name in _FIELDS.items():
        wanted = answers.get("header", {}).get(key)
        if wanted is None:
            continue
        got = getattr(header, name)
        same = letters(got) == letters(wanted) or (name == "title" and letters(got).endswith(letters(wanted)))
        tally.add(answers["id"], name, wanted, got, same)


def measure_anniversaries(answers: dict[str, Any], text: str, header: Header, tally: Tally) -> None:
    """Add the counted anniversaries of one annotated text."""
    year = header.date.year if header.date else next(iter(header.years), None)
    found = find_anniversaries(text, register_anniversaries=load_register().anniversaries, plan_year=year)
    for wanted in answers.get("anniversaries", []):
        match = next(
            (a for a in found if a.claimed == wanted["n_claimed"] and str(a.from_) == wanted["start_date"]), None
        )
        same = match is not None and (match.actual == match.claimed) == wanted["correct"]
        tally.add(answers["id"], "anniversaries", wanted["text"], match, same)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was wrong")
    options = parser.parse_args()
    rows: dict[str, Tally] = {"sample plans": Tally()}
    measure_samples(rows["sample plans"])
    for answers, text in gold(options.gold, options.plans) if options.gold else ():
        title = "annotated texts" if diacritics_state(text) == "full" else "annotated texts, damaged"
        header = find_header(_reading(answers["id"], text))
        measure_gold(answers, header, rows.setdefault(title, Tally()))
        measure_anniversaries(answers, text, header, rows[title])
    print("| what | right | by field |\n| --- | --- | --- |")
    for title, tally in rows.items():
        print(tally.row(title))
        if options.show:
            print(*tally.wrong, sep="\n")


if __name__ == "__main__":
    main()
