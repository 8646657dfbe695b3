import pytest

from corpus.header.bodies import find_bodies, normal_case, standing_of
from corpus.header.casing import sentence_case


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("TRƯỜNG THCS XUÂN SƠN", "Trường THCS Xuân Sơn"),
        ("TRƯỜNG TH VĨNH BÌNH A", "Trường TH Vĩnh Bình A"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HẠ LONG", "Phòng Giáo dục và Đào tạo thành phố Hạ Long"),
        ("PHONG GIAO DUC VA PAO TAO", "Phòng Giáo dục và Đào tạo"),
        ("ỦY BAN NHÂN DÂN TỈNH VĨNH PHÚC", "Ủy ban nhân dân tỉnh Vĩnh Phúc"),
        ("XÃ ĐOÀN TRUNG HẢI", "Xã đoàn Trung Hải"),
        ("LIÊN ĐỘI TÔ VĨNH DIỆN", "Liên đội Tô Vĩnh Diện"),
        ("trường tiểu học Quang Trung", "Trường Tiểu học Quang Trung"),
        ("TRƯỜNG TH-THCS-THPT LÊ THÁNH TÔNG", "Trường TH-THCS-THPT Lê Thánh Tông"),
        ("CHI HỘI KHUYẾN HỌC TRƯỜNG THPT NGUYỄN DU", "Chi hội Khuyến học Trường THPT Nguyễn Du"),
    ],
)
def test_normal_case(written, expected):
    assert normal_case(written) == expected


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        ("TRƯỜNG MN HOA HỒNG", "school"),
        ("UBND HUYỆN CAN LỘC", "superior"),
        ("ĐỘI TNTP HỒ CHÍ MINH", "national"),
        ("TRƯỜNG ĐẠI HỌC VINH", "superior"),
        ("KẾ HOẠCH", None),
        ("Độc lập - Tự do", None),
    ],
)
def test_standing(line, standing):
    assert standing_of(line) == standing


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tại trường THCS Xuân Sơn, năm 2024", ["Trường THCS Xuân Sơn"]),
        ("Công đoàn Trường THCS Chu Văn An tổ chức", ["Công đoàn Trường THCS Chu Văn An"]),
        (
            "các trường THCS trên địa bàn; trường Tiểu học Tân Lập 1 và Trường TH Kim Đồng",
            ["Trường Tiểu học Tân Lập 1", "Trường TH Kim Đồng"],
        ),
        ("Trường THPT Nguyễn\nKhuyến xây dựng", ["Trường THPT Nguyễn Khuyến"]),
        ("TRƯỜNG THCS LÊ LỢI\nSố: 5/KH", ["Trường THCS Lê Lợi"]),
        ("nhà trường và học sinh", []),
    ],
)
def test_mentions(text, names):
    assert [body.name for body in find_bodies(text)] == names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("KIỂM TRA NỘI BỘ TRƯỜNG HỌC - NĂM HỌC 2017-2018", "Kiểm tra nội bộ trường học - năm học 2017-2018"),
        ("THI ĐUA TẠI TRƯỜNG THCS SƠN HÀ", "Thi đua tại trường THCS Sơn Hà"),
        ("CHÀO MỪNG NGÀY SINH CHỦ TỊCH HỒ CHÍ MINH", "Chào mừng ngày sinh chủ tịch Hồ Chí Minh"),
        ("Thi đua TDTT", "Thi đua TDTT"),
    ],
)
def test_sentence_case(words, expected):
    assert sentence_case(words, "Học sinh của trường THCS Sơn Hà thi đua trong năm học, tại Sơn Hà.") == expected
