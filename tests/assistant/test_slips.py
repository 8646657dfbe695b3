"""Slips of the keyboard are mended where one word alone can have been meant."""

import pytest

from assistant.slips import mended


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vieets mucj III", "viết mục III"),
        ("kees hoachj thi ddua", "kế hoạch thi đua"),
        ("khen thuowngr", "khen thưởng"),
        ("truowngf minhf", "trường mình"),
        ("dduwowcj khoong", "được không"),
        ("ke hoahc", "ke hoach"),
        ("kehoach", "ke hoach"),
        ("word excel test", "word excel test"),
        ("THPT Lam Kiều", "THPT Lam Kiều"),
        ("kế hoạch khuyến học", "kế hoạch khuyến học"),
        ("thuong luong nguyen", "thuong luong nguyen"),
        ("98/2023/NĐ-CP", "98/2023/NĐ-CP"),
        ("bao-cao.docx", "bao-cao.docx"),
    ],
)
def test_slips(typed: str, meant: str) -> None:
    assert mended(typed) == meant
