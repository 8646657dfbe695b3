"""Scans in a home: whoever reads one first, its pages are recognised once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from assistant.library import Library
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.reading.layout import Word
from corpus.reading.recognised import PageCache, RecognisedPage
from corpus.reading.scan import Recogniser

LINES = ("KẾ HOẠCH", "Phát động phong trào thi đua", "I. MỤC ĐÍCH", "Nâng cao chất lượng.", "II. NỘI DUNG", "Thi đua.")


class Counting:
    """A recogniser that reads the same page everywhere and counts how often it is asked."""

    name = identity = "counting"

    def __init__(self) -> None:
        self.seen = 0

    def recognise(self, image: Image.Image) -> RecognisedPage:
        self.seen += 1
        words = tuple(Word(text, 100, 60 * n, 900, 60 * n + 40) for n, text in enumerate(LINES, start=2))
        return RecognisedPage(words, image.width, image.height, 95.0)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Counting:
    found = Counting()
    monkeypatch.setattr(Recogniser, "installed", lambda limits, cache: Recogniser(found, PageCache(cache)))
    return found


def test_a_scan_is_recognised_once_in_a_home(engine: Counting, tmp_path: Path) -> None:
    scan = tmp_path / "quet.pdf"
    pages = [Image.new("L", (1240, 1754), shade) for shade in (250, 240)]
    pages[0].save(scan, save_all=True, append_images=pages[1:])
    home = tmp_path / "home"
    first = Assistant(Settings(home=home)).parse(scan)
    assert engine.seen == 2
    assert [section.numeral for section in first.sections][:2] == ["I", "II"]
    assert Assistant(Settings(home=home)).parse(scan).text == first.text
    assert [result.status for result in Library(home).add([scan])] == ["added"]
    assert engine.seen == 2
    Assistant(Settings(home=tmp_path / "other")).parse(scan)
    assert engine.seen == 4


def test_the_oldest_pages_are_dropped(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    page = RecognisedPage((), 10, 10, 90.0)
    keys = [cache.key(b"file", number, "settings") for number in range(5)]
    for key in keys:
        cache.put(key, page)
    cache.trim(2)
    assert [key for key in keys if cache.get(key)] == keys[-2:]
