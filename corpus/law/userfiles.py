"""The office's own entries: files of YAML in ``home/law``, checked before they come in, and one file to share them all.

The format is described in docs/register.md.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import InputError
from corpus.law.register import USER_FOLDER, load_register
from corpus.law.userentries import checked_entries, own_record, raw_entries
from corpus.law.validation import life_problems, shape_problems
from corpus.text import fold


def validate(path: Path, home: Path | None = None) -> list[str]:
    """Return what is wrong with a file of entries, as Vietnamese sentences; none where it may come in.

    References may name documents of the file, of the shipped register and of the office's other files in `home`.
    """
    try:
        entries = raw_entries(path)
    except InputError as error:
        return [str(error)]
    problems = shape_problems(entries)
    if problems:
        return problems
    others = {document.id for document in load_register(home)}
    return life_problems([own_record(entry) for entry in entries], others)


def add_user_file(home: Path, path: Path) -> tuple[str, ...]:
    """Take a file of entries into ``home/law`` and return the ids it brought; a file of the same name is replaced.

    Raises InputError, with the first problems, where `validate` finds any; nothing is written then.
    """
    problems = validate(path, home)
    if problems:
        more = f" (và {len(problems) - 3} lỗi khác)" if len(problems) > 3 else ""
        raise InputError(f"Không thêm được «{path.name}»: {' '.join(problems[:3])}{more}")
    folder = home / USER_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{_safe_stem(path.stem)}.yaml"
    _write(target, path.read_text(encoding="utf-8-sig"))
    return tuple(own_record(entry)["id"] for entry in raw_entries(target))


def export(home: Path, out: Path) -> int:
    """Write all of the office's entries into one file that another office can add; return how many there are.

    Raises InputError where the office has none, or one of its files cannot be read.
    """
    folder = home / USER_FOLDER
    files = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    merged: dict[str, dict[str, Any]] = {}
    for path in files:
        for entry in checked_entries(path):
            merged[own_record(entry)["id"]] = entry
    if not merged:
        raise InputError("Chưa có văn bản nào do đơn vị thêm vào sổ; thêm bằng lệnh «kehoach law add TỆP.yaml».")
    head = "# Văn bản do đơn vị thêm vào sổ của kehoach. Thêm vào máy khác: kehoach law add TỆP.yaml\n"
    body = yaml.safe_dump({"documents": list(merged.values())}, allow_unicode=True, sort_keys=False, width=110)
    _write(out, head + body)
    return len(merged)


def register_problems(home: Path | None = None) -> list[str]:
    """Return every contradiction in the whole register, the office's entries included; none in a sound one."""
    register = load_register(home)
    return life_problems(register.entries())


def _safe_stem(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:80] or "van-ban"


def _write(target: Path, text: str) -> None:
    """Write `text` so that no half of it is ever seen."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)
