"""Everything of a home as one file, and back: originals with the user's corrections, settings, the office's own data.

What can be made anew (index, vectors, recognised pages) stays out, and so do secrets: the language model's key is
never written to the home, let alone into a backup.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.archive import FORMAT, MANIFEST, VERSION, unpack
from assistant.home import SETTINGS_FILE
from assistant.records import EDITABLE
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.records import PlanRecord
    from assistant.service import Assistant

#: The files of a home that the office writes by hand.
_OWN_FILES: Final = ("roles.yaml", "profiles.yaml")
_LAW: Final = "law"
#: Settings that travel; the limits and the model's key belong to the machine.
_SETTINGS: Final = ("school", "llm", "llm_base_url")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: how many plans, documents of law and settings, and a sentence for each thing left out."""

    plans: int
    documents: int
    settings: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say it to the user."""
        settings = ", cài đặt" if self.settings else ""
        return " ".join([f"Đã nhập {self.plans} kế hoạch, {self.documents} văn bản{settings}.", *self.remarks])


def export_home(assistant: Assistant, out: Path) -> int:
    """Write everything of the home that cannot be made anew into the zip `out`; return how many plans it holds."""
    records = assistant.library.list()
    sums: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in _sources(assistant, records):
            content = path.read_bytes()
            sums[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)
        settings = json.dumps(_settings(assistant), ensure_ascii=False, indent=2).encode()
        sums[SETTINGS_FILE] = hashlib.sha256(settings).hexdigest()
        archive.writestr(SETTINGS_FILE, settings)
        plans = [_entry(record) for record in records if f"originals/{record.stored}" in sums]
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": sums,
            "plans": plans,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
    return len(plans)


def _sources(assistant: Assistant, records: list[PlanRecord]) -> Iterator[tuple[str, Path]]:
    home = assistant.settings.home
    named = [(f"originals/{record.stored}", assistant.library.originals / record.stored) for record in records]
    named += [(name, home / name) for name in _OWN_FILES]
    named += [(f"{_LAW}/{path.name}", path) for path in sorted((home / _LAW).glob("*.y*ml"))]
    yield from ((name, path) for name, path in named if path.is_file())


def _entry(record: PlanRecord) -> dict[str, Any]:
    return {
        "stored": record.stored,
        "file": record.file,
        "sample": record.sample,
        "corrections": {name: getattr(record, name) for name in record.edited},
    }


def _settings(assistant: Assistant) -> dict[str, Any]:
    return assistant.settings.model_dump(mode="json", include=set(_SETTINGS))


def import_home(assistant: Assistant, archive: Path, tell: Tell = lambda _: None) -> Imported:
    """Bring everything of a backup into the home, beside what is there; plans that are there already are passed over.

    Raises `InputError` before anything is changed for an archive that is not one of ours, whole and within limits.
    """
    with tempfile.TemporaryDirectory(prefix="kehoach-import-") as name:
        folder = Path(name)
        tell("kiểm tra tệp sao lưu")
        manifest = unpack(archive, folder, most_file_bytes=assistant.limits.max_bytes)
        _require_sound(folder)
        settings = _settings_of(folder)
        remarks: list[str] = []
        documents = _add_law(assistant, folder, remarks)
        for own in _OWN_FILES:
            if (folder / own).is_file():
                assistant.settings.home.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / own, assistant.settings.home / own)
        taken = _take_settings(assistant, settings, remarks)
        plans = sum(_add_plan(assistant, folder, entry, tell, remarks) for entry in manifest["plans"])
        return Imported(plans, documents, taken, tuple(remarks))


def _require_sound(folder: Path) -> None:
    """Raise `InputError` where the office's own rules in the backup do not fit."""
    from assistant.checking.profiles import load_profiles
    from corpus.roles import load_rules

    load_rules(folder)
    load_profiles(folder)


def _settings_of(folder: Path) -> dict[str, Any]:
    path = folder / SETTINGS_FILE
    if not path.is_file():
        return {}
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        return {name: loaded[name] for name in _SETTINGS if name in loaded}
    except (ValueError, TypeError) as error:
        raise InputError("Phần cài đặt trong tệp sao lưu không đọc được.") from error


def _take_settings(assistant: Assistant, settings: dict[str, Any], remarks: list[str]) -> tuple[str, ...]:
    """Take the settings over, save for a language model that would send texts to another machine."""
    from pydantic import ValidationError

    from assistant.settings import SchoolProfile, Settings, save_settings

    try:
        changes: dict[str, Any] = {name: settings[name] for name in settings if name != "school"}
        trial = Settings.model_validate({**assistant.settings.model_dump(), **changes})
        if trial.leaves_the_machine:
            remarks.append("Mô hình ngôn ngữ ở máy khác không được nhập theo; nếu cần, hãy đặt lại ở mục Cài đặt.")
            changes = {}
        school = SchoolProfile.model_validate(settings.get("school") or {})
    except ValidationError:
        remarks.append("Phần cài đặt không hợp lệ nên bỏ qua.")
        return ()
    if not school.is_empty:
        changes["school"] = school
    if changes:
        assistant.settings = save_settings(assistant.settings, **changes)
    return tuple(changes)


def _add_law(assistant: Assistant, folder: Path, remarks: list[str]) -> int:
    from corpus.law.userfiles import add_user_file

    count = 0
    for path in sorted((folder / _LAW).glob("*.y*ml")):
        try:
            count += len(add_user_file(assistant.settings.home, path))
        except InputError as error:
            remarks.append(str(error))
    assistant.reload_register()
    return count


def _add_plan(assistant: Assistant, folder: Path, entry: dict[str, Any], tell: Tell, remarks: list[str]) -> int:
    """Add one plan under the name it had, with its corrections; return how many plans are new."""
    stored, file = str(entry.get("stored", "")), Path(str(entry.get("file", ""))).name
    source = folder / "originals" / Path(stored).name
    if not source.is_file():
        return 0
    shelf = folder / "named" / source.stem
    shelf.mkdir(parents=True, exist_ok=True)
    named = source.rename(shelf / (file or source.name))
    result = next(assistant.library.add([named], tell, sample=bool(entry.get("sample"))))
    if result.plan_id is None:
        remarks.append(result.message or f"Không đọc được {named.name}.")
        return 0
    corrections = entry.get("corrections")
    if isinstance(corrections, dict) and result.status == "added":
        known = {name: value for name, value in corrections.items() if name in EDITABLE and _is_text(value)}
        with suppress(ValueError):  # a day that is none stays as it was read
            assistant.library.correct(result.plan_id, **known)
    return int(result.status == "added")


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)
