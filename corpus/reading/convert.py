"""Turns older formats (.doc, .rtf, .odt) into Word files by LibreOffice, kept apart from the user's own LibreOffice."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from corpus.errors import InputError, NotAvailableError
from corpus.reading.limits import Limits

_PLACES: Final = (  # where installers put it without extending PATH
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_EXTENSIONS: Final = ((b"{\\rtf", "rtf"), (b"PK", "odt"))


def to_word(name: str, data: bytes, limits: Limits) -> bytes:
    """Return `data`, a file in an older format, as a Word file (.docx).

    LibreOffice runs without window, macros or network services on a copy, with a profile of its own that is thrown
    away. Raises `NotAvailableError` when it is not installed and `InputError` when it cannot open the file in time.
    """
    program = _program()
    if program is None:
        raise NotAvailableError(
            f"Muốn đọc tệp đời cũ {name!r} cần LibreOffice (Debian, Ubuntu: sudo apt install libreoffice-writer); "
            "hoặc mở tệp bằng Word và lưu lại thành .docx."
        )
    extension = next((extension for magic, extension in _EXTENSIONS if data.startswith(magic)), "doc")
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        source = Path(folder) / f"source.{extension}"
        source.write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                folder,
                str(source),
            ],
            name,
            limits.seconds,
        )
        result = source.with_suffix(".docx")
        if not result.exists() or result.stat().st_size == 0:
            raise InputError(
                f"LibreOffice không mở được tệp {name!r} (tệp hỏng hoặc có mật khẩu); xin lưu lại thành .docx."
            )
        return result.read_bytes()


def _program() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def _run(command: list[str], name: str, seconds: float) -> None:
    """Run `command` to its end; when it takes too long, end it with all that it started."""
    with subprocess.Popen(  # noqa: S603 -- the program that was looked up, with our own arguments
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise InputError(
                f"LibreOffice chuyển tệp {name!r} quá {seconds:.0f} giây; xin mở bằng Word và lưu lại thành .docx."
            ) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process; where the system has sessions, also the children in its session."""
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
