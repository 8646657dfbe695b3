"""One line a case: an item of a plan dated 20/3/2024 for 2024, and what it must become."""

from datetime import date

import pytest

from assistant.settings import SchoolProfile
from tests.assistant.drafting.factories import OTHER_SCHOOL, carried

THPT = SchoolProfile(level="thpt")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Phong trào thi đua năm 2024 chia thành 02 đợt.", "Phong trào thi đua năm 2025 chia thành 02 đợt."),
        ("Bình xét thi đua năm học 2023 – 2024 theo quy định.", "Bình xét thi đua năm học 2024 – 2025 theo quy định."),
        ("Chỉ số năm 2024 cao hơn so với năm 2023.", "Chỉ số năm 2025 cao hơn so với năm 2024."),
        (
            "Phong trào “Cải cách hành chính” giai đoạn 2023 - 2025.",
            "Phong trào “Cải cách hành chính” giai đoạn 2023 - 2025.",
        ),
        ("Định hướng đến năm 2030, tầm nhìn đến năm 2045.", "Định hướng đến năm 2030, tầm nhìn đến năm 2045."),
        ("Triển khai Luật Thi đua, khen thưởng năm 2022.", "Triển khai Luật Thi đua, khen thưởng năm 2022."),
        ("Từ ngày 01/10 đến ngày 07/10/2024 tổ chức tuần lễ.", "Từ ngày 01/10 đến ngày 07/10/2025 tổ chức tuần lễ."),
        ("Họp sơ kết vào tháng 5 năm 2024.", "Họp sơ kết vào tháng 5 năm 2025."),
        ("Họp vào thứ Sáu, ngày 15/11/2024.", "Họp vào thứ Bảy, ngày 15/11/2025."),
        ("Tổ chức mừng xuân Giáp Thìn.", "Tổ chức mừng xuân Ất Tỵ."),
        ("Mít tinh vào ngày 30/02/2024.", "Mít tinh vào [ngày]."),
        ("Tổ chức Tết Trung thu ngày 17/9/2024.", "Tổ chức Tết Trung thu [ngày dương lịch năm 2025]."),
        (
            "Gửi hồ sơ về Phòng Giáo dục và Đào tạo trước ngày 15/3/2024.",
            "Gửi hồ sơ về Phòng Giáo dục và Đào tạo trước [ngày do cấp trên quy định].",
        ),
        ("Báo cáo trước ngày 10 tháng 11 hằng năm.", "Báo cáo trước ngày 10 tháng 11 hằng năm."),
        (
            "Kỷ niệm 42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024).",
            "Kỷ niệm 43 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2025).",
        ),
        (
            "Chào mừng kỷ niệm 42 năm ngày Nhà giáo Việt Nam 20/11.",
            "Chào mừng kỷ niệm 43 năm ngày Nhà giáo Việt Nam 20/11.",
        ),
        (
            "Xây dựng công trình chào mừng 50 năm Ngày giải phóng miền Nam (30/4/1975 - 30/4/2025).",
            "Xây dựng công trình chào mừng 50 năm Ngày giải phóng miền Nam (30/4/1975 - 30/4/2025).",
        ),
        ("Tham gia Hội thi giáo viên giỏi lần thứ XI.", "Tham gia Hội thi giáo viên giỏi lần thứ [lần thứ mấy]."),
        (
            "Hội khỏe Phù Đổng tổ chức hằng năm, năm nay lần thứ 10.",
            "Hội khỏe Phù Đổng tổ chức hằng năm, năm nay lần thứ 11.",
        ),
        ("Cuộc Cách mạng công nghiệp lần thứ tư.", "Cuộc Cách mạng công nghiệp lần thứ tư."),
        (
            "Chủ đề năm học 2023 - 2024 là “Đoàn kết, sáng tạo, đổi mới”.",
            "Chủ đề năm học 2024 - 2025 là “[chủ đề năm học 2024-2025]”.",
        ),
        (
            (
                "Căn cứ Kế hoạch số 961/KH-SGDĐT ngày 26 tháng 02 năm 2024 của Sở Giáo dục và Đào tạo về phong "
                "trào thi đua năm 2024;"
            ),
            (
                "Căn cứ Kế hoạch [số, ngày của Kế hoạch năm 2025] của Sở Giáo dục và Đào tạo về phong trào thi "
                "đua năm 2025;"
            ),
        ),
        (
            (
                "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành "
                "một số điều của Luật Thi đua, khen thưởng."
            ),
            (
                "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành "
                "một số điều của Luật Thi đua, khen thưởng."
            ),
        ),
        (
            "Năm học 2023 - 2024 nhà trường có 512 học sinh.",
            "Năm học 2024 - 2025 nhà trường có [số liệu năm 2025] học sinh.",
        ),
        (
            "Tổng số 12 lớp: 4 lớp 6; 8 lớp 7.",
            "Tổng số [số liệu năm 2025] lớp: [số liệu năm 2025] lớp 6; [số liệu năm 2025] lớp 7.",
        ),
        ("Mỗi lớp cử 2 học sinh, 1 giáo viên tham gia.", "Mỗi lớp cử 2 học sinh, 1 giáo viên tham gia."),
        ("Tổng kết nhiệm kỳ 2022 – 2023.", "Tổng kết nhiệm kỳ 2023 – 2024."),
        ("Kế hoạch công tác tháng 10/2024 của đội.", "Kế hoạch công tác tháng 10/2025 của đội."),
        (
            "Căn cứ Điều 18 Thông tư số 21/2020/TT-BGDĐT của Bộ Giáo dục và Đào tạo;",
            "Căn cứ [điều, khoản tương ứng] Thông tư số 29/2023/TT-BGDĐT của Bộ Giáo dục và Đào tạo;",
        ),
        ("Phấn đấu 95% học sinh đạt chuẩn.", "Phấn đấu 95% học sinh đạt chuẩn."),
    ],
)
def test_an_item_carried_to_the_next_year(before: str, after: str) -> None:
    assert carried(before).text == f"- {after}"


def test_every_change_has_a_reason_and_gives_back_the_source() -> None:
    paragraph = carried("Kỷ niệm 42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024) trong năm 2024.")
    assert [change.kind for change in paragraph.changes] == ["anniversary", "year"]
    assert all(change.reason for change in paragraph.changes)
    text = paragraph.text
    for change in paragraph.changes:
        text = text.replace(change.to, change.from_, 1)
    assert text == paragraph.sources[0].text


@pytest.mark.parametrize(
    ("before", "note"),
    [
        ("Nộp báo cáo trước ngày 15/6/2024.", "Chủ nhật"),
        ("Chào mừng 49 năm Ngày giải phóng miền Nam (30/4/1975 - 30/4/2024).", "năm tròn (50 năm)"),
        ("Chào mừng 70 năm chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024).", "viết cho năm tròn (70 năm)"),
        ("Chào mừng 40 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024).", "đúng ra là 42 năm"),
        ("Phấn đấu 95% học sinh đạt chuẩn, tối thiểu 20 điểm.", "95%, 20 điểm"),
    ],
)
def test_what_is_worth_a_look_is_noted(before: str, note: str) -> None:
    assert any(note in remark for remark in carried(before).notes)


@pytest.mark.parametrize(
    ("before", "year", "school", "after"),
    [
        ("Gửi về Phòng GD&ĐT huyện Mường Lát.", 2025, None, "Gửi về Phòng GD&ĐT huyện Mường Lát."),
        ("Theo dõi của Phòng GD&ĐT huyện Mường Lát.", 2026, None, "Theo dõi của [UBND xã, phường quản lý trường]."),
        ("Theo dõi của Phòng GD&ĐT huyện Mường Lát.", 2026, OTHER_SCHOOL, "Theo dõi của UBND phường Tân An."),
        ("Theo dõi của Phòng GD&ĐT huyện Mường Lát.", 2026, THPT, "Theo dõi của Sở Giáo dục và Đào tạo."),
        (
            "Đề nghị Chủ tịch UBND thị xã khen thưởng.",
            2026,
            OTHER_SCHOOL,
            "Đề nghị Chủ tịch UBND phường Tân An khen thưởng.",
        ),
        ("Danh hiệu cấp huyện và cấp tỉnh.", 2026, None, "Danh hiệu cấp xã và cấp tỉnh."),
        ("Giữ mối quan hệ, liên quan đến học sinh.", 2026, None, "Giữ mối quan hệ, liên quan đến học sinh."),
        ("UBND Thành phố Hồ Chí Minh chỉ đạo.", 2026, None, "UBND Thành phố Hồ Chí Minh chỉ đạo."),
        ("Phối hợp với Sở GD&ĐT tỉnh Hà Giang.", 2026, None, "Phối hợp với Sở GD&ĐT tỉnh Tuyên Quang."),
    ],
)
def test_offices_that_are_gone(before: str, year: int, school: SchoolProfile | None, after: str) -> None:
    assert carried(before, year, school=school).text == f"- {after}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Trường THCS Hoa Ban phát động.", "Trường THCS Bình Minh phát động."),
        ("Học sinh THCS Hoa Ban tham gia.", "Học sinh THCS Bình Minh tham gia."),
        ("Toàn trường Trung học cơ sở Hoa Ban.", "Toàn trường THCS Bình Minh."),
        ("TRƯỜNG THCS HOA BAN quyết tâm.", "TRƯỜNG THCS BÌNH MINH quyết tâm."),
        ("Giao thầy Lò Văn Pản phụ trách.", "Giao thầy [họ tên] phụ trách."),
        ("Ban tổ chức: Vũ Thị Mây, Nguyễn Văn Sơn.", "Ban tổ chức: [họ tên], [họ tên]."),
        ("Học tập và làm theo tấm gương Hồ Chí Minh.", "Học tập và làm theo tấm gương Hồ Chí Minh."),
        ("Theo Quyết định số 15/QĐ-THCSHB của trường.", "Theo Quyết định [số của Quyết định của trường] của trường."),
    ],
)
def test_the_other_school_leaves_no_trace(before: str, after: str) -> None:
    assert carried(before, school=OTHER_SCHOOL).text == f"- {after}"


def test_a_slip_of_the_precedent_is_mended_and_said() -> None:
    before = "Quyết định số 1373/QĐ-TTg phê duyệt Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2023”."
    from assistant.drafting.draft import Request
    from tests.assistant.drafting.factories import drafter, plan_of

    base = plan_of(f"I. NỘI DUNG\n\n- {before}\n\nII. TỔ CHỨC THỰC HIỆN\n\n- Các tổ thực hiện.")
    made = drafter(base).draft_all([Request("", section="I", year=2025)], base=base)
    assert "giai đoạn 2021 - 2030" in made.text
    assert any(change.kind == "period" for paragraph in made.paragraphs for change in paragraph.changes)


def test_a_phase_that_is_over_asks_for_the_next_date() -> None:
    from assistant.drafting.paragraphs import carry_forward
    from corpus.plan import Span
    from tests.assistant.drafting.factories import carrying, plan_of

    base = plan_of(
        "I. TIẾN ĐỘ\n\nPhong trào chia thành 02 giai đoạn:\n\n1. Giai đoạn 1 (năm 2023 - năm 2025)\n\n"
        "- Sơ kết phong trào vào năm 2025.\n\n2. Giai đoạn 2 (năm 2026 - năm 2030)\n\n- Tổng kết vào năm 2030."
    )

    def text(year: int) -> str:
        carry = carrying(base, year, today=date(2024, 12, 1))
        made = carry_forward(carry, "goc", Span(base.sections[0].start, base.sections[-1].end))
        return "\n".join(paragraph.text for paragraph in made.paragraphs)

    assert "Sơ kết phong trào vào năm 2025" in text(2025)
    assert "Sơ kết phong trào vào [thời gian theo giai đoạn mới]" in text(2026)
    assert "(năm 2023 - năm 2025)" in text(2026)
    assert "Tổng kết vào năm 2030" in text(2026)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Phân công do đ/c Cầm Thị Nguyệt, Lò Văn Chựa, Hoàng Yến làm trưởng khối.",
            "do đ/c [họ tên], [họ tên], [họ tên]",
        ),
        ("Bí thư Đoàn trường Ngô Thùy Linh lập kế hoạch chi tiết.", "Bí thư Đoàn trường [họ tên] lập"),
        ("Các đ/c ủy viên: Phúc (9A1), Nhi (8A3) lo hậu cần.", "[họ tên] (9A1), [họ tên] (8A3)"),
        ("Chuyển vào tài khoản tại Agribank chi nhánh Sông Lặng.", "tại [ngân hàng]."),
        ("Tập trung tại số 15 đường Lê Duẩn lúc 7 giờ.", "tại [địa chỉ] lúc"),
        ("Trường được thành lập từ năm 1995, có truyền thống hiếu học.", "từ năm [năm thành lập trường],"),
        ("Nộp hồ sơ về Phòng Nội vụ huyện Kỳ Lâm trước khi họp.", "về Phòng Văn hóa - Xã hội phường Tân An trước"),
        ("Báo cáo kết quả về LĐLĐ huyện Kỳ Lâm.", "về [công đoàn cấp trên]."),
        ("Gửi UBND xã một bản.", "Gửi UBND phường một bản."),
        ("Vận động doanh nghiệp Hòa Phát Đạt ủng hộ.", "Vận động [đơn vị tài trợ] ủng hộ."),
    ],
)
def test_what_belongs_to_another_school_or_a_gone_office_never_survives(sentence: str, expected: str) -> None:
    made = carried(sentence, 2026, school=OTHER_SCHOOL)
    assert expected in made.text


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Luật Giáo dục 2019 có hiệu lực từ ngày 01/7/2024.", "từ ngày 01/7/2024"),
        ("Tết Giáp Thìn: tặng quà trước ngày 05/02/2024 (26 tháng Chạp).", "trước [ngày dương lịch năm 2025] (26"),
        ("Hội thi tổ chức ngày 18/4/2024 (chiều thứ Năm).", "ngày 18/4/2025 (chiều thứ Sáu)"),
        ("Tổng kết vào giờ chào cờ thứ Hai tuần 12 (ngày 25/11/2024).", "thứ Hai tuần 12 ([ngày])"),
        ("Chào mừng các ngày lễ lớn; 40 năm đổi mới đất nước.", "41 năm đổi mới"),
        ("Ôn lại truyền thống vẻ vang 93 năm của Đoàn.", "94 năm của Đoàn"),
        ('Hưởng ứng "Cả nước chung tay xóa nhà tạm trong năm 2024".', 'Hưởng ứng "[tên phong trào hiện hành]".'),
        (
            "Chào mừng Đại hội Đoàn trường nhiệm kỳ 2024 - 2025, thi đua học tốt.",
            "mừng [sự kiện chính trị trong năm], thi",
        ),
        ("Số dư năm trước chuyển sang: 23.456.000đ.", "chuyển sang: [kết quả năm 2024]đ"),
    ],
)
def test_days_counts_and_events_of_another_time(sentence: str, expected: str) -> None:
    assert expected in carried(sentence).text


def test_lines_drawn_with_signs_are_no_text_and_rows_are_apart() -> None:
    made = carried("Bảng phân công\n____________\nSTT | Nội dung | Phụ trách\n1 | Chương trình | Đội").text
    assert made == "- Bảng phân công"
