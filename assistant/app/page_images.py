"""Pictures of an original's pages, a passage marked in them as with a pen."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError, NotAvailableError
from corpus.text import fold_key

if TYPE_CHECKING:
    from PIL.Image import Image

    from corpus.reading import Limits
    from corpus.reading.layout import Word

IMAGE_SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
_SCALE = 1.6
_WIDEST = 1400
_PEN = "#ffe27a"
#: A run of so many words in a row is the passage; fewer agree by chance.
_SURE_RUN = 3
# PDFium must not be entered by two threads at once.
_pdfium = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageImages:
    """The pages of one original. `cache` is where the recognised pages of scans are kept."""

    path: Path
    limits: Limits
    cache: Path

    def png(self, number: int, passage: str = "", *, scanned: bool = False) -> bytes | None:
        """Return page `number` (from 1) as PNG, the words of `passage` marked; ``None`` where there is no such page."""
        found = self._pdf_page(number) if self.path.suffix == ".pdf" else self._picture(number)
        if found is None:
            return None
        picture, words, (width, height) = found
        if passage and scanned:
            words, (width, height) = self._recognised(number)
        if passage and words:
            picture = _marked(picture, boxes_of(passage, words), picture.width / width, picture.height / height)
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        return stream.getvalue()

    def _pdf_page(self, number: int) -> tuple[Image, Sequence[Word], tuple[float, float]] | None:
        import pypdfium2

        from corpus.reading.pdf import page_words

        with _pdfium:
            document = pypdfium2.PdfDocument(self.path)
            try:
                if not 1 <= number <= len(document):
                    return None
                page = document[number - 1]
                size = page.get_size()
                scale = min(_SCALE, _WIDEST / max(size))
                return page.render(scale=max(scale, 0.1)).to_pil(), page_words(page), size
            finally:
                document.close()

    def _picture(self, number: int) -> tuple[Image, Sequence[Word], tuple[float, float]] | None:
        from PIL import Image, ImageOps

        with Image.open(self.path) as opened:
            try:
                opened.seek(number - 1)
            except (EOFError, ValueError):
                return None
            picture = ImageOps.exif_transpose(opened).convert("RGB")
        picture.thumbnail((_WIDEST, _WIDEST))
        return picture, (), (float(picture.width), float(picture.height))

    def _recognised(self, number: int) -> tuple[Sequence[Word], tuple[float, float]]:
        """Return the words of a scanned page with their boxes, as they were recognised when the plan was added."""
        from corpus.reading.scan import Recogniser

        try:
            content = self.path.read_bytes()
            page = Recogniser.installed(self.limits, self.cache).kept(content, number - 1)
        except (InputError, NotAvailableError, OSError):
            page = None
        return (page.words, (page.width, page.height)) if page else ((), (1, 1))


def boxes_of(passage: str, words: Sequence[Word]) -> list[Word]:
    """Return the words on a page that make up `passage`, whichever way the page's lines were put in order."""
    wanted = fold_key(passage).split()
    there = [fold_key(word.text) for word in words]
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
    least = min(_SURE_RUN, len(wanted))
    return [words[at] for block in blocks if block.size >= least for at in range(block.b, block.b + block.size)]


def _marked(picture: Image, words: Sequence[Word], across: float, down: float) -> Image:
    from PIL import Image as Pictures
    from PIL import ImageChops, ImageDraw

    ink = Pictures.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(ink)
    for word in words:
        left, right = word.left * across - 2, word.right * across + 2
        pen.rectangle((left, word.top * down - 1, right, word.bottom * down + 1), _PEN)
    return ImageChops.multiply(picture.convert("RGB"), ink)
