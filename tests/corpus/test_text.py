"""The folded forms that all matching stands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import diacritics_state, fold, fold_key, to_nfc


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kế hoạch số 43/KH-LAX", "ke hoach so 43/kh-lax"),
        ("ĐẠI HỘI Đoàn", "dai hoi doan"),
        ("“Dạy tốt – Học tốt”", '"day tot - hoc tot"'),
        ("a\u00a0b\tc\nd", "a b c\nd"),
        ("¢ tuyển", "¢ tuyen"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_key_collapses_white_space() -> None:
    assert fold_key("  Thi đua,\n khen  thưởng ") == "thi dua, khen thuong"


@given(st.text())
def test_fold_keeps_the_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Nâng cao nhận thức của cán bộ quản lý, giáo viên, người lao động và học sinh", "full"),
        ("Nang cao nhan thuc cua can bo quan ly, giao vien, nguoi lao dong va hoc sinh", "lost"),
        ("Nang cao nhan thirc cia can bo quan ly, gido vién, nguoi lao dong va hoc sinh", "lost"),
        ("Nâng cao nhận thức of can bo quan ly, giao vien, người lao dong va hoc sinh", "partial"),
        ("Ke hoach", "full"),
    ],
)
def test_diacritics_state(text: str, state: str) -> None:
    assert diacritics_state(text) == state


def test_nfc_composes_and_unifies_line_ends() -> None:
    assert to_nfc("Ke\u0302\u0301 hoa\u0323ch\r\nsố") == "Kế hoạch\nsố"
