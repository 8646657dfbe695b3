"""Reads a text file: any Vietnamese encoding, pages at form feeds."""

from __future__ import annotations

from corpus.encodings import decode
from corpus.errors import InputError
from corpus.plan import Quality, Reading, Span
from corpus.reading.limits import Limits
from corpus.text import diacritics_state


def read_text(name: str, data: bytes, limits: Limits) -> Reading:
    """Return the text of `data`, whatever its encoding. Raises `InputError` for binary data and for blank text."""
    decoded = decode(data)
    if decoded is None:
        raise InputError(
            f"Tệp {name!r} không phải là văn bản (dữ liệu nhị phân); xin chọn tệp Word, PDF, ảnh hoặc văn bản."
        )
    text = decoded.text
    limits.check_text(name, len(text))
    if not text.strip():
        raise InputError(f"Tệp {name!r} không có chữ nào; xin chọn tệp khác.")
    pages = pages_at_form_feeds(text)
    limits.check_pages(name, len(pages))
    warnings = (decoded.warning,) if decoded.warning else ()
    return Reading(name, text, pages, Quality(diacritics_state(text), "text", len(pages), warnings), "text")


def pages_at_form_feeds(text: str) -> tuple[Span, ...]:
    """Return the pages of `text`, which tile it: each form feed ends a page and belongs to it."""
    starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\f" and index + 1 < len(text))]
    return tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
