"""Edits on a precedent's text: what each rule proposes, which win, and the paragraph that comes out.

A rule looks at one stretch of the base plan and proposes `Edit`s with offsets in that plan's text. Rules are asked in
order; where two overlap, the earlier one wins. An edit whose text is ``None`` keeps the stretch as it is and shields
it from later rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafting.draft import Blank, Change, ChangeKind
from corpus.plan import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` by `text` (``None``: keep it and shield it), with what to tell the user."""

    start: int
    end: int
    text: str | None = None
    change: Change | None = None
    blank: Blank | None = None
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The stretch of the base's text that this edit is about."""
        return Span(self.start, self.end)


def keep(start: int, end: int, *notes: str) -> Edit:
    """Return an edit that leaves the stretch alone and shields it."""
    return Edit(start, end, notes=notes)


def replace_with(span: Span, source: str, text: str, kind: ChangeKind, reason: str, *notes: str) -> Edit:
    """Return an edit that puts `text` in place of `span` and tells why; the same text is only shielded."""
    old = " ".join(span.of(source).split())
    if old == text:
        return keep(span.start, span.end, *notes)
    return Edit(span.start, span.end, text, Change(kind, old, text, reason), notes=notes)


def blank_out(span: Span, source: str, label: str, kind: ChangeKind, reason: str) -> Edit:
    """Return an edit that puts the blank ``[label]`` in place of `span`."""
    text = f"[{label}]"
    old = " ".join(span.of(source).split())
    return Edit(span.start, span.end, text, Change(kind, old, text, reason), Blank(text, reason))


def settle(proposed: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that stand, in the order of the text: of two that overlap the one proposed first."""
    starts: list[int] = []
    standing: list[Edit] = []
    for edit in proposed:
        place = bisect_right(starts, edit.start)
        before = standing[place - 1] if place else None
        after = standing[place] if place < len(standing) else None
        if (before and before.end > edit.start) or (after and after.start < edit.end):
            continue
        starts.insert(place, edit.start)
        standing.insert(place, edit)
    return tuple(standing)


def apply(text: str, span: Span, edits: Iterable[Edit]) -> str:
    """Return the stretch `span` of `text` with those of the settled `edits` carried out that lie inside it."""
    pieces: list[str] = []
    position = span.start
    for edit in within(span, edits):
        if edit.text is None:
            continue
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    pieces.append(text[position : span.end])
    return "".join(pieces)


def within(span: Span, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that begin inside `span`, cut to it by dropping those that reach beyond its end."""
    return tuple(edit for edit in edits if span.start <= edit.start < span.end and edit.end <= span.end)
