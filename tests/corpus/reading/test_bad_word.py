"""Word files that cannot or must not be opened, and the older formats."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from corpus.errors import InputError, NotAvailableError
from corpus.reading import Limits, read
from corpus.reading.convert import to_word
from tests.corpus.reading.documents import NAMESPACES, paragraph, word

GOOD = word(paragraph("Kế hoạch năm học"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def understated(data: bytes) -> bytes:
    """Return the zip with every declared size set to 10 bytes: what it unpacks to is not what it says."""
    out = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = out.find(signature)
        while start >= 0:
            out[start + at : start + at + 4] = (10).to_bytes(4, "little")
            start = out.find(signature, start + 4)
    return bytes(out)


def locked_zip() -> bytes:
    out = bytearray(GOOD)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(signature)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(signature, start + 4)
    return bytes(out)


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    + f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>".encode()
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cut.docx", GOOD[: len(GOOD) // 2], "cắt cụt hoặc hỏng"),
        ("bomb.docx", word(paragraph("x"), more={"word/media/a.bin": bytes(30_000_000)}), "bung ra quá lớn"),
        ("liar.docx", understated(word(paragraph("x"), more={"word/media/a.bin": bytes(9_000_000)})), "hỏng"),
        ("many.docx", zipped({f"word/{n}": b"" for n in range(6000)}), "bung ra quá lớn"),
        ("locked.docx", locked_zip(), "mật khẩu"),
        ("secret.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("secret.doc", OLE + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500), "mật khẩu"),
        ("other.doc", OLE + bytes(500), "không phải là văn bản Word"),
        ("sheet.docx", zipped({"xl/workbook.xml": b"<x/>"}), "bảng tính"),
        ("slides.docx", zipped({"ppt/presentation.xml": b"<x/>"}), "trình chiếu"),
        ("archive.docx", zipped({"a.txt": b"x"}), "tệp nén"),
        ("entities.docx", word(more={"word/document.xml": ENTITIES}), "hỏng"),
        ("broken.docx", word(more={"word/document.xml": b"<w:document"}), "hỏng"),
        ("bodiless.docx", word(more={"word/document.xml": b"<document/>"}), "hỏng"),
        ("nothing.docx", word(paragraph("")), "không có chữ"),
        ("book.docx", word(*[paragraph("x", '<w:r><w:br w:type="page"/></w:r>')] * 300), "300 trang"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_bad_word_files_get_one_clear_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        read(file, limits=Limits(max_expanded_bytes=20_000_000))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_deeply_nested_tables_are_refused(tmp_path: Path) -> None:
    body = paragraph("x")
    for _ in range(400):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    file = tmp_path / "deep.docx"
    file.write_bytes(word(body))
    with pytest.raises(InputError, match="hỏng"):
        read(file)


@pytest.mark.parametrize("name", ["plan.pdf", "plan.doc", "plan.txt", "plan"])
def test_content_wins_over_the_name(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(GOOD)
    reading = read(file)
    assert (reading.text, reading.format) == ("Kế hoạch năm học", "word")
    assert bool(reading.quality.warnings) == (name in ("plan.pdf", "plan.txt"))


def test_older_formats_need_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("corpus.reading.convert._PLACES", ())
    with pytest.raises(NotAvailableError, match="LibreOffice"):
        to_word("plan.doc", OLE, Limits())


RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}\f0 K\u7871?  ho\u7841?ch\par N\u259?m 2024\par}"


@pytest.mark.system("soffice")
def test_older_formats_are_converted(tmp_path: Path) -> None:
    file = tmp_path / "plan.rtf"
    file.write_bytes(RTF)
    reading = read(file)
    assert (" ".join(reading.text.split()), reading.format) == ("Kế hoạch Năm 2024", "word")


@pytest.mark.system("soffice")
def test_a_slow_conversion_is_ended(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="quá 0 giây"):
        to_word("plan.rtf", RTF, Limits(seconds=0.01))
