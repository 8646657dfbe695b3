"""Files that the page hands out, written into a folder of their own that ends with the program."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.text import fold

if TYPE_CHECKING:
    from assistant.checkjob import CheckJob
    from assistant.drafting.draft import Draft
    from assistant.service import Assistant


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kehoach-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def new_path(name: str) -> Path:
    """Return a path with the given file name in a folder that nobody can guess."""
    return Path(tempfile.mkdtemp(dir=_folder())) / name


def draft_word(draft: Draft, assistant: Assistant) -> Path:
    """Write the draft as a Word file in the official layout and return its path."""
    from assistant.results import write_draft_file

    section = f"-muc-{draft.request.section}" if draft.request.section else ""
    year = draft.request.school_year or draft.request.year or ""
    path = new_path(f"du-thao{fold(section)}-{year}.docx".replace("-.", "."))
    write_draft_file(draft, path, assistant)
    return path


def review_word(job: CheckJob) -> Path:
    """Write the checked file with its comments as a Word file and return its path."""
    path = new_path(f"{Path(job.plan.reading.name).stem}-nhan-xet.docx")
    job.write(word=path)
    return path


def report_html(job: CheckJob) -> Path:
    """Write the report as one HTML file and return its path."""
    path = new_path(f"{Path(job.plan.reading.name).stem}-bao-cao.html")
    job.write(html=path)
    return path


def fixed_copy(job: CheckJob, numbers: Set[int] | None = None) -> Path | None:
    """Write a copy of the checked file with certain fixes made: all, or those of the findings so numbered (from 1).

    Returns ``None`` where there is none to make.
    """
    from assistant.export.fixes import certain_fixes
    from assistant.export.review import write_fixed

    findings = tuple(
        finding for number, finding in enumerate(job.report.findings, start=1) if numbers is None or number in numbers
    )
    if not certain_fixes(findings):
        return None
    path = new_path(f"{Path(job.plan.reading.name).stem}-da-sua.docx")
    write_fixed(replace(job.report, findings=findings), path, source=job.file)
    return path
