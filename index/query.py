"""What a question asks for: its telling words, what they stand for, and what it says about the place to look.

Nothing here narrows a search by itself. What is recognised (a role, a year, a school, a kind of plan, a section's
numeral, a document number) raises fitting passages; only the filters that a caller sets exclude others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.noise import similarity
from corpus.restore import restore_query
from corpus.text import fold, fold_key, to_nfc
from index.tokens import gram_tokens, numbers, pairs, syllables, written_syllables

# What a pair of neighbouring syllables weighs beside a single one, a number written as one, and a synonym.
PAIR_WEIGHT = 0.6
NUMBER_WEIGHT = 2.0
SYNONYM_WEIGHT = 0.5
# Words that every school's name begins with and that tell none from another.
SCHOOL_WORDS = frozenset(
    ("truong", "thcs", "thpt", "th", "tieu", "hoc", "trung", "co", "so", "pho", "thong", "mam", "non", "mau", "giao")
)
SAME_NAME = 0.88
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")
_WORD = re.compile(r"[^\W_]+")
_NUMERAL = re.compile(r"\b(?:muc|phan|chuong)\s+([ivx]+|\d+(?:\.\d+)*)\b")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question that has been understood.

    `meant` is what is embedded: the question with diacritics and abbreviations written out. `telling` are its words
    that say what is looked for, with the diacritics that were typed. `words` and `grams` are weighted tokens,
    `synonyms` tokens that may stand for some of them. `role_share` tells how much of the question is about the role:
    1.0 for "tiến độ, mốc thời gian". `schools` are those of the schools given that it names.
    """

    text: str
    meant: str
    telling: tuple[str, ...]
    words: Mapping[str, float]
    synonyms: Mapping[str, float]
    grams: Mapping[str, float]
    roles: tuple[str, ...] = ()
    role_share: float = 0.0
    years: tuple[int, ...] = ()
    schools: tuple[str, ...] = ()
    kind: str | None = None
    numeral: str | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of words with what each stands for, found in a question whether or not it was typed with diacritics."""

    entries: Mapping[Words, Sequence[tuple[Words, str]]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Phrases:
        """Return the table of (phrase, what it stands for)."""
        entries: dict[Words, list[tuple[Words, str]]] = {}
        for phrase, meaning in pairs:
            words = _words(phrase)
            entries.setdefault(tuple(map(fold, words)), []).append((words, meaning))
        return cls(entries)

    def find(self, words: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return (start, end, meanings) of the phrases in `words`: left to right, the longest at each place."""
        found = []
        start = 0
        longest = max(map(len, self.entries), default=0)
        while start < len(words):
            for end in range(min(len(words), start + longest), start, -1):
                if meanings := self._meanings(words[start:end]):
                    found.append((start, end, meanings))
                    start = end - 1
                    break
            start += 1
        return found

    def _meanings(self, words: Sequence[str]) -> tuple[str, ...]:
        entries = self.entries.get(tuple(map(fold, words)), ())
        return tuple(meaning for phrase, meaning in entries if _may_be(words, phrase))


def _may_be(typed: Sequence[str], phrase: Sequence[str]) -> bool:
    """Tell whether what was typed can be the phrase: each word the same, or typed without diacritics."""
    return all(word in (meant, fold(meant)) for word, meant in zip(typed, phrase, strict=True))


def _words(text: str) -> Words:
    return tuple(_WORD.findall(to_nfc(text).lower()))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The data behind the understanding; what a phrase stands for is a name, or words that plans write instead."""

    question_words: Phrases
    roles: Phrases
    kinds: Phrases
    synonyms: Phrases
    abbreviations: Mapping[str, str]


def understand(text: str, schools: Sequence[str] = ()) -> Query:
    """Return what `text` asks for; `schools` are the folded names of the schools that the library knows."""
    vocabulary = load_vocabulary()
    text = to_nfc(text).strip()
    meant = written_out(restore_query(text))
    words = _words(meant)
    telling = _telling(_words(written_out(text)), vocabulary.question_words)
    role_spans = vocabulary.roles.find(words)
    kinds = vocabulary.kinds.find(words)
    numeral = _NUMERAL.search(fold_key(text))
    found_numbers = numbers(text)
    return Query(
        text=text,
        meant=meant,
        telling=telling,
        words=_weighted([fold(word) for word in telling], found_numbers),
        synonyms=_synonyms(words, vocabulary),
        grams=dict.fromkeys(gram_tokens(" ".join(telling)), 1.0),
        roles=tuple(dict.fromkeys(role for _, _, roles in role_spans for role in roles)),
        role_share=min(1.0, sum(end - start for start, end, _ in role_spans) / max(1, len(telling))),
        years=tuple(sorted({int(year) for year in _YEAR.findall(text)})),
        schools=_schools(syllables(text), schools),
        kind=kinds[0][2][0] if kinds else None,
        numeral=numeral[1].upper() if numeral else None,
        numbers=tuple(number for number in found_numbers if re.search("[a-z]", number)),
    )


def written_out(text: str) -> str:
    """Return `text` with the trade's abbreviations in words: "tiền thưởng cho GV" -> "tiền thưởng cho giáo viên"."""
    abbreviations = load_vocabulary().abbreviations
    return " ".join(abbreviations.get(fold_key(word.strip(',.;:?!()"')), word) for word in text.split())


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of ``query.yaml`` and ``abbreviations.yaml``."""
    import yaml

    folder = files("index")
    data = yaml.safe_load((folder / "query.yaml").read_text(encoding="utf-8"))
    abbreviations = yaml.safe_load((folder / "abbreviations.yaml").read_text(encoding="utf-8"))
    return Vocabulary(
        question_words=Phrases.of((phrase, phrase) for phrase in data["question_words"]),
        roles=Phrases.of((phrase, role) for role, phrases in data["roles"].items() for phrase in phrases),
        kinds=Phrases.of((phrase, kind) for kind, phrases in data["kinds"].items() for phrase in phrases),
        synonyms=Phrases.of((phrase, other) for phrase, others in data["synonyms"].items() for other in others),
        abbreviations={fold_key(short): long for short, long in abbreviations.items()},
    )


def _telling(words: Sequence[str], question_words: Phrases) -> Words:
    """Return the words that say what is looked for; all of them when every word is a question word."""
    asking = {at for start, end, _ in question_words.find(words) for at in range(start, end)}
    told = " ".join(word for at, word in enumerate(words) if at not in asking)
    return tuple(written_syllables(told or " ".join(words)))


def _weighted(words: list[str], found_numbers: Sequence[str]) -> dict[str, float]:
    weights = dict.fromkeys(words, 1.0) | dict.fromkeys(pairs(words), PAIR_WEIGHT)
    return weights | dict.fromkeys(found_numbers, NUMBER_WEIGHT)


def _synonyms(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    """Return tokens of what plans write instead of the question's words, and of their abbreviations."""
    phrases = [other for _, _, others in vocabulary.synonyms.find(words) for other in others]
    in_words = f" {' '.join(words)} "
    phrases += [short for short, long in vocabulary.abbreviations.items() if f" {' '.join(_words(long))} " in in_words]
    tokens = {token for phrase in phrases for token in (*syllables(phrase), *pairs(syllables(phrase)))}
    return dict.fromkeys(sorted(tokens - set(syllables(in_words))), SYNONYM_WEIGHT)


def _schools(asked: Sequence[str], schools: Sequence[str]) -> tuple[str, ...]:
    """Return the schools whose own names stand in the question, also slightly damaged."""
    return tuple(school for school in schools if _names(asked, _own_name(school)))


@lru_cache(maxsize=65536)
def _own_name(school: str) -> tuple[str, ...]:
    """Return what tells a school from others of its kind: "chi hoi khuyen hoc truong thpt lam kieu" -> lam kieu."""
    words = syllables(school)
    last = max((at for at, word in enumerate(words) if word in SCHOOL_WORDS), default=-1)
    return tuple(words[last + 1 :])


def _names(asked: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether `name` stands in the question; at least one of its syllables must be there unharmed."""
    if len(name) < 2 or not set(name).intersection(asked):
        return False
    windows = (asked[at : at + len(name)] for at in range(len(asked) - len(name) + 1))
    return any(similarity(" ".join(name), " ".join(window)) >= SAME_NAME for window in windows)
