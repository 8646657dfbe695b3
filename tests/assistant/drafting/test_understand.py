from datetime import date

import pytest

from assistant.drafting.draft import Request
from assistant.drafting.understand import school_level, understand, understand_all

TODAY = date(2025, 9, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("viết mục III cho năm 2025", {"section": "III", "year": 2025}),
        ("viet muc 3 cho nam 2025", {"section": "III", "year": 2025}),
        ("soạn phần II.2 năm học 2025-2026", {"section": "II.2", "school_year": "2025-2026"}),
        ("viết mục 2 phần III năm 2026", {"section": "III.2", "year": 2026}),
        ("viết điểm a mục 1 phần II cho năm sau", {"section": "II.1.a", "year": 2026}),
        ("viết mục thứ ba cho năm 2026", {"section": "III", "year": 2026}),
        ("viết mục năm cho năm 2025", {"section": "V", "year": 2025}),
        ("viết II.2 cho 2025", {"section": "II.2", "year": 2025}),
        ("phần giải pháp cho năm tới", {"role": "measures", "year": 2026}),
        (
            "viết mục tiêu chí cho học sinh năm 2025",
            {"role": "criteria", "year": 2025, "audience": "học sinh"},
        ),
        ("mục tiêu chỉ tiêu năm 2025", {"role": "targets", "year": 2025}),
        ("viết phần mục đích, yêu cầu năm nay", {"role": "purpose", "year": 2025}),
        ("lập cả kế hoạch năm học 2025 – 2026", {"school_year": "2025-2026"}),
        (
            "soan ke hoach thi dua - khen thuong nam hoc nay",
            {"school_year": "2025-2026", "kind": "thi-dua-khen-thuong"},
        ),
        (
            "phần khen thưởng của kế hoạch thi đua, khen thưởng 2026",
            {"role": "rewards", "year": 2026, "kind": "thi-dua-khen-thuong"},
        ),
        (
            (
                "soạn kế hoạch khuyến học năm nay theo kế hoạch trường Lũng Luông, ngắn gọn, thêm chỉ tiêu 95% "
                "công dân học tập"
            ),
            {
                "year": 2025,
                "kind": "khuyen-hoc",
                "base": "trường Lũng Luông",
                "instructions": ("ngắn gọn", "thêm chỉ tiêu 95% công dân học tập"),
            },
        ),
        (
            "viết mục 2 phần III năm 2025 thêm chỉ tiêu 95% công dân học tập",
            {"section": "III.2", "year": 2025, "instructions": ("thêm chỉ tiêu 95% công dân học tập",)},
        ),
        (
            "viet muc tieu chi thi dua cho truong THPT nam 2026",
            {"role": "criteria", "year": 2026, "audience": "truong THPT", "instructions": ("cho truong THPT",)},
        ),
        ("viết mục I dựa trên bản năm 2023 cho năm 2026", {"section": "I", "year": 2026, "base": "năm 2023"}),
        ("phần mục đích giai đoạn 2023-2030 cho năm 2026", {"role": "purpose", "year": 2026}),
        ("viết lại mục III thật ngắn gọn", {"section": "III", "instructions": ("thật ngắn gọn",)}),
        ("viết phần mở đầu", {}),
    ],
)
def test_requests(text: str, expected: dict[str, object]) -> None:
    assert understand(text, today=TODAY) == Request(text, **expected)  # type: ignore[arg-type]


def test_what_a_turn_leaves_open_is_taken_from_the_request_in_hand() -> None:
    known = understand("viết mục III cho năm 2025, ngắn gọn", today=TODAY)
    changed = understand("đổi thành năm học 2026-2027", today=TODAY, known=known)
    assert (changed.section, changed.year, changed.school_year) == ("III", None, "2026-2027")
    assert changed.instructions == ("ngắn gọn",)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Trường THCS Bình Minh", "thcs"),
        ("TRƯỜNG TRUNG HỌC PHỔ THÔNG Nà Khoang", "thpt"),
        ("Trường Mầm non Hoa Sen", "mam-non"),
        ("Trường TH Quảng Thuận", "tieu-hoc"),
        ("Trường Bình Minh", None),
    ],
)
def test_school_level(name: str, level: str | None) -> None:
    assert school_level(name) == level


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("viết mục II và III cho năm 2025", ["II", "III"]),
        ("soạn mục I, II, IV năm 2025", ["I", "II", "IV"]),
        ("viết phần 2 và phần 3 năm 2025", ["II", "III"]),
        ("viết mục II.1 cho năm 2025", ["II.1"]),
        ("viết mục 2 phần III năm 2025", ["III.2"]),
        ("phần giải pháp năm 2025", [None]),
    ],
)
def test_several_sections(text: str, sections: list[str | None]) -> None:
    assert [request.section for request in understand_all(text, today=TODAY)] == sections
