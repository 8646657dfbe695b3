"""How much of a file the readers take on, checked before the costly step in each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import InputError

Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all) while a scan is being recognised."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on what a file may ask of the machine. A plan has 1 to 30 pages; the defaults leave wide room.

    `max_expanded_bytes` counts what a Word file (a zip) holds when unpacked; `seconds` bounds one outside program's
    work on one page or one conversion, and the extraction of text from one PDF.
    """

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 200
    max_expanded_bytes: int = 200 * 1024 * 1024
    max_text_chars: int = 3_000_000
    seconds: float = 120.0

    def check_pages(self, name: str, pages: int) -> None:
        """Raise `InputError` when a file of `pages` pages is more than is read."""
        if pages > self.max_pages:
            raise InputError(
                f"Tệp {name!r} có {pages} trang, quá giới hạn {self.max_pages} trang; "
                "xin tách lấy phần kế hoạch rồi thử lại."
            )

    def check_text(self, name: str, chars: int) -> None:
        """Raise `InputError` when the text read so far is longer than is taken."""
        if chars > self.max_text_chars:
            raise InputError(
                f"Tệp {name!r} chứa quá nhiều chữ (hơn {self.max_text_chars} ký tự); xin tách nhỏ rồi thử lại."
            )
