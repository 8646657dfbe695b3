"""How long it takes from ``kehoach serve`` until the page is seen, and until it answers a search, in a real browser.

    python -m evals.bench_start [--times 3]

Each time a fresh home (the sample plans are added first) and then the same home again, warm. The clock starts with the
program and runs through the browser: seen is when the box to type in stands there, answered when the first passage
found is on the screen, ready when the meaning model is loaded too and the banner is gone. The processor time is the
server's own until then. Marks: fresh, answered within 25 s; warm, seen within 4 s and answered within 8 s.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTION = "tiêu chí thi đua với học sinh"
WAIT_SECONDS = 180
_ANSWERED = """count => {
  const answers = [...document.querySelectorAll("#kh-chat .bot.message")];
  return answers.length > count && !/^\\s*Đang .*…\\s*$/.test(answers.at(-1).innerText);
}"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until the page was seen, had answered, was ready; the server's processor time when it had."""

    seen: float
    answered: float
    ready: float
    processor: float


def start(browser: Any, home: Path) -> Start:
    """Serve the page on `home`, open it and ask; the server ends afterwards."""
    port = _free_port()
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    begun = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)],
        env={**os.environ, "KEHOACH_HOME": str(home)},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_selector("#kh-box textarea", timeout=WAIT_SECONDS * 1000)
        seen = time.monotonic() - begun
        while page.locator("#kh-chat .kh-hit").count() == 0:
            _ask(page)
        answered, processor = time.monotonic() - begun, _processor_seconds(server.pid)
        page.wait_for_selector("#kh-banner .kh-note", state="detached", timeout=WAIT_SECONDS * 1000)
        return Start(seen, answered, time.monotonic() - begun, processor)
    finally:
        context.close()
        server.terminate()
        server.wait(timeout=30)


def _ask(page: Any) -> None:
    """Ask once and wait for the answer, which on a fresh home may be that nothing is found yet."""
    from playwright.sync_api import TimeoutError as TimedOut

    before, asked = page.locator("#kh-chat .bot.message").count(), page.locator("#kh-chat .user.message")
    questions = asked.count()
    while asked.count() == questions:  # a key pressed before the page listens is lost, as it is for a person
        page.fill("#kh-box textarea", QUESTION)
        page.press("#kh-box textarea", "Enter")
        with contextlib.suppress(TimedOut):
            asked.nth(questions).wait_for(timeout=2000)
    page.wait_for_function(_ANSWERED, arg=before, timeout=WAIT_SECONDS * 1000)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the server ended")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _processor_seconds(process: int) -> float:
    """Return the processor time of a process so far; only Linux tells."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("Chromium is not installed.")
    from playwright.sync_api import sync_playwright

    starts: dict[str, list[Start]] = {"fresh": [], "warm": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(times):
            with tempfile.TemporaryDirectory() as folder:
                for home in starts:
                    starts[home].append(start(browser, Path(folder) / "home"))
        browser.close()
    print("| home | seen | answers a search | model ready | processor time until the answer |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for home, found in starts.items():
        cells = (
            statistics.median(getattr(each, name) for each in found)
            for name in ("seen", "answered", "ready", "processor")
        )
        print(f"| {home} | " + " | ".join(f"{cell:.1f} s" for cell in cells) + " |")


if __name__ == "__main__":
    main()
