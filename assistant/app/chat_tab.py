"""The chat: the front door to all jobs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.app import fragments
from assistant.app.hits import hits_html
from assistant.chat import HELP, Answer, Conversation, respond

if TYPE_CHECKING:
    from assistant.service import Assistant

GREETING = "Chào thầy cô. " + HELP
QUICK_STARTS = ("Viết mục III cho năm 2026", "Tìm tiêu chí thi đua với học sinh", "98/2023/NĐ-CP còn hiệu lực không?")
FILE_TYPES = [".docx", ".docm", ".doc", ".pdf", ".txt", ".md", ".png", ".jpg", ".jpeg", ".tif", ".tiff"]


def build(assistant: Assistant) -> None:
    """Lay the chat out in the current block."""
    import gradio as gr

    conversation = gr.State(Conversation())
    chatbot = gr.Chatbot(
        value=[{"role": "assistant", "content": GREETING}],
        label="Trò chuyện",
        elem_id="kh-chat",
        height=560,
        buttons=["copy"],
        allow_tags=True,
    )
    with gr.Row():
        starts = [gr.Button(text, size="sm") for text in QUICK_STARTS]
    box = gr.MultimodalTextbox(
        placeholder="Gõ yêu cầu, hoặc thả tệp cần kiểm tra…",
        show_label=False,
        label="Yêu cầu",
        file_types=FILE_TYPES,
        file_count="multiple",
        elem_id="kh-box",
        max_plain_text_length=20_000,
    )

    def reply(
        message: dict[str, Any], history: list[Any], state: Conversation
    ) -> Iterator[tuple[list[Any], Conversation, Any]]:
        text, files = (message.get("text") or "").strip(), [Path(name) for name in message.get("files") or []]
        if not text and not files:
            yield history, state, gr.skip()
            return
        history = [*history, *({"role": "user", "content": {"path": str(file)}} for file in files)]
        if text:
            history.append({"role": "user", "content": text})
        empty = gr.MultimodalTextbox(value=None)
        yield [*history, {"role": "assistant", "content": "Đang xem…"}], state, empty
        state, answer = respond(state, text, files, assistant)
        yield [*history, *_messages(answer, assistant)], state, gr.skip()

    box.submit(reply, [box, chatbot, conversation], [chatbot, conversation, box], api_name=False)
    for start, text in zip(starts, QUICK_STARTS, strict=True):
        start.click(
            lambda history, state, text=text: (yield from reply({"text": text}, history, state)),
            [chatbot, conversation],
            [chatbot, conversation, box],
            api_name=False,
        )


def _messages(answer: Answer, assistant: Assistant) -> list[dict[str, Any]]:
    """Return the chat messages for an answer: its sentence, its cards, and files to download."""
    shown = [answer.text]
    if answer.hits:
        shown.append(hits_html(answer.hits))
    if answer.law is not None:
        shown.append(fragments.law_html(answer.law))
    if answer.check is not None:
        shown.append(fragments.findings_html(answer.check.report))
    if answer.draft is not None:
        shown.append(fragments.draft_html(answer.draft))
    shown += [f"{result.path.name}: {result.message}" for result in answer.added if result.message]
    messages: list[dict[str, Any]] = [{"role": "assistant", "content": "\n\n".join(shown)}]
    messages += [{"role": "assistant", "content": {"path": str(path)}} for path in _downloads(answer, assistant)]
    return messages


def _downloads(answer: Answer, assistant: Assistant) -> list[Path]:
    from assistant.app.files import draft_word, review_word

    if answer.draft is not None:
        return [draft_word(answer.draft, assistant)]
    if answer.check is not None:
        return [review_word(answer.check)]
    return []
