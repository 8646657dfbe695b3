"""The library: what goes in comes out, unchanged files are skipped, and no interruption loses a plan."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.library import Library
from corpus.errors import InputError
from corpus.samples import sample_files
from tests.assistant.test_cli import REPOSITORY

TEXTS = [path for path in sample_files() if path.suffix == ".txt"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library without an embedding model: passages are kept without vectors."""
    return Library(tmp_path / "home")


def test_added_plans_come_back_as_they_were_understood(library: Library) -> None:
    results = list(library.add(TEXTS))
    assert [result.status for result in results] == ["added"] * len(TEXTS)
    assert {record.file for record in library.list()} == {path.name for path in TEXTS}
    record = next(r for r in library.list() if r.file == "thi-dua-khen-thuong-2025-lam-kieu.txt")
    assert (record.school, record.number, record.day, record.kind) == (
        "Trường THPT Lam Kiều",
        "188/KH-THPTLK",
        "2025-09-15",
        "thi-dua-khen-thuong",
    )
    plan = library.plan(record.plan_id)
    assert plan.header.school == record.school
    assert library.original(record.plan_id).read_bytes() == (TEXTS[0].parent / record.file).read_bytes()


def test_unchanged_files_are_skipped_and_changed_ones_replace(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(TEXTS[0].read_text(encoding="utf-8"), encoding="utf-8")
    assert [r.status for r in library.add([file])] == ["added"]
    assert [r.status for r in library.add([file])] == ["unchanged"]
    file.write_text(TEXTS[1].read_text(encoding="utf-8"), encoding="utf-8")
    assert [r.status for r in library.add([file])] == ["updated"]
    assert len(library.list()) == 1


def test_one_failing_file_never_stops_the_others(library: Library, tmp_path: Path) -> None:
    bad = tmp_path / "hong.docx"
    bad.write_bytes(b"PK\x03\x04 broken")
    results = list(library.add([TEXTS[0], bad, TEXTS[1]]))
    assert [result.status for result in results] == ["added", "failed", "added"]
    assert "hong.docx" in (results[1].message or "")


def test_removal_takes_the_original_too(library: Library) -> None:
    plan_id = next(iter(library.add(TEXTS[:1]))).plan_id
    assert plan_id is not None
    original = library.original(plan_id)
    assert library.remove([plan_id]) == [plan_id]
    assert not original.exists()
    with pytest.raises(InputError):
        library.get(plan_id)


def test_corrections_hold_and_reach_the_passages(library: Library) -> None:
    plan_id = next(iter(library.add(TEXTS[:1]))).plan_id
    assert plan_id is not None
    record = library.correct(plan_id, school="Trường THPT Mới", day="2023-02-07")
    assert library.get(plan_id) == record
    assert record.edited == ("day", "school")
    about = [document.metadata for document in library.store.plan_passages(plan_id)]
    assert {(each["school"], each["date"]) for each in about} == {("Trường THPT Mới", "2023-02-07")}
    assert library.plan(plan_id).header.school == "Trường THPT Mới"
    assert library.plan_as_read(plan_id).header.school != "Trường THPT Mới"


def test_correction_that_changes_nothing_is_none(library: Library) -> None:
    plan_id = next(iter(library.add(TEXTS[:1]))).plan_id
    assert plan_id is not None
    assert library.correct(plan_id, school=library.get(plan_id).school).edited == ()


def test_corrections_outlive_a_new_version_of_the_file(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(TEXTS[0].read_text(encoding="utf-8"), encoding="utf-8")
    plan_id = next(iter(library.add([file]))).plan_id
    assert plan_id is not None
    library.correct(plan_id, school="Trường THPT Mới", kind="khac")
    file.write_text(TEXTS[0].read_text(encoding="utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
    updated = next(iter(library.add([file])))
    assert updated.status == "updated"
    assert updated.plan_id is not None
    record = library.get(updated.plan_id)
    assert (record.school, record.kind, record.edited) == ("Trường THPT Mới", "khac", ("kind", "school"))


def test_a_missing_path_is_refused_before_anything_is_written(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(library.add([TEXTS[0], tmp_path / "khong-co.txt"]))
    assert library.list() == []


def test_kill_during_add_keeps_what_was_there_and_add_again_completes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, rest = TEXTS[:1], TEXTS[1:]
    list(Library(home).add(first))
    program = (
        "import sys, pathlib; from assistant.library import Library\n"
        "library = Library(pathlib.Path(sys.argv[1]))\n"
        "for result in library.add([pathlib.Path(name) for name in sys.argv[2:]]):\n"
        "    print(result.plan_id, flush=True)\n"
    )
    for delay in (0.0, 0.02, 0.1):
        adding = subprocess.Popen(
            [sys.executable, "-c", program, str(home), *map(str, rest)],
            stdout=subprocess.PIPE,
            env=dict(os.environ),
            cwd=REPOSITORY,
        )
        assert adding.stdout is not None
        if delay:
            adding.stdout.readline()
            time.sleep(delay)
        adding.send_signal(signal.SIGKILL)
        adding.wait(timeout=30)
        adding.stdout.close()
        library = Library(home)
        assert TEXTS[0].name in {record.file for record in library.list()}
        assert library.store.health()["whole"]
    assert {result.status for result in Library(home).add(rest)} <= {"added", "unchanged"}
    assert len(Library(home).list()) == len(TEXTS)
    assert Library(home).sweep(older_than_seconds=0) == 0
