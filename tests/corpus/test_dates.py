from datetime import date

import pytest

from corpus.dates import find_dates, find_year_spans, is_impossible


def days(text):
    return [(m.text, m.day.isoformat() if m.day else None) for m in find_dates(text)]


def values(text):
    return [(m.text, m.precision, m.value, m.yearly) for m in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 25 tháng 3 năm 2024", [("ngày 25 tháng 3 năm 2024", "2024-03-25")]),
        ("Ngày 25 tháng 3 năm 2024.", [("Ngày 25 tháng 3 năm 2024", "2024-03-25")]),
        ("25 tháng 3 năm 2024", [("25 tháng 3 năm 2024", "2024-03-25")]),
        ("ngày 25/3/2024", [("ngày 25/3/2024", "2024-03-25")]),
        ("25-3-2024", [("25-3-2024", "2024-03-25")]),
        ("25.3.2024", [("25.3.2024", "2024-03-25")]),
        ("ngày 06/8/2022 của Bộ", [("ngày 06/8/2022", "2022-08-06")]),
        ("ngày ngày 27 tháng 4 năm 2020", [("ngày 27 tháng 4 năm 2020", "2020-04-27")]),
        ("ngày 20  tháng 9 năm 2018", [("ngày 20  tháng 9 năm 2018", "2018-09-20")]),
        ("ngày 01 tháng 12\nnăm 2016", [("ngày 01 tháng 12\nnăm 2016", "2016-12-01")]),
        ("ngày 25 tháng 3/2024", [("ngày 25 tháng 3/2024", "2024-03-25")]),
        ("ngày 15/ 9 /2024", [("ngày 15/ 9 /2024", "2024-09-15")]),
        ("ngày 30/12 năm 2016", [("ngày 30/12 năm 2016", "2016-12-30")]),
        ("ngdy 06 thang 5 nim 2024", [("ngdy 06 thang 5 nim 2024", "2024-05-06")]),
        ("ngay 09 thang 11 ndm 2023", [("ngay 09 thang 11 ndm 2023", "2023-11-09")]),
        ("ngay l0 thdng 11 ndam 2O24", [("ngay l0 thdng 11 ndam 2O24", "2024-11-10")]),
        ("truée ngay 10 thang 5\nnam 2025", [("ngay 10 thang 5\nnam 2025", "2025-05-10")]),
        ("khai giảng 05/9/18", [("05/9/18", "2018-09-05")]),
        ("(26/3/1931 - 26/3/2011)", [("26/3/1931", "1931-03-26"), ("26/3/2011", "2011-03-26")]),
        ("(30/10/1963-30/10/2023)", [("30/10/1963", "1963-10-30"), ("30/10/2023", "2023-10-30")]),
        ("từ ngày 01/10 đến 07/10/2024", [("ngày 01/10", "2024-10-01"), ("07/10/2024", "2024-10-07")]),
        ("(01/10-07/10/2024)", [("01/10", "2024-10-01"), ("07/10/2024", "2024-10-07")]),
        ("(0/10-07/10/2024)", [("0/10", None), ("07/10/2024", "2024-10-07")]),
        ("từ 15 - 20/11/2024", [("15", "2024-11-15"), ("20/11/2024", "2024-11-20")]),
        ("từ ngày 15 đến ngày 20/11/2024", [("15", "2024-11-15"), ("ngày 20/11/2024", "2024-11-20")]),
        ("các ngày 3, 4, 5/9/2024", [("3", "2024-09-03"), ("4", "2024-09-04"), ("5/9/2024", "2024-09-05")]),
        ("từ 20/11 đến 15/01/2025", [("20/11", "2024-11-20"), ("15/01/2025", "2025-01-15")]),
        (
            "Từ ngày 30/9 đến ngày 30/12 năm 2016",
            [("ngày 30/9", "2016-09-30"), ("ngày 30/12 năm 2016", "2016-12-30")],
        ),
        ("ngày 30/02/2024", [("ngày 30/02/2024", None)]),
        ("ngày 31 tháng 11 năm 2023", [("ngày 31 tháng 11 năm 2023", None)]),
        ("ngày 29/02/2023", [("ngày 29/02/2023", None)]),
    ],
)
def test_days(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(vào năm 2025)", [("năm 2025", "year", (2025, None, None), False)]),
        ("tháng 10/2019", [("tháng 10/2019", "month", (2019, 10, None), False)]),
        ("THÁNG 10/ 2019", [("THÁNG 10/ 2019", "month", (2019, 10, None), False)]),
        ("tháng 10 năm 2024", [("tháng 10 năm 2024", "month", (2024, 10, None), False)]),
        ("tháng 10 hàng năm", [("tháng 10 hàng năm", "month", (None, 10, None), True)]),
        ("vào tháng 6 hằng năm.", [("tháng 6 hằng năm", "month", (None, 6, None), True)]),
        ("công tác tháng 9:", [("tháng 9", "month", (None, 9, None), False)]),
        ("Quý 3 năm 2025", [("Quý 3 năm 2025", "quarter", (2025, 7, None), False)]),
        ("quý III/2025", [("quý III/2025", "quarter", (2025, 7, None), False)]),
        ("quý IV hằng năm", [("quý IV hằng năm", "quarter", (None, 10, None), True)]),
        ("từ 9/2024 ", [("9/2024", "month", (2024, 9, None), False)]),
        (
            "Trước ngày 25 tháng 11 hàng năm báo cáo",
            [("ngày 25 tháng 11 hàng năm", "day-month", (None, 11, 25), True)],
        ),
        ("truoc ngay\n10 thang 11 hang nam.", [("ngay\n10 thang 11 hang nam", "day-month", (None, 11, 10), True)]),
        ("trước ngày 30/5 hằng năm", [("ngày 30/5 hằng năm", "day-month", (None, 5, 30), True)]),
        ("Nhà giáo Việt Nam 20/11.", [("20/11", "day-month", (None, 11, 20), False)]),
        ("Thành lập Đoàn TNCS Hồ Chí Minh 26/3", [("26/3", "day-month", (None, 3, 26), False)]),
        ("chào mừng 20-11", [("20-11", "day-month", (None, 11, 20), False)]),
        ("ngày 31/4", [("ngày 31/4", "day-month", (None, 4, 31), False)]),
        ("trước 25/12", [("25/12", "day-month", (None, 12, 25), False)]),
        (
            "từ ngày 16 tháng 6 đến hết tháng 12 năm 2024",
            [
                ("ngày 16 tháng 6", "day-month", (2024, 6, 16), False),
                ("tháng 12 năm 2024", "month", (2024, 12, None), False),
            ],
        ),
    ],
)
def test_coarser_mentions(text, expected):
    assert values(text) == expected


def numbers(text):
    return [(m.precision, tuple(m.value), m.lunar) for m in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đầu tháng Chín năm 2024", [("month", (2024, 9, None))]),
        ("tháng Mười hai năm 2024", [("month", (2024, 12, None))]),
        ("tháng Năm năm 2025", [("month", (2025, 5, None))]),
        ("tháng ba hằng năm", [("month", (None, 3, None))]),
        ("ngày mười chín tháng năm", [("day-month", (None, 5, 19))]),
        ("ngày mồng một tháng sáu", [("day-month", (None, 6, 1))]),
        ("ngày mồng 5 tháng 02 năm 2023", [("day", (2023, 2, 5))]),
        ("quý Một năm 2025", [("quarter", (2025, 1, None))]),
        ("quý I, II/2025", [("quarter", (2025, 1, None)), ("quarter", (2025, 4, None))]),
        ("quý III - IV/2024", [("quarter", (2024, 7, None)), ("quarter", (2024, 10, None))]),
        ("tháng 9, 10/2024", [("month", (2024, 9, None)), ("month", (2024, 10, None))]),
        ("tháng 10, 11 năm 2024", [("month", (2024, 10, None)), ("month", (2024, 11, None))]),
        ("các tháng 1, 2, 3/2025", [("month", (2025, month, None)) for month in (1, 2, 3)]),
        ("09/2024 - 05/2025", [("month", (2024, 9, None)), ("month", (2025, 5, None))]),
        (
            "trong 2 ngày: 15 và 16/11/2024",
            [("day-month", (2024, 11, 15)), ("day", (2024, 11, 16))],
        ),
        ("chậm nhất 17h00, 15/12", [("day-month", (None, 12, 15))]),
        ("ngày 2024-11-20", [("day", (2024, 11, 20))]),
        ("Quốc tế Thiếu nhi 1-6", [("day-month", (None, 6, 1))]),
        ("tuần 3 tháng 9/2024", [("month", (2024, 9, None))]),
        ("03 tháng 01 lần", []),
        ("định kỳ 6 tháng, 1 năm", []),
        ("năm tháng ba lần", []),
        ("6 tháng năm 2024", [("year", (2024, None, None))]),
        ("một tháng hai lần", []),
        ("Cách mạng Tháng Tám", []),
        ("hàng tháng từ ngày 5", []),
    ],
)  # fmt: skip
def test_words_and_lists(text, expected):
    assert numbers(text) == [(*entry, False) for entry in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rằm tháng 8 năm Giáp Thìn", [("day-month", (None, 8, 15), True)]),
        ("Rằm tháng Tám (17/9/2024)", [("day-month", (None, 8, 15), True), ("day", (2024, 9, 17), False)]),
        ("tháng Giêng năm Ất Tỵ", [("month", (None, 1, None), True)]),
        ("trước 23 tháng Chạp", [("day-month", (None, 12, 23), True)]),
        ("Giỗ Tổ Hùng Vương 10/3 âm lịch", [("day-month", (None, 3, 10), True)]),
        ("ngày 10/3 (âm lịch)", [("day-month", (None, 3, 10), True)]),
        ("ngay 10 thang gieng am lich", [("day-month", (None, 1, 10), True)]),
        ("ngày 15/8/2024 âm lịch", [("day", (2024, 8, 15), True)]),
    ],
)
def test_days_of_the_lunar_calendar(text, expected):
    assert numbers(text) == expected
    assert not any(mention.lunar and mention.day for mention in find_dates(text))


def test_a_mention_of_the_lunar_calendar_reaches_to_its_mark():
    assert find_dates("Tết Trung thu (rằm tháng 8 năm Giáp Thìn) cho trẻ")[0].text == "rằm tháng 8 năm Giáp Thìn"


@pytest.mark.parametrize(
    "text",
    [
        "Sinh hoạt dưới cờ: lớp 5/1, 5/2",
        "Tổng số 11/11 lớp",
        "trực 24/24 giờ",
        "Số: 03/KH-LĐLĐ",
        "Thông tư 12/2012/TT-BGDĐT",
        "Thông tư số 22/2020/TT-BGDĐT",
        "Chỉ thị số 20/CT-TTg",
        "01 điểm trường: Đường 30/4 khu phố 3",
        "292 học sinh/130 nữ",
        "ít nhất 2/3 số thành viên",
        "đạt 8/10 điểm",
        "khối 4- 5; 15/20 em",
        "Sơ kết 06 tháng",
        "3 lớp 3-4 tuổi",
        "1.2. Nội dung 2.3",
        "trường Mầm non 20/10",
    ],
)
def test_what_only_looks_like_a_date(text):
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "impossible"),
    [
        ("ngày 30/02/2024", True),
        ("ngày 31/4", True),
        ("(0/10-07/10/2024)", True),
        ("tháng 13/2024", True),
        ("ngày 29/02", False),
        ("ngày 29/02/2024", False),
        ("năm 2024", False),
        ("quý I/2024", False),
    ],
)
def test_impossible_days(text, impossible):
    assert is_impossible(find_dates(text)[0]) is impossible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm học 2024-2025", ("năm học 2024-2025", "school-year", 2024, 2025)),
        ("NH 2024 – 2025", ("NH 2024 – 2025", "school-year", 2024, 2025)),
        ("Năm học: 2016– 2017.", ("Năm học: 2016– 2017", "school-year", 2016, 2017)),
        ("năm học 2018 -2019", ("năm học 2018 -2019", "school-year", 2018, 2019)),
        ("nim hoc 2024 - 2025", ("nim hoc 2024 - 2025", "school-year", 2024, 2025)),
        ("năm học 2024/2025", ("năm học 2024/2025", "school-year", 2024, 2025)),
        ("năm học 2024-25", ("năm học 2024-25", "school-year", 2024, 2025)),
        ("năm học 2016 – 2107", ("năm học 2016 – 2107", "school-year", 2016, 2107)),
        ("Học kỳ I, 2024-2025", ("2024-2025", "school-year", 2024, 2025)),
        ("giai đoạn 2023 - 2030", ("giai đoạn 2023 - 2030", "period", 2023, 2030)),
        ("giai doan\n2023 —2030", ("giai doan\n2023 —2030", "period", 2023, 2030)),
        ("từ năm 2023 đến năm 2030", ("từ năm 2023 đến năm 2030", "period", 2023, 2030)),
        ("tir nam 2024 dén nam 2030", ("nam 2024 dén nam 2030", "period", 2024, 2030)),
        ("Giai đoạn 1 (năm 2023 - năm 2025)", ("năm 2023 - năm 2025", "period", 2023, 2025)),
        ("Giai đoạn 1 (từ năm 2024 - 2025)", ("từ năm 2024 - 2025", "period", 2024, 2025)),
        ("nhiệm kỳ 2017-2022", ("nhiệm kỳ 2017-2022", "period", 2017, 2022)),
        ("nhiệm kỳ 2015 – 2016", ("nhiệm kỳ 2015 – 2016", "period", 2015, 2016)),
        ("Kế hoạch 05 năm (2021 - 2025)", ("2021 - 2025", "period", 2021, 2025)),
        ("giai đoạn 2024 - 2025", ("giai đoạn 2024 - 2025", "period", 2024, 2025)),
    ],
)
def test_year_spans(text, expected):
    (span,) = find_year_spans(text)
    assert (span.text, span.kind, span.first, span.last) == expected


@pytest.mark.parametrize("text", ["(30/10/1963 - 30/10/2023)", "số 4344/KH-UBND", "1000 - 2000 đồng", "năm 2024"])
def test_what_is_no_pair_of_years(text):
    assert find_year_spans(text) == ()


def test_spans_point_at_the_text():
    text = "Tân Phú, ngày 25 tháng 3 năm 2024; đợt 1 từ 01/9 đến 20/11/2024, năm học 2023 – 2024, quý I/2025."
    for found in (*find_dates(text), *find_year_spans(text)):
        assert text[found.start : found.end] == found.text
    assert find_dates(text)[0].day == date(2024, 3, 25)
