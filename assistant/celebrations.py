"""The days that schools celebrate, as a conversation asks for them: which are meant, and how many years they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from assistant.phrasebook import Phrasebook, words_of
from corpus.text import fold

if TYPE_CHECKING:
    from corpus.law.model import AnniversaryDay

_DAY: Final = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})(?![\d/.-])")
_SPOKEN_DAY: Final = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})(?!\d)")
_MONTH: Final = re.compile(r"(?<!\w)thang\s+(\d{1,2})(?!\d)")


#: The month in which a school year begins (khung kế hoạch thời gian năm học: tựu trường tháng 8).
_SCHOOL_YEAR_BEGINS: Final = 8


@dataclass(frozen=True, slots=True)
class Jubilee:
    """A celebrated day in one year; `count` is ``None`` where years are not counted."""

    day: AnniversaryDay
    year: int

    @property
    def count(self) -> int | None:
        """How many years it is since the event."""
        counted = self.day.counted and self.day.year is not None and self.year > self.day.year
        return self.year - self.day.year if counted and self.day.year is not None else None

    @property
    def round(self) -> bool:
        """Whether the count is one that is celebrated on a larger scale (a multiple of five)."""
        return self.count is not None and self.count % 5 == 0


def jubilees(days: Iterable[AnniversaryDay], year: int, school_year: str | None = None) -> tuple[Jubilee, ...]:
    """Return `days` as they are celebrated in `year`, or within `school_year` ("2026-2027"), in their order."""
    opening = int(school_year[:4]) if school_year else None

    def year_of(day: AnniversaryDay) -> int:
        return year if opening is None else opening + (day.month < _SCHOOL_YEAR_BEGINS)

    return tuple(
        sorted((Jubilee(day, year_of(day)) for day in days), key=lambda each: (each.year, each.day.month, each.day.day))
    )


def days_named(message: str) -> tuple[AnniversaryDay, ...]:
    """Return the celebrated days that a turn names: by their name ("ngày Nhà giáo"), else by their date ("20/11")."""
    days = _register_days()
    named = {found.name for found in _names().find(words_of(message))}
    by_name = tuple(day for day in days if day.name in named)
    if by_name:
        return by_name
    folded = fold(message)
    dates = {(int(m[1]), int(m[2])) for pattern in (_DAY, _SPOKEN_DAY) for m in pattern.finditer(folded)}
    return tuple(day for day in days if (day.day, day.month) in dates)


def month_named(message: str) -> int | None:
    """Return the month that a turn names ("tháng 3 có ngày gì"), or ``None``."""
    found = _MONTH.search(fold(message))
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else None


def days_of_month(month: int | None) -> tuple[AnniversaryDay, ...]:
    """Return the celebrated days of a month, or of the whole year."""
    days = _register_days()
    return tuple(day for day in days if month is None or day.month == month)


def _register_days() -> Sequence[AnniversaryDay]:
    from corpus.law.register import load_register

    return load_register().anniversaries


@lru_cache(maxsize=1)
def _names() -> Phrasebook:
    """Return every day's names, also as people shorten them: without "Ngày" and without the country."""
    return Phrasebook({day.name: list(_said(day)) for day in _register_days()})


def _said(day: AnniversaryDay) -> Iterable[str]:
    for name in (day.name, *day.aliases):
        words = " ".join(words_of(re.sub(r"\(.*?\)", "", name)))
        short = words.removeprefix("ngày ").removeprefix("kỷ niệm ")
        yield from (form for form in {words, short, short.removesuffix(" việt nam")} if " " in form)
