"""Which kind of document stands before a number: "Kế hoạch số", "công văn", "Ké hoach sé", "TT", "các Thông tư số".

Written exactly it is found by one pattern; damaged by recognition, by the likeness of the last words before the
number to the names of the kinds (corpus.noise). Where no kind is written, the symbol of the number tells it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from corpus.law.citation_numbers import GAP, issuer_symbols, kind_symbols, private_symbols
from corpus.law.citation_words import load_words
from corpus.law.phrases import Phrases
from corpus.law.symbols import load_symbols
from corpus.noise import similarity, skeleton
from corpus.syllables import is_syllable
from corpus.text import fold

WINDOW: Final = 96  # characters before a number in which its kind is looked for: the longest name and a page's end
LETTER: Final = "Công văn"  # the kind that has no symbol of its own (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3)
_LIKENESS: Final = 0.74
_LIKENESS_OF_SHORT: Final = 0.82
_HINT: Final = 0.06  # what the symbol of the number adds to the likeness of its kind
# "số" as it is written and as it is recognised: so, sb, s6, sé, "s6:", "Số hiệu".
NUMERO: Final = r"(?:s[a-z0-9]?|[$5][o60b])[ ]?[.:]?(?:[ ]hieu[ ]?:?)?"
_PLAIN_NUMERO: Final = re.compile(r"(?<![a-z0-9])(?P<word>s[o06b])(?P<colon>[ ]?[.:])?[ \n]{0,4}$")
_LINE_REACH: Final = 120


def opens_line_at(folded: str, at: int) -> bool:
    """Tell whether nothing but blanks and marks stands before `at` on its line."""
    low = max(0, at - _LINE_REACH)
    line_start = folded.rfind("\n", low, at) + 1
    return (line_start > 0 or low == 0) and not folded[line_start:at].strip(" *_#>|+-")


@dataclass(frozen=True, slots=True)
class KindMark:
    """The kind before a number: where it begins, its clean name (``None``: "văn bản" only), whether it was damaged."""

    start: int
    name: str | None
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Numero:
    """The bare word "số" before a number: where it begins, and whether it stands as in a document's own head."""

    start: int
    heads_line: bool


@cache
def kind_names() -> dict[str, str]:
    """Folded name -> name of every kind of document that a number may follow."""
    names = {fold(kind.name): kind.name for kind in load_symbols().kinds}
    names.update({fold(name): name for name in load_words().kind_names})
    return names


@cache
def names_pattern() -> str:
    """Return the alternatives of all names, longer ones first, with any white space between their words."""
    return _alternatives([name.split(" ") for name in kind_names()])


def _alternatives(names: list[list[str]]) -> str:
    """Return the pattern of `names`, what they begin with in common written once: it compiles in half the time."""
    rests: dict[str, list[list[str]]] = {}
    for first, *rest in names:
        rests.setdefault(first, []).append(rest)
    patterns = []
    for first, tails in rests.items():
        further = [tail for tail in tails if tail]
        more = f"(?:{GAP_WITHIN}(?:{_alternatives(further)}))" if further else ""
        patterns.append(re.escape(first) + more + ("?" if more and len(further) < len(tails) else ""))
    return "|".join(patterns)


GAP_WITHIN: Final = r"[ \n\f]{1,12}"


def is_kind_at(folded: str, at: int) -> bool:
    """Tell whether the name of a kind of document begins at `at`."""
    return _kind_phrases().end_at(folded, at) is not None


@cache
def _kind_phrases() -> Phrases:
    return Phrases(kind_names(), re.compile(GAP_WITHIN))


@cache
def _before() -> re.Pattern[str]:
    qualifiers = "|".join(word.replace(" ", GAP_WITHIN) for word in load_words().qualifiers)
    return re.compile(
        rf"(?<![a-z0-9])(?P<kind>{names_pattern()}|{'|'.join(load_words().short_names)})"
        rf"(?P<more>(?:{GAP_WITHIN}(?:{qualifiers})){{0,2}})(?:[ ]?:)?"
        rf"(?:{GAP}(?<![a-z0-9]){NUMERO})?{GAP}[.:]?[ *_]{{0,4}}$"
    )


def kind_before(text: str, folded: str, at: int, hint: str | None = None, *, damaged: bool = True) -> KindMark | None:
    """Return the kind of document that stands directly before the number at `at`, or ``None``.

    `hint` is the kind that the number's symbol tells: of two kinds that damaged words may be, it is that one. Where the
    text around is not `damaged`, words that are sound ("coi thi") are taken for no damaged name ("chỉ thị").
    """
    low = max(0, at - WINDOW)
    window = folded[low:at]
    match = _before().search(window)
    if match is not None:
        start = low + match.start("kind")
        key = " ".join(match["kind"].split())
        name = kind_names().get(key)
        if name is None:
            return KindMark(start, _shortened(text, start, key)) if text[start].isupper() else None
        name = _qualified(name, match["more"])
        return KindMark(start, None if name in load_words().nameless else name)
    numero = numero_before(text, folded, at)
    return None if numero and numero.heads_line else _damaged_kind(text, low, at, hint or "", damaged=damaged)


def _shortened(text: str, at: int, key: str) -> str:
    """Return the kind for which the short name `key` stands at `at`: "HĐ" is a contract, "HD" a guidance."""
    return private_symbols().get(text[at : at + len(key)]) or load_words().short_names[key]


def owned_kind_before(folded: str, at: int) -> tuple[KindMark, int] | None:
    """Return the last kind followed by "của" before the number at `at`, and where "của" begins, or ``None``.

    "Quyết định của Thủ tướng Chính phủ số 1373/QĐ-TTg": whether a body's name fills the space is for the caller to see.
    """
    low = max(0, at - WINDOW)
    last = None
    for match in _owned().finditer(folded, low, at):
        last = match
    if last is None:
        return None
    return KindMark(last.start(), kind_names()[" ".join(last["kind"].split())]), last.end("kind")


@cache
def _owned() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?P<kind>{names_pattern()})(?={GAP_WITHIN}c[a-z]{{1,3}}a{GAP_WITHIN}[a-z])")


def reads_numero(folded: str, start: int, end: int) -> bool:
    """Tell whether nothing but the word "số" stands between `start` and `end`."""
    return re.fullmatch(rf"{GAP},?{GAP}{NUMERO}{GAP}", folded[start:end]) is not None


def _qualified(name: str, more: str) -> str:
    """Return the kind with a qualifier that makes it another kind ("Thông tư" + "liên tịch")."""
    return kind_names().get(" ".join(f"{fold(name)} {more}".split()), name)


def _damaged_kind(text: str, low: int, at: int, hint: str, *, damaged: bool) -> KindMark | None:
    """Return the kind that the last words before the number resemble, or ``None`` where they are sound words."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s,;()]+", text[low:at])]
    if words and _reads_numero(fold(text[low + words[-1][0] : low + words[-1][1]])):
        words.pop()
    best: tuple[float, KindMark] | None = None
    for count in range(1, min(4, len(words)) + 1):
        start, end = low + words[-count][0], low + words[-1][1]
        if end - start > 30 or is_sound(text[start:end], damaged=damaged):
            continue
        score, name = _resembled(" ".join(fold(text[start:end]).split()), hint)
        if name is not None and (best is None or score > best[0]):
            best = score, KindMark(start, None if name in load_words().nameless else name, damaged=True)
    return best[1] if best else None


_OWN_LETTERS: Final = re.compile("[ăâđêôơư\u1ea0-\u1ef9]")


def is_sound(written: str, *, damaged: bool = True) -> bool:
    """Tell whether `written` is correctly spelled Vietnamese, and so no recognition error.

    In a `damaged` text only words with diacritics are beyond doubt.
    """
    words = written.lower().rstrip(".:").split()
    if not all(is_syllable(word) for word in words):
        return False
    return not damaged or any(_OWN_LETTERS.search(word) for word in words)


def _reads_numero(word: str) -> bool:
    return re.fullmatch(NUMERO, word) is not None


@lru_cache(maxsize=8192)
def _resembled(written: str, hint: str) -> tuple[float, str | None]:
    """Return the name of the kind that the folded words `written` resemble most, and how much; ``None``: of no kind."""
    bones = frozenset(skeleton(written))
    best: tuple[float, str | None] = (0.0, None)
    for key, name in kind_names().items():
        if abs(len(key) - len(written)) > 2 or len(key) < 6:
            continue
        wanted = frozenset(skeleton(key))
        if len(bones & wanted) < 0.55 * len(wanted):
            continue
        score = similarity(written, key) + (_HINT if name == hint else 0.0)
        if score >= (_LIKENESS if len(key) > 7 else _LIKENESS_OF_SHORT) and score > best[0]:
            best = score, name
    return best


def numero_before(text: str, folded: str, at: int) -> Numero | None:
    """Return the bare word "số" that stands directly before the number at `at`, or ``None``."""
    low = max(0, at - 12)
    match = _PLAIN_NUMERO.search(folded[low:at])
    if match is None:
        return None
    start = low + match.start()
    opens_line = opens_line_at(folded, start)
    return Numero(start, match["colon"] is not None or (opens_line and text[start].isupper()))


def joint_kind(name: str, parts: tuple[str, ...]) -> str:
    """Return the kind that the symbol makes of `name`: a "Thông tư" numbered TTLT is a "Thông tư liên tịch"."""
    return kind_symbols()["ttlt"] if name == "Thông tư" and parts[:1] == ("ttlt",) else name


def kind_of_symbol(parts: tuple[str, ...]) -> str:
    """Return the kind that the symbol's folded parts tell: that of the first known one, else a letter."""
    if parts and parts[0] in kind_symbols():
        if parts[0] == "qh":
            return "Nghị quyết"
        return kind_symbols()[parts[0]]
    if len(parts) == 1 and re.fullmatch(r"qh[0-9]{1,2}", parts[0]):
        return "Luật"
    return LETTER


def is_known_symbol(parts: tuple[str, ...]) -> bool:
    """Tell whether the symbol begins with a known kind or a known body."""
    return bool(parts) and (parts[0] in kind_symbols() or parts[0] in issuer_symbols() or "ubnd" in parts)
