"""Scans: cleaning, the cache of recognised pages, image files, and what comes out."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from corpus.errors import InputError, NotAvailableError
from corpus.plan import Reading
from corpus.reading import Limits, read
from corpus.reading.cleaning import skew, straightened, without_specks, without_stamp
from corpus.reading.layout import Word
from corpus.reading.recognised import PageCache, RecognisedPage
from corpus.reading.scan import Recogniser
from corpus.reading.strokes import numeral_by_strokes
from corpus.reading.tesseract import Row, Tesseract, _lines, _mended_numeral, _page
from tests.corpus.reading.documents import vietnamese_font

FONT = vietnamese_font()
TEXT = ("KẾ HOẠCH", "Phát động phong trào thi đua năm 2025", "Căn cứ Luật Thi đua, khen thưởng", "I. MỤC ĐÍCH, YÊU CẦU")


def sheet(size: tuple[int, int] = (1240, 700)) -> Image.Image:
    """Return a page image with `TEXT` on it."""
    if FONT is None:
        pytest.skip("no TrueType font with Vietnamese letters")
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(TEXT):
        draw.text((100, 80 + 90 * number), line, font=ImageFont.truetype(str(FONT), 40), fill="black")
    return image


def stamped(page: Image.Image) -> Image.Image:
    """Return `page` with a ring of red ink across its text: ink does not hide what is below."""
    ink = Image.new("RGB", page.size, "white")
    ImageDraw.Draw(ink).ellipse((300, 100, 560, 360), outline=(210, 40, 50), width=12)
    return ImageChops.multiply(page, ink)


def packed(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


class Echo:
    """A recogniser that says which image it got, for tests of everything around it."""

    name = "Echo"
    identity = "echo 1"

    def __init__(self) -> None:
        self.seen = 0

    def recognise(self, image: Image.Image) -> RecognisedPage:
        self.seen += 1
        return RecognisedPage((Word(f"w{image.width}", 0, 0, 50, 20),), image.width, image.height, 60.0)


@pytest.mark.parametrize("angle", [-3.0, -1.2, 0.0, 0.7, 2.5])
def test_skew_is_found_and_undone(angle: float) -> None:
    page = sheet().convert("L").rotate(-angle, fillcolor=255)
    assert skew(page) == pytest.approx(angle, abs=0.15)
    assert abs(skew(straightened(page))) < 0.2


def test_a_blank_page_is_level() -> None:
    assert skew(Image.new("L", (800, 1000), 255)) == 0.0


def test_red_ink_goes_and_black_stays() -> None:
    grey = without_stamp(stamped(sheet()))
    plain = sheet().convert("L")
    assert int(((np.asarray(grey) < 128) != (np.asarray(plain) < 128)).sum()) < 300
    assert without_stamp(sheet()).tobytes() == plain.tobytes()


def test_nothing_is_left_of_a_stamp() -> None:
    empty = stamped(Image.new("RGB", (1240, 700), "white"))
    assert int(np.asarray(without_stamp(empty)).min()) > 240


def test_a_line_that_was_passed_over_is_recognised_by_itself() -> None:
    class Hasty(Echo):
        """Reads nothing on a whole page, and a line when it sees no more than that."""

        def recognise(self, image: Image.Image) -> RecognisedPage:
            self.seen += 1
            words = (Word("Lưu", 40, 40, image.width - 40, image.height - 40),) if image.height < 200 else ()
            return RecognisedPage(words, image.width, image.height, 90.0 if words else 0.0)

    page = Image.new("L", (1200, 1600), 255)
    for x in range(200, 420, 14):
        ImageDraw.Draw(page).rectangle((x, 300, x + 5, 330), fill=0)
    (word,) = Recogniser(Hasty(), PageCache(None)).recognise(page).words
    assert word.text == "Lưu"
    assert 195 <= word.left <= 215
    assert 290 <= word.top <= 320


def test_specks_go_from_speckled_pages_only() -> None:
    clean = sheet().convert("L")
    assert without_specks(clean) is clean
    dirty = clean.copy()
    for at in range(0, dirty.width * dirty.height, 37):
        dirty.putpixel((at % dirty.width, at // dirty.width), 0)
    dark_before, dark_after = ((np.asarray(image) < 128).sum() for image in (dirty, without_specks(dirty)))
    assert dark_after < dark_before / 2


def test_pages_are_recognised_once(tmp_path: Path) -> None:
    engine = Echo()
    recogniser = Recogniser(engine, PageCache(tmp_path))
    images = [Image.new("RGB", (40 + n, 30), "white") for n in range(5)]
    calls: list[tuple[int, int]] = []
    first = recogniser.pages(b"file", range(5), images.__getitem__, lambda *done: calls.append(done))
    assert [page.words[0].text for page in first] == ["w40", "w41", "w42", "w43", "w44"]
    assert calls == [(n, 5) for n in range(1, 6)]

    def never(index: int) -> Image.Image:
        raise AssertionError(index)

    assert recogniser.pages(b"file", range(5), never, None) == first
    assert engine.seen == 5
    recogniser.pages(b"other", [0], images.__getitem__, None)
    assert engine.seen == 6


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
def test_pages_laid_in_the_wrong_way_are_turned(lies: int) -> None:
    class Reader(Echo):
        """Sees words only where the page's black corner is at the top left; sees tall ones when it lies on a side."""

        def recognise(self, image: Image.Image) -> RecognisedPage:
            self.seen += 1
            size = (40, 12) if image.getpixel((3, 3)) == 0 else (12, 40)
            sure = 92.0 if image.getpixel((3, 3)) == 0 or lies == 90 else 31.0
            words = tuple(Word("những", 0, 50 * n, size[0], 50 * n + size[1]) for n in range(9))
            return RecognisedPage(words, image.width, image.height, sure)

    page = Image.new("L", (300, 400), 255)
    page.paste(0, (0, 0, 60, 40))
    engine = Reader()
    found = Recogniser(engine, PageCache(None)).recognise(page.rotate(lies, expand=True))
    assert (found.width, found.words[0].right) == (300, 40)
    assert engine.seen == {0: 1, 180: 2, 270: 3, 90: 4}[lies]


def test_a_damaged_or_missing_cache_does_no_harm(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    page = RecognisedPage((Word("chữ", 1, 2, 3, 4),), 10, 20, 99.0)
    key = cache.key(b"x", 0, "s")
    cache.put(key, page)
    assert cache.get(key) == page
    next(tmp_path.rglob("*.json")).write_text("{")
    assert cache.get(key) is None
    PageCache(None).put(key, page)
    assert PageCache(None).get(key) is None
    (tmp_path / "file").write_text("")
    PageCache(tmp_path / "file").put(key, page)


def row(text: str, left: int, width: int, *, top: int = 10, height: int = 24, conf: int = 90, line: int = 1) -> Row:
    """Return a word as Tesseract lists it."""
    place = {"left": left, "top": top, "width": width, "height": height, "conf": conf}
    return {
        "text": text,
        "block_num": "1",
        "par_num": "1",
        "line_num": str(line),
        **{k: str(v) for k, v in place.items()},
    }


def test_words_of_tesseract() -> None:
    rows = [
        row("GD&ĐÐT", 10, 40, top=12, height=20),
        row("Ðông", 60, 40, conf=80),
        row("4", 110, 4, height=6, conf=70),  # a part of a letter
        row("|", 120, 4, height=20, conf=20),  # a speck
    ]
    page = _page(_lines(rows), (200, 100))
    assert [(word.text, word.top, word.bottom) for word in page.words] == [("GD&ĐT", 10, 34), ("Đông", 10, 34)]
    assert page.confidence == pytest.approx((5 * 90 + 4 * 80) / 9, abs=0.1)
    assert _page([], (200, 100)).words == ()
    assert _mended_numeral(row("II.MỤC", 10, 40), Image.new("L", (200, 100), 255)) == "II. MỤC"


def test_doubtful_markers_far_from_their_words_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = [
        *(row("SE", 50, 22, conf=25), row("Thi", 150, 50), row("đua", 210, 50)),  # "1." before a tab
        *(row("2.", 50, 22, line=2, top=60), row("Khen", 150, 50, line=2, top=60)),  # sure
        *(row("Nộp", 50, 22, line=3, top=110), row("bài", 80, 50, line=3, top=110)),  # no gap
    ]
    sheet = [row("1.", 20, 22, top=30), row("Thi", 50, 50, top=30)]
    calls: list[tuple[str, ...]] = []

    def rows(self: Tesseract, image: Image.Image, layout: tuple[str, ...]) -> list[Row]:
        calls.append(layout)
        return page if len(calls) == 1 else sheet

    monkeypatch.setattr(Tesseract, "_rows", rows)
    found = Tesseract("tesseract", "5", 10.0).recognise(Image.new("L", (400, 200), 255))
    assert [word.text for word in found.words] == ["1.", "Thi", "đua", "2.", "Khen", "Nộp", "bài"]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("shown", "read_as", "mended"),
    [
        ("III.", "II.", "III."),
        ("III.", "1H.", "III."),
        ("III.", "IIIL", "III."),
        ("II.", "H.", "II."),
        ("I.", "L", "I."),
        ("VIII.", "VII.", "VIII."),
        ("VII", "VIL", "VII."),
        ("XIII", "XII", "XIII"),
        ("II.", "1.", "II."),
        ("1.", "1.", "1."),
        ("I.1.", "L1.", "I.1."),
        ("I.2.", "L2.", "I.2."),
        ("II.1.", "III.", "II.1."),
        ("II.3.", "H.3.", "II.3."),
        ("IV.", "IV.", "IV."),  # not built on trailing strokes: left as read
        ("11.", "11.", "11."),  # figures
        ("Lưu", "Lưu", "Lưu"),
        ("HH.", "II.", "II."),  # strokes that cannot be told apart
    ],
)
def test_strokes_of_numerals_are_counted(shown: str, read_as: str, mended: str) -> None:
    if FONT is None:
        pytest.skip("no TrueType font with Vietnamese letters")
    image = Image.new("L", (200, 60), 250)
    draw = ImageDraw.Draw(image)
    draw.text((10, 5), shown, font=ImageFont.truetype(str(FONT), 36), fill=20)
    assert (
        numeral_by_strokes(
            image, tuple(map(int, draw.textbbox((10, 5), shown, ImageFont.truetype(str(FONT), 36)))), read_as
        )
        == mended
    )


def test_a_numeral_on_blank_paper_stays() -> None:
    assert numeral_by_strokes(Image.new("L", (30, 30), 255), (0, 0, 30, 30), "II.") == "II."
    assert numeral_by_strokes(Image.new("L", (30, 30), 255), (5, 5, 5, 5), "II.") == "II."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cut.png", packed(Image.new("RGB", (900, 900), "white"))[:200], "hỏng"),
        ("cut.jpg", packed(Image.effect_noise((900, 900), 50), "JPEG")[:2000], "hỏng"),
        ("false.tif", b"II*\0" + b"\7" * 99, "hỏng"),
        ("blank.png", packed(Image.new("L", (600, 400), 255)), "Không nhận ra chữ"),
    ],
)
def test_bad_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, says: str) -> None:
    class Blind(Echo):
        def recognise(self, image: Image.Image) -> RecognisedPage:
            return RecognisedPage((), image.width, image.height, 0.0)

    monkeypatch.setattr(Recogniser, "installed", lambda *_: Recogniser(Blind(), PageCache(None)))
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError, match=says):
        read(file)


def test_image_bombs_and_switched_off_recognition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Recogniser, "installed", lambda *_: Recogniser(Echo(), PageCache(None)))
    file = tmp_path / "huge.png"
    file.write_bytes(packed(Image.new("1", (9500, 9500))))
    with pytest.raises(InputError, match="quá lớn"):
        read(file)
    with pytest.raises(InputError, match="OCR"):
        read(file, ocr=False)


def test_frames_are_pages_and_doubtful_ones_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Recogniser, "installed", lambda *_: Recogniser(Echo(), PageCache(None)))
    file = tmp_path / "fax.tiff"
    frames = [Image.new("L", (1300 + n, 90), 255) for n in range(3)]
    file.write_bytes(packed(frames[0], "TIFF", save_all=True, append_images=frames[1:]))
    reading = read(file)
    assert [span.of(reading.text).strip() for span in reading.pages] == ["w1300", "w1301", "w1302"]
    assert (reading.format, reading.quality.source) == ("scan", "ocr")
    assert sum("nhận dạng kém" in warning for warning in reading.quality.warnings) == 3


def test_nothing_to_recognise_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tesseract, "find", lambda *_: None)
    monkeypatch.setattr("corpus.reading.rapid.Rapid.find", lambda *_: None)
    with pytest.raises(NotAvailableError, match=r"tesseract-ocr-vie.*kehoach\[ocr\]"):
        Recogniser.installed(Limits(), None)


@pytest.fixture(scope="module")
def recognised(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    file = tmp_path_factory.mktemp("scan") / "page.jpg"
    turned = stamped(sheet()).rotate(1.5, fillcolor="white", resample=Image.Resampling.BICUBIC)
    file.write_bytes(packed(turned, "JPEG", quality=80))
    return read(file)


@pytest.mark.system("tesseract")
def test_a_stamped_skewed_page_is_recognised(recognised: Reading) -> None:
    assert [line for line in recognised.text.split("\n") if line] == list(TEXT)
    assert recognised.quality.diacritics == "full"
