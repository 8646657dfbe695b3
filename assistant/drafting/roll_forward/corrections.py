"""Slips of the precedent itself whose remedy is certain are mended on the way, each with the check's reason."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.carry import Carry
from assistant.drafting.draft import ChangeKind
from assistant.drafting.edits import Edit, replace_with
from corpus.plan import Span

#: What a check may mend here; years, counts and documents have rules of their own.
_MENDED: dict[str, ChangeKind] = {"period.wrong": "period", "name.inconsistent": "name"}


def correction_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the certain remedies that the check of the base gives for `span`."""
    for finding in carry.findings:
        kind = _MENDED.get(finding.code)
        if kind is None or finding.fix is None or not span.start <= finding.fix.start < span.end:
            continue
        place = Span(finding.start, finding.end)
        mended = "".join(
            (carry.text[place.start : finding.fix.start], finding.fix.text, carry.text[finding.fix.end : place.end])
        )
        yield replace_with(place, carry.text, mended, kind, f"Sửa chỗ sai của kế hoạch gốc: {finding.message}")
