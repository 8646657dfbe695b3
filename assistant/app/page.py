"""The page as a whole: title, banner, tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app import chat_tab, check_tab, draft_tab, law_tab, library_tab, settings_tab, tour
from assistant.app.fragments import text_html

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.app.warmup import Warmup
    from assistant.service import Assistant

TITLE = """# Kế hoạch nhà trường

Soạn thảo từ tiền lệ, kiểm tra bản thảo, tra hiệu lực văn bản."""

# How often uploaded and written files are looked through, and how old they grow (seconds).
_SWEEP_EVERY, _KEPT_FOR = 3600, 24 * 3600


def build_page(assistant: Assistant, warmup: Warmup, access: Access) -> Any:
    """Return the Gradio blocks of the page."""
    with gr.Blocks(
        title="Kế hoạch nhà trường", analytics_enabled=False, delete_cache=(_SWEEP_EVERY, _KEPT_FOR)
    ) as page:
        with gr.Row(elem_id="kh-top"):
            gr.Markdown(TITLE, elem_id="kh-title", min_width=200)
            banner = gr.HTML(_banner(warmup, assistant), elem_id="kh-banner", min_width=200)
        timer = gr.Timer(1.0)
        with gr.Tabs():
            with gr.Tab("Trò chuyện", id="chat"), gr.Column(elem_id="kh-front"):
                tour.build(assistant, page)
                chat_tab.build(assistant, access, warmup)
            with gr.Tab("Kiểm tra", id="check"):
                check_tab.build(assistant)
            with gr.Tab("Soạn thảo", id="draft") as draft:
                draft_tab.build(assistant, draft)
            with gr.Tab("Thư viện", id="library") as library:
                library_tab.build(assistant, access, library)
            with gr.Tab("Văn bản", id="law"):
                law_tab.build(assistant, access)
            with gr.Tab("Cài đặt", id="settings") as settings:
                settings_tab.build(assistant, access, settings)

        def tick() -> tuple[str, Any]:
            return _banner(warmup, assistant), gr.Timer(active=not warmup.ready.is_set())

        timer.tick(tick, outputs=[banner, timer], show_progress="hidden", api_name=False)
    return page


def _banner(warmup: Warmup, assistant: Assistant) -> str:
    notes = [warmup.message]
    if assistant.settings.leaves_the_machine:
        notes.append("Đang dùng mô hình ngôn ngữ trên máy khác: đoạn văn cần viết lại sẽ được gửi ra ngoài máy này.")
    shown = [note for note in notes if note]
    return f'<div class="kh-note" role="status">{"<br>".join(map(text_html, shown))}</div>' if shown else ""
