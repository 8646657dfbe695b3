"""A page shared by several people: log-in, conversations of their own, and readers who change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.app.users import write_user
from tests.e2e.conftest import served
from tests.e2e.driving import SAMPLES, WAIT, ask, open_tab

pytestmark = [pytest.mark.browser, pytest.mark.model]

PASSWORD = "một mật khẩu dài"
PLAN = SAMPLES / "khuyen-hoc-2023-lam-kieu.txt"


@pytest.fixture(scope="module")
def shared_address(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """Serve a page to an editor and a reader, on a home whose library has nothing in it yet."""
    folder = tmp_path_factory.mktemp("shared")
    write_user(folder / "users.json", "lan", PASSWORD, "editor")
    write_user(folder / "users.json", "minh", PASSWORD, "reader")
    (folder / "home" / "library").mkdir(parents=True)
    (folder / "home" / "library" / "samples-added").touch()
    with served(folder, "--share-with", str(folder / "users.json")) as address:
        yield address


@pytest.fixture
def door(browser: Any, shared_address: str) -> Iterator[Any]:
    """Return what opens a window of its own for a name and a password."""
    contexts = []

    def opened(name: str, password: str) -> Any:
        contexts.append(browser.new_context(locale="vi-VN"))
        page = contexts[-1].new_page()
        page.goto(shared_address)
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("name", "password"), [("lan", "sai mật khẩu rồi"), ("ai đó", PASSWORD)])
def test_wrong_name_or_password_opens_nothing(door: Any, name: str, password: str) -> None:
    page = door(name, password)
    expect(page.get_by_role("alert")).to_contain_text("Sai tên hoặc mật khẩu", timeout=WAIT)
    expect(page.locator("#kh-box")).to_have_count(0)


def test_reader_reads_and_changes_nothing(door: Any) -> None:
    editor, reader = door("lan", PASSWORD), door("minh", PASSWORD)
    for page in (editor, reader):
        expect(page.locator("#kh-tour section")).to_be_visible(timeout=60_000)  # the page listens
    open_tab(reader, "Thư viện")
    reader.set_input_files("#kh-add-files input[type=file]", PLAN)
    expect(reader.locator("#kh-add-status")).to_contain_text("chỉ được xem", timeout=WAIT)
    open_tab(editor, "Thư viện")
    editor.set_input_files("#kh-add-files input[type=file]", PLAN)
    expect(editor.locator("#kh-add-status")).to_contain_text("đã thêm", timeout=WAIT)
    open_tab(reader, "Trò chuyện")
    expect(ask(reader, "thêm vào thư viện", PLAN)).to_contain_text("chỉ được xem")
    expect(ask(reader, "hội viên khuyến học").locator(".kh-hit").first).to_contain_text("Lam Kiều")
    open_tab(editor, "Trò chuyện")
    expect(ask(editor, "soạn cả kế hoạch khuyến học năm 2026")).to_contain_text("Đã soạn")
    expect(ask(reader, "hoàn tác")).to_contain_text("Chưa có bản soạn nào")
    open_tab(reader, "Cài đặt")
    reader.get_by_role("button", name="Lưu hồ sơ").click()
    expect(reader.get_by_text(re.compile("chỉ được xem")).last).to_be_visible(timeout=WAIT)
