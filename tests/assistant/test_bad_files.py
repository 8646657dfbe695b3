"""Files without a plan, or that cannot be opened, handed to the command line: code 2 and one sentence that says why."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from assistant import cli
from tests.corpus.reading.documents import paragraph, word
from tests.corpus.reading.test_bad_word import OLE, zipped
from tests.programs import require_program

GOOD = word(paragraph("Kế hoạch năm học"))


def odf(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<x/>"})


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    return out.getvalue()


def locked_pdf() -> bytes:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt("bí mật")
    writer.write(out)
    return out.getvalue()


def long_pdf(pages: int) -> bytes:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(9, 9)
    writer.write(out)
    return out.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    **{f"rong{end}": (bytes, "rỗng") for end in (".docx", ".doc", ".pdf", ".txt", ".rtf", ".odt", ".png", ".docm")},
    "cut.docx": (lambda: GOOD[: len(GOOD) // 2], "cắt cụt"),
    "cut.docm": (lambda: GOOD[: len(GOOD) // 2], "cắt cụt"),
    "cut.odt": (lambda: odf("text")[:60], "cắt cụt"),
    "cut.pdf": (lambda: long_pdf(2)[:200], "cắt cụt"),
    "cut.png": (lambda: picture()[:60], "hỏng"),
    "khoa.pdf": (locked_pdf, "mật khẩu"),
    "khoa.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "khoa.doc": (lambda: OLE + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500), "mật khẩu"),
    "khac.doc": (lambda: OLE + bytes(500), "không phải là văn bản Word"),
    "chu.docx": ("Kế hoạch".encode, "không phải là tệp Word"),
    "chu.doc": ("Kế hoạch".encode, "không phải là tệp Word"),
    "chu.pdf": ("Kế hoạch".encode, "không phải là tệp PDF"),
    "chu.jpg": ("Kế hoạch".encode, "không phải là tệp ảnh"),
    "bang.xlsx": (lambda: zipped({"xl/workbook.xml": b"<x/>"}), "bảng tính"),
    "bang.ods": (lambda: odf("spreadsheet"), "bảng tính"),
    "trinh-chieu.pptx": (lambda: zipped({"ppt/presentation.xml": b"<x/>"}), "trình chiếu"),
    "trinh-chieu.odp": (lambda: odf("presentation"), "trình chiếu"),
    "nen.zip": (lambda: zipped({"ke-hoach.docx": GOOD}), "tệp nén"),
    "trang.html": (lambda: b"<!doctype html><html><body>x</body></html>", "HTML"),
    "nhi-phan.txt": (lambda: bytes(range(256)) * 40, "nhị phân"),
    "nhieu-trang.pdf": (lambda: long_pdf(1000), "1000 trang"),
}


def sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path) -> str:
    """Return what `kehoach parse` says of `file` on its way out with code 2."""
    monkeypatch.setattr("sys.argv", ["kehoach", "parse", str(file), "--json"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr()
    assert left.value.code == 2
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    return said.err


@pytest.mark.parametrize("name", FILES)
def test_one_sentence_names_the_file_and_the_reason(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEHOACH_HOME", str(tmp_path / "home"))
    make, reason = FILES[name]
    file = tmp_path / name
    file.write_bytes(make())
    said = sentence(monkeypatch, capsys, file)
    assert name in said
    assert reason in said


@pytest.mark.parametrize("name", ["hong.rtf", "hong.odt"])
@pytest.mark.system("soffice")
def test_what_libreoffice_cannot_open(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    require_program("soffice")
    monkeypatch.setenv("KEHOACH_HOME", str(tmp_path / "home"))
    file = tmp_path / name
    file.write_bytes(b"{\\rtf1" if name.endswith("rtf") else odf("text"))
    assert name in sentence(monkeypatch, capsys, file)


def test_macros_are_not_run_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEHOACH_HOME", str(tmp_path / "home"))
    file = tmp_path / "macro.docm"
    file.write_bytes(word(paragraph("Kế hoạch năm học"), more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    monkeypatch.setattr("sys.argv", ["kehoach", "parse", str(file), "--json"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code in (0, None)
    assert "không chạy macro" in capsys.readouterr().out
