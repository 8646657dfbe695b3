"""The Word file of a draft, read back with python-docx and with the program's own reader and checks."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.checking import check
from assistant.checking.layout import read_layout
from assistant.export.word import write_draft
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.reading import read
from tests.assistant.drafting.factories import OTHER_SCHOOL, drafter
from tests.assistant.drafting.test_drafter import campaign


@pytest.fixture(scope="module")
def whole():
    return drafter(campaign(), school=OTHER_SCHOOL).draft("soạn cả kế hoạch năm 2026")


@pytest.fixture(scope="module")
def section():
    return drafter(campaign(), school=OTHER_SCHOOL).draft("viết mục II cho năm 2026")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "du-thao.docx"


def test_page_and_typeface(whole, file: Path) -> None:
    write_draft(whole, file)
    document = docx.Document(str(file))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert 20 <= round(page.top_margin.mm) <= 25
    assert 20 <= round(page.bottom_margin.mm) <= 25
    assert 30 <= round(page.left_margin.mm) <= 35
    assert 15 <= round(page.right_margin.mm) <= 20
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text]
    for run in runs:
        fonts = run._r.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


def test_body_is_set_as_the_decree_says(whole, file: Path) -> None:
    write_draft(whole, file)
    document = docx.Document(str(file))
    body = next(p for p in document.paragraphs if p.text.startswith("- Tạo khí thế"))
    assert body.paragraph_format.first_line_indent == Mm(12.7)
    assert body.paragraph_format.space_before + body.paragraph_format.space_after >= Pt(6)
    assert {run.font.size for run in body.runs if run.text} == {Pt(14)}
    heading = next(p for p in document.paragraphs if p.text.startswith("I. "))
    assert heading.text.isupper()
    assert all(run.bold for run in heading.runs if run.text)
    assert heading.paragraph_format.keep_with_next


def test_blanks_are_highlighted_and_nothing_else(whole, file: Path) -> None:
    write_draft(whole, file)
    document = docx.Document(str(file))
    places = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    marked = {run.text for p in places for run in p.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW}
    assert "[căn cứ ban hành kế hoạch]" in marked
    assert all(text.startswith("[") and text.endswith("]") for text in marked)


def test_sources_as_comments_as_annex_or_not_at_all(section, file: Path) -> None:
    write_draft(section, file, titles={"ke-hoach-1": "Kế hoạch phát động thi đua năm 2024"})
    comments = [comment.text for comment in docx.Document(str(file)).comments]
    assert any("Kế hoạch phát động thi đua năm 2024, mục II.2" in text and "49 năm" in text for text in comments)
    write_draft(section, file, sources="annex")
    document = docx.Document(str(file))
    assert not list(document.comments)
    assert "PHỤ LỤC" in document.element.body.xml
    write_draft(section, file, sources="none")
    document = docx.Document(str(file))
    assert not list(document.comments)
    assert "PHỤ LỤC" not in document.element.body.xml


def test_a_section_stands_between_head_and_foot(section, file: Path) -> None:
    write_draft(section, file, sources="none")
    text = read(file).text
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG THCS BÌNH MINH",
        "KẾ HOẠCH",
        "II. NỘI DUNG THI ĐUA",
        "Đỗ Thị Hạnh",
    ):
        assert expected in text
    assert "MỤC ĐÍCH" not in text


@pytest.mark.parametrize("asked", ["soạn cả kế hoạch năm 2026", "viết mục II cho năm 2026"])
def test_our_own_check_of_form_finds_nothing_wrong(asked: str, file: Path) -> None:
    write_draft(drafter(campaign(), school=OTHER_SCHOOL).draft(asked), file)
    plan = parse(read(file), register=load_register())
    report = check(plan, register=load_register(), layout=read_layout(file))
    wrong = [(f.code, f.message) for f in report.findings if f.code.startswith("form.") and f.severity != "info"]
    assert wrong == []


def test_a_deputy_signs_for_the_head(file: Path) -> None:
    school = OTHER_SCHOOL.model_copy(update={"post": "Phó Hiệu trưởng"})
    write_draft(drafter(campaign(), school=school).draft("viết mục I cho năm 2026"), file)
    assert "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG" in read(file).text
