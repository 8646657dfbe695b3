"""Which of the jobs a turn of the conversation asks for, from its words, its files and what the conversation holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from assistant.questions import law_words, load_vocabulary
from corpus.text import fold, fold_key, to_nfc

Job = Literal[
    "draft",
    "revise",
    "undo",
    "alternatives",
    "export",
    "review",
    "check",
    "search",
    "law",
    "list",
    "add",
    "thanks",
    "complaint",
    "privacy",
    "help",
    "decline",
]

#: Jobs after which the draft in hand is what the user has before him.
ON_THE_DRAFT: Final = frozenset({"draft", "revise", "undo", "alternatives", "export", "review", "thanks", "complaint"})

# "98/2023/NĐ-CP", "34-CT/TW": a number with its symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
_DOCUMENT_NUMBER = re.compile(
    r"(?<!\d)\d{1,5}\s?[/-]\s?(?:\d{4}\s?/\s?)?[a-z]{2,}(?:[-/&\s]{1,3}[a-z0-9&]{2,})*", re.IGNORECASE
)

# "quyết định 1373", "thông tư số 22": a document as it is spoken of
_SPOKEN_NUMBER = re.compile(r" (?:nghi dinh|thong tu|quyet dinh|chi thi|nghi quyet|luat) (?:so )?\d{1,5}(?= )")

_WORD = re.compile(r"[^\W_]+")

#: "…" in a phrase of chat.yaml stands for up to this many words.
_GAP_WORDS = 5


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

    A file alone is to be checked. With a draft in hand, words that change it come first. What names a thing of another
    trade and none of this one is declined. Words of no job and no file are a search: the retriever's floor then decides
    whether anything fits.
    """
    all_words = f" {' '.join(_WORD.findall(fold_key(message)))} "
    words = _without_greeting(all_words)
    if not words.strip():
        return Intent("check" if situation.has_file else "help")
    if not situation.has_file and (
        said := _courtesy(words, message) or _about_the_draft(words, message, situation, today)
    ):
        return Intent(said)
    if not situation.has_file and (said := _about_the_program(words)):
        return Intent(said)
    votes = _votes(words, message, has_file=situation.has_file)
    if not situation.has_file and (said := _follow_up(words, message, votes, situation.last)):
        return Intent(said, follows=True)
    intent = _most_voted(words, message, votes, situation, today)
    introduces = words != all_words and intent.job == "search" and not any(votes.values())
    return Intent("help") if introduces and not _holds(words, load_vocabulary()["in_scope"]) else intent


def _most_voted(words: str, message: str, votes: dict[str, int], situation: Situation, today: date | None) -> Intent:
    strong = load_vocabulary()["weights"]["strong"]
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    (job, best), (second_job, second) = ranked[0], ranked[1]
    if job == "draft" and not _names_a_plan(words, message, situation, today):
        return Intent("check" if situation.has_file else "decline" if second < strong else "search")
    if best < strong and not situation.has_file:
        if _looks_ahead(words, message, situation, today):
            job = "draft"
        elif job not in ("law", "help") or best == second:
            job = "search"
    base_words = load_vocabulary()["base_words"]
    file_is_base = job == "draft" and (situation.has_file or (situation.has_earlier_file and _holds(words, base_words)))
    further = second_job if situation.has_file and second >= strong and job == "check" else None
    return Intent(job, file_is_base=file_is_base, further=further)  # type: ignore[arg-type]  # keys of `jobs` are Jobs


# -- turns that rest on what the conversation holds -------------------------------------------------------------------


def _about_the_draft(words: str, message: str, situation: Situation, today: date | None) -> Job | None:
    """Return which turn about the draft in hand this is, if it is one."""
    vocabulary = load_vocabulary()
    edits, short = vocabulary["edits"], len(words.split()) <= vocabulary["longest_edit"]
    if not situation.has_draft:
        return next((job for job in ("undo", "export") if short and _holds(words, edits[job])), None)
    for job in ("undo", "alternatives", "export"):
        if short and _holds(words, edits[job]):
            return job
    if _means_the_draft(words, situation):
        return "review"
    if _holds(words, edits["revise"]) or _names_a_change(message, situation, today):
        return "revise"
    return None


def _means_the_draft(words: str, situation: Situation) -> bool:
    """Tell whether a turn asks to check what has just been drafted, and not a file."""
    vocabulary = load_vocabulary()
    if not _holds(words, vocabulary["jobs"]["check"]["strong"]):
        return False
    if _holds(words, vocabulary["edits"]["names_a_file"]):
        return False
    return situation.last in ON_THE_DRAFT or not situation.has_earlier_file


def _names_a_change(message: str, situation: Situation, today: date | None) -> bool:
    """Tell whether a turn says only what a request for a draft would say: a section, a year, an instruction."""
    from assistant.drafting import understand

    vocabulary = load_vocabulary()
    asked = understand(message, today=today or date.today())
    votes = _votes(f" {' '.join(_WORD.findall(fold_key(message)))} ", message, has_file=False)
    others = max(votes[job] for job in ("check", "law", "search", "add", "help"))
    if others >= vocabulary["weights"]["strong"]:
        return False
    if asked.section:
        return True
    said = (
        _judges(message)
        or asked.year
        or asked.school_year
        or asked.instructions
        or asked.base
        or (asked.role and _leads_on(message))
    )
    return situation.last in ON_THE_DRAFT and bool(said)


def _judges(message: str) -> bool:
    """Tell whether a turn finds fault with what is before its writer ("dài dòng quá", "hơi khô")."""
    words = fold_key(message).strip(" .!").split()
    return bool(words) and (words[-1] == "qua" or words[0] == "hoi") and "?" not in message


def _leads_on(message: str) -> bool:
    """Tell whether a turn names a part of the plan as a part ("phần kinh phí", "chỉ lấy mục tiêu")."""
    words = f" {' '.join(_WORD.findall(fold_key(message)))} "
    edits = load_vocabulary()["edits"]
    return _holds(words, edits["leads_to_a_part"]) and not _holds(words, edits["amounts"])


def _follow_up(words: str, message: str, votes: dict[str, int], last: Job | None) -> Job | None:
    """Return the job of a turn that goes on asking what the one before asked ("còn giáo viên thì sao")."""
    vocabulary = load_vocabulary()
    if last == "law" and votes["law"] and not law_words(message):
        return "law"
    if last in ("check", "review") and _holds(words, vocabulary["follow_ups"]["reasons"]):
        return last
    rival = max(score for job, score in votes.items() if job != "search")
    if last != "search" or rival >= vocabulary["weights"]["strong"]:
        return None
    follows = _opens(words, vocabulary["follow_ups"]["leads"]) or _holds(words, vocabulary["follow_ups"]["tails"])
    return "search" if follows and len(words.split()) <= vocabulary["follow_ups"]["longest"] else None


def _names_a_plan(words: str, message: str, situation: Situation, today: date | None) -> bool:
    """Tell whether what is to be written is a plan or a part of one, and not a poem or a speech."""
    from assistant.drafting import understand

    asked = understand(message, today=today or date.today())
    named = asked.section or asked.role or asked.kind or asked.year or asked.school_year or asked.base
    in_scope = _holds(words, load_vocabulary()["in_scope"]) and not situation.has_file
    return bool(named) or situation.has_draft or in_scope


def _looks_ahead(words: str, message: str, situation: Situation, today: date | None) -> bool:
    """Tell whether a plan, a part of one, or the file as a base is spoken of for a year that no past plan can hold."""
    from assistant.drafting import understand

    day = today or date.today()
    asked = understand(message, today=day)
    first_year = int(asked.school_year[:4]) if asked.school_year else asked.year
    on_the_file = situation.has_earlier_file and _holds(words, load_vocabulary()["base_words"])
    return bool(asked.section or asked.kind or on_the_file) and first_year is not None and first_year >= day.year


# -- turns of no job --------------------------------------------------------------------------------------------------


def _courtesy(words: str, message: str) -> Job | None:
    """Return "thanks" or "complaint" for a turn that says nothing else."""
    vocabulary = load_vocabulary()
    courtesy = vocabulary["courtesy"]
    written = to_nfc(message).lower().split()
    if written != fold(to_nfc(message)).split() and len(written) <= vocabulary["longest_insult"]:
        insult = _holds(f" {' '.join(written)} ", vocabulary["insults"])
        if insult and not _holds(words, vocabulary["in_scope"]):
            return "complaint"
    for job in ("thanks", "complaint"):
        left, said = words, False
        for phrase in sorted((*courtesy[job], *courtesy["fillers"]), key=len, reverse=True):
            shorter = _phrase(phrase).sub(" ", left)
            said = said or (shorter != left and phrase in courtesy[job])
            left = f" {' '.join(shorter.split())} "
        if said and not left.strip():
            return job
    return None


def _about_the_program(words: str) -> Job | None:
    """Return the job of a turn about the program itself, its library, or a thing of another trade."""
    vocabulary = load_vocabulary()
    if _holds(words, vocabulary["privacy"]):
        return "privacy"
    if _holds(words, vocabulary["abilities"]):
        return "help"
    if _holds(words, vocabulary["list"]):
        return "list"
    if _holds(words, vocabulary["out_of_scope"]) and not _holds(words, vocabulary["in_scope"]):
        return "decline"
    return None


# -- words ------------------------------------------------------------------------------------------------------------


def _votes(words: str, message: str, *, has_file: bool) -> dict[str, int]:
    """Count for each job one phrase of each strength, so that overlapping phrases vote once."""
    vocabulary = load_vocabulary()
    votes = dict.fromkeys(vocabulary["jobs"], 0)
    for job, groups in vocabulary["jobs"].items():
        for strength, phrases in groups.items():
            found = [match.start() for phrase in phrases if (match := _phrase(phrase).search(words))]
            if found:
                # an opening verb says more than one in passing
                opens = min(found) == 0 and strength == "strong"
                votes[job] += vocabulary["weights"][strength] + (2 if opens else 0)
    if _DOCUMENT_NUMBER.search(fold_key(message)) or _SPOKEN_NUMBER.search(words):
        votes["law"] += 3 if len(words.split()) <= vocabulary["longest_law_question"] else 1
    if has_file:
        votes["check"] += 2
    return votes


def _without_greeting(words: str) -> str:
    """Return `words` from where they say what is wanted; a greeting alone stays."""
    vocabulary = load_vocabulary()
    left = words
    while found := next((m for phrase in vocabulary["greetings"] if (m := _phrase(phrase).match(left))), None):
        left = left[found.end() :]
    fillers = frozenset(vocabulary["courtesy"]["fillers"])
    return left if any(word not in fillers for word in left.split()) else words


def _holds(words: str, phrases: Iterable[str]) -> bool:
    return any(_phrase(phrase).search(words) for phrase in phrases)


def _opens(words: str, phrases: Iterable[str]) -> bool:
    return any(_phrase(phrase).match(words) for phrase in phrases)


@lru_cache(maxsize=2048)
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(" " + phrase.replace(" … ", rf"(?: \w+){{0,{_GAP_WORDS}}} ") + "(?= )")
