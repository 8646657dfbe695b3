"""How well a passage answers: meaning, words and the place asked for, each on an absolute scale, weighed and added.

Scores are added, not ranks: rank fusion was measured worse than its better half on Vietnamese texts. The scales are
absolute, so that the same numbers tell whether anything answers at all. Weights were chosen on half of the questions
of ``evals/data`` and checked on the other half; around them the results hardly move (``python -m evals.search``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from langchain_core.documents import Document

from corpus.text import fold, fold_key
from index.query import Query
from index.tokens import PAIR, syllables, word_tokens, written_syllables
from index.wording import is_damaged, text_of

MEANING_WEIGHT: Final = 0.4
WORDS_WEIGHT: Final = 0.6
#: For the share of the question that one sentence holds: a passage in which everything stands together answers better.
SENTENCE_WEIGHT: Final = 0.4
#: For what a cross-encoder makes of a passage (0.0 to 1.0), where one is configured.
JUDGE_WEIGHT: Final = 1.0
#: The share of its attainable BM25 score that a passage reaches which answers well.
SHARE_OF_ANSWER: Final = 0.26
#: Beyond this many times a usual answer's, more meaning or more words say nothing.
MOST: Final = 3.0
#: How much must speak for an answer (see `is_answer`): meaning, words and a sentence together, or words and a sentence.
LEAST_EVIDENCE: Final = 1.85
LEAST_WORDS: Final = 1.35
#: Where so much of a question stands in no plan, it is likely about something else ("học phí": both syllables are
#: common, the word is not), and more must speak for an answer.
UNKNOWN_SHARE: Final = 0.35
LEAST_OF_UNKNOWN: Final = 1.85
#: What the share of the question that one sentence holds adds to that: by it answers differ most from what only lies
#: near them, such as a school's other business.
SENTENCE_EVIDENCE: Final = 3.0
#: Who names a school of the library asks about its plans.
SCHOOL_EVIDENCE: Final = 0.5
#: What a passage gains that lies where the question points to.
ROLE_GAIN: Final = 0.4
SCHOOL_GAIN: Final = 0.5
YEAR_GAIN: Final = 0.3
KIND_GAIN: Final = 0.1
NUMERAL_GAIN: Final = 0.4
NUMBER_GAIN: Final = 0.6
#: Who asks for a role wants the section itself, not a part of another section that serves the same end.
OPENING_GAIN: Final = 0.2
#: A precedent that cannot be read well serves less than one that can.
DAMAGE_LOSS: Final = 0.1
#: The share that a sentence gains which holds the kind of answer that is asked for: a day for "khi nào".
ANSWER_GAIN: Final = 0.25
#: Letterhead and signature repeat a plan's names and say nothing; they lose this unless they are asked for.
EDGE_LOSS: Final = 0.2
EDGES: Final = frozenset({"header", "closing"})
#: A question that is at least to this share about a role is answered by the section with that role.
ABOUT_ROLE: Final = 0.6

#: What an answer looks like in folded text, by the names in ``query.yaml``.
_ANSWER: Final = {
    "day": re.compile(r"\d\s*/\s*\d|\b(?:ngay|thang|quy|tuan|hoc ky)\s+(?:\d|[ivx]+\b)"),
    "share": re.compile(r"\d\s*%"),
    "money": re.compile(r"\d\s*(?:dong|d|vnd|trieu|nghin)\b"),
    "count": re.compile(r"\d"),
    "document": re.compile(r"\d+\s*[/-][^\s]*[a-z]{2}"),
}
_SENTENCE_END: Final = re.compile(r"(?<=[.;:])\s+|\n(?=\s*[-–+•*❖]|\s*\w{1,3}[.)])|\n\n+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one passage: `words` is a share of the attainable, `meaning` ``None`` without a vector."""

    document: Document
    words: float
    meaning: float | None

    @property
    def amount(self) -> float:
        """Meaning and words together; an answer has some 1.0 of each."""
        return self.words / SHARE_OF_ANSWER + (self.meaning or 0.0)


def least_evidence(unknown: float, *, by_meaning: bool) -> float:
    """Return how much must speak for an answer to a question of which the share `unknown` stands in no plan.

    `by_meaning` where meaning was looked at, else words must do alone.
    """
    if not by_meaning:
        return LEAST_WORDS
    return LEAST_OF_UNKNOWN if unknown >= UNKNOWN_SHARE else LEAST_EVIDENCE


def is_answer(query: Query, evidence: Evidence, share: float, least: float) -> bool:
    """Tell whether a passage, with the `share` of the question in one sentence of it, may answer at all.

    `least` is the `least_evidence` that the question asks for.
    """
    if lies_where_asked(query, evidence.document):
        return True
    if not share and (evidence.meaning or 0.0) < 1.0:
        return False
    amount = evidence.amount + SENTENCE_EVIDENCE * share + SCHOOL_EVIDENCE * _is_of_school(query, evidence.document)
    return amount >= least


def lies_where_asked(query: Query, document: Document) -> bool:
    """Tell whether the question is about this passage's role, or names a document that the passage names."""
    return (query.role_share >= ABOUT_ROLE and _has_role(query, document)) or _names_number(query, document)


def score(query: Query, evidence: Evidence, share: float = 0.0) -> float:
    """Return how well a passage answers; without the `share` in a sentence what can be told before reading closely."""
    meaning = min(evidence.meaning or 0.0, MOST)
    words = min(evidence.words / SHARE_OF_ANSWER, MOST)
    gain = _gain(query, evidence.document)
    return MEANING_WEIGHT * meaning + WORDS_WEIGHT * words + SENTENCE_WEIGHT * share + gain


def from_0_to_1(score: float) -> float:
    """Return a score on the scale that is shown: 0.0 for nothing, 0.6 for a usual answer, towards 1.0 for the best."""
    return 1 - math.exp(-max(0.0, score))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in plain letters, its word tokens, and its syllables as they are written."""

    plain: str
    folded: frozenset[str]
    written: frozenset[str]


@lru_cache(maxsize=1024)
def _sentences(body: str) -> tuple[_Sentence, ...]:
    """Return the sentences of a passage. Kept for a while: the passages that answer one question are near the next."""
    return tuple(
        _Sentence(fold(part), frozenset(word_tokens(part)), frozenset(written_syllables(part)))
        for part in _SENTENCE_END.split(body)
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a question is looked for in single sentences, made once for all passages.

    `words` are its telling words, each with its plain letters; `worth` is what these are worth, `pairs` what each two
    neighbours are, `compounds` what document numbers and days are.
    """

    words: Sequence[tuple[str, str]]
    worth: Mapping[str, float]
    pairs: Sequence[tuple[str, float]]
    compounds: Sequence[tuple[str, float]]
    plain: frozenset[str]
    total: float
    answers: Sequence[re.Pattern[str]]

    @classmethod
    def of(cls, query: Query, worth: Mapping[str, float]) -> Asked:
        """Return what of `query` is looked for, by the `worth` of its tokens."""
        plain = [fold(word) for word in query.telling]
        pairs = [f"{left}{PAIR}{right}" for left, right in pairwise(plain)]
        compounds = [(token, value) for token, value in worth.items() if not token.isalnum() and PAIR not in token]
        return cls(
            list(zip(query.telling, plain, strict=True)),
            {token: worth.get(token, 0.0) for token in plain},
            [(token, worth.get(token, 0.0)) for token in pairs],
            compounds,
            frozenset([*plain, *(token for token, _ in compounds)]),
            sum(worth.values()) or 1.0,
            [_ANSWER[name] for name in query.answers],
        )

    def share_in(self, document: Document) -> float:
        """Return the greatest share of the question, by the worth of its tokens, that one sentence holds.

        A word typed with diacritics counts only where it stands with the same ones: "tiền" is not in "tiến độ".
        """
        body = text_of(document).partition("\n")[2] or document.page_content
        by_marks = not is_damaged(document)
        return max((self._worth_of(part, by_marks) for part in _sentences(body)), default=0.0) / self.total

    def _worth_of(self, sentence: _Sentence, by_marks: bool) -> float:
        if self.plain.isdisjoint(sentence.folded):
            return 0.0
        held = self._held(sentence.folded, sentence.written if by_marks else sentence.folded, by_marks)
        answers = held and any(pattern.search(sentence.plain) is not None for pattern in self.answers)
        return held * (1 + ANSWER_GAIN * bool(answers))

    def _held(self, folded: frozenset[str], written: frozenset[str], by_marks: bool) -> float:
        there = [plain in folded and (not by_marks or word == plain or word in written) for word, plain in self.words]
        found_words = {plain for (_, plain), found in zip(self.words, there, strict=True) if found}
        held = sum(self.worth[plain] for plain in found_words)
        for (pair, value), found in zip(self.pairs, pairwise(there), strict=True):
            held += value if all(found) and pair in folded else 0.0
        return held + sum(value for token, value in self.compounds if token in folded)


def _gain(query: Query, document: Document) -> float:
    about = document.metadata
    gain = 0.0
    if _has_role(query, document):
        gain += query.role_share * (ROLE_GAIN + OPENING_GAIN * _opens_section(document))
    gain += SCHOOL_GAIN * _is_of_school(query, document)
    gain += YEAR_GAIN * (not _years(document).isdisjoint(query.years))
    gain += KIND_GAIN * (query.kind is not None and about.get("kind") == query.kind)
    gain += NUMERAL_GAIN * _has_numeral(query, document)
    gain += NUMBER_GAIN * _names_number(query, document)
    if about.get("role") in EDGES and not _has_role(query, document):
        gain -= EDGE_LOSS
    return gain - DAMAGE_LOSS * is_damaged(document)


def _is_of_school(query: Query, document: Document) -> bool:
    return fold_key(document.metadata.get("school") or "") in query.schools


def _has_role(query: Query, document: Document) -> bool:
    return document.metadata.get("role") in query.roles


def _opens_section(document: Document) -> bool:
    """Tell whether the passage begins with the heading of a section at the top of the plan's tree."""
    path = document.metadata.get("sections") or ("",)
    heading = syllables(str(path[0]))
    return bool(heading) and syllables(document.page_content[: 2 * len(path[0]) + 40])[: len(heading)] == heading


def _years(document: Document) -> set[int]:
    day = str(document.metadata.get("date") or "")
    return {*(document.metadata.get("years") or ()), *([int(day[:4])] if day else [])}


def _has_numeral(query: Query, document: Document) -> bool:
    """Tell whether the passage stands in the section "III" or "II.1" that the question names."""
    path = str(document.metadata.get("section") or "").upper()
    return query.numeral is not None and (path == query.numeral or path.startswith(f"{query.numeral}."))


def _names_number(query: Query, document: Document) -> bool:
    if not query.numbers:
        return False
    text = fold(document.page_content).replace(" ", "")
    return any(number in text for number in query.numbers)
