"""What each tab says when something is wrong: one sentence that names it, and nothing of the program's insides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.driving import ANSWERS, SAMPLES, WAIT, ask, open_tab

pytestmark = [pytest.mark.browser, pytest.mark.model]


def no_word_file(folder: Path) -> Path:
    path = folder / "hong.docx"
    path.write_bytes(b"PK\x03\x04 this is not a document")
    return path


def nothing_in_it(folder: Path) -> Path:
    path = folder / "trong.txt"
    path.write_text("", encoding="utf-8")
    return path


def three_hundred_pages(folder: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "ba-tram-trang.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 301):
        canvas.drawString(72, 720, f"Ke hoach thi dua, trang {number}")
        canvas.showPage()
    canvas.save()
    return path


BAD_FILES = [(no_word_file, "hong.docx"), (nothing_in_it, "trong.txt"), (three_hundred_pages, "200")]


@pytest.mark.parametrize(("make", "told"), BAD_FILES, ids=lambda value: getattr(value, "__name__", value))
def test_check_tab_names_the_file_that_it_cannot_check(
    page: Any, tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    open_tab(page, "Kiểm tra")
    page.set_input_files("#kh-check-file input[type=file]", make(tmp_path))
    note = page.locator("#kh-summary .kh-note")
    expect(note).to_contain_text(told, timeout=WAIT)
    assert len(note.inner_text().strip().splitlines()) == 1
    expect(page.get_by_role("button", name="Tải Word có nhận xét")).to_be_hidden()


def test_check_tab_names_the_day_that_is_none(page: Any) -> None:
    open_tab(page, "Kiểm tra")
    page.get_by_label("Xét hiệu lực văn bản tại ngày").fill("hôm qua")
    page.set_input_files("#kh-check-file input[type=file]", SAMPLES / "khuyen-hoc-2023-lam-kieu.txt")
    expect(page.locator("#kh-summary")).to_contain_text("'hôm qua' không hợp lệ", timeout=WAIT)


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        ("   ", "Hãy ghi cần viết mục nào"),
        ("viết mục XV cho năm 2026", "không có mục XV"),
        ("viết mục III năm 2026 theo kế hoạch trường Không Có Thật", "Không thấy kế hoạch nào"),
    ],
)
def test_draft_tab_says_why_there_is_no_draft(same_page: Any, request_text: str, told: str) -> None:
    open_tab(same_page, "Soạn thảo")
    same_page.fill("#kh-request textarea", request_text)
    same_page.get_by_role("button", name="Soạn", exact=True).click()
    expect(same_page.locator("#kh-draft-note")).to_contain_text(told, timeout=WAIT)
    expect(same_page.locator("#kh-draft .kh-draft")).to_have_count(0)


def test_library_tab_finds_nothing_and_takes_no_rubbish(same_page: Any, tmp_path: Path) -> None:
    open_tab(same_page, "Thư viện")
    query = same_page.locator("#kh-query input, #kh-query textarea")
    query.fill("qwerty zxcvb asdfgh")
    query.press("Enter")
    expect(same_page.locator("#kh-found")).to_contain_text("Không tìm thấy tiền lệ", timeout=WAIT)
    query.fill("")
    query.press("Enter")
    expect(same_page.locator("#kh-found")).to_contain_text("Hãy gõ vài từ", timeout=WAIT)
    same_page.set_input_files("#kh-add-files input[type=file]", no_word_file(tmp_path))
    expect(same_page.locator("#kh-add-status")).to_contain_text("hong.docx: bỏ qua", timeout=WAIT)


@pytest.mark.parametrize(
    ("words", "told"), [("999/2099/NĐ-CP", "Không có văn bản nào khớp"), ("zxcv qwer", "Không có văn bản nào khớp")]
)
def test_law_tab_says_that_there_is_no_such_document(same_page: Any, words: str, told: str) -> None:
    open_tab(same_page, "Văn bản")
    box = same_page.locator("#kh-law-query input, #kh-law-query textarea")
    box.fill(words)
    box.press("Enter")
    expect(same_page.locator("#kh-law")).to_contain_text(told, timeout=WAIT)


def test_chat_takes_no_notice_of_an_empty_question(same_page: Any) -> None:
    open_tab(same_page, "Trò chuyện")
    before = same_page.locator(ANSWERS).count()
    same_page.fill("#kh-box textarea", "   ")
    same_page.press("#kh-box textarea", "Enter")
    expect(ask(same_page, "chào em")).to_contain_text("Soạn")
    assert same_page.locator(ANSWERS).count() == before + 1


def test_settings_tab_says_that_there_is_no_model_to_try(same_page: Any) -> None:
    open_tab(same_page, "Cài đặt")
    same_page.get_by_role("button", name="Thử mô hình").click()
    expect(same_page.get_by_text("Chưa chọn mô hình nào.")).to_be_visible(timeout=WAIT)
