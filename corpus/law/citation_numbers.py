"""Find the numbers of documents ("22/2020/TT-BGDĐT", "34- CT/TW", "1987/SGDĐT – GDCN – TX") in running text.

A number is a serial, perhaps a year, and a symbol of capital letters (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3). All
patterns work on folded text with bounded repeats; the case of the letters, which tells "130/KH" from "130/lớp", is
read in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from corpus.law.citation_words import load_words
from corpus.law.symbols import load_symbols
from corpus.noise import similarity, skeleton
from corpus.text import fold

# A page's end may stand anywhere inside a citation: blank lines and, on a line of its own, the page number.
# Atomic, for several gaps may follow each other: tried in every split, long stretches of blanks would cost dearly.
GAP: Final = (
    r"(?>[ \n\f]{0,12}"
    r"(?:(?<=[\n\f])(?:trang )?-? ?[0-9]{1,3}(?:/[0-9]{1,3})? ?-?[ ]{0,8}[\n\f][ \n\f]{0,12})?)"
)

MARKS: Final = r"[*_\"]{0,3}"  # of Markdown, or closing quotes

_SEPARATOR: Final = r"[ \n]{0,3}\.{0,3}[ ]?[/-][ \n]{0,3}"
_ANCHOR: Final = re.compile(
    rf"[0-9]{{1,6}}[a-d]?(?:{_SEPARATOR}"
    r"(?P<year>(?:19|2[0o])[0-9o]{2}(?:[ \n]{0,3}[/-][ \n]{0,3}|\.(?=[a-z])|[ ]?(?=[a-z])))?"
    r"|(?P<blank>[ ])(?=[a-z]{1,5}[ ]?[/-][ ]?[a-z]))(?=[a-z])"
)
_PART: Final = re.compile(r"[a-z][a-z0-9]{0,14}(?:[ ]?&[ ]?[a-z][a-z0-9]{0,9}|(?<=gd)[ ]dt){0,3}(?![a-z0-9])")
_JOINT: Final = re.compile(r"[ ]{0,2}(?P<dash>[/-])[ ]{0,3}\n?[ ]{0,3}|\n[ ]?-[ ]?|\.(?=[a-z])|[ ]?\+[ ]?")
_CONVOCATION: Final = re.compile(r"(?:qh|ubtvqh)(?P<term>[ ]?[0-9il]{1,2}(?![0-9]))?$")
_TERM: Final = re.compile(r"[ ][0-9]{1,2}(?![0-9/])")
# What may follow a complete symbol; it decides whether a part that stands apart still belongs to it.
_CLOSED: Final = re.compile(r"[ ]{0,3}(?:$|[\n,;:.()\]\"]|(?:ngay|cua|ve|v/v|nam|do|ban hanh|va)(?![a-z])|-(?![a-z]))")
_TIGHT: Final = re.compile(r"-[a-z]")  # "2001/SGDĐT - GDTrH-GDTX"
_APART: Final = re.compile(r"[ ](?P<part>[a-z][a-z0-9]{0,7})(?![a-z0-9])")
_SCHOOL_TYPES: Final = frozenset(
    {"thcs", "th", "mn", "mg", "thpt", "trthcs", "trth", "trmn", "trthpt", "ptdtnt", "ptdtbt", "mnth"}
)
_YEARLY_KINDS: Final = {"Thông tư": "TT", "Nghị định": "NĐ", "Quyết định": "QĐ", "Thông tư liên tịch": "TTLT"}
# "2020-2021 / II" is a school year and what follows it, no document 2020 of 2021.
_SCHOOL_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}[ ]?[-/][ ]?(?:19|20)[0-9]{2}")
_JOINT_KINDS: Final = frozenset({"ttlt", "nqlt", "khlt", "hdlt", "hdln"})
_MAX_PARTS: Final = 9
_COMMITTEES: Final = frozenset({"tu", "tw", "hu", "qu", "du"})
_ALIKE: Final = 0.8
_HALF_ALIKE: Final = 0.5
_MARGIN: Final = 0.02
_LETTERS: Final = re.compile(r"[^\W\d_][^\W_]*(?:[ ]?&[ ]?[^\W\d_]+)*")
_PLAIN_CAPITALS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐÐƯ")


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number in the text: ``[start, end)`` from the serial on; `parts` are the folded parts of its symbol.

    `has_year` tells that the year stands between serial and symbol; `apart` that only a blank joins serial and
    symbol, so that nothing but a kind of document before it makes it a number.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    has_year: bool
    apart: bool


@cache
def kind_symbols() -> dict[str, str]:
    """Folded symbol of a kind of document -> its name ("qd" -> "Quyết định"); administrative kinds win."""
    table: dict[str, str] = {}
    for kind in load_symbols().kinds:
        for symbol in kind.symbols:
            table.setdefault(fold(symbol), kind.name)
    return table


@cache
def issuer_symbols() -> frozenset[str]:
    """Folded symbols of all bodies, and of their parts where a symbol is written with a hyphen."""
    whole = {fold(symbol) for issuer in load_symbols().issuers for symbol in issuer.symbols}
    return frozenset(whole | {part for symbol in whole for part in symbol.split("-") if len(part) > 2})


def has_several_bodies(parts: tuple[str, ...]) -> bool:
    """Tell whether a symbol names several bodies that issued together: "HD-SGDĐT-SNV", not "BGDĐT-TĐKT" of a letter."""
    bodies = {part for part in parts[1:] if part in _whole_bodies()}
    return parts[0] in kind_symbols() and "ubnd" not in parts and len(bodies) > 1


@cache
def _whole_bodies() -> frozenset[str]:
    """Folded symbols of the bodies that issue documents of their own, in one word."""
    bodies = (issuer for issuer in load_symbols().issuers if issuer.level not in ("unit", "school"))
    return frozenset(fold(symbol) for issuer in bodies for symbol in issuer.symbols)


def mended_number(written: str, kind: str) -> str:
    """Return a number from damaged text with the parts of its symbol mended that read as known symbols.

    "222/QP-HKHVN" -> "222/QĐ-HKHVN", "27/2020/TI-BGDDPT" of a circular -> "27/2020/TT-BGDĐT": recognisers make P, B
    or DP of Đ. `kind` is the name of the kind before the number, whose symbol the first part is likely to be. What
    follows a known body is the letters of one of its units, and stays.
    """
    before: list[str] = []

    def mend(match: re.Match[str]) -> str:
        part = fold(match[0])
        mended = match[0]
        if not is_known_part(part):
            mended = (_like_kind(part, kind) if not before else None) or _like_body(part, before) or match[0]
        before.append(fold(mended))
        return mended

    return _LETTERS.sub(mend, written)


def is_known_part(part: str) -> bool:
    """Tell whether a folded part of a symbol stands for a kind, a body, or a body of a Party committee ("btgtu")."""
    known = part in kind_symbols() or part in issuer_symbols()
    return known or (part[-2:] in _COMMITTEES and part[:-2] in issuer_symbols())


def symbol_parts(written: str) -> tuple[str, ...]:
    """Return the folded parts of the symbol in a number."""
    return tuple(fold(part).replace(" ", "") for part in _LETTERS.findall(written))


def kind_as_written(number: str) -> str:
    """Return the first part of the symbol in a number, with its diacritics: "HĐ" of "15/HĐ-KT"."""
    first = _LETTERS.search(number)
    return first[0] if first else ""


@cache
def private_symbols() -> dict[str, str]:
    """Symbol, with its diacritics, -> name of the kinds that name no document of an office (contracts)."""
    private = load_words().private_kinds
    return {symbol: kind.name for kind in load_symbols().kinds if kind.name in private for symbol in kind.symbols}


@lru_cache(maxsize=2048)
def _like_kind(part: str, kind: str) -> str | None:
    """Return the symbol of `kind`, or else of the one kind, that the damaged `part` reads as."""
    for known in load_symbols().kinds:
        if known.name == kind and known.symbols and similarity(part, known.symbols[0]) >= _HALF_ALIKE:
            return known.symbols[0]
    bones = skeleton(part)
    alike = {s for known in load_symbols().kinds for s in known.symbols[:1] if skeleton(s) == bones}
    return alike.pop() if len(alike) == 1 else None


def _like_body(part: str, before: list[str]) -> str | None:
    """Return the body that the damaged `part` reads as, unless one of the parts `before` it is the number's body."""
    is_unit = any(known in issuer_symbols() for known in before) and not _JOINT_KINDS & set(before)
    return None if is_unit else _like_issuer(part)


@lru_cache(maxsize=2048)
def _like_issuer(part: str) -> str | None:
    """Return the symbol of a body that the damaged `part` reads as, if one fits better than all others."""
    if len(part) < 4:
        return None
    symbols = {symbol for issuer in load_symbols().issuers for symbol in issuer.symbols if len(symbol) > 3}
    scored = sorted(((similarity(part, s), s) for s in symbols if abs(len(s) - len(part)) <= 1), reverse=True)
    if not scored or scored[0][0] < _ALIKE:
        return None
    rivals = [s for score, s in scored[1:] if score > scored[0][0] - _MARGIN]
    return None if rivals else scored[0][1]


def with_kind_symbol(written: str, kind: str, parts: tuple[str, ...], *, has_year: bool) -> str:
    """Return a number that carries the year with the symbol of its kind, where only the body's is written.

    "32/2018/BGDĐT" of a circular -> "32/2018/TT-BGDĐT". The blank of "BGD ĐT" goes.
    """
    written = re.sub(r"(?<=[Dd])[ ](?=[ĐÐD]T(?![^\W_]))", "", written)
    symbol = _YEARLY_KINDS.get(kind)
    if symbol is None or not has_year or not parts or parts[0] in kind_symbols() or len(parts) > 2:
        return written
    year = re.search(r"(?:19|20)[0-9]{2}[ ]?[/-][ ]?", written)
    return f"{written[: year.end()]}{symbol}-{written[year.end() :]}" if year else written


def find_numbers(text: str, folded: str) -> Iterator[NumberMark]:
    """Yield every stretch of `text` that has the shape of a document number, in order; `folded` is ``fold(text)``.

    Shape only: whether it is one is for the words around it to say.
    """
    position = 0
    while True:
        match = _ANCHOR.search(folded, position)
        if match is None:
            return
        position = match.end()
        mark = _number_at(text, folded, match)
        if mark is not None:
            yield mark
            position = mark.end


def _number_at(text: str, folded: str, match: re.Match[str]) -> NumberMark | None:
    start = _serial_start(folded, match.start())
    if start is None or (match["year"] is not None and _SCHOOL_YEAR.match(folded, start)):
        return None
    end, parts = _read_symbol(text, folded, match.end())
    if not parts:
        return None
    apart = match["blank"] is not None
    if apart and (len(parts) < 2 or parts[0] not in kind_symbols()):
        return None
    return NumberMark(start, end, parts, match["year"] is not None, apart)


def _serial_start(folded: str, start: int) -> int | None:
    """Return where the serial begins: before a thousands point or a letter read for a digit; ``None``: no serial."""
    if start == 0:
        return start
    before = folded[max(0, start - 4) : start]
    thousands = re.search(r"(?<![0-9.,/-])[0-9]{1,2}\.$", before)
    if thousands and re.match(r"[0-9]{3}(?![0-9])", folded[start : start + 4]):
        return start - len(thousands[0])
    if before[-1] in "oil|z" and (len(before) < 2 or before[-2] in " \n:.("):
        return start - 1
    if before[-1].isdigit() or (before[-1] in "/.,-" and len(before) > 1 and before[-2].isdigit()):
        return None
    return start


def _read_symbol(text: str, folded: str, at: int) -> tuple[int, tuple[str, ...]]:
    """Return where the symbol that begins at `at` ends, and its folded parts (none: no symbol)."""
    end = at
    parts: list[str] = []
    spaced = False
    while len(parts) < _MAX_PARTS:
        part = _PART.match(folded, at)
        if part is None or not _is_symbol_part(text[at : part.end()], part[0]):
            break
        if spaced and not _belongs(folded, part.end(), parts):
            break
        end = part.end()
        parts.append(part[0].replace(" ", ""))
        term = _TERM.match(folded, end) if parts[-1] in {"qh", "ubtvqh"} else None
        end = term.end() if term else end
        joint = _JOINT.match(folded, end)
        if joint is None:
            break
        spaced = joint[0][0] in " \n" and joint[0][-1] in " \n"
        at = joint.end()
    return _read_apart(text, folded, end, parts), tuple(parts)


def _belongs(folded: str, end: int, parts: list[str]) -> bool:
    """Tell whether a part after a spaced dash still belongs to the symbol: that is incomplete, or ends with it."""
    if (len(parts) == 1 and parts[0] in kind_symbols()) or _CLOSED.match(folded, end) is not None:
        return True
    return _TIGHT.match(folded, end) is not None


def _read_apart(text: str, folded: str, end: int, parts: list[str]) -> int:
    """Extend a symbol by the letters of a school's name that stand after a blank ("KH-THCS LC"); return its end."""
    for _ in range(2):
        lone_kind = len(parts) == 1 and parts[0] in kind_symbols()
        if not parts or not (lone_kind or _SCHOOL_TYPES & set(parts)):
            return end
        apart = _APART.match(folded, end)
        if apart is None or not set(text[apart.start("part") : apart.end()]) <= _PLAIN_CAPITALS:
            return end
        if _CLOSED.match(folded, end + 1) or not _CLOSED.match(folded, apart.end()):
            return end
        parts.append(apart["part"])
        end = apart.end()
    return end


def _is_symbol_part(written: str, folded_part: str) -> bool:
    """Tell whether one part is written as symbols are: capitals, with few small letters ("GDTrH"), or a known one."""
    letters = [ch for ch in written if ch.isalpha()]
    upper = sum(ch.isupper() for ch in letters)
    if folded_part in kind_symbols() or folded_part in issuer_symbols():
        return upper > 0 or len(folded_part) > 1
    plain = all(ch in _PLAIN_CAPITALS for ch in letters if ch.isupper())
    return letters[0].isupper() and plain and upper >= len(letters) - upper
