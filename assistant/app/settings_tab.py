"""Settings: the school's profile, the language model, where data lives, and what `kehoach doctor` tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gradio as gr
from pydantic import ValidationError

from assistant.app.fragments import note_html
from assistant.settings import SchoolProfile, save_settings
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.service import Assistant
    from assistant.settings import Settings

LEVELS = [
    ("Chưa chọn", ""),
    ("Mầm non", "mam-non"),
    ("Tiểu học", "tieu-hoc"),
    ("THCS", "thcs"),
    ("THPT", "thpt"),
    ("Liên cấp", "lien-cap"),
]


def build(assistant: Assistant, access: Access, tab: Any) -> None:
    """Lay the tab out in the current block; opening `tab` shows the program's state anew."""
    _build_school(assistant, access)
    _build_model(assistant, access)
    _build_backup(assistant, access)
    gr.Markdown("### Tình trạng chương trình")
    health = gr.HTML(elem_id="kh-health")

    def examine_now() -> str:
        from assistant.doctor import examine, report

        lines = (line.partition(": ") for line in report(examine(assistant)).splitlines())
        rows = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" if value else f"<dt>Máy</dt><dd>{escape(name)}</dd>"
            for name, _, value in lines
        )
        return f'<dl class="kh-facts">{rows}</dl>'

    tab.select(examine_now, outputs=[health], show_progress="hidden", api_name=False)


def _build_backup(assistant: Assistant, access: Access) -> None:
    gr.Markdown(
        "### Dữ liệu và sao lưu\n\n"
        f"Mọi dữ liệu nằm trong thư mục `{assistant.settings.home}` trên máy chạy chương trình. Tệp sao lưu gồm bản "
        "gốc các kế hoạch với chỗ đã sửa, hồ sơ trường, cài đặt và văn bản của đơn vị; không có khoá truy cập mô hình. "
        f"Tệp lớn hơn {assistant.settings.max_file_mb} MB thì nhập bằng lệnh `kehoach restore TỆP.zip`."
    )
    with gr.Row():
        with gr.Column(min_width=280):
            with gr.Row(elem_classes="kh-buttons"):
                make = gr.Button("Tạo tệp sao lưu")
                made = gr.DownloadButton("Tải tệp sao lưu", visible=False, variant="primary", elem_id="kh-backup")
            told = gr.Markdown(elem_id="kh-backup-status")
        given = gr.File(
            label="Nhập từ tệp sao lưu", file_types=[".zip"], height=140, min_width=280, elem_id="kh-restore"
        )

    def export(request: gr.Request) -> tuple[str, Any]:
        from assistant.app.files import new_path
        from assistant.backup import export_home

        try:
            access.require_editor(request)
            path = new_path(f"kehoach-sao-luu-{date.today():%Y-%m-%d}.zip")
            count = export_home(assistant, path)
        except InputError as error:
            return str(error), gr.DownloadButton(visible=False)
        size = path.stat().st_size / 1_000_000
        return f"Tệp sao lưu có {count} kế hoạch ({size:.1f} MB).", gr.DownloadButton(value=str(path), visible=True)

    def bring_in(path: str | None, request: gr.Request) -> Iterator[tuple[str, Any]]:
        from assistant.app.progress import streamed
        from assistant.backup import import_home

        if path is None:
            yield "", gr.skip()
            return
        sentence = ""
        try:
            access.require_editor(request)
            for step in streamed(lambda tell: [import_home(assistant, Path(path), tell)]):
                sentence = f"Đang nhập: {step}…" if isinstance(step, str) else step.sentence
                yield sentence, gr.skip()
        except InputError as error:
            sentence = str(error)
        yield sentence, gr.File(value=None)

    make.click(export, outputs=[told, made], api_name=False)
    given.upload(bring_in, [given], [told, given], api_name=False)


def _build_school(assistant: Assistant, access: Access) -> None:
    school = assistant.settings.school
    gr.Markdown("### Hồ sơ của trường\n\nDùng để điền vào bản soạn; ô nào trống sẽ thành chỗ trống trong bản soạn.")
    names = [name for name in SchoolProfile.model_fields if name != "level"]
    with gr.Row():
        boxes = [_box(name, school) for name in names]
        level = gr.Dropdown(label="Cấp học", choices=LEVELS, value=school.level or "", min_width=280)
    with gr.Row(elem_classes="kh-buttons"):
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
        name = gr.Textbox(
            label="Mô hình", placeholder="ollama:qwen3", value=settings.llm or "", max_lines=1, min_width=260
        )
        address = gr.Textbox(
            label="Địa chỉ máy chủ",
            placeholder="http://127.0.0.1:11434/v1",
            value=settings.llm_base_url or "",
            max_lines=1,
            min_width=260,
        )
    with gr.Row(elem_classes="kh-buttons"):
        save = gr.Button("Lưu mô hình")
        test = gr.Button("Thử mô hình")
    told = gr.Markdown()
    where = gr.HTML(_where_text_goes(settings), elem_id="kh-model-where")

    def store(model: str, url: str, request: gr.Request) -> tuple[str, str]:
        try:
            access.require_editor(request)
            changed = save_settings(assistant.settings, llm=model.strip() or None, llm_base_url=url.strip() or None)
        except ValidationError:
            return "Tên mô hình hoặc địa chỉ không hợp lệ.", _where_text_goes(assistant.settings)
        except InputError as error:
            return str(error), _where_text_goes(assistant.settings)
        assistant.settings = changed
        return "Đã lưu." if changed.llm else "Đã lưu: không dùng mô hình ngôn ngữ.", _where_text_goes(changed)

    def try_out(request: gr.Request) -> str:
        from assistant.drafting.model import connect

        if not assistant.settings.llm:
            return "Chưa chọn mô hình nào."
        try:
            access.require_editor(request)
            connect(assistant.settings).say_hello()
        except (InputError, NotAvailableError) as error:
            return str(error)
        return f"Mô hình {assistant.settings.llm} trả lời được."

    save.click(store, [name, address], [told, where], api_name=False)
    test.click(try_out, outputs=[told], api_name=False)


def _where_text_goes(settings: Settings) -> str:
    """Say whether texts leave this machine, and to whom."""
    if settings.llm is None:
        return note_html("Không có mô hình ngôn ngữ: không một chữ nào rời máy này.")
    if not settings.leaves_the_machine:
        return note_html("Mô hình chạy trên máy này: không một chữ nào rời máy.")
    host = urlsplit(settings.llm_base_url or "").hostname or f"nhà cung cấp của {settings.llm}"
    return note_html(f"Chú ý: đoạn văn cần viết lại và tiền lệ của nó được gửi tới {host}, ngoài máy này.")


def _box(name: str, school: SchoolProfile) -> gr.Textbox:
    label, _, example = (SchoolProfile.model_fields[name].description or name).partition(", ví dụ: ")
    return gr.Textbox(label=label, placeholder=example, value=getattr(school, name) or "", max_lines=1, min_width=280)
