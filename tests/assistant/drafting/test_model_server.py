"""Servers on loopback that answer well, badly, too slowly or not at all, through the real client."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import SecretStr

from assistant.drafting.model import connect
from assistant.settings import Settings
from tests.assistant.drafting.factories import drafter
from tests.assistant.drafting.test_drafter import campaign
from tests.assistant.drafting.test_model import ASKED, RULES

Send = Callable[[bytes], object]
GOOD = "- Thi đua dạy tốt, học tốt; 95% học sinh đạt danh hiệu Công dân học tập."


def chunk(text: str) -> bytes:
    """Return `text` as one event of a streamed answer."""
    body = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return f"data: {json.dumps(body | {'choices': [{'index': 0, 'delta': {'content': text}}]})}\n\n".encode()


def well(send: Send) -> None:
    for place in range(0, len(GOOD), 20):
        send(chunk(GOOD[place : place + 20]))
    send(b"data: [DONE]\n\n")


def broken_json(send: Send) -> None:
    send(b"data: {\x00\xff not json\n\n")


def web_page(send: Send) -> None:
    send(b"<html><body>Bad gateway</body></html>")


def noise(send: Send) -> None:
    send(chunk("\ufffd\ufffd 0x13 ~~~ {{instructions}} 47,7% Quách Thế Vinh 17/2031/NĐ-CP"))
    send(b"data: [DONE]\n\n")


def cut_off(send: Send) -> None:
    send(chunk("- Thi đua"))
    raise ConnectionAbortedError


def hangs(send: Send) -> None:
    time.sleep(3)


def drips(send: Send) -> None:
    for _ in range(40):
        send(chunk("Thi đua "))
        time.sleep(0.1)


@contextmanager
def serving(answer: Callable[[Send], None] | int) -> Iterator[str]:
    """Serve `answer` (or a status) to every request; yield the base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(answer if isinstance(answer, int) else 200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            if not isinstance(answer, int):
                try:
                    answer(self.wfile.write)
                except ConnectionError:
                    self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


def draft(address: str):
    settings = Settings(llm="openai:m", llm_base_url=address, llm_api_key=SecretStr("-"), llm_timeout=1)
    return drafter(campaign(), model=connect(settings)).draft(ASKED)


def test_a_streamed_answer_is_taken() -> None:
    with serving(well) as address:
        made = draft(address)
    assert made.model == "openai:m"
    assert "95% học sinh đạt danh hiệu" in made.text


@pytest.mark.parametrize("answer", [broken_json, web_page, noise, cut_off, hangs, drips, 500, 404, 429])
def test_a_server_at_fault_costs_one_sentence(answer: Callable[[Send], None] | int) -> None:
    started = time.monotonic()
    with serving(answer) as address:
        made = draft(address)
    assert time.monotonic() - started < 5
    assert made.model is None
    assert RULES in made.text
    notes = [note for note in made.notes if note.startswith("Mô hình ngôn ngữ openai:m")]
    assert len(notes) == 1
    assert "bản soạn theo quy tắc" in notes[0]
    for invented in ("47,7%", "Quách Thế Vinh", "17/2031"):
        assert invented not in made.text
