"""What kind of plan a text is, from its title and, where that does not say, its first part; rules: kinds.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from corpus.tables import load_table
from corpus.text import fold_key

OTHER: Final = "khac"
_OPENING: Final = 2500  # characters of the text that count


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of plan: its key, its name for users, and the weighted patterns that speak for it."""

    key: str
    label: str
    basis: str
    title: tuple[tuple[re.Pattern[str], float], ...]
    text: tuple[tuple[re.Pattern[str], float], ...]
    issuer: tuple[tuple[re.Pattern[str], float], ...] = ()

    def score(self, title: str, opening: str, issuer: str = "") -> float:
        """Return the sum of the weights of the patterns found in the folded `title`, `opening` and `issuer`."""
        places = ((self.title, title), (self.text, opening), (self.issuer, issuer))
        return sum(weight for patterns, words in places for pattern, weight in patterns if pattern.search(words))


def kind_of(title: str | None, text: str, issuer: str | None = None) -> str:
    """Return the key of the kind of plan (kinds.yaml) that title, opening and issuer speak for, else "khac"."""
    kinds, least = _load()
    words = fold_key(title or ""), fold_key(text[:_OPENING]), fold_key(issuer or "")
    best = max(kinds, key=lambda kind: kind.score(*words))
    return best.key if best.score(*words) >= least else OTHER


def kinds() -> tuple[Kind, ...]:
    """Return all kinds of plan, "khac" last."""
    return _load()[0]


def label_of(key: str) -> str:
    """Return the Vietnamese name of the kind `key`; an unknown key is given back as it is."""
    return next((kind.label for kind in kinds() if kind.key == key), key)


@cache
def _load() -> tuple[tuple[Kind, ...], float]:
    data = load_table("kinds.yaml")
    return tuple(_kind(key, entry) for key, entry in data["kinds"].items()), float(data["least"])


def _kind(key: str, entry: dict[str, Any]) -> Kind:
    title, text, issuer = (_patterns(entry.get(place, {})) for place in ("title", "text", "issuer"))
    return Kind(key, entry["label"], entry["basis"], title, text, issuer)


def _patterns(weights: dict[str, float]) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((_pattern(str(words)), float(weight)) for words, weight in weights.items())


def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(part.strip()) for part in words.split("…")]
    return re.compile(r"(?<![a-z0-9])" + r"(?![a-z]).{0,40}?(?<![a-z])".join(parts) + r"(?![a-z0-9])")
