"""What a body is called: central ones by their official name, local ones as written, mended where they are damaged."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from corpus.law.citation_words import load_words
from corpus.law.symbols import Issuer, load_symbols
from corpus.noise import similarity, skeleton
from corpus.text import fold, fold_key

_LIKENESS: Final = 0.78
# Tesseract's Vietnamese data reads one Đ as two letters, the second an Icelandic one: "QĐÐ-UBND".
DOUBLED_D: Final = re.compile("[ĐÐ]Ð|ÐĐ")  # and Ư for the U of "UBND"
_PHRASE_LIKENESS: Final = 0.82
_WORD_LIKENESS: Final = 0.9
_CENTRAL_LEVELS: Final = ("state", "central", "party", "association")
# The post of one who signs for a ministry is no part of the ministry's name.
_POST: Final = re.compile(r"^(?:quyen )?(?:bo truong|thu truong|thong doc|tong thanh tra) (?=bo |ngan |thanh )")
_CONFERENCE: Final = re.compile(r"hoi nghi .*trung uong|hoi nghi (?:tw|bch)")
_OF_ASSOCIATION: Final = re.compile(r"(?:trung uong|tw) (?:doan|hoi)")
_EDUCATION: Final = re.compile(r"b(?:o|d|6)? ?(?:gd|giao duc)")
# What may follow the name of a central body without making it another one.
FINISH: Final = (
    r"(?:[ ]{1,3}(?:dang cong san viet nam|cong san viet nam|trung uong dang|trung uong|tw dang|dang|viet nam"
    r"|kh[a-z]a [ivxl0-9]{1,5}|nuoc chxhcn viet nam|nuoc cong hoa xa hoi chu nghia viet nam|chxhcn viet nam))*"
)
# "Ban Chấp hành Trung ương" is the Party's only where no association follows.
_OPEN_NAMES: Final = frozenset({"Ban Chấp hành Trung ương"})
# What joins the names of two bodies ("Bộ A và Bộ B"); "và" and commas stand inside names as well.
_FURTHER: Final = re.compile(
    r"(,? và |, |; )(?=(?:Bộ|Sở|Phòng|Ban|Ủy ban|UBND|Hội|Công đoàn|Công an|Tổng|Thanh tra|Trung ương|Liên đoàn|Đoàn"
    r"|Huyện|Tỉnh)\b)"
)
_FINISHED: Final = re.compile(FINISH)


def issuer_name(written: str, *, damaged: bool = False, joint: bool = False) -> str:
    """Return the name of the body written as `written`: official for central ones, mended for others.

    `joint` takes "Bộ A và Bộ B" for two bodies.
    """
    plain = DOUBLED_D.sub("Đ", " ".join(written.split()).strip(" ,.;:-")).replace("ƯBND", "UBND")
    pieces = _FURTHER.split(plain) if joint else [plain]
    return "".join(piece if _FURTHER.fullmatch(piece + "Bộ") else _one_name(piece, damaged) for piece in pieces)


def _one_name(plain: str, damaged: bool) -> str:
    central = central_name(fold_key(plain), damaged=damaged)
    if central is not None:
        return central
    in_capitals = plain.isupper() and len(plain) > 8
    return _mended(plain) if damaged or in_capitals else plain


def central_name(key: str, *, damaged: bool = False) -> str | None:
    """Return the official name of the central body whose folded name is `key`, or ``None``; see `issuer_name`."""
    return _central_name(_POST.sub("", key), damaged)


@lru_cache(maxsize=2048)
def _central_name(key: str, damaged: bool) -> str | None:
    squashed = letters_of(key)
    for name, spelled in _spellings():
        if squashed == spelled:
            return name
        if len(spelled) > 2 and squashed.startswith(spelled) and _adds_nothing(key, spelled):
            return name
    if _CONFERENCE.match(key) and not _OF_ASSOCIATION.search(key):
        return "Ban Chấp hành Trung ương"
    if _EDUCATION.match(key) and "dang" not in key:
        return "Bộ Giáo dục và Đào tạo"
    return _resembled_central(key) if damaged and len(key) >= 8 else None


def _resembled_central(key: str) -> str | None:
    """Return the central body whose name the damaged `key` resembles more than any local body's."""
    best: tuple[float, Issuer | None] = (_LIKENESS, None)
    words = key.split(" ")
    for issuer in load_symbols().issuers:
        name = fold(issuer.name)
        written = key if issuer.level in _CENTRAL_LEVELS else " ".join(words[: name.count(" ") + 1])
        if skeleton(name[:1]) != skeleton(written[:1]):
            continue
        if abs(len(name) - len(written)) <= 4 and (score := similarity(written, name)) > best[0]:
            best = (score, issuer)
    found = best[1]
    return found.name if found is not None and found.level in _CENTRAL_LEVELS else None


def letters_of(key: str) -> str:
    """Return the letters of `key` without "và", blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\bva\b", "", key))


def _adds_nothing(key: str, spelled: str) -> bool:
    """Tell whether what follows the name in `key` leaves it the same body ("khóa XII", "Trung ương Đảng")."""
    words = key.split(" ")
    for count in range(1, len(words)):
        if letters_of(" ".join(words[:count])) == spelled:
            return _FINISHED.fullmatch(" " + " ".join(words[count:])) is not None
    return False


@cache
def _central() -> tuple[Issuer, ...]:
    return tuple(issuer for issuer in load_symbols().issuers if issuer.level in _CENTRAL_LEVELS)


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """(name, letters of a spelling) for the names and abbreviations of central bodies, the longest spelling first.

    An association keeps the spelling: "Trung ương Hội Khuyến học Việt Nam" is a body of "Hội Khuyến học Việt Nam".
    """
    pairs = (
        (spelling if issuer.level == "association" else issuer.name, letters_of(fold(spelling)))
        for issuer in _central()
        for spelling in (issuer.name, *issuer.abbreviations)
    )
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


@cache
def closed_names() -> dict[int, frozenset[str]]:
    """Folded names of the bodies of which there is only one, so that no place can follow, by their number of words."""
    names: dict[int, set[str]] = {}
    for issuer in _central():
        if issuer.level in ("state", "party") and issuer.name not in _OPEN_NAMES:
            names.setdefault(issuer.name.count(" ") + 1, set()).add(" ".join(re.findall(r"[a-z]+", fold(issuer.name))))
    return {count: frozenset(found) for count, found in names.items()}


@lru_cache(maxsize=1024)
def expected_names(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names and abbreviations, in normal case, of the bodies that a symbol's folded parts stand for."""
    names: list[str] = []
    for issuer in load_symbols().issuers:
        if issuer.level in ("unit", "school") or not {fold(s).replace(" ", "") for s in issuer.symbols} & set(parts):
            continue
        spellings = [issuer.name, *(short for short in issuer.abbreviations if len(letters_of(fold(short))) > 3)]
        names += spellings
        if issuer.name.startswith("Bộ ") and issuer.level == "central":
            names += [f"Bộ trưởng {spelling}" for spelling in spellings]
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=2048)
def _mended(plain: str) -> str:
    """Return a local body's name with its known words restored, phrase by phrase; unknown words (places) stay."""
    words = plain.split(" ")
    done: list[str] = []
    at = 0
    while at < len(words):
        phrase, used = _known_phrase(words, at)
        done.append(phrase if used else _in_normal_case(words[at]))
        at += used or 1
    return " ".join(done)


def _in_normal_case(word: str) -> str:
    """Return a word in capitals ("TRIỀU") in normal case; abbreviations ("UBND", "THCS") stay."""
    vowels = re.search(r"[aeiouy]", fold(word)) is not None
    return word.capitalize() if word.isupper() and vowels and word not in {"UBND", "UBMTTQ"} else word


def _known_phrase(words: list[str], at: int) -> tuple[str, int]:
    """Return the phrase that the words from `at` on spell best, and how many words it takes (0: none)."""
    best: tuple[float, int, str] = (0.0, 0, "")
    for phrase in _phrases():
        size = phrase.count(" ") + 1
        written = " ".join(words[at : at + size])
        if at + size > len(words) or abs(len(written) - len(phrase)) > 3:
            continue
        if size == 1 and len(phrase) < 4 and fold(written) != fold(phrase):
            continue
        score = similarity(written, phrase)
        if score >= (_PHRASE_LIKENESS if len(phrase) > 4 else _WORD_LIKENESS) and (score, size) > best[:2]:
            best = (score, size, phrase)
    phrase = best[2]
    capital = bool(phrase) and words[at][0].isupper() and not words[at].isupper()
    return phrase[:1].upper() + phrase[1:] if capital else phrase, best[1]


@cache
def _phrases() -> tuple[str, ...]:
    """Names of bodies and words of such names, in their right form; shorter ones that only begin a name count too."""
    names = {issuer.name for issuer in load_symbols().issuers if issuer.level in ("local", "school", "association")}
    return tuple(sorted(names | set(load_words().mended)))
