"""What a language model wrote, held against what it was given: what nothing supports is struck.

A sentence stands when it is said in the words of a passage and each document, day, number, name and quotation in it
is found in the passages that carry it, said of the same thing there, in the request, in the school's profile or
(documents in force) in the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.drafting.bindings import exchanged, turned_round
from assistant.drafting.draft import Struck
from assistant.drafting.evidence import Facts, Passage, Value, facts_of, overlap, passage
from corpus.law.register import Register
from corpus.text import fold

#: How much of a sentence must be said in a passage's words. Measured: a faithful rewording keeps about two thirds.
SUPPORT: Final = 0.55
#: A sentence may draw its facts from this many of the passages nearest to it.
_NEAREST: Final = 3
_END: Final = re.compile(r"(?<=[.!?;])\s+(?=\S)")
#: A sentence of fewer words is a piece of one, unless a source has it so.
_FRAGMENT: Final = 4
_IN_WORDS: Final = {
    "document": "văn bản",
    "day": "thời gian",
    "share": "tỷ lệ",
    "number": "con số",
    "person": "người",
}
_MASK: Final = "[số văn bản không có căn cứ]"
_DOCUMENT_LIKE: Final = re.compile(r"\d[\w&.]*(?:\s?[/-]\s?[\w&.]+)+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a model's output is held against. `given` are request and profile; their facts support any sentence."""

    passages: tuple[Passage, ...]
    given: tuple[Passage, ...]
    register: Register
    day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence that stands, taken apart, with the places of the passages it needs, the nearest first."""

    said: Passage
    supports: tuple[int, ...]

    @property
    def text(self) -> str:
        """The sentence as it was written."""
        return self.said.text


@dataclass(frozen=True, slots=True)
class Verified:
    """A model's paragraph after verification: the sentences that stand and those that were struck."""

    standing: tuple[Standing, ...]
    struck: tuple[Struck, ...]

    @property
    def text(self) -> str:
        """What stands, as one paragraph."""
        return " ".join(sentence.text for sentence in self.standing)

    @property
    def supports(self) -> tuple[int, ...]:
        """The places of the passages that what stands needs."""
        return tuple(dict.fromkeys(place for sentence in self.standing for place in sentence.supports))


def gather(passages: Iterable[str], given: Iterable[str], register: Register, day: date) -> Evidence:
    """Return the evidence that `passages` and `given` (request, profile) make."""
    return Evidence(
        tuple(passage(text, register) for text in passages),
        tuple(passage(text, register) for text in given if text),
        register,
        day,
    )


def verify(text: str, evidence: Evidence) -> Verified:
    """Return which sentences of `text` (one paragraph) stand, and which `evidence` does not support."""
    standing: list[Standing] = []
    struck: list[Struck] = []
    for sentence in sentences(text):
        asked = passage(sentence, evidence.register)
        nearest = _nearest(asked, evidence.passages)
        reason = _objection(asked, nearest, evidence)
        if reason is None:
            standing.append(Standing(asked, tuple(_needed(asked, nearest, evidence))))
        else:
            struck.append(Struck(_masked(sentence, evidence), reason))
    return Verified(tuple(standing), tuple(struck))


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; a semicolon ends one too, since lists are written that way."""
    return [piece.strip() for piece in _END.split(" ".join(text.split())) if piece.strip()]


def _nearest(asked: Passage, passages: Sequence[Passage]) -> list[tuple[int, float]]:
    scores = sorted(((overlap(asked, other), -place) for place, other in enumerate(passages)), reverse=True)
    return [(-place, score) for score, place in scores[:_NEAREST]]


def _objection(asked: Passage, nearest: list[tuple[int, float]], evidence: Evidence) -> str | None:
    """Return why a sentence cannot stand, or ``None``."""
    best = max((score for _, score in nearest), default=0.0)
    carriers = [evidence.passages[place] for place, _ in nearest] + list(evidence.given)
    unsupported = next(_unsupported(asked.facts, carriers, evidence), None)
    if unsupported is not None:
        return f"Không có căn cứ cho {unsupported}."
    if best < SUPPORT:
        return "Không có tiền lệ nào nói điều này."
    if len(asked.words) < _FRAGMENT and not any(_is_sentence_of(asked, carrier) for carrier in carriers):
        return "Câu viết dở."
    misplaced = exchanged(
        asked.occurrences,
        [fact for place, _ in nearest for fact in evidence.passages[place].occurrences],
        [fact for given in evidence.given for fact in given.occurrences],
    )
    if misplaced is not None:
        return f"Tiền lệ nói {_IN_WORDS[misplaced.kind]} này về việc khác."
    turned = turned_round(asked.text, evidence.passages[nearest[0][0]].text) if nearest else None
    return f"Nói ngược tiền lệ: “{turned}”." if turned else None


def _is_sentence_of(asked: Passage, carrier: Passage) -> bool:
    return any(asked.folded.rstrip(" .;") == fold(one).rstrip(" .;") for one in sentences(carrier.text))


def _needed(asked: Passage, nearest: list[tuple[int, float]], evidence: Evidence) -> Iterator[int]:
    """Yield the nearest passage, and those further ones without which a fact of the sentence has no support."""
    carriers = list(evidence.given)
    missing = _count_unsupported(asked, carriers, evidence)
    for rank, (place, _) in enumerate(nearest):
        further = [*carriers, evidence.passages[place]]
        lacking = _count_unsupported(asked, further, evidence)
        if rank == 0 or lacking < missing:
            carriers, missing = further, lacking
            yield place


def _count_unsupported(asked: Passage, carriers: list[Passage], evidence: Evidence) -> int:
    return sum(1 for _ in _unsupported(asked.facts, carriers, evidence))


def _unsupported(facts: Facts, carriers: list[Passage], evidence: Evidence) -> Iterator[str]:
    """Yield, in words, each fact that no carrier holds."""
    have = [carrier.facts for carrier in carriers]
    for number, day in facts.documents:
        known = any(_same_document(number, day, other) for held in have for other in held.documents)
        if not known and not _in_register(number, day, evidence):
            yield "số văn bản" if day is None else "số hoặc ngày của văn bản"
    for value in facts.days:
        if not any(_same_day(value, known) for held in have for known in held.days):
            yield f"thời gian {'/'.join(str(part) for part in reversed(value) if part)}"
    for pair in facts.spans - frozenset().union(*(held.spans for held in have)):
        yield f"giai đoạn {pair[0]} - {pair[1]}"
    for written, unit in facts.numbers - frozenset().union(*(held.numbers for held in have)):
        yield f"con số {written} {unit}".rstrip()
    for words in facts.words_for_numbers - frozenset().union(*(held.words_for_numbers for held in have)):
        yield f"con số “{words}”"
    if facts.romans - frozenset().union(*(held.romans for held in have)):
        yield "số thứ tự La Mã"
    for name in facts.names:
        if not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", carrier.folded) for carrier in carriers):
            yield f"tên “{name}”"
    for quoted in facts.quotes:
        if not any(quoted in carrier.folded for carrier in carriers):
            yield "lời trích trong ngoặc kép"
    if facts.links - frozenset().union(*(held.links for held in have)):
        yield "địa chỉ"


def _same_document(number: str, day: str | None, known: tuple[str, str | None]) -> bool:
    return number == known[0] and (day is None or known[1] is None or day == known[1])


def _in_register(number: str, day: str | None, evidence: Evidence) -> bool:
    found = evidence.register.find(number, date.fromisoformat(day) if day else None)
    return any(
        evidence.register.status(document, evidence.day).status in ("in-force", "amended")
        and (day is None or (document.issued is not None and document.issued.isoformat() == day))
        for document in found
    )


def _same_day(value: Value, known: Value) -> bool:
    """Tell whether every part that `value` names is so in `known`."""
    return all(part is None or part == other for part, other in zip(value, known, strict=True))


def _masked(sentence: str, evidence: Evidence) -> str:
    """Return a struck sentence without the document numbers in it that nothing supports."""
    known = {number for held in (*evidence.passages, *evidence.given) for number, _ in held.facts.documents}

    def hide(match: re.Match[str]) -> str:
        if not any(letter.isalpha() for letter in match.group()):
            return match.group()
        found = {number for number, _ in facts_of(match.group(), evidence.register).documents}
        return match.group() if found and found <= known else _MASK

    return _DOCUMENT_LIKE.sub(hide, sentence)
