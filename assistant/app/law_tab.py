"""Documents of law: look one up as of a day, add the office's own entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app import fragments
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.service import Assistant


def build(assistant: Assistant) -> None:
    """Lay the tab out in the current block."""
    import gradio as gr

    with gr.Row():
        query = gr.Textbox(label="Số, ký hiệu hoặc tên văn bản", placeholder="98/2023/NĐ-CP", scale=3, max_lines=1)
        as_of = gr.Textbox(label="Tại ngày", placeholder="để trống: hôm nay (hoặc 2025-09-01)", scale=2, max_lines=1)
        run = gr.Button("Tra", variant="primary", scale=1)
    found = gr.HTML(elem_id="kh-law")
    added = gr.File(label="Bổ sung văn bản (tệp YAML theo mẫu trong tài liệu)", file_types=[".yaml", ".yml"])
    status = gr.Markdown()

    def look_up(text: str, day: str) -> str:
        from assistant.checkjob import parse_day

        try:
            return fragments.law_html(assistant.law(text, parse_day(day.strip() or None)))
        except InputError as error:
            return f'<div class="kh-note">{fragments.text_html(str(error))}</div>'

    def add(path: str | None) -> str:
        from assistant.lawjob import add_law_file

        try:
            return add_law_file(assistant, Path(path)) if path else ""
        except InputError as error:
            return str(error)

    gr.on([run.click, query.submit, as_of.submit], look_up, [query, as_of], [found], api_name=False)
    added.upload(add, [added], [status], api_name=False)
