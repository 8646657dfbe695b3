"""Settings: the school's profile, the language model, where data lives, and what `kehoach doctor` tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from pydantic import ValidationError

from assistant.settings import SchoolProfile, save_settings
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.service import Assistant

LEVELS = [
    ("Chưa chọn", ""),
    ("Mầm non", "mam-non"),
    ("Tiểu học", "tieu-hoc"),
    ("THCS", "thcs"),
    ("THPT", "thpt"),
    ("Liên cấp", "lien-cap"),
]


def build(assistant: Assistant, access: Access) -> None:
    """Lay the tab out in the current block."""
    _build_school(assistant, access)
    _build_model(assistant, access)
    gr.Markdown(f"### Dữ liệu và tình trạng\n\nMọi dữ liệu nằm trong thư mục `{assistant.settings.home}` trên máy này.")
    button = gr.Button("Xem tình trạng chương trình")
    health = gr.Textbox(label="Tình trạng", lines=6, max_lines=30, interactive=False, visible=False)

    def examine_now() -> object:
        from assistant.doctor import examine, report

        return gr.Textbox(value=report(examine(assistant)), visible=True)

    button.click(examine_now, outputs=[health], api_name=False)


def _build_school(assistant: Assistant, access: Access) -> None:
    school = assistant.settings.school
    gr.Markdown("### Hồ sơ của trường\n\nDùng để điền vào bản soạn; ô nào trống sẽ thành chỗ trống trong bản soạn.")
    names = [name for name in SchoolProfile.model_fields if name != "level"]
    with gr.Row():
        boxes = [_box(name, school) for name in names]
        level = gr.Dropdown(label="Cấp học", choices=LEVELS, value=school.level or "", min_width=280)
    save = gr.Button("Lưu hồ sơ", variant="primary")
    saved = gr.Markdown()

    def store(values: dict[Any, str], request: gr.Request) -> str:
        filled = {name: values[box] or None for name, box in zip([*names, "level"], [*boxes, level], strict=True)}
        try:
            access.require_editor(request)
            profile = SchoolProfile.model_validate(filled)
        except InputError as error:
            return str(error)
        assistant.settings = save_settings(assistant.settings, school=profile)
        return "Đã lưu hồ sơ của trường."

    save.click(store, {*boxes, level}, [saved], api_name=False)


def _build_model(assistant: Assistant, access: Access) -> None:
    settings = assistant.settings
    gr.Markdown(
        "### Mô hình ngôn ngữ (không bắt buộc)\n\nKhông có mô hình, chương trình vẫn soạn, kiểm tra và tìm đầy đủ. "
        "Mô hình ở máy khác nghĩa là đoạn văn được gửi ra ngoài. Khoá truy cập đặt ở biến `KEHOACH_LLM_API_KEY`, "
        "không ghi vào tệp."
    )
    with gr.Row():
        name = gr.Textbox(label="Mô hình", placeholder="ollama:qwen3", value=settings.llm or "", max_lines=1)
        address = gr.Textbox(
            label="Địa chỉ máy chủ",
            placeholder="http://127.0.0.1:11434/v1",
            value=settings.llm_base_url or "",
            max_lines=1,
        )
    with gr.Row():
        save = gr.Button("Lưu mô hình")
        test = gr.Button("Thử mô hình")
    told = gr.Markdown()

    def store(model: str, url: str, request: gr.Request) -> str:
        try:
            access.require_editor(request)
            changed = save_settings(assistant.settings, llm=model.strip() or None, llm_base_url=url.strip() or None)
        except (InputError, ValidationError) as error:
            return str(error)
        assistant.settings = changed
        return "Đã lưu." if changed.llm else "Đã lưu: không dùng mô hình ngôn ngữ."

    def try_out() -> str:
        from assistant.drafting.model import connect

        if not assistant.settings.llm:
            return "Chưa chọn mô hình nào."
        try:
            connect(assistant.settings).say_hello()
        except (InputError, NotAvailableError) as error:
            return str(error)
        return f"Mô hình {assistant.settings.llm} trả lời được."

    save.click(store, [name, address], [told], api_name=False)
    test.click(try_out, outputs=[told], api_name=False)


def _box(name: str, school: SchoolProfile) -> gr.Textbox:
    label, _, example = (SchoolProfile.model_fields[name].description or name).partition(", ví dụ: ")
    return gr.Textbox(label=label, placeholder=example, value=getattr(school, name) or "", max_lines=1, min_width=280)
