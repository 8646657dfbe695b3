from datetime import date

import pytest

from assistant.checking import years
from assistant.checking.context import Context
from tests.assistant.checking.factories import make_context, make_plan


def _context(text: str, **header: object) -> Context:
    return make_context(make_plan(text, **header))  # type: ignore[arg-type]


CALENDAR = {"signed": date(2022, 9, 28), "years": (2022,), "title": "Kế hoạch phong trào thi đua năm 2022"}
SCHOOL = {"signed": date(2016, 10, 10), "years": (2016, 2017), "school_year": "2016-2017"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Trường THCS A lập kế hoạch Tuần lễ hưởng ứng học tập suốt đời năm 2021 như sau:\n\nI. Mục đích\n",
            ["năm 2021"],
        ),
        (
            "Trường THCS A lập kế hoạch Tuần lễ hưởng ứng học tập suốt đời năm 2022 như sau:\n\nI. Mục đích\n",
            [],
        ),
        ("I. Mục đích\n- Phấn đấu chỉ số năm 2022 cao hơn so với năm 2021.\n", []),
        (
            "I. Mục đích\n- Thực hiện thắng lợi nhiệm vụ năm 2022.\n- Thực hiện thắng lợi nhiệm vụ năm 2021.\n",
            ["năm 2021"],
        ),
        ("I. Mục đích\n- Thi hành Luật Thi đua, khen thưởng năm 2022, Luật Giáo dục năm 2019.\n", []),
        ("I. Mục đích\nTrên đây là Kế hoạch phong trào thi đua năm 2021 của nhà trường./.", ["năm 2021"]),
    ],
)
def test_left_over_years(text: str, found: list[str]) -> None:
    assert [f.text for f in years.check_left_over_years(_context(text, **CALENDAR))] == found


@pytest.mark.parametrize(
    ("text", "found", "fix"),
    [
        ("Xây dựng chương trình năm học 2016 – 2107.", ["năm học 2016 – 2107"], "2017"),
        ("Tổng kết năm học 2015 - 2016, phương hướng năm học 2016 - 2017.", [], None),
        ("Xây dựng chương trình năm học 2016-2018.", ["năm học 2016-2018"], "2017"),
    ],
)
def test_school_year_form(text: str, found: list[str], fix: str | None) -> None:
    findings = list(years.check_school_year_form(_context(text, **SCHOOL)))
    assert [f.text for f in findings] == found
    assert [f.fix.text for f in findings if f.fix] == ([fix] if fix else [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Trên đây là Kế hoạch tổ chức đại hội năm học 2015 - 2016./.", 1),
        ("I. Mục đích\n- Tổng kết nhiệm kỳ năm học 2015 - 2016 và kết quả đạt được.\n", 0),
        (
            "I. Mục đích\n- Làm tốt nhiệm vụ của năm học 2016 - 2017.\n- Làm tốt nhiệm vụ của năm học 2015 - 2016.\n",
            1,
        ),
    ],
)
def test_left_over_school_years(text: str, count: int) -> None:
    assert len(list(years.check_left_over_school_years(_context(text, **SCHOOL)))) == count


def test_calendar_year_equated_with_a_school_year_is_worth_a_note() -> None:
    ctx = _context("I. Nội dung\n1. Nhiệm vụ năm 2023 (năm học 2022 - 2023)\n", signed=date(2023, 2, 27), years=(2023,))
    assert [(f.code, f.severity) for f in years.check_calendar_and_school_year(ctx)] == [("date.stale-year", "info")]


def test_last_years_anniversary() -> None:
    text = "I. Nội dung\n- Kỷ niệm 41 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2023).\n"
    ctx = _context(text, signed=date(2024, 9, 25), years=(2024,))
    assert [f.code for f in years.check_old_anniversaries(ctx)] == ["date.stale-year"]
