"""A check report for the terminal: plain text, gravest first, every line within a narrow window."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from assistant.checking.finding import SEVERITIES, Finding
from assistant.checking.run import CheckReport
from assistant.export.fixes import certain_fixes
from assistant.export.wording import SEVERITY_NAMES, one_line, place_of, summary_of, verdict_of

_WIDTH: Final = 100
_INDENT: Final = "    "


def report_to_text(report: CheckReport) -> str:
    """Return the report as text: the counts, then the findings by severity with words, remedy and reason."""
    return "\n".join(_lines(report))


def fixes_to_text(report: CheckReport) -> str:
    """Return the certain fixes one after another: where, what stood there and stands there now, and why."""
    applied = certain_fixes(report.findings)
    if not applied:
        return "Không có chỗ nào sửa được chắc chắn; bản sao giống bản gốc."
    lines = [f"Đã sửa {len(applied)} chỗ:"]
    for number, finding in enumerate(applied, start=1):
        assert finding.fix is not None
        before = one_line(report.text[finding.fix.start : finding.fix.end])
        change = f"bỏ “{before}”" if not finding.fix.text else f"“{before}” thành “{one_line(finding.fix.text)}”"
        lines.append(f"{number:>3}. {place_of(finding)}: {change if before else f'thêm “{finding.fix.text}”'}")
        lines += _wrapped(finding.message)
        lines += _wrapped(f"Căn cứ: {finding.basis.split(';')[0]}") if finding.basis else []
    return "\n".join(lines)


def _lines(report: CheckReport) -> Iterator[str]:
    judged = f"xét tại ngày {report.as_of:%d/%m/%Y}, bộ yêu cầu {report.profile}"
    yield f"{report.file}: {summary_of(report.summary)} ({judged})"
    yield verdict_of(report.summary)[1]
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
