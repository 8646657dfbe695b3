"""What a recogniser slips on is mended where one reading is possible, and nowhere else."""

from __future__ import annotations

import pytest

from corpus.reading.slips import mended


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("GD&ÐT ÐĐông", "GD&ĐT Đông"),
        ("ngày 22!12 hằng năm", "ngày 22/12 hằng năm"),
        ("từ ngày g6 tháng G9 năm", "từ ngày 06 tháng 9 năm"),
        ("ngày 15 tháng o1", "ngày 15 tháng 01"),
        ("- Lưu: VI.", "- Lưu: VT."),
        ("- Lưu: VI, HĐTĐ", "- Lưu: VT, HĐTĐ"),
        ("- Các tổ (th);", "- Các tổ (t/h);"),
        ("- Phòng GD&ĐT (bc)", "- Phòng GD&ĐT (b/c)"),
        ("nội diing, một nội diíng", "nội dung, một nội dung"),
        ("VI. KINHPHÍ VÀ IV. _THIĐUA", "VI. KINH PHÍ VÀ IV. THI ĐUA"),
        # what may be meant stays
        ("Bà HOÀNGANH, GD&ĐT, CĐCS, NĐ-CP, thiđua", "Bà HOÀNGANH, GD&ĐT, CĐCS, NĐ-CP, thiđua"),
        ("ngày 5 tháng 9 ngày ; tháng", "ngày 5 tháng 9 ngày ; tháng"),
        ("Đại hội VI, lần thứ VI.", "Đại hội VI, lần thứ VI."),
        ("Chào mừng! 12 lớp", "Chào mừng! 12 lớp"),
        ("nhóm g6 học tốt", "nhóm g6 học tốt"),
        ("theo (th) và (abc)", "theo (t/h) và (abc)"),
        ("Wii radii", "Wii radii"),
    ],
)
def test_words_of_a_line(line: str, meant: str) -> None:
    assert " ".join(mended(line.split())) == meant
