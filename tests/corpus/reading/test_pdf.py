"""PDFs with text: reading order, paragraphs, running heads, pages; and pages that are images."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.errors import InputError, NotAvailableError
from corpus.reading import Limits, read
from corpus.reading.layout import Line, PageLines, Word, lines_of_page
from corpus.reading.pages import join_pages, without_running_heads
from tests.corpus.reading.documents import Placed, pdf, scanned, vietnamese_font

FONT = vietnamese_font()
needs_font = pytest.mark.skipif(FONT is None, reason="no TrueType font with Vietnamese letters")
LINE = 20.0
HEAD: list[Placed] = [
    (60, 60, "UBND THỊ XÃ"),
    (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (45, 80, "TRƯỜNG THCS SUỐI NGÂN"),
    (320, 80, "Độc lập - Tự do - Hạnh phúc"),
    (60, 110, "Số: 12/KH-THCSSN"),
    (290, 110, "Suối Ngân, ngày 24 tháng 02 năm 2025"),
    (265, 150, "KẾ HOẠCH"),
]
FULL = "Căn cứ Kế hoạch số 35/KH-UBND ngày 19 tháng 02 năm 2024 của Ủy ban nhân dân huyện"


def save(tmp_path: Path, *pages: list[Placed], **options: str) -> Path:
    assert FONT is not None
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf(pages, FONT, **options))  # type: ignore[arg-type]
    return file


@needs_font
def test_the_head_is_read_column_by_column(tmp_path: Path) -> None:
    reading = read(save(tmp_path, HEAD))
    assert reading.format == "pdf"
    assert reading.text.split("\n") == [
        *("UBND THỊ XÃ", "TRƯỜNG THCS SUỐI NGÂN", "Số: 12/KH-THCSSN", ""),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Suối Ngân, ngày 24 tháng 02 năm 2025", "", "KẾ HOẠCH"),
    ]


@needs_font
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_and_cropped_pages_are_read_as_they_are_shown(tmp_path: Path, turn: int) -> None:
    import io

    from pypdf import PdfWriter, Transformation

    file = save(tmp_path, HEAD)
    upright = read(file).text
    writer, packed = PdfWriter(clone_from=io.BytesIO(file.read_bytes())), io.BytesIO()
    page = writer.pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    moved = {90: (0, width), 180: (width, height), 270: (height, 0)}[turn]
    page.add_transformation(Transformation().rotate(-turn).translate(*moved).translate(15, 25))
    size = (height, width) if turn != 180 else (width, height)
    page.mediabox.upper_right = page.cropbox.upper_right = (size[0] + 15, size[1] + 25)
    page.cropbox.lower_left = (15, 25)
    page.rotate(-turn)
    writer.write(packed)
    file.write_bytes(packed.getvalue())
    assert read(file).text == upright


@needs_font
def test_the_foot_is_read_column_by_column(tmp_path: Path) -> None:
    foot: list[Placed] = [
        (60, 300, FULL),
        (60, 320, "nghiêm túc./."),
        *(
            (60, 360, "Nơi nhận:"),
            (360, 360, "HIỆU TRƯỞNG"),
            (60, 380, "- Phòng GD&ĐT (b/c);"),
            (60, 400, "- Lưu: VT."),
        ),
        (355, 460, "Chu Thị Ngọc Diệp"),
    ]
    assert read(save(tmp_path, foot)).text.split("\n")[-6:] == [
        *("Nơi nhận:", "- Phòng GD&ĐT (b/c);", "- Lưu: VT.", "", "HIỆU TRƯỞNG", "Chu Thị Ngọc Diệp")
    ]


@needs_font
def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages: list[list[Placed]] = [
        [(60, 30, "Trường THCS Suối Ngân"), (60, 400, f"Đoạn của trang {n}."), (290, 820, f"Trang {n}/4")]
        for n in range(1, 5)
    ]
    reading = read(save(tmp_path, *pages))
    assert reading.text.split("\n\n") == [f"Đoạn của trang {n}." for n in range(1, 5)]
    assert [span.of(reading.text).strip() for span in reading.pages] == [f"Đoạn của trang {n}." for n in range(1, 5)]


@needs_font
def test_a_paragraph_goes_on_over_the_page_break(tmp_path: Path) -> None:
    reading = read(save(tmp_path, [(60, 780, FULL)], [(60, 60, "về phong trào thi đua.")]))
    assert reading.text == f"{FULL}\nvề phong trào thi đua."
    assert reading.page_of(reading.text.index("về phong")) == 2


def page(*lines: tuple[float, str]) -> PageLines:
    """Return a page of lines (left margin, text), 20 apart, each letter 6 wide and 14 high."""
    words = []
    for number, (left, text) in enumerate(lines):
        for word in text.split():
            words.append(Word(word, left, number * LINE, left + 6 * len(word), number * LINE + 14))
            left += 6 * (len(word) + 1)
    return lines_of_page(words, 600, 800)


@pytest.mark.parametrize(
    ("lines", "opens"),
    [
        pytest.param([(60, FULL), (60, "nhân dân huyện."), (60, "Câu sau")], [1, 0, 1], id="a short line ends it"),
        pytest.param([(90, FULL[:-5]), (60, FULL), (90, FULL[:-5]), (60, FULL)], [1, 0, 1, 0], id="an indent opens it"),
        pytest.param([(60, "- " + FULL), (72, FULL[:-3]), (60, "- " + FULL)], [1, 0, 1], id="hanging items"),
        pytest.param([(60, FULL + ";"), (60, FULL + " "), (60, "- " + FULL)], [1, 0, 0], id="a dash in running text"),
        pytest.param([(60, FULL + ";"), (60, "- " + FULL)], [1, 1], id="an item after a full line"),
        pytest.param(
            [(60, FULL), (186, "(20/11/1982 - 20/11/2024) như sau abcdefg")], [1, 0], id="a centred title goes on"
        ),
        pytest.param(
            [
                (60, FULL),
                (186, "(20/11/1982 - 20/11/2024) như sau abcdefg"),
                *[(90, "Ngắn"), (90, FULL[:-5]), (60, "x")] * 4,
            ],
            [1, 0, *[1, 1, 0] * 4],
            id="a centred title over many indents",
        ),
    ],
)
def test_paragraphs(lines: list[tuple[float, str]], opens: list[int]) -> None:
    assert [int(line.opens) for line in page(*lines).lines] == opens


def test_pages_tile_the_text_even_when_some_are_empty() -> None:
    empty = PageLines((), 600, 800)
    line = Line("chữ", 0, 100, 90, 114)
    for pages in ([empty, PageLines((line,), 600, 800)], [PageLines((line,), 600, 800), empty], [empty]):
        text, spans = join_pages(without_running_heads(pages))
        assert len(spans) == len(pages)
        assert "".join(span.of(text) for span in spans) == text


@needs_font
def test_hyphens_at_line_ends_stay(tmp_path: Path) -> None:
    lines: list[Placed] = [
        (60, 100, "Căn cứ Kế hoạch số 35/KH-"),
        (60, 118, "UBND về giai đoạn 2021-"),
        (60, 136, "2030"),
    ]
    assert read(save(tmp_path, lines)).text.split() == " ".join(text for *_, text in lines).split()


@needs_font
def test_locked_truncated_and_false_pdfs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mật khẩu"):
        read(save(tmp_path, HEAD, password="secret"))  # type: ignore[arg-type]
    whole = save(tmp_path, HEAD).read_bytes()
    for data, says in (
        (whole[: len(whole) // 2], "cắt cụt"),
        (b"%PDF-1.7\n" + b"\x93\x11" * 500 + b"%%EOF", "hỏng"),
        (b"%PDF-1.7\n%%EOF", "hỏng"),
    ):
        file = tmp_path / "bad.pdf"
        file.write_bytes(data)
        with pytest.raises(InputError, match=says):
            read(file)


@needs_font
@pytest.mark.parametrize("pages", [201, 300])
def test_too_many_pages(tmp_path: Path, pages: int) -> None:
    with pytest.raises(InputError, match=f"{pages} trang"):
        read(save(tmp_path, *([[(60.0, 60.0, "x")]] * pages)))


def test_ten_thousand_tiny_pages_are_refused_at_once(tmp_path: Path) -> None:
    kids = " ".join(f"{n} 0 R" for n in range(3, 10_003))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count 10000/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 10_000
    data, offsets = b"%PDF-1.4\n", []
    parts = [data]
    length = len(data)
    for number, body in enumerate(objects, start=1):
        offsets.append(length)
        parts.append(f"{number} 0 obj{body}endobj\n".encode())
        length += len(parts[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    parts.append(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF".encode())
    file = tmp_path / "many.pdf"
    file.write_bytes(b"".join(parts))
    begin = time.process_time()
    with pytest.raises(InputError, match="10000 trang"):
        read(file)
    assert time.process_time() - begin < 5  # opening each page takes ten times as long


@needs_font
def test_a_scan_without_recogniser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.reading import scan

    def missing(*_: object, **__: object) -> None:
        raise NotAvailableError("Chưa có chương trình nhận dạng.")

    monkeypatch.setattr(scan.Recogniser, "installed", missing)
    assert FONT is not None
    file = tmp_path / "scan.pdf"
    file.write_bytes(scanned(pdf([HEAD], FONT), 50))
    with pytest.raises(NotAvailableError):
        read(file)
    with pytest.raises(InputError, match="OCR"):
        read(file, ocr=False)
    mixed = merged(pdf([[(60, 60, FULL)]], FONT), file.read_bytes())
    file.write_bytes(mixed)
    reading = read(file)
    assert reading.text == FULL
    assert "Trang 2" in reading.quality.warnings[0]
    assert "Trang 2" in read(file, ocr=False).quality.warnings[0]


def merged(*files: bytes) -> bytes:
    """Return one PDF with the pages of all `files`."""
    import io

    from pypdf import PdfWriter

    writer, packed = PdfWriter(), io.BytesIO()
    for data in files:
        writer.append(io.BytesIO(data))
    writer.write(packed)
    return packed.getvalue()


@needs_font
@pytest.mark.system("tesseract")
def test_mixed_pages_are_read_page_by_page(tmp_path: Path) -> None:
    assert FONT is not None
    file = tmp_path / "mixed.pdf"
    file.write_bytes(merged(pdf([[(60, 60, FULL + ".")]], FONT), scanned(pdf([HEAD], FONT))))
    calls: list[tuple[int, int]] = []
    reading = read(file, progress=lambda done, total: calls.append((done, total)))
    assert reading.pages[0].of(reading.text).strip() == FULL + "."
    assert "TRƯỜNG THCS SUỐI NGÂN\nSố: 12/KH-THCSSN\n\nCỘNG HÒA" in reading.pages[1].of(reading.text)
    assert (calls, reading.format, reading.quality.source) == ([(1, 1)], "pdf", "text")


def test_limits_hold_for_time_and_text(tmp_path: Path) -> None:
    if FONT is None:
        pytest.skip("no TrueType font with Vietnamese letters")
    with pytest.raises(InputError, match="phức tạp"):
        read(save(tmp_path, HEAD), limits=Limits(seconds=-1))
    with pytest.raises(InputError, match="quá nhiều chữ"):
        read(save(tmp_path, HEAD), limits=Limits(max_text_chars=10))
