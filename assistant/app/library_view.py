"""The library as a table, and what was understood of one plan beside what the user corrected."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import KIND_NAMES, day_text, note_html, plan_link, text_html

if TYPE_CHECKING:
    from assistant.records import PlanRecord
    from corpus.plan import Plan

EMPTY = "Thư viện đang trống. Hãy thả các kế hoạch cũ vào ô “Nạp kế hoạch cũ”."
FIELD_NAMES = {
    "title": "Trích yếu",
    "school": "Trường",
    "number": "Số, ký hiệu",
    "day": "Ngày",
    "school_year": "Năm học",
    "kind": "Loại",
}
_QUALITY = {"full": "đủ dấu", "partial": "mất một phần dấu", "lost": "mất dấu"}


def library_html(records: Sequence[PlanRecord]) -> str:
    """Return the library as a table, newest plan first; each row can be opened, taken back as it came, corrected."""
    if not records:
        return note_html(EMPTY)
    rows = "".join(_row(record) for record in records)
    wide = "".join(f"<th scope='col' class='kh-wide'>{name}</th>" for name in ("Loại", "Số, ký hiệu", "Ghi chú"))
    heads = f"<th scope='col'>Ngày</th><th scope='col'>Trường</th><th scope='col'>Trích yếu</th>{wide}"
    return (
        f"<table class='kh-table'><thead><tr>{heads}<th scope='col'>Việc</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(record: PlanRecord) -> str:
    named = escape(record.title or record.file, quote=True)
    notes = ", ".join(
        filter(None, ("mẫu" if record.sample else "", "quét" if record.read_by == "ocr" else "", _edited(record)))
    )
    return (
        f"<tr><td>{escape(day_text(record.day) or record.school_year or '')}</td><td>{escape(record.school or '')}</td>"
        f"<td>{plan_link(record.plan_id, record.title or record.file)}</td>"
        f"<td class='kh-wide'>{escape(KIND_NAMES.get(record.kind or '', ''))}</td>"
        f"<td class='kh-wide'>{escape(record.number or '')}</td><td class='kh-wide'>{notes}</td>"
        f"<td class='kh-acts'><button type='button' class='kh-act' data-plan='{escape(record.plan_id, quote=True)}' "
        f"aria-label='Xem và sửa {named}'>Sửa</button> {_download(record, 'Tải')}</td></tr>"
    )


def _edited(record: PlanRecord) -> str:
    return "đã sửa" if record.edited else ""


def _download(record: PlanRecord, words: str) -> str:
    address, name = escape(record.plan_id, quote=True), escape(record.file, quote=True)
    return f'<a href="goc/{address}" download aria-label="Tải bản gốc {name}">{escape(words)}</a>'


def understood_html(record: PlanRecord, plan: Plan, read: Plan) -> str:
    """Return what was understood of a plan: how well it was read, its tree of sections, what was corrected.

    `read` is the plan as the file says, `plan` with the corrections.
    """
    how = "quét, nhận dạng chữ" if record.read_by == "ocr" else "văn bản"
    facts = f"{record.file}: {record.pages} trang, {how}, {_QUALITY.get(record.diacritics, record.diacritics)}"
    warnings = "".join(note_html(warning) for warning in record.warnings)
    sections = "".join(
        f"<li style='margin-left:{s.level - 1}rem'>{escape(s.numeral or '')} {text_html(s.title)}</li>"
        for s in plan.sections
        if not s.is_paragraph
    )
    return (
        f'<div class="kh-card"><div class="kh-where">{escape(facts)}</div>{warnings}{_corrections(record, read)}'
        f'<ul class="kh-tree">{sections or "<li>Không thấy mục nào.</li>"}</ul>'
        f"{plan_link(record.plan_id, 'Mở toàn văn')} · {_download(record, 'Tải bản gốc')}</div>"
    )


def _corrections(record: PlanRecord, read: Plan) -> str:
    """Return what the file was read as where the user has corrected it."""
    header = read.header
    was = {
        "title": header.title,
        "school": header.school,
        "number": header.number,
        "day": day_text(header.date.isoformat()) if header.date else None,
        "school_year": header.school_year,
        "kind": KIND_NAMES.get(header.kind or ""),
    }
    lines = "; ".join(
        f"{FIELD_NAMES[name]} (máy đọc: {escape(was[name] or 'không thấy')})"
        for name in record.edited
        if name in FIELD_NAMES
    )
    return f'<div class="kh-where">Đã sửa tay: {lines}.</div>' if lines else ""
