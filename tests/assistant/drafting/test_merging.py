"""Two precedents in one section, with a model and without."""

from __future__ import annotations

from assistant.drafting.model import Writer
from tests.assistant.drafting.factories import OTHER_SCHOOL, drafter, plan_of
from tests.assistant.drafting.test_model import Scripted

OWN = plan_of(
    "I. MỤC ĐÍCH, YÊU CẦU\n\n- Nâng cao chất lượng dạy và học.\n\nII. GIẢI PHÁP THỰC HIỆN\n\n"
    "- Tăng cường tuyên truyền trong năm 2024 trên bản tin của nhà trường.\n\n- Mỗi tổ đăng ký một việc làm hay.",
    school="Trường THCS Bình Minh",
    number="3/KH-THCSBM",
)
OTHER = plan_of(
    "I. MỤC ĐÍCH, YÊU CẦU\n\n- Nâng cao chất lượng dạy và học.\n\nII. GIẢI PHÁP THỰC HIỆN\n\n"
    "- Tăng cường tuyên truyền trong năm 2024 trên bản tin của nhà trường.\n\n"
    "- Ngày hội đọc sách năm 2024 do cô Trần Thị Mận, Trường THCS Hoa Ban, phụ trách.",
)
ASKED = "viết phần giải pháp năm 2025, kết hợp với kế hoạch của trường Hoa Ban"
ADDED = "- Ngày hội đọc sách năm 2025 do cô [họ tên], Trường THCS Bình Minh, phụ trách."


def test_without_a_model_the_other_precedents_items_follow() -> None:
    made = drafter(OWN, OTHER, school=OTHER_SCHOOL).draft(ASKED)
    assert [p.text for p in made.paragraphs if not p.level] == [
        "- Tăng cường tuyên truyền trong năm 2025 trên bản tin của nhà trường.",
        "- Mỗi tổ đăng ký một việc làm hay.",
        ADDED,
    ]
    assert made.paragraphs[-1].sources[0].plan_id == "ke-hoach-2"
    assert any("Ghép thêm 1 ý" in note for note in made.notes)


def test_a_model_writes_the_two_as_one_and_stands_on_both() -> None:
    answer = (
        "- Tăng cường tuyên truyền trong năm 2025 trên bản tin của nhà trường; mỗi tổ đăng ký một việc làm hay.\n"
        "- Ngày hội đọc sách năm 2025 do cô [họ tên], Trường THCS Bình Minh, phụ trách."
    )
    chat = Scripted(answer=answer)
    made = drafter(OWN, OTHER, school=OTHER_SCHOOL, model=Writer(chat, "mô hình thử", 5.0)).draft(ASKED)
    assert made.model == "mô hình thử"
    assert {source.plan_id for p in made.paragraphs for source in p.sources} >= {"ke-hoach-1", "ke-hoach-2"}
    assert "Trần Thị Mận" not in chat.seen[1]


def test_a_school_that_is_not_there_is_said() -> None:
    made = drafter(OWN, OTHER, school=OTHER_SCHOOL).draft("viết phần giải pháp năm 2025, gộp với trường Mây Trắng")
    assert any(note.startswith("Chưa ghép được") for note in made.notes)
    assert ADDED not in made.text
