"""Celebrated days are found by name or date, and their years counted."""

import pytest

from assistant.celebrations import days_named, days_of_month, jubilees, month_named


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("năm nay kỷ niệm bao nhiêu năm ngày nhà giáo", "Ngày Nhà giáo Việt Nam"),
        ("ngay thanh lap dang nam 2027", "Ngày thành lập Đảng Cộng sản Việt Nam"),
        ("26/3 sang năm", "Ngày thành lập Đoàn TNCS Hồ Chí Minh"),
        ("ngày 7 tháng 5 là ngày gì", "Ngày chiến thắng Điện Biên Phủ"),
    ],
)
def test_days_are_named(message: str, name: str) -> None:
    assert name in [day.name for day in days_named(message)]


def test_days_of_a_document_number_are_none() -> None:
    assert days_named("Nghị định 98/2023/NĐ-CP") == ()


def test_years_are_counted() -> None:
    (teachers,) = jubilees(days_named("ngày nhà giáo"), 2027)
    assert (teachers.count, teachers.round) == (45, True)


def test_a_school_year_spans_two_years() -> None:
    found = jubilees(days_named("20/11 và 26/3"), 2026, "2026-2027")
    assert [(each.day.month, each.year) for each in found] == [(11, 2026), (3, 2027)]


def test_months() -> None:
    assert month_named("tháng 12 có ngày gì") == 12
    assert month_named("năm nay") is None
    assert {day.month for day in days_of_month(12)} == {12}
