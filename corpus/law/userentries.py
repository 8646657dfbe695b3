"""The office's own entries as they stand in a file of YAML: read within limits, completed, related to shipped records.

The format is described in docs/register.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from corpus.errors import InputError
from corpus.law import records
from corpus.law.validation import canonical_reference, shape_problems

MAX_BYTES: Final = 2_000_000
_MAX_EVENTS: Final = 400_000
_MAX_DEPTH: Final = 8
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEFAULT_SOURCE: Final = "do đơn vị nhập"


def read_user_file(path: Path) -> list[records.Record]:
    """Return the completed records of one of the office's files. Raises InputError where it is malformed."""
    return [own_record(entry) for entry in checked_entries(path)]


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


def checked_entries(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a file as they are written. Raises InputError where it is malformed."""
    entries: list[dict[str, Any]] = raw_entries(path)
    problems = shape_problems(entries)
    if problems:
        raise InputError(f"Tệp sổ văn bản «{path.name}» có lỗi: {problems[0]}")
    return entries


def raw_entries(path: Path) -> Any:
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
