# ruff: noqa: ISC004 -- a sentence is easier to read whole
from dataclasses import dataclass

import pytest

from corpus.anniversaries import find_anniversaries


@dataclass(frozen=True)
class Day:
    name: str
    day: int
    month: int
    year: int | None
    aliases: tuple[str, ...] = ()


REGISTER = (
    Day("Ngày Quốc tế Phụ nữ", 8, 3, 1910, ("Quốc tế Phụ nữ",)),
    Day("Khởi nghĩa Hai Bà Trưng", 8, 3, 40),
    Day("Ngày thành lập Đảng Cộng sản Việt Nam", 3, 2, 1930, ("Ngày thành lập Đảng",)),
    Day("Ngày thành lập Đoàn TNCS Hồ Chí Minh", 26, 3, 1931, ("Ngày thành lập Đoàn",)),
    Day("Ngày Nhà giáo Việt Nam", 20, 11, 1982),
    Day("Cách mạng tháng Tám", 19, 8, 1945),
    Day("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", 2, 9, 1945, ("Quốc khánh",)),
    Day("Ngày sinh Chủ tịch Hồ Chí Minh", 19, 5, 1890),
    Day("Ngày giải phóng miền Nam, thống nhất đất nước", 30, 4, 1975, ("Ngày giải phóng miền Nam",)),
    Day("Ngày thành lập tỉnh Quảng Ninh", 30, 10, 1963),
    Day("Ngày Quốc tế Hạnh phúc", 20, 3, None),
)


def read(text, year=2024):
    found = find_anniversaries(text, register_anniversaries=REGISTER, plan_year=year)
    for anniversary in found:
        assert text[anniversary.start : anniversary.end] == anniversary.text
        assert (
            str(anniversary.claimed) in text[anniversary.count_span.start : anniversary.count_span.end]
            or "mươi" in text
        )
    return [(a.claimed, a.from_ and a.from_.isoformat(), a.to and a.to.isoformat(), a.actual, a.name) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "kỷ niệm 42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024).",
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        (
            "chào mừng 94 năm Ngày thành lập Đảng (03/02/1930-03/02/2024), 49 năm Ngày giải phóng miền Nam, thống nhất"
            " đất nước (30/4/1975 – 30/4/2024)",
            [
                (94, "1930-02-03", "2024-02-03", 94, "Ngày thành lập Đảng"),
                (49, "1975-04-30", "2024-04-30", 49, "Ngày giải phóng miền Nam, thống nhất đất nước"),
            ],
        ),
        (
            "79 năm Cách mạng tháng Tám (19/8/1945 - 19/8/2024) và Quốc khánh (02/9/1945 - 02/9/2024)",
            [
                (79, "1945-08-19", "2024-08-19", 79, "Cách mạng tháng Tám"),
                (79, "1945-09-02", "2024-09-02", 79, "Quốc khánh"),
            ],
        ),
        (
            "kỷ niệm 81 năm ngày thành lập Đoàn (26/3/1931 - 26/3/2011)",
            [(81, "1931-03-26", "2011-03-26", 80, "ngày thành lập Đoàn")],
        ),
        (
            "74 năm ngày Nha Trang - Khánh Hòa kháng chiến (23/10/1945 - 23/10/2019)",
            [(74, "1945-10-23", "2019-10-23", 74, "ngày Nha Trang - Khánh Hòa kháng chiến")],
        ),
        (
            "tròn 95 năm ngày thành lập Đảng (1930 - 2025)",
            [(95, "1930-02-03", "2025-02-03", 95, "ngày thành lập Đảng")],
        ),
        (
            "60 năm thành lập trường (1964 - 2024)",
            [(60, "1964-01-01", "2024-01-01", 60, "thành lập trường")],
        ),
        (
            "42 năm ngày Nhà giáo Việt Nam 20/11/1982 - 20/11/2024",
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        (
            "134 năm ngày sinh Chủ tịch\nHồ Chí Minh (19/5/1890 -\n19/5/2024)",
            [(134, "1890-05-19", "2024-05-19", 134, "ngày sinh Chủ tịch Hồ Chí Minh")],
        ),
        (
            "42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 2024)",
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        (
            "ky niem 42 nim ngay Nha gido Viét Nam (20/11/1982 - 20/11/2024)",
            [(42, "1982-11-20", "2024-11-20", 42, "ngay Nha gido Viét Nam")],
        ),
        (
            "kỷ niệm ngày Nhà giáo Việt Nam lần thứ 42 (20/11/1982 - 20/11/2024)",
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        (
            "kỷ niệm lần thứ 134 ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2024)",
            [(134, "1890-05-19", "2024-05-19", 134, "ngày sinh Chủ tịch Hồ Chí Minh")],
        ),
        (
            "kỷ niệm bốn mươi hai năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)",
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
    ],
)
def test_days_from_the_text(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        (
            "kỷ niệm 101 năm ngày Quốc tế Phụ nữ 8/3 và 1971 năm khởi nghĩa Hai Bà Trưng, Công đoàn trường tổ chức",
            2011,
            [
                (101, "1910-03-08", "2011-03-08", 101, "ngày Quốc tế Phụ nữ 8/3"),
                (1971, "0040-01-01", "2011-01-01", 1971, "khởi nghĩa Hai Bà Trưng"),
            ],
        ),
        (
            "KỶ NIỆM 81 NĂM NGÀY THÀNH LẬP ĐOÀN TNCS HỒ CHÍ MINH 26/3",
            2012,
            [(81, "1931-03-26", "2012-03-26", 81, "NGÀY THÀNH LẬP ĐOÀN TNCS HỒ CHÍ MINH 26/3")],
        ),
        (
            "chào mừng 41 năm ngày Nhà giáo Việt Nam",
            2024,
            [(41, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        (
            "chào mừng 95 năm ngày thành lập Đảng",  # in the second half of the school year
            2024,
            [(95, "1930-02-03", "2025-02-03", 95, "ngày thành lập Đảng")],
        ),
        (
            "kỷ niệm 79 năm Cách mạng tháng Tám và Quốc khánh 2/9",
            2024,
            [
                (79, "1945-08-19", "2024-08-19", 79, "Cách mạng tháng Tám"),
                (79, "1945-09-02", "2024-09-02", 79, "Quốc khánh 2/9"),
            ],
        ),
        (
            "kỷ niệm lần thứ 134 ngày sinh Chủ tịch Hồ Chí Minh",
            2024,
            [(134, "1890-05-19", "2024-05-19", 134, "ngày sinh Chủ tịch Hồ Chí Minh")],
        ),
        (
            "kỷ niệm ngày Nhà giáo Việt Nam lần thứ 42",
            2024,
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        (
            "42 năm ngày Nhà giáo Việt Nam (20/11/2024)",
            2024,
            [(42, "1982-11-20", "2024-11-20", 42, "ngày Nhà giáo Việt Nam")],
        ),
        ("kỉ niệm 42 năm ngày NGVN 20/11", 2024, [(42, "1982-11-20", "2024-11-20", 42, "ngày NGVN 20/11")]),
        ("hướng tới kỷ niệm 50 năm thành lập trường.", 2024, [(50, None, None, None, "thành lập trường")]),
        ("kỷ niệm 42 năm ngày Nhà giáo Việt Nam", None, [(42, "1982-11-20", None, None, "ngày Nhà giáo Việt Nam")]),
    ],
)
def test_days_from_the_register(text, year, expected):
    assert read(text, year) == expected


def test_mention_without_days_takes_those_of_the_dated_mention():
    text = "kỷ niệm 60 năm ngày Thành lập tỉnh Quảng Ninh (30/10/1963 - 30/10/2023); mừng 60 năm ngày Thành lập tỉnh;"
    assert [a[:4] for a in read(text, 2023)] == [(60, "1963-10-30", "2023-10-30", 60)] * 2


def test_contradiction_between_text_and_plan_is_left_open():
    text = "mừng 81 năm ngày thành lập Đoàn 26/3. Thi đua chào mừng 81 năm ngày thành lập Đoàn (26/3/1931 - 26/3/2011)"
    assert [a[1:4] for a in read(text, 2012)] == [("1931-03-26", None, None), ("1931-03-26", "2011-03-26", 80)]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 05 năm (2021 - 2025) của thị xã",
        "kế hoạch phát triển 5 năm 2021 - 2025",
        "sơ kết 10 năm thực hiện Nghị quyết số 29-NQ/TW (2013 - 2023)",
        "hoàn thành xuất sắc nhiệm vụ 02 năm liền",
        "có 5 năm công tác trở lên (01/9/2019 - 01/9/2024)",
        "phổ cập cho trẻ 5 tuổi; 20 năm tuổi Đảng",
        "Đại hội Đảng lần thứ XIII; Đại hội đại biểu lần thứ 13",
        "cuộc Cách mạng công nghiệp lần thứ 4",
        "trong 3 năm học 2021-2024",
        "ngày 26/3/2011 năm học 2010-2011",
        "80 năm thành lập Đảng bộ tỉnh",
        "5 năm qua, nhà trường",
    ],
)
def test_what_is_counted_but_no_anniversary(text):
    assert read(text) == []
