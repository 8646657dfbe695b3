"""Passages: they cover the text, keep to sections, and know where they stand."""

from __future__ import annotations

import pytest

from corpus.chunking import Sizes, heading_of, passages
from corpus.parsing import parse
from corpus.plan import Plan, Quality, Reading, Span

TEXT = """TRƯỜNG THCS HOA SEN
Số: 12/KH-THCSHS
Hoa Sen, ngày 05 tháng 9 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua năm học 2024 - 2025

Căn cứ Kế hoạch số 45/KH-UBND ngày 01 tháng 8 năm 2024 của Ủy ban nhân dân huyện;
Trường THCS Hoa Sen xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Tạo khí thế thi đua sôi nổi trong nhà trường.
2. Yêu cầu
- Phong trào thiết thực, hiệu quả.

II. HÌNH THỨC KHEN THƯỞNG
Tặng giấy khen của Hiệu trưởng.

III. TỔ CHỨC THỰC HIỆN
1. Ban giám hiệu
{long}
2. Chế độ báo cáo
- Báo cáo trước ngày 25 tháng 5 năm 2025.

Nơi nhận:
- Như mục III;
- Lưu: VT.
HIỆU TRƯỞNG
Trần Văn An
""".replace(
    "{long}", "\n".join(f"- Việc thứ {n} giao cho các tổ chuyên môn thực hiện trong năm học." for n in range(60))
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(Reading("plan.txt", TEXT, (Span(0, len(TEXT)),), Quality()))


def test_passages_cover_the_text_once_and_in_order(plan: Plan) -> None:
    found = passages(plan, "p1")
    assert "".join("".join(d.page_content for d in found).split()) == "".join(TEXT.split())
    for document in found:
        assert TEXT[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_no_passage_reaches_into_the_next_top_section(plan: Plan) -> None:
    for document in passages(plan, "p1"):
        tops = [
            s
            for s in plan.sections
            if s.level == 1 and s.start < document.metadata["end"] and s.end > document.metadata["start"]
        ]
        assert len(tops) <= 1


def test_long_sections_are_cut_at_paragraphs(plan: Plan) -> None:
    parts = [d for d in passages(plan, "p1", sizes=Sizes(most=600, least=100)) if d.metadata["section"] == "III.1"]
    assert len(parts) > 3
    assert all(len(d.page_content) <= 600 for d in parts)
    assert all(d.page_content.startswith(("III.", "- Việc")) for d in parts)


def test_tiny_siblings_go_together_with_their_headings(plan: Plan) -> None:
    purpose = [d for d in passages(plan, "p1") if d.metadata["role"] == "purpose"]
    assert len(purpose) == 1
    assert purpose[0].page_content.startswith("I. MỤC ĐÍCH")
    assert "2. Yêu cầu" in purpose[0].page_content


def test_edges_have_roles_of_their_own(plan: Plan) -> None:
    by_role = {d.metadata["role"]: d for d in passages(plan, "p1")}
    assert by_role["header"].page_content.startswith("TRƯỜNG")
    assert by_role["legal-basis"].page_content.startswith("Căn cứ")
    assert "căn cứ pháp lý" in by_role["legal-basis"].metadata["context"]
    assert by_role["closing"].page_content.startswith("Nơi nhận")


def test_metadata_say_where_a_passage_stands(plan: Plan) -> None:
    last = next(d for d in passages(plan, "p1") if d.metadata["section"] == "III.2")
    assert last.metadata["plan_id"] == "p1"
    assert last.metadata["sections"] == ["III. TỔ CHỨC THỰC HIỆN", "2. Chế độ báo cáo"]
    assert last.metadata["parent"] == "III"
    assert last.metadata["role"] == "reporting"
    assert last.metadata["page"] == 1
    assert last.metadata["school"] == "Trường THCS Hoa Sen"
    assert last.metadata["number"] == "12/KH-THCSHS"
    assert last.metadata["date"] == "2024-09-05"
    assert "năm học 2024-2025" in last.metadata["context"]


def test_headings_show_the_numeral_as_understood(plan: Plan) -> None:
    damaged = parse(Reading("x", TEXT.replace("II. HÌNH", "I1. HÌNH"), (Span(0, len(TEXT)),), Quality()))
    section = damaged.section("II")
    assert section is not None
    assert heading_of(damaged, section) == "II. HÌNH THỨC KHEN THƯỞNG"


def test_a_text_without_sections_is_still_found() -> None:
    plan = parse(Reading("x", "Thông báo về việc nghỉ lễ.", (Span(0, 26),), Quality()))
    assert [d.page_content for d in passages(plan, "p")] == ["Thông báo về việc nghỉ lễ."]
