"""What the library tab changes: plans added with progress, corrected, removed and brought back; readers are refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app.files import new_path
from assistant.app.progress import streamed
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.records import PlanRecord
    from assistant.service import Assistant
    from corpus.plan import Plan

_ADDED = {"added": "đã thêm", "updated": "đã cập nhật", "unchanged": "đã có sẵn", "failed": "bỏ qua"}


@dataclass(frozen=True, slots=True)
class Removed:
    """A plan that was taken out of the library, with all that is needed to bring it back."""

    record: PlanRecord
    plan: Plan
    original: Path


def added(paths: Sequence[str], assistant: Assistant, access: Access, request: Any) -> Iterator[tuple[str, Any]]:
    """Add the files and yield what to show, step by step (file and page), and at the end an emptied drop box."""
    from assistant.library import READABLE

    lines: list[str] = []
    readable = [Path(path) for path in paths if Path(path).suffix.lower() in READABLE]
    if len(readable) < len(paths):
        lines.append(f"- {len(paths) - len(readable)} tệp không phải Word, PDF, ảnh hay văn bản: bỏ qua.")
    try:
        access.require_editor(request)
        if not readable:
            raise InputError("Không có tệp nào đọc được trong những gì vừa thả.")
        for step in streamed(lambda tell: assistant.library.add(readable, tell)):
            if isinstance(step, str):
                yield "\n".join([f"Đang đọc {step}…", "", *lines]), gr.skip()
            else:
                lines.append(f"- {step.path.name}: {_ADDED[step.status]}. {step.message or ''}")
    except (InputError, NotAvailableError) as error:
        lines.append(str(error))
    yield "\n".join(lines), gr.File(value=None)


def corrected(
    plan_id: str | None, values: dict[str, str | None], assistant: Assistant, access: Access, request: Any
) -> str:
    """Store what the user corrected of a plan and return the sentence to show."""
    from assistant.checkjob import parse_day

    if not plan_id:
        return "Hãy chọn một kế hoạch."
    try:
        access.require_editor(request)
        filled = {name: (value or "").strip() or None for name, value in values.items()}
        day = parse_day(filled["day"])
        assistant.library.correct(plan_id, **{**filled, "day": day.isoformat() if day else None})
    except InputError as error:
        return str(error)
    return "Đã lưu chỗ sửa; tìm kiếm và soạn thảo dùng thông tin mới."


def dropped(plan_id: str | None, assistant: Assistant, access: Access, request: Any) -> tuple[str, Removed | None]:
    """Remove a plan; return the sentence to show, and what brings the plan back."""
    try:
        access.require_editor(request)
        if not plan_id:
            return "Hãy chọn một kế hoạch.", None
        library = assistant.library
        record, plan = library.get(plan_id), library.plan_as_read(plan_id)
        kept = new_path(record.stored)
        shutil.copyfile(library.original(plan_id), kept)
        library.remove([plan_id])
    except (InputError, OSError) as error:
        return str(error), None
    return f"Đã xoá “{record.title or record.file}”.", Removed(record, plan, kept)


def brought_back(gone: Removed | None, assistant: Assistant, access: Access, request: Any) -> str:
    """Put a removed plan back as it was and return the sentence to show."""
    try:
        access.require_editor(request)
        if gone is None or not gone.original.is_file():
            return "Không còn gì để hoàn tác."
        assistant.library.restore(gone.record, gone.plan, gone.original)
    except InputError as error:
        return str(error)
    return f"Đã đưa “{gone.record.title or gone.record.file}” trở lại thư viện."
