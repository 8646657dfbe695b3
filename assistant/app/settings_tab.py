"""Settings: the school's profile, and what `kehoach doctor` tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.settings import SchoolProfile, save_settings

if TYPE_CHECKING:
    from assistant.service import Assistant

LEVELS = [
    ("", None),
    ("Mầm non", "mam-non"),
    ("Tiểu học", "tieu-hoc"),
    ("THCS", "thcs"),
    ("THPT", "thpt"),
    ("Liên cấp", "lien-cap"),
]


def build(assistant: Assistant) -> None:
    """Lay the tab out in the current block."""
    import gradio as gr

    school = assistant.settings.school
    gr.Markdown("### Hồ sơ của trường\n\nDùng để điền vào bản soạn; ô nào trống sẽ thành chỗ trống trong bản soạn.")
    names = [name for name in SchoolProfile.model_fields if name != "level"]
    boxes = []
    for first, second in zip(names[::2], names[1::2], strict=False):
        with gr.Row():
            boxes += [_box(first, school), _box(second, school)]
    if len(names) % 2:
        boxes.append(_box(names[-1], school))
    level = gr.Dropdown(label="Cấp học", choices=LEVELS, value=school.level)
    save = gr.Button("Lưu", variant="primary")
    saved = gr.Markdown()
    gr.Markdown("### Tình trạng chương trình")
    examine_button = gr.Button("Xem tình trạng")
    health = gr.Code(label="Tình trạng", language=None, interactive=False)

    def store(*values: str | None) -> str:
        filled = {name: value or None for name, value in zip([*names, "level"], values, strict=True)}
        profile = SchoolProfile.model_validate(filled)
        assistant.settings = save_settings(assistant.settings, school=profile)
        return "Đã lưu hồ sơ của trường."

    def examine_now() -> str:
        from assistant.doctor import examine, report

        return report(examine(assistant))

    save.click(store, [*boxes, level], [saved], api_name=False)
    examine_button.click(examine_now, outputs=[health], api_name=False)


def _box(name: str, school: SchoolProfile) -> object:
    import gradio as gr

    label, _, example = (SchoolProfile.model_fields[name].description or name).partition(", ví dụ: ")
    return gr.Textbox(label=label, placeholder=example, value=getattr(school, name) or "", max_lines=1)
