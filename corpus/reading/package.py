"""Opens a Word file as the zip of XML parts that it is, after measuring what it would expand to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Final

from corpus.errors import InputError
from corpus.reading.limits import Limits

_MAX_MEMBERS: Final = 5000
_BLOCK: Final = 1 << 20
# What reading a damaged or locked zip raises.
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)
# "Strict" files name the same elements in other namespaces (ISO/IEC 29500-1 against -4).
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file whose size has been checked. `main` is the name of the part that holds the body."""

    name: str
    archive: zipfile.ZipFile
    main: str
    has_macros: bool

    def tree(self, part: str) -> Any | None:
        """Return the root element of the XML part `part`, or ``None`` when the file has no such part.

        Raises `InputError` for XML that is damaged or declares entities.
        """
        try:
            data = self.archive.read(part)
        except KeyError:
            return None
        except _DAMAGE as error:
            raise damaged(self.name) from error
        return _parse(self.name, data)

    def related(self, kind: str) -> str | None:
        """Return the name of the part that the body refers to as `kind` ("styles", "numbering", "footnotes")."""
        folder, file = posixpath.split(self.main)
        return _target(self.tree(f"{folder}/_rels/{file}.rels"), kind, folder)


def open_package(name: str, data: bytes, limits: Limits) -> Package:
    """Return the Word file `data` opened for reading its parts one by one.

    Raises `InputError` for a damaged or encrypted zip, for one that would expand beyond the limits (measured on what
    it declares and again on what it really unpacks to, block by block), and for one without a body.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check_sizes(name, archive, limits)
    except _DAMAGE as error:
        raise damaged(name) from error
    members = set(archive.namelist())
    package = Package(name, archive, "word/document.xml", any(m.lower().endswith("vbaproject.bin") for m in members))
    main = _target(package.tree("_rels/.rels"), "officeDocument", "") or package.main
    if main not in members:
        raise damaged(name)
    return Package(name, archive, main, package.has_macros)


def damaged(name: str) -> InputError:
    """Return the error for a Word file that cannot be opened."""
    return InputError(f"Tệp Word {name!r} bị cắt cụt hoặc hỏng, không đọc được; xin mở bằng Word và lưu lại.")


def _check_sizes(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise `InputError` when the archive is a zip bomb or is locked."""
    members = archive.infolist()
    bomb = InputError(
        f"Tệp Word {name!r} bung ra quá lớn (hơn {limits.max_expanded_bytes / 1e6:.0f} MB), có thể là tệp độc hại; "
        "không đọc."
    )
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > limits.max_expanded_bytes:
        raise bomb
    left = limits.max_expanded_bytes
    for member in members:
        if member.flag_bits & 0x1:
            raise InputError(f"Tệp Word {name!r} có mật khẩu; xin gỡ mật khẩu rồi thử lại.")
        with archive.open(member) as stream:
            while block := stream.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise bomb


def _parse(name: str, data: bytes) -> Any:
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise damaged(name)
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error


def _target(relations: Any | None, kind: str, folder: str) -> str | None:
    """Return the part that the relationship of type `kind` leads to, seen from `folder`."""
    if relations is None:
        return None
    for relation in relations:
        if str(relation.get("Type", "")).endswith(f"/{kind}"):
            return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
    return None
