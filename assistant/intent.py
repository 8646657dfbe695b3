"""Which of the jobs a turn of the conversation asks for, from its words and files alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from corpus.text import fold, fold_key, to_nfc

Job = Literal["draft", "revise", "undo", "alternatives", "check", "search", "law", "add", "help", "decline"]

# "98/2023/NĐ-CP", "34-CT/TW": a number with its symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
_DOCUMENT_NUMBER = re.compile(
    r"(?<!\d)\d{1,5}\s?[/-]\s?(?:\d{4}\s?/\s?)?[a-z]{2,}(?:[-/&\s]{1,3}[a-z0-9&]{2,})*", re.IGNORECASE
)

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Intent:
    """A turn understood: its job, and how sure that is (the margin over the next job; 0 is a guess)."""

    job: Job
    margin: int
    file_is_base: bool = False


#: "…" in a phrase of chat.yaml stands for up to this many words.
_GAP_WORDS = 5


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, Any]:
    loaded = yaml.safe_load(files("assistant").joinpath("chat.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def intent_of(
    message: str, *, has_file: bool = False, has_draft: bool = False, has_earlier_file: bool = False
) -> Intent:
    """Return what `message` asks for.

    A file alone is to be checked; `has_earlier_file` tells of one dropped in an earlier turn. With a draft in hand,
    words that change it come first. What names a thing of another trade and none of this one is declined. Words of no
    job and no file are a search: the retriever's floor then decides whether anything fits.
    """
    words = f" {' '.join(_WORD.findall(fold_key(message)))} "
    if not words.strip():
        return Intent("check" if has_file else "help", 1)
    vocabulary = _vocabulary()
    if has_draft and (edit := _edit(words, vocabulary)):
        return Intent(edit, 1)
    if not has_file and _holds(words, vocabulary["out_of_scope"]) and not _holds(words, vocabulary["in_scope"]):
        return Intent("decline", 1)
    votes = _votes(words, vocabulary)
    if _DOCUMENT_NUMBER.search(fold_key(message)):
        votes["law"] += 2 if len(words.split()) <= 6 else 1
    if has_file:
        votes["check"] += 2
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    (job, best), (_, second) = ranked[0], ranked[1]
    if best < vocabulary["weights"]["strong"] and not has_file:
        job = job if job in ("law", "help") and best > second else "search"
    speaks_of_base = has_earlier_file and _holds(words, vocabulary["base_words"])
    file_is_base = job == "draft" and (has_file or speaks_of_base)
    return Intent(job, best - second, file_is_base)  # type: ignore[arg-type]  # the keys of `jobs` are Job values


def law_words(message: str) -> str:
    """Return what a question about a document says of the document itself: "nghị định 98" of "nghị định 98 còn …?".

    Without anything left, the whole message is returned.
    """
    kept = fold(to_nfc(message))
    for phrase in _vocabulary()["law_questions"]:
        kept = re.sub(rf"(?<!\w){phrase}(?!\w)", lambda match: " " * len(match[0]), kept)
    left = "".join(sign if kept[at] != " " else " " for at, sign in enumerate(to_nfc(message)))
    return " ".join(left.split()).strip(" ?.,") or message


def _votes(words: str, vocabulary: dict[str, Any]) -> dict[str, int]:
    """Count for each job one phrase of each strength, so that overlapping phrases vote once."""
    votes = dict.fromkeys(vocabulary["jobs"], 0)
    for job, groups in vocabulary["jobs"].items():
        for strength, phrases in groups.items():
            found = [match.start() for phrase in phrases if (match := _phrase(phrase).search(words))]
            if found:
                # an opening verb says more than one in passing
                opens = min(found) == 0 and strength == "strong"
                votes[job] += vocabulary["weights"][strength] + (2 if opens else 0)
    return votes


def _edit(words: str, vocabulary: dict[str, Any]) -> Job | None:
    """Return which turn about the draft in hand this is, if it is one."""
    edits = vocabulary["edits"]
    if _holds(words, edits["undo"]):
        return "undo"
    if _holds(words, edits["alternatives"]) and len(words.split()) <= vocabulary["longest_alternatives_turn"]:
        return "alternatives"
    return "revise" if _holds(words, edits["revise"]) else None


def _holds(words: str, phrases: list[str]) -> bool:
    return any(_phrase(phrase).search(words) for phrase in phrases)


@lru_cache(maxsize=2048)
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(" " + phrase.replace(" … ", rf"(?: \w+){{0,{_GAP_WORDS}}} ") + "(?= )")
