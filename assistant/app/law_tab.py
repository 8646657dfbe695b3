"""Documents of law: look one up as of a day, add the office's own entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.app.fragments import note_html
from assistant.app.law_view import law_html
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.service import Assistant

HOW_TO = "Tra một văn bản theo số, ký hiệu hoặc vài từ trong tên; xem nó có hiệu lực tại một ngày hay không."


def build(assistant: Assistant, access: Access) -> None:
    """Lay the tab out in the current block."""
    with gr.Row(equal_height=True):
        query = gr.Textbox(
            label="Số, ký hiệu hoặc tên văn bản",
            placeholder="98/2023/NĐ-CP",
            scale=3,
            max_lines=1,
            elem_id="kh-law-query",
        )
        as_of = gr.Textbox(label="Tại ngày", placeholder="để trống: hôm nay", scale=2, max_lines=1)
        run = gr.Button("Tra", variant="primary", scale=1)
    found = gr.HTML(note_html(HOW_TO), elem_id="kh-law")
    with gr.Accordion("Bổ sung văn bản của đơn vị", open=False):
        added = gr.File(label="Tệp YAML theo mẫu trong tài liệu", file_types=[".yaml", ".yml"], height=120)
        status = gr.Markdown()

    def look_up(text: str, day: str) -> str:
        from assistant.checkjob import parse_day

        try:
            return law_html(assistant.law(text, parse_day(day.strip() or None)))
        except InputError as error:
            return note_html(str(error))

    def add(path: str | None, request: gr.Request) -> str:
        from assistant.lawjob import add_law_file

        try:
            access.require_editor(request)
            return add_law_file(assistant, Path(path)) if path else ""
        except InputError as error:
            return str(error)

    gr.on([run.click, query.submit, as_of.submit], look_up, [query, as_of], [found], api_name=False)
    added.upload(add, [added], [status], api_name=False)
