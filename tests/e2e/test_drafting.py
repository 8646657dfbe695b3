"""The draft tab: versions and their comparison, blanks filled in place, changes explained, the Word file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.driving import WAIT, ask, open_tab, picture

pytestmark = [pytest.mark.browser, pytest.mark.model]

BLANK = "[UBND xã, phường quản lý trường]"


def draft(page: Any, request: str) -> Any:
    """Draft by form and return the preview once it is there."""
    open_tab(page, "Soạn thảo")
    page.fill("#kh-request textarea", request)
    page.get_by_role("button", name="Soạn", exact=True).click()
    preview = page.locator("#kh-draft .kh-draft")
    expect(preview).to_be_visible(timeout=WAIT)
    return preview


def look_at(page: Any, view: str) -> None:
    page.locator("#kh-draft-view").get_by_text(view, exact=True).click()


def choose_version(page: Any, name: str) -> None:
    page.locator("#kh-version input").click()
    page.get_by_role("option").filter(has_text=name).click()


def test_draft_is_held_against_last_years_text_word_by_word(page: Any) -> None:
    preview = draft(page, "viết mục III cho năm 2026")
    look_at(page, "So với bản gốc")
    expect(preview).to_contain_text("Gạch ngang", timeout=WAIT)
    expect(preview.locator("p.kh-changed del").first).to_contain_text("2025")
    expect(preview.locator("p.kh-changed ins").first).to_contain_text("2026")
    picture(page, "compare")
    look_at(page, "Bản soạn")
    expect(preview.locator("del")).to_have_count(0, timeout=WAIT)


def test_changed_words_say_why_when_pointed_at_and_in_the_list(page: Any) -> None:
    preview = draft(page, "viết mục III cho năm 2026")
    changed = preview.locator(".kh-new").first
    expect(changed).to_have_attribute(
        "data-why", "ngày 24/02/2025 → ngày 24/02/2026: Thời gian trong kế hoạch: chuyển +1 năm."
    )
    changed.hover()
    shown = changed.evaluate("at => getComputedStyle(at, '::after').content")
    assert "chuyển +1 năm" in shown
    remarks = page.locator("#kh-remarks")
    expect(remarks).to_contain_text("Đã đổi")
    remarks.locator("a[href^='#kh-doan-']").first.click()
    expect(preview.locator("[id^='kh-doan-']:target")).to_be_in_viewport()


def test_versions_are_kept_undone_chosen_again_and_compared(page: Any) -> None:
    preview = draft(page, "viết mục III cho năm 2026")
    page.fill("#kh-request textarea", "viết mục III cho năm 2027")
    page.get_by_role("button", name="Soạn", exact=True).click()
    expect(preview).to_contain_text("31/5/2027", timeout=WAIT)
    look_at(page, "So với phiên bản trước")
    expect(preview.locator("p ins", has_text="2027").first).to_be_visible(timeout=WAIT)
    look_at(page, "Bản soạn")
    page.locator("#kh-draft-undo").click()
    expect(preview).to_contain_text("31/5/2026", timeout=WAIT)
    choose_version(page, "2. viết mục III cho năm 2027")
    expect(preview).to_contain_text("31/5/2027", timeout=WAIT)


def test_blank_is_filled_by_a_click_in_the_text_and_goes_into_the_word_file(page: Any) -> None:
    preview = draft(page, "viết cả kế hoạch khuyến học năm 2026")
    blanks = preview.locator(".kh-blank").count()
    preview.get_by_text(BLANK, exact=True).first.click()
    expect(page.locator("#kh-blank-choice input")).to_have_value(
        re.compile(re.escape(BLANK), re.IGNORECASE), timeout=WAIT
    )
    page.fill("#kh-filling textarea", "UBND phường Bình Minh")
    page.get_by_role("button", name="Điền", exact=True).click()
    expect(preview.locator(".kh-head")).to_contain_text("UBND PHƯỜNG BÌNH MINH", timeout=WAIT)
    assert preview.locator(".kh-blank").count() < blanks
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp Word").click()
    assert "UBND PHƯỜNG BÌNH MINH" in _words(download.value.path())


def test_source_of_a_paragraph_opens_at_the_passage(page: Any) -> None:
    answer = ask(page, "viết mục III cho năm 2026")
    answer.locator("summary", has_text="Tiền lệ").first.click()
    with page.context.expect_page() as opened:
        answer.locator(".kh-chip[open] a").first.click()
    expect(opened.value.locator("mark#doan")).to_be_visible(timeout=WAIT)


def test_draft_unfolds_while_it_is_shown(page: Any) -> None:
    page.evaluate(
        """() => { window.unfolded = new Set(); new MutationObserver(() => {
          const drafts = [...document.querySelectorAll("#kh-chat .kh-draft")];
          if (drafts.length) window.unfolded.add(drafts.at(-1).innerText.length);
        }).observe(document.body, {subtree: true, childList: true, characterData: true}); }"""
    )
    ask(page, "soạn cả kế hoạch khuyến học năm 2026")
    assert page.evaluate("() => window.unfolded.size") >= 3


def _words(path: str | Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
