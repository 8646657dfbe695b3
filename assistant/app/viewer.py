"""Pages beside the Gradio page: a plan of the library with a passage marked, its original file, images of its pages.

All of them answer only to whom the page itself is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from assistant.app.fonts import faces_css
from assistant.app.fragments import day_text, note_html, text_html
from assistant.app.page_images import IMAGE_SUFFIXES, PageImages
from corpus.errors import InputError
from corpus.reading import PAGE_CACHE

if TYPE_CHECKING:
    from assistant.records import PlanRecord
    from assistant.service import Assistant
    from corpus.plan import Plan

# Limits to what is asked for in an address.
_MOST_FIRST_WORDS, _MOST_WORDS = 30, 3000

_STYLE = Path(__file__).with_name("viewer.css")


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
    def view(
        request: Request, plan_id: str, tu: int = -1, den: int = -1, muc: str = "", loi: str = "", so: int = 0
    ) -> HTMLResponse:
        record = record_for(request, plan_id)
        plan = assistant.library.plan(plan_id)
        start, end = passage_like(plan, muc, loi, so) if loi else (tu, den)
        return HTMLResponse(plan_page(record, plan, start, end))

    @router.get("/goc/{plan_id}")
    def original(request: Request, plan_id: str) -> FileResponse:
        record = record_for(request, plan_id)
        return FileResponse(assistant.library.original(plan_id), filename=record.file)

    @router.get("/trang/{plan_id}/{number}")
    def image(request: Request, plan_id: str, number: int, tu: int = -1, den: int = -1) -> Response:
        record = record_for(request, plan_id)
        passage = assistant.library.plan(plan_id).text[tu:den] if 0 <= tu < den else ""
        images = PageImages(assistant.library.original(plan_id), assistant.limits, assistant.basics.home / PAGE_CACHE)
        picture = images.png(number, passage, scanned=record.read_by == "ocr") if has_page_images(record) else None
        if picture is None:
            raise HTTPException(404, "Kế hoạch này không có ảnh của trang ấy.")
        return Response(picture, media_type="image/png")

    return router


def passage_like(plan: Plan, section_id: str, first_words: str, count: int) -> tuple[int, int]:
    """Return the passage of `count` words that begins with `first_words`, looked for in its section first.

    Where the words are not found, the heading of the section; ``(-1, -1)`` without either.
    """
    section = plan.section(section_id) if section_id else None
    beginning = re.compile(r"\s+".join(map(re.escape, first_words.split()[:_MOST_FIRST_WORDS])))
    found = beginning.search(plan.text, section.start if section else 0) or beginning.search(plan.text)
    if found is None:
        heading = re.compile(r".+").match(plan.text, section.start) if section else None
        return heading.span() if heading else (-1, -1)
    more = min(max(count - len(first_words.split()), 0), _MOST_WORDS)
    rest = re.compile(rf"(?:\s+\S+){{0,{more}}}").match(plan.text, found.end())
    return found.start(), rest.end() if rest else found.end()


def has_page_images(record: PlanRecord) -> bool:
    """Tell whether the original can be shown page by page as images."""
    return Path(record.stored).suffix in IMAGE_SUFFIXES


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
        f"<title>{escape(title)}</title>"
        f"<style>{faces_css('../')}{_STYLE.read_text(encoding='utf-8')}</style></head><body><main>"
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
    shown = _image(image, number, (start, end) if start < end else None) if image else ""
    heading = f'<p class="number">Trang {number}</p>'
    return f'<section aria-label="Trang {number}">{heading}{shown}<p>{body}</p></section>'


def _image(address: str, number: int, marked: tuple[int, int] | None) -> str:
    """Return the page's picture: open, with the passage marked in it, where there is one; else on a click."""
    query = f"?tu={marked[0]}&amp;den={marked[1]}" if marked else ""
    return (
        f"<details{' open' if marked else ''}><summary>Ảnh trang {number} của bản gốc</summary>"
        f'<img loading="lazy" src="{escape(address, quote=True)}{query}" alt="Ảnh trang {number} của bản gốc'
        f'{", đoạn được dẫn tô vàng" if marked else ""}"></details>'
    )
