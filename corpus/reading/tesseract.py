"""Recognises a page with the Tesseract program and its Vietnamese data."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from corpus.errors import InputError
from corpus.reading.layout import Word
from corpus.reading.recognised import RecognisedPage
from corpus.reading.slips import mended
from corpus.reading.strokes import numeral_by_strokes

if TYPE_CHECKING:
    from PIL.Image import Image

_WINDOWS_FOLDER: Final = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")  # the installer does not extend PATH
_OPTIONS: Final = ("-l", "vie", "--psm", "3", "--dpi", "200")
_GLUED: Final = re.compile(r"([IVX]{1,5}\.)([A-ZĐÀ-Ỹ]{2,})")  # a numeral run into its title
_JUNK_CONFIDENCE: Final = 40.0  # specks come out as punctuation with less than this
_JUNK_HEIGHT: Final = 0.4  # parts of letters of the next column come out as low "words", in heights of the page's words


class Tesseract:
    """The installed program. One process a page, one thread a process: pages run side by side instead."""

    name = "Tesseract"

    def __init__(self, program: str, version: str, seconds: float) -> None:
        self._program = program
        self._seconds = seconds
        self.identity = f"tesseract {version} {' '.join(_OPTIONS)}; numerals by strokes 1, slips 2"

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
        picture = io.BytesIO()
        image.save(picture, "PPM")
        try:
            done = subprocess.run(  # noqa: S603 -- fixed arguments; the page goes in through standard input
                [self._program, "stdin", "stdout", *_OPTIONS, "tsv"],
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
        return _page(done.stdout.decode("utf-8", errors="replace"), image)


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, timeout=20, check=True)  # noqa: S603 -- fixed arguments
    return done.stdout.decode("utf-8", errors="replace")


def _page(table: str, image: Image) -> RecognisedPage:
    """Return the page `image` by Tesseract's table of its words.

    Words get the height of their line: their own boxes are as high as their letters happen to be.
    """
    table_rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [row for row in table_rows if row["level"] == "5" and (row["text"] or "").strip()]
    usual = median(float(row["height"]) for row in found) if found else 0.0
    lines: defaultdict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in found:
        if _is_word(row, usual):
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    words: list[Word] = []
    weights = total = 0.0
    for rows in lines.values():
        top, bottom = _band(rows)
        texts = mended(row["text"].strip() for row in rows)
        for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
            left = float(row["left"])
            if number == 0:
                text = _mended_numeral(text, row, image)
            words.append(Word(text, left, top, left + float(row["width"]), bottom))
            weights += len(text)
            total += len(text) * float(row["conf"])
    return RecognisedPage(tuple(words), image.width, image.height, round(total / weights, 1) if weights else 0.0)


def _is_word(row: dict[str, str], usual_height: float) -> bool:
    """Tell whether `row` is a word and not a speck or a part of a letter."""
    if any(char.isalnum() for char in row["text"]):
        return float(row["height"]) >= _JUNK_HEIGHT * usual_height
    return float(row["conf"]) >= _JUNK_CONFIDENCE and "|" not in row["text"]  # which is a ruling line


def _mended_numeral(text: str, row: dict[str, str], image: Image) -> str:
    """Return the first word of a line with its Roman numeral as on the page and apart from the word that follows."""
    glued = _GLUED.fullmatch(text)
    if glued:
        return f"{glued[1]} {glued[2]}"
    left, top = int(row["left"]), int(row["top"])
    return numeral_by_strokes(image, (left, top, left + int(row["width"]), top + int(row["height"])), text)


def _band(rows: list[dict[str, str]]) -> tuple[float, float]:
    """Return top and bottom of a line without the outliers among its words."""
    tops = [float(row["top"]) for row in rows]
    bottoms = [float(row["top"]) + float(row["height"]) for row in rows]
    if len(rows) < 3:
        return min(tops), max(bottoms)
    return quantiles(tops, n=4)[0], quantiles(bottoms, n=4)[2]
