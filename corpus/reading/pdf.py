"""Reads a PDF: pypdf tells whether it is whole, locked or too long; pdfium tells where each letter stands.

pypdf's own text has no widths, so columns, short lines and indents cannot be told from it, and it takes 20 times as
long (365 ms against 19 ms for 7 pages). Pages without text are recognised.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final
from unicodedata import combining

from corpus.encodings import Legacy, convert, decode_mistaken
from corpus.errors import InputError, NotAvailableError
from corpus.plan import Quality, Reading
from corpus.reading.layout import PageLines, Word, lines_of_page
from corpus.reading.limits import Limits, Progress
from corpus.reading.pages import join_pages, without_running_heads
from corpus.reading.pieces import Piece, joined_pieces
from corpus.reading.tables import Rule, rules_of_box
from corpus.text import diacritics_state

_TAIL: Final = 4096  # a whole file ends with its cross-reference table and "%%EOF"
_FEW_LETTERS: Final = 20  # a scanned page may bear a stamp or a page number as text
_LINE_END_HYPHEN: Final = 2  # pdfium's sign for it; it draws the two parts of the word together, which stay apart here
_NO_CHARACTERS: Final = "\0\ufffe\uffff"  # what pdfium gives for glyphs that stand for nothing
_MOST_PATHS: Final = 2000
_LINE_HEIGHT: Final = 12.0  # points, of the smallest text in such documents
_COVERED: Final = 0.6  # share of the page that the image of a scan takes up at least


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as the PDF gives it; `is_scan` when it should be recognised instead: there is no text or a poor one."""

    lines: PageLines
    is_scan: bool


def read_pdf(
    name: str, data: bytes, limits: Limits, progress: Progress | None, ocr: bool, cache: Path | None
) -> Reading:
    """Return the text of a PDF, page by page; pages without text are recognised when `ocr` is true.

    Raises `InputError` for a file that is damaged, truncated, locked or too long, and `NotAvailableError` when no
    page has text and nothing is installed that recognises it.
    """
    _check(name, data, limits)
    found = _text_pages(name, data, limits)
    pages = [page.lines for page in found]
    scans = [index for index, page in enumerate(found) if page.is_scan]
    warnings: list[str] = []
    if scans:
        warnings += _recognise(name, data, pages, scans, limits, progress, ocr, cache)
    pages, decoded = _decoded(without_running_heads(pages))
    text, spans = join_pages(pages)
    limits.check_text(name, len(text))
    if not text.strip():
        raise InputError(f"Tệp PDF {name!r} không có chữ nào đọc được; xin chọn tệp khác.")
    scanned = len(scans) > len(pages) / 2
    quality = Quality(
        diacritics_state(text), "ocr" if scanned else "text", len(spans), (*warnings, *([decoded] if decoded else []))
    )
    return Reading(name, text, spans, quality, "scan" if scanned else "pdf")


def _check(name: str, data: bytes, limits: Limits) -> None:
    """Raise `InputError` when the PDF is truncated, locked, damaged or has more pages than are read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends on the way is not for the user
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


def _text_pages(name: str, data: bytes, limits: Limits) -> list[_Page]:
    """Return the lines of every page; raise `InputError` when that takes longer than the limit."""
    import pypdfium2

    until = time.monotonic() + limits.seconds
    pages: list[_Page] = []
    chars = 0
    with _open(name, data, limits) as document:
        for index in range(len(document)):
            if time.monotonic() > until:
                raise InputError(f"Tệp PDF {name!r} quá phức tạp, đọc quá {limits.seconds:.0f} giây; xin tách nhỏ.")
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                raise _damaged(name) from error
            width, height = page.get_size()
            textpage = page.get_textpage()
            chars += textpage.count_chars()
            limits.check_text(name, chars)
            upright = _upright(page)
            lines = lines_of_page(_words(textpage, upright), width, height, _rules(page, upright))
            pages.append(_Page(lines, _is_scan(page, lines)))
    return pages


def page_words(page: Any) -> tuple[Word, ...]:
    """Return the words of an opened page with their boxes in points, from the top left of the page as it is shown."""
    return tuple(_words(page.get_textpage(), _upright(page)))


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _upright(page: Any) -> Callable[[Box], Box]:
    """Return what turns a box in the page's own space into one from the top left of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[Box], Box]] = {
        0: lambda box: (box[0] - left, top - box[1], box[2] - left, top - box[3]),
        90: lambda box: (box[3] - bottom, box[0] - left, box[1] - bottom, box[2] - left),
        180: lambda box: (right - box[2], box[3] - bottom, right - box[0], box[1] - bottom),
        270: lambda box: (top - box[1], right - box[2], top - box[3], right - box[0]),
    }
    return turns[page.get_rotation()]


def _words(textpage: Any, upright: Callable[[Box], Box]) -> list[Word]:
    """Return the words of a page with their boxes.

    Where a font lacks Vietnamese letters, a PDF draws them from another font behind the rest of the line; pdfium puts
    blanks of its own into the gaps. Such pieces are put together again by their places.
    """
    return joined_pieces(_pieces(textpage, upright))


def _pieces(textpage: Any, upright: Callable[[Box], Box]) -> Iterator[Piece]:
    """Yield the unbroken strings of a page in the order of the content, with the blanks beside them."""
    from pypdfium2 import raw

    char_box = raw.FS_RECTF()
    letters: list[str] = []
    boxes: list[Box] = []
    blank_before: float | None = None  # where the last blank that the file itself has ends
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        char = "-" if code == _LINE_END_HYPHEN else chr(code)
        raw.FPDFText_GetLooseCharBox(textpage, index, char_box)
        box = upright((char_box.left, char_box.top, char_box.right, char_box.bottom))
        if char.isspace() or char in _NO_CHARACTERS:
            generated = raw.FPDFText_IsGenerated(textpage, index) == 1
            if letters:
                yield Piece(_word(letters, boxes), blank_before, None if generated else box[0])
            blank_before = None if generated and letters else blank_before if generated else box[2]
            letters, boxes = [], []
            continue
        if letters and box[0] < boxes[-1][0] and not combining(char):  # drawn to the left of the last: another piece
            yield Piece(_word(letters, boxes), blank_before, None)
            letters, boxes, blank_before = [], [], None
        letters.append(char)
        boxes.append(box)
        if code == _LINE_END_HYPHEN:
            yield Piece(_word(letters, boxes), blank_before, box[2])
            letters, boxes, blank_before = [], [], None
    if letters:
        yield Piece(_word(letters, boxes), blank_before, None)


def _word(letters: list[str], boxes: list[Box]) -> Word:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Word("".join(letters), min(lefts), min(tops), max(rights), max(bottoms))


def _rules(page: Any, upright: Callable[[Box], Box]) -> list[Rule]:
    """Return the ruling lines that `page` draws; none where it draws so much that it is a picture."""
    from pypdfium2 import raw

    paths = list(islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=2), _MOST_PATHS + 1))
    if len(paths) > _MOST_PATHS:
        return []
    rules: list[Rule] = []
    for path in paths:
        left, bottom, right, top = path.get_bounds()
        rules += rules_of_box(*upright((left, top, right, bottom)), _LINE_HEIGHT)
    return rules


def _is_scan(page: Any, lines: PageLines) -> bool:
    """Tell whether `page` is better recognised than taken as it is.

    So it is with a page that shows something but has next to no text, and with a scan whose text some recogniser left
    without Vietnamese letters.
    """
    from pypdfium2 import raw

    text = "\n".join(line.text for line in lines.lines)
    letters = sum(char.isalpha() for char in text)
    if letters >= _FEW_LETTERS and diacritics_state(text) == "full":
        return False
    images = list(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    if letters >= _FEW_LETTERS:
        return sum(_area(image) for image in images) > _COVERED * lines.width * lines.height
    return bool(images) or (letters == 0 and next(iter(page.get_objects(max_depth=1)), None) is not None)


def _area(image: Any) -> float:
    left, bottom, right, top = image.get_bounds()
    return float((right - left) * (top - bottom))


def _recognise(
    name: str,
    data: bytes,
    pages: list[PageLines],
    scans: list[int],
    limits: Limits,
    progress: Progress | None,
    ocr: bool,
    cache: Path | None,
) -> list[str]:
    """Put recognised lines in place of the pages `scans` and return what the user should know of it.

    Raises `NotAvailableError` when the file has no text at all and there is nothing to recognise it with.
    """
    from corpus.reading.scan import Recogniser, page_of_pdf, warnings_of

    has_text = any(page.lines for page in pages)
    numbers = ", ".join(str(index + 1) for index in scans)
    if not ocr:
        if not has_text:
            raise InputError(f"Tệp PDF {name!r} chỉ có ảnh quét; xin bật nhận dạng chữ (OCR) rồi thử lại.")
        return [f"Trang {numbers} là ảnh quét và chưa được nhận dạng, vì nhận dạng chữ (OCR) đang tắt."]
    try:
        recogniser = Recogniser.installed(limits, cache)
    except NotAvailableError as error:
        if not has_text:
            raise
        return [f"Trang {numbers} là ảnh quét và chưa được nhận dạng. {error}"]
    with _open(name, data, limits) as document:
        found = recogniser.pages(data, scans, page_of_pdf(document), progress)
    again = [index for index in scans if pages[index].lines]
    for index, page in zip(scans, found, strict=True):
        pages[index] = page.lines
    notes: list[str] = warnings_of(found, scans, recogniser)
    if again:
        notes.append("Lớp chữ có sẵn trong tệp quét đã mất dấu tiếng Việt; đã nhận dạng lại từ ảnh.")
    return notes


def _decoded(pages: list[PageLines]) -> tuple[list[PageLines], str | None]:
    """Return `pages` in Unicode, and a sentence when they were typed in TCVN3 or VNI."""
    found = decode_mistaken("\n".join(line.text for page in pages for line in page.lines))
    if found is None or found.encoding not in ("tcvn3", "vni"):
        return _with_text(pages, lambda text: text.replace("\u00ad", "-")), None  # drawn, and so a real hyphen
    encoding: Legacy = "tcvn3" if found.encoding == "tcvn3" else "vni"
    return _with_text(pages, lambda text: convert(text, encoding)), found.warning


def _with_text(pages: list[PageLines], change: Callable[[str], str]) -> list[PageLines]:
    return [replace(page, lines=tuple(replace(line, text=change(line.text)) for line in page.lines)) for page in pages]
