from datetime import date

import pytest

from assistant.checking import movements, names, periods, scope, units
from corpus.plan import Span
from tests.assistant.checking.factories import make_context, make_plan

NATIONAL = "Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Phong trào “{NATIONAL} giai đoạn 2023 - 2030”.", []),
        (
            "Phong trào “Cả nước xây dựng xã hội học tập, đẩy mạnh học tập suốt đời”.",
            [("name.inconsistent", "warning")],
        ),
        ("Phong trào “Cả nước thi đua học tập; đẩy mạnh xã hội học tập”.", [("name.inconsistent", "warning")]),
        ("Phong trào “Đổi mới sáng tạo trong quản lý, giảng dạy và học tập”.", [("name.inconsistent", "info")]),
        ("Phong trào “Cá nước chung sức xây dựng nông thôn mới”.", [("text.ocr", "warning")]),
        ("Phong trào “Quảng Ninh chung sức xây dựng nông thôn mới”.", []),
        ("Phong trào “Dạy tốt - Học tốt”, “Hoa điểm 10”, “Em yêu Tiếng Việt”.", []),
    ],
)
def test_movements_against_the_register(text: str, expected: list[tuple[str, str]]) -> None:
    found = movements.check_movements(make_context(make_plan(f"I. Nội dung\n- {text}\n")))
    assert [(f.code, f.severity) for f in found] == expected


def test_a_name_of_the_schools_own_that_differs_within_the_plan() -> None:
    text = (
        "I. Nội dung\n- Phong trào “Mỗi tuần một cuốn sách hay cho em”.\n"
        "- Phong trào “Mỗi tuần một cuốn sách hay cho em”.\n"
        "- Phong trào “Mỗi tuần một quyển sách hay cho em”.\n"
    )
    found = list(movements.check_movements(make_context(make_plan(text))))
    assert [f.text for f in found] == ["Mỗi tuần một quyển sách hay cho em"]


def test_the_repetition_of_a_wrong_name_is_only_noted() -> None:
    text = "I. Nội dung\n- Phong trào “Cả nước thi đua học tập; đẩy mạnh xã hội học tập”.\n"
    found = movements.check_movements(make_context(make_plan(text + text.replace("I. Nội dung", ""))))
    assert [f.severity for f in found] == ["warning", "info"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2023”", [("error", "2030")]),
        ("Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030”", []),
        ("Đề án “Xây dựng xã hội học tập giai đoạn 2012 - 2020”", []),
        (f"Phong trào “{NATIONAL} giai đoạn 2023 - 2030”; sơ kết giai đoạn 2023 - 2025", []),
        (
            "phong trào “Đọc sách cùng con” giai đoạn 2020-2025; phong trào “Đọc sách cùng con” giai đoạn 2021 - 2025",
            [("warning", None)],
        ),
    ],
)
def test_periods(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = periods.check_periods(make_context(make_plan(f"I. Nội dung\n- {text}.\n")))
    assert [(f.severity, f.fix.text if f.fix else None) for f in found] == expected


@pytest.mark.parametrize(
    ("text", "signed", "found"),
    [
        ("Gửi báo cáo về Phòng GD&ĐT.", date(2025, 9, 20), [("error", "Phòng GD&ĐT")]),
        ("Gửi báo cáo về Phòng GD&ĐT.", date(2025, 6, 30), []),
        ("Theo Kế hoạch số 12/KH-PGDĐT ngày 10/3/2025 của Phòng GD&ĐT huyện A.", date(2025, 9, 20), []),
        ("Địa chỉ: thị xã Kiến Tường.", date(2025, 9, 20), [("warning", "thị xã Kiến Tường")]),
        ("Trường ở huyện Can Lộc (cũ).", date(2025, 9, 20), []),
        ("Gửi về UBND thành phố Hà Nội, Sở GD&ĐT.", date(2025, 9, 20), []),
    ],
)
def test_units(text: str, signed: date, found: list[tuple[str, str]]) -> None:
    findings = units.check_units(make_context(make_plan(f"I. Nội dung\n- {text}\n", signed=signed)))
    assert [(f.severity, f.text) for f in findings] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trường THCS Xuân Sơn thi đua. Học sinh trường THCS Xuân Sơn.", []),
        ("Học sinh Trường THCS Xuân Sởn thi đua.", ["Trường THCS Xuân Sởn"]),
        ("Giao lưu với Trường THCS Lê Lợi.", []),
        ("Trường THCS Lê Lợi xây dựng kế hoạch như sau:", ["Trường THCS Lê Lợi"]),
    ],
)
def test_school(text: str, found: list[str]) -> None:
    plan = make_plan(f"{text}\n\nI. Nội dung\n", school="Trường THCS Xuân Sơn")
    assert [f.text for f in names.check_school(make_context(plan))] == found


def test_head_and_place_with_one_letter_wrong() -> None:
    text = "I. Nội dung\n- Trưởng ban: Bà Nguyễn Thị Tuyết Mại, Hiệu trưởng.\n- Gửi UBND phường Kiến Tườn.\n"
    plan = make_plan(text, signer="Nguyễn Thị Tuyết Mai", place="Kiến Tường", superior="UBND phường Kiến Tường")
    ctx = make_context(plan)
    assert [f.text for f in names.check_head(ctx)] == ["Nguyễn Thị Tuyết Mại"]
    assert [f.text for f in names.check_places(ctx)] == ["Kiến Tườn"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xây dựng XHHT. " * 6 + "Đẩy mạnh XHTT.", [("name.inconsistent", "XHTT")]),
        ("Ban Tư vấn tâm lý (BTVTL) họp; BTVTL báo cáo.", []),
        ("Các CLB do TTBDNL phụ trách.", [("name.abbreviation", "TTBDNL")]),
    ],
)
def test_abbreviations(text: str, found: list[tuple[str, str]]) -> None:
    ctx = make_context(make_plan(f"I. Nội dung\n- {text}\n"))
    assert [(f.code, f.text) for f in names.check_abbreviations(ctx)] == found


def test_words_copied_from_the_plan_above() -> None:
    text = "I. Nội dung\n- Các đơn vị trong toàn Ngành tiếp tục quán triệt.\n"
    school = make_plan(text, school="Trường THCS Xuân Sơn")
    office = make_plan(text, school="Phòng GD&ĐT thị xã Đông Triều")
    assert [f.text for f in scope.check_scope(make_context(school))] == ["Các đơn vị trong toàn Ngành"]
    assert list(scope.check_scope(make_context(office))) == []


def test_a_run_that_begins_later_than_the_movement_of_the_title() -> None:
    head = f"Phong trào “{NATIONAL} giai đoạn 2023 - 2030”"
    text = f"{head}\n\nI. Tiến độ\n- Được triển khai thực hiện từ năm 2024 đến năm 2030."
    plan = make_plan(text, spans=(("title", Span(0, len(head))),))
    assert [f.text for f in periods.check_periods(make_context(plan))] == ["từ năm 2024 đến năm 2030"]
