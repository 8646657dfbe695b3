"""The page: Gradio in front of the `Assistant`, one module a tab."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.terminal import say
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.service import Assistant


def serve_page(
    assistant: Assistant, *, host: str = "127.0.0.1", port: int = 7860, users_file: Path | None = None
) -> None:
    """Serve the page until interrupted; raises `InputError` when the port is taken or the users' file does not fit."""
    import uvicorn

    _require_free(host, port)
    web = build_web(assistant, users_file=users_file)
    say(f"Trang đã mở tại http://{host}:{port} (nhấn Ctrl+C để dừng)")
    # A page that stands open keeps a connection; Ctrl+C shall not wait for it.
    uvicorn.run(web, host=host, port=port, log_level="warning", timeout_graceful_shutdown=3)


def build_web(assistant: Assistant, *, users_file: Path | None = None) -> Any:
    """Return the FastAPI application that carries the page; its background start has begun."""
    from assistant.app.importing import import_gradio, uncollected
    from assistant.app.users import load_users

    users = load_users(users_file) if users_file else None
    with uncollected():
        import_gradio()
        from assistant.app.web import build

        return build(assistant, users)


def _require_free(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(f"Cổng {port} đang được dùng; hãy chọn cổng khác, ví dụ --port {port + 1}.") from error
