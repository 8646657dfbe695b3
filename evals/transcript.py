"""Does the chat take each turn for the right job, with the right arguments? ``python -m evals.transcript``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting import understand
from assistant.drafting.draft import Request
from assistant.intent import Situation, intent_of
from assistant.questions import law_words
from assistant.shorthand import written_out
from corpus.law.register import load_register

TURNS = Path(__file__).with_name("data") / "transcript.yaml"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn, what the conversation held before it, and what is right."""

    says: str
    job: str
    after: tuple[str, ...] = ()
    asks: tuple[tuple[str, Any], ...] = ()
    finds: str | None = None


def load_turns(group: str = "turns", path: Path = TURNS) -> tuple[date, tuple[Turn, ...]]:
    """Return the day on which the turns are typed, and the turns of a group ("turns", "fresh", "paraphrases")."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    turns = (
        Turn(row["says"], row["job"], tuple(row.get("after", ())), tuple(row.get("asks", {}).items()), row.get("finds"))
        for row in loaded[group]
    )
    return loaded["today"], tuple(turns)


def situation_of(turn: Turn) -> Situation:
    """Return what the conversation holds when a turn comes."""
    last = next((held.removeprefix("last ") for held in turn.after if held.startswith("last ")), None)
    return Situation(
        has_file="file" in turn.after,
        has_draft="draft" in turn.after,
        has_earlier_file="earlier file" in turn.after,
        last=last,  # type: ignore[arg-type]  # the data name Jobs
    )


def faults(turn: Turn, today: date) -> Iterator[str]:
    """Yield what was misunderstood of a turn; nothing where all was right."""
    situation = situation_of(turn)
    says = written_out(turn.says)
    intent = intent_of(says, situation, today=today)
    if intent.job != turn.job:
        yield f"job {intent.job}, not {turn.job}"
    if turn.asks:
        known = Request("", section="III", year=2024) if "draft" in turn.after else None
        request = understand(says, today=today, known=known)
        for name, wanted in turn.asks:
            if getattr(request, name) != wanted:
                yield f"{name} {getattr(request, name)!r}, not {wanted!r}"
    if turn.finds:
        found = [document.id for document in load_register().lookup(law_words(says), 3)]
        if found[:1] != [turn.finds]:
            yield f"found {found}, not {turn.finds}"


def main() -> None:
    """Print the turns that were misunderstood and how many of each group were right."""
    for group in ("turns", "fresh", "paraphrases"):
        today, turns = load_turns(group)
        wrong = {turn.says: found for turn in turns if (found := list(faults(turn, today)))}
        for says, found in wrong.items():
            print(f"{says!r}: {'; '.join(found)}")
        right = len(turns) - len(wrong)
        print(f"{group}: {right}/{len(turns)} turns taken for the right job with the right arguments")


if __name__ == "__main__":
    main()
