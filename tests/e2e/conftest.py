"""The real page, served on loopback by the installed program, driven by the system's Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.programs import require_program

REPOSITORY = Path(__file__).resolve().parents[2]
READY_WITHIN_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def page_address(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """Serve the page on a fresh home for the whole run; returns its address once it answers.

    It asks for the browser first, so that no server starts where there is none.
    """
    with served(tmp_path_factory.mktemp("page")) as address:
        yield address


@contextmanager
def served(folder: Path, *words: str) -> Iterator[str]:
    """Run ``kehoach serve`` with further `words` on the home in `folder`; gives its address once it answers."""
    port = free_port()
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port), *words],
            env={**os.environ, "KEHOACH_HOME": str(folder / "home")},
            stdout=log,
            stderr=log,
            cwd=REPOSITORY,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the page's server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the page did not come up")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Start the system's Chromium, which nothing here downloads."""
    program = require_program("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, page_address: str) -> Iterator[Any]:
    """Open the page, wide as an office screen, in a window of its own."""
    with window(browser, page_address) as opened:
        yield opened


@pytest.fixture(scope="module")
def same_page(browser: Any, page_address: str) -> Iterator[Any]:
    """Open the page once for all tests of a module that leave nothing behind which another would mind."""
    with window(browser, page_address) as opened:
        yield opened


@contextmanager
def window(browser: Any, address: str, **kind: Any) -> Iterator[Any]:
    """Open the page in a context of its own, of the given `kind`, waiting until the start-up note is gone.

    Afterwards the test fails where the page asked another machine for anything, or a script on it broke.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "vi-VN", **kind})
    opened = context.new_page()
    strangers: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda request: strangers.append(request.url) if is_foreign(request.url) else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    open_when_ready(opened, address)
    yield opened
    context.close()
    assert not strangers
    assert not faults


def is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def open_when_ready(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#kh-box textarea", timeout=60_000)
    page.wait_for_function("() => !document.querySelector('#kh-banner .kh-note')", timeout=READY_WITHIN_SECONDS * 1000)
