"""Drafting by form: what to write, from which plan; the draft with its changes explained, and its Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app.answers import plan_titles
from assistant.app.draft_view import draft_html, remarks_html
from assistant.app.fragments import note_html
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft
    from assistant.service import Assistant

NO_BASE = "Tự chọn kế hoạch gần nhất"
HOW_TO = "Bản soạn giữ lời của tiền lệ; chỗ đã đổi được giải thích, chỗ chỉ nhà trường biết để trống trong ngoặc […]."


def build(assistant: Assistant, tab: Any) -> None:
    """Lay the tab out in the current block; opening `tab` refreshes the choice of bases."""
    made = gr.State(None)
    with gr.Row():
        request = gr.Textbox(
            label="Cần viết gì",
            placeholder="viết mục III cho năm học 2026-2027",
            scale=3,
            max_lines=3,
            elem_id="kh-request",
        )
        base = gr.Dropdown(label="Kế hoạch làm gốc", choices=[NO_BASE], value=NO_BASE, scale=2)
    run = gr.Button("Soạn", variant="primary")
    note = gr.HTML(note_html(HOW_TO), elem_id="kh-draft-note")
    with gr.Row(visible=False) as result:
        with gr.Column(scale=5, min_width=330):
            preview = gr.HTML(elem_id="kh-draft")
        with gr.Column(scale=2, min_width=280):
            word = gr.DownloadButton("Tải tệp Word", size="sm", variant="primary")
            with gr.Group(visible=False) as blanks_group:
                blank = gr.Dropdown(label="Chỗ trống", choices=[], elem_id="kh-blank-choice")
                filling = gr.Textbox(label="Điền vào chỗ ấy", max_lines=3, elem_id="kh-filling")
                fill = gr.Button("Điền", size="sm")
            remarks = gr.HTML()

    def bases() -> Any:
        choices = [
            (" · ".join(filter(None, (r.day or r.school_year, r.school, r.title or r.file))), r.plan_id)
            for r in assistant.library.list()
        ]
        return gr.Dropdown(choices=[(NO_BASE, NO_BASE), *choices])

    def shown(draft: Draft) -> tuple[Any, ...]:
        from assistant.app.files import draft_word

        left = list(dict.fromkeys(blank.text for blank in draft.blanks))
        origin = f"Gốc: {draft.base.title}." if draft.base else "Không có kế hoạch gốc."
        return (
            draft,
            note_html(f"{origin} {f'Còn {len(left)} chỗ trống cần điền.' if left else ''}"),
            gr.Row(visible=True),
            str(draft_word(draft, assistant)),
            draft_html(draft, plan_titles(assistant)),
            remarks_html(draft),
            gr.Group(visible=bool(left)),
            gr.Dropdown(choices=left, value=left[0] if left else None),
            "",
        )

    def failed(sentence: str) -> tuple[Any, ...]:
        return None, note_html(sentence), gr.Row(visible=False), None, "", "", gr.skip(), gr.skip(), ""

    def draft(text: str, base_id: str) -> tuple[Any, ...]:
        if not text.strip():
            return failed("Hãy ghi cần viết mục nào, cho năm nào.")
        try:
            return shown(assistant.draft(text, base=None if base_id == NO_BASE else base_id))
        except (InputError, NotAvailableError) as error:
            return failed(str(error))

    def fill_in(current: Draft | None, place: str | None, words: str) -> tuple[Any, ...]:
        from assistant.app.blanks import filled

        if current is None or not place or not words.strip():
            return (gr.skip(),) * 9
        return shown(filled(current, place, words.strip()))

    outputs = [made, note, result, word, preview, remarks, blanks_group, blank, filling]
    tab.select(bases, outputs=[base], show_progress="hidden", api_name=False)
    gr.on([run.click, request.submit], draft, [request, base], outputs, api_name=False, concurrency_limit=4)
    gr.on([fill.click, filling.submit], fill_in, [made, blank, filling], outputs, api_name=False)
