# ruff: noqa: E501, ISC004 -- a letterhead or a sentence is easier to read whole
from datetime import date

import pytest

from corpus.header import find_header
from corpus.plan import Quality, Reading, Span

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = (
    "Căn cứ Kế hoạch số 15/KH-PGDĐT ngày 05/9/2024 của Phòng GD&ĐT về phong trào thi đua;\n"
    "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nĐộng viên cán bộ, giáo viên và học sinh thi đua dạy tốt, học tốt.\n"
)


def header(text):
    found = find_header(Reading("x.txt", text, (Span(0, len(text)),), Quality()))
    for _, span in found.spans:
        assert 0 <= span.start < span.end <= len(text)
    return found


def plan(head, title="KẾ HOẠCH\nPhát động phong trào thi đua năm học 2024-2025\n\n", body=BODY, foot=""):
    return header(f"{head}\n{title}{body}{foot}")


@pytest.mark.parametrize(
    ("head", "superior", "school"),
    [
        (
            f"UBND HUYỆN CAN LỘC\nTRƯỜNG MN HOA HỒNG\n{NATION}",
            "UBND huyện Can Lộc",
            "Trường MN Hoa Hồng",
        ),
        (
            f"PHÒNG GD&ĐT QUẬN BA ĐÌNH\nTRƯỜNG TIỂU HỌC KIM ĐỒNG\n{NATION}",
            "Phòng GD&ĐT quận Ba Đình",
            "Trường Tiểu học Kim Đồng",
        ),
        (
            f"SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTỈNH BẮC GIANG\nTRƯỜNG THPT\nNGÔ SĨ LIÊN\n\n{NATION}",
            "Sở Giáo dục và Đào tạo tỉnh Bắc Giang",
            "Trường THPT Ngô Sĩ Liên",
        ),
        (
            f"ỦY BAN NHÂN DÂN\nQUẬN TÂN BÌNH\nTRƯỜNG TRUNG HỌC CƠ SỞ\nHOÀNG HOA THÁM\n{NATION}",
            "Ủy ban nhân dân quận Tân Bình",
            "Trường Trung học cơ sở Hoàng Hoa Thám",
        ),
        (  # the two columns side by side, with a wide gap
            "PHÒNG GD&ĐT HUYỆN LẠC SƠN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "TRƯỜNG TH&THCS ÂN NGHĨA             Độc lập - Tự do - Hạnh phúc\n",
            "Phòng GD&ĐT huyện Lạc Sơn",
            "Trường TH&THCS Ân Nghĩa",
        ),
        (  # side by side, with a single blank, as PDF readers give it
            "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "TRƯỜNG THCS VÕ THỊ SÁU Độc lập - Tự do - Hạnh phúc\n",
            "Phòng Giáo dục và Đào tạo",
            "Trường THCS Võ Thị Sáu",
        ),
        (  # table cells
            "UBND THÀNH PHỐ VINH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTRƯỜNG MẦM NON BÌNH MINH\tĐộc lập - Tự do - Hạnh phúc\n",
            "UBND thành phố Vinh",
            "Trường Mầm non Bình Minh",
        ),
        (
            "| UBND XÃ PHÚ LỘC | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| **TRƯỜNG TH PHÚ LỘC 2** | Độc lập – Tự do – Hạnh phúc |\n",
            "UBND xã Phú Lộc",
            "Trường TH Phú Lộc 2",
        ),
        (
            f"ĐỘI TNTP HỒ CHÍ MINH\nLIÊN ĐỘI TRƯỜNG TH LÊ LỢI\n***\n{NATION}",
            "Đội TNTP Hồ Chí Minh",
            "Liên đội Trường TH Lê Lợi",
        ),
        (
            f"CÔNG ĐOÀN GD HUYỆN ĐÔNG ANH\nCÔNG ĐOÀN TRƯỜNG THCS NAM HỒNG\n{NATION}",
            "Công đoàn GD huyện Đông Anh",
            "Công đoàn Trường THCS Nam Hồng",
        ),
        (
            f"HUYỆN ĐOÀN CÁI BÈ\nCÔNG ĐOÀN\nTRƯỜNG THPT PHẠM THÀNH TRUNG\n{NATION}",
            "Huyện đoàn Cái Bè",
            "Công đoàn Trường THPT Phạm Thành Trung",
        ),
        (
            f"HỘI KHUYẾN HỌC QUẬN 10\nCHI HỘI KHUYẾN HỌC TRƯỜNG THCS TRẦN PHÚ\n{NATION}",
            "Hội Khuyến học quận 10",
            "Chi hội Khuyến học Trường THCS Trần Phú",
        ),
        (
            f"UBND HUYỆN MÙ CANG CHẢI\nTRƯỜNG PTDTBT TH&THCS LA PÁN TẨN\n{NATION}",
            "UBND huyện Mù Cang Chải",
            "Trường PTDTBT TH&THCS La Pán Tẩn",
        ),
        (f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\n{NATION}", None, "Ủy ban nhân dân tỉnh Lào Cai"),
        (f"BỘ GIÁO DỤC VÀ ĐÀO TẠO\n{NATION}", None, "Bộ Giáo dục và Đào tạo"),
        (
            f"TRƯỜNG TIỂU HỌC TÂN LẬP 1\nTỔ 4 - 5\n{NATION}",
            "Trường Tiểu học Tân Lập 1",
            "Tổ 4 - 5 Trường Tiểu học Tân Lập 1",
        ),
        (
            f"PHÒNG GIÁO DỤC VÀ ĐÀO TẠO TP THÁI BÌNH\n\nTRƯỜNG TH QUANG TRUNG\n\n{NATION}",
            "Phòng Giáo dục và Đào tạo TP Thái Bình",
            "Trường TH Quang Trung",
        ),
        (  # a narrow column
            f"SỞ GIÁO DỤC VÀ ĐÀO TẠO AN\nBÌNH\nTRƯỜNG THPT NGUYỄN\nTRƯỜNG TỘ\nSố: 5/KH-THPTNTT\n{NATION}",
            "Sở Giáo dục và Đào tạo An Bình",
            "Trường THPT Nguyễn Trường Tộ",
        ),
        (  # diacritics lost
            "UY BAN NHAN DAN HUYEN CU CHI CONG HOA XA HOI CHU NGHIA VIET NAM\n"
            "TRUONG THCS NGUYEN DU Doc lap - Tu do - Hanh phuc\n",
            "Ủy ban nhân dân huyện Củ Chi",
            "Trường THCS Nguyễn Du",
        ),
    ],
)
def test_bodies_of_the_letterhead(head, superior, school):
    body = BODY
    if "TRUONG" in head:
        body = "Can cu Ke hoach so 15/KH-PGDDT ngay 05/9/2024 cua Phong GDDT ve phong trao thi dua;\nI. MUC DICH\n"
    found = plan(head, body=body)
    assert (found.superior, found.school) == (superior, school)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 43/KH-LAX", "43/KH-LAX"),
        ("Số: 43 /KH-LAX", "43/KH-LAX"),
        ("Số 282/KH-NK", "282/KH-NK"),
        ("Số: 10./QĐ- MN", "10/QĐ-MN"),
        ("Số: 271/KH-THCS LC", "271/KH-THCSLC"),
        ("So: 672/KH-TrTHCSXS", "672/KH-TrTHCSXS"),
        ("Sb: 89/KH-NK", "89/KH-NK"),
        ("S6: 12/KH-THCS", "12/KH-THCS"),
        ("Số : 05 /KH – TrTH", "05/KH-TrTH"),
        ("Số: 15-KH/CB", "15-KH/CB"),
        ("Số: 07a/KH-THPT", "07a/KH-THPT"),
        ("Số: 5904/BGDĐT-TCCB", "5904/BGDĐT-TCCB"),
        ("**Số: 21/KH-TH&THCS**", "21/KH-TH&THCS"),
        ("125/KH-THCSTP", "125/KH-THCSTP"),
        ("Số:     /KH- TH", None),
        ("Số: ....... /KH-THVBA", None),
        ("Số:…/KH-MN", None),
        ("Số: / KH-LĐ", None),
        ("Số:    – KH/LĐ", None),
        ("", None),
    ],
)
def test_number(line, number):
    assert plan(f"TRƯỜNG TH LÊ LỢI\n{line}\n{NATION}").number == number


def test_number_beside_the_date():
    found = plan("TRƯỜNG THCS VÕ THỊ SÁU\nSố: 18/KH-THCSVTS Ea Kar, ngày 05 tháng 9 năm 2024")
    assert (found.number, found.place, found.date) == ("18/KH-THCSVTS", "Ea Kar", date(2024, 9, 5))


def test_number_of_a_cited_document_is_not_the_plans():
    assert plan("TRƯỜNG TH LÊ LỢI", title="KẾ HOẠCH\nTriển khai Chỉ thị số 05-CT/TW\n\n").number is None


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Tân Phú, ngày 25 tháng 3 năm 2024", "Tân Phú", date(2024, 3, 25)),
        ("Vĩnh Thịnh Nam, ngày 03 tháng 10 năm\n2023", "Vĩnh Thịnh Nam", date(2023, 10, 3)),
        ("Hà Nội, ngày 6 tháng 9 năm 2018", "Hà Nội", date(2018, 9, 6)),
        ("TP. Hồ Chí Minh, ngày 01 tháng 10 năm 2023", "TP. Hồ Chí Minh", date(2023, 10, 1)),
        ("Thành phố Hồ Chí Minh, ngày 20 tháng 9 năm 2024", "Thành phố Hồ Chí Minh", date(2024, 9, 20)),
        ("Thị trấn Nghèn, ngày 6 tháng 9 năm 2018", "Thị trấn Nghèn", date(2018, 9, 6)),
        ("Quận 10, ngày 6 tháng 9 năm 2018", "Quận 10", date(2018, 9, 6)),
        ("Nại Hiên Đông, ngày 01 tháng 12\nnăm 2016", "Nại Hiên Đông", date(2016, 12, 1)),
        ("*Liên Châu, ngày 28 tháng 9 năm 2022*", "Liên Châu", date(2022, 9, 28)),
        ("Quảng Trường, ngày 17 tháng 09 năm 2016.", "Quảng Trường", date(2016, 9, 17)),
        ("Vĩnh Bình, ngày        tháng 9 năm 2017", "Vĩnh Bình", None),
        ("Vĩnh Bình, ngày …. tháng …. năm 2017", "Vĩnh Bình", None),
        ("Ea Kar, 05/9/2024", "Ea Kar", date(2024, 9, 5)),
        ("Trung Hải ngày 01 tháng 3 năm 2012", "Trung Hải", date(2012, 3, 1)),
        ("Độc lập - Tự do - Hạnh phúc", None, None),
    ],
)
def test_place_and_date(line, place, day):
    found = plan(f"TRƯỜNG TH LÊ LỢI\n{NATION}{line}")
    assert (found.place, found.date) == (place, day)


def test_date_over_the_signature():
    foot = "\nCam Lộ, ngày 12 tháng 9 năm 2019\nNgười lập kế hoạch\nTrần Thị Hoa\n"
    found = plan("TRƯỜNG TH LÊ LỢI", foot=foot)
    assert (found.place, found.date, found.signer) == ("Cam Lộ", date(2019, 9, 12), "Trần Thị Hoa")


@pytest.mark.parametrize(
    ("title", "document_type", "expected"),
    [
        (
            "KẾ HOẠCH\nPhát động phong trào thi đua yêu nước\nnăm học 2024 - 2025\n\n",
            "Kế hoạch",
            "Kế hoạch phát động phong trào thi đua yêu nước năm học 2024 - 2025",
        ),
        (
            "KẾ HOẠCH\n\nTổ chức Phong trào thi đua\n\n“Cả nước thi đua xây dựng xã hội học tập” tại nhà trường\n\n",
            "Kế hoạch",
            "Kế hoạch tổ chức Phong trào thi đua “Cả nước thi đua xây dựng xã hội học tập” tại nhà trường",
        ),
        (
            "K Ế  H O Ạ C H\nCông tác thi đua, khen thưởng\n",
            "Kế hoạch",
            "Kế hoạch công tác thi đua, khen thưởng",
        ),
        (
            "KẾ HOẠCH TỔ CHỨC ĐẠI HỘI CHI BỘ\nNĂM HỌC 2016 – 2017\n\n",
            "Kế hoạch",
            "Kế hoạch tổ chức đại hội Chi bộ năm học 2016 – 2017",
        ),
        (
            "KẾ HOẠCH\nThực hiện nhiệm vụ giáo dục mầm non, năm học 2025-2026\n\n",
            "Kế hoạch",
            "Kế hoạch thực hiện nhiệm vụ giáo dục mầm non, năm học 2025-2026",
        ),
        (
            "KẾ HOẠCH\nPhát động thi đua chào mừng 92 năm Ngày thành lập Đoàn\n(26/3/1931 - 26/3/2023)\n\n",
            "Kế hoạch",
            "Kế hoạch phát động thi đua chào mừng 92 năm Ngày thành lập Đoàn (26/3/1931 - 26/3/2023)",
        ),
        (
            "KẾ HOẠCH\nTriển khai Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị\ntrong ngành Giáo dục\n\n",
            "Kế hoạch",
            "Kế hoạch triển khai Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị trong ngành Giáo dục",
        ),
        (
            "QUYẾT ĐỊNH\nVề việc ban hành Quy chế thi đua\n\nHIỆU TRƯỞNG TRƯỜNG TH LÊ LỢI\n\n",
            "Quyết định",
            "Quyết định về việc ban hành Quy chế thi đua",
        ),
        (
            "KẾ HOẠCH\nHoạt động công tác khuyến học\n\nTrường TH Lê Lợi xây dựng kế hoạch cụ thể như sau:\n",
            "Kế hoạch",
            "Kế hoạch hoạt động công tác khuyến học",
        ),
    ],
)
def test_title(title, document_type, expected):
    found = plan(f"TRƯỜNG TH LÊ LỢI\nSố: 1/KH-TH\n{NATION}", title=title)
    assert (found.document_type, found.title) == (document_type, expected)


@pytest.mark.parametrize(
    ("title", "school_year", "years"),
    [
        ("Công tác thi đua, khen thưởng năm 2023", None, (2023,)),
        ("Phát động phong trào thi đua năm học 2024-2025", "2024-2025", (2024, 2025)),
        ("Triển khai Đề án “Đổi mới giai đoạn 2022 - 2025, định hướng đến năm 2030” năm 2023", None, (2023,)),
        ("Triển khai Phong trào “Cả nước thi đua học tập giai đoạn 2023 - 2027”", None, (2024, 2025, 2026, 2027)),
        ("Hoạt động công tác Đội tháng 10/2024", None, (2024,)),
        ("Kiểm tra nội bộ trường học", None, (2024,)),
        ("Thi đua chào mừng 42 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)", None, (2024,)),
    ],
)
def test_years(title, school_year, years):
    found = plan(f"TRƯỜNG TH LÊ LỢI\n{NATION}Cam Lộ, ngày 5 tháng 9 năm 2024\n", title=f"KẾ HOẠCH\n{title}\n\n")
    assert (found.school_year, found.years) == (school_year, years)


@pytest.mark.parametrize(
    ("foot", "title", "signer", "recipients"),
    [
        (
            "\nNơi nhận:\n- Phòng GD&ĐT (b/c);\n- Lưu: VT.\n\nHIỆU TRƯỞNG\n\nNguyễn Thị Lan\n",
            "Hiệu trưởng",
            "Nguyễn Thị Lan",
            ("Phòng GD&ĐT (b/c)", "Lưu: VT"),
        ),
        (
            "\nNơi nhận:                 KT. HIỆU TRƯỞNG\n- Các tổ;                 PHÓ HIỆU TRƯỞNG\n- Lưu VT.\n\n(Đã ký)\nTrần Văn Bình\n",
            "KT. Hiệu trưởng, Phó Hiệu trưởng",
            "Trần Văn Bình",
            ("Các tổ", "Lưu VT"),
        ),
        (
            "\nNơi nhận: HIỆU TRƯỞNG\n- Chi bộ; - Các tổ CM;\n- Lưu: VT. Lê Minh Tâm\n",
            "Hiệu trưởng",
            "Lê Minh Tâm",
            ("Chi bộ", "Các tổ CM", "Lưu: VT. Lê Minh Tâm"),
        ),
        (
            "\nNơi nhận:\n- Công đoàn cấp trên;\n- Lưu.\nTM. BAN CHẤP HÀNH\nCHỦ TỊCH\nPhạm Thị Hương\n",
            "TM. Ban Chấp hành, Chủ tịch",
            "Phạm Thị Hương",
            ("Công đoàn cấp trên", "Lưu"),
        ),
        ("\nTổng phụ trách Đội\nHồ Văn Dũng\n", "Tổng phụ trách Đội", "Hồ Văn Dũng", ()),
        ("\nHIỆU TRƯỞNG\n(Ký tên, đóng dấu)\nThS. NGUYỄN QUANG VINH\n", "Hiệu trưởng", "Nguyễn Quang Vinh", ()),
        ("\nTrên đây là kế hoạch của Liên đội trường TH Lê Lợi./.\n", None, None, ()),
    ],
)
def test_foot(foot, title, signer, recipients):
    found = plan(f"TRƯỜNG TH LÊ LỢI\n{NATION}", foot=foot)
    assert (found.signer_title, found.signer) == (title, signer)
    assert found.recipients[: len(recipients) - 1] == recipients[:-1]


@pytest.mark.parametrize(
    ("text", "school"),
    [
        (
            "KẾ HOẠCH\nHoạt động giáo dục năm học 2020 - 2021\n\nCăn cứ Kế hoạch số 34/KH ngày 04/12/2019 của Trường Tiểu học Tân Mỹ;"
            "\nTheo thực tế, Trường Tiểu học Tân Mỹ lập kế hoạch năm học 2020-2021 như sau:\n",
            "Trường Tiểu học Tân Mỹ",
        ),
        (
            "KẾ HOẠCH\nTổ chức sinh hoạt trong nữ đoàn viên của Công đoàn Trường THCS Chu Văn An\n\nThực hiện Kế hoạch số 03/KH-CĐGD"
            " ngày 22/02/2011 của Công đoàn Giáo dục thành phố Tam Kỳ, Công đoàn trường tổ chức như sau:\n",
            "Công đoàn Trường THCS Chu Văn An",
        ),
        (
            "KẾ HOẠCH\nThi đua\n\nThực hiện công văn của Trường THPT Trần Phú, Chi hội Khuyến học Trường THCS Lê Lợi xây dựng kế hoạch như sau:",
            "Chi hội Khuyến học Trường THCS Lê Lợi",
        ),
        ("KẾ HOẠCH CÔNG TÁC ĐỘI THÁNG 10/ 2019\n\nI. Đánh giá công tác tháng 9:\n- Nề nếp ổn định.\n", None),
    ],
)
def test_school_from_the_text(text, school):
    assert header(text).school == school


def test_letterhead_is_completed_from_the_text():
    text = "- Liên đội trường TH Tô Vĩnh Diện xây dựng công trình măng non như sau:\n"
    found = plan("ĐỘI TNTP HỒ CHÍ MINH\nLIÊN ĐỘI TÔ VĨNH DIỆN\n", body=text)
    assert found.school == "Liên đội Trường TH Tô Vĩnh Diện"


def test_damaged_names_are_mended_from_cleaner_mentions():
    text = (
        "PHONG GIAO DUC VA PAO TAO CONG HOA XA HOI CHU NGHIA VIET NAM\nTRUONG THCS DAI LOC Dgc 14p - Ty do - Hanh phic\n"
        "So: 72/KH-THCS Dgi Loc, ngay 18 thang 9 nam 2024\nKE HOACH\n\nTrién khai phong trao thi dua nim hoc 2024 - 2025\n\n"
        "Thue hién Ké hoach sé 1592/KH-PGD&DT ngay 12 thang 9 nim 2024\nciia Phong GD&DT, Truong THCS Dai Loc xay dyng Ké hoach"
        " tai truong THCS Dai Loc, cu thé sau:\nI. MUC PiCH\nHIEU TRUONG\n\nNguyén Thi Hoa\n"
    )
    found = header(text)
    assert found.superior == "Phòng Giáo dục và Đào tạo"
    assert found.school == "Trường THCS Đại Lộc"
    assert (found.number, found.place, found.date) == ("72/KH-THCS", "Đại Lộc", date(2024, 9, 18))
    assert found.title == "Kế hoạch triển khai phong trào thi đua năm học 2024 - 2025"
    assert (found.signer, found.signer_title) == ("Nguyễn Thị Hoa", "Hiệu trưởng")


def test_empty_text_has_an_empty_header():
    found = header("")
    assert (found.school, found.number, found.title, found.years, found.spans) == (None, None, None, (), ())
    assert found.kind == "khac"
