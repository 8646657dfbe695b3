"""A draft as one text: the text that its offsets count in, and a `Reading` of it for the parser."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from corpus.plan import Quality, Reading, Span


def as_reading(draft: Draft) -> Reading:
    """Return the draft's own text as a reading, so that it can be parsed and checked like any plan."""
    text = draft.text
    return Reading(name="bản thảo", text=text, pages=(Span(0, len(text)),), quality=Quality())
