"""The first three steps of somebody new: fill the school's profile, add past plans, ask for the first section."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

if TYPE_CHECKING:
    from assistant.service import Assistant

# (what to do, why, what the button says, the tab it opens or the words it puts into the chat's box)
_STEPS = (
    (
        "Điền hồ sơ trường",
        "tên trường, ký hiệu, người ký: để bản soạn mang tên trường mình",
        "Mở Cài đặt",
        'data-tab="Cài đặt"',
    ),
    (
        "Nạp kế hoạch cũ",
        "thả cả thư mục Word, PDF, bản quét của các năm trước; kế hoạch mẫu chỉ để thử",
        "Mở Thư viện",
        'data-tab="Thư viện"',
    ),
    (
        "Soạn thử một mục",
        "mỗi chỗ đổi năm, đổi văn bản đều có lời giải thích",
        "Thử ngay",
        'data-words="viết mục III cho năm nay"',
    ),
)
# Gradio's tabs that do not fit stand in a menu. Who closes the tour does not see it again in this browser.
_SCRIPT = """
const KEY = "kh-tour-closed";
let closed = false;
try { closed = localStorage.getItem(KEY) === "1"; } catch {}
if (closed) element.style.display = "none";
const openTab = (name) => {
  const named = (buttons) => [...document.querySelectorAll(buttons)].find((b) => b.textContent.trim() === name);
  const tab = named('button[role="tab"]');
  if (tab && tab.offsetParent) return tab.click();
  document.querySelector(".overflow-menu button")?.click();
  setTimeout(() => named(".overflow-dropdown button")?.click(), 100);
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.tab) openTab(button.dataset.tab);
  if (button.dataset.words) {
    const box = document.querySelector("#kh-box textarea");
    box.value = button.dataset.words;
    box.dispatchEvent(new Event("input", {bubbles: true}));
    box.focus();
  }
  if (button.dataset.close !== undefined) {
    try { localStorage.setItem(KEY, "1"); } catch {}
    element.style.display = "none";
  }
});
"""


def build(assistant: Assistant, page: Any) -> None:
    """Put the tour into the current block; it is looked at anew each time the page is opened."""
    shown = gr.HTML(elem_id="kh-tour", js_on_load=_SCRIPT)
    page.load(lambda: tour_html(assistant), outputs=[shown], show_progress="hidden", api_name=False)


def tour_html(assistant: Assistant) -> str:
    """Return the steps, those done ticked off; "" once the school's profile and plans of its own are there."""
    own_plans = any(not record.sample for record in assistant.library.list())
    done = (not assistant.settings.school.is_empty, own_plans, False)
    if all(done[:2]):
        return ""
    steps = "".join(_step(number, is_done) for number, is_done in enumerate(done))
    return (
        '<section class="kh-steps" aria-label="Ba bước đầu tiên"><div><b>Ba bước đầu tiên</b> '
        '<button type="button" class="kh-act" data-close>Ẩn hướng dẫn</button></div>'
        f"<ol>{steps}</ol></section>"
    )


def _step(number: int, is_done: bool) -> str:
    name, why, words, action = _STEPS[number]
    mark = '<span class="kh-badge good">Xong</span> ' if is_done else ""
    return (
        f"<li>{mark}<b>{escape(name)}</b> <span>{escape(why)}.</span> "
        f'<button type="button" class="kh-act" {action}>{escape(words)}</button></li>'
    )
