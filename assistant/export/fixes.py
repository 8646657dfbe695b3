"""The certain fixes of a report, applied: each at most once, overlapping ones only the gravest."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checking.finding import SEVERITIES, Finding


def certain_fixes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings whose fixes can be applied together, in reading order; of overlapping ones the gravest."""
    chosen: list[Finding] = []
    for finding in sorted((f for f in findings if f.fix), key=lambda f: (SEVERITIES.index(f.severity), f.start)):
        assert finding.fix is not None
        clashes = any(c.fix and c.fix.start < finding.fix.end and finding.fix.start < c.fix.end for c in chosen)
        if not clashes:
            chosen.append(finding)
    return tuple(sorted(chosen, key=lambda f: f.fix.start if f.fix else 0))


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """Return `text` with the certain fixes applied, and the findings they came from."""
    applied = certain_fixes(findings)
    for finding in reversed(applied):
        assert finding.fix is not None
        text = text[: finding.fix.start] + finding.fix.text + text[finding.fix.end :]
    return text, applied
