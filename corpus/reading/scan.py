"""Reads scans: page images of a PDF and image files, cleaned, recognised two at a time, and kept for the next time."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from corpus.errors import InputError, NotAvailableError
from corpus.plan import Quality, Reading
from corpus.reading.cleaning import cleaned
from corpus.reading.layout import Word
from corpus.reading.limits import Limits, Progress
from corpus.reading.missed import Box, missed_lines
from corpus.reading.pages import join_pages, without_running_heads
from corpus.reading.recognised import Engine, PageCache, RecognisedPage
from corpus.reading.rulings import find_rules
from corpus.text import diacritics_state

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI: Final = 200
_SETTINGS: Final = (
    f"v3 {_DPI} dpi, red ink out, deskewed, missed lines"  # change it with anything that changes what is recognised
)
_DOUBTFUL: Final = 75.0  # confidence (0..100) below which a page's text is full of errors
_SIDEWAYS: Final = 50.0  # confidence below which a page may lie on its side: upright ones have 75 and more
_FEW_WORDS: Final = 8  # with fewer there is nothing to tell by how the page lies
_MOST_PIXELS: Final = 80_000_000  # A3 at 600 dpi
_PAGE_WIDTHS: Final = (1200, 2600)  # pixels; narrower images are enlarged, wider ones reduced (A4 at 200 dpi: 1654)
_MISSING: Final = (
    "Muốn đọc ảnh quét cần chương trình Tesseract kèm dữ liệu tiếng Việt "
    "(Debian, Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie) hoặc: pip install 'kehoach[ocr]'."
)

Source = Callable[[int], "Image"]
"""Gives the image of the page with that index. Called in one thread only."""


class Recogniser:
    """The installed engine at work on the pages of files."""

    def __init__(self, engine: Engine, cache: PageCache) -> None:
        self.engine = engine
        self._cache = cache

    @classmethod
    def installed(
        cls, limits: Limits, cache: Path | None, engine: Literal["tesseract", "rapid"] | None = None
    ) -> Recogniser:
        """Return a recogniser with the best engine there is, or with the one that is asked for.

        Raises `NotAvailableError` when it is not installed.
        """
        from corpus.reading.rapid import Rapid
        from corpus.reading.tesseract import Tesseract

        found: Engine | None = None
        if engine in (None, "tesseract"):
            found = Tesseract.find(limits.seconds)
        if found is None and engine in (None, "rapid"):
            found = Rapid.find()
        if found is None:
            raise NotAvailableError(_MISSING)
        return cls(found, PageCache(cache))

    def recognise(self, image: Image) -> RecognisedPage:
        """Return what stands on the page image `image`, after cleaning it.

        A page that comes out as rubbish was perhaps laid in sideways or upside down: the other three ways are tried.
        """
        page = self._as_it_lies(image)
        tries = [page]
        for turn in (180, 90, 270):
            if len(page.words) < _FEW_WORDS or _is_upright(tries[-1]):
                break
            tries.append(self._as_it_lies(image.rotate(turn, expand=True)))
        return max(tries, key=lambda found: (_is_upright(found), found.confidence))

    def _as_it_lies(self, image: Image) -> RecognisedPage:
        upright = cleaned(image)
        rules = find_rules(upright)
        page = self.engine.recognise(upright)
        missed = [word for box in missed_lines(upright, page.words, rules) for word in self._line(upright, box)]
        return replace(page, words=(*page.words, *missed), rules=rules)

    def _line(self, page: Image, box: Box) -> list[Word]:
        """Return the words of the line in `box` of `page`, recognised by itself; none where that leaves it in doubt."""
        left, top, right, bottom = box
        around = bottom - top
        x, y = max(0, left - around), max(0, top - around)
        found = self.engine.recognise(
            page.crop((x, y, min(page.width, right + around), min(page.height, bottom + around)))
        )
        if found.confidence < _DOUBTFUL or not any(char.isalnum() for word in found.words for char in word.text):
            return []
        words = [Word(w.text, w.left + x, w.top + y, w.right + x, w.bottom + y) for w in found.words]
        return [
            word
            for word in words
            if left <= (word.left + word.right) / 2 <= right and word.top < bottom and word.bottom > top
        ]

    def pages(
        self, content: bytes, indexes: Sequence[int], source: Source, progress: Progress | None
    ) -> list[RecognisedPage]:
        """Return the pages `indexes` of the file `content`; `source` gives the images of those that are not kept."""
        digest = hashlib.sha256(content).digest()
        keys = [self._key(digest, index) for index in indexes]
        found = [self._cache.get(key) for key in keys]
        done = len(found) - found.count(None)
        if progress and done:
            progress(done, len(indexes))
        missing = [position for position, page in enumerate(found) if page is None]
        for position, page in self._recognised(missing, indexes, source):
            found[position] = page
            self._cache.put(keys[position], page)
            done += 1
            if progress:
                progress(done, len(indexes))
        if missing:
            self._cache.trim()
        return [page for page in found if page is not None]

    def kept(self, content: bytes, index: int) -> RecognisedPage | None:
        """Return page `index` of the file `content` as it was recognised before; ``None`` where it is not kept."""
        return self._cache.get(self._key(hashlib.sha256(content).digest(), index))

    def _key(self, digest: bytes, index: int) -> str:
        return self._cache.key(digest, index, f"{_SETTINGS}|{self.engine.identity}")

    def _recognised(
        self, missing: list[int], indexes: Sequence[int], source: Source
    ) -> Iterator[tuple[int, RecognisedPage]]:
        """Yield the `missing` pages in order, one at work per core (at most four), and few images in memory."""
        workers = min(4, os.cpu_count() or 1)
        waiting: deque[tuple[int, Future[RecognisedPage]]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            try:
                for position in missing:
                    waiting.append((position, pool.submit(self.recognise, source(indexes[position]))))
                    if len(waiting) > workers:
                        first, future = waiting.popleft()
                        yield first, future.result()
                while waiting:
                    first, future = waiting.popleft()
                    yield first, future.result()
            finally:
                for _, future in waiting:
                    future.cancel()


def _is_upright(page: RecognisedPage) -> bool:
    """Tell whether `page` makes sense as it lies: the words are sure enough, and wider than they are high."""
    longer = [word for word in page.words if len(word.text) > 3]
    wide = sum(word.right - word.left > word.height for word in longer)
    return page.confidence >= _SIDEWAYS and 2 * wide >= len(longer)


def page_of_pdf(document: Any) -> Source:
    """Return the source of the page images of an opened PDF, rendered as they were scanned (200 dpi)."""

    def render(index: int) -> Image:
        page = document[index]
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        image: Image = page.render(scale=scale).to_pil()
        return image

    return render


def read_image(
    name: str, data: bytes, limits: Limits, progress: Progress | None, ocr: bool, cache: Path | None
) -> Reading:
    """Return the text on an image file; each frame of a TIFF is a page.

    Raises `InputError` for an image that is damaged, too large or bears no text, and `NotAvailableError` without an
    engine.
    """
    if not ocr:
        raise InputError(f"Tệp {name!r} là ảnh; xin bật nhận dạng chữ (OCR) rồi thử lại.")
    with _opened(name, data) as image:
        frames = getattr(image, "n_frames", 1)
        limits.check_pages(name, frames)
        recogniser = Recogniser.installed(limits, cache)
        indexes = range(frames)
        found = recogniser.pages(data, indexes, _frame_of(name, image), progress)
    text, spans = join_pages(without_running_heads([page.lines for page in found]))
    if not text.strip():
        raise InputError(f"Không nhận ra chữ nào trong ảnh {name!r}; xin quét lại rõ hơn.")
    quality = Quality(diacritics_state(text), "ocr", len(spans), tuple(warnings_of(found, indexes, recogniser)))
    return Reading(name, text, spans, quality, "scan")


def warnings_of(found: Sequence[RecognisedPage], indexes: Sequence[int], recogniser: Recogniser) -> list[str]:
    """Return what the user should know: which engine read the pages and which of them came out doubtful."""
    if not found:
        return []
    engine = recogniser.engine.name
    notes = [f"Chữ được nhận dạng từ ảnh quét bằng {engine}; xin đối chiếu số, ngày tháng và tên riêng với bản gốc."]
    notes += [
        f"Trang {index + 1} nhận dạng kém (độ tin cậy {page.confidence:.0f}%); xin đối chiếu kỹ hoặc quét lại."
        for index, page in zip(indexes, found, strict=True)
        if page.words and page.confidence < _DOUBTFUL
    ]
    return notes


_DAMAGE: Final = (OSError, SyntaxError, ValueError, EOFError)  # what Pillow raises on damaged files


def _opened(name: str, data: bytes) -> Image:
    """Return the image file opened, its pixels not yet read. Pillow's own warnings are kept from the user."""
    from PIL import Image as Images

    try:
        with warnings.catch_warnings(action="ignore"):
            return Images.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP", "WEBP"))
    except Images.DecompressionBombError as error:
        raise _too_large(name) from error
    except _DAMAGE as error:
        raise _damaged(name) from error


def _frame_of(name: str, image: Image) -> Source:
    """Return the source of the frames of an opened image, upright and at a size that the engines read well."""

    def frame(index: int) -> Image:
        try:
            with warnings.catch_warnings(action="ignore"):
                if index:
                    image.seek(index)
                if image.width * image.height > _MOST_PIXELS:
                    raise _too_large(name)
                return _prepared(image)
        except _DAMAGE as error:
            raise _damaged(name) from error

    return frame


def _prepared(image: Image) -> Image:
    """Return a copy of the current frame: turned as its metadata says, on white paper, of the usual width."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = _on_white(upright.convert("RGBA"))
    narrowest, widest = _PAGE_WIDTHS
    width = min(max(upright.width, narrowest), widest)
    if width == upright.width:
        return upright.copy()
    return upright.resize((width, round(upright.height * width / upright.width)))


def _damaged(name: str) -> InputError:
    return InputError(f"Tệp ảnh {name!r} bị hỏng hoặc cắt cụt, không mở được; xin quét lại.")


def _too_large(name: str) -> InputError:
    return InputError(f"Ảnh {name!r} quá lớn (hơn {_MOST_PIXELS // 1_000_000} triệu điểm); xin thu nhỏ rồi thử lại.")


def _on_white(image: Image) -> Image:
    """Return the RGBA `image` on white paper."""
    from PIL import Image as Images

    paper = Images.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB")
