"""How other schools write the section in hand, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.drafting.base import Candidate, Choice, find_sections
from assistant.drafting.blocks import blocks
from assistant.drafting.draft import DraftSource, Request
from corpus.plan import Section, Span
from corpus.text import fold_key

_MOST: Final = 8
_SHORTEST: Final = 60  # characters; shorter items say too little to be compared
_SAME: Final = 0.8


def alternatives(choice: Choice, request: Request, section: Section) -> tuple[DraftSource, ...]:
    """Return passages of the runners-up on the same subject that the base's section does not have."""
    plan = choice.base.plan
    mine = [words_of(block.parts[0].of(plan.text)) for block in blocks(plan, Span(section.start, section.end))]
    wanted = replace(request, section=None, role=section.role or request.role)
    if wanted.role is None:
        return ()
    found = (source for other in choice.others for source in _passages(other, wanted))
    return tuple([source for source in found if not any(alike(words_of(source.text), own) for own in mine)][:_MOST])


def _passages(other: Candidate, wanted: Request) -> Iterator[DraftSource]:
    for section in find_sections(other.plan, wanted)[:1]:
        for block in blocks(other.plan, Span(section.body_start, section.end)):
            text = block.parts[0].of(other.plan.text)
            if block.level == 0 and len(text) > _SHORTEST:
                yield DraftSource(other.plan_id, block.section.id if block.section else "", text)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a passage, for comparison."""
    return frozenset(fold_key(text).split())


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two passages, given by their words, say the same."""
    return len(one & other) >= _SAME * max(1, min(len(one), len(other)))
