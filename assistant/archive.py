"""The safe side of a backup's zip: which names it may hold, how much it may unpack to, and whether it is whole.

Nothing is unpacked to where a name in the archive says: each member goes to the staging folder under a name that has
been matched against the few forms there are.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import IO, Any, Final

from corpus.errors import InputError

MANIFEST: Final = "manifest.json"
FORMAT: Final = "kehoach-backup"
VERSION: Final = 1
#: A school's library of thousands of plans stays far below these.
MOST_MEMBERS: Final = 20_000
MOST_BYTES: Final = 4_000_000_000
MOST_MANIFEST_BYTES: Final = 20_000_000
_NAME: Final = re.compile(
    r"manifest\.json|settings\.json|roles\.yaml|profiles\.yaml|law/[\w-][\w.-]{0,150}\.ya?ml|originals/[\w-][\w.-]{0,150}"
)
_CHUNK: Final = 1 << 20


def unpack(archive: Path, folder: Path, *, most_file_bytes: int) -> dict[str, Any]:
    """Unpack `archive` into `folder` and return its manifest; what has come out is exactly what was put in.

    Raises `InputError` for a file that is no backup of ours, is damaged, holds other names, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpacked(opened, folder, most_file_bytes)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(f"Tệp sao lưu {archive.name!r} hỏng hoặc không phải tệp zip; hãy chọn tệp khác.") from error


def _unpacked(opened: zipfile.ZipFile, folder: Path, most_file_bytes: int) -> dict[str, Any]:
    members = opened.infolist()
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or len(set(names)) < len(names):
        raise InputError("Tệp sao lưu có quá nhiều tệp, hoặc có hai tệp trùng tên.")
    strange = next((name for name in names if not _NAME.fullmatch(name)), None)
    if strange is not None:
        raise InputError(f"Tệp sao lưu có tệp lạ {strange[:80]!r} nên không được nhập.")
    if MANIFEST not in names:
        raise InputError("Đây không phải tệp sao lưu của chương trình: thiếu bản kê.")
    manifest = _manifest(opened)
    left = MOST_BYTES
    for member in members:
        if member.filename == MANIFEST:
            continue
        path = folder / member.filename
        path.parent.mkdir(parents=True, exist_ok=True)
        with opened.open(member) as source, path.open("xb") as target:
            written, digest = _copied(source, target, min(left, most_file_bytes), member.filename)
        left -= written
        if digest != manifest["files"].get(member.filename):
            raise InputError(f"Tệp {member.filename!r} trong bản sao lưu không còn nguyên vẹn.")
    missing = set(manifest["files"]) - set(names)
    if missing:
        raise InputError(f"Bản sao lưu thiếu tệp {min(missing)!r}.")
    return manifest


def _manifest(opened: zipfile.ZipFile) -> dict[str, Any]:
    with opened.open(MANIFEST) as stream:
        text = stream.read(MOST_MANIFEST_BYTES + 1)
    if len(text) > MOST_MANIFEST_BYTES:
        raise InputError("Bản kê của tệp sao lưu quá lớn.")
    manifest: dict[str, Any] = json.loads(text)
    sound = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    if not sound or not isinstance(manifest.get("files"), dict) or not isinstance(manifest.get("plans"), list):
        raise InputError("Bản kê của tệp sao lưu không đúng mẫu.")
    if manifest.get("version") != VERSION:
        raise InputError("Tệp sao lưu do phiên bản khác của chương trình làm ra; hãy cập nhật chương trình.")
    return manifest


def _copied(source: IO[bytes], target: IO[bytes], most: int, name: str) -> tuple[int, str]:
    """Copy at most `most` bytes and return how many there were and their checksum; the zip's own figures may lie."""
    digest, written = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        written += len(chunk)
        if written > most:
            raise InputError(f"Tệp {name!r} trong bản sao lưu bung ra quá lớn nên không được nhập.")
        digest.update(chunk)
        target.write(chunk)
    return written, digest.hexdigest()
