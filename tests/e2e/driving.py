"""What a person does on the page, as functions: ask, drop a file, open a tab, take a picture for the documentation."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "corpus" / "samples" / "files"
WAIT = 30_000  # milliseconds
ANSWERS = "#kh-chat .bot.message:not(.pending)"  # without the dots that stand in for the next one
_WAITING = re.compile(r"^\s*Đang .*…\s*$")


def ask(page: Any, text: str = "", *files: Path) -> Any:
    """Type and drop into the chat; return the last answer once it is there."""
    answers = page.locator(ANSWERS)
    before = answers.count()
    if files:
        page.set_input_files("#kh-box input[type=file]", [str(file) for file in files])
        expect(page.locator("#kh-box .thumbnail-item, #kh-box .thumbnail-button").first).to_be_visible(timeout=WAIT)
    page.fill("#kh-box textarea", text)
    page.press("#kh-box textarea", "Enter")
    expect(page.locator("#kh-box textarea")).to_have_value("", timeout=WAIT)
    page.wait_for_function(
        "([all, n]) => document.querySelectorAll(all).length > n", arg=[ANSWERS, before], timeout=WAIT
    )
    expect(answers.filter(has_text=_WAITING)).to_have_count(0, timeout=WAIT)
    expect(page.locator("#kh-chat .kh-goes-on")).to_have_count(0, timeout=WAIT)
    return answers.nth(before)


def open_tab(page: Any, name: str) -> None:
    """Open a tab, through the menu where the screen is too narrow to show it."""
    tab = page.get_by_role("tab", name=name, exact=True)
    if tab.count() and tab.first.is_visible():
        tab.first.click()
        return
    page.locator(".overflow-menu button").first.click()
    page.locator(".overflow-dropdown button", has_text=name).click()


def picture(page: Any, name: str) -> None:
    """Keep a picture of the page as documentation, where the environment asks for it (``KEHOACH_DOCS=1``)."""
    if os.environ.get("KEHOACH_DOCS"):
        page.wait_for_timeout(1200)  # until the chat has scrolled to the question
        page.screenshot(path=REPOSITORY / "docs" / f"{name}.png")
