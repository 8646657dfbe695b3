"""Edits on a precedent's text: what each rule proposes, which win, and the paragraph that comes out.

A rule looks at one stretch of the base plan and proposes `Edit`s with offsets in that plan's text. Rules are asked in
order; where two overlap, the earlier one wins. An edit whose text is ``None`` keeps the stretch as it is and shields
it from later rules.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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
    old, text = " ".join(span.of(source).split()), " ".join(text.split())
    if old == text:
        return keep(span.start, span.end, *notes)
    return Edit(span.start, span.end, text, Change(kind, old, text, reason), notes=notes)


def blank_out(span: Span, source: str, label: str, kind: ChangeKind, reason: str) -> Edit:
    """Return an edit that puts the blank ``[label]`` in place of `span`."""
    text = f"[{label}]"
    old = " ".join(span.of(source).split())
    return Edit(span.start, span.end, text, Change(kind, old, text, reason), Blank(text, reason))


def settle(proposed: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that stand, in the order of the text: of two that overlap the one proposed first.

    A shield that overlaps an earlier edit goes on shielding what is left of its stretch.
    """
    standing: list[Edit] = []
    for edit in proposed:
        for piece in _free_pieces(edit, standing):
            insort(standing, piece, key=lambda placed: placed.start)
    return tuple(standing)


def _free_pieces(edit: Edit, standing: list[Edit]) -> Iterator[Edit]:
    """Yield `edit` if nothing is in its way; of a shield, the parts that are free."""
    first = bisect_right(standing, edit.start, key=lambda placed: placed.start)
    first -= first > 0 and standing[first - 1].end > edit.start
    position = edit.start
    for other in standing[first:]:
        if other.start >= edit.end:
            break
        if edit.text is not None:
            return
        if position < other.start:
            yield replace(edit, start=position, end=other.start, notes=edit.notes if position == edit.start else ())
        position = max(position, other.end)
    if position < edit.end:
        yield edit if position == edit.start else replace(edit, start=position, notes=())


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
