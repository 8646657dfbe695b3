"""What a question asks for: its telling words, what they stand for, and what it says about the place to look.

Nothing here narrows a search by itself. What is recognised (a role, a year, a school, a kind of plan, a section's
numeral, a document number) raises fitting passages; only the filters that a caller sets exclude others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from corpus.noise import similarity
from corpus.restore import restore_query
from corpus.restoring.model import load_model
from corpus.tables import load_table
from corpus.telex import from_telex, is_plain_syllable
from corpus.text import fold, fold_key, to_nfc
from index.tokens import PAIR, gram_tokens, numbers, pairs, placed_syllables, plain_form, syllables

# What a pair of neighbouring syllables weighs beside a single one, a number written as one, and a synonym.
PAIR_WEIGHT = 0.6
NUMBER_WEIGHT = 2.0
SYNONYM_WEIGHT = 0.5
# What only names a plan (its school, year, kind) stands in the context of all its passages and tells none from another.
NAMING_WEIGHT = 0.25
# Function words ("của", "những") hardly tell one passage from another, however rare they happen to be in a library.
FUNCTION_WEIGHT = 0.25
# The key in ``query.yaml`` of the words that only make a sentence a question.
ASKS = "asks"
# Words that every school's name begins with and that tell none from another.
SCHOOL_WORDS = frozenset(
    ["trường", "thcs", "thpt", "th", "tiểu", "học", "trung", "cơ", "sở", "phổ", "thông", "mầm", "non", "mẫu", "giáo"]
)
PLAIN_SCHOOL_WORDS = frozenset(map(fold, SCHOOL_WORDS))
# Words before a year that go with it: "năm học 2024-2025".
YEAR_WORDS = frozenset(("năm", "học"))
SAME_NAME = 0.88
_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?(?![\d/])")
# "Có công khai không?" asks whether; the last word is no part of what is looked for.
_ASKS_WHETHER = re.compile(r"\s+(?:không|khong|chưa|chua)\s*\?*\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"(?<![\w/.&@-])[^\W\d_]+(?![\w/&@-])")
_NUMERAL = re.compile(r"\b(?:muc|phan|chuong)\s+([ivx]+|\d+(?:\.\d+)*)\b")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question that has been understood.

    `meant` is what is embedded: the question with diacritics and abbreviations written out. `telling` are its words
    that say what is looked for, with the diacritics that were typed. `words` and `grams` are weighted tokens,
    `synonyms` tokens that may stand for some of them. `role_share` tells how much of the question is about the role:
    1.0 for "tiến độ, mốc thời gian". `schools` are those of the schools given that it names. `answers` are the kinds of
    answer it asks for: a day, a sum of money, … (names of ``answers`` in ``query.yaml``).
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
    answers: tuple[str, ...] = ()


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
    function_words: frozenset[str]
    roles: Phrases
    kinds: Phrases
    synonyms: Phrases
    answers: Phrases
    abbreviations: Mapping[str, str]


def understand(text: str, schools: Sequence[str] = ()) -> Query:
    """Return what `text` asks for; `schools` are the folded names of the schools that the library knows."""
    vocabulary = load_vocabulary()
    text = to_nfc(text).strip()
    typed = written_out(_ASKS_WHETHER.sub("", text))
    meant = restore_query(typed)
    words = _words(meant)
    kinds = vocabulary.kinds.find(words)
    years = [tuple(filter(None, found.groups())) for found in _YEAR.finditer(text)]
    named = _Named.of(words, kinds, schools, years)
    telling = _telling(typed, words, named.places, vocabulary)
    role_spans = next(
        filter(None, (vocabulary.roles.find(_without(each, named.places)) for each in (words, _words(typed)))), []
    )
    numeral = _NUMERAL.search(fold_key(text))
    found_numbers = numbers(text)
    asked = [word for word in telling if not word.names] or telling
    return Query(
        text=text,
        meant=meant,
        telling=tuple(word.text for word in telling),
        words=_weighted(telling, found_numbers),
        synonyms=_synonyms(words, vocabulary),
        grams=dict.fromkeys(gram_tokens(" ".join(word.typed for word in telling)), 1.0),
        roles=tuple(dict.fromkeys(role for _, _, roles in role_spans for role in roles)),
        role_share=min(1.0, sum(end - start for start, end, _ in role_spans) / max(1, len(asked))),
        years=tuple(sorted({int(year[0]) for year in years})),
        schools=named.schools,
        kind=kinds[0][2][0] if kinds else None,
        numeral=numeral[1].upper() if numeral else None,
        numbers=tuple(number for number in found_numbers if re.search("[a-z]", number)),
        answers=tuple(dict.fromkeys(answer for _, _, found in vocabulary.answers.find(words) for answer in found)),
    )


def written_out(text: str) -> str:
    """Return `text` with abbreviations in words and Telex keys as the letters they stand for.

    "tiền thươngr cho GV" -> "tiền thưởng cho giáo viên".
    """
    abbreviations = load_vocabulary().abbreviations
    words = (abbreviations.get(fold_key(word.strip(',.;:?!()"')), word) for word in text.split())
    return _LETTERS.sub(lambda found: _by_keys(found[0]), " ".join(words))


@lru_cache(maxsize=4096)
def _by_keys(word: str) -> str:
    """Return what the keys of Telex make of a word that is no syllable; `word` where that is no known one either."""
    known = load_model()
    typed = word.lower()
    if word.isupper() or ("oo" not in typed and (is_plain_syllable(typed) or typed in known.forms)):
        return word
    meant = from_telex(typed)
    return meant if meant and (meant in known.singles or meant in known.forms) else word


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of ``query.yaml`` and ``abbreviations.yaml``."""
    data = load_table("query.yaml", "index")
    abbreviations = load_table("abbreviations.yaml", "index")
    return Vocabulary(
        question_words=Phrases.of(
            (phrase, meaning) for meaning in (ASKS, "tells") for phrase in data["question_words"][meaning]
        ),
        function_words=frozenset(data["function_words"]),
        roles=Phrases.of((phrase, role) for role, phrases in data["roles"].items() for phrase in phrases),
        kinds=Phrases.of((phrase, kind) for kind, phrases in data["kinds"].items() for phrase in phrases),
        synonyms=Phrases.of((phrase, other) for phrase, others in data["synonyms"].items() for other in others),
        answers=Phrases.of((phrase, name) for name, phrases in data["answers"].items() for phrase in phrases),
        abbreviations={fold_key(short): long for short, long in abbreviations.items()},
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """What a question says about the plan itself, and the places of the words that say it."""

    schools: tuple[str, ...]
    places: frozenset[int]

    @classmethod
    def of(
        cls,
        words: Sequence[str],
        kinds: Iterable[tuple[int, int, object]],
        schools: Sequence[str],
        years: Iterable[Sequence[str]],
    ) -> _Named:
        """Return what `words` name: known `schools`, `years` or school years, `kinds` of plan at (start, end, …)."""
        plain = [plain_form(fold(word)) for word in words]
        places = {at for start, end, _ in kinds for at in range(start, end)}
        named = {
            school: found for school, name in _nameable(tuple(schools), plain) if (found := _places_of(name, plain))
        }
        for start, end in named.values():
            places.update(range(_first_of(words, start, SCHOOL_WORDS), end))
        for year in years:
            for at in range(len(plain) - len(year) + 1):
                if plain[at : at + len(year)] == list(year):
                    places.update(range(_first_of(words, at, YEAR_WORDS), at + len(year)))
        return cls(tuple(named), frozenset(places))


def _without(words: Sequence[str], places: frozenset[int]) -> list[str]:
    return [word for at, word in enumerate(words) if at not in places]


def _first_of(words: Sequence[str], at: int, such: frozenset[str]) -> int:
    """Return where the run of words of `such` right before `at` begins."""
    while at and words[at - 1] in such:
        at -= 1
    return at


def _asking(restored: Sequence[str], typed: Sequence[str], question_words: Phrases) -> frozenset[int]:
    """Return the places of the words that only make the sentence a question.

    A single word is judged by its `restored` form ("doan" in "cong doan" is no "đoạn"), phrases also as `typed`.
    """
    found = question_words.find(restored) + [span for span in question_words.find(typed) if span[1] - span[0] > 1]
    return frozenset(at for start, end, meanings in found if ASKS in meanings for at in range(start, end))


@dataclass(frozen=True, slots=True)
class _Told:
    """A telling syllable, also as typed; whether it only names the plan, is a function word, goes on from the last."""

    text: str
    typed: str
    names: bool
    is_function: bool
    goes_on: bool

    def weight(self, *, only_named: bool) -> float:
        """Return what the syllable weighs beside a full one."""
        if self.is_function:
            return FUNCTION_WEIGHT
        return NAMING_WEIGHT if self.names and not only_named else 1.0


def _telling(question: str, restored: Sequence[str], naming: frozenset[int], vocabulary: Vocabulary) -> list[_Told]:
    """Return the syllables that say what is looked for; all of them where every word is a question word."""
    words = _words(question)
    asking = _asking(restored, words, vocabulary.question_words)
    told = [at for at in range(len(words)) if at not in asking] or range(len(words))
    breaks = _breaks(question)
    found: list[_Told] = []
    for at in told:
        function = restored[at : at + 1] != [] and restored[at] in vocabulary.function_words
        for number, syllable in enumerate(placed_syllables(words[at])):
            goes_on = number > 0 or (at - 1 in told and at not in breaks)
            typed = words[at][syllable.start : syllable.end]
            found.append(_Told(syllable.written, typed, at in naming, function, goes_on))
    return found


def _breaks(typed: str) -> frozenset[int]:
    """Return the places of the words before which a mark of punctuation stands."""
    ends = [0, *(found.end() for found in _WORD.finditer(to_nfc(typed)))]
    starts = [found.start() for found in _WORD.finditer(to_nfc(typed))]
    gaps = (typed[end:start] for end, start in zip(ends, starts, strict=False))
    return frozenset(at for at, gap in enumerate(gaps) if re.search(r"[,.;:?!()]\s", gap))


def _weighted(telling: Sequence[_Told], found_numbers: Sequence[str]) -> dict[str, float]:
    """Return the weights of the telling words, of their pairs, and of what was written as one with a digit."""
    only_named = all(word.names for word in telling)
    weights: dict[str, float] = {}
    for word in telling:
        token = fold(word.text)
        weights[token] = max(word.weight(only_named=only_named), weights.get(token, 0.0))
    for left, right in pairwise(telling):
        # where two clauses meet, or what names the plan and the rest, there is no pair of words
        if right.goes_on and left.names == right.names and not (left.is_function or right.is_function):
            pair = f"{fold(left.text)}{PAIR}{fold(right.text)}"
            weights[pair] = PAIR_WEIGHT * right.weight(only_named=only_named)
    for number in found_numbers:
        only_years = _YEAR.fullmatch(number) is not None and not only_named
        weights[number] = NUMBER_WEIGHT * (NAMING_WEIGHT if only_years else 1.0)
    return weights


def _synonyms(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    """Return tokens of what plans write instead of the question's words, and of their abbreviations."""
    phrases = [other for _, _, others in vocabulary.synonyms.find(words) for other in others]
    in_words = f" {' '.join(words)} "
    phrases += [short for short, long in vocabulary.abbreviations.items() if f" {' '.join(_words(long))} " in in_words]
    tokens = {token for phrase in phrases for token in (*syllables(phrase), *pairs(syllables(phrase)))}
    return dict.fromkeys(sorted(tokens - set(syllables(in_words))), SYNONYM_WEIGHT)


def _nameable(schools: Words, asked: Sequence[str]) -> list[tuple[str, Words]]:
    """Return those of `schools`, with what tells them from others, of whose name at most one syllable is not there."""
    names = _names_but_one(schools)
    windows = {tuple(asked[at : at + length]) for length in names.lengths for at in range(len(asked) - length + 1)}
    keys = {key for window in windows for key in _but_one(window)}
    found = sorted({pair for key in keys for pair in names.by_key.get(key, ())})
    return [(schools[number], name) for number, name in found]


@dataclass(frozen=True, slots=True)
class _NamesButOne:
    """Places and own names of schools, of two syllables or more, by the name with each one syllable left open."""

    by_key: Mapping[tuple[str | None, ...], Sequence[tuple[int, Words]]]
    lengths: frozenset[int]


@lru_cache(maxsize=4)
def _names_but_one(schools: Words) -> _NamesButOne:
    found: defaultdict[tuple[str | None, ...], list[tuple[int, Words]]] = defaultdict(list)
    for number, school in enumerate(schools):
        name = _own_name(school)
        if len(name) > 1:
            for key in _but_one(name):
                found[key].append((number, name))
    return _NamesButOne(found, frozenset(map(len, found)))


def _but_one(words: Words) -> Iterator[tuple[str | None, ...]]:
    """Yield `words` with one after the other left open."""
    return ((*words[:at], None, *words[at + 1 :]) for at in range(len(words)))


def _own_name(school: str) -> Words:
    """Return what tells a school from others of its kind: "chi hoi khuyen hoc truong thpt lam kieu" -> lam kieu."""
    words = syllables(school)
    last = max((at for at, word in enumerate(words) if word in PLAIN_SCHOOL_WORDS), default=-1)
    return tuple(words[last + 1 :])


def _places_of(name: Words, asked: Sequence[str]) -> tuple[int, int] | None:
    """Return where `name` stands in the question, also with one of its syllables slightly damaged."""
    for at in range(len(asked) - len(name) + 1):
        there = asked[at : at + len(name)]
        harmed = sum(left != right for left, right in zip(name, there, strict=True))
        if harmed == 0 or (harmed == 1 and similarity(" ".join(name), " ".join(there)) >= SAME_NAME):
            return at, at + len(name)
    return None
