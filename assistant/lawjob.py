"""`kehoach law`: look up, and the office's own entries (`law add`, `law export`, `law check`)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.terminal import print_json, print_text, say, table
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.service import Assistant

STATUS_NAMES = {
    "in-force": "còn hiệu lực",
    "amended": "còn hiệu lực, đã được sửa đổi",
    "replaced": "đã bị thay thế",
    "lapsed": "hết hiệu lực",
    "not-yet-effective": "chưa có hiệu lực",
    "unknown": "chưa rõ",
}


def law_command(assistant: Assistant, words: list[str], as_of: date | None, *, as_json: bool) -> None:
    """Carry out one call of ``kehoach law``; raises `InputError` for words that fit no form of it."""
    match words:
        case ["add", file]:
            say(add_law_file(assistant, Path(file)))
        case ["export", file]:
            say(export_law(assistant, Path(file)))
        case ["check"]:
            _check(assistant)
        case ["add" | "export"]:
            raise InputError(f"Thiếu tên tệp: `kehoach law {words[0]} TỆP.yaml`.")
        case _:
            answer = assistant.law(" ".join(words), as_of)
            if as_json:
                print_json(answer)
            else:
                _print(answer)


def add_law_file(assistant: Assistant, file: Path) -> str:
    """Add the entries of `file` to the home and return a sentence; raises `InputError` naming the first problem."""
    from corpus.law.userfiles import add_user_file

    if not file.is_file():
        raise InputError(f"Không tìm thấy tệp {str(file)!r}.")
    added = add_user_file(assistant.settings.home, file)
    assistant.reload_register()
    return f"Đã thêm {len(added)} văn bản: {', '.join(added)}."


def export_law(assistant: Assistant, file: Path) -> str:
    """Write the office's own entries to `file` and return a sentence."""
    from corpus.law.userfiles import export

    count = export(assistant.settings.home, file)
    return f"Đã ghi {count} văn bản vào {file}."


def _check(assistant: Assistant) -> None:
    from corpus.law.userfiles import register_problems

    problems = register_problems(assistant.settings.home)
    if problems:
        raise InputError("\n".join(problems))
    say("Sổ văn bản không có mâu thuẫn.")


def _print(answer: dict[str, Any]) -> None:
    if not answer["results"]:
        say("Không có văn bản nào khớp; hãy thử số, ký hiệu đầy đủ hoặc vài từ trong tên.")
        return
    rows = [
        (
            document["id"],
            document["issued"],
            STATUS_NAMES[document["status"]],
            ", ".join(document["replaced_by"]),
            document["title"],
        )
        for document in answer["results"]
    ]
    print_text(table(rows, ("Văn bản", "Ban hành", f"Ngày {answer['as_of']}", "Thay bằng", "Trích yếu")))
