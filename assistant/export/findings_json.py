"""A check report as the JSON of the command line's contract."""

from __future__ import annotations

from typing import Any

from assistant.checking.finding import Finding
from assistant.checking.run import CheckReport


def report_to_json(report: CheckReport) -> dict[str, Any]:
    """Return the contract's JSON of `report`: ISO days, offsets in code points into ``text``, unknown as ``None``."""
    return {
        "file": report.file,
        "kind": report.kind,
        "profile": report.profile,
        "as_of": report.as_of.isoformat(),
        "text": report.text,
        "findings": [finding_to_json(finding) for finding in report.findings],
        "summary": dict(report.summary),
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return one finding; ``fix`` is there only when the replacement is certain."""
    values: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "section": finding.section,
        "page": finding.page,
        "suggestion": finding.suggestion,
        "basis": finding.basis,
    }
    if finding.fix is not None:
        values["fix"] = {"start": finding.fix.start, "end": finding.fix.end, "text": finding.fix.text}
    return values
