"""What a plan of each kind is expected to contain: profiles.yaml, and the school's own file in its home, which wins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.checking.data import FOLDER, load_yaml
from corpus.errors import InputError

_SHIPPED: Final = FOLDER / "profiles.yaml"
HOME_FILE: Final = "profiles.yaml"
DEFAULT_KIND: Final = "khac"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Any one of `roles` is expected; `reason` is a Vietnamese sentence."""

    roles: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role's Vietnamese name, and what shows its content inside another section.

    `labels` are folded words that open a line or item there, `words` folded words anywhere.
    """

    name: str
    labels: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The expectations of one kind of plan. In `before`, the first role of a pair should not follow the second."""

    id: str
    name: str
    required: tuple[Expectation, ...]
    recommended: tuple[Expectation, ...]
    before: tuple[tuple[str, str], ...]
    basis: str


def load_profile(name: str, home: Path | None = None) -> Profile:
    """Return the profile `name`, the home's own if it has one; raises `InputError` for an unknown name."""
    profiles = load_profiles(home)
    if name not in profiles:
        raise InputError(f"Không có bộ yêu cầu {name!r}; chọn một trong: {', '.join(sorted(profiles))}.")
    return profiles[name]


def load_profiles(home: Path | None = None) -> dict[str, Profile]:
    """Return all profiles by name: the shipped ones, replaced and added to by ``<home>/profiles.yaml``."""
    own = home / HOME_FILE if home is not None else None
    if own is None or not own.is_file():
        return dict(_shipped_profiles())
    return _shipped_profiles() | _profiles_of(_read(own), own)


@cache
def load_roles() -> dict[str, Role]:
    """Return what is known of each role, by its identifier."""
    return {
        name: Role(entry["name"], tuple(entry["found_by"]["label"]), tuple(entry["found_by"]["words"]))
        for name, entry in _read(_SHIPPED)["roles"].items()
    }


@cache
def _shipped_profiles() -> dict[str, Profile]:
    return _profiles_of(_read(_SHIPPED), _SHIPPED)


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = load_yaml(path) if path == _SHIPPED else load_yaml.__wrapped__(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"Không đọc được bộ yêu cầu {str(path)!r}; hãy kiểm tra lại cú pháp YAML.") from error
    if not isinstance(data, dict):
        raise InputError(f"Tệp {str(path)!r} không phải là bộ yêu cầu; cần mục “profiles”.")
    return data


def _profiles_of(data: dict[str, Any], path: Path) -> dict[str, Profile]:
    try:
        return {name: _profile(name, entry) for name, entry in data["profiles"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError(
            f"Tệp {str(path)!r} sai cấu trúc ở {error}; xem mẫu profiles.yaml đi kèm chương trình."
        ) from error


def _profile(name: str, entry: dict[str, Any]) -> Profile:
    return Profile(
        id=name,
        name=entry.get("name", name),
        required=_expectations(entry.get("required", [])),
        recommended=_expectations(entry.get("recommended", [])),
        before=tuple((first, second) for first, second in entry.get("before", [])),
        basis=entry.get("basis", "quy định riêng của trường"),
    )


def _expectations(entries: list[Any]) -> tuple[Expectation, ...]:
    known = load_roles()
    expectations = []
    for entry in entries:
        roles = tuple(entry["roles"])
        unknown = [role for role in roles if role not in known]
        if unknown:
            raise ValueError(f"vai trò {unknown[0]!r}")
        expectations.append(Expectation(roles, entry.get("reason", "")))
    return tuple(expectations)
