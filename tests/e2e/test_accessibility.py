"""axe-core finds no serious fault on any tab, light and dark, on an office screen and on a phone.

The script comes from the package axe-playwright-python, so nothing is fetched while testing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import window
from tests.e2e.driving import SAMPLES, WAIT, ask, open_tab

pytestmark = [pytest.mark.browser, pytest.mark.model]

FAULTY = SAMPLES / "thi-dua-khen-thuong-2023-hoa-phuong.txt"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_NOTHING_MOVES = "() => document.getAnimations().every(each => each.playState !== 'running')"
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(fault => ["serious", "critical"].includes(fault.impact))
  .flatMap(fault => fault.nodes.map(
    node => `${fault.id}: ${node.target.join(" ")} | ${node.html.slice(0, 160)} | ${node.failureSummary}`))"""


def chat(page: Any) -> None:
    ask(page, "tiêu chí thi đua với học sinh")
    ask(page, "viết mục III cho năm 2026")
    ask(page, "98/2023/NĐ-CP còn hiệu lực không?")


def check(page: Any) -> None:
    open_tab(page, "Kiểm tra")
    page.set_input_files("#kh-check-file input[type=file]", FAULTY)
    expect(page.locator("#kh-findings")).to_contain_text("41 năm", timeout=WAIT)


def draft(page: Any) -> None:
    open_tab(page, "Soạn thảo")
    page.fill("#kh-request textarea", "viết cả kế hoạch khuyến học năm 2026")
    page.get_by_role("button", name="Soạn", exact=True).click()
    expect(page.locator("#kh-draft .kh-draft")).to_be_visible(timeout=WAIT)


def library(page: Any) -> None:
    open_tab(page, "Thư viện")
    page.fill("#kh-query input, #kh-query textarea", "mức khen thưởng")
    page.press("#kh-query input, #kh-query textarea", "Enter")
    expect(page.locator("#kh-found .kh-hit").first).to_be_visible(timeout=WAIT)


def law(page: Any) -> None:
    open_tab(page, "Văn bản")
    box = page.locator("#kh-law-query input, #kh-law-query textarea")
    box.fill("98/2023/NĐ-CP")
    box.press("Enter")
    expect(page.locator("#kh-law .kh-card").first).to_be_visible(timeout=WAIT)


def settings(page: Any) -> None:
    open_tab(page, "Cài đặt")
    expect(page.get_by_role("button", name="Lưu hồ sơ")).to_be_visible(timeout=WAIT)


@pytest.fixture(scope="module", params=["light desktop", "dark phone", "dark desktop", "light phone"])
def looked_at(request: pytest.FixtureRequest, browser: Any, page_address: str) -> Iterator[Any]:
    """Open the page with the machine's light or dark preference and the width of the named screen."""
    scheme, screen = request.param.split()
    size = {"width": {"desktop": 1280, "phone": 390}[screen], "height": 844}
    with window(browser, page_address, viewport=size, color_scheme=scheme, reduced_motion="reduce") as opened:
        opened.evaluate(AXE)
        yield opened


@pytest.mark.parametrize("open_it", [chat, check, draft, library, law, settings], ids=lambda tab: tab.__name__)
def test_axe_finds_no_serious_fault(looked_at: Any, open_it: Callable[[Any], None]) -> None:
    open_it(looked_at)
    expect(looked_at.locator(".pending, .generating")).to_have_count(0, timeout=WAIT)  # dimmed while it is computed
    looked_at.wait_for_function(_NOTHING_MOVES, timeout=WAIT)
    assert looked_at.evaluate(_RUN) == []
