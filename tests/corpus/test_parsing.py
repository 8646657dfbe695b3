"""Parsing: the parts of a plan come together."""

from __future__ import annotations

from datetime import date

import pytest

import corpus
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span

TEXT = """PHÒNG GD&ĐT HUYỆN TÂN LẬP
TRƯỜNG THCS HOA SEN
Số: 12/KH-THCSHS
Hoa Sen, ngày 05 tháng 9 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua năm học 2024 - 2025

Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;

I. MỤC ĐÍCH, YÊU CẦU
Chào mừng 42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024).

II. TỔ CHỨC THỰC HIỆN
Thực hiện Thông tư số 22/2021/TT-BGDĐT; báo cáo trước ngày 25 tháng 5 năm 2025.

Nơi nhận:
- Lưu: VT.
HIỆU TRƯỞNG
Trần Văn An
"""


def reading(text: str, cut: int | None = None) -> Reading:
    pages = (Span(0, len(text)),) if cut is None else (Span(0, cut), Span(cut, len(text)))
    return Reading("plan.txt", text, pages, Quality(pages=len(pages)))


def test_all_parts_are_found() -> None:
    plan = parse(reading(TEXT))
    assert plan.header.school == "Trường THCS Hoa Sen"
    assert plan.header.date == date(2024, 9, 5)
    assert [(section.id, section.role) for section in plan.sections] == [("I", "purpose"), ("II", "implementation")]
    assert [citation.number for citation in plan.citations] == ["98/2023/NĐ-CP", "22/2021/TT-BGDĐT"]
    assert [citation.in_legal_basis for citation in plan.citations] == [True, False]
    assert [anniversary.actual for anniversary in plan.anniversaries] == [42]
    assert date(2025, 5, 25) in [mention.day for mention in plan.dates]
    assert [(span.first, span.last) for span in plan.year_spans] == [(2024, 2025)]
    assert plan.body.of(TEXT).startswith("I. MỤC ĐÍCH")
    assert plan.body.of(TEXT).endswith("năm 2025.")


def test_sections_know_their_pages() -> None:
    plan = parse(reading(TEXT, TEXT.index("II. TỔ")))
    assert [section.page for section in plan.sections] == [1, 2]


@pytest.mark.parametrize("text", ["", "   \n", "Thông báo nghỉ lễ."])
def test_a_text_without_anything_is_a_plan_without_anything(text: str) -> None:
    plan = parse(reading(text))
    assert plan.sections == ()
    assert plan.body == Span(0, 0)
    assert plan.citations == ()


def test_the_package_exports_four_names() -> None:
    assert corpus.parse is parse
    assert {name for name in corpus.__all__ if getattr(corpus, name)} == {"Plan", "load_register", "parse", "read"}
    with pytest.raises(AttributeError):
        corpus.nothing  # noqa: B018
