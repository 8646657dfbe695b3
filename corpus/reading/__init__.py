"""From a file to its text, page by page: the one entrance for every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from corpus.errors import InputError
from corpus.plan import Reading
from corpus.reading.formats import Format, name_warning, recognise
from corpus.reading.limits import Limits, Progress

__all__ = ["PAGE_CACHE", "Limits", "Progress", "read"]

PAGE_CACHE: Final = Path("cache", "ocr")
"""Where in a home the recognised pages of scans are kept: the `cache` to hand to `read`."""

_DEFAULT_LIMITS: Final = Limits()


def read(
    path: Path | str,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    progress: Progress | None = None,
    ocr: bool = True,
    cache: Path | None = None,
) -> Reading:
    """Return the text of the file `path`, whatever its format, which is told by the content.

    `progress` hears of each recognised page of a scan. With ``ocr=False`` pages without text are left out, with a
    warning.
    `cache` is a folder for recognised pages, so that the same scan is recognised once.
    Raises `InputError` when the file is missing, empty, damaged, locked, too large or no document, and
    `NotAvailableError` when reading it takes a program that is not installed.
    """
    path = Path(path)
    data = _bytes_of(path, limits)
    found = recognise(path, data)
    reading = _read_as(found, path.name, data, limits, progress, ocr, cache)
    warning = name_warning(path, found)
    if warning is None:
        return reading
    quality = replace(reading.quality, warnings=(warning, *reading.quality.warnings))
    return replace(reading, quality=quality)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """Return the content of the file, or raise `InputError` with the reason why there is none to be had."""
    try:
        if path.is_dir():
            raise InputError(f"{str(path)!r} là thư mục, không phải tệp; xin chọn một tệp.")
        if not path.exists():
            raise InputError(f"Không tìm thấy tệp {str(path)!r}; xin kiểm tra lại tên và thư mục.")
        if not path.is_file():
            raise InputError(f"{str(path)!r} không phải là tệp thường; xin chọn tệp Word, PDF, ảnh hoặc văn bản.")
        size = path.stat().st_size
        if size == 0:
            raise InputError(f"Tệp {path.name!r} rỗng (0 byte); xin chọn tệp khác.")
        if size > limits.max_bytes:
            raise InputError(
                f"Tệp {path.name!r} nặng {size / 1e6:.0f} MB, quá giới hạn {limits.max_bytes / 1e6:.0f} MB; "
                "xin tách hoặc nén nhỏ rồi thử lại."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"Không mở được tệp {str(path)!r}; xin kiểm tra quyền đọc tệp và ổ đĩa.") from error


def _read_as(
    found: Format, name: str, data: bytes, limits: Limits, progress: Progress | None, ocr: bool, cache: Path | None
) -> Reading:
    """Return the reading by the module for the format `found`; each is imported only when met."""
    if found in ("word", "convertible"):
        from corpus.reading.convert import to_word
        from corpus.reading.word import read_word

        return read_word(name, data if found == "word" else to_word(name, data, limits), limits)
    if found == "pdf":
        from corpus.reading.pdf import read_pdf

        return read_pdf(name, data, limits, progress, ocr, cache)
    if found == "image":
        from corpus.reading.scan import read_image

        return read_image(name, data, limits, progress, ocr, cache)
    from corpus.reading.plain import read_text

    return read_text(name, data, limits)
