"""What a file is, told by its content; its name only serves to notice that the two disagree."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final, Literal

from corpus.errors import InputError

Format = Literal["text", "word", "pdf", "image", "convertible"]
"""`convertible`: an older format (.doc, .rtf, .odt) that LibreOffice turns into Word first."""

_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODF: Final = b"application/vnd.oasis.opendocument."
_ZIP_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)
_HTML: Final = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)", re.IGNORECASE)
_NAMED_AFTER: Final[dict[str, Format]] = {
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".doc": "convertible",
    ".rtf": "convertible",
    ".odt": "convertible",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), "image"),
}
_LABELS: Final[dict[Format, str]] = {
    "text": "văn bản thuần",
    "word": "Word",
    "pdf": "PDF",
    "image": "ảnh",
    "convertible": "Word đời cũ, RTF hoặc ODT",
}
_EXTENSION_NAMES: Final = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".docm": "Word",
    ".doc": "Word",
    ".rtf": "RTF",
    ".odt": "ODT",
}


def recognise(path: Path, data: bytes) -> Format:
    """Return the format of the file `path` whose whole content is `data`.

    Raises `InputError` for what holds no plan whatever its name (spreadsheet, slides, archive, encrypted Word) and
    for a text file that is named like a PDF, a Word file or an image.
    """
    found = _by_magic(path.name, data)
    if found == "text":
        named = _EXTENSION_NAMES.get(path.suffix.lower(), "ảnh" if path.suffix.lower() in _NAMED_AFTER else None)
        if named:
            raise InputError(
                f"Tệp {path.name!r} không phải là tệp {named} hoặc đã hỏng; xin mở và lưu lại, rồi thử lại."
            )
    return found


def name_warning(path: Path, found: Format) -> str | None:
    """Return a Vietnamese sentence when the file's extension promises another format than `found`, else ``None``."""
    named = _NAMED_AFTER.get(path.suffix.lower(), "text" if path.suffix.lower() == ".txt" else found)
    if named == found or {named, found} == {"word", "convertible"}:
        return None
    return f"Tên tệp có đuôi {path.suffix!r} nhưng nội dung là {_LABELS[found]}; đã đọc theo nội dung."


def _by_magic(name: str, data: bytes) -> Format:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(name, data)
    if data.startswith(_OLE):
        _check_ole(name, data)
        return "convertible"
    if data.startswith(b"{\\rtf"):
        return "convertible"
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if _HTML.match(data[:1024]):
        raise InputError(f"Tệp {name!r} là trang web (HTML); xin mở bằng Word và lưu lại thành .docx.")
    return "text"


def _zip_format(name: str, data: bytes) -> Format:
    """Return "word" or "convertible" (ODT) for a zip by its members; raise `InputError` for any other archive."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            declared = archive.read("mimetype")[:100] if "mimetype" in members else b""
    except _ZIP_DAMAGE as error:
        raise InputError(f"Tệp {name!r} bị cắt cụt hoặc hỏng, không mở được; xin sao chép lại từ bản gốc.") from error
    if any(member.startswith("word/") for member in members):
        return "word"
    if "content.xml" in members and declared.startswith(_ODF + b"text"):
        return "convertible"
    if any(member.startswith("xl/") for member in members) or declared.startswith(_ODF + b"spreadsheet"):
        raise InputError(f"Tệp {name!r} là bảng tính; xin chép phần kế hoạch sang Word rồi thử lại.")
    if any(member.startswith("ppt/") for member in members) or declared.startswith(_ODF + b"presentation"):
        raise InputError(f"Tệp {name!r} là bài trình chiếu; xin chép phần kế hoạch sang Word rồi thử lại.")
    raise InputError(f"Tệp {name!r} là tệp nén (zip), không phải kế hoạch; xin giải nén rồi chọn tệp bên trong.")


def _check_ole(name: str, data: bytes) -> None:
    """Raise `InputError` when the compound file is encrypted or no Word document ([MS-CFB]: names in UTF-16LE)."""
    if "EncryptedPackage".encode("utf-16-le") in data or _is_encrypted_doc(data):
        raise InputError(f"Tệp Word {name!r} có mật khẩu; xin mở bằng Word, gỡ mật khẩu rồi thử lại.")
    if "WordDocument".encode("utf-16-le") not in data:
        raise InputError(f"Tệp {name!r} không phải là văn bản Word hoặc đã hỏng; xin lưu lại thành .docx.")


def _is_encrypted_doc(data: bytes) -> bool:
    """Tell whether a Word 97-2003 file is encrypted: bit 8 (fEncrypted) of the FIB flags at 0x0A ([MS-DOC] 2.5.2)."""
    for start in range(512, min(len(data), 1 << 20), 512):
        if data[start : start + 2] == b"\xec\xa5":
            return bool(data[start + 11] & 0x01) if len(data) > start + 11 else False
    return False
