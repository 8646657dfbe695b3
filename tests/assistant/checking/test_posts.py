"""One head to a school, one part to a person in a committee, posts of the school's kind, references to own sections."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking.context import Context
from assistant.checking.posts import check_heads, check_parts, check_signing_post
from assistant.checking.references import check_references
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span
from tests.assistant.checking.factories import make_context, make_plan


def _context(body: str, **header: object) -> Context:
    text = f"I. PHÂN CÔNG\n{body}\nII. KINH PHÍ\nTheo quy định.\n"
    return make_context(make_plan(text, signed=date(2024, 10, 1), **header))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Bà Lê Thị Mến - Hiệu trưởng: Trưởng ban.\nBà Phạm Thu Hà - Hiệu trưởng: Phó ban.", 1),
        ("Bà Lê Thị Mến - Hiệu trưởng: Trưởng ban.\nBà Phạm Thu Hà - Phó Hiệu trưởng: Phó ban.", 0),
        ("Bà Lê Thị Mến - Hiệu trưởng, Trưởng ban.\nBà Lê Thị Mến, Hiệu trưởng, chỉ đạo chung.", 0),
        ("Ông Vũ Văn Nam, Hiệu trưởng trường bạn.\nBà Lê Thị Mến, Hiệu trưởng, chỉ đạo.", 0),
    ],
)
def test_heads(body: str, found: int) -> None:
    assert len(list(check_heads(_context(body)))) == found


def test_the_signer_is_the_head() -> None:
    ctx = _context("Thầy Lô Văn Kỳ - Hiệu trưởng: Trưởng ban.", signer="Kha Thị Tím", signer_title="Hiệu trưởng")
    assert [f.code for f in check_heads(ctx)] == ["name.two-heads"]
    deputy = _context("Thầy Lô Văn Kỳ - Hiệu trưởng: Trưởng ban.", signer="Kha Thị Tím", signer_title="Phó Hiệu trưởng")
    assert list(check_heads(deputy)) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("- Ông Bùi Văn Lộc, Phó Hiệu trưởng, Phó ban;\n- Ông Bùi Văn Lộc, Chủ tịch Công đoàn, Ủy viên.", 1),
        ("- Ông Bùi Văn Lộc, Phó ban;\n- Bà Bùi Thị Lan, Ủy viên.", 0),
        ("- Ông Bùi Văn Lộc, Phó ban;\n2. Ban giám khảo\n- Ông Bùi Văn Lộc, Ủy viên.", 0),
    ],
)
def test_parts(body: str, found: int) -> None:
    assert len(list(check_parts(_context(body)))) == found


@pytest.mark.parametrize(
    ("school", "title", "found"),
    [
        ("Trung tâm GDNN-GDTX Sơn Hà", "HIỆU TRƯỞNG", 1),
        ("Trường THPT Trấn Biên", "GIÁM ĐỐC", 1),
        ("Trung tâm GDNN-GDTX Sơn Hà", "GIÁM ĐỐC", 0),
        ("Trường THPT Trấn Biên", "HIỆU TRƯỞNG", 0),
    ],
)
def test_signing_posts(school: str, title: str, found: int) -> None:
    text = (
        f"{school.upper()}\nSố: 12/KH-TT\nSơn Hà, ngày 15 tháng 10 năm 2025\n\n"
        f"KẾ HOẠCH\nThi đua năm học 2025 - 2026\n\n"
        f"I. MỤC ĐÍCH\nNâng cao.\nII. THỰC HIỆN\nCác tổ.\n\nNơi nhận:\n- Sở;\n- Lưu: VT.\n{title}\n\nĐinh Văn Ríp\n"
    )
    plan = parse(Reading("thu.txt", text, (Span(0, len(text)),), Quality()))
    assert len(list(check_signing_post(make_context(plan)))) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Chấm điểm theo mục VIII của Kế hoạch này.", ["mục VIII của Kế hoạch này"]),
        ("Chấm điểm theo mục II của Kế hoạch này.", []),
        ("Thực hiện theo mục VIII Điều lệ trường.", []),
    ],
)
def test_references(body: str, found: list[str]) -> None:
    assert [f.text for f in check_references(_context(body))] == found
