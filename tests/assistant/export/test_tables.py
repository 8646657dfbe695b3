"""Rows of a table in a draft become a table in Word and in Markdown."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from assistant.drafting.draft import Draft
from assistant.export.markdown import draft_to_markdown
from assistant.export.word import write_draft
from tests.assistant.drafting.factories import OTHER_SCHOOL, drafter, plan_of

BODY = """I. TIẾN ĐỘ

| Thời gian | Nội dung | Phụ trách |
| --- | --- | --- |
| 15/11/2024 | Hội thi | Cô Trần Thị Mận |
| 30/11/2024 | Tổng kết | Văn thư |

II. TỔ CHỨC THỰC HIỆN

- Các tổ thực hiện."""


@pytest.fixture(scope="module")
def made() -> Draft:
    return drafter(plan_of(BODY), school=OTHER_SCHOOL).draft("soạn cả kế hoạch năm 2025")


def test_in_word(made: Draft, tmp_path: Path) -> None:
    file = tmp_path / "du-thao.docx"
    write_draft(made, file)
    table = docx.Document(str(file)).tables[1]  # the first holds the head
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Thời gian", "Nội dung", "Phụ trách"],
        ["15/11/2025", "Hội thi", "Cô [họ tên]"],
        ["30/11/2025", "Tổng kết", "Văn thư"],
    ]
    assert any(run.font.highlight_color for run in table.cell(1, 2).paragraphs[0].runs)


def test_in_markdown(made: Draft) -> None:
    lines = draft_to_markdown(made).split("\n")
    head = next(place for place, line in enumerate(lines) if line.startswith("| Thời gian"))
    assert lines[head + 1] == "| --- | --- | --- |"
    assert lines[head + 2].startswith("| 15/11/2025 | Hội thi | Cô [họ tên][^")
    assert lines[head + 2].endswith(" |")
