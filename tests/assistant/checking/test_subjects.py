from datetime import date

import pytest

from assistant.checking import subjects
from tests.assistant.checking.factories import make_context, make_plan

DAY = date(2025, 10, 2)


def _texts(check: object, text: str) -> list[str]:
    return [f.text for f in check(make_context(make_plan(text, signed=DAY)))]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (
            subjects.check_schemes,
            (
                "Căn cứ Quyết định số 387/QĐ-TTg ngày 25 tháng 3 năm 2022 của Thủ tướng Chính phủ phê duyệt Chương"
                " trình “Xây dựng mô hình công dân học tập giai đoạn 2021 - 2030”;\n"
            ),
            ["phê duyệt Chương trình “Xây dựng mô hình công dân học tập giai đoạn 2021 - 2030”"],
        ),
        (
            subjects.check_schemes,
            (
                "Căn cứ Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính phủ phê duyệt Chương"
                " trình “Xây dựng mô hình công dân học tập giai đoạn 2021 - 2030”;\n"
            ),
            [],
        ),
        (subjects.check_years_of_laws, "Căn cứ Luật Trẻ em năm 2015;\n", ["2015"]),
        (subjects.check_years_of_laws, "Căn cứ Luật Trẻ em năm 2016;\n", []),
        (subjects.check_years_of_laws, "Căn cứ Luật Thi đua, khen thưởng năm 2022; Luật Giáo dục năm 2019;\n", []),
        (
            subjects.check_periods_of_documents,
            (
                "Căn cứ Quyết định số 1248/QĐ-TTg ngày 19/7/2021 của Thủ tướng Chính phủ phê duyệt Chương trình phòng,"
                " chống tai nạn, thương tích trẻ em giai đoạn 2021 - 2025;\n"
            ),
            ["giai đoạn 2021 - 2025"],
        ),
        (
            subjects.check_other_subjects,
            (
                "Căn cứ Thông tư số 16/2018/TT-BGDĐT ngày 03/8/2018 của Bộ Giáo dục và Đào tạo quy định tiêu chuẩn thư"
                " viện trường mầm non công lập;\n"
            ),
            ["quy định tiêu chuẩn thư viện trường mầm non công lập"],
        ),
        (
            subjects.check_other_subjects,
            (
                "Căn cứ Thông tư số 16/2018/TT-BGDĐT ngày 03/8/2018 của Bộ Giáo dục và Đào tạo quy định về tài trợ cho"
                " các cơ sở giáo dục thuộc hệ thống giáo dục quốc dân;\n"
            ),
            [],
        ),
    ],
)
def test_what_a_citation_is_said_to_be_about(check: object, text: str, found: list[str]) -> None:
    assert _texts(check, f"{text}I. MỤC ĐÍCH\nNội dung.\n") == found
