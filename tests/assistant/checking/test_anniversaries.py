from datetime import date

import pytest

from assistant.checking import anniversaries
from tests.assistant.checking.factories import make_context, make_plan


@pytest.mark.parametrize(
    ("text", "signed", "fix"),
    [
        ("42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)", date(2024, 3, 25), None),
        ("41 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)", date(2024, 3, 25), "42"),
        ("81 năm ngày thành lập Đoàn (26/3/1931 - 26/3/2011)", date(2012, 3, 1), "2012"),
    ],
)
def test_counts(text: str, signed: date, fix: str | None) -> None:
    plan = make_plan(f"I. Nội dung\n- Chào mừng {text}.\n", signed=signed, years=(signed.year,))
    found = list(anniversaries.check_counts(make_context(plan)))
    assert [f.fix.text if f.fix else None for f in found] == ([fix] if fix else [])
    assert all(f.severity == "error" and f.text == text for f in found)


def test_in_a_scan_a_wrong_count_is_a_warning_without_a_fix() -> None:
    text = "I. Nội dung\n- 41 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024).\n"
    plan = make_plan(text, signed=date(2024, 3, 25), years=(2024,), source="ocr")
    assert [(f.severity, f.fix) for f in anniversaries.check_counts(make_context(plan))] == [("warning", None)]


def test_an_event_dated_otherwise_than_in_the_register() -> None:
    text = "I. Nội dung\n- 41 năm Ngày Nhà giáo Việt Nam (20/11/1983 - 20/11/2024).\n"
    plan = make_plan(text, signed=date(2024, 3, 25), years=(2024,))
    assert [f.severity for f in anniversaries.check_events(make_context(plan))] == ["warning"]
