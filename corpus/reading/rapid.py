"""Recognises a page with what pip alone brings (the extra ``[ocr]``), for computers without Tesseract.

rapidocr ships a detector of text lines (its own recogniser lacks the Vietnamese letters); asterocr ships the weights
of a recogniser of Vietnamese lines and its alphabet. Only asterocr's data files are used, through onnxruntime: its
code, which sends usage data by default, is never imported. The alphabet has no curly quotes, long dashes and
bullets: plain ones come out.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.reading.layout import Word
from corpus.reading.recognised import RecognisedPage
from corpus.text import to_nfc

if TYPE_CHECKING:
    from PIL.Image import Image

_PACKAGES: Final = ("rapidocr", "onnxruntime", "asterocr")
_HEIGHT: Final = 32  # of the line images that the recogniser was trained on
_LONGEST: Final = 30  # widths of a line image in its heights: the recogniser has places for 256 steps of 4 pixels
_BLANK: Final = 0


@dataclass(frozen=True, slots=True)
class _Letter:
    """A recognised character: where it begins and ends (0..1 across the line) and how sure it is (0..1)."""

    char: str
    start: float
    end: float
    probability: float


Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


class Rapid:
    """The detector and the recogniser, loaded once; a line at a time, pages side by side."""

    name = "RapidOCR và AsterOCR"

    def __init__(self, weights: Path, alphabet: list[str], identity: str) -> None:
        import onnxruntime
        from rapidocr import RapidOCR

        self.identity = identity
        self._alphabet = alphabet
        self._detector = RapidOCR(params={"Global.log_level": "error"})
        self._one_at_a_time = threading.Lock()  # the detector keeps the page's size in itself
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    @classmethod
    def find(cls) -> Rapid | None:
        """Return the recogniser if the extra is installed, else ``None``."""
        specs = [find_spec(package) for package in _PACKAGES]
        folder = next(iter(specs[2].submodule_search_locations or ()), None) if all(specs) and specs[2] else None
        if folder is None:
            return None
        assets = Path(folder) / "assets"
        try:
            alphabet = json.loads((assets / "vocab.json").read_text("utf-8"))["chars"]
        except (OSError, ValueError, KeyError):
            return None
        identity = "; ".join(f"{package} {version(package)}" for package in _PACKAGES)
        return cls(assets / "asternet.onnx", alphabet, identity)

    def recognise(self, image: Image) -> RecognisedPage:
        """Return the words on `image`, each with its place in the line."""
        words: list[Word] = []
        weights = total = 0.0
        for box in (part for line in self._lines(image) for part in _parts(image, line)):
            letters = self._letters(image.crop(box))
            words += _words(letters, box)
            weights += len(letters)
            total += sum(letter.probability for letter in letters)
        return RecognisedPage(
            tuple(words), image.width, image.height, round(100 * total / weights, 1) if weights else 0.0
        )

    def _lines(self, image: Image) -> list[Box]:
        """Return the boxes of the lines (or parts of lines) on `image`."""
        import numpy as np

        pixels = np.repeat(np.asarray(image.convert("L"))[..., None], 3, axis=2)
        with self._one_at_a_time:
            found = self._detector(pixels, use_det=True, use_cls=False, use_rec=False)
        corners = [] if found.boxes is None else found.boxes
        boxes = [(*box.min(axis=0), *box.max(axis=0)) for box in corners]
        return [
            (max(0, int(left)), max(0, int(top)), min(image.width, int(right) + 1), min(image.height, int(bottom) + 1))
            for left, top, right, bottom in boxes
            if right - left >= 4 and bottom - top >= 4
        ]

    def _letters(self, line: Image) -> list[_Letter]:
        """Return the characters of one line by the best path through the recogniser's output (CTC)."""
        import numpy as np
        from PIL import Image as Images

        width = max(_HEIGHT, -(-line.width * _HEIGHT // line.height // 4) * 4)
        scaled = line.convert("RGB").resize((width, _HEIGHT), Images.Resampling.BILINEAR)
        pixels = (np.asarray(scaled, dtype=np.float32) / 255 - 0.5) / 0.5
        output: Any = self._session.run(None, {self._input: pixels.transpose(2, 0, 1)[None]})[0]
        steps = output.reshape(-1, output.shape[-1])
        best = steps.argmax(axis=-1)
        letters: list[_Letter] = []
        for at, index in enumerate(best):
            if index == _BLANK or (at and best[at - 1] == index):
                continue
            char = self._alphabet[index]
            letters.append(_Letter(char, at / len(best), (at + 1) / len(best), float(np.exp(steps[at, index]))))
        return letters


def _parts(image: Image, box: Box) -> list[Box]:
    """Return `box`, cut between words as often as it is too long for the recogniser."""
    import numpy as np

    left, top, right, bottom = box
    if right - left <= _LONGEST * (bottom - top):
        return [box]
    pixels = np.asarray(image.crop(box).convert("L"))
    lightest = pixels.min(axis=0).astype(np.float64)  # of a column: light where no letter stands
    gap = max(3, (bottom - top) // 5)
    light = np.convolve(lightest, np.ones(gap) / gap, mode="same")
    middle = (right - left) // 2
    reach = middle // 2
    cut = left + middle - reach + int(light[middle - reach : middle + reach].argmax())
    return _parts(image, (left, top, cut, bottom)) + _parts(image, (cut, top, right, bottom))


def _words(letters: list[_Letter], box: Box) -> list[Word]:
    """Return the words that `letters` of the line with this box make, cut at the blanks."""
    left, top, right, bottom = box
    words: list[list[_Letter]] = [[]]
    for letter in letters:
        if letter.char.isspace():
            words.append([])
        else:
            words[-1].append(letter)
    width = right - left
    return [
        Word(
            to_nfc("".join(letter.char for letter in word)),
            left + word[0].start * width,
            top,
            left + word[-1].end * width,
            bottom,
        )
        for word in words
        if word
    ]
