"""Reads a PDF: pypdf tells whether it is whole, locked or too long; pdfium tells where each letter stands.

pypdf's own text has no widths, so columns, short lines and indents cannot be told from it, and it takes 20 times as
long (365 ms against 19 ms for 7 pages). Pages without text are recognised.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from corpus.encodings import Legacy, convert, decode_mistaken
from corpus.errors import InputError, NotAvailableError
from corpus.plan import Quality, Reading
from corpus.reading.layout import PageLines, Word, lines_of_page
from corpus.reading.limits import Limits, Progress
from corpus.reading.pages import join_pages, without_running_heads
from corpus.text import diacritics_state

_TAIL: Final = 4096  # a whole file ends with its cross-reference table and "%%EOF"
_FEW_LETTERS: Final = (
    20  # a page with fewer letters (a stamp, a page number over a scanned image) counts as one without text
)


def read_pdf(
    name: str, data: bytes, limits: Limits, progress: Progress | None, ocr: bool, cache: Path | None
) -> Reading:
    """Return the text of a PDF, page by page; pages without text are recognised when `ocr` is true.

    Raises `InputError` for a file that is damaged, truncated, locked or too long, and `NotAvailableError` when no
    page has text and nothing is installed that recognises it.
    """
    _check(name, data, limits)
    pages = _text_pages(name, data, limits)
    blank = [index for index, page in enumerate(pages) if _letters(page) < _FEW_LETTERS]
    warnings: list[str] = []
    if blank:
        warnings += _recognise(name, data, pages, blank, limits, progress, ocr, cache)
    pages, decoded = _decoded(without_running_heads(pages))
    text, spans = join_pages(pages)
    limits.check_text(name, len(text))
    if not text.strip():
        raise InputError(f"Tệp PDF {name!r} không có chữ nào đọc được; xin chọn tệp khác.")
    scanned = len(blank) > len(pages) / 2
    quality = Quality(
        diacritics_state(text), "ocr" if scanned else "text", len(spans), (*warnings, *([decoded] if decoded else []))
    )
    return Reading(name, text, spans, quality, "scan" if scanned else "pdf")


def _check(name: str, data: bytes, limits: Limits) -> None:
    """Raise `InputError` when the PDF is truncated, locked, damaged or has more pages than are read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if b"%%EOF" not in data[-_TAIL:]:
        raise InputError(f"Tệp PDF {name!r} bị cắt cụt hoặc chưa tải xong; xin tải hoặc sao chép lại.")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if not reader.is_encrypted:
            declared = reader.root_object["/Pages"]["/Count"]  # type: ignore[index]
            limits.check_pages(name, int(declared))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise _damaged(name) from error


def _open(name: str, data: bytes, limits: Limits) -> Any:
    """Return the PDF opened by pdfium; files locked only against changes open without a password."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(f"Tệp PDF {name!r} có mật khẩu; xin gỡ mật khẩu rồi thử lại.") from error
        raise _damaged(name) from error
    limits.check_pages(name, len(document))
    if len(document) == 0:
        raise _damaged(name)
    return document


def _damaged(name: str) -> InputError:
    return InputError(f"Tệp PDF {name!r} bị hỏng, không đọc được; xin mở và lưu lại thành PDF mới.")


def _text_pages(name: str, data: bytes, limits: Limits) -> list[PageLines]:
    """Return the lines of every page; raise `InputError` when that takes longer than the limit."""
    import pypdfium2

    until = time.monotonic() + limits.seconds
    pages: list[PageLines] = []
    with _open(name, data, limits) as document:
        for index in range(len(document)):
            if time.monotonic() > until:
                raise InputError(f"Tệp PDF {name!r} quá phức tạp, đọc quá {limits.seconds:.0f} giây; xin tách nhỏ.")
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                raise _damaged(name) from error
            width, height = page.get_size()
            pages.append(lines_of_page(_words(page, height), width, height))
    return pages


def _words(page: Any, height: float) -> Iterator[Word]:
    """Yield the words of `page` with their boxes, in the order of the content."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    box = raw.FS_RECTF()
    letters: list[str] = []
    left = top = right = bottom = 0.0
    for index in range(raw.FPDFText_CountChars(textpage)):
        char = chr(raw.FPDFText_GetUnicode(textpage, index))
        if char.isspace() or char in "\0\ufffe\uffff":
            if letters:
                yield Word("".join(letters), left, top, right, bottom)
            letters = []
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        upper, lower = height - box.top, height - box.bottom
        if not letters:
            left, top, right, bottom = box.left, upper, box.right, lower
        else:
            left, top, right, bottom = min(left, box.left), min(top, upper), max(right, box.right), max(bottom, lower)
        letters.append(char)
    if letters:
        yield Word("".join(letters), left, top, right, bottom)


def _letters(page: PageLines) -> int:
    return sum(char.isalpha() for line in page.lines for char in line.text)


def _recognise(
    name: str,
    data: bytes,
    pages: list[PageLines],
    blank: list[int],
    limits: Limits,
    progress: Progress | None,
    ocr: bool,
    cache: Path | None,
) -> list[str]:
    """Put recognised lines in place of the `blank` pages and return what the user should know of it.

    Raises `NotAvailableError` when there is nothing but blank pages and nothing to recognise them with.
    """
    from corpus.reading.scan import Recogniser, page_of_pdf, warnings_of

    numbers = ", ".join(str(index + 1) for index in blank)
    try:
        recogniser = Recogniser.installed(limits, cache) if ocr else None
    except NotAvailableError as error:
        if len(blank) == len(pages):
            raise
        return [f"Trang {numbers} không có chữ (ảnh quét) và chưa nhận dạng được. {error}"]
    if recogniser is None:
        if len(blank) == len(pages):
            raise InputError(f"Tệp PDF {name!r} chỉ có ảnh quét; xin bật nhận dạng chữ (OCR) rồi thử lại.")
        return [f"Trang {numbers} không có chữ (ảnh quét); nhận dạng chữ đang tắt nên bỏ qua."]
    with _open(name, data, limits) as document:
        found = recogniser.pages(data, blank, page_of_pdf(document), progress)
    for index, page in zip(blank, found, strict=True):
        pages[index] = page.lines
    notes: list[str] = warnings_of(found, blank, recogniser)
    return notes


def _decoded(pages: list[PageLines]) -> tuple[list[PageLines], str | None]:
    """Return `pages` in Unicode, and a sentence when they were typed in TCVN3 or VNI."""
    found = decode_mistaken("\n".join(line.text for page in pages for line in page.lines))
    if found is None or found.encoding not in ("tcvn3", "vni"):
        return pages, None
    encoding: Legacy = "tcvn3" if found.encoding == "tcvn3" else "vni"
    return [
        replace(page, lines=tuple(replace(line, text=convert(line.text, encoding)) for line in page.lines))
        for page in pages
    ], found.warning
