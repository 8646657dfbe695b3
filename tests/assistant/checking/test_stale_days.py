from datetime import date

import pytest

from assistant.checking import stale_days
from tests.assistant.checking.factories import make_context, make_plan

SIGNED = {"signed": date(2025, 10, 2), "years": (2025, 2026), "school_year": "2025-2026"}
CAMPAIGN = {"signed": date(2023, 10, 12), "years": (2023,), "title": "Kế hoạch đợt thi đua năm 2023"}


def _texts(check: object, text: str, header: dict[str, object]) -> list[str]:
    return [f.text for f in check(make_context(make_plan(text, **header)))]  # type: ignore[operator, arg-type]


@pytest.mark.parametrize(
    ("text", "header", "found"),
    [
        ("IV. TIẾN ĐỘ\n- Tháng 10/2024: triển khai kế hoạch.\n", SIGNED, ["Tháng 10/2024"]),
        ("IV. TIẾN ĐỘ\n- Học kỳ II: từ tháng 01/2025 đến tháng 5/2025.\n", SIGNED, ["tháng 01/2025"]),
        ("IV. TIẾN ĐỘ\nHội thi\t15 giải\tTháng 3/2025\n", SIGNED, ["Tháng 3/2025"]),
        ("II. NỘI DUNG\n- Văn nghệ chào mừng ngày 20/11/2022.\n", CAMPAIGN, ["ngày 20/11/2022"]),
        ("II. NỘI DUNG\n- Hội thi nấu ăn: ngày 06/3/2023.\n", CAMPAIGN, []),  # no later year would suit a plan of 2023
        ("IV. TIẾN ĐỘ\n- Tháng 10/2025: triển khai kế hoạch.\n", SIGNED, []),
        (
            "IV. TIẾN ĐỘ\n- Từ ngày 20/9/2025: tuyên truyền.\n",
            SIGNED,
            [],
        ),  # work often begins before the plan is signed
        ("I. ĐẶC ĐIỂM TÌNH HÌNH\n- Tháng 10/2024: xây xong nhà đa năng.\n", SIGNED, []),
        ("II. NỘI DUNG\n- Thư viện có 4.325 bản sách, tính đến ngày 31/5/2025.\n", SIGNED, []),
        ("II. NỘI DUNG\n- Trường được thành lập ngày 15/10/2024.\n", SIGNED, []),
    ],
)
def test_days_of_an_older_plan(text: str, header: dict[str, object], found: list[str]) -> None:
    assert _texts(stale_days.check_stale_days, text, header) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IV. TIẾN ĐỘ\n- Tháng 5/2026: tổng kết năm học 2024 - 2025.\n", ["năm học 2024 - 2025"]),
        ("II. NỘI DUNG\n- Khen thưởng học sinh giỏi năm học 2023 - 2024.\n", ["năm học 2023 - 2024"]),
        ("II. NỘI DUNG\n- Khen thưởng học sinh giỏi năm học 2024 - 2025.\n", []),
        ("IV. TIẾN ĐỘ\n- Trước ngày 30/10/2025: báo cáo tổng kết năm học 2024 - 2025.\n", []),
        ("II. NỘI DUNG\n- Tỉ lệ cao hơn so với năm học 2023 - 2024.\n", []),
    ],
)
def test_school_years_long_over(text: str, found: list[str]) -> None:
    assert _texts(stale_days.check_past_school_years, text, SIGNED) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("II. NỘI DUNG\n- Ôn thi tốt nghiệp THPT năm 2025 cho lớp 12.\n", ["2025"]),
        ("II. NỘI DUNG\n- Ôn thi tốt nghiệp THPT năm 2026 cho lớp 12.\n", []),
        ("I. KẾT QUẢ\n- Tổ chức thi tốt nghiệp THPT năm 2025 an toàn.\n", []),
    ],
)
def test_examinations(text: str, found: list[str]) -> None:
    assert _texts(stale_days.check_exam_years, text, SIGNED) == found


def test_summers() -> None:
    assert _texts(stale_days.check_summers, "II. NỘI DUNG\n- Tổ chức dạy bơi dịp hè 2024.\n", SIGNED) == ["2024"]
    assert _texts(stale_days.check_summers, "II. NỘI DUNG\n- Tổ chức dạy bơi dịp hè 2026.\n", SIGNED) == []
