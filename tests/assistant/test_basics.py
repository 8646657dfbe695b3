"""The short way to the settings a check needs, against the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.basics import Basics, basics_of, load_basics
from assistant.settings import Settings
from corpus.errors import InputError


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KEHOACH_HOME", str(tmp_path))
    return tmp_path


def test_defaults_are_those_of_the_full_settings(empty_home: Path) -> None:
    assert load_basics() == basics_of(Settings()) == Basics(empty_home)


def test_what_the_home_or_the_environment_sets_is_validated(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_home / "settings.json").write_text('{"max_pages": 7}', encoding="utf-8")
    assert load_basics().max_pages == 7
    monkeypatch.setenv("KEHOACH_MAX_PAGES", "9")
    assert load_basics().max_pages == 9
    monkeypatch.setenv("KEHOACH_MAX_PAGES", "nine")
    with pytest.raises(InputError, match="max_pages"):
        load_basics()
