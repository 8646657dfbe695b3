"""What stands behind each paragraph of a draft, in words: as a comment, or as an annex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.drafting.draft import Draft, DraftSource, Paragraph
from assistant.drafting.frame import PROFILE, REQUEST

if TYPE_CHECKING:
    from docx.document import Document

_LEFT, _RIGHT = 55, 110  # millimetres
_NAMES: Final = {PROFILE: "hồ sơ trường", REQUEST: "yêu cầu của người soạn"}


def explanation(paragraph: Paragraph, titles: Mapping[str, str]) -> str:
    """Return what a comment says of `paragraph`: sources, changes with reasons, what to look at; empty for none."""
    if not (paragraph.changes or paragraph.notes) and all(source.plan_id == PROFILE for source in paragraph.sources):
        return ""
    names = dict.fromkeys(source_name(source, titles) for source in paragraph.sources)
    lines = [f"Theo: {'; '.join(names)}."] if names else []
    lines += [f"“{change.from_}” → “{change.to}”: {change.reason}" for change in paragraph.changes]
    lines += [f"Lưu ý: {note}" for note in paragraph.notes]
    return "\n".join(lines)


def source_name(source: DraftSource, titles: Mapping[str, str]) -> str:
    """Return a source as a person would name it: the plan's title and the section."""
    name = _NAMES.get(source.plan_id) or titles.get(source.plan_id) or source.plan_id
    return f"{name}, mục {source.section.split('~')[0]}" if source.section else name


def write_annex(document: Document, draft: Draft, titles: Mapping[str, str]) -> None:
    """Append pages that list what the draft stands on, and every paragraph that was changed or is to be looked at."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    from assistant.export.word_parts import repeat_on_each_page, set_widths

    document.add_page_break()
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run("PHỤ LỤC: CĂN CỨ CỦA BẢN THẢO").bold = True
    heading.add_run("\n(bỏ phần này trước khi ban hành)").italic = True
    opening = document.add_paragraph(_stands_on(draft, titles))
    opening.paragraph_format.space_after = Pt(6)
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, ("Đoạn", "Căn cứ và thay đổi"), strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    repeat_on_each_page(table.rows[0])
    for paragraph in draft.paragraphs:
        if paragraph.changes or paragraph.notes:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = _shortened(paragraph.text), explanation(paragraph, titles)
    table.autofit = False
    set_widths(table, (Mm(_LEFT), Mm(_RIGHT)))
    for row in table.rows:
        for cell in row.cells:
            for written in cell.paragraphs:
                for run in written.runs:
                    run.font.size = Pt(11)


def _stands_on(draft: Draft, titles: Mapping[str, str]) -> str:
    """Return the sentence that names the precedents and says what is not listed."""
    sources = (source for paragraph in draft.paragraphs for source in paragraph.sources)
    names = dict.fromkeys(source_name(replace(source, section=""), titles) for source in sources)
    return f"Bản thảo dựa trên: {'; '.join(names)}. Đoạn nào không có trong bảng dưới đây thì giữ nguyên theo đó."


def _shortened(text: str, length: int = 120) -> str:
    return text if len(text) <= length else text[: text.rfind(" ", 0, length)] + " …"
