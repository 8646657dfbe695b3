"""Bodies and places that the register knows to be gone by the new plan's day give way to their successors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.drafting.carry import Carry
from assistant.drafting.draft import Blank, Change
from assistant.drafting.edits import Edit
from assistant.drafting.vocabulary import CAPITALISED
from corpus.law.model import Body
from corpus.law.register import Register
from corpus.plan import Span
from corpus.text import fold_key

_SEVERAL = re.compile(r"[;,]|\shoặc\s|\svà\s(?!Đào tạo|Công nghệ|Môi trường|Tôn giáo|Du lịch)")
# "UBND Thành phố" without a name is the province's where the province is a city.
_CITY = re.compile(r"(?:thanh\s+pho|tp)$")
_NAME = re.compile(rf"\s+{CAPITALISED}")
_ASIDE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Former:
    """The bodies gone by a day, by folded name, and a pattern that finds any of their names."""

    by_name: dict[str, Body]
    pattern: re.Pattern[str] | None


def former_body_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of bodies and places that the register knows to be gone on the target's day."""
    former = _former(carry.register, carry.target.day)
    if former.pattern is None:
        return
    for match in former.pattern.finditer(carry.folded, span.start, span.end):
        body = former.by_name[" ".join(match.group().split())]
        rest = carry.folded[match.end() : match.end() + 40].lstrip()
        nameless_city = _CITY.search(match.group()) is not None and _NAME.match(carry.text, match.end()) is None
        if not nameless_city and not any(rest.startswith(fold_key(exception)) for exception in body.exceptions):
            yield _replaced(carry, Span(*match.span()), body)


@lru_cache(maxsize=16)
def _former(register: Register, day: date) -> _Former:
    gone = [body for body in register.bodies if body.ceased is not None and body.ceased <= day]
    by_name = {fold_key(name): body for body in gone for name in body.names}
    if not by_name:
        return _Former({}, None)
    names = sorted(by_name, key=len, reverse=True)
    inner = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return _Former(by_name, re.compile(rf"(?<![^\W_])(?:{inner})(?![^\W_])"))


def _replaced(carry: Carry, place: Span, body: Body) -> Edit:
    old = " ".join(place.of(carry.text).split())
    basis = f" ({', '.join(body.basis)})" if body.basis else ""
    reason = f"“{old}” không còn từ ngày {body.ceased:%d/%m/%Y}{basis}; nay là: {body.successor or 'chưa rõ'}."
    name = _successor_name(old, body)
    text = name or "[cơ quan tiếp nhận nhiệm vụ này]"
    return Edit(place.start, place.end, text, Change("name", old, text, reason), None if name else Blank(text, reason))


def _successor_name(old: str, body: Body) -> str | None:
    """Return the one name that takes the place of `old`, an office before a place's name kept; ``None`` for several."""
    successor = _ASIDE.sub("", body.successor or "").strip()
    if not successor or _SEVERAL.search(successor):
        return None
    place = body.names[0]
    office = re.match(rf"(?P<office>.+?)\s+{re.escape(place)}$", old, re.IGNORECASE)
    bare = re.match(rf"(?P<office>Sở .+?)\s+{re.escape(place.partition(' ')[2])}$", old, re.IGNORECASE)
    if body.kind == "place" and office:
        successor = f"{office['office']} {successor}"
    elif body.kind == "place" and bare:
        successor = f"{bare['office']} {successor}"
    if old.isupper():
        return successor.upper()
    return successor if old[:1].isupper() or office else successor[:1].lower() + successor[1:]
