"""The office's own entries: files of YAML in ``home/law``, checked before they come in, and one file to share them all.

The format is described in docs/register.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from corpus.errors import InputError
from corpus.law import records
from corpus.law.register import USER_FOLDER, load_register
from corpus.law.validation import canonical_reference, life_problems, shape_problems
from corpus.text import fold

MAX_BYTES: Final = 2_000_000
_MAX_EVENTS: Final = 400_000
_MAX_DEPTH: Final = 8
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEFAULT_SOURCE: Final = "do đơn vị nhập"


def validate(path: Path, home: Path | None = None) -> list[str]:
    """Return what is wrong with a file of entries, as Vietnamese sentences; none where it may come in.

    References may name documents of the file, of the shipped register and of the office's other files in `home`.
    """
    try:
        entries = _entries(path)
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
    return tuple(own_record(entry)["id"] for entry in _entries(target))


def export(home: Path, out: Path) -> int:
    """Write all of the office's entries into one file that another office can add; return how many there are.

    Raises InputError where the office has none, or one of its files cannot be read.
    """
    folder = home / USER_FOLDER
    files = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    merged: dict[str, dict[str, Any]] = {}
    for path in files:
        for entry in _checked(path):
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


def read_user_file(path: Path) -> list[records.Record]:
    """Return the completed records of one of the office's files. Raises InputError where it is malformed."""
    return [own_record(entry) for entry in _checked(path)]


def own_record(entry: dict[str, Any]) -> records.Record:
    """Return an entry of the office as a completed record: what is not said is taken as the office's own knowledge."""
    record = records.completed(entry)
    for field in (*records.REFERENCE_FIELDS, "replaces", "amends"):
        if field in record:
            record[field] = [canonical_reference(reference) for reference in record[field]]
    record.setdefault("status", "lapsed" if "lapsed" in record or "replaced_by" in record else "in-force")
    record.setdefault("confidence", "high")
    record.setdefault("sources", [_DEFAULT_SOURCE])
    return record


def _checked(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = _entries(path)
    problems = shape_problems(entries)
    if problems:
        raise InputError(f"Tệp sổ văn bản «{path.name}» có lỗi: {problems[0]}")
    return entries


def _entries(path: Path) -> Any:
    """Return what stands under "documents" in a YAML file, within the limits. Raises InputError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"Tệp «{path.name}» lớn hơn {MAX_BYTES // 1_000_000} MB; hãy chia nhỏ.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"Không đọc được tệp «{path}»: kiểm tra lại đường dẫn và quyền đọc.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"Tệp «{path.name}» không phải UTF-8; hãy lưu lại với mã UTF-8.") from error
    try:
        _refuse_tricks(text, path.name)
        content = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" ở dòng {mark.line + 1}" if mark else ""
        raise InputError(f"Tệp «{path.name}» không đúng cú pháp YAML{where}.") from error
    except ValueError as error:  # a date such as 2025-02-30
        raise InputError(f"Tệp «{path.name}» có ngày không tồn tại.") from error
    return content.get("documents") if isinstance(content, dict) else None


def _refuse_tricks(text: str, name: str) -> None:
    """Refuse aliases, which multiply, and depth, before anything is built from the text."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _MAX_DEPTH or count > _MAX_EVENTS:
            raise InputError(f"Tệp «{name}» dùng tham chiếu (*) hoặc lồng quá sâu; sổ văn bản không cần những thứ đó.")


def _safe_stem(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:80] or "van-ban"


def _write(target: Path, text: str) -> None:
    """Write `text` so that no half of it is ever seen."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)


def related(own: Iterable[records.Record], shipped: Mapping[str, records.Record]) -> dict[str, records.Record]:
    """Return the records that the office's entries change by what they replace or amend, as changed copies."""
    changed: dict[str, records.Record] = {}
    for record in own:
        for field, change in (("replaces", _replaced), ("amends", _amended)):
            for identifier in record.get(field, ()):
                old = changed.get(identifier) or shipped.get(identifier)
                if old is not None:
                    changed[identifier] = change(old, record)
    return changed


def _replaced(old: records.Record, new: records.Record) -> records.Record:
    """Return `old` as replaced by `new` on its first day, or on the earlier day that is already known."""
    first = new.get("effective") or new.get("issued")
    ends = [day for day in (old.get("lapsed"), first) if day]
    end = {"lapsed": min(ends)} if ends else {}
    return {**old, **end, "status": "lapsed", "replaced_by": _joined(old.get("replaced_by", ()), new["id"])}


def _amended(old: records.Record, new: records.Record) -> records.Record:
    status = "amended" if old.get("status") in ("in-force", "unknown") else old.get("status")
    return {**old, "status": status, "amended_by": _joined(old.get("amended_by", ()), new["id"])}


def _joined(ids: Iterable[str], more: str) -> list[str]:
    return list(dict.fromkeys((*ids, more)))
