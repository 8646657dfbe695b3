"""Openings: the places where a line may begin a numbered section, with all readings of its numeral.

An opening is only a possibility. It carries what speaks for a heading (`weight`: the cost of passing over it) and
against (`doubt`: the cost of taking it); `corpus.sequence` weighs these together with the numerals around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from corpus.labels import read_label
from corpus.lines import Line, Lines, is_caps
from corpus.numerals import Kind, Numeral, readings
from corpus.text import diacritics_state


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may begin a section.

    `line` is its index, `title` the offset where its words begin behind the numeral, `separator` the sign between the
    two (")", "." …, "" for none), `numerals` the possible readings.
    """

    line: int
    start: int
    title: int
    separator: str
    numerals: tuple[Numeral, ...]
    weight: float
    doubt: float


_COUNTED: Final = re.compile(
    r"(?P<bracket>\()?(?P<glyphs>[^\W_]{1,6}|[|!\]\[Il1i]{1,5})"
    r"(?P<separator>[ ]?(?:[.):/]|-(?=[ A-ZÀ-Ỹ]))[.):/\-]?)(?!\d)(?P<space>[ \t\u00a0]*)(?=\S|$)"
)
_COMPOUND: Final = re.compile(
    r"(?P<parts>(?:[IVX]{1,5}|[A-H]|\d{1,2})(?:[.]\d{1,2}){1,3})(?P<separator>[.):/\-]{0,2})"
    r"(?P<space>[ \t\u00a0]+)(?=[^\W\d_]|[\"“'(*\[])"
)
_BARE: Final = re.compile(r"(?P<glyphs>[IVX]{1,5}|[A-HĐ]|\d{1,2})[ \t\u00a0]+(?=[^\W\d_]{2}|[“\"])")
_EMPHASIS: Final = re.compile(r"[*_]*[ \t]*")
_NUMBERS_ONLY: Final = re.compile(r"[\d\s.,/:%()+-]+$")
_BIG_NUMBER: Final = re.compile(r"\d{3}(?![\d%])")
_LEGAL_BASIS: Final = re.compile(r"(?:can cu|thuc hien (?:ke hoach|cong van|quyet dinh|huong dan)|xet de nghi)\b")

_WEIGHTS: Final[dict[Kind, float]] = {
    "part": 4.0,
    "chapter": 4.0,
    "division": 3.0,
    "article": 4.0,
    "letter": 2.2,
    "roman": 4.0,
    "label": 2.6,
    "arabic": 2.6,
    "decimal": 2.6,
    "small": 2.3,
    "small-roman": 1.4,
}
_CAPS_WEIGHT: Final = 2.0
_NO_SIGN: Final = 2.7  # "1 Nội dung": a table row looks the same
_NO_SIGN_USUAL: Final = 0.3  # in a plan that writes its numerals so
_COLON_WEIGHT: Final = 0.6
_NO_TITLE: Final = {"letter": 2.2, "small": 1.8, "arabic": 1.4}
# Words at the end of the line above that a numeral at a line's head belongs to: "… học kỳ" / "II. Nhà trường …".
_BEFORE_ROMAN: Final = re.compile(r"\b(?:học k[ỳì]|hoc k[yi]|hkì?|quý|giai đoạn|khóa|khoá|hạng|loại|lần thứ|lan thu)$")
_BEFORE_NUMBER: Final = re.compile(r"(?:\b(?:ngày|tháng|số|lúc|điều|khoản|quý|lần thứ)|[-–(])$")
_BELONGS_ABOVE: Final = {"roman": 5.0, "arabic": 2.6}
_MID_SENTENCE: Final = 2.6
_SMALL_INITIAL: Final = {"roman": 2.0, "letter": 2.0, "small": 0.2, "small-roman": 0.2}
_SMALL_INITIAL_ELSE: Final = 0.9
_LEGAL_BASIS_DOUBT: Final = 4.0
_TABLE_DOUBT: Final = 5.0


def find_openings(lines: Lines, *, recognised: bool = False) -> tuple[Opening, ...]:
    """Return all lines of `lines` that may begin a numbered section, in order.

    Where the text was `recognised`, or its diacritics are damaged as recognition damages them, numerals may be too.
    """
    noisy = recognised or diacritics_state(lines.text) != "full"
    unsigned = _writes_without_sign(lines)
    found: list[Opening] = []
    for index, line in enumerate(lines.items):
        opening = _opening(lines, index, line, noisy=noisy, unsigned=unsigned)
        if opening is not None:
            found.append(opening)
    return tuple(found)


def _opening(lines: Lines, index: int, line: Line, *, noisy: bool, unsigned: bool) -> Opening | None:
    """Return line `index` as an opening, or ``None`` when nothing at its head counts."""
    text, end = lines.text, line.end
    for read in (_labelled, _compound, _counted, _unsigned):
        head = read(lines, line, noisy)
        if head is not None:
            break
    else:
        return None
    numerals, separator, title = head
    title = _EMPHASIS.match(text, title, end).end()  # type: ignore[union-attr]  # the pattern matches everywhere
    if title >= end and not _next_line_titles(lines, index):
        return None
    words = text[title:end]
    if _NUMBERS_ONLY.match(words) or _BIG_NUMBER.match(words):
        return None
    opening = Opening(index, line.start, title, separator, numerals, _WEIGHTS[numerals[0].kind], 0.0)
    return _weighed(lines, opening, unsigned=unsigned)


_Head = tuple[tuple[Numeral, ...], str, int]


def _labelled(lines: Lines, line: Line, noisy: bool) -> _Head | None:
    """Read "Phần thứ nhất", "Chương II", "Điều 5.", "Nội dung 1:"."""
    return read_label(lines.text, lines.folded, line.bare, line.end, noisy=noisy)


def _compound(lines: Lines, line: Line, noisy: bool) -> _Head | None:  # noqa: ARG001 - one signature for all readers
    """Read "2.1.", "II.3", "1.2.1"."""
    found = _COMPOUND.match(lines.text, line.bare, line.end)
    if found is None:
        return None
    *prefix, last = found["parts"].split(".")
    if not 0 < int(last) <= 40:
        return None
    numeral = Numeral("decimal", int(last), found["parts"], 0.0, tuple(prefix))
    return (numeral,), found["separator"], found.end()


def _counted(lines: Lines, line: Line, noisy: bool) -> _Head | None:
    """Read a numeral with its sign: "I.", "1-", "a)", "I11."."""
    found = _COUNTED.match(lines.text, line.bare, line.end)
    if found is None:
        return None
    glyphs, separator = found["glyphs"], found["separator"].strip()
    numerals = readings(glyphs, noisy=noisy)
    if not found["space"] and found.end() < line.end and not _may_touch(glyphs, lines.text[found.end()]):
        return None
    if len(glyphs) > 2 and separator not in (".", ")", "/", ":", "-") and len(separator) < 2:
        return None
    return (numerals, separator, found.end()) if numerals else None


def _may_touch(glyphs: str, following: str) -> bool:
    """Tell whether a title may follow the sign without a blank: "V.POI TUONG", "1.Mục đích"; not "a.m", "P.GD"."""
    if following in '*_“"(':
        return True
    return following.isupper() and not (len(glyphs) == 1 and glyphs.isupper() and glyphs not in "IVX")


def _unsigned(lines: Lines, line: Line, noisy: bool) -> _Head | None:  # noqa: ARG001 - one signature for all readers
    """Read a numeral without a sign before a capital: "I Mục đích", "A ĐIỀU LỆ", "1 Nội dung"."""
    found = _BARE.match(lines.text, line.bare, line.end)
    if found is None or line.mark:
        return None
    words = lines.text[found.end() : line.end]
    glyphs = found["glyphs"]
    if not (words[0].isupper() or words[0] in '“"'):
        return None
    if glyphs in "ABCDEFGHĐ" and not is_caps(words):
        return None
    return readings(glyphs, noisy=False), "", found.end()


def _next_line_titles(lines: Lines, index: int) -> bool:
    """Tell whether the line below may hold the title of a numeral that stands alone on line `index`."""
    if index + 1 >= len(lines.items):
        return False
    below = lines.items[index + 1]
    words = lines.text[below.bare : below.end]
    return not below.mark and words[0].isalpha() and _COUNTED.match(words) is None


def _weighed(lines: Lines, opening: Opening, *, unsigned: bool) -> Opening:
    """Return `opening` with what its words and its place say for and against it."""
    line = lines.items[opening.line]
    words = lines.text[opening.title : line.end]
    kind = opening.numerals[0].kind
    weight, doubt = opening.weight, 0.0
    bare_number = kind == "arabic" and not opening.separator and not unsigned
    if is_caps(words) and not bare_number:
        weight += _CAPS_WEIGHT
    if words.endswith(":"):
        weight += _COLON_WEIGHT
    if bare_number:
        doubt += _NO_SIGN
    elif not opening.separator and kind in ("roman", "letter", "arabic"):
        doubt += _NO_SIGN_USUAL
    if not words:
        doubt += _NO_TITLE.get(kind, 1.0)
    if _belongs_above(lines, opening.line, kind):
        doubt += _BELONGS_ABOVE[kind]
    elif not lines.ends_paragraph(opening.line - 1) and not _follows_heading(lines, opening.line):
        doubt += _MID_SENTENCE
    if words[:1].islower():
        doubt += _SMALL_INITIAL.get(kind, _SMALL_INITIAL_ELSE)
    elif words[:1].isdigit():
        doubt += 1.2
    if _LEGAL_BASIS.match(lines.folded, opening.title, line.end):
        doubt += _LEGAL_BASIS_DOUBT if opening.line < len(lines.items) // 4 else 0.0
    if "\t" in words or words.count(" | ") > 0:
        doubt += _TABLE_DOUBT
    return replace(opening, weight=weight, doubt=doubt)


def _belongs_above(lines: Lines, index: int, kind: Kind) -> bool:
    """Tell whether the line above ends in a word that a numeral of `kind` belongs to."""
    pattern = {"roman": _BEFORE_ROMAN, "arabic": _BEFORE_NUMBER}.get(kind)
    if pattern is None or index == 0 or lines.items[index].gap:
        return False
    above = lines.items[index - 1]
    return pattern.search(lines.text[max(above.start, above.end - 14) : above.end].lower()) is not None


def _follows_heading(lines: Lines, index: int) -> bool:
    """Tell whether the line above is in capitals, so that no sentence can be running on from it."""
    return index > 0 and is_caps(lines.words(index - 1))


def _writes_without_sign(lines: Lines) -> bool:
    """Tell whether the plan puts no sign behind its topmost numerals."""
    return any(_roman_without_sign(lines, line) for line in lines.items)


def _roman_without_sign(lines: Lines, line: Line) -> bool:
    found = _BARE.match(lines.text, line.bare, line.end)
    if found is None or line.mark or found["glyphs"].isdigit():
        return False
    words = lines.text[found.end() : line.end]
    return words[0].isupper() and (is_caps(words) or (len(words) < 60 and found["glyphs"] not in "ABCDEFGHĐ"))
