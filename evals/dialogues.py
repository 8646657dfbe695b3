"""Are whole conversations answered by the right job, with the right arguments? ``python -m evals.dialogues``.

Every turn goes through the real chat over the sample plans, on the day its group names, so that a follow-up rests on
what the turns before it truly left behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.chat import Answer, Conversation, respond
from assistant.drafting import Drafter
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.samples import sample_files
from corpus.text import fold_key

DIALOGUES = Path(__file__).with_name("data") / "dialogues.yaml"


class _OnThatDay(Assistant):
    """An assistant for which today is the day of the conversation, searching by words alone."""

    today: date

    def drafter(self, *, use_model: bool = True, today: date | None = None) -> Drafter:
        return super().drafter(use_model=use_model, today=today or self.today)


@dataclass(frozen=True, slots=True)
class Answered:
    """A turn as it is written in the data, its answer, and the conversation after it."""

    turn: dict[str, Any]
    answer: Answer
    conversation: Conversation


def assistant_over_samples(home: Path, today: date) -> Assistant:
    """Return an assistant whose library holds the sample plans that need no OCR."""
    made = _OnThatDay(Settings(home=home))
    made.today = today
    made.embedding_problem = "dialogues are measured without the model"
    list(made.library.add([path for path in sample_files() if path.suffix in (".txt", ".docx")]))
    return made


def groups() -> dict[str, dict[str, Any]]:
    """Return the groups of dialogues by name, each with its day."""
    loaded = yaml.safe_load(DIALOGUES.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def play(dialogue: list[dict[str, Any]], assistant: Assistant) -> Iterator[Answered]:
    """Say the turns of a dialogue one after the other."""
    samples = {path.name: path for path in sample_files()}
    conversation = Conversation()
    for turn in dialogue:
        files = [samples[turn["drops"]]] if "drops" in turn else []
        conversation, answer = respond(conversation, turn["says"], files, assistant)
        yield Answered(turn, answer, conversation)


def faults(answered: Answered, assistant: Assistant) -> list[str]:
    """Return what was misunderstood of a turn; nothing where all was right."""
    turn, answer = answered.turn, answered.answer
    jobs = turn["job"] if isinstance(turn["job"], list) else [turn["job"]]
    found = [] if answer.job in jobs else [f"job {answer.job}, not {' or '.join(jobs)}"]
    found += _wrong_arguments(answered)
    if "finds" in turn:
        results = answer.law["results"] if answer.law else []
        if [result["id"] for result in results[:1]] != [turn["finds"]]:
            found.append(f"found {[result['id'] for result in results[:3]]}, not {turn['finds']}")
    if "as_of" in turn and (answer.law or {}).get("as_of") != turn["as_of"].isoformat():
        found.append(f"as of {(answer.law or {}).get('as_of')}")
    if "of" in turn and turn["of"] not in (checked := _checked(answer)):
        found.append(f"checked {checked}, not {turn['of']}")
    if "hits" in turn and not (answer.hits and all(turn["hits"] in str(h.metadata["school"]) for h in answer.hits)):
        found.append(f"hits {[hit.metadata['school'] for hit in answer.hits]}")
    if "base" in turn and fold_key(turn["base"]) not in fold_key(_base(answered, assistant)):
        found.append(f"base {_base(answered, assistant)}")
    if "says_back" in turn and turn["says_back"] not in answer.text:
        found.append(f"says {answer.text!r}")
    return found


def _wrong_arguments(answered: Answered) -> Iterator[str]:
    session = answered.conversation.session
    for name, wanted in answered.turn.get("asks", {}).items():
        got = getattr(session.versions[-1].requests[-1], name) if session else None
        right = session is not None and (tuple(wanted) == got if isinstance(wanted, list) else wanted == got)
        if not right:
            yield f"{name} {got!r}, not {wanted!r}"


def _checked(answer: Answer) -> list[str]:
    return [job.file.name for job in answer.checks] + (["draft"] if answer.report else [])


def _base(answered: Answered, assistant: Assistant) -> str:
    """Return the title and school of the plan that the draft in hand stands on."""
    draft = answered.answer.draft
    if draft is None or draft.base is None:
        return ""
    schools = [record.school for record in assistant.library.list() if record.plan_id == draft.base.plan_id]
    session = answered.conversation.session
    base = session.versions[-1].base if session else None
    header_school = None if base is None or isinstance(base, str) else base.header.school
    return " ".join(filter(None, (draft.base.title, *schools, header_school)))


def main() -> None:
    """Print the turns that were misunderstood and how many of each group were right."""
    for name, group in groups().items():
        right = said = 0
        with tempfile.TemporaryDirectory() as folder:
            assistant = assistant_over_samples(Path(folder), group["today"])
            for dialogue in group["dialogues"]:
                for answered in play(dialogue, assistant):
                    wrong = faults(answered, assistant)
                    said, right = said + 1, right + (not wrong)
                    if wrong:
                        print(f"{answered.turn['says']!r}: {'; '.join(wrong)}")
        print(f"{name}: {right}/{said} turns answered by the right job with the right arguments")


if __name__ == "__main__":
    main()
