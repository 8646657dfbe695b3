"""A check report for the terminal: plain text, gravest first, every line within a narrow window."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from assistant.checking.finding import SEVERITIES, Finding
from assistant.checking.run import CheckReport
from assistant.export.wording import SEVERITY_NAMES, one_line, place_of, summary_of

_WIDTH: Final = 100
_INDENT: Final = "    "


def report_to_text(report: CheckReport) -> str:
    """Return the report as text: the counts, then the findings by severity with words, remedy and reason."""
    return "\n".join(_lines(report))


def _lines(report: CheckReport) -> Iterator[str]:
    judged = f"xét tại ngày {report.as_of:%d/%m/%Y}, bộ yêu cầu {report.profile}"
    yield f"{report.file}: {summary_of(report.summary)} ({judged})"
    yield from (f"Lưu ý: {warning}" for warning in report.plan.quality.warnings)
    if not report.findings:
        yield "Không thấy lỗi nào."
    number = 0
    for severity in SEVERITIES:
        group = [finding for finding in report.findings if finding.severity == severity]
        if group:
            yield ""
            yield f"{SEVERITY_NAMES[severity].upper()} ({len(group)})"
        for finding in group:
            number += 1
            yield from _finding(number, finding)


def _finding(number: int, finding: Finding) -> Iterator[str]:
    yield f"{number:>3}. {place_of(finding)}  [{finding.code}]"
    if finding.text.strip():
        yield from _wrapped(f"“{one_line(finding.text)}”")
    yield from _wrapped(finding.message)
    if finding.suggestion:
        yield from _wrapped(f"→ {finding.suggestion}")
    if finding.fix is not None:
        yield from _wrapped("✓ Sửa được tự động (--fix).")
    if finding.basis:
        yield from _wrapped(f"Căn cứ: {finding.basis}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ")
