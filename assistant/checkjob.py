"""Checking one file from end to end: read, check, and write the reports that were asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.checking import CheckReport
    from assistant.service import Assistant
    from corpus.plan import Plan

FailOn = Literal["error", "warning", "never"]
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")


class CheckJob:
    """One file under check: `plan` is how it was understood and `report` what was found."""

    def __init__(
        self,
        assistant: Assistant,
        file: Path,
        *,
        as_of: date | None = None,
        profile: str | None = None,
        against: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self._assistant = assistant
        self.file = file
        self.plan: Plan = assistant.parse(file, progress)
        above = assistant.parse(against) if against else None
        self.report: CheckReport = assistant.check(self.plan, as_of=as_of, profile=profile, file=file, above=above)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON of the contract."""
        from assistant.export.findings_json import report_to_json

        return report_to_json(self.report)

    def as_text(self) -> str:
        """Return the findings as a table for a terminal."""
        from assistant.export.terminal import report_to_text

        return report_to_text(self.report)

    def summary_sentence(self) -> str:
        """Say in one or two sentences whether the plan can be signed."""
        counts, day = self.report.summary, self.report.as_of
        found = f"{counts['error']} lỗi phải sửa, {counts['warning']} chỗ nên xem lại, {counts['info']} điều để biết"
        verdict = "Chưa nên ký." if counts["error"] else "Không có lỗi chặn ký."
        warnings = " ".join(self.plan.quality.warnings)
        return f"**{verdict}** {found} (xét hiệu lực văn bản tại ngày {day:%d/%m/%Y}). {warnings}".rstrip()

    def write(self, *, word: Path | None = None, html: Path | None = None, fix: Path | None = None) -> None:
        """Write the reports asked for; raises `InputError` when one of them would overwrite the checked file."""
        for path in (word, html, fix):
            if path is not None and path.exists() and path.samefile(self.file):
                raise InputError(f"Không ghi đè lên tệp đang kiểm tra {path.name!r}; hãy chọn tên khác.")
        if word is not None:
            from assistant.export.review import write_review

            write_review(self.report, word, source=self.file)
        if html is not None:
            from assistant.export.report import html_report

            html.write_text(html_report(self.report, self._assistant.register), encoding="utf-8")
        if fix is not None:
            from assistant.export.review import write_fixed

            write_fixed(self.report, fix, source=self.file)

    def fixes_text(self) -> str:
        """Return what `write` mended in the copy with the certain fixes: where, what, and on what ground."""
        from assistant.export.terminal import fixes_to_text

        return fixes_to_text(self.report)

    def reaches(self, fail_on: FailOn) -> bool:
        """Tell whether something at least as grave as `fail_on` was found."""
        return fail_on != "never" and self.report.reaches(fail_on)


def parse_day(text: str | None) -> date | None:
    """Return the day that `text` names in ISO form or as 1/9/2025; raises `InputError` for anything else."""
    if not text:
        return None
    iso = "-".join(part.zfill(2) for part in reversed(text.split("/"))) if "/" in text else text
    try:
        return date.fromisoformat(iso)
    except ValueError:
        raise InputError(f"Ngày {text!r} không hợp lệ; hãy viết NĂM-THÁNG-NGÀY, ví dụ 2025-09-01.") from None
