"""Regular expressions for Vietnamese dates, over folded text, for every module that meets a date.

All patterns are meant for `corpus.text.fold`-ed text, so that what they match can be pointed at in the original.
The words around the numbers may be damaged by a recogniser ("ngdy 06 thang 5 nim 2024", "l0 thdng 11"); inside a
date that is spelled out the numbers hold them in place, so they are matched by their outline only.

`full_date(prefix)` gives the pattern of one complete date for use inside a larger expression (a citation, an
anniversary); `parts_of(match, prefix)` reads its numbers.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

# A digit, or a letter that a recogniser puts for one (o for 0; l, i, | for 1); at least one true digit.
_DIGIT: Final = r"[0-9oil|]"
NUMBER: Final = rf"(?<![^\W_])(?=[oil|]?[0-9]){_DIGIT}{{1,2}}(?!{_DIGIT})"
YEAR: Final = r"(?=[oil|]*[0-9])[0-9oil|][0-9o][0-9o][0-9oil|](?![0-9a-z])"

# Outlines of the three words: "ngay", "ngdy", "nghy"; "thang", "thdng", "th4ng"; "nam", "nim", "ndam", "n4m".
DAY_WORD: Final = r"ng[a-z0-9]{1,2}[yv]"
MONTH_WORD: Final = r"th(?!ong|uong|ung|ieng)[a-z0-9]{1,3}g"  # however damaged, but not "truyền thống", "thưởng"
YEAR_WORD: Final = r"n[a-z0-9]{1,2}(?:m|rn)"
# The year word where nothing else holds it in place: only the forms in which recognisers are known to leave it.
YEAR_WORD_ALONE: Final = r"(?:nam|nim|ndm|ndam|narn|n4m|nfm)"

# "hằng năm", "hàng năm", "mỗi năm"
YEARLY: Final = rf"(?:hang|h[ai4]ng|moi)\s+{YEAR_WORD}"

# What joins the two ends of a range or the members of a list of days.
JOINT: Final = r"(?:\s*(?:-|~|,|;|va|den|dén|toi|het|ngay)\s*)+"


class DateParts(NamedTuple):
    """The numbers of a date as written; a number that is not written is ``None``."""

    year: int | None
    month: int | None
    day: int | None

    def to_date(self) -> date | None:
        """Return the day named, or ``None`` where a number is missing or no calendar has such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def number_of(written: str) -> int:
    """Return the number in `written`, read through the letters that recognisers put for digits."""
    return int(written.translate(_AS_DIGITS))


_AS_DIGITS: Final = str.maketrans("oil|", "0111")


def spelled_date(prefix: str = "", *, year_required: bool = True) -> str:
    """Return the pattern of "[ngày] 25 tháng 3 năm 2024" or "[ngày] 25 tháng 3/2024", with groups named by `prefix`."""
    year = (
        rf"(?:\s*,?\s*{YEAR_WORD}\s*:?\s*(?P<{prefix}year>{YEAR})|\s*[/.,-]\s*(?P<{prefix}year_after_slash>{YEAR})"
        rf"|\s+(?P<{prefix}year_alone>(?:19|20)[0-9][0-9])(?![0-9/-]))"
    )
    return (
        rf"(?:(?<![a-z0-9]){DAY_WORD}\s*[:,]?\s*)?(?P<{prefix}day>{NUMBER})\s*{MONTH_WORD}\s*"
        rf"(?P<{prefix}month>{NUMBER}){year}{'' if year_required else '?'}"
    )


def numeric_date(prefix: str = "") -> str:
    """Return the pattern of "25/3/2024", "25-3-2024", "25.3.2024" and "30/12 năm 2016", with an optional "ngày"."""
    day, month, year = (f"(?P<{prefix}{name}>" for name in ("n_day", "n_month", "n_year"))
    return (
        rf"(?:(?<![a-z0-9]){DAY_WORD}\s*[:,]?\s*)?(?<![0-9/.]){day}{NUMBER})\s*(?P<{prefix}sep>[/.-])\s*"
        rf"{month}{NUMBER})"
        rf"\s*(?:(?P={prefix}sep)\s*|,?\s*{YEAR_WORD}\s*){year}{YEAR})(?!\s?/)"
    )


def full_date(prefix: str = "") -> str:
    """Return the pattern of one complete date, spelled out or in numbers, as a group that can be quantified."""
    return rf"(?:{spelled_date(prefix)}|{numeric_date(prefix)})"


def parts_of(match: re.Match[str], prefix: str = "") -> DateParts:
    """Return the numbers that a match of one of the patterns above holds under `prefix`."""
    found = match.groupdict()

    def first(*names: str) -> int | None:
        written = next((found[prefix + name] for name in names if found.get(prefix + name)), None)
        return None if written is None else number_of(written)

    return DateParts(
        year=first("year", "year_after_slash", "year_alone", "n_year"),
        month=first("month", "n_month"),
        day=first("day", "n_day"),
    )
