"""What a section is for, whatever its title and numeral: roles by the words of the title, else by the text.

The phrases are data (roles.yaml). A home may hold a roles.yaml of the same form, so that a school's own titles are
learned without touching the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from corpus.errors import InputError
from corpus.noise import find_phrase, skeleton
from corpus.plan import Section
from corpus.text import fold, fold_key

_SHIPPED: Final = Path(__file__).with_name("roles.yaml")
USER_FILE: Final = "roles.yaml"

_LATER: Final = 0.85  # of the weight: a phrase that does not begin the title says less
_LONG_TITLE: Final = 14  # words: in a longer title only its beginning tells the role
_SURE: Final = 1.1  # the weight from which a phrase alone settles the role
_INHERITED: Final = 0.7  # of the parent's confidence
_LEAST: Final = 0.2
_BY_CONTENT: Final = 0.4
_CONTENT_HITS: Final = 2
_CONTENT_LENGTH: Final = 4000  # characters of text that are looked through


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """A role that a section may have; `confidence` from 0 to 1."""

    role: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of titles: folded words, their skeleton's runs of three, what it says."""

    words: str
    runs: frozenset[str]
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class RoleRules:
    """The phrases by which roles are told, longest first, and each role's Vietnamese name and content phrases."""

    phrases: tuple[_Phrase, ...]
    names: Mapping[str, str]
    content: Mapping[str, tuple[str, ...]]


def load_rules(home: Path | None = None) -> RoleRules:
    """Return the shipped rules with those of ``home/roles.yaml`` merged over them.

    Raises `InputError` when the home's file is not of the expected form or names a role that does not exist.
    """
    own = None if home is None else Path(home) / USER_FILE
    if own is None or not own.is_file():
        return _shipped_rules()
    return _merged(own, own.stat().st_mtime_ns)


def roles_of(title: str, body: str = "", *, rules: RoleRules | None = None) -> tuple[RoleGuess, ...]:
    """Return all roles that a section with `title` and text `body` serves, the primary one first.

    "Đối tượng, tiêu chí thi đua và hình thức khen thưởng" serves both "criteria" and "rewards".
    """
    rules = rules or _shipped_rules()
    guesses = _by_title(fold_key(title), rules)
    return guesses or _by_content(body, rules)


def role_of(title: str, body: str = "", *, rules: RoleRules | None = None) -> tuple[str | None, float]:
    """Return the primary role of a section and its confidence; ``(None, 0.0)`` where nothing tells it."""
    guesses = roles_of(title, body, rules=rules)
    return (guesses[0].role, guesses[0].confidence) if guesses else (None, 0.0)


def role_name(role: str) -> str:
    """Return the Vietnamese name of `role`."""
    return _shipped_rules().names[role]


def assign_roles(sections: tuple[Section, ...], text: str, *, rules: RoleRules | None = None) -> tuple[Section, ...]:
    """Return `sections`, which stand in `text`, with their roles; one that nothing tells apart has its parent's."""
    rules = rules or _shipped_rules()
    known: dict[str, Section] = {}
    for section in sections:
        parent = known.get(section.parent) if section.parent else None
        role, confidence = _role_within(section, parent, text, rules)
        known[section.id] = replace(section, role=role, role_confidence=confidence)
    return tuple(known.values())


def _role_within(section: Section, parent: Section | None, text: str, rules: RoleRules) -> tuple[str | None, float]:
    """Return the role of `section` and its confidence, given its parent with its role."""
    own = () if section.is_paragraph else _by_title(fold_key(section.title), rules)
    inherited = parent.role_confidence * _INHERITED if parent and parent.role else 0.0
    if own and own[0].confidence > inherited * (0.8 if parent and parent.level > 1 else 0.6):
        return own[0].role, own[0].confidence
    if parent and parent.role:
        return parent.role, round(inherited, 3)
    if section.is_paragraph:
        return None, 0.0
    guesses = _by_content(text[section.body_start : section.end], rules)
    return (guesses[0].role, guesses[0].confidence) if guesses else (None, 0.0)


def _by_title(title: str, rules: RoleRules) -> tuple[RoleGuess, ...]:
    """Return the roles that the folded `title` names, the strongest first."""
    if not title:
        return ()
    plain = " ".join(_words(title))
    reach = len(" ".join(plain.split()[: _LONG_TITLE // 2])) if plain.count(" ") >= _LONG_TITLE else len(plain)
    runs = _runs(plain)
    best: dict[str, float] = {}
    for phrase in rules.phrases:
        at = _position(plain, runs, phrase)
        if at is None or at >= reach:
            continue
        weight = phrase.weight * (1.0 if at == 0 else _LATER)
        best[phrase.role] = max(best.get(phrase.role, 0.0), weight)
    guesses = [RoleGuess(role, round(min(1.0, weight / _SURE), 3)) for role, weight in best.items() if weight > _LEAST]
    return tuple(sorted(guesses, key=lambda guess: (-best[guess.role], guess.role)))


def _position(title: str, runs: frozenset[str], phrase: _Phrase) -> int | None:
    """Return where `phrase` stands in the folded `title`, as whole words, damaged or not."""
    at = f" {title} ".find(f" {phrase.words} ")
    if at >= 0:
        return at
    if len(phrase.words) < 7 or 2 * len(runs & phrase.runs) < len(phrase.runs):
        return None
    match = find_phrase(title, phrase.words)
    return match.start if match else None


def _by_content(body: str, rules: RoleRules) -> tuple[RoleGuess, ...]:
    """Return the role that the phrases in `body` speak for most often, with little confidence."""
    words = " ".join(_words(fold(body[:_CONTENT_LENGTH])))
    hits = {role: sum(words.count(phrase) for phrase in phrases) for role, phrases in rules.content.items()}
    role = max(hits, key=lambda name: hits[name], default=None)
    if role is None or hits[role] < _CONTENT_HITS or list(hits.values()).count(hits[role]) > 1:
        return ()
    return (RoleGuess(role, _BY_CONTENT),)


def _words(folded: str) -> list[str]:
    """Return the words of a folded text, without punctuation."""
    return "".join(char if char.isalnum() or char in "'¢€§" else " " for char in folded).split()


def _runs(words: str) -> frozenset[str]:
    """Return the runs of three characters in the skeleton of `words`."""
    bones = skeleton(words)
    return frozenset(bones[i : i + 3] for i in range(max(1, len(bones) - 2)))


@cache
def _shipped_rules() -> RoleRules:
    return _rules(_load(_SHIPPED))


@lru_cache(maxsize=4)
def _merged(own: Path, changed: int) -> RoleRules:  # noqa: ARG001 - the time of change is part of the key
    data = _load(_SHIPPED)
    for role, entry in _load(own).items():
        if role not in data:
            known = ", ".join(data)
            raise InputError(f"{own}: không có loại mục {role!r}; các loại đã biết: {known}.")
        for part in ("titles", "content"):
            data[role][part] = [*data[role][part], *entry.get(part, [])]
        data[role]["name"] = entry.get("name", data[role]["name"])
    return _rules(data)


def _load(path: Path) -> dict[str, Any]:
    """Return the entries of a file of roles."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader either way
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: không đọc được tệp YAML này ({error}).") from error
    if not isinstance(data, dict) or not all(isinstance(entry, dict) for entry in data.values()):
        raise InputError(f"{path}: mỗi loại mục phải có phần titles và content như trong roles.yaml của chương trình.")
    return data


def _rules(data: Mapping[str, Any]) -> RoleRules:
    """Return the rules that `data` describes; of a phrase given twice the later weight holds."""
    weights: dict[tuple[str, str], float] = {}
    for role, entry in data.items():
        for item in entry["titles"]:
            for phrase, weight in item.items() if isinstance(item, dict) else [(item, 1.0)]:
                weights[role, fold_key(str(phrase))] = float(weight)
    phrases = [_Phrase(words, _runs(words), role, weight) for (role, words), weight in weights.items() if weight > 0]
    return RoleRules(
        phrases=tuple(sorted(phrases, key=lambda phrase: -len(phrase.words))),
        names={role: entry["name"] for role, entry in data.items()},
        content={role: tuple(fold_key(words) for words in entry["content"]) for role, entry in data.items()},
    )
