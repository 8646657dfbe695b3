"""The numerals that plans count with, and what a damaged one may have been.

`readings` gives every numeral that a group of glyphs at the head of a line can stand for, each with the cost of reading
it so: 0 for a numeral as printed, more the more its glyphs must have been confused. Which reading is right is for
`corpus.structure.sequence` to choose, from the numerals before and after.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from corpus.text import fold

Kind = Literal[
    "part", "chapter", "division", "letter", "roman", "article", "label", "arabic", "decimal", "small", "small-roman"
]

RANK: Final[dict[Kind, int]] = {
    "part": 0,
    "chapter": 1,
    "division": 2,
    "letter": 3,
    "roman": 4,
    "article": 5,
    "label": 6,
    "arabic": 7,
    "decimal": 8,
    "small": 9,
    "small-roman": 10,
}
"""How far from the top each kind usually stands: A over I over 1 over a)."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral as understood. `text` is its corrected form, `value` its place in its series (a number from 1).

    `prefix` holds the leading parts of a compound ("2" of "2.1"); `word` the folded label of "Nội dung 1", "Phần I".
    """

    kind: Kind
    value: int
    text: str
    cost: float = 0.0
    prefix: tuple[str, ...] = ()
    word: str = ""


_ALPHABET: Final = "abcdđefghijklmnopqrstuvwxyz"
_SKIPPABLE: Final = frozenset("đfjwz")  # letters that some writers count with and others leave out

MAX_ROMAN: Final = 30
_MAX_ARABIC: Final = 99
_WORST: Final = 1.3  # a dearer reading than this is no reading


def roman(value: int) -> str:
    """Return `value` (1 to 39) as a Roman numeral."""
    tens, units = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]


_ROMANS: Final = {roman(value): value for value in range(1, MAX_ROMAN + 1)}


def step(previous: Numeral, current: Numeral) -> int:
    """Return how far `current` is behind `previous` in their series: 1 is the next, 0 the same, 3 leaves out two."""
    if current.word == "thang":  # a school year runs from September to August, with months in which nothing is planned
        return min(1, (current.value - previous.value) % 12)
    if current.kind not in ("small", "letter"):
        return current.value - previous.value
    low, high = sorted((previous.value, current.value))
    skipped = sum(1 for letter in _ALPHABET[low : high - 1] if letter in _SKIPPABLE)
    distance = high - low - skipped
    return distance if current.value >= previous.value else -distance


def letter_value(letter: str) -> int:
    """Return the place of a lower-case Vietnamese or Latin `letter` in the joint alphabet, from 1; 0 if it is none."""
    return _ALPHABET.find(letter) + 1


# What a recogniser makes of the strokes of Roman numerals: printed glyph(s) -> (strokes, cost).
_ROMAN_GLYPHS: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    **dict.fromkeys("l1|", (("I", 0.1),)),
    **dict.fromkeys("!i][", (("I", 0.2),)),
    **dict.fromkeys("LJTt/", (("I", 0.35),)),
    "I": (("I", 0.0),),
    "V": (("V", 0.0),),
    "v": (("V", 0.1),),
    "Y": (("V", 0.35), ("IV", 0.6)),
    "X": (("X", 0.0),),
    "x": (("X", 0.1),),
    "H": (("II", 0.25),),
    "h": (("II", 0.6),),
    "U": (("II", 0.45), ("V", 0.6)),
    "u": (("II", 0.6),),
    "N": (("IV", 0.6), ("II", 0.7)),
    "W": (("VI", 0.6), ("IV", 0.6)),
    "M": (("III", 0.6),),
    "m": (("III", 0.7),),
}
_ROMAN_LETTERS: Final = frozenset("IVX")
_STROKES: Final = frozenset("IVXLHl1|!][vx")  # glyphs that a recogniser of clean text, too, puts for Roman strokes
# Whole numerals that Tesseract's Vietnamese data reads as letters, in text that is clean otherwise.
_SHAPES: Final = {"TH": 3, "HH": 3, "TIII": 3}
_SHAPE_COST: Final = 0.6
_CERTAIN: Final = frozenset("IVXl1|")  # one of them, or it is an abbreviation


@lru_cache(maxsize=1024)
def roman_readings(glyphs: str) -> tuple[tuple[int, float], ...]:
    """Return the values that `glyphs` may have as a damaged Roman numeral, each with its cost, cheapest first."""
    partial: dict[str, float] = {"": 0.0}
    for glyph in glyphs:
        plain, extra = (glyph, 0.0) if glyph.isascii() else (_bare(glyph), 0.1)
        following: dict[str, float] = {}
        for strokes, cost in _ROMAN_GLYPHS.get(plain, ()):
            for done, spent in partial.items():
                whole, price = done + strokes, spent + cost + extra
                if price <= _WORST and price < following.get(whole, _WORST + 1):
                    following[whole] = price
        partial = following
    values = [(_ROMANS[strokes], round(cost, 3)) for strokes, cost in partial.items() if strokes in _ROMANS]
    return tuple(sorted(values, key=lambda reading: reading[1]))


def _bare(glyph: str) -> str:
    """Return `glyph` without its marks, in its own case."""
    plain = fold(glyph)
    return plain.upper() if glyph.isupper() else plain


_ARABIC_GLYPHS: Final[dict[str, str]] = {
    **dict.fromkeys("lI|!iít", "1"),
    **dict.fromkeys("oO", "0"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("sS§", "5"),
    **dict.fromkeys("bó", "6"),
    **dict.fromkeys("gq", "9"),
    "B": "8",
    "A": "4",
    "?": "7",
}
_ARABIC_SLIP: Final = 0.7
_MERGED_STROKE: Final = 1.0  # a small l for two strokes: cheaper than a repetition
_LOST_STROKE: Final = 1.6  # "II" for III or I: dearer than one real gap, cheaper than a repetition and a gap
_MISSED_STROKE: Final = 1.4  # "II" for III where recognition was poor: cheaper than a repetition, too

# Small letters that are taken for one another: printed -> (meant, cost).
_SMALL_GLYPHS: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    "d": (("đ", 0.15),),
    "đ": (("d", 0.4),),
    "p": (("đ", 0.4),),
    "b": (("đ", 0.5), ("h", 0.6)),
    "h": (("b", 0.5),),
    "c": (("e", 0.5),),
    "e": (("c", 0.5),),
    "o": (("a", 0.6), ("c", 0.7)),
    "0": (("c", 0.8),),
    "6": (("b", 0.7),),
    "9": (("g", 0.7),),
    "q": (("g", 0.5),),
    "1": (("l", 0.7), ("i", 0.7)),
}


def readings(glyphs: str, *, noisy: bool) -> tuple[Numeral, ...]:
    """Return what the simple (not compound) numeral written `glyphs` may be, cheapest first.

    In clean text a numeral is what it says; there only glyphs that are no numeral as they stand ("I11", "VIL", "Il")
    are read through. With `noisy` every confusion is allowed, at its cost.
    """
    found = list(_as_printed(glyphs))
    if noisy or not found or (len(glyphs) == 1 and glyphs in "lLH"):
        found += _as_damaged(glyphs, noisy=noisy)
    best: dict[tuple[str, int], Numeral] = {}
    for numeral in found:
        key = (numeral.kind, numeral.value)
        if key not in best or numeral.cost < best[key].cost:
            best[key] = numeral
    return tuple(sorted(best.values(), key=lambda numeral: numeral.cost))


def _as_printed(glyphs: str) -> list[Numeral]:
    """Return the numerals that `glyphs` is without any confusion."""
    found: list[Numeral] = []
    if glyphs in _ROMANS:
        found.append(Numeral("roman", _ROMANS[glyphs], glyphs))
    if glyphs.isascii() and glyphs.isdigit() and 0 < int(glyphs) <= _MAX_ARABIC:
        found.append(Numeral("arabic", int(glyphs), str(int(glyphs))))
    if len(glyphs) == 1 and letter_value(glyphs.lower()):
        kind: Kind = "letter" if glyphs.isupper() else "small"
        doubtful = 0.6 if glyphs in _ROMAN_LETTERS else 0.0
        found.append(Numeral(kind, letter_value(glyphs.lower()), glyphs, doubtful))
    if len(glyphs) <= 4 and glyphs.islower() and glyphs.upper() in _ROMANS:
        found.append(Numeral("small-roman", _ROMANS[glyphs.upper()], glyphs, 0.3))
    return found


def _as_damaged(glyphs: str, *, noisy: bool) -> list[Numeral]:
    """Return the numerals that `glyphs` may have been before recognition."""
    found: list[Numeral] = []
    if glyphs in _ROMANS:
        more = _MISSED_STROKE if noisy and len(glyphs) > 1 else _LOST_STROKE  # a second "I" may begin another part
        beside = ((glyphs + "I", more), (glyphs.removesuffix("I"), _LOST_STROKE))
        found += [Numeral("roman", _ROMANS[other], other, cost) for other, cost in beside if other in _ROMANS]
    surely = glyphs.isdigit() and len(glyphs) == 1  # one clear digit is rarely a Roman I
    strokes = noisy or len(glyphs) == 1 or _are_strokes(glyphs)
    for value, cost in roman_readings(glyphs) if strokes else ():
        found.append(Numeral("roman", value, roman(value), cost + (0.8 if surely else 0.1)))
        if noisy and "l" in glyphs and value in (2, 7):  # "Il." stands for III as well: thin strokes run together
            found.append(Numeral("roman", value + 1, roman(value + 1), cost + _MERGED_STROKE))
    digits = "".join(char if char.isdigit() else _ARABIC_GLYPHS.get(char, "x") for char in glyphs)
    if digits.isascii() and digits.isdigit() and 0 < int(digits) <= _MAX_ARABIC and digits != glyphs:
        slips = sum(1 for char in glyphs if not char.isdigit())
        found.append(Numeral("arabic", int(digits), str(int(digits)), _ARABIC_SLIP * slips))
    if glyphs in _SHAPES:
        found.append(Numeral("roman", _SHAPES[glyphs], roman(_SHAPES[glyphs]), _SHAPE_COST))
    if noisy and len(glyphs) == 1:
        found += _damaged_letters(glyphs)
    return [numeral for numeral in found if numeral.cost <= _LOST_STROKE]


def _are_strokes(glyphs: str) -> bool:
    """Tell whether `glyphs` may be Roman strokes even in clean text: "HI", "IL", not the abbreviations "TT", "HL"."""
    return _STROKES.issuperset(glyphs) and not _CERTAIN.isdisjoint(glyphs)


def _damaged_letters(glyph: str) -> list[Numeral]:
    """Return the enumerating letters that `glyph` may have been."""
    meant = list(_SMALL_GLYPHS.get(glyph.lower(), ()))
    bare = fold(glyph)
    if bare != glyph.lower() and letter_value(bare):
        meant.append((bare, 0.1))
    if glyph.isupper():
        return [Numeral("letter", letter_value(letter), letter.upper(), cost + 0.3) for letter, cost in meant]
    return [Numeral("small", letter_value(letter), letter, cost) for letter, cost in meant]
