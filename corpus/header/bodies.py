"""Names of issuing bodies: in which case they are written, and where they stand in a text.

The fixed parts of names ("Phòng Giáo dục và Đào tạo", "THCS") come from bodies.yaml and are recognised through any case
and through recognition noise; the proper name that follows them is put into title case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from corpus.noise import skeleton
from corpus.tables import load_table
from corpus.text import fold, fold_key

Standing = Literal["school", "superior", "national"]


@dataclass(frozen=True, slots=True)
class Bodies:
    """The tables of bodies.yaml, keyed by skeleton (`corpus.noise`), so that damaged forms are found as well."""

    phrases: dict[str, str]
    longest: int
    heads: tuple[tuple[str, Standing], ...]
    abbreviations: dict[str, str]
    mention: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A school, or a body within one, named in running text; `section` is the body within ("Công đoàn"), if any."""

    start: int
    end: int
    name: str
    section: str | None


@cache
def load_bodies() -> Bodies:
    """Return the shipped tables (read once)."""
    data = load_table("header/bodies.yaml")
    phrases = {_key(phrase): phrase for phrase in data["phrases"]}
    heads = [(_key(head), standing) for standing, names in data["heads"].items() for head in names]
    return Bodies(
        phrases=phrases,
        longest=max(len(key.split()) for key in phrases),
        heads=tuple(sorted(heads, key=lambda head: -len(head[0]))),
        abbreviations={fold(short): short for short in data["abbreviations"]},
        mention=_mention_pattern(data["sections"], data["levels"]),
    )


def _key(words: str) -> str:
    return skeleton(fold_key(words))


def _mention_pattern(sections: list[str], levels: list[str]) -> re.Pattern[str]:
    def any_of(names: list[str]) -> str:
        keys = sorted({fold_key(name) for name in names}, key=len, reverse=True)
        return "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in keys)

    return re.compile(
        rf"(?<![a-z])(?:(?P<section>{any_of(sections)})\s+)?(?P<school>tr[a-z]{{2,3}}ng)\s+(?P<level>{any_of(levels)})\s+"
    )


def standing_of(line: str) -> Standing | None:
    """Return what kind of body a name that begins like `line` belongs to, or ``None`` when it begins no name."""
    key = _key(line) + " "
    return next((standing for head, standing in load_bodies().heads if key.startswith(head + " ")), None)


def normal_case(name: str) -> str:
    """Return a body's name in normal case: "TRƯỜNG THCS XUÂN SƠN" -> "Trường THCS Xuân Sơn".

    Fixed parts are written as bodies.yaml has them, their diacritics restored; the first letter is a capital.
    """
    bodies = load_bodies()
    words = name.split()
    written: list[str] = []
    at = 0
    while at < len(words):
        size, words_here = _fixed_part(bodies, words, at)
        written.append(words_here)
        at += size
    joined = " ".join(written)
    return joined[:1].upper() + joined[1:]


def fixed_name(words: str) -> str | None:
    """Return the fixed name that `words` are, in its case ("ỦY BAN NHÂN DÂN" -> "Ủy ban nhân dân"), or ``None``."""
    return load_bodies().phrases.get(_key(words))


def _fixed_part(bodies: Bodies, words: list[str], at: int) -> tuple[int, str]:
    for size in range(min(bodies.longest, len(words) - at), 0, -1):
        stretch = " ".join(words[at : at + size])
        known = bodies.phrases.get(_key(stretch.rstrip(",.;:")))
        if known is not None and (size > 1 or _is_word(stretch, known, first=at == 0)):
            return size, known
    word = words[at]
    short = bodies.abbreviations.get(fold(word))
    if short is not None:
        return 1, short
    return 1, _proper(word)


def _is_word(word: str, known: str, *, first: bool) -> bool:
    """Tell whether the single `word` is the fixed part `known` and no syllable of a proper name ("Tổ", not "Tô")."""
    if word.lower() == known.lower():
        return True
    return fold(word) == fold(known) and (first or (word.isascii() and known.islower()))


def _proper(word: str) -> str:
    """Return a word of a proper name with a capital; numbers, single letters and mixed abbreviations stay."""
    if len(word) < 2 or not word.isupper() or _ROMAN.fullmatch(word) or not _VOWEL.search(fold(word)):
        return word if word[:1].isupper() or not word.isalpha() else word[:1].upper() + word[1:]
    return "-".join(part.capitalize() for part in word.split("-"))


_ROMAN: Final = re.compile("[IVX]{2,}")
_VOWEL: Final = re.compile("[aeiouy]")
_NAME_WORD: Final = re.compile(r"[ \u00a0]{0,2}\n?[ \u00a0]{0,2}([^\W_][\w'’.-]*)")
# The national title and the motto, which may share a line with a body's name; over folded text, through noise.
NATIONAL_TITLE: Final = re.compile(r"c[a-z0-9]{1,2}ng\s*h[a-z0-9]{1,2}\s*x[a-z0-9]{1,2}\s*h[a-z0-9]{1,2}")
MOTTO: Final = re.compile(r"(?<![a-z])d[a-z0-9]{1,3}\s+[li1|][a-z0-9]{1,3}\s*[-.,]?\s*t[a-z0-9]\s*d[a-z0-9]")
_NAME_LENGTH: Final = 6  # words; the longest names of schools and their places


def find_bodies(text: str, folded: str | None = None) -> Iterator[BodyMention]:
    """Yield the schools, and bodies within schools, that `text` names in running words.

    `folded` saves folding the text where that is done already.
    """
    folded = fold(text) if folded is None else folded
    for match in load_bodies().mention.finditer(folded):
        end = _end_of_name(text, folded, match.end())
        if end > match.end():
            within = text[match.start() : match.start("school")]
            name = normal_case(" ".join(f"{within} Trường {text[match.end('school') : end]}".split()))
            yield BodyMention(match.start(), end, name, match["section"])


def _end_of_name(text: str, folded: str, start: int) -> int:
    """Return where the proper name that begins at `start` ends: after its last word with a capital, or its number."""
    end, at = start, start
    for _ in range(_NAME_LENGTH):
        match = _NAME_WORD.match(text, at)
        if not match or not (match[1][0].isupper() or match[1].isdigit()) or (match[1].isdigit() and at == start):
            break
        in_capitals = text[max(0, at - 2) : at].strip().isupper()
        if MOTTO.match(folded, match.start(1)) or NATIONAL_TITLE.match(folded, match.start(1)):
            break
        ended = in_capitals or text[at - 1].isdigit()
        if at > start and (("\n" in match.group() and ended) or _opens_clause(match[1])):
            break
        if at > start + 2 and in_capitals and not match[1].isupper() and not match[1].isdigit():
            break  # the place beside a name in capitals
        word_end = match.start(1) + len(match[1].rstrip(".'’-"))
        end = word_end
        if word_end < match.end():
            break
        at = match.end()
    return end


def _opens_clause(word: str) -> bool:
    """Tell whether a capitalised word after a name begins the next sentence or the next body's name."""
    return not word.isupper() and word.lower() in _CLAUSE_WORDS


_CLAUSE_WORDS: Final = frozenset(
    ("năm", "kế", "tổ", "nhằm", "thực", "căn", "trường", "công", "liên", "ban", "hội", "sở", "phòng", "ngày", "để")
)
