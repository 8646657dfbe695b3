"""Standard output for data, standard error for people; one place that decides how both look."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from corpus.errors import InputError, NotAvailableError


def print_json(value: Any) -> None:
    """Write exactly one JSON value, UTF-8 with Vietnamese letters as they are, to standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_text(text: str) -> None:
    """Write one block of text to standard output."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def say(message: str) -> None:
    """Write one sentence for the person at the keyboard to standard error."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def guarded(run: Callable[[], int]) -> int:
    """Return the exit code of `run`; a failure that is not a defect is said in its one sentence and gives its code."""
    try:
        return run()
    except (InputError, NotAvailableError) as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:
        if error.filename is None:
            raise
        say(f"Không đọc hoặc ghi được {str(error.filename)!r}: {_reason(error)}.")
        return InputError.exit_code
    except KeyboardInterrupt:
        say("Đã dừng.")
        return 130


def _reason(error: OSError) -> str:
    """Say in Vietnamese why the system refused a file or folder."""
    match error:
        case FileNotFoundError():
            return "thư mục ấy không có; hãy tạo trước hoặc chọn chỗ khác"
        case IsADirectoryError() | NotADirectoryError():
            return "đường dẫn này lẫn giữa tệp và thư mục; hãy chọn tên khác"
        case PermissionError():
            return "không có quyền; hãy chọn chỗ khác"
        case _:
            return f"{error.strerror}; hãy chọn chỗ khác"


def table(rows: Iterable[Sequence[object]], heads: Sequence[str]) -> str:
    """Return `rows` under `heads` as aligned columns; long cells are cut at 60 characters."""
    cells = [list(heads), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = ["  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


class Progress:
    """A progress line on standard error, redrawn in place on a terminal and silent elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._width = 0

    def __call__(self, message: str) -> None:
        """Show `message` in place of the last one."""
        if self._live:
            sys.stderr.write("\r" + message.ljust(self._width))
            sys.stderr.flush()
            self._width = len(message)

    def page(self, done: int, pages: int) -> None:
        """Show how many pages of a scan have been recognised."""
        self(f"Nhận dạng trang {done}/{pages}")

    def close(self) -> None:
        """Clear the line."""
        if self._live and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
