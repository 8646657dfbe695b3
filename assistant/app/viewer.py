"""Pages beside the Gradio page: a plan of the library with a passage marked, its original file, images of its pages.

All of them answer only to whom the page itself is open.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from assistant.app.fonts import faces_css
from assistant.app.fragments import day_text, note_html, text_html
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.records import PlanRecord
    from assistant.service import Assistant
    from corpus.plan import Plan

_STYLE = Path(__file__).with_name("viewer.css")
_IMAGE_SCALE = 1.4
# PDFium must not be entered by two threads at once.
_pdfium = threading.Lock()


def viewer_routes(assistant: Assistant, is_open_to: Callable[[Request], bool]) -> APIRouter:
    """Return the routes; `is_open_to` tells whether a request comes from somebody who is admitted."""
    router = APIRouter()

    def record_for(request: Request, plan_id: str) -> PlanRecord:
        if not is_open_to(request):
            raise HTTPException(401, "Hãy đăng nhập trước.")
        try:
            return assistant.library.get(plan_id)
        except InputError as error:
            raise HTTPException(404, str(error)) from error

    @router.get("/xem/{plan_id}")
    def view(request: Request, plan_id: str, tu: int = -1, den: int = -1) -> HTMLResponse:
        record = record_for(request, plan_id)
        return HTMLResponse(plan_page(record, assistant.library.plan(plan_id), tu, den))

    @router.get("/goc/{plan_id}")
    def original(request: Request, plan_id: str) -> FileResponse:
        record = record_for(request, plan_id)
        return FileResponse(assistant.library.original(plan_id), filename=record.file)

    @router.get("/trang/{plan_id}/{number}")
    def image(request: Request, plan_id: str, number: int) -> Response:
        record = record_for(request, plan_id)
        picture = page_image(assistant.library.original(plan_id), number) if has_page_images(record) else None
        if picture is None:
            raise HTTPException(404, "Kế hoạch này không có ảnh của trang ấy.")
        return Response(picture, media_type="image/png")

    return router


def has_page_images(record: PlanRecord) -> bool:
    """Tell whether the original can be shown page by page as images."""
    return record.stored.endswith(".pdf")


def plan_page(record: PlanRecord, plan: Plan, start: int, end: int) -> str:
    """Return a plan's whole text as a page, the passage ``[start, end)`` marked; offsets outside it mark nothing."""
    title = record.title or record.file
    about = " · ".join(filter(None, (record.school, record.number, day_text(record.day), record.file)))
    warnings = "".join(note_html(warning) for warning in record.warnings)
    with_images = has_page_images(record)
    pages = "".join(
        _page(plan, number, (start, end), f"../trang/{record.plan_id}/{number}" if with_images else None)
        for number in range(1, len(plan.reading.pages) + 1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{faces_css('../')}{_STYLE.read_text(encoding='utf-8')}</style></head><body><main>"
        f"<h1>{escape(title)}</h1><p class='about'>{escape(about)} · "
        f"<a href='../goc/{escape(record.plan_id, quote=True)}' download>Tải bản gốc</a></p>{warnings}{pages}"
        "</main></body></html>\n"
    )


def _page(plan: Plan, number: int, marked: tuple[int, int], image: str | None) -> str:
    span = plan.reading.pages[number - 1]
    start, end = max(span.start, marked[0]), min(span.end, marked[1])
    text = plan.text
    if start < end:
        anchor = ' id="doan"' if marked[0] >= span.start else ""
        words = f"<mark{anchor}>{text_html(text[start:end])}</mark>"
        body = f"{text_html(text[span.start : start])}{words}{text_html(text[end : span.end])}"
    else:
        body = text_html(span.of(text))
    shown = (
        f'<details><summary>Xem ảnh trang</summary><img loading="lazy" src="{escape(image, quote=True)}" '
        f'alt="Ảnh trang {number} của bản gốc"></details>'
        if image
        else ""
    )
    return f'<section aria-label="Trang {number}"><p class="number">Trang {number}</p>{shown}<p>{body}</p></section>'


def page_image(path: Path, number: int) -> bytes | None:
    """Return page `number` (from 1) of a PDF as PNG, or ``None`` where there is no such page."""
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= number <= len(document):
                return None
            picture = document[number - 1].render(scale=_IMAGE_SCALE).to_pil()
        finally:
            document.close()
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
