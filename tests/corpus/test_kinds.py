import pytest

from corpus.kinds import kind_of, kinds, label_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Kế hoạch phát động phong trào thi đua yêu nước năm 2024", "phat-dong-thi-dua"),
        ("Kế hoạch tổ chức các phong trào thi đua năm học 2023-2024", "phat-dong-thi-dua"),
        ("Kế hoạch công tác thi đua, khen thưởng năm học 2024-2025", "thi-dua-khen-thuong"),
        ("Kế hoạch Thi đua – Khen thưởng", "thi-dua-khen-thuong"),
        ("Tiêu chuẩn thi đua năm học 2016-2017", "thi-dua-khen-thuong"),
        ("Kế hoạch xây dựng xã hội học tập năm 2025", "xa-hoi-hoc-tap"),
        ("Kế hoạch tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2022", "xa-hoi-hoc-tap"),
        (
            "Kế hoạch triển khai Phong trào “Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời”",
            "xa-hoi-hoc-tap",
        ),
        ("Kế hoạch hoạt động công tác khuyến học, khuyến tài năm 2024", "khuyen-hoc"),
        ("Kế hoạch thực hiện phong trào thi đua năm 2024 của Hội Khuyến học Trường THPT X", "khuyen-hoc"),
        ("Kế hoạch phát động đợt thi đua chào mừng 42 năm Ngày Nhà giáo Việt Nam 20/11", "dot-thi-dua"),
        ("Kế hoạch hoạt động chào mừng kỷ niệm 81 năm ngày thành lập Đoàn TNCS Hồ Chí Minh 26/3", "dot-thi-dua"),
        ("Kế hoạch kiểm tra nội bộ trường học năm học 2017-2018", "khac"),
        ("Kế hoạch tổ chức Đại hội Liên đội", "khac"),
        ("KE HOACH PHAT DONG PHONG TRAO THI DUA", "phat-dong-thi-dua"),
        (None, "khac"),
    ],
)
def test_kind_of_title(title, kind):
    assert kind_of(title, "") == kind


def test_kinds_are_complete():
    assert [kind.key for kind in kinds()][-1] == "khac"
    assert {kind.key for kind in kinds()} == {
        "phat-dong-thi-dua",
        "thi-dua-khen-thuong",
        "xa-hoi-hoc-tap",
        "khuyen-hoc",
        "dot-thi-dua",
        "khac",
    }
    assert all(kind.basis and kind.label for kind in kinds())
    assert label_of("khuyen-hoc") == "Kế hoạch khuyến học"
    assert label_of("unknown") == "unknown"


def test_issuer_speaks_where_the_title_does_not():
    title = "Kế hoạch vận động “Tiếp sức đến trường”"
    assert kind_of(title, "") == "khac"
    assert kind_of(title, "", "Chi hội Khuyến học Trường TH Bình Nhâm") == "khuyen-hoc"
