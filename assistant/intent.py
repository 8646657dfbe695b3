"""Which of the jobs a turn of the conversation asks for, from its words, its files and what the conversation holds.

Everything that speaks for a job is weighed together (`assistant.evidence`); only turns that say nothing but good or bad
manners are known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from assistant.evidence import bare, points, signs_of
from assistant.likeness import likelihoods
from assistant.phrasebook import Phrasebook, typed_with_care, words_of
from assistant.questions import law_words, load_vocabulary
from corpus.text import fold_key

Job = Literal[
    "draft",
    "revise",
    "undo",
    "alternatives",
    "export",
    "review",
    "account",
    "check",
    "fix",
    "search",
    "law",
    "calendar",
    "list",
    "add",
    "thanks",
    "complaint",
    "privacy",
    "help",
    "decline",
]

#: Jobs after which the draft in hand is what the user has before him.
ON_THE_DRAFT: Final = frozenset(
    {"draft", "revise", "undo", "alternatives", "export", "review", "account", "thanks", "complaint"}
)
#: Jobs whose follow-ups say nothing of what they go on with.
_CARRIED_ON: Final = {"search": "follows", "law": "that_document", "calendar": "follows", "list": "follows"}

# "98/2023/NĐ-CP", "34-CT/TW": a number with its symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
_DOCUMENT_NUMBER = re.compile(
    r"(?<!\d)\d{1,5}\s?[/-]\s?(?:\d{4}\s?/\s?)?[a-z]{2,}(?:[-/&\s]{1,3}[a-z0-9&]{2,})*", re.IGNORECASE
)
# "quyết định 1373", "thông tư số 22": a document as it is spoken of
_SPOKEN_NUMBER = re.compile(r"(?<!\w)(?:nghi dinh|thong tu|quyet dinh|chi thi|nghi quyet|luat) (?:so )?\d{1,5}(?!\w)")

#: Words up to which a turn is one short remark, and not a request with a subject of its own.
_SHORT: Final = 9
#: Points below which the rules say nothing for a job.
_FEWEST_POINTS: Final = 2
#: What likeness to known turns counts beside the rules' points, how little it can be (logarithms), and when it is sure.
_LIKENESS: Final = 4
_UNLIKE: Final = -8.0
_SURE: Final = -0.5


@dataclass(frozen=True, slots=True)
class Situation:
    """What the conversation holds when a turn comes; `last` is the job that answered the turn before."""

    has_file: bool = False
    has_draft: bool = False
    has_earlier_file: bool = False
    last: Job | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """A turn understood.

    `follows` tells that it rests on what the turn before asked for, `file_is_base` that a draft is to stand on the
    file, and `further` names what else it asks for.
    """

    job: Job
    follows: bool = False
    file_is_base: bool = False
    further: Job | None = None


def intent_of(message: str, situation: Situation = Situation(), *, today: date | None = None) -> Intent:
    """Return what `message` (with nothing shortened: `assistant.shorthand`) asks for.

    A file alone is to be checked. What speaks for no job is a search where it names the trade, else declined.
    """
    if not words_of(message):
        return Intent("check" if situation.has_file else "help")
    if not situation.has_file and (said := _courtesy(message)):
        return Intent(said)
    signs = signs_in(message, situation, today or date.today())
    scores = points(signs)
    job = most_likely(scores, likelihoods(message, signs))
    return _intent(job, scores, signs, message, situation)


def signs_in(message: str, situation: Situation, today: date) -> frozenset[str]:
    """Return everything that a turn says and the conversation holds, as signs."""
    return signs_of(message) | frozenset(_facts(message, situation, today))


def most_likely(scores: Mapping[str, int], likely: Mapping[str, float]) -> str:
    """Return the job for which the rules' points and the likeness to known turns together speak most.

    Where the rules have nothing to say, a turn must be very like known ones to be more than a search.
    """
    best = max(scores, key=lambda job: scores[job] + _LIKENESS * max(likely.get(job, _UNLIKE), _UNLIKE))
    surely = likely.get(best, _UNLIKE) >= _SURE
    return best if surely or max(scores.values()) >= _FEWEST_POINTS else "search"


def _intent(job: str, scores: dict[str, int], signs: frozenset[str], message: str, situation: Situation) -> Intent:
    on_the_file = situation.has_file or (situation.has_earlier_file and "on_the_file" in signs)
    further = "draft" if situation.has_file and job == "check" and scores["draft"] >= scores["check"] // 2 else None
    return Intent(
        job,  # type: ignore[arg-type]  # the keys of the table are Jobs
        follows=_follows(job, signs, message, situation.last),
        file_is_base=job == "draft" and on_the_file,
        further=further,  # type: ignore[arg-type]
    )


def _follows(job: str, signs: frozenset[str], message: str, last: Job | None) -> bool:
    """Tell whether a turn goes on with what the turn before asked, of which it says only a part."""
    if job == "law":
        names_none = "law_kind" not in signs and not any(sign.isdigit() for sign in message)
        return last == "law" and (names_none or not law_words(message))
    if job in ("check", "review"):
        return "explains" in signs
    return job == last and "short" in signs and _CARRIED_ON.get(job) in signs


# -- facts ------------------------------------------------------------------------------------------------------------


def _facts(message: str, situation: Situation, today: date) -> Iterator[str]:
    """Yield the signs that are no words: what the conversation holds, and what a request for a draft would say."""
    held = {
        "file": situation.has_file,
        "draft": situation.has_draft,
        "earlier_file": situation.has_earlier_file,
        "no_earlier_file": not situation.has_earlier_file,
        "last_on_draft": situation.last in ON_THE_DRAFT,
        "short": len(bare(words_of(message))) <= _SHORT,
        "document": names_a_document(message),
        "judges": _judges(message),
    }
    yield from (name for name, holds in held.items() if holds)
    if situation.last:
        yield f"last_{situation.last}"
    yield from _requested(message, today)


def _requested(message: str, today: date) -> Iterator[str]:
    """Yield what a request for a draft names of itself."""
    from assistant.celebrations import days_named
    from assistant.drafting import understand

    asked = understand(message, today=today)
    first_year = int(asked.school_year[:4]) if asked.school_year else asked.year
    said = {
        "section": asked.section,
        "role": asked.role,
        "kind": asked.kind,
        "base": asked.base,
        "instruction": asked.instructions,
        "year": first_year,
        "ahead": first_year and first_year >= today.year,
        "past": first_year and first_year < today.year,
        "names_day": days_named(message),
    }
    yield from (name for name, value in said.items() if value)


def names_a_document(message: str) -> bool:
    """Tell whether a turn names a document of law by its number."""
    folded = fold_key(message)
    return bool(_DOCUMENT_NUMBER.search(folded) or _SPOKEN_NUMBER.search(folded))


def _judges(message: str) -> bool:
    """Tell whether a turn finds fault with what is before its writer ("dài dòng quá", "hơi khô")."""
    words = bare(words_of(message))
    return "?" not in message and (words[-1] in ("quá", "qua") or words[0] in ("hơi", "hoi"))


# -- manners ----------------------------------------------------------------------------------------------------------


def _courtesy(message: str) -> Job | None:
    """Return "thanks" or "complaint" for a turn that says nothing else."""
    courtesy = load_vocabulary()["courtesy"]
    words = words_of(message)
    if typed_with_care(words) and len(words) <= courtesy["longest_insult"] and _phrases("insults").names(words):
        return "complaint" if "about_plans" not in signs_of(message) else None
    for job in ("thanks", "complaint"):
        said = _phrases(job).without(words)
        if said != words and not _phrases("fillers").without(said):
            return job
    return None


@lru_cache(maxsize=4)
def _phrases(name: str) -> Phrasebook:
    return Phrasebook({name: load_vocabulary()["courtesy"][name]})
