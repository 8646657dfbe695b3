"""What a section is for, whatever its title and numeral: roles by the words of the title, else by the text.

The phrases are data (roles.yaml). A home may hold a roles.yaml of the same form, so that a school's own titles are
learned without touching the program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from corpus.errors import InputError
from corpus.noise import similarity, skeleton
from corpus.plan import Section
from corpus.text import diacritics_state, fold, fold_key

_SHIPPED: Final = Path(__file__).with_name("roles.yaml")
USER_FILE: Final = "roles.yaml"

_LATER: Final = 0.3  # of the weight that a phrase loses towards the end of the title
_WORD_ALIKE: Final = 0.5  # every word of a damaged phrase
_PHRASE_ALIKE: Final = 0.85  # and their mean
_MOST_EXTRA_LETTERS: Final = 2
_LONG_TITLE: Final = 14  # words: in a longer title only its beginning tells the role
_SURE: Final = 1.1  # the weight from which a phrase alone settles the role
_INHERITED: Final = 0.7  # of the parent's confidence
_LEAST: Final = 0.2
_BY_CONTENT: Final = 0.4
_CONTENT_HITS: Final = 2
_WORD: Final = re.compile(r"(?:[^\W_]|['¢€§])+")
_CONTENT_LENGTH: Final = 4000  # characters of text that are looked through


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """A role that a section may have; `confidence` from 0 to 1."""

    role: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of titles as folded words, and what it says."""

    words: tuple[str, ...]
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class RoleRules:
    """The phrases by which roles are told, by their first words; each role's Vietnamese name and content phrases."""

    first_words: Mapping[str, tuple[_Phrase, ...]]
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
    return _by_title(title, rules, damaged=True) or _by_content(body, rules)


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
    damaged = diacritics_state(text) != "full"
    known: dict[str, Section] = {}
    for section in sections:
        parent = known.get(section.parent) if section.parent else None
        own = () if section.is_paragraph else _by_title(section.title, rules, damaged=damaged)
        role, confidence = _role_within(section, own, parent, text, rules)
        known[section.id] = replace(section, role=role, role_confidence=confidence)
    return tuple(known.values())


def _role_within(
    section: Section, own: tuple[RoleGuess, ...], parent: Section | None, text: str, rules: RoleRules
) -> tuple[str | None, float]:
    """Return the role of `section` and its confidence, given what its title says and its parent with its role."""
    inherited = parent.role_confidence * _INHERITED if parent and parent.role else 0.0
    if own and own[0].confidence > inherited:
        return own[0].role, own[0].confidence
    if parent and parent.role:
        return parent.role, round(inherited, 3)
    if section.is_paragraph:
        return None, 0.0
    guesses = _by_content(text[section.body_start : section.end], rules)
    return (guesses[0].role, guesses[0].confidence) if guesses else (None, 0.0)


def _by_title(title: str, rules: RoleRules, *, damaged: bool) -> tuple[RoleGuess, ...]:
    """Return the roles that `title` names, the strongest first; only a `damaged` title is read through noise."""
    words = _words(fold(title))
    length = len(words)
    reach = length if length < _LONG_TITLE else length // 2
    best: dict[str, float] = {}
    for at, word in enumerate(words[:reach]):
        for first in rules.first_words if damaged else {word} & rules.first_words.keys():
            if word != first and _alike(word, first) < _WORD_ALIKE:
                continue
            for phrase in rules.first_words[first]:
                if _stands_at(words, at, phrase.words, damaged=damaged):
                    weight = phrase.weight * (1.0 - _LATER * at / length)
                    best[phrase.role] = max(best.get(phrase.role, 0.0), weight)
    guesses = [RoleGuess(role, round(min(1.0, weight / _SURE), 3)) for role, weight in best.items() if weight > _LEAST]
    return tuple(sorted(guesses, key=lambda guess: (-best[guess.role], guess.role)))


def _stands_at(title: list[str], at: int, phrase: tuple[str, ...], *, damaged: bool) -> bool:
    """Tell whether `phrase` stands at the word `at` of `title`, as it is or damaged."""
    words = title[at : at + len(phrase)]
    if not damaged or len(words) < len(phrase):
        return words == [*phrase]
    likeness = 0.0
    for word, wanted in zip(words, phrase, strict=True):
        alike = 1.0 if word == wanted else _alike(word, wanted)
        if alike < _WORD_ALIKE:
            return False
        likeness += alike
    return likeness >= _PHRASE_ALIKE * len(phrase)


@lru_cache(maxsize=16384)
def _alike(word: str, wanted: str) -> float:
    """Return how like two different words are."""
    if abs(len(word) - len(wanted)) > _MOST_EXTRA_LETTERS:
        return 0.0
    first, last, letters = _bones(word)
    wanted_first, wanted_last, wanted_letters = _bones(wanted)
    if first != wanted_first and last != wanted_last:
        return 0.0
    return similarity(word, wanted) if 2 * len(letters & wanted_letters) >= len(wanted_letters) else 0.0


@lru_cache(maxsize=4096)
def _bones(word: str) -> tuple[str, str, frozenset[str]]:
    """Return the confusion classes of the first, the last and all letters of `word`."""
    bones = skeleton(word)
    return bones[0], bones[-1], frozenset(bones)


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
    return _WORD.findall(folded)


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

    from corpus.tables import parse_yaml

    try:
        data = parse_yaml(path.read_text(encoding="utf-8"))
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
    first_words: dict[str, tuple[_Phrase, ...]] = {}
    for (role, words), weight in weights.items():
        if weight > 0:
            phrase = _Phrase(tuple(words.split()), role, weight)
            first_words[phrase.words[0]] = (*first_words.get(phrase.words[0], ()), phrase)
    return RoleRules(
        first_words=first_words,
        names={role: entry["name"] for role, entry in data.items()},
        content={role: tuple(fold_key(words) for words in entry["content"]) for role, entry in data.items()},
    )
