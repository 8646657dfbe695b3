"""The page without a mouse, and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.driving import SAMPLES, WAIT, ask, open_tab

pytestmark = [pytest.mark.browser, pytest.mark.model]

FAULTY = SAMPLES / "thi-dua-khen-thuong-2023-hoa-phuong.txt"
TABS = ("Trò chuyện", "Kiểm tra", "Soạn thảo", "Thư viện", "Văn bản", "Cài đặt")
PHONE = {"width": 390, "height": 844}
# What the focus lies on, and whether a reader sees that it does: an outline, a ring, or a border of another colour.
_FOCUSED = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const outer = getComputedStyle(at.closest(".input-container, .block, label, .upload-container") || at);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"
    || outer.boxShadow !== "none" || outer.outlineStyle !== "none" && parseFloat(outer.outlineWidth) > 0;
  const name = at.innerText || at.getAttribute("aria-label") || at.placeholder || at.tagName;
  return [at === document.body ? "" : name.trim(), seen];
}"""
_WIDER = """() => [...document.querySelectorAll("body *")].filter(at => {
  const box = at.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && getComputedStyle(at).position !== "fixed"
    && !at.closest(".kh-overview, .tab-wrapper, .overflow-menu, .kh-paper, .visually-hidden");
}).map(at => at.className + " " + Math.round(at.getBoundingClientRect().right)).slice(0, 5)"""


def test_question_is_asked_and_a_source_opened_by_keyboard(page: Any) -> None:
    page.locator("#kh-box textarea").focus()
    page.keyboard.type("muc khen thuong")
    page.keyboard.press("Enter")
    source = page.locator("#kh-chat .kh-hit a").first
    expect(source).to_be_visible(timeout=WAIT)
    source.focus()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    expect(opened.value.locator("mark#doan")).to_be_visible(timeout=WAIT)


def test_every_tab_is_opened_by_keyboard(page: Any) -> None:
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    opened = [page.evaluate(_FOCUSED)[0]]
    for name in TABS[1:]:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
        opened.append(page.evaluate(_FOCUSED)[0])
    assert opened == list(TABS)


def test_focus_goes_through_a_tab_in_order_and_is_seen(page: Any) -> None:
    open_tab(page, "Soạn thảo")
    request = page.locator("#kh-request textarea")
    request.focus()
    page.keyboard.type("viết mục III cho năm 2026")
    passed = []
    for _ in range(6):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(_FOCUSED))
        if passed[-1][0] == "Soạn":
            break
    assert passed[-1][0] == "Soạn"
    assert all(seen for name, seen in passed if name), passed  # no name: a list of choices that is just closing
    page.keyboard.press("Enter")
    expect(page.locator("#kh-draft .kh-draft")).to_be_visible(timeout=WAIT)


def test_law_is_looked_up_by_keyboard(page: Any) -> None:
    open_tab(page, "Văn bản")
    page.locator("#kh-law-query input, #kh-law-query textarea").focus()
    page.keyboard.type("152/2025/NĐ-CP")
    page.keyboard.press("Enter")
    expect(page.locator("#kh-law .kh-card").first).to_contain_text("152/2025/NĐ-CP", timeout=WAIT)


def test_phone_reaches_everything_without_sideways_scrolling(page: Any) -> None:
    page.set_viewport_size(PHONE)
    ask(page, "", FAULTY)
    ask(page, "viết mục III cho năm 2026")
    assert _scrolls(page) == []
    open_tab(page, "Kiểm tra")
    page.set_input_files("#kh-check-file input[type=file]", FAULTY)
    expect(page.locator("#kh-findings")).to_contain_text("41 năm", timeout=WAIT)
    page.locator("#kh-findings a").first.click()
    expect(page.locator(".kh-place:target")).to_be_in_viewport()
    assert _scrolls(page) == []
    open_tab(page, "Soạn thảo")
    page.fill("#kh-request textarea", "viết cả kế hoạch khuyến học năm 2026")
    page.get_by_role("button", name="Soạn", exact=True).click()
    expect(page.locator("#kh-draft .kh-draft")).to_be_visible(timeout=WAIT)
    assert _scrolls(page) == []
    open_tab(page, "Thư viện")
    expect(page.locator("#kh-library")).to_contain_text("Hoa Phượng", timeout=WAIT)
    assert _scrolls(page) == []
    open_tab(page, "Văn bản")
    box = page.locator("#kh-law-query input, #kh-law-query textarea")
    box.fill("98/2023/NĐ-CP")
    box.press("Enter")
    expect(page.locator("#kh-law .kh-card").first).to_be_visible(timeout=WAIT)
    assert _scrolls(page) == []
    open_tab(page, "Cài đặt")
    expect(page.get_by_role("button", name="Lưu hồ sơ")).to_be_visible(timeout=WAIT)
    assert _scrolls(page) == []


def _scrolls(page: Any) -> list[str]:
    """Return what stands out of the screen; nothing where the page needs no sideways scrolling."""
    if page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]:
        return []
    return page.evaluate(_WIDER) or ["the page"]
