"""Words shortened in quick typing, and those that only look like it."""

import pytest

from assistant.shorthand import written_out

MEANT = [
    ("tt 22 còn hl k", "thông tư 22 còn hiệu lực không"),
    ("tt22 hết hl chưa", "thông tư 22 hết hiệu lực chưa"),
    ("nđ số 98 bị thay bằng j", "nghị định số 98 bị thay bằng gì"),
    ("các trg khác viết tn", "các trường khác viết thế nào"),
    ("mức thưởng hs giỏi là bn", "mức thưởng học sinh giỏi là bao nhiêu"),
    ("ktra file này dc k", "kiểm tra file này được không"),
]
LEFT_ALONE = [
    "98/2023/NĐ-CP",
    "34/KH-THPTLK",
    "mục k",
    "điểm j mục II",
    "mục V",
    "tệp kh-2024.docx",
    "TN THPT năm 2026",
]


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_short_forms_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_what_means_itself_stays(typed: str) -> None:
    assert written_out(typed) == typed
