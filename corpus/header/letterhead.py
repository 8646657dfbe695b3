"""The letterhead of an administrative document: bodies, number, place and date (Nghị định 30/2020/NĐ-CP, Phụ lục I).

The two columns of a letterhead reach us in any order: one after the other, line by line side by side, or cell by cell.
What belongs to the right column (national title, motto, place and date) has a shape of its own and is taken out; what
remains above the title is the left column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.date_patterns import (
    DAY_WORD,
    MONTH_WORD,
    NUMBER,
    YEAR,
    YEAR_WORD,
    DateParts,
    full_date,
    number_of,
    parts_of,
)
from corpus.header.bodies import MOTTO, NATIONAL_TITLE, load_bodies, standing_of
from corpus.noise import similarity
from corpus.plan import Span
from corpus.text import fold, fold_key

# --- the head's lines ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one line: the whole of it, or one cell of a table row. `folded` is its folded text.

    `cell` counts the cells of the row from 0.
    """

    start: int
    end: int
    text: str
    folded: str
    after_blank: bool = False
    cell: int = 0


# A wide gap parts two cells, unless it is a blank left to fill: "ngày       tháng", "Số:     /KH". So do the ends of
# two bold words in a row: the paragraphs of a cell, which tables in Markdown put on one line.
_GAP: Final = re.compile(
    r"\t+|\s*\|\s*|(?<=\S)\*{1,3}[ ]+\*{1,3}(?=[^\s*])|\s*<br ?/?>\s*"
    r"|(?<!ngày)(?<!ngay)(?<!NGÀY)(?<![ \u00a0:.,…])[ \u00a0]{3,}(?!tháng|thang|THÁNG|năm|nam|/|-|–)|$"
)
_MARKUP: Final = "*_#> \u00a0\t\f\r|"


def lines_of(text: str, folded: str, start: int, end: int) -> Iterator[Line]:
    """Yield the non-empty lines of ``text[start:end]`` without markup, cells of a row (tabs, bars, wide gaps) apart."""
    at, blank = start, True
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        cell = 0
        begin = at
        for gap in _GAP.finditer(text, at, stop):
            finish = gap.start()
            while begin < finish and text[begin] in _MARKUP:
                begin += 1
            while begin < finish and text[finish - 1] in _MARKUP:
                finish -= 1
            if begin < finish:
                yield Line(begin, finish, text[begin:finish], folded[begin:finish], blank and not cell, cell)
                cell += 1
            begin = gap.end()
        blank = not cell
        at = stop + 1


def is_capitals(text: str) -> bool:
    """Tell whether the words of `text` are written in capitals (abbreviations within do not matter)."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


# --- right column ----------------------------------------------------------------------------------------------------

_PARTY: Final = re.compile(r"dang\s+cong\s+san\s+viet\s+nam\s*$|^(?:chu\s+)?nghia\s+viet\s+nam\s*$")
# The Union and the Pioneers head the right column; behind these words they are part of a body's name.
_YOUTH: Final = re.compile(
    r"(?<=[a-z0-9])(?<!\bchi)(?<!\bbch)(?<!\bhanh)(?<!\bcua)\s+d(?:oan\s+tncs|oi\s+tntp)\s+h[a-z0-9]\s+chi\s+m[a-z]{2,3}\s*$"
)
_MOTTO_WORDS: Final = "doc lap - tu do - hanh phuc"


def left_of_right_column(folded: str) -> int:
    """Return where, in a line of the head, the national title or the motto begins; its length when neither is there."""
    found = [match.start() for pattern in (NATIONAL_TITLE, MOTTO, _PARTY, _YOUTH) if (match := pattern.search(folded))]
    if not found and 16 <= len(folded) <= 40 and not standing_of(folded) and similarity(folded, _MOTTO_WORDS) >= 0.6:
        return 0
    return min(found, default=len(folded))


# --- number ----------------------------------------------------------------------------------------------------------

_NUMBER: Final = re.compile(
    r"(?:\W{0,3}s(?:[o06b][0-9]?|[a-z0-9&]{1,2})\s*[:.;,]?\s*)?(?P<serial>[0-9oil|]{0,5}[0-9][a-z]?|)"
    r"(?:[\s.…_]*[-/]\s*|(?<=[0-9])\s+(?=(?:kh|qd|tb|bc|hd|ct)\s?[/-]))(?=[^\W\d])"
)
_SYMBOL_PART: Final = re.compile(r"\s*[-–—/.&]\s*|\s+")
_SYMBOL_WORD: Final = re.compile(r"[^\W_][\w&]*")


@dataclass(frozen=True, slots=True)
class NumberField:
    """The number and symbol: `value` is ``None`` where the number was left blank ("Số:     /KH-TH")."""

    start: int
    end: int
    value: str | None


def find_number(line: Line) -> NumberField | None:
    """Return the document's number in `line`, or ``None`` where the line holds none."""
    match = _NUMBER.match(line.folded)
    if not match:
        return None
    said = line.folded[match.start() : match.start("serial")].strip() != ""
    if not said and not match["serial"]:
        return None
    end = _end_of_symbol(line.text, match.end())
    symbol = re.sub("[–—]", "-", "".join(line.text[match.end() : end].split()))
    if not said and fold_kind(symbol) not in _KINDS_IN_SYMBOLS:
        return None
    separator = "/" if "/" in line.folded[match.end("serial") : match.end()] else "-"
    serial = match["serial"].translate(_AS_DIGITS)
    value = f"{serial}{separator}{symbol}" if serial else None
    return NumberField(line.start + match.start(), line.start + end, value)


def fold_kind(symbol: str) -> str:
    """Return the first part of a symbol, lower-cased: "KH" of "KH-THCS"."""
    return re.split(r"[-/.]", symbol.lower(), maxsplit=1)[0]


_AS_DIGITS: Final = str.maketrans("oil|", "0111")
_KINDS_IN_SYMBOLS: Final = frozenset(
    ("kh", "qđ", "qd", "tb", "bc", "ct", "hd", "qc", "đa", "da", "pa", "tt", "ttr", "cv")
)


def _end_of_symbol(text: str, start: int) -> int:
    """Return where a symbol ends: its parts are joined by strokes, or by a blank before more capitals ("THCS LC")."""
    match = _SYMBOL_WORD.match(text, start)
    end = match.end() if match else start
    while match:
        joint = _SYMBOL_PART.match(text, end)
        match = _SYMBOL_WORD.match(text, joint.end()) if joint else None
        if joint is None or match is None:
            break
        if not joint.group().strip() and not (match.group().isupper() and len(match.group()) <= 8):
            break
        if match.group().lower() in _PLACE_LEADS and text.startswith((".", " "), match.end()):
            break  # the place, "TT. Phú Lộc"
        end = match.end()
    return end


# --- place and date --------------------------------------------------------------------------------------------------

_BLANK: Final = r"[\s.…_]*"
_PLACE_DATE: Final = re.compile(
    rf"(?P<comma>[,;.:]?)\s*(?<![a-z0-9]){DAY_WORD}\s*(?:m[ou]ng\s+)?(?P<day>{NUMBER}|{_BLANK})\s*{MONTH_WORD}\s*"
    rf"(?P<month>{NUMBER}|{_BLANK})\s*{YEAR_WORD}\s*(?P<year>{YEAR}|[0-9]{{0,3}}{_BLANK})"
)
_PLACE_NUMERIC: Final = re.compile(rf"(?P<comma>,)\s*{full_date('x_')}")
_WORDS: Final = re.compile(r"[^\W_][^\s,;:]*")
_PLACE_LEADS: Final = frozenset(
    (
        "thi",
        "tran",
        "thanh",
        "pho",
        "xa",
        "phuong",
        "quan",
        "huyen",
        "tinh",
        "tp.",
        "tp",
        "tx.",
        "tx",
        "tt.",
        "tt",
        "q.",
        "p.",
        "dac",
        "khu",
    )
)


_DAMAGED_LEAD: Final = re.compile(r"ph[a-z0-9]|th[a-z0-9]nh|th[ij]|x[a-z0-9]|tr[a-z0-9]n|qu[a-z0-9]n|hu?y[a-z0-9]n")


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Place and date line. `date` is ``None`` in its missing numbers ("ngày       tháng 9 năm 2017")."""

    start: int
    end: int
    place: Span | None
    date: DateParts
    date_start: int


def find_place_date(line: Line, *, strict: bool = False) -> PlaceDate | None:
    """Return the place and date in `line`; `strict` asks for a place and the line to hold nothing else after it."""
    match = _PLACE_DATE.search(line.folded)
    parts = None
    if match:
        parts = DateParts(*(_figure(match[name]) for name in ("year", "month", "day")))
    else:
        match = _PLACE_NUMERIC.search(line.folded)
        if match:
            parts = parts_of(match, "x_")
    if match is None or parts is None:
        return None
    place = _place_before(line, match.start())
    if place is None and (strict or match.start() > 12):
        return None
    if strict and len(line.folded) - match.end() > 3:
        return None
    start = place.start if place else line.start + match.start()
    date_start = line.start + match.end("comma")
    while line.text[date_start - line.start].isspace():
        date_start += 1
    return PlaceDate(start, line.start + match.end(), place, parts, date_start)


def _figure(written: str) -> int | None:
    figures = written.strip(" .…_\u00a0\n")
    return number_of(figures) if re.fullmatch(rf"{NUMBER}|{YEAR}", figures) else None


def _place_before(line: Line, end: int) -> Span | None:
    """Return the words with capitals that end at `end` of the line: the place's name."""
    words = list(_WORDS.finditer(line.text, 0, end))
    chosen: list[re.Match[str]] = []
    for word in reversed(words):
        gap = line.text[word.end() : chosen[0].start() if chosen else end].strip()
        small = line.folded[word.start() : word.end()]
        named = (
            word.group()[0].isupper()
            or (word.group().isdigit() and len(word.group()) <= 2)
            or small in _PLACE_LEADS
            or _DAMAGED_LEAD.fullmatch(small) is not None
        )
        if gap or not named or len(chosen) == 6 or "/" in word.group():
            break
        if chosen and _is_shouted(word.group(), small) and not _is_shouted(chosen[-1].group(), small):
            break  # the end of the left column: "TRƯỜNG THCS PHÚ LÂM Phú Lâm, ngày …"
        chosen.insert(0, word)
    if not chosen:
        return None
    return Span(line.start + chosen[0].start(), line.start + chosen[-1].end())


def _is_shouted(word: str, small: str) -> bool:
    """Tell whether `word` is set in capitals (a slip allowed) and no short form that leads a place ("TP", "TT.")."""
    capitals = sum(map(str.isupper, word))
    return capitals > 1 and capitals >= 0.6 * len(word) and not (len(word) <= 3 and small in _PLACE_LEADS)


# --- left column -----------------------------------------------------------------------------------------------------

_NOISE_LINE: Final = re.compile(r"[\W\d_]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One body's name in the left column, over as many lines as it takes; `text` has single blanks."""

    start: int
    end: int
    text: str


def left_column(lines: list[Line]) -> list[Unit]:
    """Return the names of bodies that stand in the lines above the title, from the highest down."""
    units: list[Unit] = []
    open_unit = False
    for line in lines:
        text = line.text[: left_of_right_column(line.folded)].rstrip(" -–—_*.\t")
        number = find_number(line)
        place_date = find_place_date(line)
        for field in (number, place_date):
            if field:
                text = text[: max(0, field.start - line.start)].rstrip(" ,")
        if _NOISE_LINE.match(text) or len(text) > 90:
            open_unit = open_unit and not number
            continue
        begins = standing_of(text) is not None and not (open_unit and _is_rest_of_name(units[-1].text, text))
        capitals = is_capitals(text)
        if begins and (capitals or len(text.split()) <= 14):
            units.append(Unit(line.start, line.start + len(text), " ".join(text.split())))
            open_unit = True
        elif open_unit and capitals and len(text.split()) <= 7:
            last = units.pop()
            units.append(Unit(last.start, line.start + len(text), f"{last.text} {' '.join(text.split())}"))
        else:
            open_unit = False
    return _joined(units)


def _is_rest_of_name(above: str, text: str) -> bool:
    """Tell whether `text` goes on with a school's name that begins like another: "TRƯỜNG TỘ" under "… NGUYỄN"."""
    school = load_bodies().mention
    return (
        fold(text).startswith("truong ")
        and school.match(f"{fold(text)} ") is None
        and school.match(f"{fold(above)} ") is not None
    )


_BARE: Final = frozenset(
    (
        "cong doan",
        "lien doi",
        "chi hoi",
        "chi hoi khuyen hoc",
        "hoi khuyen hoc",
        "chi bo",
        "chi doan",
        "ban dai dien cha me hoc sinh",
        "ban dai dien cmhs",
        "hoi cha me hoc sinh",
        "cong doan co so",
        "hoi cuu giao chuc",
        "thu vien",
        "doan thanh nien",
    )
)


def _joined(units: list[Unit]) -> list[Unit]:
    """Return the units, a bare "CÔNG ĐOÀN" or "LIÊN ĐỘI" joined with the school's name on the next line."""
    joined: list[Unit] = []
    for unit in units:
        if joined and fold_key(joined[-1].text) in _BARE and fold_key(unit.text).startswith("truong"):
            last = joined.pop()
            unit = Unit(last.start, unit.end, f"{last.text} {unit.text}")
        joined.append(unit)
    return joined
