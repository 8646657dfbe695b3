"""The chat: the front door to all jobs."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app.answers import being_written, downloads, question_html, rendered, unfolding
from assistant.app.fragments import note_html
from assistant.app.progress import as_it_is_written
from assistant.replies import HELP

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.app.warmup import Warmup
    from assistant.chat import Answer, Conversation
    from assistant.drafting.draft import OnToken
    from assistant.service import Assistant

_log = logging.getLogger(__name__)

DEFECT = (
    "Chương trình gặp lỗi ngoài dự kiến nên chưa trả lời được câu này; bản soạn trước vẫn còn. "
    "Hãy thử diễn đạt khác, hoặc gửi nhật ký của máy chủ cho người phụ trách."
)
GREETING = "Chào thầy cô. " + HELP
QUICK_STARTS = (
    ("Viết mục III cho năm nay", "viết mục III cho năm nay"),
    ("Tìm tiêu chí thi đua với học sinh", "tìm tiêu chí thi đua đối với học sinh"),
    ("98/2023/NĐ-CP còn hiệu lực không?", "98/2023/NĐ-CP còn hiệu lực không?"),
)
CHECK_A_FILE = "Kiểm tra bản thảo…"
# Seconds from one step of an unfolding draft to the next.
_STEP = 0.04
FILE_TYPES = [".docx", ".docm", ".doc", ".pdf", ".txt", ".md", ".png", ".jpg", ".jpeg", ".tif", ".tiff"]
_COPY = """(text) => {
  const area = document.createElement("textarea");
  area.value = text; document.body.append(area); area.select();
  document.execCommand("copy"); area.remove();
}"""
_CHOOSE_FILE = """() => document.querySelector("#kh-box input[type=file]").click()"""
# A long answer is read from its beginning, so the last question goes to the top of the chat.
_TO_THE_QUESTION = """() => setTimeout(() => {
  const asked = [...document.querySelectorAll("#kh-chat .user-row, #kh-chat .message-row.user-row")].pop();
  const scroller = asked && asked.closest(".bubble-wrap, .panel-wrap");
  if (scroller) scroller.scrollTop += asked.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
}, 400)"""

History = list[dict[str, Any]]


def build(assistant: Assistant, access: Access, warmup: Warmup) -> None:
    """Lay the chat out in the current block."""
    greeting = [{"role": "assistant", "content": GREETING}]
    conversation = gr.State(None)
    chatbot = gr.Chatbot(
        value=greeting,
        label="Trò chuyện",
        show_label=False,
        elem_id="kh-chat",
        height="100%",
        buttons=[],
        layout="panel",
        autoscroll=False,
    )
    with gr.Row(visible=False, elem_id="kh-draft-actions", elem_classes="kh-buttons") as actions:
        word = gr.DownloadButton("Tải Word bản soạn", size="sm", variant="primary", min_width=120)
        copy = gr.Button("Sao chép bản soạn", size="sm", min_width=120)
        others = gr.Button("Trường khác viết", size="sm", min_width=120)
        undo = gr.Button("Hoàn tác", size="sm", min_width=100)
    draft_text = gr.Textbox(visible="hidden", label="Bản soạn")
    with gr.Row(elem_id="kh-starts", elem_classes="kh-buttons"):
        starts = [gr.Button(label, size="sm", min_width=100) for label, _ in QUICK_STARTS]
        check = gr.Button(CHECK_A_FILE, size="sm", min_width=100)
    box = gr.MultimodalTextbox(
        placeholder="Gõ yêu cầu hoặc thả tệp…",
        label="Yêu cầu",
        show_label=False,
        file_types=FILE_TYPES,
        file_count="multiple",
        elem_id="kh-box",
        max_plain_text_length=20_000,
        html_attributes=gr.InputHTMLAttributes(spellcheck=False, lang="vi"),
    )

    def reply(message: dict[str, Any], history: History, state: Any, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        # what understands a turn takes a while to import, and the page shall be there first
        from assistant.chat import Conversation, announce

        state = state or Conversation()  # `Any` above: Gradio looks annotations up at run time
        text, files = (message.get("text") or "").strip(), [Path(name) for name in message.get("files") or []]
        if not text and not files:
            yield history, state, gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        dropped = ({"role": "user", "content": question_html(file.name)} for file in files)
        history = [*history, *dropped, *([{"role": "user", "content": text}] if text else [])]
        nothing_more = (gr.skip(), gr.skip(), gr.skip(), gr.skip())
        waiting = announce(state, text, files)
        yield _with(history, waiting), state, gr.MultimodalTextbox(value=None), gr.skip(), gr.skip(), gr.skip()
        work = partial(_answered, state, text, files, assistant, may_edit=access.may_edit(request))
        for step in as_it_is_written(work):
            if isinstance(step, str):
                yield _with(history, being_written(waiting, step)), state, *nothing_more
            else:
                state, answer = step
        for part in unfolding(answer, assistant):
            yield _with(history, part), state, *nothing_more
            time.sleep(_STEP)
        content = rendered(answer, assistant)
        if answer.job == "search" and not answer.hits and warmup.message:
            content += "\n\n" + note_html(f"{warmup.message} Lát nữa hãy hỏi lại.")
        history = _with(history, content)
        history += [{"role": "assistant", "content": {"path": str(path)}} for path in downloads(answer, assistant)]
        yield history, state, gr.skip(), *_in_hand(state, assistant)

    shown = [chatbot, conversation, box, actions, word, draft_text]
    # "always_last": a question typed while the last answer is still being finished waits its turn instead of being lost
    box.submit(
        reply,
        [box, chatbot, conversation],
        shown,
        api_name=False,
        concurrency_limit=4,
        trigger_mode="always_last",
    ).then(None, js=_TO_THE_QUESTION, api_name=False)

    def say(button: Any, words: str) -> None:
        def said(history: History, state: Any, request: gr.Request) -> Iterator[tuple[Any, ...]]:
            yield from reply({"text": words}, history, state, request)

        button.click(said, [chatbot, conversation], shown, api_name=False, concurrency_limit=4).then(
            None, js=_TO_THE_QUESTION, api_name=False
        )

    # at once, too, so that the question and the waiting line are in sight
    box.submit(None, js=_TO_THE_QUESTION, api_name=False)
    for button, (_, words) in zip(starts, QUICK_STARTS, strict=True):
        say(button, words)
    say(undo, "hoàn tác")
    say(others, "trường khác viết thế nào")
    check.click(None, js=_CHOOSE_FILE, api_name=False)
    copy.click(None, [draft_text], js=_COPY, api_name=False).then(_copied, api_name=False)
    chatbot.clear(
        lambda: (greeting, None, gr.Row(visible=False)),
        outputs=[chatbot, conversation, actions],
        api_name=False,
    )


def _with(history: History, content: str) -> History:
    return [*history, {"role": "assistant", "content": content}]


def _answered(
    state: Conversation, text: str, files: list[Path], assistant: Assistant, on_token: OnToken, *, may_edit: bool
) -> tuple[Conversation, Answer]:
    """Answer a turn; a defect of ours is written down and said, so that nobody waits for an answer that never comes."""
    from assistant.chat import Answer, respond

    try:
        return respond(state, text, files, assistant, may_edit=may_edit, on_token=on_token)
    except Exception:  # noqa: BLE001 - the page's outermost edge
        _log.exception("a turn of the chat failed")
        return state, Answer("help", DEFECT)


def _in_hand(state: Conversation, assistant: Assistant) -> tuple[Any, Any, Any]:
    """Return the buttons of the draft in hand, its Word file and its text."""
    from assistant.app.files import draft_word

    if state.session is None:
        return gr.skip(), gr.skip(), gr.skip()
    draft = state.session.current
    return gr.Row(visible=True), gr.DownloadButton(value=str(draft_word(draft, assistant))), draft.text


def _copied() -> None:
    gr.Info("Đã sao chép bản soạn.")
