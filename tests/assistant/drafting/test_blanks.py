"""One label, one thing to fill in."""

from __future__ import annotations

from tests.assistant.drafting.factories import OTHER_SCHOOL, drafter, plan_of

BODY = (
    "I. TỔ CHỨC\n\n- Cô Nguyễn Thị Lan phụ trách chung; thầy Trần Văn Bình thư ký.\n\n"
    "- Cô Nguyễn Thị Lan báo cáo Hiệu trưởng.\n\nII. TÌNH HÌNH\n\n- Toàn trường có 18 lớp với 655 học sinh."
)


def test_each_person_and_each_figure_is_a_blank_of_its_own() -> None:
    made = drafter(plan_of(BODY), school=OTHER_SCHOOL).draft("soạn cả kế hoạch năm 2025")
    assert "Cô [họ tên] phụ trách chung; thầy [họ tên (2)] thư ký" in made.text
    assert "Cô [họ tên] báo cáo Hiệu trưởng" in made.text
    assert "có [số liệu năm 2025] lớp với [số liệu năm 2025 (2)] học sinh" in made.text
    texts = [blank.text for blank in made.blanks]
    assert len(texts) == len(set(texts))
    assert all(any(text in paragraph.text for paragraph in made.paragraphs) for text in texts)
