"""Carrying a passage to another year: every rule proposes explained edits; the first rule wins."""

from __future__ import annotations

from assistant.drafting.carry import Carry, Rule
from assistant.drafting.edits import Edit, settle
from assistant.drafting.roll_forward.anniversaries import anniversary_edits
from assistant.drafting.roll_forward.bodies import body_edits
from assistant.drafting.roll_forward.citations import citation_edits
from assistant.drafting.roll_forward.corrections import correction_edits
from assistant.drafting.roll_forward.dates import date_edits
from assistant.drafting.roll_forward.figures import figure_edits
from assistant.drafting.roll_forward.former_bodies import former_body_edits
from assistant.drafting.roll_forward.occasions import movement_edits, occasion_edits, theme_edits
from assistant.drafting.roll_forward.periods import period_edits
from assistant.drafting.roll_forward.progress import progress_edits
from assistant.drafting.roll_forward.years import year_edits
from assistant.drafting.slots import slot_edits
from corpus.plan import Span

#: In order of precedence.
RULES: tuple[Rule, ...] = (
    correction_edits,
    theme_edits,
    movement_edits,
    citation_edits,
    anniversary_edits,
    progress_edits,
    period_edits,
    occasion_edits,
    figure_edits,
    body_edits,
    slot_edits,
    former_body_edits,
    date_edits,
    year_edits,
)


def roll_forward(carry: Carry, span: Span) -> tuple[Edit, ...]:
    """Return the edits that carry the stretch `span` of the precedent to the target's year, settled and in order."""
    return settle(edit for rule in RULES for edit in rule(carry, span))
