"""Who may use a shared page: a file of names with argon2 hashes, no default password, failures slowed down."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from corpus.errors import InputError

Role = Literal["reader", "editor"]

#: After so many failures in a row a name must wait, twice as long each time.
FREE_FAILURES = 5
FIRST_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 900.0


@dataclass(slots=True)
class Users:
    """The users of a shared page. `hashes` and `roles` go by name; what failed lately is kept in memory only."""

    hashes: dict[str, str]
    roles: dict[str, Role]
    _failures: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def admits(self, name: str, password: str) -> bool:
        """Tell whether `password` is right; takes as long for an unknown name as for a known one."""
        import argon2

        now = time.monotonic()
        with self._lock:
            count, until = self._failures.get(name, (0, 0.0))
            if now < until:
                return False
        try:
            argon2.PasswordHasher().verify(self.hashes.get(name) or _decoy(), password)
            right = name in self.hashes
        except argon2.exceptions.VerificationError:
            right = False
        with self._lock:
            if right:
                self._failures.pop(name, None)
            else:
                wait = min(FIRST_WAIT_SECONDS * 2 ** (count + 1 - FREE_FAILURES), LONGEST_WAIT_SECONDS)
                self._failures[name] = (count + 1, now + (wait if count + 1 >= FREE_FAILURES else 0.0))
        return right

    def may_edit(self, name: str | None) -> bool:
        """Tell whether the user may change the library and the settings."""
        return name is not None and self.roles.get(name) == "editor"


def load_users(path: Path) -> Users:
    """Read the users' file; raises `InputError` where it does not fit.

    The form is ``{"name": {"password_hash": "$argon2id$…", "role": "reader"}}``; a role is "reader" or "editor".
    """
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        hashes = {str(name): str(entry["password_hash"]) for name, entry in loaded.items()}
        roles = {str(name): entry.get("role", "reader") for name, entry in loaded.items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise InputError(
            f"Tệp người dùng {path.name!r} không đúng mẫu; tạo bằng `kehoach user TÊN --file {path.name}`."
        ) from error
    if not hashes or not all(value.startswith("$argon2") for value in hashes.values()):
        raise InputError(f"Tệp người dùng {path.name!r} thiếu mật khẩu băm argon2.")
    if set(roles.values()) - {"reader", "editor"}:
        raise InputError(f"Tệp người dùng {path.name!r}: vai trò chỉ có 'reader' hoặc 'editor'.")
    return Users(hashes, roles)


def write_user(path: Path, name: str, password: str, role: Role) -> None:
    """Add or change one user in the file at `path`, atomically; raises `InputError` for a short password."""
    import argon2

    if len(password) < 10:
        raise InputError("Mật khẩu cần ít nhất 10 ký tự.")
    users = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    users[name] = {"password_hash": argon2.PasswordHasher().hash(password), "role": role}
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(users, ensure_ascii=False, indent=2), encoding="utf-8")
    temporary.chmod(0o600)
    temporary.replace(path)


@lru_cache(maxsize=1)
def _decoy() -> str:
    """Return a hash that no password fits, so that an unknown name costs the same time."""
    import secrets

    import argon2

    return argon2.PasswordHasher().hash(secrets.token_hex(16))
