import pytest

from corpus.restore import restore, restore_query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tieu chi thi dua voi hoc sinh", "tiêu chí thi đua với học sinh"),
        ("muc khen thuong", "mức khen thưởng"),
        ("Ke hoach xay dung xa hoi hoc tap", "Kế hoạch xây dựng xã hội học tập"),
        ("nop ho so truoc ngay 15/5/2024", "nộp hồ sơ trước ngày 15/5/2024"),
        ("quy khuyen hoc", "quỹ khuyến học"),
        ("TO CHUC THUC HIEN", "TỔ CHỨC THỰC HIỆN"),
        ("tiêu chí thi đua", "tiêu chí thi đua"),
        ("hội đồng thi dua khen thưởng", "hội đồng thi đua khen thưởng"),
        ("THCS XHHT 2024", "THCS XHHT 2024"),
        ("", ""),
    ],
)
def test_queries(query, expected):
    assert restore_query(query) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phat huy vai tro cua to chuyen mon trong viec boi duong hoc sinh gioi, phu dao hoc sinh yeu.",
            "Phát huy vai trò của tổ chuyên môn trong việc bồi dưỡng học sinh giỏi, phụ đạo học sinh yếu.",
        ),
        (
            "Trién khai Phong trao thi dua; dé xuat khen thuéng tap thé, ca nhan c6 thanh tich xudt sac tiéu biéu.",
            "Triển khai Phong trào thi đua; đề xuất khen thưởng tập thể, cá nhân có thành tích xuất sắc tiêu biểu.",
        ),
        (
            "Thue hién Ké hoach sé 1592/KH-PGD&DT ngay 12 thang 9 nim 2024 vé viéc trién khai phong trao",
            "Thực hiện Kế hoạch số 1592/KH-PGD&DT ngày 12 tháng 9 năm 2024 về việc triển khai phong trào",
        ),
    ],
)
def test_damaged_text(text, expected):
    assert restore(text) == expected


def test_text_in_good_order_stays():
    text = "Trường THCS Lê Lợi xây dựng kế hoạch thi đua, khen thưởng năm học 2024-2025 như sau: toan bo giao vien."
    assert restore(text) == text


def test_spacing_and_figures_stay():
    assert restore("  ke hoach\n\nnam 2024 :  I. MUC TIEU  ") == "  kế hoạch\n\nnăm 2024 :  I. MỤC TIÊU  "


@pytest.mark.parametrize("text", ["", " \n", "12/3", "ABC", "x" * 3000, "a'b'c " * 50, "🙂 thi dua"])
def test_odd_text(text):
    assert len(restore(text).split()) == len(text.split())
