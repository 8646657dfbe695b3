"""Years that numbers should carry and that were left out: "Thông tư 22/TT-BGDĐT ngày 06/8/2020" -> "22/2020/TT-BGDĐT".

Circulars and decrees carry the year in their number (Nghị định 34/2016/NĐ-CP). It comes, in this order, from the
document of the register with that day, from another mention in the text, from the document of the register with that
day and month (the year beside them is then a slip), from the year written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from corpus.law.citation_mentions import Mention
from corpus.law.citation_register import Lookup
from corpus.law.model import LegalDocument
from corpus.law.numbers import NumberParts
from corpus.law.symbols import ministries

_YEARLY: Final = (("tt",), ("nd",), ("ttlt",), ("nqlt",))  # symbols of the kinds whose complete number carries the year


def with_years(mentions: Sequence[Mention], lookup: Lookup) -> list[Mention]:
    """Return `mentions` with the year in every number that lacks it, where it can be told."""
    lacking = [_lacks_year(mention, lookup) for mention in mentions]
    if not any(lacking):
        return list(mentions)
    known: dict[tuple[str, str], set[int]] = {}
    for mention, lacks in zip(mentions, lacking, strict=True):
        year = _year_of_day(mention, lookup) if lacks else _year_in_number(mention)
        if mention.number and year:
            known.setdefault(_without_year(mention), set()).add(year)
    return [_completed(m, known, lookup) if lacks else m for m, lacks in zip(mentions, lacking, strict=True)]


def _lacks_year(mention: Mention, lookup: Lookup) -> bool:
    """Tell whether the number should carry a year.

    Those of before 1996 ("08/TT"), of a "Thông tri" and of joint resolutions of local bodies do not.
    """
    if mention.number is None or mention.has_year or mention.parts[:1] not in _YEARLY or mention.kind == "Thông tri":
        return False
    if mention.parts[0] == "nqlt" and not ministries() & set(mention.parts):
        return False
    return all(document.year_in_number for document in lookup.numbered(mention.number))


def _completed(mention: Mention, known: dict[tuple[str, str], set[int]], lookup: Lookup) -> Mention:
    elsewhere = known.get(_without_year(mention), set())
    certain = (
        _year_of_day(mention, lookup)
        or (next(iter(elsewhere)) if len(elsewhere) == 1 else None)
        or _year_of_day_and_month(mention, lookup)
    )
    year = certain or (mention.day.year if mention.day else mention.year)
    parts = mention.number_parts
    if year is None or parts is None:
        return mention
    return replace(mention, number=NumberParts(parts.serial, year, parts.symbols).text, has_year=certain is not None)


def _year_of_day(mention: Mention, lookup: Lookup) -> int | None:
    if mention.number is None or mention.day is None:
        return None
    return _only_year(d for d in lookup.numbered(mention.number) if d.issued == mention.day)


def _year_of_day_and_month(mention: Mention, lookup: Lookup) -> int | None:
    if mention.number is None or mention.day is None:
        return None
    written = (mention.day.month, mention.day.day)
    same = (d for d in lookup.numbered(mention.number) if d.issued and (d.issued.month, d.issued.day) == written)
    return _only_year(same)


def _only_year(documents: Iterable[LegalDocument]) -> int | None:
    years = {document.issued.year for document in documents if document.issued}
    return years.pop() if len(years) == 1 else None


def _year_in_number(mention: Mention) -> int | None:
    return mention.number_parts.year if mention.number_parts else None


def _without_year(mention: Mention) -> tuple[str, str]:
    key = mention.number_key
    return (key[0], key[2]) if key else ("", "")
