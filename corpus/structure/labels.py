"""Numerals that are announced by a word: "Phần thứ nhất", "Chương II", "Điều 5.", "Nội dung 1:", "Đợt thứ hai từ …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from corpus.noise import similarity, skeleton
from corpus.numerals import Kind, Numeral, readings
from corpus.text import fold

_WORDS: Final[dict[Kind, tuple[str, ...]]] = {
    "part": ("Phần", "Phụ lục"),
    "chapter": ("Chương",),
    "division": ("Mục",),
    "article": ("Điều",),
    "label": (
        *("Nội dung", "Đợt", "Giai đoạn", "Nhiệm vụ", "Giải pháp", "Bước", "Tiêu chí", "Tiêu chuẩn", "Chỉ tiêu"),
        *("Hoạt động", "Chuyên đề", "Mục tiêu", "Nhóm", "Vòng", "Cấp độ", "Lĩnh vực", "Khoản", "Chương trình", "Tuần"),
        *("Phong trào", "Cuộc vận động", "Công trình", "Chủ đề", "Chủ điểm", "Phần việc"),
    ),
}
_KIND_OF: Final = {word: kind for kind, words in _WORDS.items() for word in words}
_BY_SKELETON: Final = {skeleton(word): word for word in _KIND_OF}
_ALIKE: Final = 0.75

_LINE: Final = re.compile(
    r"(?P<word>[^\W\d_]\S*?(?:[ ]\S{2,7}?)??)[ ]{1,3}(?P<nth>th\S{1,2}[ ]{1,2})?(?P<number>[^\W_]{1,5})"
    r"(?P<separator>[ ]?[.:)/\-]{1,2}(?=\s|$|\*|[^\W\d_])|(?=\s*$)|(?=[ ](?:tu|nam|thang|\()))"
)
# A stretch of the year over what is planned for it, alone on its line: "THÁNG 9/2024", "Tháng 9 + 10:", "Quý I/2025".
PERIODS: Final = {"thang": "Tháng", "quy": "Quý", "hoc ky": "Học kỳ"}
_PERIOD: Final = re.compile(
    r"(?P<word>thang|quy|hoc ky)[ ]{1,2}(?P<number>0?[1-9]|1[0-2]|i{1,3}|iv)(?:[ ]?[,+&-][ ]?[0-9]{1,2}(?![0-9]))*"
    r"(?:[ ]?[/-][ ]?20[0-9][0-9]|[ ]nam[ ](?:hoc[ ])?20[0-9][0-9])?[ ]?[:.]{0,2}[* ]*"
    r"(?=$|\(|(?:[-–:][ ]?)?[*\"“]*chu (?:diem|de)\b)"
)
_ORDINALS: Final = {
    "nhat": (1, "nhất"),
    "mot": (1, "một"),
    "nhi": (2, "nhì"),
    "hai": (2, "hai"),
    "ba": (3, "ba"),
    "tu": (4, "tư"),
    "bon": (4, "bốn"),
    "nam": (5, "năm"),
    "sau": (6, "sáu"),
    "bay": (7, "bảy"),
    "tam": (8, "tám"),
    "chin": (9, "chín"),
    "muoi": (10, "mười"),
}


def read_label(
    text: str, folded: str, start: int, end: int, *, noisy: bool
) -> tuple[tuple[Numeral, ...], str, int] | None:
    """Return the announced numeral at `start` with its readings, the sign behind it and the offset of what follows.

    `folded` is the folded `text`. With `noisy` the announcing word may be damaged. A stretch of the year is its own
    title, so that what follows begins with it.
    """
    period = _PERIOD.match(folded, start, end) if text[start].isupper() else None
    if period is not None:
        return (_period(period["word"], period["number"]),), "", start
    found = _LINE.match(folded, start, end)
    if found is None:
        return None
    word = _BY_SKELETON.get(skeleton(found["word"])) or (_damaged(found["word"]) if noisy else None)
    if word is None:
        return None
    written = text[found.start("number") : found.end("number")]
    if found["nth"]:
        numerals = tuple(_ordinals(f"{word} thứ", found["number"]))
    else:
        numerals = (*_cardinals(word, found["number"]), *_counted(word, written, noisy=noisy))
    named = tuple(replace(numeral, kind=_KIND_OF[word], word=fold(word)) for numeral in numerals)
    return (named, found["separator"].strip(), found.end()) if named else None


def _period(word: str, number: str) -> Numeral:
    """Return the numeral of a stretch of the year."""
    value, written = (int(number), str(int(number))) if number.isdigit() else (len(number), number.upper())
    if number == "iv":
        value = 4
    return Numeral("label", value, f"{PERIODS[word]} {written}", word=word)


@lru_cache(maxsize=4096)
def _damaged(word: str) -> str | None:
    """Return the announcing word that `word` was before it was damaged."""
    likeness, best = max((similarity(word, known), known) for known in _KIND_OF)
    return best if likeness >= _ALIKE and len(word) > 2 else None


def _ordinals(lead: str, number: str) -> Iterator[Numeral]:
    """Yield the ordinal `number` behind "thứ", damaged or not."""
    known = _ORDINALS.get(number) or _ORDINALS[max(_ORDINALS, key=lambda word: similarity(number, word))]
    yield Numeral("label", known[0], f"{lead} {known[1]}")


def _cardinals(word: str, number: str) -> Iterator[Numeral]:
    """Yield the number that is written as a word: "Phần hai"."""
    known = _ORDINALS.get(number)
    if known is not None and len(number) > 1:
        yield Numeral("label", known[0], f"{word} {known[1]}")


def _counted(word: str, written: str, *, noisy: bool) -> Iterator[Numeral]:
    """Yield the readings of a number in figures or capitals: "Chương II", "Đợt 1", "Phần A"."""
    if written.islower() and not noisy:
        return
    for numeral in readings(written, noisy=noisy):
        if numeral.kind in ("arabic", "roman", "letter"):
            yield replace(numeral, text=f"{word} {numeral.text}")
