"""Learn from the measured conversations how turns look that ask for each job: ``python -m evals.learning [--write]``.

Prints how many turns of each group are taken for the right job by what the other groups teach: by the learnt weights
alone, and together with the rules of ``evidence.yaml`` (which have been written with all groups in view).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import assistant
from assistant.chat import Conversation
from assistant.evidence import points
from assistant.intent import Situation, most_likely, signs_in
from assistant.likeness import features, likelihoods
from assistant.phrasebook import words_of
from assistant.shorthand import written_out
from evals.dialogues import assistant_over_samples, faults, groups, play
from evals.transcript import load_turns, situation_of

WEIGHTS: Final = Path(assistant.__file__).with_name("learnt.json")
#: A word or pair seen in fewer turns teaches nothing; a weight nearer zero than this is left out.
_FEWEST_TURNS: Final = 2
_LEAST_WEIGHT: Final = 0.02
#: Inverse strength of the regularisation.
_FREEDOM: Final = 3.0


@dataclass(frozen=True, slots=True)
class Example:
    """A turn with its signs, the job it asks for, and the group it stands in."""

    group: str
    message: str
    signs: frozenset[str]
    job: str


def examples() -> list[Example]:
    """Return the turns of all dialogues and single turns that are understood."""
    return [*_from_dialogues(), *_from_turns()]


def _from_dialogues() -> Iterable[Example]:
    for name, group in groups().items():
        with tempfile.TemporaryDirectory() as folder:
            helper = assistant_over_samples(Path(folder), group["today"])
            for dialogue in group["dialogues"]:
                before = Conversation()
                for said in play(dialogue, helper):
                    situation = Situation(
                        "drops" in said.turn, before.session is not None, before.file is not None, before.last
                    )
                    job = "decline" if said.answer.job == "decline" else said.conversation.last
                    before = said.conversation
                    if words_of(said.turn["says"]) and job and not faults(said, helper):
                        yield _example(name, said.turn["says"], situation, job, group["today"])


def _from_turns() -> Iterable[Example]:
    for name in ("turns", "fresh", "paraphrases"):
        today, turns = load_turns(name)
        yield from (_example(name, t.says, situation_of(t), t.job, today) for t in turns if words_of(t.says))


def _example(group: str, says: str, situation: Situation, job: str, today: date) -> Example:
    message = written_out(says)
    return Example(group, message, signs_in(message, situation, today), job)


def learn(taught: Sequence[Example]) -> dict[str, Any]:
    """Return the weights of every feature for every job, as ``learnt.json`` holds them."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    seen = Counter(feature for each in taught for feature in set(features(each.message, each.signs)))
    rows = [
        {feature: 1 for feature in features(each.message, each.signs) if seen[feature] >= _FEWEST_TURNS}
        for each in taught
    ]
    columns = DictVectorizer()
    model = LogisticRegression(C=_FREEDOM, max_iter=1000).fit(
        columns.fit_transform(rows), [each.job for each in taught]
    )
    jobs = [str(job) for job in model.classes_]
    weights = {
        name: {
            job: round(float(w), 2) for job, w in zip(jobs, model.coef_[:, at], strict=True) if abs(w) >= _LEAST_WEIGHT
        }
        for name, at in sorted(columns.vocabulary_.items())
    }
    bias = {job: round(float(b), 2) for job, b in zip(jobs, model.intercept_, strict=True)}
    return {"bias": bias, "weights": weights}


def _right(tested: Sequence[Example], learnt: dict[str, Any]) -> tuple[int, int, int]:
    """Return how many are right by the rules alone, by likeness alone, and by both."""
    by_rules = by_likeness = by_both = 0
    for each in tested:
        scores, likely = points(each.signs), likelihoods(each.message, each.signs, learnt)
        by_rules += max(scores, key=lambda job: scores[job]) == each.job
        by_likeness += max(likely, key=lambda job: likely[job]) == each.job
        by_both += most_likely(scores, likely) == each.job
    return by_rules, by_likeness, by_both


def main() -> None:
    """Print the table of the groups, each by what the others teach; with ``--write`` keep the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the weights into the program")
    options = parser.parse_args()
    known = examples()
    print("| group | turns | rules | likeness | both |\n| --- | ---: | ---: | ---: | ---: |")
    for group in dict.fromkeys(each.group for each in known):
        tested = [each for each in known if each.group == group]
        right = _right(tested, learn([each for each in known if each.group != group]))
        print(f"| {group} | {len(tested)} | {' | '.join(map(str, right))} |")
    if options.write:
        text = json.dumps(learn(known), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
