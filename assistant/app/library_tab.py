"""The library: drop files in, see what was understood of each plan, search, remove."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.app import fragments
from assistant.app.hits import hits_html
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.service import Assistant


def build(assistant: Assistant, page: Any) -> None:
    """Lay the tab out in the current block; `page` refreshes the list when it is opened."""
    import gradio as gr

    from assistant.app.chat_tab import FILE_TYPES

    with gr.Row():
        query = gr.Textbox(
            label="Tìm trong thư viện", placeholder="tiêu chí thi đua với học sinh", scale=3, max_lines=1
        )
        year = gr.Number(label="Năm", precision=0, value=None, scale=1)
        school = gr.Textbox(label="Trường", scale=2, max_lines=1)
    found = gr.HTML(elem_id="kh-found")
    files = gr.File(label="Nạp kế hoạch cũ", file_count="multiple", file_types=FILE_TYPES, elem_id="kh-add-files")
    status = gr.Markdown()
    table = gr.HTML(elem_id="kh-library")
    with gr.Row():
        chosen = gr.Dropdown(label="Xoá khỏi thư viện", choices=[], multiselect=True, scale=4)
        remove = gr.Button("Xoá", variant="stop", scale=1)

    def refresh() -> tuple[str, Any]:
        records = assistant.library.list()
        choices = [(f"{r.day or ''} {r.title or r.file}", r.plan_id) for r in records]
        return fragments.library_html(records), gr.Dropdown(choices=choices, value=[])

    def add(paths: list[str] | None) -> Iterator[tuple[str, Any]]:
        lines: list[str] = []
        try:
            for result in assistant.library.add([Path(path) for path in paths or []]):
                words = {"added": "đã thêm", "updated": "đã cập nhật", "unchanged": "đã có sẵn", "failed": "bỏ qua"}
                lines.append(f"- {result.path.name}: {words[result.status]}. {result.message or ''}")
                yield "\n".join(lines), gr.skip()
        except (InputError, NotAvailableError) as error:
            lines.append(str(error))
        yield "\n".join(lines), gr.File(value=None)

    def search(text: str, in_year: float | None, in_school: str) -> str:
        from index.retrieval import Filters

        if not text.strip():
            return ""
        filters = Filters(year=int(in_year) if in_year else None, school=in_school.strip() or None)
        hits = assistant.search(text, 8, filters)
        return hits_html(hits) if hits else '<div class="kh-note">Không tìm thấy tiền lệ phù hợp.</div>'

    def drop(plan_ids: list[str]) -> str:
        removed = assistant.library.remove(plan_ids or [])
        return f"Đã xoá {len(removed)} kế hoạch." if removed else "Chưa chọn kế hoạch nào."

    files.upload(add, [files], [status, files], api_name=False).then(refresh, outputs=[table, chosen], api_name=False)
    gr.on([query.submit, year.submit, school.submit], search, [query, year, school], [found], api_name=False)
    remove.click(drop, [chosen], [status], api_name=False).then(refresh, outputs=[table, chosen], api_name=False)
    page.load(refresh, outputs=[table, chosen], show_progress="hidden", api_name=False)
