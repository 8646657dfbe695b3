"""A home as one file and back; what such a file may not do."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from assistant import archive as archive_module
from assistant.archive import FORMAT, VERSION
from assistant.backup import export_home, import_home
from assistant.service import Assistant
from assistant.settings import SchoolProfile, Settings, save_settings
from corpus.errors import InputError
from corpus.samples import sample_files

TEXTS = [path for path in sample_files() if path.suffix == ".txt"][:2]
LAW = """documents:
- number: 12/2026/QĐ-TEST
  type: Quyết định
  title: Về việc thử sao lưu
  issuer: UBND xã Thử Nghiệm
  issued: 2026-01-05
  effective: 2026-01-05
"""


def assistant_in(home: Path) -> Assistant:
    made = Assistant(Settings(home=home))
    made.embedding_problem = "no model in this test"
    return made


@pytest.fixture
def full(tmp_path: Path) -> Assistant:
    made = assistant_in(tmp_path / "old")
    results = list(made.library.add(TEXTS))
    assert results[0].plan_id is not None
    made.library.correct(results[0].plan_id, school="Trường THCS Sửa Tay")
    made.settings = save_settings(made.settings, school=SchoolProfile(name="Trường THCS Thử"))
    (made.settings.home / "law").mkdir()
    (made.settings.home / "law" / "xa.yaml").write_text(LAW, encoding="utf-8")
    return made


def test_everything_comes_back_in_another_home(full: Assistant, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    assert export_home(full, out) == len(TEXTS)
    new = assistant_in(tmp_path / "new")
    steps: list[str] = []
    brought = import_home(new, out, steps.append)
    assert (brought.plans, brought.documents, brought.remarks) == (2, 1, ())
    assert {record.file for record in new.library.list()} == {path.name for path in TEXTS}
    assert "Trường THCS Sửa Tay" in {record.school for record in new.library.list()}
    assert new.settings.school.name == "Trường THCS Thử"
    assert new.law("12/2026/QĐ-TEST")["results"]
    assert steps
    assert import_home(new, out).plans == 0


def test_no_secret_is_written(full: Assistant, tmp_path: Path) -> None:
    full.settings = Settings(home=full.settings.home, llm="openai:x", llm_api_key="sk-geheim")  # type: ignore[arg-type]
    out = tmp_path / "all.zip"
    export_home(full, out)
    with zipfile.ZipFile(out) as opened:
        assert not any(b"sk-geheim" in opened.read(name) for name in opened.namelist())


def test_model_on_another_machine_is_not_taken_over(full: Assistant, tmp_path: Path) -> None:
    full.settings = save_settings(full.settings, llm="openai:x", llm_base_url="https://elsewhere.example/v1")
    export_home(full, tmp_path / "all.zip")
    new = assistant_in(tmp_path / "new")
    brought = import_home(new, tmp_path / "all.zip")
    assert new.settings.llm is None
    assert "không được nhập theo" in brought.sentence


def zipped(path: Path, members: dict[str, bytes], sums: dict[str, str] | None = None, **manifest: object) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
        files = sums or {}
        said = {"format": FORMAT, "version": VERSION, "files": files, "plans": [], **manifest}
        out.writestr("manifest.json", json.dumps(said))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../settings.json",
        "originals/../../x",
        "/etc/passwd",
        "originals/",
        "law/x.py",
        "originals/a/b",
        "..\\x",
        "originals/.x",
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    new = assistant_in(tmp_path / "new")
    with pytest.raises(InputError, match="tệp lạ"):
        import_home(new, zipped(tmp_path / "bad.zip", {name: b"x"}))
    assert not (tmp_path / "new" / "settings.json").exists()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a zip", "hỏng"), (b"", "hỏng")],
)
def test_file_that_is_no_archive_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(InputError, match=words):
        import_home(assistant_in(tmp_path / "new"), tmp_path / "bad.zip")


def test_damaged_and_foreign_archives_are_refused(full: Assistant, tmp_path: Path) -> None:
    new = assistant_in(tmp_path / "new")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as out:
        out.writestr("settings.json", "{}")
    (tmp_path / "foreign.zip").write_bytes(plain.getvalue())
    cases = {
        "thiếu bản kê": tmp_path / "foreign.zip",
        "không còn nguyên vẹn": zipped(tmp_path / "a.zip", {"settings.json": b"{}"}, {"settings.json": "0" * 64}),
        "thiếu tệp": zipped(tmp_path / "b.zip", {}, {"settings.json": "0" * 64}),
        "phiên bản khác": zipped(tmp_path / "c.zip", {}, version=99),
        "không đúng mẫu": zipped(tmp_path / "d.zip", {}, format="other"),
    }
    for words, path in cases.items():
        with pytest.raises(InputError, match=words):
            import_home(new, path)


def test_what_unpacks_to_too_much_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "MOST_BYTES", 1_000)
    bomb = zipped(tmp_path / "bomb.zip", {"originals/bomb.txt": b"0" * 5_000_000})
    assert bomb.stat().st_size < 10_000
    with pytest.raises(InputError, match="quá lớn"):
        import_home(assistant_in(tmp_path / "new"), bomb)
