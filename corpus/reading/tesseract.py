"""Recognises a page with the Tesseract program and its Vietnamese data."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from corpus.errors import InputError
from corpus.reading.layout import Word
from corpus.reading.markers import beside_their_words, far_marker, is_marker
from corpus.reading.recognised import RecognisedPage
from corpus.reading.slips import mended
from corpus.reading.strokes import numeral_by_strokes

if TYPE_CHECKING:
    from PIL.Image import Image

_WINDOWS_FOLDER: Final = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")  # the installer does not extend PATH
_OPTIONS: Final = ("-l", "vie", "--dpi", "200")
_WHOLE_PAGE: Final = ("--psm", "3")
_ONE_BLOCK: Final = ("--psm", "6")
_GLUED: Final = re.compile(r"([IVX]{1,5}\.)([A-ZĐÀ-Ỹ]{2,})")  # a numeral run into its title
_DOUBTFUL_MARKER: Final = 60.0  # confidence below which a marker far from its words is read again
_JUNK_CONFIDENCE: Final = 40.0  # specks come out as punctuation with less than this
_JUNK_HEIGHT: Final = 0.4  # parts of letters of the next column come out as low "words", in heights of the page's words


Row = dict[str, str]
"""A word as the program lists it: text, confidence (0..100), box, and the block, paragraph and line it stands in."""


class Tesseract:
    """The installed program. One process a page, one thread a process: pages run side by side instead."""

    name = "Tesseract"

    def __init__(self, program: str, version: str, seconds: float) -> None:
        self._program = program
        self._seconds = seconds
        self.identity = f"tesseract {version} {' '.join(_OPTIONS)}; numerals by strokes 3, slips 3, far markers 1"

    @classmethod
    def find(cls, seconds: float) -> Tesseract | None:
        """Return the program if it is installed together with Vietnamese data, else ``None``."""
        program = shutil.which("tesseract") or (str(_WINDOWS_FOLDER) if _WINDOWS_FOLDER.exists() else None)
        if program is None:
            return None
        try:
            languages = _output([program, "--list-langs"])
            version = _output([program, "--version"]).split("\n", 1)[0].removeprefix("tesseract ").strip()
        except (OSError, subprocess.SubprocessError):
            return None
        return cls(program, version, seconds) if "vie" in languages.split() else None

    def recognise(self, image: Image) -> RecognisedPage:
        """Return the words on `image`. Raises `InputError` when the page takes longer than the limit."""
        lines = _lines(self._rows(image, _WHOLE_PAGE))
        for rows in lines:
            rows[0]["text"] = _mended_numeral(rows[0], image)
        doubtful = ((at, far_marker(_words(rows))) for at, rows in enumerate(lines) if _is_doubtful(rows[0]))
        markers = {at: marker for at, marker in doubtful if marker}
        if markers:
            sheet, tops = beside_their_words(image, list(markers.values()))
            read_again = _first_words(self._rows(sheet, _ONE_BLOCK), tops)
            for at, row in zip(markers, read_again, strict=True):
                if row and is_marker(row["text"]):
                    lines[at][0] |= {"text": row["text"], "conf": row["conf"]}
                    lines[at][0]["text"] = _mended_numeral(lines[at][0], image)
        return _page(lines, image.size)

    def _rows(self, image: Image, layout: tuple[str, ...]) -> list[Row]:
        """Return the words that the program finds on `image`, as it lists them."""
        picture = io.BytesIO()
        image.save(picture, "PPM")
        try:
            done = subprocess.run(  # noqa: S603 -- fixed arguments; the page goes in through standard input
                [self._program, "stdin", "stdout", *_OPTIONS, *layout, "tsv"],
                input=picture.getvalue(),
                capture_output=True,
                timeout=self._seconds,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(f"Nhận dạng một trang quá {self._seconds:.0f} giây; xin quét lại rõ hơn.") from error
        except subprocess.CalledProcessError as error:
            raise InputError("Tesseract không đọc được một trang ảnh; xin quét lại rồi thử lại.") from error
        table = io.StringIO(done.stdout.decode("utf-8", errors="replace"))
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, timeout=20, check=True)  # noqa: S603 -- fixed arguments
    return done.stdout.decode("utf-8", errors="replace")


def _lines(found: list[Row]) -> list[list[Row]]:
    """Return the words `found` by lines, without specks and ruling lines."""
    usual = median(float(row["height"]) for row in found) if found else 0.0
    lines: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in found:
        if _is_word(row, usual):
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    return list(lines.values())


def _words(rows: list[Row]) -> list[Word]:
    """Return the words of one line.

    They get the height of their line, in which the first has no say: their own boxes are as high as their letters.
    """
    top, bottom = _band(rows[1:] or rows)
    places = ((float(row["left"]), float(row["width"])) for row in rows)
    return [
        Word(row["text"].strip(), left, top, left + width, bottom)
        for row, (left, width) in zip(rows, places, strict=True)
    ]


def _first_words(found: list[Row], tops: list[float]) -> list[Row | None]:
    """Return the first word of each line of a sheet whose lines begin at `tops`; ``None`` where nothing was found."""
    firsts: list[Row | None] = [None] * len(tops)
    for row in found:
        line = bisect_right(tops, float(row["top"]) + float(row["height"]) / 2) - 1
        first = firsts[line] if line >= 0 else None
        if line >= 0 and (first is None or float(row["left"]) < float(first["left"])):
            firsts[line] = row
    return firsts


def _page(lines: list[list[Row]], size: tuple[int, int]) -> RecognisedPage:
    """Return the page of the given size by Tesseract's list of its words.

    Words get the height of their line: their own boxes are as high as their letters happen to be.
    """
    words: list[Word] = []
    weights = total = 0.0
    for rows in lines:
        top, bottom = _band(rows)
        texts = mended(row["text"].strip() for row in rows)
        for row, text in zip(rows, texts, strict=True):
            left = float(row["left"])
            words.append(Word(text, left, top, left + float(row["width"]), bottom))
            weights += len(text)
            total += len(text) * float(row["conf"])
    return RecognisedPage(tuple(words), *size, round(total / weights, 1) if weights else 0.0)


def _is_word(row: Row, usual_height: float) -> bool:
    """Tell whether `row` is a word and not a speck or a part of a letter."""
    if any(char.isalnum() for char in row["text"]):
        return float(row["height"]) >= _JUNK_HEIGHT * usual_height
    return float(row["conf"]) >= _JUNK_CONFIDENCE and "|" not in row["text"]  # which is a ruling line


def _is_doubtful(row: Row) -> bool:
    """Tell whether `row`, which begins a line, is no marker, one without its sign, or hardly a sure one."""
    text = row["text"]
    return not is_marker(text) or text.isalnum() or float(row["conf"]) < _DOUBTFUL_MARKER


def _mended_numeral(row: Row, image: Image) -> str:
    """Return the first word of a line with its Roman numeral as on the page and apart from the word that follows."""
    text = row["text"].strip()
    glued = _GLUED.fullmatch(text)
    if glued:
        return f"{glued[1]} {glued[2]}"
    left, top = int(row["left"]), int(row["top"])
    return numeral_by_strokes(image, (left, top, left + int(row["width"]), top + int(row["height"])), text)


def _band(rows: list[Row]) -> tuple[float, float]:
    """Return top and bottom of a line without the outliers among its words."""
    tops = [float(row["top"]) for row in rows]
    bottoms = [float(row["top"]) + float(row["height"]) for row in rows]
    if len(rows) < 3:
        return min(tops), max(bottoms)
    return quantiles(tops, n=4)[0], quantiles(bottoms, n=4)[2]
