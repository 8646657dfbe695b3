"""Documents of law: look one up as of a day, see its life and who cites it, add the office's own entries."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app.citing import Citations
from assistant.app.fragments import note_html
from assistant.app.law_timeline import timeline_html
from assistant.app.law_view import law_html
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.service import Assistant

HOW_TO = "Tra một văn bản theo số, ký hiệu hoặc vài từ trong tên; xem nó có hiệu lực tại một ngày hay không."
FORM_HOW_TO = (
    "Văn bản của xã, phường, tỉnh thường chưa có trong sổ. Thêm vào thì bản kiểm tra không còn ghi “chưa xác nhận”."
)
_FIELDS = (
    ("number", "Số, ký hiệu", "12/2027/QĐ-UBND"),
    ("type", "Loại văn bản", "Quyết định"),
    ("title", "Trích yếu", "Quy định công tác thi đua, khen thưởng trên địa bàn tỉnh"),
    ("issuer", "Cơ quan ban hành", "Ủy ban nhân dân tỉnh Thanh Hóa"),
    ("issued", "Ngày ban hành", "05/01/2027"),
    ("effective", "Ngày có hiệu lực", "20/01/2027"),
    ("lapsed", "Ngày hết hiệu lực", "để trống nếu còn hiệu lực"),
    ("replaces", "Thay thế văn bản", "152/2025/NĐ-CP; 15/2025/TT-BNV"),
)
_DAYS = ("issued", "effective", "lapsed")


def build(assistant: Assistant, access: Access) -> None:
    """Lay the tab out in the current block."""
    citations = Citations(assistant)
    with gr.Row(elem_classes="kh-ask"):
        query = gr.Textbox(
            label="Số, ký hiệu hoặc tên văn bản",
            placeholder="98/2023/NĐ-CP",
            scale=3,
            min_width=260,
            max_lines=1,
            elem_id="kh-law-query",
        )
        as_of = gr.Textbox(label="Tại ngày", placeholder="để trống: hôm nay", scale=2, max_lines=1, min_width=160)
        run = gr.Button("Tra", variant="primary", scale=1, min_width=100)
    found = gr.HTML(note_html(HOW_TO), elem_id="kh-law")
    with gr.Accordion("Bổ sung văn bản của đơn vị", open=False, elem_id="kh-law-add"):
        gr.Markdown(FORM_HOW_TO)
        with gr.Row():
            boxes = [
                gr.Textbox(label=label, placeholder=example, max_lines=2, min_width=240)
                for _, label, example in _FIELDS
            ]
        with gr.Row(elem_classes="kh-buttons"):
            add_one = gr.Button("Thêm văn bản", variant="primary")
        added = gr.File(label="Hoặc cả tệp YAML (mẫu: docs/register.md)", file_types=[".yaml", ".yml"], height=120)
        status = gr.Markdown(elem_id="kh-law-status")

    def look_up(text: str, day: str) -> str:
        from assistant.checkjob import parse_day

        try:
            moment = parse_day(day.strip() or None) or date.today()
            answer = assistant.law(text, moment)
        except InputError as error:
            return note_html(str(error))
        return law_html(
            answer, lambda identity: timeline_html(identity, moment, assistant.register) + citations.html_of(identity)
        )

    def add_file(path: str | None, request: gr.Request) -> str:
        return _added(Path(path), assistant, access, request) if path else ""

    def add_entry(values: dict[Any, str], request: gr.Request) -> str:
        try:
            path = _entry_file({name: values[box] for (name, *_), box in zip(_FIELDS, boxes, strict=True)})
        except InputError as error:
            return str(error)
        return _added(path, assistant, access, request)

    gr.on([run.click, query.submit, as_of.submit], look_up, [query, as_of], [found], api_name=False)
    added.upload(add_file, [added], [status], api_name=False)
    add_one.click(add_entry, {*boxes}, [status], api_name=False)


def _added(path: Path, assistant: Assistant, access: Access, request: Any) -> str:
    from assistant.lawjob import add_law_file

    try:
        access.require_editor(request)
        return add_law_file(assistant, path)
    except InputError as error:
        return str(error)


def _entry_file(values: dict[str, str]) -> Path:
    """Write what was typed as a file of one entry; raises `InputError` for a missing number or a day that is none."""
    import yaml

    from assistant.app.files import new_path
    from assistant.checkjob import parse_day

    entry: dict[str, Any] = {name: value.strip() for name, value in values.items() if value.strip()}
    if "number" not in entry:
        raise InputError("Hãy ghi số, ký hiệu của văn bản.")
    for name in _DAYS:
        if name in entry:
            entry[name] = parse_day(entry[name])
    if "replaces" in entry:
        entry["replaces"] = [part.strip() for part in entry["replaces"].replace(",", ";").split(";") if part.strip()]
    path = new_path("van-ban-" + "-".join(part for part in entry["number"].replace("/", " ").split()) + ".yaml")
    path.write_text(yaml.safe_dump({"documents": [entry]}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
