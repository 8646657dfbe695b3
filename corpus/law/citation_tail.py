"""What follows a document's number: its day, who issued it and what it is about, in the order of the text.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6 wants kind, number, day, issuer, subject; in use the day and the issuer change
places, either may be missing, and a page may end between any two of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from corpus.date_patterns import DAY_WORD, DateParts, full_date, parts_of
from corpus.law.citation_bodies import expected_names, letters_of
from corpus.law.citation_issuers import IssuerMark, read_issuer
from corpus.law.citation_kinds import NUMERO, names_pattern
from corpus.law.citation_numbers import GAP, MARKS
from corpus.plan import Span
from corpus.text import fold

MAX_SUBJECT: Final = 420
_DATE: Final = re.compile(
    rf"{MARKS}{GAP}(?P<mark>[,(]?)[ ]?(?:(?:duoc )?(?:ban hanh|ky|phat hanh|ra|de|cap)[ ]{{1,2}}(?=ng))?"
    rf"(?:cung[ ](?=ng))?(?:{DAY_WORD}[ ]{{1,3}}(?=ng))?{full_date()}"
)
# "được Quốc hội khóa XV, kỳ họp thứ 3 thông qua ngày 15/6/2022"
_PASSED: Final = re.compile(rf"{GAP},?[ ]?(?:da )?duoc{GAP}quoc{GAP}hoi[^;.()]{{0,110}}?thong{GAP}qua(?={GAP}ngay)")
_SHORT_YEAR: Final = re.compile(
    rf"{GAP},?[ ]?{DAY_WORD}[ ]{{0,2}}([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{2}})(?![0-9/])"
)
# A day left blank: "ngày      tháng 9 năm 2021", "ngày …/9/2021", "tháng 9 năm 2021".
_BLANK_DAY: Final = re.compile(
    rf"{GAP},?[ ]?(?:{DAY_WORD}[ .]{{1,20}}(?:thang|/)|thang[ ](?=[0-9]))[ .]{{0,12}}[0-9]{{0,2}}[ .]{{0,12}}"
    r"(?:nam|/)[ .]{0,8}(?P<year>[0-9]{0,4})"
)
_YEAR: Final = re.compile(rf"{GAP}(?:\(sua doi\)[ ]?)?nam[ ]{{1,3}}((?:19|20)[0-9]{{2}})(?![0-9/-]|[ ]?-[ ]?[0-9])")
_LEAD: Final = re.compile(
    rf"{GAP}[,:(]?[ ]?(?P<lead>v/v|ve viec|ve|vv|quy dinh|ban hanh|huong dan|phe duyet|sua doi|thi hanh|trien khai"
    r"|thuc hien|to chuc|phat dong|cong bo)(?![a-z])(?![ ](?:so|lien tich so)[ ]?:?[ ]?[0-9])"
)
_COMMA: Final = re.compile(r",[ \n]{1,3}(?=[a-z])")
_AFTER_ISSUER: Final = re.compile(rf"[ ]?(?:[;.,)]|$|{GAP}(?:v/v|ve)(?![a-z]))")
# A number that follows these words is what the subject is about: "về việc thực hiện Chỉ thị số 19/CT-TTg".
_ABOUT: Final = re.compile(r"(?:hien|hanh|khai|cua|theo|trong|voi|tai|quan triet|va)[ \n]{1,3}$")


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands after a number; `end` is where the citation ends (the subject lies beyond it)."""

    end: int
    day: date | None = None
    day_span: Span | None = None
    year: int | None = None
    issuer: IssuerMark | None = None


def read_tail(
    text: str, folded: str, at: int, *, joint: bool = False, damaged: bool = False, expected: tuple[str, ...] = ()
) -> Tail:
    """Return day and issuer that follow a number ending at `at`, in either order; see `read_issuer`."""
    tail = _with_day(folded, Tail(at))
    passed = _PASSED.match(folded, at)
    if passed is not None and (voted := _with_day(folded, Tail(passed.end()))).day_span is not None:
        return voted
    issuer = read_issuer(text, folded, tail.end, joint=joint, damaged=damaged, expected=expected)
    if issuer is None:
        return tail
    tail = Tail(issuer.span.end, tail.day, tail.day_span, tail.year, issuer)
    return tail if tail.day_span else _with_day(folded, tail)


def with_issuer_apart(text: str, folded: str, tail: Tail, parts: tuple[str, ...]) -> Tail:
    """Return `tail` with the issuer behind a bare comma ("số 66/KH-UBND, UBND huyện Tân Hưng"), and the day after it.

    It must be a body that the symbol's folded `parts` stand for, and the clause must end there or say what the document
    is about: "…, UBND huyện ban hành kế hoạch" is the next clause.
    """
    comma = _COMMA.match(folded, tail.end) if tail.issuer is None else None
    issuer = read_issuer(text, folded, comma.end()) if comma else None
    if issuer is None or not _stands_for(parts, issuer.name):
        return tail
    with_issuer = replace(tail, end=issuer.span.end, issuer=issuer)
    dated = with_issuer if tail.day_span else _with_day(folded, with_issuer)
    return dated if dated.end > with_issuer.end or _AFTER_ISSUER.match(folded, dated.end) else tail


def _stands_for(parts: tuple[str, ...], name: str) -> bool:
    letters = letters_of(fold(name))
    return any(letters.startswith(letters_of(fold(expected))) for expected in expected_names(parts))


def _with_day(folded: str, tail: Tail) -> Tail:
    """Return `tail` with the day, or else the year, that stands at its end."""
    match = _DATE.match(folded, tail.end)
    if match is not None:
        start = min(match.start(group) for group in ("day", "n_day") if match[group])
        closed = match["mark"] == "(" and folded.startswith(")", match.end())
        return Tail(match.end() + closed, parts_of(match).to_date(), Span(start, match.end()), issuer=tail.issuer)
    short = _SHORT_YEAR.match(folded, tail.end)
    if short is not None:
        day = DateParts(2000 + int(short[3]), int(short[2]), int(short[1])).to_date()
        return Tail(short.end(), day, Span(short.start(1), short.end()), issuer=tail.issuer)
    blank = _BLANK_DAY.match(folded, tail.end)
    if blank is not None:
        year = int(blank["year"]) if len(blank["year"]) == 4 else None
        return Tail(blank.end(), year=year, issuer=tail.issuer)
    of_year = _YEAR.match(folded, tail.end)
    if of_year is not None:
        return Tail(of_year.end(), year=int(of_year[1]), issuer=tail.issuer)
    return tail


def read_subject(folded: str, at: int) -> Span | None:
    """Return what the document is said to be about after `at`: from "về việc", "quy định" … to the clause's end."""
    lead = _LEAD.match(folded, at)
    if lead is None:
        return None
    start = lead.start("lead")
    finish = _clause_end(folded, lead.end(), min(len(folded), start + MAX_SUBJECT))
    while finish > start and folded[finish - 1] in " ,:.-":
        finish -= 1
    return Span(start, finish) if finish > lead.end() else None


def _clause_end(folded: str, at: int, stop: int) -> int:
    """Return where the clause that `at` stands in ends; a document that the clause is about does not end it."""
    while True:
        end = _clause_ends().search(folded, at, stop)
        if end is None:
            return stop
        if end["document"] is None or not _ABOUT.search(folded[max(0, end.start() - 12) : end.start()]):
            return end.start()
        at = end.end()


@cache
def _clause_ends() -> re.Pattern[str]:
    actors = "truong|phong|ubnd|uy ban|lien doi|chi bo|so g|bo g|cong doan|hoi khuyen|nha truong|ban giam"
    return re.compile(
        r"[;\f)]|\n(?=[ ]{0,9}\n|[ ]{0,9}(?:[-+*•]|can cu|thuc hien|theo|[0-9ivx]{1,4}[./)])[ ]?)|\.(?=[ \n]|$)"
        rf"|,[ ](?=(?:{actors})[a-z ])|nhu sau"
        rf"|(?<![a-z])(?P<document>(?:{names_pattern()})[ ]{NUMERO}[ ]?[0-9])"
    )
