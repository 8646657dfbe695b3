"""The certain fixes of a report, applied: each at most once, overlapping ones only the gravest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.checking.finding import SEVERITIES, Finding, Fix


def certain_fixes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings whose fixes can be applied together, in reading order; of overlapping ones the gravest."""
    chosen: list[Finding] = []
    for finding in sorted((f for f in findings if f.fix), key=lambda f: (SEVERITIES.index(f.severity), f.start)):
        assert finding.fix is not None
        clashes = any(c.fix and c.fix.start < finding.fix.end and finding.fix.start < c.fix.end for c in chosen)
        if not clashes:
            chosen.append(finding)
    return tuple(sorted(chosen, key=lambda f: f.fix.start if f.fix else 0))


def narrowed(text: str, fix: Fix) -> Fix:
    """Return the part of `fix` that changes something: the words that `text` and the replacement share are left out.

    Some word is always replaced, so that what is put in takes the formatting of what stood there.
    """
    old, new = re.findall(r"\s+|\S+", text[fix.start : fix.end]), re.findall(r"\s+|\S+", fix.text)
    before = _shared(old, new)
    after = _shared(old[before:][::-1], new[before:][::-1])
    if before + after == len(old):
        before, after = max(0, before - 1), after if before else max(0, after - 1)
    kept, left = old[:before], old[len(old) - after :]
    start, end = fix.start + len("".join(kept)), fix.end - len("".join(left))
    return Fix(start, end, "".join(new[before : len(new) - after]))


def _shared(a: list[str], b: list[str]) -> int:
    """Return how many words two lists have in common at their beginning."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """Return `text` with the certain fixes applied, and the findings they came from."""
    applied = certain_fixes(findings)
    for finding in reversed(applied):
        assert finding.fix is not None
        text = text[: finding.fix.start] + finding.fix.text + text[finding.fix.end :]
    return text, applied
