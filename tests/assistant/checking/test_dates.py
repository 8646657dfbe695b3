from datetime import date

import pytest

from assistant.checking.context import Context
from assistant.checking.dates import check_deadlines, check_impossible, check_ranges, check_weekdays
from tests.assistant.checking.factories import make_context, make_plan

SIGNED = date(2024, 3, 25)


def _context(text: str, signed: date = SIGNED) -> Context:
    return make_context(make_plan(f"I. Nội dung\n{text}\n", signed=signed, years=(signed.year,)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nộp trước ngày 30/02/2024.", ["ngày 30/02/2024"]),
        ("Tuần lễ (0/10-07/10/2024).", ["0/10"]),
        ("Hoàn thành ngày 31 tháng 4 năm 2024.", ["ngày 31 tháng 4 năm 2024"]),
        ("Nộp ngày 29/02/2024, lớp 5/1 và 5/2 có 32/35 em.", []),
    ],
)
def test_impossible(text: str, found: list[str]) -> None:
    assert [f.text for f in check_impossible(_context(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Đăng ký gửi về Hội đồng trước ngày 15/3/2024.", ["trước ngày 15/3/2024"]),
        ("- Báo cáo: quý I trước ngày 15/3/2024; quý II trước ngày 10/6/2024.", ["trước ngày 15/3/2024"]),
        ("- Nộp hồ sơ chậm nhất là ngày 20 tháng 3 năm 2024.", ["chậm nhất là ngày 20 tháng 3 năm 2024"]),
        ("- Báo cáo trước ngày 10/11 hằng năm.", []),
        ("- Trẻ sinh trước ngày 01/9/2019 được nhận vào lớp 1.", []),
        ("- Thực hiện Kế hoạch số 79/KH-UBND ngày 14 tháng 3 năm 2024 của UBND quận.", []),
        ("- Sơ kết 06 tháng trước ngày 22/5/2024.", []),
        ("- Nộp báo cáo trước ngày 31/02.", []),
        ("- Tặng quà trước ngày 23 tháng Chạp, trước ngày 10/3 âm lịch.", []),
    ],
)
def test_deadlines(text: str, found: list[str]) -> None:
    assert [f.text for f in check_deadlines(_context(text))] == found


@pytest.mark.parametrize(
    ("text", "signed", "severities"),
    [
        ("Thời gian thực hiện: Từ ngày 30/9 đến ngày 30/12 năm 2016", date(2016, 12, 1), ["warning"]),
        ("Thời gian: Từ ngày 05/9/2016 đến ngày 20/11/2016", date(2016, 9, 20), []),
        ("Thời gian: Từ ngày 01/10/2016 đến ngày 20/10/2016", date(2016, 11, 20), ["warning"]),
        ("Đợt 1: từ ngày 01/01/2024 đến ngày 15/6/2024", SIGNED, []),
    ],
)
def test_rounds_that_began_before_the_plan(text: str, signed: date, severities: list[str]) -> None:
    assert [f.severity for f in check_deadlines(_context(text, signed))] == severities


def test_a_range_that_runs_backwards() -> None:
    ctx = _context("Thời gian: từ ngày 15/6/2024 đến ngày 15/4/2024.")
    assert [f.text for f in check_ranges(ctx)] == ["ngày 15/6/2024 đến ngày 15/4/2024"]


@pytest.mark.parametrize(("text", "count"), [("Họp thứ Hai, ngày 15/4/2024.", 0), ("Họp thứ Ba, ngày 15/4/2024.", 1)])
def test_weekdays(text: str, count: int) -> None:
    assert len(list(check_weekdays(_context(text)))) == count
