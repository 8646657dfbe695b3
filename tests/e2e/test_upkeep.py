"""What keeps the page fit for use: the tour, corrections of the library, own documents of law, the backup."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import window
from tests.e2e.driving import SAMPLES, WAIT, open_tab

pytestmark = [pytest.mark.browser, pytest.mark.model]

PHONE = {"width": 390, "height": 844}
FIXABLE = SAMPLES / "thi-dua-khen-thuong-2024-doi-sim.docx"


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
def test_tour_leads_to_each_step_and_is_closed_for_good(browser: Any, page_address: str, size: dict[str, int]) -> None:
    with window(browser, page_address, viewport=size) as page:
        tour = page.locator("#kh-tour")
        for words, tab in (("Mở Cài đặt", "Cài đặt"), ("Mở Thư viện", "Thư viện")):
            tour.get_by_role("button", name=words).click()
            expect(page.get_by_role("tab", name=tab, exact=True)).to_have_attribute("aria-selected", "true")
            open_tab(page, "Trò chuyện")
        tour.get_by_role("button", name="Thử ngay").click()
        expect(page.locator("#kh-box textarea")).to_have_value("viết mục III cho năm nay")
        tour.get_by_role("button", name="Ẩn hướng dẫn").click()
        expect(tour).to_be_hidden()
        page.reload()
        expect(page.locator("#kh-starts")).to_be_visible(timeout=WAIT)
        expect(tour).to_be_hidden()


def test_quick_start_asks_for_the_file_to_check(page: Any) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Kiểm tra bản thảo…").click()
    chooser.value.set_files(FIXABLE)
    expect(page.locator("#kh-box .thumbnail-item, #kh-box .thumbnail-button").first).to_be_visible(timeout=WAIT)


def test_fix_is_applied_taken_back_and_all_of_them_downloaded(page: Any) -> None:
    open_tab(page, "Kiểm tra")
    page.set_input_files("#kh-check-file input[type=file]", FIXABLE)
    findings, text = page.locator("#kh-findings"), page.locator("#kh-checked-text")
    fix = findings.get_by_role("button", name="Sửa chỗ này").first
    expect(fix).to_be_visible(timeout=WAIT)
    fix.click()
    expect(text.locator("mark.mended ins")).to_have_count(1, timeout=WAIT)
    expect(page.locator("#kh-fixed")).to_contain_text("1 chỗ")
    findings.get_by_role("button", name="Không sửa nữa").click()
    expect(text.locator("mark.mended")).to_have_count(0, timeout=WAIT)
    page.get_by_role("button", name="chỗ chắc chắn").click()
    expect(page.locator("#kh-fixed")).to_be_visible(timeout=WAIT)
    with page.expect_download() as download:
        page.locator("#kh-fixed").click()
    with zipfile.ZipFile(download.value.path()) as word:
        assert b"98/2023" in word.read("word/document.xml")


def test_report_is_a_page_of_its_own(page: Any, browser: Any) -> None:
    open_tab(page, "Kiểm tra")
    page.set_input_files("#kh-check-file input[type=file]", FIXABLE)
    expect(page.locator("#kh-findings .kh-finding").first).to_be_visible(timeout=WAIT)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải báo cáo HTML").click()
    report = Path(download.value.path()).read_text(encoding="utf-8")
    assert '<html lang="vi">' in report
    assert "91/2017/NĐ-CP" in report


def test_what_was_understood_is_corrected_and_a_removal_undone(page: Any) -> None:
    open_tab(page, "Thư viện")
    row = page.locator("#kh-library tr", has_text="39/KH-MNSK")
    expect(row).to_be_visible(timeout=WAIT)
    row.get_by_role("button", name="Xem và sửa").click()
    number = page.get_by_label("Số, ký hiệu", exact=True)
    expect(number).to_have_value("39/KH-MNSK", timeout=WAIT)
    expect(page.locator("#kh-correct .kh-tree")).to_contain_text("Mục đích, yêu cầu")
    number.fill("39A/KH-MNSK")
    page.get_by_role("button", name="Lưu chỗ đã sửa").click()
    expect(page.locator("#kh-library")).to_contain_text("39A/KH-MNSK", timeout=WAIT)
    page.locator("#kh-library tr", has_text="39A/KH-MNSK").get_by_role("button", name="Xem và sửa").click()
    expect(page.locator("#kh-correct")).to_contain_text("máy đọc: 39/KH-MNSK", timeout=WAIT)
    page.get_by_role("button", name="Xoá khỏi thư viện").click()
    expect(page.locator("#kh-library")).not_to_contain_text("39A/KH-MNSK", timeout=WAIT)
    page.get_by_role("button", name="Hoàn tác xoá").click()
    expect(page.locator("#kh-library")).to_contain_text("39A/KH-MNSK", timeout=WAIT)


def test_own_document_of_law_is_added_and_found(page: Any) -> None:
    open_tab(page, "Văn bản")
    page.get_by_role("button", name="Bổ sung văn bản của đơn vị").click()
    form = page.locator("#kh-law-add")
    form.get_by_label("Loại văn bản").fill("Quyết định")
    form.get_by_role("button", name="Thêm văn bản").click()
    expect(page.locator("#kh-law-status")).to_contain_text("Hãy ghi số, ký hiệu", timeout=WAIT)
    form.get_by_label("Số, ký hiệu").fill("77/2026/QĐ-UBND")
    form.get_by_label("Trích yếu").fill("Quy định thi đua của tỉnh Sông Xanh")
    form.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân tỉnh Sông Xanh")
    form.get_by_label("Ngày ban hành").fill("05/01/2026")
    form.get_by_label("Ngày có hiệu lực").fill("20/01/2026")
    form.get_by_role("button", name="Thêm văn bản").click()
    expect(page.locator("#kh-law-status")).not_to_contain_text("Hãy ghi", timeout=WAIT)
    query = page.locator("#kh-law-query input, #kh-law-query textarea")
    query.fill("77/2026/QĐ-UBND")
    query.press("Enter")
    expect(page.locator("#kh-law .kh-card").first).to_contain_text("tỉnh Sông Xanh", timeout=WAIT)


def test_backup_is_made_and_taken_in_again(page: Any, tmp_path: Path) -> None:
    open_tab(page, "Cài đặt")
    page.get_by_role("button", name="Tạo tệp sao lưu").click()
    status = page.locator("#kh-backup-status")
    expect(status).to_contain_text("Tệp sao lưu có", timeout=WAIT)
    with page.expect_download() as download:
        page.locator("#kh-backup").click()
    kept = tmp_path / "sao-luu.zip"
    download.value.save_as(kept)
    assert zipfile.is_zipfile(kept)
    page.set_input_files("#kh-restore input[type=file]", kept)
    expect(status).to_contain_text("Đã nhập", timeout=WAIT)
    other = tmp_path / "khac.zip"
    other.write_bytes(b"PK nothing")
    page.set_input_files("#kh-restore input[type=file]", other)
    expect(status).not_to_contain_text("Đã nhập", timeout=WAIT)
    expect(status).to_contain_text("khac.zip")


def test_everything_said_is_vietnamese(page: Any, tmp_path: Path) -> None:
    assert page.title() == "Kế hoạch nhà trường"
    assert page.evaluate("document.documentElement.lang") == "vi"
    program = tmp_path / "chuong-trinh.exe"
    program.write_bytes(b"MZ")
    open_tab(page, "Thư viện")
    page.set_input_files("#kh-add-files input[type=file]", program)
    expect(page.locator(".toast-body")).to_contain_text("không thuộc loại đọc được", timeout=WAIT)
    expect(page.locator(".toast-body")).not_to_contain_text("Error")
    labels = page.evaluate(
        """() => [...document.querySelectorAll("[aria-label], [title]")]
          .map(at => at.getAttribute("aria-label") || at.getAttribute("title"))
          .filter(words => /^(upload|click|remove|submit|clear|close|scroll|more|file|loading)\\b/i.test(words))"""
    )
    assert labels == []
