"""The three jobs and every tab, on the real page in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import open_when_ready
from tests.e2e.driving import SAMPLES, WAIT, ask, open_tab, picture

pytestmark = [pytest.mark.browser, pytest.mark.model]

FAULTY = SAMPLES / "thi-dua-khen-thuong-2023-hoa-phuong.txt"


def test_draft_by_typing_then_change_it_then_undo(page: Any) -> None:
    answer = ask(page, "viết mục III cho năm 2026")
    expect(answer).to_contain_text("Bản soạn dựa trên")
    expect(answer.locator(".kh-draft")).to_contain_text("2026")
    expect(answer.locator("summary", has_text="Đã đổi").first).to_be_visible()
    answer.locator("summary", has_text="Tiền lệ").first.click()
    expect(answer.locator(".kh-chip[open] a").first).to_be_visible()
    expect(page.locator("#kh-chat a", has_text=".docx").first).to_be_visible()
    picture(page, "chat")
    expect(ask(page, "đổi thành năm 2027").locator(".kh-draft")).to_contain_text("2027")
    expect(ask(page, "hoàn tác").locator(".kh-draft")).not_to_contain_text("2027")
    page.get_by_role("button", name="Trường khác viết").click()
    expect(page.locator("#kh-chat .bot.message").last).to_contain_text("mục này", timeout=WAIT)


def test_draft_word_file_is_given_out(page: Any) -> None:
    ask(page, "viet ke hoach khuyen hoc nam 2026")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word bản soạn").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_whole_draft_shows_its_blanks(page: Any) -> None:
    answer = ask(page, "soạn cả kế hoạch khuyến học năm 2026")
    expect(answer.locator(".kh-blank").first).to_be_visible()
    expect(answer).to_contain_text("Cần điền")


def test_check_by_dropping_a_file_with_known_mistakes(page: Any) -> None:
    answer = ask(page, "", FAULTY)
    expect(page.locator("#kh-chat")).to_contain_text(FAULTY.name)
    expect(answer).to_contain_text("Chưa nên ký")
    expect(answer).to_contain_text("41 năm")
    expect(answer).to_contain_text("không thấy V")


def test_search_shows_where_each_passage_stands(page: Any) -> None:
    answer = ask(page, "tieu chi thi dua voi hoc sinh")
    first = answer.locator(".kh-hit").first
    expect(first).to_contain_text("Trường")
    expect(first).to_contain_text("trang 1")
    picture(page, "search")
    with page.context.expect_page() as opened:
        first.get_by_text("Mở trong kế hoạch").click()
    expect(opened.value.locator("mark#doan")).to_be_visible()


@pytest.mark.parametrize("words", ["qwerty zxcvb asdfgh", "cong thuc nau pho bo"])
def test_what_nothing_answers_is_said_so(page: Any, words: str) -> None:
    answer = ask(page, words)
    expect(answer.locator(".kh-hit")).to_have_count(0)
    expect(answer).to_contain_text("hông")  # "Không tìm thấy…", "…không trả lời được"


def test_law_is_looked_up_from_the_chat(page: Any) -> None:
    answer = ask(page, "98/2023/NĐ-CP còn hiệu lực không?")
    expect(answer).to_contain_text("Đã bị thay thế")
    expect(answer).to_contain_text("152/2025/NĐ-CP")


def test_file_that_is_no_pdf_gives_one_sentence(page: Any, tmp_path: Path) -> None:
    fake = tmp_path / "khong-phai.pdf"
    fake.write_bytes(b"%PDF-1.7\nthis is not a document\n")
    answer = ask(page, "", fake)
    expect(answer).to_contain_text("khong-phai")
    expect(answer).not_to_contain_text("Traceback")
    assert len(answer.inner_text().strip().splitlines()) == 1


def test_check_tab_leads_from_finding_to_text_and_gives_files(page: Any) -> None:
    open_tab(page, "Kiểm tra")
    page.set_input_files("#kh-check-file input[type=file]", FAULTY)
    findings = page.locator("#kh-findings")
    expect(findings).to_contain_text("Đánh số nhảy từ IV sang VI", timeout=WAIT)
    picture(page, "check")
    findings.get_by_text("xem chỗ này").first.click()
    expect(page.locator(".kh-place:target")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word có nhận xét").click()
    assert b"word/comments.xml" in Path(download.value.path()).read_bytes()


def test_library_tab_adds_searches_and_removes(page: Any, tmp_path: Path) -> None:
    plan = tmp_path / "ke-hoach-rieng.txt"
    plan.write_text(
        "TRƯỜNG THCS BẾN TRE XANH\nSố: 77/KH-BTX\nBến Tre, ngày 5 tháng 9 năm 2024\nKẾ HOẠCH\n"
        "Khuyến học năm học 2024-2025\n\nI. MỤC ĐÍCH\nGây quỹ thả diều khuyến học.\n\nII. NỘI DUNG\nThi thả diều.\n",
        encoding="utf-8",
    )
    open_tab(page, "Thư viện")
    expect(page.locator("#kh-library")).to_contain_text("Hoa Phượng", timeout=WAIT)
    picture(page, "library")
    page.set_input_files("#kh-add-files input[type=file]", plan)
    expect(page.locator("#kh-add-status")).to_contain_text("đã thêm", timeout=WAIT)
    expect(page.locator("#kh-library")).to_contain_text("77/KH-BTX")
    page.fill("#kh-query input, #kh-query textarea", "thi thả diều")
    page.press("#kh-query input, #kh-query textarea", "Enter")
    expect(page.locator("#kh-found .kh-hit").first).to_contain_text("77/KH-BTX", timeout=WAIT)
    page.get_by_role("button", name="Xem và sửa một kế hoạch").click()
    page.locator("#kh-chosen input").click()
    page.get_by_role("option").filter(has_text="05/09/2024").click()
    expect(page.get_by_label("Số, ký hiệu", exact=True)).to_have_value("77/KH-BTX", timeout=WAIT)
    page.get_by_role("button", name="Xoá khỏi thư viện").click()
    expect(page.locator("#kh-library")).not_to_contain_text("77/KH-BTX", timeout=WAIT)


def test_law_tab_finds_and_says_when_it_does_not(page: Any) -> None:
    open_tab(page, "Văn bản")
    box = page.locator("#kh-law-query input, #kh-law-query textarea")
    box.fill("22/2020/TT-BGDĐT")
    box.press("Enter")
    expect(page.locator("#kh-law .kh-card").first).to_contain_text("22/2020/TT-BGDĐT", timeout=WAIT)
    box.fill("")
    box.press("Enter")
    expect(page.locator("#kh-law")).to_contain_text("Hãy gõ số, ký hiệu", timeout=WAIT)


def test_settings_tab_keeps_the_profile(page: Any, page_address: str) -> None:
    open_tab(page, "Cài đặt")
    page.get_by_label("Chức vụ người ký").fill("Hiệu trưởng")
    page.get_by_role("button", name="Lưu hồ sơ").click()
    expect(page.get_by_text("Đã lưu hồ sơ của trường.")).to_be_visible(timeout=WAIT)


def test_two_people_have_conversations_of_their_own(page: Any, browser: Any, page_address: str) -> None:
    context = browser.new_context(locale="vi-VN")
    other = context.new_page()
    open_when_ready(other, page_address)
    ask(page, "viết mục III cho năm 2026")
    expect(ask(other, "hoàn tác")).not_to_contain_text("Bản soạn dựa trên")
    context.close()
