"""The log-in page of a shared page: our own, in Vietnamese; the framework checks the password behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.app.fonts import faces_css

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_PAGE = Path(__file__).with_name("login.html")
_STYLE = Path(__file__).with_name("viewer.css")


class Door:
    """Shows the log-in page at the page's address to whoever is not admitted yet; all else goes its way."""

    def __init__(self, app: ASGIApp, is_open_to: Callable[[Request], bool]) -> None:
        self._app, self._is_open_to = app, is_open_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        at_the_door = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/"
        if at_the_door and not self._is_open_to(Request(scope)):
            await HTMLResponse(login_page(), headers={"Cache-Control": "no-store"})(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def login_page() -> str:
    """Return the page that asks for a name and a password and then opens the page itself."""
    style = faces_css("") + _STYLE.read_text(encoding="utf-8")
    return _PAGE.read_text(encoding="utf-8").replace("/* style */", style)
