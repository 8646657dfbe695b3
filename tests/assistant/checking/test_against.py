from datetime import date

from assistant.checking.against import check_against, find_tasks
from corpus.plan import Span
from tests.assistant.checking.factories import make_context, make_plan

ABOVE = """I. NỘI DUNG
- Các trường tổ chức tuyên truyền về chuyển đổi số trong dạy học bằng nhiều hình thức.
- Các trường xây dựng tủ sách dùng chung, tổ chức ngày hội đọc sách cho học sinh toàn trường.
II. TỔ CHỨC THỰC HIỆN
- Các đơn vị gửi báo cáo kết quả thực hiện phong trào về Phòng Giáo dục và Đào tạo trước ngày 15/11/2024.
- Sở Nội vụ thẩm định hồ sơ khen thưởng của các ngành.
"""
DRAFT = """I. NỘI DUNG
- Tổ chức tuyên truyền về chuyển đổi số trong dạy học cho giáo viên.
II. TỔ CHỨC THỰC HIỆN
- Tổ văn phòng gửi báo cáo kết quả thực hiện phong trào về Phòng Giáo dục và Đào tạo trước ngày 20/11/2024.
"""


def _found(draft: str) -> list[tuple[str, str]]:
    ctx = make_context(make_plan(draft, signed=date(2024, 9, 20)))
    above = make_plan(ABOVE, signed=date(2024, 9, 5), number="12/KH-PGDĐT")
    return [(f.code, f.text) for f in check_against(ctx, above)]


def test_a_task_that_is_carried_in_other_words_is_found() -> None:
    assert ("above.task", "") in _found(DRAFT)
    assert len([code for code, _ in _found(DRAFT) if code == "above.task"]) == 1


def test_a_later_limit_than_the_one_from_above() -> None:
    assert ("above.deadline", "ngày 20/11/2024") in _found(DRAFT)
    assert "above.deadline" not in [code for code, _ in _found(DRAFT.replace("20/11/2024", "10/11/2024"))]


def test_a_report_that_is_not_carried() -> None:
    assert ("above.report", "") in _found("I. NỘI DUNG\n- Phát động phong trào đọc sách trong học sinh.\n")


def test_tasks_of_others_are_not_the_schools() -> None:
    ctx = make_context(make_plan(DRAFT, signed=date(2024, 9, 20)))
    tasks = list(find_tasks(make_plan(ABOVE, signed=date(2024, 9, 5)), ctx))
    assert len(tasks) == 3
    assert not any("Sở Nội vụ" in task.text for task in tasks)


FROM_COMMUNE = "\n".join(
    (
        "III. PHÂN CÔNG",
        "- Phòng Văn hóa - Xã hội: hướng dẫn các trường, tổng hợp báo cáo kết quả trước ngày 05/12/2024.",
        (
            "- Các trường tiểu học, THCS: xây dựng kế hoạch thực hiện trước ngày 15/9/2024; "
            "mở cửa thư viện phục vụ người dân vào thứ Bảy hằng tuần; "
            "gửi danh sách lớp xóa mù chữ về Ủy ban nhân dân xã trước 16 giờ 00 ngày 20/11/2024."
        ),
        "- Công an xã: bảo đảm an ninh trật tự tại các trường, báo cáo số liệu dân cư trước ngày 30/9/2024.",
        "",
    )
)


def test_what_an_item_asks_of_schools_and_what_of_others() -> None:
    ctx = make_context(make_plan("I. NỘI DUNG\n- Phát động phong trào đọc sách.\n", signed=date(2024, 9, 20)))
    tasks = list(find_tasks(make_plan(FROM_COMMUNE, signed=date(2024, 9, 5)), ctx))
    assert [(task.is_plan, task.is_report, task.limits) for task in tasks] == [
        (True, False, (date(2024, 9, 15),)),
        (False, False, ()),
        (False, True, (date(2024, 11, 20),)),
    ]


def test_a_plan_signed_after_it_was_due() -> None:
    plan = make_plan(
        "ngày 20/9/2024\nI. NỘI DUNG\n- Đọc sách.\n", signed=date(2024, 9, 20), spans=(("date", Span(0, 14)),)
    )
    above = make_plan(FROM_COMMUNE, signed=date(2024, 9, 5))
    assert ("above.deadline", "ngày 20/9/2024") in [(f.code, f.text) for f in check_against(make_context(plan), above)]
