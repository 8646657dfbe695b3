"""Whole plans of invented schools, carried to other years for another school, and what must and must not be in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.draft import Draft, Request
from assistant.settings import SchoolProfile
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.reading import read
from evals.drafts import TODAY
from tests.assistant.drafting.factories import drafter

PLANS = Path(__file__).parent / "plans"
SCHOOL = SchoolProfile(
    name="Trường THCS Kim Ngân",
    short_name="THCS Kim Ngân",
    symbol="THCSKN",
    superior="UBND phường Hồng Lạc",
    place="Hồng Lạc",
    province="Tỉnh Thái Nguyên",
    head="Lưu Thị Ánh",
    post="Hiệu trưởng",
)

HOLDS = {
    ("thi-dua-2019", 2026): (
        "năm học 2026-2027, năm học thứ [năm thứ mấy]|năm học 2026-2027, năm học thứ 14",
        "97 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 - 03/02/2027)",
        "Nghị quyết số 29-NQ/TW ngày 04/11/2013",
        "44 năm Ngày Nhà giáo Việt Nam (20/11/1982-20/11/2026)",
        "ĐT [số điện thoại], email: [thư điện tử]",
        "Liên đội TNTP Hồ Chí Minh trường THCS Kim Ngân",
        "Hội nghị cán bộ, viên chức Trường THCS Kim Ngân [ngày của văn bản]",
        "về UBND phường Hồng Lạc trước [ngày do cấp trên quy định]",
        "Trường: Tập thể Lao động xuất sắc, đề nghị UBND tỉnh Thái Nguyên tặng Bằng khen",
        "Lao động tiên tiến: 38 đồng chí (90,5%)",
    ),
    ("phat-dong-2025", 2026): (
        "96 năm Ngày thành lập Đảng (03/02/1930 – 03/02/2026)",
        "năm [năm thứ mấy] thực hiện Nghị quyết",
        "(giai đoạn 1: 2023 - 2025; giai đoạn 2: 2026 - 2030)",
        "chuyển đổi số” giai đoạn [giai đoạn hiện hành (2)]",
        "tổng kết ngày 28/11/2026 (thứ Bảy)",
        "thứ Ba, ngày 17/02/2026",
        "[dịp kỷ niệm của trường]",
        "Sở Giáo dục và Đào tạo Thái Nguyên",
    ),
    ("khuyen-hoc-2023", 2027): (
        "CHI HỘI KHUYẾN HỌC TRƯỜNG THCS KIM NGÂN",
        "Số: [số]/KH-CHKH",
        "31 năm Ngày thành lập Hội Khuyến học Việt Nam",
        "Xuân Đinh Mùi 2027 vào ngày mùng 6 Tết ([ngày dương lịch năm 2027])",
        "nhiệm kỳ [giai đoạn hiện hành]",
        "Vận động quỹ đạt từ 90 triệu đồng trở lên",
    ),
    ("giai-doan-2020", 2027): (
        "phong trào thi đua giai đoạn [giai đoạn hiện hành] và năm học 2027-2028",
        "82 năm Cách mạng tháng Tám và Quốc khánh 2/9, [sự kiện chính trị trong năm]",
        "mức thưởng 0,3 lần mức lương cơ sở",
        "Nghị quyết số 88/2014/QH13 ngày 28/11/2014",
    ),
    ("hai-cap-2026", 2027): (
        "chào mừng [sự kiện chính trị trong năm], [sự kiện chính trị trong năm (2)].",
        "97 năm ngày thành lập Đảng, 137 năm ngày sinh Chủ tịch Hồ Chí Minh",
        "82 năm Quốc khánh, [dịp kỷ niệm của trường].",
        "năm thứ hai thực hiện Nghị quyết Đại hội XIV, năm thứ ba vận hành chính quyền hai cấp",
    ),
    ("noi-tru-2022", 2024): (
        "Quyết định [số, ngày của Quyết định năm học 2024-2025] của Bộ trưởng",
        "năm học thứ 5 thực hiện Chương trình GDPT 2018",
        "từ năm học 2021-2022 đến năm học 2023-2024",
        "80 năm Ngày thành lập QĐND Việt Nam (22/12/1944 - 22/12/2024), 35 năm ngày hội Quốc phòng toàn dân",
        "71 năm Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2025)",
    ),
}
NEVER = {
    "thi-dua-2019": (
        "Hoàng Bá Lân",
        "HBL",
        "Cẩm Sơn",
        "Hải Dương",
        "Bùi Quang Hải",
        "Lan Phương",
        "0912",
        "camson",
        "655",
    ),
    "phat-dong-2025": (
        "Đông Hồ",
        "Quy Nhơn",
        "Bình Định",
        "Gia Lai",
        "Phan Đình Trọng",
        "Gia Huy",
        "Minh Tâm",
        "thptdongho",
    ),
    "khuyen-hoc-2023": (
        "Bình Minh Tây",
        "Vĩnh Thuận",
        "Ba Thọ",
        "Cẩm Tiên",
        "Sóc Kha",
        "0987",
        "87.500.000",
        "Bình Hòa",
    ),
    "giai-doan-2020": ("Đắc Sơn", "Phổ Yên", "Đào Xuân Thịnh", "Kim Oanh", "Lý Thị Sen", "2020 – 2021", "khóa XV"),
    "hai-cap-2026": ("Việt Đức", "Tân Sơn", "Lương Xuân Trường", "Phí Thị Thu Hà", "khóa XVI", "65 năm"),
    "noi-tru-2022": ("Bắc Hà", "Lào Cai", "Sùng A Páo", "Giàng Seo Vần", "2022-2023", "1991"),
}


def drafted(name: str, year: int) -> Draft:
    """Return the plan `name` carried to `year` (of a school year the first) for another school."""
    plan = parse(read(PLANS / f"{name}.txt"), register=load_register())
    school_year = f"{year}-{year + 1}" if plan.header.school_year else None
    request = Request("", year=None if school_year else year, school_year=school_year)
    return drafter(plan, school=SCHOOL, today=TODAY).draft_all([request], base=plan)


@pytest.mark.parametrize(("name", "year"), HOLDS)
def test_a_whole_plan_for_another_school(name: str, year: int) -> None:
    made = drafted(name, year)
    text = made.text.replace('"', "”")
    for expected in HOLDS[name, year]:
        ways = expected.replace("“", "”").split("|")
        assert any(way in text for way in ways), expected
    for left_over in NEVER[name]:
        assert left_over.lower() not in text.lower(), left_over
    assert not [finding for finding in made.findings if finding.severity == "error"]
