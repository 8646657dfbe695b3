"""Offices that no longer exist on the new plan's day give way to those that took their work over.

Since the two-tier local government (rules.yaml: two_tier) schools up to lower secondary report to the commune and
upper secondary schools to the provincial department; which commune is known from the school's profile, else it is a
blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.drafting.carry import Carry
from assistant.drafting.draft import Blank, Change
from assistant.drafting.edits import Edit
from assistant.drafting.vocabulary import CAPITALISED, alternation
from assistant.drafting.words import rule
from corpus.noise import find_phrases
from corpus.plan import Span
from corpus.text import fold

COMMUNE = "UBND xã, phường quản lý trường"
PLACE = "xã, phường"
_EDUCATION_OFFICE = "Phòng Giáo dục và Đào tạo"
_ALIKE = 0.85
DEPARTMENT = "Sở Giáo dục và Đào tạo"
# A place's name: up to four capitalised words, or a number ("Quận 10"). Matched on the text as written.
_NAME = re.compile(rf"\s+(?:\d{{1,2}}(?!\w)|{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}})")
_BARE_NAME = re.compile(rf"[ \u00a0]+{CAPITALISED}(?:[ \u00a0]+{CAPITALISED}){{0,2}}")
_OTHER_BODY = re.compile(r"\s+(?:truong|so|ubnd|uy|hoi|ban|phong|cong|doan|ke|cac|va|bo|chi|to)(?![^\W_])")
_DISTRICT_AFTER = re.compile(r"\s+(?:quan|huyen|thi\s+xa|tx|q\.|h\.)(?![^\W_])")
_COMMUNE_BEFORE = re.compile(
    rf"(?:[Pp]hường|[Xx]ã|[Tt]hị trấn)\s+(?:{CAPITALISED}|\d{{1,2}})(?:\s+{CAPITALISED}){{0,3}}(?P<joint>\s*[,–-]\s*)$"
)
_CITY = re.compile(r"(?<![^\W_])(?:thanh\s+pho|tp\.?)(?=\s)")


def body_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of abolished offices and district-level places in `span`."""
    if carry.target.day < rule("two_tier")["day"]:
        return
    yield from _education_office(carry, span)
    yield from _committee(carry, span)
    yield from _district_offices(carry, span)
    yield from _district(carry, span)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = rule("two_tier")
    districts = alternation(names["district_words"])
    return (
        re.compile(alternation(names["education_office"])),
        re.compile(rf"{alternation(names['committee'])}(?=\s+(?:{districts}|thanh\s+pho|tp\.?)(?![^\W_]))"),
        re.compile(f"{alternation(names['district_levels'])}|{alternation(names['district_bodies'])}|{districts}"),
    )


def abolished_office(folded: str) -> bool:
    """Tell whether folded text names an office of the district level."""
    office, committee, _ = _patterns()
    found = committee.search(folded)
    return office.search(folded) is not None or (found is not None and not _is_central(folded[found.end() :]))


def _education_office(carry: Carry, span: Span) -> Iterator[Edit]:
    for office in _offices(carry, span):
        place = Span(office.start, _with_bare_place(carry, office.end, span.end))
        if carry.level == "thpt":
            yield _replaced(carry, place, DEPARTMENT)
        else:
            yield _replaced(carry, place, _commune(carry))


def _offices(carry: Carry, span: Span) -> Iterator[Span]:
    """Yield where the district's education office is named, through a recogniser's damage where there is any."""
    if carry.plan.quality.diacritics != "full":
        for found in find_phrases(carry.text, _EDUCATION_OFFICE, least=_ALIKE, start=span.start, end=span.end):
            yield Span(found.start, found.end)
    for match in _patterns()[0].finditer(carry.folded, span.start, span.end):
        yield Span(*match.span())


def _district_offices(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield what took over from an office of the district ("Phòng Nội vụ huyện", "LĐLĐ huyện Kỳ Lâm")."""
    offices = rule("two_tier")["district_offices"]
    for match in re.finditer(alternation(offices), carry.folded[span.start : span.end]):
        place = Span(span.start + match.start(), span.start + match.end())
        end = _with_place(carry, place.end, span.end)
        if end == place.end or not _names_district(carry, place.end):
            continue
        successor = offices[" ".join(match.group().split())]
        where = _place_name(carry)
        name = f"{successor} {where}" if successor and where else successor or None
        yield _replaced(carry, Span(place.start, end), name, label="công đoàn cấp trên")


def _committee(carry: Carry, span: Span) -> Iterator[Edit]:
    for match in _patterns()[1].finditer(carry.folded, span.start, span.end):
        if _is_central(carry.folded[match.end() : match.end() + 40]) or not _names_district(carry, match.end()):
            continue
        yield _replaced(carry, Span(match.start(), _with_place(carry, match.end(), span.end)), _commune(carry))


def _names_district(carry: Carry, offset: int) -> bool:
    """Tell whether a district or a town with a name of its own follows; "UBND Thành phố" alone is the province's."""
    if _DISTRICT_AFTER.match(carry.folded, offset):
        return True
    city = re.compile(r"\s+(?:thanh\s+pho|tp\.?)(?![^\W_])").match(carry.folded, offset)
    return city is not None and _NAME.match(carry.text, city.end()) is not None


def _district(carry: Carry, span: Span) -> Iterator[Edit]:
    names = rule("two_tier")
    for match in _patterns()[2].finditer(carry.folded, span.start, span.end):
        word = " ".join(match.group().split())
        if word in names["district_levels"]:
            yield _replaced(carry, Span(*match.span()), "cấp xã")
        elif word in names["district_bodies"]:
            yield _replaced(carry, Span(*match.span()), None, label="tổ chức cấp xã tương ứng")
        elif _is_district_word(carry, match):
            end = _with_place(carry, match.start(), span.end)
            yield _place_replaced(carry, Span(match.start(), max(end, match.end())))
    for match in _CITY.finditer(carry.folded, span.start, span.end):
        if not _is_central(carry.folded[match.start() : match.start() + 40]) and (
            name := _NAME.match(carry.text, match.end())
        ):
            yield _place_replaced(carry, Span(match.start(), name.end()))


def _place_replaced(carry: Carry, place: Span) -> Edit:
    """Return the commune in the place of a district; after a commune ("phường A, quận B") the district is left out."""
    commune = _COMMUNE_BEFORE.search(carry.text, max(0, place.start - 48), place.start)
    if commune is None:
        return _replaced(carry, place, _place_name(carry), label=PLACE)
    two_tier = rule("two_tier")
    old = carry.text[commune.start("joint") : place.end]
    reason = f"“{place.of(carry.text)}” không còn từ ngày {two_tier['day']:%d/%m/%Y} ({two_tier['basis']})."
    return Edit(commune.start("joint"), place.end, "", Change("name", " ".join(old.split()), "", reason))


def _is_district_word(carry: Carry, match: re.Match[str]) -> bool:
    """Tell "quận Tân Phú", "của thị xã" from "quan hệ", "quan tâm": by the accents, or by the name that follows."""
    written = match.group()
    if _NAME.match(carry.text, match.end()):
        return True
    accented = carry.text[match.start() : match.end()].lower()
    return (fold(written) == "thi xa" and "xã" in accented) or accented in {"quận", "huyện", "thị xã"}


def _with_place(carry: Carry, offset: int, limit: int) -> int:
    """Return the end of "… quận Tân Phú", "… thị xã" that begins at `offset`, else `offset`."""
    kind = re.compile(r"\s*(?:quan|huyen|thi\s+xa|tx|thanh\s+pho|tp\.?)(?![^\W_])").match(carry.folded, offset)
    if kind is None or kind.end() > limit:
        return offset
    name = _NAME.match(carry.text, kind.end())
    return min(limit, name.end()) if name else kind.end()


def _with_bare_place(carry: Carry, offset: int, limit: int) -> int:
    """Return the end of "… quận Tân Phú" or of a bare "… Tân Phú" on the same line, else `offset`."""
    end = _with_place(carry, offset, limit)
    name = _BARE_NAME.match(carry.text, offset) if end == offset else None
    if name is None or name.end() > limit or _OTHER_BODY.match(carry.folded, offset):
        return end
    return name.end()


def _is_central(folded_rest: str) -> bool:
    match = re.match(r"\s*(?:thanh\s+pho|tp\.?)\s+", folded_rest)
    return match is not None and any(
        folded_rest[match.end() :].startswith(city) for city in rule("two_tier")["central_cities"]
    )


def _commune(carry: Carry) -> str | None:
    superior = carry.school.superior
    return (
        superior
        if superior and re.match(r"(?:ubnd|uy ban nhan dan)\s+(?:xa|phuong|dac khu|thi tran)", fold(superior))
        else None
    )


def _place_name(carry: Carry) -> str | None:
    commune = _commune(carry)
    return re.sub(r"^(?:UBND|Ủy ban nhân dân|ỦY BAN NHÂN DÂN)\s+", "", commune) if commune else None


def _replaced(carry: Carry, place: Span, name: str | None, label: str = COMMUNE) -> Edit:
    two_tier = rule("two_tier")
    old = " ".join(place.of(carry.text).split())
    reason = f"“{old}” không còn từ ngày {two_tier['day']:%d/%m/%Y} ({two_tier['basis']})."
    text = name or f"[{label}]"
    if old.isupper() and name and len(old.split()) > 1:
        text = name.upper()
    blank = None if name else Blank(text, reason)
    return Edit(place.start, place.end, text, Change("name", old, text, reason), blank)
