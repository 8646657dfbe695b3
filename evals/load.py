"""Twenty people at the page at once: ``python -m evals.load [--people 20] [--minutes 5]``.

A server of its own on loopback, on a fresh home with the sample plans. Each person speaks to it as a browser does (the
page's own events over HTTP), thinks a few seconds between two actions, and fails the run with any answer that is an
error. Prints how long each kind of action took.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from corpus.samples import sample_files

_READY_WITHIN_SECONDS: Final = 600
_ANSWER_WITHIN_SECONDS: Final = 120
_THINKING_SECONDS: Final = 4.0  # on average
# None of them says "mục" or "phần": with a draft in hand that would ask for another section of it.
_QUESTIONS: Final = (
    "tiêu chí thi đua với học sinh",
    "khen thuong hoc sinh",
    "quỹ khuyến học",
    "ai chịu trách nhiệm báo cáo",
    "kinh phi to chuc",
    "các đợt thi đua trong năm",
    "gia đình học tập",
)
_DRAFTS: Final = ("viết mục III cho năm 2026", "soạn cả kế hoạch khuyến học năm 2026", "viet muc I nam hoc 2026-2027")
_LAWS: Final = ("98/2023/NĐ-CP", "thông tư 22", "luật thi đua khen thưởng", "1373/QĐ-TTg")


class _RefusedError(Exception):
    """The page answered with an error, with nothing, or not in time."""


@dataclass
class _Times:
    """Seconds by kind of action, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


class _Page:
    """The page's events by the ids of their components (``None`` for one without), as its configuration names them."""

    def __init__(self, address: str) -> None:
        self.address = address
        config = httpx.get(f"{address}/config", timeout=30).json()
        names = {part["id"]: part["props"].get("elem_id") or part["props"].get("id") for part in config["components"]}
        self._events = {
            (names.get(target), event): number["id"]
            for number in reversed(config["dependencies"])
            if number["backend_fn"]
            for target, event in number["targets"]
        }

    def event(self, component: str | None, name: str) -> int:
        return int(self._events[component, name])


class _Person:
    """One browser window: its session, and the actions that its user can take."""

    def __init__(self, page: _Page, seed: int) -> None:
        self._page = page
        self._client = httpx.Client(base_url=page.address, timeout=_ANSWER_WITHIN_SECONDS)
        self._session = uuid.uuid4().hex
        self._random = random.Random(seed)  # noqa: S311 - a choice of questions is no secret
        self._files = [path for path in sample_files() if path.suffix in (".txt", ".docx")]

    def think(self) -> float:
        return self._random.expovariate(1 / _THINKING_SECONDS)

    def next_action(self) -> tuple[str, Callable[[], None]]:
        actions = (
            (5, "search", self.search),
            (4, "search in the chat", self.ask),
            (3, "check", self.check),
            (2, "draft", self.draft),
            (2, "draft in the chat", self.draft_by_chat),
            (2, "law", self.law),
            (1, "library", self.library),
        )
        weights = [weight for weight, _, _ in actions]
        _, name, act = self._random.choices(actions, weights)[0]
        return name, act

    def search(self) -> None:
        self._expect("kh-hit", self._send("kh-query", "submit", [self._random.choice(_QUESTIONS), "", 0, ""]))

    def ask(self) -> None:
        self._expect("kh-hit", self._say(self._random.choice(_QUESTIONS)))

    def check(self) -> None:
        answer = self._send("kh-check-file", "change", [self._uploaded(self._random.choice(self._files)), ""])
        self._expect("kh-verdict", answer)

    def draft(self) -> None:
        request = self._random.choice(_DRAFTS)
        self._expect("kh-draft", self._send("kh-request", "submit", [request, "Tự chọn kế hoạch gần nhất", None]))

    def draft_by_chat(self) -> None:
        self._expect("kh-draft", self._say(self._random.choice(_DRAFTS)))

    def law(self) -> None:
        self._expect("kh-card", self._send("kh-law-query", "submit", [self._random.choice(_LAWS), ""]))

    def library(self) -> None:
        self._expect("Lam Kiều", self._send("library", "select", []))

    def sees_no_note(self) -> None:
        """Raise an error while the banner says that something is still being loaded."""
        if "kh-note" in self._send(None, "tick", []):
            raise _RefusedError("still starting")

    def _say(self, text: str) -> str:
        return self._send("kh-box", "submit", [{"text": text, "files": []}, [], None])

    def _uploaded(self, path: Path) -> dict[str, Any]:
        answer = self._client.post("/gradio_api/upload", files={"files": (path.name, path.read_bytes())})
        stored = answer.raise_for_status().json()[0]
        return {"path": stored, "orig_name": path.name, "meta": {"_type": "gradio.FileData"}}

    def _send(self, component: str | None, event: str, data: list[Any]) -> str:
        """Send an event and return all that came back until it was answered, as text."""
        call = {"data": data, "fn_index": self._page.event(component, event), "session_hash": self._session}
        joined = self._client.post("/gradio_api/queue/join", json=call).raise_for_status().json()
        return self._answer_to(joined["event_id"])

    def _answer_to(self, event_id: str) -> str:
        received: list[str] = []
        with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._session}) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line.removeprefix("data:"))
                if message.get("event_id") not in (event_id, None):
                    continue
                received.append(json.dumps(message.get("output", {}), ensure_ascii=False))
                if message["msg"] == "process_completed":
                    if not message["success"]:
                        raise _RefusedError(received[-1])
                    return "".join(received)
        raise _RefusedError("the stream ended without an answer")

    @staticmethod
    def _expect(words: str, answer: str) -> None:
        if words not in answer:
            raise _RefusedError(f"no {words!r} in {answer[-300:]}")


def main() -> int:
    """Run the people and print the table; returns 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--home", type=Path, help="a home that is there already, instead of a fresh one")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder), wanted.home) as address:
        page, times = _Page(address), _Times()
        end = time.monotonic() + 60 * wanted.minutes
        people = [threading.Thread(target=_live, args=(_Person(page, at), end, times)) for at in range(wanted.people)]
        for person in people:
            person.start()
        for person in people:
            person.join()
    _print(times, wanted.people, wanted.minutes)
    return 1 if times.errors else 0


def _live(person: _Person, end: float, times: _Times) -> None:
    while (pause := person.think()) + time.monotonic() < end:
        time.sleep(pause)
        name, act = person.next_action()
        started = time.monotonic()
        try:
            act()
        except (_RefusedError, httpx.HTTPError) as error:
            times.errors.append(f"{name}: {type(error).__name__} {error}")
        times.seconds[name].append(time.monotonic() - started)


@contextmanager
def _served(folder: Path, home: Path | None) -> Iterator[str]:
    """Serve a page on `home` or a fresh one until it has the sample plans and the model; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)],
            env={**os.environ, "KEHOACH_HOME": str(home or folder / "home")},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(address := f"http://127.0.0.1:{port}")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(address: str) -> None:
    """Return when the page is up and has all sample plans and the model; raises `RuntimeError` when it never does."""
    end = time.monotonic() + _READY_WITHIN_SECONDS
    while time.monotonic() < end:
        try:
            person = _Person(_Page(address), 0)
            person.sees_no_note()
        except (_RefusedError, httpx.HTTPError, KeyError, ValueError):
            time.sleep(1)
        else:
            return
    raise RuntimeError("the page did not come up")


def _print(times: _Times, people: int, minutes: float) -> None:
    print(f"{people} people, {minutes:g} minutes\n")
    print("| action | n | median | p95 | longest |\n| --- | ---: | ---: | ---: | ---: |")
    for name, seconds in sorted(times.seconds.items()):
        ordered = sorted(seconds)
        at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95)]
        print(f"| {name} | {len(ordered)} | {at[0]:.2f} s | {at[1]:.2f} s | {ordered[-1]:.2f} s |")
    print(f"\n{sum(map(len, times.seconds.values()))} actions, {len(times.errors)} errors")
    for error in times.errors[:10]:
        print(error[:500])


if __name__ == "__main__":
    sys.exit(main())
