"""A model's words set in place of the rules', sentence by sentence.

What stands verification takes the place of the sentence it rewords; a sentence whose facts the model left out stays
as the rules wrote it, and so does every paragraph of which nothing the model wrote stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.drafting.draft import Draft, Paragraph, Struck
from assistant.drafting.evidence import Passage, overlap, passage
from assistant.drafting.verify import Evidence, Standing, sentences, verify

_LABEL: Final = re.compile(r"^\s*(?:[-+*•–](?:\s+|(?=[^\s\d]))|\(?(?:[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/]\s+)")
_BLANK: Final = re.compile(r"\[[^\[\]\n]+\]")
_SIGN: Final = re.compile(r"[.;:!?…]\W*$")
#: Sentences that share so much of their words say the same twice.
_SAME: Final = 0.85
_SHOWN: Final = 60  # characters of a paragraph that was left out, in the note


@dataclass(slots=True)
class Rewriting:
    """One stretch of running text (`places` among the draft's paragraphs) with what of the model's words stands."""

    draft: Draft
    evidence: Evidence
    places: tuple[int, ...]
    keeps_facts: bool = True
    said: dict[int, list[Standing]] = field(default_factory=dict)
    struck: list[Struck] = field(default_factory=list)
    cut: bool = False

    def take(self, line: str, *, unfinished: bool = False) -> bool:
        """Verify a paragraph of the model's; tell whether anything of it stands.

        The last sentence of an `unfinished` one is no sentence.
        """
        text = without_label(line)
        if unfinished:
            self.cut = True
            text = " ".join(sentences(text)[:-1])
        outcome = verify(text, self.evidence)
        self.struck += outcome.struck
        placed = [self._place(sentence) for sentence in outcome.standing]
        return any(placed)

    def open(self) -> tuple[int, ...]:
        """Return the paragraphs that stand as the rules wrote them, for want of the model's words."""
        return tuple(place for place in self.places if place not in self.said and not self._may_go(place))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs as they are now."""
        for place in self.places:
            if place in self.said:
                yield self._reworded(place)
            elif not self._may_go(place):
                yield self.draft.paragraphs[place]

    def left_out(self) -> Iterator[str]:
        """Yield the beginnings of paragraphs that the model left out and that hold no fact."""
        for place in self.places:
            if place not in self.said and self._may_go(place):
                text = self.draft.paragraphs[place].text
                yield text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"

    @property
    def trusted(self) -> bool:
        """Tell whether all that the model wrote of this stretch stands, so that what it left out may go."""
        return bool(self.said) and not self.struck and not self.cut

    def _place(self, sentence: Standing) -> bool:
        known = (one.said for kept in self.said.values() for one in kept)
        if any(_says_the_same(sentence.said, other) for other in known):
            return False
        if sentence.supports[0] not in self.places:
            self.struck.append(Struck(sentence.text, "Nói lại điều của phần khác."))
            return False
        self.said.setdefault(sentence.supports[0], []).append(sentence)
        return True

    def _may_go(self, place: int) -> bool:
        return self.trusted and not self._lost(self.draft.paragraphs[place].text)

    def _lost(self, text: str) -> frozenset[object]:
        """Return the facts of `text` that nothing the model wrote of this stretch holds."""
        if not self.keeps_facts:
            return frozenset()
        written = " ".join(one.text for kept in self.said.values() for one in kept)
        return self._facts(without_label(text)) - self._facts(written)

    def _facts(self, text: str) -> frozenset[object]:
        facts = passage(text, self.evidence.register).facts
        numbers = frozenset(number for number, _ in facts.documents)
        blanks = _BLANK.findall(text)
        return frozenset({*numbers, *facts.days, *facts.spans, *facts.numbers, *facts.words_for_numbers, *blanks})

    def _reworded(self, place: int) -> Paragraph:
        """Return a paragraph in the model's words, with those sentences of the rules whose facts these lack."""
        old = self.draft.paragraphs[place]
        label = _label(old.text)
        own = [passage(text, self.evidence.register) for text in sentences(old.text[len(label) :])]
        kept = [(_nearest(sentence.said, own), sentence) for sentence in self.said[place]]
        lost = {number for number, sentence in enumerate(own) if self._lost(sentence.text)}
        unsaid = set(range(len(own))) - {number for number, _ in kept}
        back = lost if self.trusted else lost | unsaid
        mine = [(number, sentence) for number, sentence in kept if number not in lost]
        if not mine:
            return old
        pieces = [(number, sentence.text) for number, sentence in mine] + [(n, own[n].text) for n in sorted(back)]
        text = f"{label}{' '.join(text for _, text in sorted(pieces, key=lambda piece: piece[0]))}"
        if _SIGN.search(old.text) and not _SIGN.search(text):
            text += old.text.rstrip()[-1]
        stands_on = [place, *(further for _, sentence in mine for further in sentence.supports)]
        supports = [self.draft.paragraphs[number] for number in dict.fromkeys(stands_on)]
        return replace(
            old,
            text=text,
            sources=tuple(dict.fromkeys(source for support in supports for source in support.sources)),
            changes=tuple(dict.fromkeys(c for support in supports for c in support.changes if c.to in text)),
            bold=(),
        )


def _says_the_same(one: Passage, other: Passage) -> bool:
    alike = max(overlap(one, other), overlap(other, one)) >= _SAME
    return alike and one.facts.numbers <= other.facts.numbers and one.facts.days <= other.facts.days


def _nearest(sentence: Passage, own: list[Passage]) -> int:
    return max(range(len(own)), key=lambda number: overlap(sentence, own[number]))


def without_label(text: str) -> str:
    """Return a paragraph without what opens it as an item of a list, which is no fact of it."""
    return text[len(_label(text)) :]


def _label(text: str) -> str:
    """Return what opens a list's item: "- ", "a) "; empty for other paragraphs."""
    match = _LABEL.match(text)
    return match.group() if match else ""
