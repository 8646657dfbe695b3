"""Who may use a shared page, and what a reader may not do."""

from __future__ import annotations

import json
from pathlib import Path

import argon2
import pytest

from assistant.app import users as users_module
from assistant.app.access import Access
from assistant.app.users import FREE_FAILURES, Users, load_users, write_user
from corpus.errors import InputError

PASSWORD = "mật khẩu đủ dài"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little work, so that the tests are fast; the algorithm is the same."""
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", lambda: cheap)
    users_module._decoy.cache_clear()


@pytest.fixture
def users(tmp_path: Path) -> Users:
    file = tmp_path / "users.json"
    write_user(file, "hoa", PASSWORD, "editor")
    write_user(file, "lan", PASSWORD, "reader")
    return load_users(file)


def test_file_holds_hashes_only_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "users.json"
    write_user(file, "hoa", PASSWORD, "editor")
    assert PASSWORD not in file.read_text(encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8"))["hoa"]["password_hash"].startswith("$argon2id$")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "password", "admitted"),
    [("hoa", PASSWORD, True), ("lan", PASSWORD, True), ("hoa", "sai", False), ("ai", PASSWORD, False), ("", "", False)],
)
def test_only_the_right_password_admits(users: Users, name: str, password: str, admitted: bool) -> None:
    assert users.admits(name, password) is admitted


def test_failures_in_a_row_close_the_door_for_a_while(users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(users_module.time, "monotonic", lambda: now)
    for _ in range(FREE_FAILURES):
        assert not users.admits("hoa", "sai")
    assert not users.admits("hoa", PASSWORD)
    assert users.admits("lan", PASSWORD)
    now += users_module.FIRST_WAIT_SECONDS + 1
    assert users.admits("hoa", PASSWORD)
    assert not users.admits("hoa", "sai")
    assert users.admits("hoa", PASSWORD)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"a": {}}', '{"a": {"password_hash": "plain"}}', '{"a": 1}'])
def test_file_that_does_not_fit_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "users.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"users\.json"):
        load_users(file)


def test_unknown_role_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "users.json"
    file.write_text('{"a": {"password_hash": "$argon2id$x", "role": "admin"}}', encoding="utf-8")
    with pytest.raises(InputError, match="vai trò"):
        load_users(file)


def test_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="10 ký tự"):
        write_user(tmp_path / "users.json", "hoa", "ngắn", "reader")


class _Request:
    def __init__(self, username: str | None) -> None:
        self.username = username


@pytest.mark.parametrize(("name", "may"), [("hoa", True), ("lan", False), (None, False), ("ai đó", False)])
def test_only_editors_change_anything_on_a_shared_page(users: Users, name: str | None, may: bool) -> None:
    assert Access(users).may_edit(_Request(name)) is may
    if not may:
        with pytest.raises(InputError, match="chỉ được xem"):
            Access(users).require_editor(_Request(name))


def test_page_of_ones_own_is_open() -> None:
    assert Access().may_edit(_Request(None))
