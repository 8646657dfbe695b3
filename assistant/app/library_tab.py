"""The library: search, drop files in, see and correct what was understood of each plan, remove."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app import library_view
from assistant.app.chat_tab import FILE_TYPES
from assistant.app.fragments import KIND_NAMES, note_html
from assistant.app.hits import hits_html
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.service import Assistant

NOTHING_FOUND = "Không tìm thấy tiền lệ phù hợp. Hãy thử từ khác, bỏ bớt bộ lọc, hoặc nạp thêm kế hoạch cũ."
_ADDED = {"added": "đã thêm", "updated": "đã cập nhật", "unchanged": "đã có sẵn", "failed": "bỏ qua"}
_FIELDS = (
    ("title", "Trích yếu"),
    ("school", "Trường"),
    ("number", "Số, ký hiệu"),
    ("day", "Ngày (2025-09-01)"),
    ("school_year", "Năm học"),
)


def build(assistant: Assistant, access: Access, tab: Any) -> None:
    """Lay the tab out in the current block; opening `tab` refreshes it."""
    with gr.Row():
        query = gr.Textbox(
            label="Tìm trong thư viện",
            placeholder="tiêu chí thi đua với học sinh",
            scale=4,
            max_lines=1,
            elem_id="kh-query",
        )
        school = gr.Dropdown(label="Trường", choices=[("Tất cả", "")], value="", scale=2)
        year = gr.Dropdown(label="Năm", choices=[("Tất cả", 0)], value=0, scale=1)
        kind = gr.Dropdown(
            label="Loại", choices=[("Tất cả", ""), *((v, k) for k, v in KIND_NAMES.items())], value="", scale=2
        )
    found = gr.HTML(elem_id="kh-found")
    files = gr.File(
        label="Nạp kế hoạch cũ", file_count="multiple", file_types=FILE_TYPES, elem_id="kh-add-files", height=130
    )
    status = gr.Markdown(elem_id="kh-add-status")
    overview = gr.HTML()
    table = gr.HTML(elem_id="kh-library")
    with gr.Accordion("Xem và sửa một kế hoạch", open=False):
        chosen = gr.Dropdown(label="Kế hoạch", choices=[], elem_id="kh-chosen")
        understood = gr.HTML()
        with gr.Row():
            boxes = [gr.Textbox(label=label, max_lines=1) for _, label in _FIELDS]
            its_kind = gr.Dropdown(label="Loại", choices=[(v, k) for k, v in KIND_NAMES.items()])
        with gr.Row():
            save = gr.Button("Lưu chỗ đã sửa", variant="primary")
            remove = gr.Button("Xoá khỏi thư viện", variant="stop")
        done = gr.Markdown()

    def refresh() -> tuple[Any, ...]:
        records = assistant.library.list()
        choices = [(" · ".join(filter(None, (r.day, r.school, r.title or r.file))), r.plan_id) for r in records]
        schools = sorted({r.school for r in records if r.school})
        years = sorted({r.year for r in records if r.year}, reverse=True)
        return (
            library_view.overview_html(records),
            library_view.library_html(records),
            gr.Dropdown(choices=choices, value=None),
            gr.Dropdown(choices=[("Tất cả", ""), *schools]),
            gr.Dropdown(choices=[("Tất cả", 0), *((str(year), year) for year in years)]),
        )

    def add(paths: list[str] | None, request: gr.Request) -> Iterator[tuple[str, Any]]:
        lines: list[str] = []
        try:
            access.require_editor(request)
            for number, result in enumerate(assistant.library.add([Path(path) for path in paths or []]), start=1):
                lines.append(f"- {result.path.name}: {_ADDED[result.status]}. {result.message or ''}")
                yield f"Đã đọc {number}/{len(paths or [])} tệp\n\n" + "\n".join(lines), gr.skip()
        except (InputError, NotAvailableError) as error:
            lines.append(str(error))
        yield "\n".join(lines), gr.File(value=None)

    def search(text: str, in_school: str, in_year: int, of_kind: str) -> str:
        from index.retrieval import Filters

        if not text.strip():
            return note_html("Hãy gõ vài từ cần tìm.")
        hits = assistant.search(text, 8, Filters(school=in_school or None, year=in_year or None, kind=of_kind or None))
        return hits_html(hits) if hits else note_html(NOTHING_FOUND)

    def show(plan_id: str | None) -> tuple[Any, ...]:
        if not plan_id:
            return ("", *("" for _ in _FIELDS), None)
        record = assistant.library.get(plan_id)
        values = (getattr(record, name) or "" for name, _ in _FIELDS)
        return (library_view.understood_html(record, assistant.library.plan(plan_id)), *values, record.kind)

    def correct(values: dict[Any, Any], request: gr.Request) -> str:
        from assistant.checkjob import parse_day

        if not values[chosen]:
            return "Hãy chọn một kế hoạch."
        try:
            access.require_editor(request)
            filled = {name: values[box] or None for (name, _), box in zip(_FIELDS, boxes, strict=True)}
            day = parse_day(filled["day"])
            filled |= {"day": day.isoformat() if day else None, "kind": values[its_kind]}
            assistant.library.correct(values[chosen], **filled)
        except InputError as error:
            return str(error)
        return "Đã lưu."

    def drop(plan_id: str | None, request: gr.Request) -> str:
        try:
            access.require_editor(request)
            return f"Đã xoá {len(assistant.library.remove([plan_id] if plan_id else []))} kế hoạch."
        except InputError as error:
            return str(error)

    lists = [overview, table, chosen, school, year]
    form = [*boxes, its_kind]

    files.upload(add, [files], [status, files], api_name=False).then(refresh, outputs=lists, api_name=False)
    gr.on(
        [query.submit, school.change, year.change, kind.change],
        search,
        [query, school, year, kind],
        [found],
        api_name=False,
    )
    chosen.change(show, [chosen], [understood, *form], api_name=False)
    save.click(correct, {chosen, *form}, [done], api_name=False).then(refresh, outputs=lists, api_name=False)
    remove.click(drop, [chosen], [done], api_name=False).then(refresh, outputs=lists, api_name=False)
    tab.select(refresh, outputs=lists, show_progress="hidden", api_name=False)
