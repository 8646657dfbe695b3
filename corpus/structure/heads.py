"""The head of a line as a numeral: where it stands, which numerals it may be, where the words behind it begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.lines import Line, Lines, is_caps
from corpus.numerals import Numeral, readings
from corpus.structure.labels import read_label


@dataclass(frozen=True, slots=True)
class Head:
    """What a line begins with: the possible numerals, the sign behind them ("" for none), the offset of the words."""

    numerals: tuple[Numeral, ...]
    separator: str
    words: int


_SIGNS: Final = r"[ ]?(?:[.):/]|[-–—](?=[ A-ZÀ-Ỹ]))[.):/\-–]?"
_COUNTED: Final = re.compile(
    rf"\(?(?P<glyphs>[^\W_]{{1,6}}|[|!\]\[Il1i]{{1,5}})(?P<sign>{_SIGNS}|,(?=[ ]))(?!\d)(?P<space>[ \t\u00a0]*)(?=\S|$)"
)
_COMPOUND: Final = re.compile(
    r"(?P<parts>(?:[IVX]{1,5}|[A-H]|\d{1,2})(?:[.]\d{1,2}|,\d{1,2}(?=[.])|[.][ ]\d{1,2}(?=[.][ ])){1,3})"
    r"(?P<sign>[.):/\-–]{0,2})"
    r"(?:[ \t\u00a0]+(?=[^\W\d_]|[\"“'(*\[]|\d{2,3}[ ]?%)|(?<=[.):/])(?=[A-ZĐÀ-Ỹ][^\W_]))"
)
_UNSIGNED: Final = re.compile(r"(?P<glyphs>[IVX]{1,5}|[A-HĐ]|[a-eđg]|\d{1,2})[ \t\u00a0]+(?=[^\W\d_][^\W_]|[“\"])")
_UNSIGNED_DAMAGED: Final = re.compile(r"(?P<glyphs>[IVXLHl1|!]{1,5})[ \t\u00a0]+(?=[^\W\d_]{2})")
_ABOUT: Final = re.compile(r"v\s?/\s?v\b")  # "V/v": "về việc", the subject of a letter
# "LMUC DICH" is "I.MỤC ĐÍCH": no syllable begins with L and another consonant.
_GLUED: Final = re.compile(r"(?P<glyphs>[IVX]{0,3}L)(?=(?:[BDKMNPRSVXCT]|[CKNPT]H|NGH?|G[HI]?|QU|TR)[AEIOUYÀ-Ỹ])")
_ALONE: Final = re.compile(r"(?P<glyphs>[IVX]{1,5})$")
_LAST_PART: Final = 40


def read_head(lines: Lines, line: Line, *, noisy: bool) -> Head | None:
    """Return what `line` begins with if that can be a numeral; with `noisy` the numeral may be damaged."""
    if _ABOUT.match(lines.folded, line.bare, line.end):
        return None
    labelled = read_label(lines.text, lines.folded, line.bare, line.end, noisy=noisy)
    if labelled is not None:
        return Head(*labelled)
    compound = _COMPOUND.match(lines.text, line.bare, line.end)
    if compound is not None:
        return _compound(compound)
    counted = _COUNTED.match(lines.text, line.bare, line.end)
    if counted is not None:
        return _counted(counted, lines.text, line, noisy=noisy)
    return None if line.mark else _unsigned(lines.text, line, noisy=noisy)


def has_sign(lines: Lines, index: int) -> bool:
    """Tell whether line `index` begins with a numeral and its sign."""
    line = lines.items[index]
    return _COUNTED.match(lines.text, line.bare, line.end) is not None


def _compound(found: re.Match[str]) -> Head | None:
    """Read "2.1.", "II.3", "1.2.1", "1. 2."."""
    *prefix, last = found["parts"].replace(" ", "").replace(",", ".").split(".")
    if not 0 < int(last) <= _LAST_PART:
        return None
    numeral = Numeral("decimal", int(last), ".".join((*prefix, last)), 0.0, tuple(prefix))
    return Head((numeral,), found["sign"], found.end())


def _counted(found: re.Match[str], text: str, line: Line, *, noisy: bool) -> Head | None:
    """Read a numeral with its sign: "I.", "1-", "a)", "I11."; a comma is a damaged dot."""
    glyphs, sign = found["glyphs"], found["sign"].strip().replace("–", "-").replace("—", "-")
    if sign == "," and not (noisy and len(glyphs) <= 2):
        return None
    if not found["space"] and found.end() < line.end and not _may_touch(glyphs, text, found.end()):
        return None
    numerals = readings(glyphs, noisy=noisy)
    return Head(numerals, sign.replace(",", "."), found.end()) if numerals else None


def _may_touch(glyphs: str, text: str, at: int) -> bool:
    """Tell whether a title may begin at `at` right behind the sign: "V.POI TUONG", "1.Mục đích"; not "a.m", "P.GD"."""
    if text[at] in '*_“"(':
        return True
    stands_alone = not text[at + 1 : at + 2].isalnum()
    return text[at].isupper() and not stands_alone and (len(glyphs) > 1 or not glyphs.isupper() or glyphs in "IVX")


def _unsigned(text: str, line: Line, *, noisy: bool) -> Head | None:
    """Read a numeral without a sign before a capital: "I Mục đích", "A ĐIỀU LỆ", "1 Nội dung", "a Đối", "IL NOI"."""
    alone = _ALONE.match(text[line.bare : line.end])
    if alone is not None:
        romans = tuple(n for n in readings(alone["glyphs"], noisy=False) if n.kind == "roman")
        return Head(romans, "", line.end) if romans else None
    found = _UNSIGNED.match(text, line.bare, line.end)
    if found is None:
        if noisy:
            found = _UNSIGNED_DAMAGED.match(text, line.bare, line.end) or _GLUED.match(text, line.bare, line.end)
        if found is None or not is_caps(text[found.end() : line.end]):
            return None
        numerals = tuple(n for n in readings(found["glyphs"], noisy=True) if n.kind == "roman")
        return Head(numerals, "", found.end()) if numerals else None
    words = text[found.end() : line.end]
    if not (words[0].isupper() or words[0] in '“"') or (found["glyphs"] in "ABCDEFGHĐ" and not is_caps(words)):
        return None
    return Head(readings(found["glyphs"], noisy=False), "", found.end())
