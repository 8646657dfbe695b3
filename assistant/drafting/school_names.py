"""How a school is written: in full, by kind and name, by its name alone, by its initials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.drafting.numbers import symbol_of
from assistant.drafting.words import rule
from corpus.plan import Plan
from corpus.text import fold_key

# Bodies inside a school that make plans of their own.
_INNER_BODY: Final = re.compile(
    r"(?:ban chap hanh|chi hoi|hoi|cong doan|lien doi|doan|chi doan|chi bo|hoi dong|ban chi dao|ban to chuc|cdcs|bch)\b"
    r"[^,;.]*?\s(?=(?:truong|thcs|thpt|tieu hoc|mam non)\s)"
)
_KIND: Final = (
    r"trung hoc co so|trung hoc pho thong|pho thong dan toc (?:noi|ban) tru|pho thong|tieu hoc|mam non|mau giao|chuyen"
    r"|nang khieu|lien cap|ptdtnt|ptdtbt|dtnt|dtbt|thcs|thpt|ptth|ptcs|th|mn|mg|pt"
)
_JOINT: Final = r"(?:\s*(?:&|-|,|va)\s*|\s+)"
_KINDS: Final = rf"(?:{_KIND})(?:{_JOINT}(?:{_KIND}))*"
_PLACE_KIND: Final = re.compile(r"(?:huyen|quan|thi xa|xa|phuong|thi tran|tinh)\s+")
_LEAST_INITIALS: Final = 3


def inner_body(name: str) -> str | None:
    """Return the body inside a school that a name begins with ("Chi hội Khuyến học"), as written, or ``None``."""
    match = _INNER_BODY.match(fold_key(name))
    return name[: match.end()].strip() if match and len(fold_key(name)) == len(name) else None


def without_inner_body(key: str) -> str:
    """Return a folded name without the body inside the school that it begins with."""
    return _INNER_BODY.sub("", key, count=1)


def proper_name(school: str) -> str:
    """Return the folded name of a school without its kind: "Trường THPT chuyên Hoa Lư" -> "hoa lu"."""
    key = re.sub(r"^(?:cac )?truong\s+", "", without_inner_body(fold_key(school)))
    key = re.sub(rf"^{_KINDS}\s+", "", key)
    return re.sub(rf"^{_PLACE_KIND.pattern}", "", key)


@lru_cache(maxsize=32)
def name_pattern(school: str) -> re.Pattern[str] | None:
    """Return a pattern over folded text for every way of writing `school`: "THCS A", "trường Trung học cơ sở A"."""
    own = proper_name(school)
    if not own:
        return None
    name = re.escape(own).replace(r"\ ", r"\s+")
    kinds = _KINDS.replace(" ", r"\s+")
    return re.compile(
        rf"(?<![^\W_])(?:truong\s+(?:{kinds}\s+)?|(?:{kinds})\s+)(?:{_PLACE_KIND.pattern})?{name}(?![^\W_])"
    )


def abbreviations(plan: Plan) -> Iterator[str]:
    """Yield the abbreviations by which a plan may name its own school, in capitals: initials and symbol."""
    symbol = symbol_of(plan.header.number)
    school = plan.header.school
    initials = "".join(_letters(school)) if school else ""
    for short in {symbol or "", initials, re.sub(r"^(?:TR)?(?:THCS|THPT|TH|MN|MG)[.-]?", "", symbol or "")}:
        if len(short) >= _LEAST_INITIALS and short.isupper() and fold_key(short) not in rule("common_initials"):
            yield short


def _letters(school: str) -> Iterator[str]:
    """Yield the first letters of a school's proper name, with their diacritics ("Đ")."""
    words = school.split()
    count = len(proper_name(school).split())
    yield from (word[0].upper() for word in words[len(words) - count :])
