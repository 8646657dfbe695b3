"""The library as a table, as years against kinds, and what was understood of one plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import KIND_NAMES, day_text, note_html, plan_link, text_html

if TYPE_CHECKING:
    from assistant.records import PlanRecord
    from corpus.plan import Plan

EMPTY = "Thư viện đang trống. Hãy thả các kế hoạch cũ vào ô “Nạp kế hoạch cũ”."
_QUALITY = {"full": "đủ dấu", "partial": "mất một phần dấu", "lost": "mất dấu"}


def library_html(records: Sequence[PlanRecord]) -> str:
    """Return the library as a table, newest plan first."""
    if not records:
        return note_html(EMPTY)
    rows = "".join(
        f"<tr><td>{escape(day_text(r.day) or r.school_year or '')}</td><td>{escape(r.school or '')}</td>"
        f"<td>{plan_link(r.plan_id, r.title or r.file)}</td>"
        f"<td class='kh-wide'>{escape(KIND_NAMES.get(r.kind or '', ''))}</td>"
        f"<td class='kh-wide'>{escape(r.number or '')}</td>"
        f"<td class='kh-wide'>{'mẫu' if r.sample else ''}</td></tr>"
        for r in records
    )
    wide = "".join(f"<th scope='col' class='kh-wide'>{name}</th>" for name in ("Loại", "Số, ký hiệu", "Ghi chú"))
    heads = f"<th scope='col'>Ngày</th><th scope='col'>Trường</th><th scope='col'>Trích yếu</th>{wide}"
    return f"<table class='kh-table'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def overview_html(records: Sequence[PlanRecord]) -> str:
    """Return how many plans of each kind the library has for each year."""
    years = sorted({r.year for r in records if r.year})
    kinds = [kind for kind in KIND_NAMES if any(r.kind == kind for r in records)]
    if not years or not kinds:
        return ""
    counts = Counter((r.kind, r.year) for r in records)
    heads = "".join(f"<th scope='col'>{year}</th>" for year in years)
    rows = "".join(
        f"<tr><th scope='row'>{KIND_NAMES[kind]}</th>"
        + "".join(
            f"<td class='kh-count n{min(counts[kind, year], 4)}'>{counts[kind, year] or ''}</td>" for year in years
        )
        + "</tr>"
        for kind in kinds
    )
    return f"<table class='kh-table kh-overview'><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def understood_html(record: PlanRecord, plan: Plan) -> str:
    """Return what was understood of a plan: how well it was read, and its tree of sections."""
    read = "quét, nhận dạng chữ" if record.read_by == "ocr" else "văn bản"
    facts = f"{record.file}: {record.pages} trang, {read}, {_QUALITY.get(record.diacritics, record.diacritics)}"
    warnings = "".join(note_html(warning) for warning in record.warnings)
    sections = "".join(
        f"<li style='margin-left:{s.level - 1}rem'>{escape(s.numeral or '')} {text_html(s.title)}</li>"
        for s in plan.sections
        if not s.is_paragraph
    )
    return (
        f'<div class="kh-card"><div class="kh-where">{escape(facts)}</div>{warnings}'
        f'<ul class="kh-tree">{sections or "<li>Không thấy mục nào.</li>"}</ul>'
        f"{plan_link(record.plan_id, 'Mở toàn văn')} · "
        f'<a href="goc/{escape(record.plan_id, quote=True)}" download>Tải bản gốc</a></div>'
    )
