"""The page as a whole: title, banner, tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.app import chat_tab, check_tab, draft_tab, law_tab, library_tab, settings_tab

if TYPE_CHECKING:
    from assistant.app.warmup import Warmup
    from assistant.service import Assistant

TITLE = """# Kế hoạch nhà trường

Soạn thảo từ tiền lệ, kiểm tra bản thảo, tra hiệu lực văn bản."""


def build_page(assistant: Assistant, warmup: Warmup) -> Any:
    """Return the Gradio blocks of the page."""
    import gradio as gr

    with gr.Blocks(title="Kế hoạch nhà trường", analytics_enabled=False) as page:
        gr.Markdown(TITLE, elem_id="kh-title")
        banner = gr.HTML(_banner(warmup, assistant), elem_id="kh-banner")
        timer = gr.Timer(1.0)
        with gr.Tabs():
            with gr.Tab("Trò chuyện", id="chat"):
                chat_tab.build(assistant)
            with gr.Tab("Kiểm tra", id="check"):
                check_tab.build(assistant)
            with gr.Tab("Soạn thảo", id="draft"):
                draft_tab.build(assistant)
            with gr.Tab("Thư viện", id="library"):
                library_tab.build(assistant, page)
            with gr.Tab("Văn bản", id="law"):
                law_tab.build(assistant)
            with gr.Tab("Cài đặt", id="settings"):
                settings_tab.build(assistant)

        def tick() -> tuple[str, Any]:
            return _banner(warmup, assistant), gr.Timer(active=not warmup.ready.is_set())

        timer.tick(tick, outputs=[banner, timer], show_progress="hidden", api_name=False)
    return page


def _banner(warmup: Warmup, assistant: Assistant) -> str:
    from assistant.app.fragments import text_html

    notes = [warmup.message]
    if assistant.settings.leaves_the_machine:
        notes.append("Đang dùng mô hình ngôn ngữ trên máy khác: đoạn văn cần viết lại sẽ được gửi ra ngoài máy này.")
    shown = [note for note in notes if note]
    return f'<div class="kh-note" role="status">{"<br>".join(map(text_html, shown))}</div>' if shown else ""
