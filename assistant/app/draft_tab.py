"""Drafting by form: what to write, from which plan; the draft with its changes explained, and its Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.app import fragments
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.service import Assistant

NO_BASE = "Tự chọn kế hoạch gần nhất"


def build(assistant: Assistant) -> None:
    """Lay the tab out in the current block."""
    import gradio as gr

    with gr.Row():
        request = gr.Textbox(
            label="Cần viết gì", placeholder="viết mục III cho năm học 2026-2027", scale=3, max_lines=3
        )
        base = gr.Dropdown(label="Kế hoạch làm gốc", choices=[NO_BASE], value=NO_BASE, scale=2)
    run = gr.Button("Soạn", variant="primary")
    note = gr.Markdown("Bản soạn giữ lời của tiền lệ; chỗ đã đổi và chỗ còn trống đều được chỉ ra.")
    preview = gr.HTML(elem_id="kh-draft")
    word = gr.DownloadButton("Tải tệp Word", visible=False)

    def bases() -> Any:
        records = assistant.library.list()
        choices = [
            (f"{r.day or r.school_year or ''} {r.school or ''}: {r.title or r.file}", r.plan_id) for r in records
        ]
        return gr.Dropdown(choices=[(NO_BASE, NO_BASE), *choices])

    def draft(text: str, base_id: str) -> tuple[str, str, Any]:
        from assistant.app.files import draft_word

        hidden = gr.DownloadButton(visible=False)
        if not text.strip():
            return "Hãy ghi cần viết mục nào, cho năm nào.", "", hidden
        try:
            made = assistant.draft(text, base=None if base_id == NO_BASE else base_id)
        except (InputError, NotAvailableError) as error:
            return str(error), "", hidden
        blanks = "".join(f"\n- {blank.text}: {blank.reason}" for blank in made.blanks)
        remarks = "".join(f"\n- {remark}" for remark in made.notes)
        head = f"**Gốc:** {made.base.title}" if made.base else "**Gốc:** không có"
        body = (f"\n\n**Chỗ trống cần điền:**{blanks}" if blanks else "") + (
            f"\n\n**Lưu ý:**{remarks}" if remarks else ""
        )
        download = gr.DownloadButton(value=str(draft_word(made, assistant)), visible=True)
        return head + body, fragments.draft_html(made), download

    base.focus(bases, outputs=[base], show_progress="hidden", api_name=False)
    gr.on([run.click, request.submit], draft, [request, base], [note, preview, word], api_name=False)
