"""Openings: the places where a line may begin a numbered section, with all readings of its numeral.

An opening is only a possibility. It carries what speaks for a heading (`weight`: the cost of passing over it) and
against (`doubt`: the cost of taking it); `corpus.structure.sequence` weighs these together with the numerals around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from corpus.lines import Lines, is_caps
from corpus.numerals import Kind, Numeral
from corpus.structure.heads import Head, has_sign, read_head
from corpus.structure.labels import PERIODS
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


_EMPHASIS: Final = re.compile(r"[*_]*[ \t]*")
_NUMBERS_ONLY: Final = re.compile(r"[\d\s.,/:%()+-]+$")
# "TT. Phú Lộc, ngày …": what looks like a numeral shortens the kind of place.
_PLACE_AND_DAY: Final = re.compile(r"[^,;:]{2,30},\s*ng[a-z0-9]{1,2}y\s.{0,12}\bth[a-z0-9]{1,2}ng\s")
_OF_CONTENTS: Final = re.compile(r"[.…_]{5}[ .…_]*\d{1,3}$")  # a line of a table of contents: leaders and a page
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
# A row of a table looks the same.
_NO_SIGN: Final[dict[Kind, float]] = {"arabic": 2.7, "roman": 2.6, "letter": 0.8, "small": 2.2}
_SCORE: Final = 1.5  # … and ends in points
_NO_SIGN_USUAL: Final = 0.3  # in a plan that writes its numerals so
_COLON_WEIGHT: Final = 0.6
_NO_TITLE: Final = {"letter": 2.2, "small": 1.8, "arabic": 1.4}
# Words at the end of the line above that a numeral at a line's head belongs to: "… học kỳ" / "II. Nhà trường …".
_BEFORE_ROMAN: Final = re.compile(r"\b(?:học k[ỳì]|hoc k[yi]|hkì?|quý|giai đoạn|khóa|khoá|hạng|loại|lần thứ|lan thu)$")
_BEFORE_NUMBER: Final = re.compile(r"(?:\b(?:ngày|tháng|số|lúc|điều|khoản|quý|lần thứ)|[-–(])$")
_BELONGS_ABOVE: Final = {"roman": 5.0, "arabic": 2.6}
_MID_SENTENCE: Final = 2.2
_SMALL_INITIAL: Final = {"roman": 2.0, "letter": 2.0, "small": 0.2, "small-roman": 0.2}
_SMALL_INITIAL_ELSE: Final = 0.9
_LEGAL_BASIS_DOUBT: Final = 4.0
_TABLE_DOUBT: Final = 5.0


def find_openings(lines: Lines, *, recognised: bool = False) -> tuple[Opening, ...]:
    """Return all lines of `lines` that may begin a numbered section, in order.

    Where the text was `recognised`, or its diacritics are damaged as recognition damages them, numerals may be too.
    """
    noisy = recognised or diacritics_state(lines.text) != "full"
    heads = [(index, read_head(lines, line, noisy=noisy)) for index, line in enumerate(lines.items)]
    known = [(index, head) for index, head in heads if head is not None and head.numerals]
    unsigned = _writes_without_sign(head for _, head in known)
    openings = (_opening(lines, index, head, unsigned=unsigned) for index, head in known)
    return _without_lone_periods(tuple(opening for opening in openings if opening is not None))


def _without_lone_periods(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """Return `openings` without a month (quarter, term) that has none beside it: the title's, or a date's."""
    words = Counter(opening.numerals[0].word for opening in openings)
    return tuple(o for o in openings if words[o.numerals[0].word] > 1 or o.numerals[0].word not in PERIODS)


def _writes_without_sign(heads: Iterable[Head]) -> bool:
    """Tell whether the plan puts no sign behind its Roman numerals; rows of a table that count so are outnumbered."""
    signs = [bool(head.separator) for head in heads if head.numerals[0].kind == "roman"]
    return signs.count(False) > signs.count(True)


def _opening(lines: Lines, index: int, head: Head, *, unsigned: bool) -> Opening | None:
    """Return line `index`, which begins with `head`, as an opening, or ``None`` where no title can follow."""
    line = lines.items[index]
    emphasis = _EMPHASIS.match(lines.text, head.words, line.end)
    title = emphasis.end() if emphasis else head.words
    if title >= line.end and not _next_line_titles(lines, index):
        return None
    words = lines.text[title : line.end]
    if _NUMBERS_ONLY.match(words) or _BIG_NUMBER.match(words):
        return None
    if _PLACE_AND_DAY.match(lines.folded, title, line.end) or _OF_CONTENTS.search(lines.text, title, line.end):
        return None
    weight = _WEIGHTS[head.numerals[0].kind]
    opening = _weighed(
        lines, Opening(index, line.start, title, head.separator, head.numerals, weight, 0.0), unsigned=unsigned
    )
    if "**" in lines.text[line.start : title]:  # bold numerals and plain ones are two lists
        return replace(opening, separator=f"**{opening.separator}")
    return opening


def _next_line_titles(lines: Lines, index: int) -> bool:
    """Tell whether the line below may hold the title of a numeral that stands alone on line `index`."""
    if index + 1 >= len(lines.items):
        return False
    below = lines.items[index + 1]
    return not below.mark and lines.text[below.bare].isalpha() and not has_sign(lines, index + 1)


def _weighed(lines: Lines, opening: Opening, *, unsigned: bool) -> Opening:
    """Return `opening` with what its words and its place say for and against it."""
    line = lines.items[opening.line]
    words = lines.text[opening.title : line.end]
    alone = not words
    if alone:
        words = lines.words(opening.line + 1)
    kind = opening.numerals[0].kind
    weight, doubt = opening.weight, 0.0
    no_sign = not opening.separator and kind in _NO_SIGN
    if is_caps(words) and not (no_sign and kind == "arabic" and not unsigned):
        weight += _CAPS_WEIGHT
    if words.endswith(":"):
        weight += _COLON_WEIGHT
    if no_sign:
        doubt += _NO_SIGN_USUAL if unsigned else _NO_SIGN[kind]
        doubt += _SCORE if words[-1].isdigit() else 0.0
    if alone:
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
