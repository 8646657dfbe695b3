"""Shares of more than the whole, sums whose parts make another amount, men and women beside a count."""

from __future__ import annotations

import pytest

from assistant.checking.amounts import check_sexes, check_shares, check_sums
from assistant.checking.context import Context
from tests.assistant.checking.factories import make_context, make_plan


def _context(line: str) -> Context:
    return make_context(make_plan(f"I. CHỈ TIÊU\n{line}\nTrên đây là kế hoạch của trường./.\n"))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Phấn đấu 115% giáo viên đạt lao động tiên tiến.", ["115%"]),
        ("102,5 % học sinh lên lớp.", ["102,5 %"]),
        ("Có 120% số hộ gia đình đăng ký.", ["120%"]),
        ("100% học sinh tham gia.", []),
        ("Quỹ đạt 115% kế hoạch.", []),
        ("Số hội viên tăng, đạt 105% hội viên so với cùng kỳ.", []),
        ("Vượt 110% chỉ tiêu giao.", []),
    ],
)
def test_shares(line: str, found: list[str]) -> None:
    assert [f.text for f in check_shares(_context(line))] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Tổng 5.000.000 đồng, trong đó: sách 3.000.000 đồng; thưởng 2.500.000 đồng.", ["5.000.000 đồng"]),
        ("Tổng 5.000.000 đồng, trong đó: sách 3.000.000 đồng; thưởng 2.000.000 đồng.", []),
        ("Tổng 5.000.000 đồng, trong đó: sách 1.000.000 đồng; thưởng 2.000.000 đồng.", []),  # some of the parts
        ("Tổng 5.000.000 đồng, gồm: sách 1.000.000 đồng; thưởng 2.000.000 đồng.", ["5.000.000 đồng"]),
        ("Quỹ: 120 triệu đồng (gồm: xã 40 triệu đồng, chi hội 60 triệu đồng).", ["120 triệu đồng"]),
        ("Quỹ: 1,2 tỷ đồng, gồm: xã 400 triệu đồng, chi hội 800 triệu đồng.", []),
        ("Kinh phí 10.000.000 đồng, trong đó: 50% mua sách 6.000.000 đồng, 50% thưởng 6.000.000 đồng.", []),
        ("Mỗi suất 500.000 đồng.", []),
    ],
)
def test_sums(line: str, found: list[str]) -> None:
    assert [f.text for f in check_sums(_context(line))] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Xóa mù chữ 45 học viên, trong đó nữ 28, nam 19.", 1),
        ("Xóa mù chữ 45 học viên, trong đó nữ 28, nam 17.", 0),
        ("Trường có 205 trẻ (110 nam, 105 nữ).", 1),
        ("Trường có 48 giáo viên, trong đó nữ 43; năm 2024 có 5 người.", 0),
    ],
)
def test_sexes(line: str, found: int) -> None:
    assert len(list(check_sexes(_context(line)))) == found
