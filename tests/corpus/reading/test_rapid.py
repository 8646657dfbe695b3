"""The recogniser that pip alone brings."""

from __future__ import annotations

import importlib.util
import warnings
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from corpus.reading.layout import Word
from corpus.reading.rapid import Rapid, _Letter, _parts, _words


def test_words_have_their_place_in_the_line() -> None:
    letters = [_Letter(char, n / 10, (n + 1) / 10, 0.9) for n, char in enumerate("kế hoạch")]
    assert _words(letters, (100, 10, 200, 30)) == [Word("kế", 100, 10, 120, 30), Word("hoạch", 130, 10, 180, 30)]
    assert _words([], (0, 0, 9, 9)) == []


def test_long_lines_are_cut_between_words() -> None:
    image = Image.new("L", (1600, 30), 255)
    draw = ImageDraw.Draw(image)
    for left in range(0, 1600, 100):
        draw.rectangle((left, 5, left + 80, 25), fill=0)
    parts = _parts(image, (0, 0, 1600, 30))
    assert parts[0][0] == 0
    assert parts[-1][2] == 1600
    assert all(before[2] == after[0] for before, after in pairwise(parts))
    assert all(right - left <= 900 for left, _, right, _ in parts)
    assert all(80 < cut[2] % 100 < 100 for cut in parts[:-1])
    assert _parts(image, (0, 0, 600, 30)) == [(0, 0, 600, 30)]


def test_it_is_absent_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reading.rapid.find_spec", lambda _: None)
    assert Rapid.find() is None


@pytest.mark.model
@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime", "asterocr")),
    reason="extra [ocr] not installed",
)
def test_a_page_is_recognised() -> None:
    from tests.corpus.reading.test_scan import TEXT, sheet

    with warnings.catch_warnings(action="ignore"):  # the packages' own, while they load
        engine = Rapid.find()
        assert engine is not None
        page = engine.recognise(sheet().convert("L"))
    assert [line.text for line in page.lines.lines] == list(TEXT)
    assert page.confidence > 80
