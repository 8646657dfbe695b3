"""All three jobs in the chat of the real page, by typing and by dropping a file, in a real browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from corpus.samples import sample_files

pytestmark = pytest.mark.browser
DOCS = Path(__file__).resolve().parents[2] / "docs"


def sample(name: str) -> Path:
    return next(path for path in sample_files() if path.name == name)


def say(page: Any, words: str = "", file: Path | None = None) -> str:
    """Send one turn and return the text of the whole conversation once the answer has come."""
    before = page.locator("#kh-chat").inner_text()
    if file is not None:
        page.set_input_files("#kh-box input[type=file]", str(file))
        page.wait_for_timeout(1500)
    if words:
        page.fill("#kh-box textarea", words)
    page.click("#kh-box .submit-button")
    page.wait_for_function(
        "before => { const t = document.querySelector('#kh-chat').innerText;"
        " return t.length > before && !t.includes('Đang xem'); }",
        arg=len(before) + len(words) + 20,
        timeout=60_000,
    )
    return str(page.locator("#kh-chat").inner_text())[len(before) :]


def keep(page: Any, name: str) -> None:
    """Keep a screenshot as documentation, when asked to."""
    if os.environ.get("KEHOACH_DOCS"):
        page.wait_for_timeout(600)
        page.screenshot(path=str(DOCS / name))


def test_draft_by_typing(page: Any) -> None:
    told = say(page, "viết mục III cho năm 2026 theo kế hoạch trường Suối Ngân")
    assert "CÁC ĐỢT THI ĐUA TRONG NĂM" in told
    assert "95 năm Ngày thành lập Đoàn" in told
    assert "năm 2025" not in told.split("CÁC ĐỢT THI ĐUA")[1].split("Thay đổi")[0]
    keep(page, "chat.png")


def test_check_by_dropping_a_file(page: Any) -> None:
    told = say(page, file=sample("thi-dua-khen-thuong-2023-hoa-phuong.txt"))
    assert "40 năm" in told
    assert "41 năm" in told
    keep(page, "check.png")


def test_search_by_typing_without_diacritics(page: Any) -> None:
    told = say(page, "tim tieu chi thi dua doi voi hoc sinh")
    assert "Trường THPT Lam Kiều" in told
    assert "trang" in told
    keep(page, "search.png")


def test_law_by_typing(page: Any) -> None:
    assert "152/2025/NĐ-CP" in say(page, "98/2023/NĐ-CP còn hiệu lực không?")


def test_a_bad_file_gets_one_sentence(page: Any, tmp_path: Path) -> None:
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"\x00\x01\x02" * 400)
    assert "hong.pdf" in say(page, "kiểm tra", file=bad)


def test_out_of_scope_is_declined(page: Any) -> None:
    assert "nằm ngoài" in say(page, "thời tiết hôm nay thế nào")
