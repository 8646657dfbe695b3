"""The page as a web application: Gradio, the pages beside it, and the headers that keep everything on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders

from assistant.app.access import Access
from assistant.app.fonts import font_routes
from assistant.app.login import Door
from assistant.app.page import build_page
from assistant.app.theme import HEAD, STYLE, build_theme
from assistant.app.viewer import viewer_routes
from assistant.app.warmup import Warmup
from assistant.app.wording import translations

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.app.users import Users
    from assistant.service import Assistant

# Seconds between two looks of Gradio's queue for work: its own thousand looks a second keep an idle machine busy.
_LOOKS_FOR_WORK, _LOOKS_FOR_PROGRESS = 0.02, 0.2

# Gradio's own scripts and styles are inline; nothing may come from, or go to, another machine.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class _Headers:
    """Adds the headers to every answer without holding streams back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def build(assistant: Assistant, users: Users | None) -> FastAPI:
    """Return the application that carries the page; its background start has begun."""
    page = build_page(assistant, Warmup(assistant).start(), Access(users))
    _let_rest(page)
    web = FastAPI(title="kehoach", docs_url=None, redoc_url=None, openapi_url=None)

    def is_open_to(request: Request) -> bool:
        return users is None or _name_of(request, web) is not None

    web.add_middleware(Door, is_open_to=is_open_to)
    web.add_middleware(_Headers)
    web.include_router(font_routes())
    web.include_router(viewer_routes(assistant, is_open_to))
    return gr.mount_gradio_app(  # type: ignore[no-any-return]  # gradio ships no types
        web,
        page,
        path="/",
        auth=users.admits if users else None,
        max_file_size=f"{assistant.settings.max_file_mb}mb",
        show_error=False,
        ssr_mode=False,
        pwa=False,
        footer_links=[],
        theme=build_theme(),
        css_paths=[STYLE],
        head=HEAD,
        i18n=translations(),
    )


def _let_rest(page: Any) -> None:
    """Have the page's queue look for work less often while there is none."""
    queue = page._queue
    queue.sleep_when_free, queue.progress_update_sleep_when_free = _LOOKS_FOR_WORK, _LOOKS_FOR_PROGRESS


def _name_of(request: Request, web: FastAPI) -> str | None:
    """Return who sent a request, by the cookie that Gradio's log-in gave; ``None`` for a stranger."""
    mounted: Any = web.routes[-1]
    gradio_app = mounted.app
    names = (f"access-token-{gradio_app.cookie_id}", f"access-token-unsecure-{gradio_app.cookie_id}")
    token = next((request.cookies[name] for name in names if name in request.cookies), None)
    return gradio_app.tokens.get(token) if token else None
