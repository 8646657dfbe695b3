"""The user's own Word file back with a comment at the words of each finding, and certain fixes as tracked changes.

For a plan that came as PDF, scan or text, a Word file with its text and the comments.
"""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from assistant.checking.finding import Finding
from assistant.checking.run import CheckReport
from assistant.export.annotate import Note, annotate, replace_text
from assistant.export.fixes import apply_fixes, certain_fixes, narrowed
from assistant.export.typed import typed
from assistant.export.wording import SEVERITY_NAMES
from corpus.errors import InputError
from corpus.plan import Run


def write_review(report: CheckReport, out: Path, *, source: Path | None = None, now: datetime | None = None) -> None:
    """Write the checked file with its findings as comments to `out`.

    `source` is the file that was checked; its formatting and all its other parts stay as they are when it is Word.
    """
    data, runs = _word_file(report, source)
    fixed = {id(finding) for finding in certain_fixes(report.findings)}
    notes = [_note(report.text, finding, tracked=id(finding) in fixed) for finding in report.findings]
    stamped = now or datetime.now(UTC)
    out.write_bytes(annotate(data, runs, notes, name=report.file, now=stamped))


def write_fixed(report: CheckReport, out: Path, *, source: Path | None = None) -> tuple[Finding, ...]:
    """Write a copy with the certain fixes applied to `out` and return the findings that they mend.

    Word stays Word; any other file becomes text, or Word where `out` is named so.
    """
    applied = certain_fixes(report.findings)
    if _is_word(report, source) or out.suffix.lower() == ".docx":
        data, runs = _word_file(report, source)
        changes = [astuple(narrowed(report.text, f.fix)) for f in applied if f.fix is not None]
        out.write_bytes(replace_text(data, runs, changes, name=report.file))
    else:
        text, applied = apply_fixes(report.text, report.findings)
        out.write_text(text, encoding="utf-8")
    return applied


def _is_word(report: CheckReport, source: Path | None) -> bool:
    return source is not None and report.plan.reading.format == "word" and bool(report.plan.reading.runs)


def _word_file(report: CheckReport, source: Path | None) -> tuple[bytes, tuple[Run, ...]]:
    """Return a Word file that holds the plan's text, and where in it each stretch of the text stands."""
    if source is not None and _is_word(report, source):
        try:
            data = source.read_bytes()
        except OSError as error:
            raise InputError(f"Không đọc lại được tệp {source.name!r}.") from error
        if data.startswith(b"PK"):
            return data, report.plan.reading.runs
    return typed(report.plan)


def _note(text: str, finding: Finding, *, tracked: bool) -> Note:
    lines = [f"{SEVERITY_NAMES[finding.severity]}: {finding.message}"]
    if finding.suggestion:
        lines.append(f"→ {finding.suggestion}")
    if finding.basis:
        lines.append(f"Căn cứ: {finding.basis}")
    change = astuple(narrowed(text, finding.fix)) if tracked and finding.fix is not None else None
    return Note(finding.start, finding.end, tuple(lines), change)
