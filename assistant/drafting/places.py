"""Places of the base's school give way to those of the user's: province, district, commune, hamlet, and the bare name.

What the profile does not tell becomes a blank; places that are not the base school's own ("về nguồn tại tỉnh Quảng
Trị") stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out, replace_with
from assistant.drafting.vocabulary import CAPITALISED
from assistant.drafting.words import rule
from corpus.plan import Plan, Span
from corpus.text import fold, fold_key

_NAMES: Final = rf"{CAPITALISED}(?:[ \u00a0]+{CAPITALISED}){{0,3}}"
_PROVINCE: Final = re.compile(
    rf"(?P<kind>[Tt]ỉnh|TỈNH|[Tt]hành [Pp]hố|THÀNH PHỐ|TP\.?)[ \u00a0]*"
    rf"(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}})"
)
_COMMUNE: Final = re.compile(
    rf"(?<!cấp )(?<!\w)(?P<kind>[Pp]hường|[Xx]ã|[Tt]hị trấn|PHƯỜNG|XÃ)[ \u00a0]+"
    rf"(?P<name>{_NAMES}|(?<=ường )\d{{1,2}}(?!\w))"
)
_HAMLET: Final = re.compile(
    rf"(?<!\w)(?:[Ấấ]p|[Tt]hôn|[Kk]hu phố|[Tt]ổ dân phố|[Bb]uôn|[Ss]óc|[Kk]hóm|[Xx]óm|bản|làng|phum)"
    rf"[ \u00a0]+(?:{_NAMES}|\d{{1,3}}(?!\w))"
)
_DISTRICT_BEFORE: Final = re.compile(r"(?<![^\W_])(?:quan|huyen|thi\s+xa|tx|thanh\s+pho|tp\.?|q\.|h\.)\s+$")
_DISTRICT_OFFICE_BEFORE: Final = re.compile(
    r"(?<![^\W_])(?:phong\s+(?:gd\s?&?\s?dt|gddt|giao duc va dao tao)|pgd\s?&?\s?dt|pgddt)\s+$"
)
_COMMUNE_OF_SUPERIOR: Final = re.compile(
    r"(?:ubnd|uy ban nhan dan)\s+(?P<commune>(?:xa|phuong|dac khu|thi tran)\s+.+)$"
)
_DISTRICT_OF_SUPERIOR: Final = re.compile(r"(?<![^\W_])(?:quan|huyen|thi xa|thanh pho)\s+(?P<name>.+)$")
_OFFICE_OF_COMMUNE: Final = re.compile(
    r"(?<![^\W_])(?:ubnd|uy ban nhan dan|hdnd|dang uy|dang bo|doan|hoi khuyen hoc|hoi kh|tram y te|cong an|mttq)\s+"
    r"(?P<kind>xa|phuong)(?![^\W_])"
)
_NAME_AFTER: Final = re.compile(rf"\s+(?:{CAPITALISED}|\d)")
_OPENS_SENTENCE: Final = re.compile(r"(?:^|[.;:\n])\s*$")
_FROM_PROFILE: Final = "Địa danh theo hồ sơ trường."
#: The name of this province is also a person's: it is a place only after the word for one.
_ONLY_WITH_KIND: Final = frozenset({"ho chi minh"})


def place_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the places in `span` that are the base school's own."""
    yield from _provinces(carry, span)
    yield from _communes(carry, span)
    yield from _nameless_communes(carry, span)
    for match in _HAMLET.finditer(carry.text, span.start, span.end):
        yield blank_out(
            Span(*match.span()), carry.text, "thôn, tổ dân phố", "name", "Địa danh ở địa phương của trường khác."
        )
    yield from _bare_places(carry, span)


def bare_province(name: str) -> str:
    """Return a province's folded name without the word for it."""
    return re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold_key(name))


def province_of(plan: Plan) -> str | None:
    """Return the folded name of the province that a plan is from: its superior's, else the one named most often."""
    return _province_named(plan.header.superior or "", plan.text)


@lru_cache(maxsize=8)
def _province_named(superior: str, text: str) -> str | None:
    named = _named_provinces(fold_key(superior))
    if named:
        return named[0]
    counted = Counter(_named_provinces(fold_key(text)))
    return counted.most_common(1)[0][0] if counted else None


def _named_provinces(key: str) -> list[str]:
    names = "|".join(re.escape(name) for name in sorted(rule("provinces"), key=len, reverse=True))
    lead = r"(?:tinh|thanh pho|tp\.?|so giao duc va dao tao|so gd&dt|so gddt|so gd dt|sgd&dt|sgddt)"
    return [match.group(1) for match in re.finditer(rf"(?<![^\W_]){lead}\s*({names})(?![^\W_])", key)]


def _provinces(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the base's province, after the word for one or after an office's name."""
    own = province_of(carry.plan)
    for match in _PROVINCE.finditer(carry.text, span.start, span.end):
        name = match.group("name")
        if own is not None and not fold_key(name).startswith(own):
            continue
        if own is None and bare_province(name) not in rule("provinces"):
            continue
        end = match.start("name") + (len(own) if own is not None else len(name))
        yield _province(carry, Span(match.start(), end), match.group("kind"))
    if own is None or own in _ONLY_WITH_KIND:
        return
    for place in where_named(carry, span, own):
        yield _province(carry, place, "")


def where_named(carry: Carry, span: Span, name: str) -> Iterator[Span]:
    """Yield where the folded `name` stands in `span` as a name, each of its words with a capital."""
    pattern = re.compile(rf"(?<![^\W_]){re.escape(name).replace(chr(92) + ' ', r'[ ]+')}(?![^\W_])")
    for match in pattern.finditer(carry.folded, span.start, span.end):
        place = Span(*match.span())
        if all(word[:1].isupper() for word in place.of(carry.text).split()):
            yield place


def _province(carry: Carry, place: Span, kind: str) -> Edit:
    """Return the user's own province in the place of the base's, with or without the word for one."""
    old, new = place.of(carry.text), carry.school.province
    if not new:
        return blank_out(place, carry.text, "tỉnh, thành phố", "name", "Địa danh của trường khác.")
    bare = new[len(new) - len(bare_province(new)) :]
    text = bare if not kind else f"{_kind_of(new)} {bare}"
    opens = _OPENS_SENTENCE.search(carry.text, max(0, place.start - 4), place.start) is not None
    if kind[:1].isupper() and (opens or text.startswith("thành phố")):
        text = text[:1].upper() + text[1:]
    if old.isupper() and len(old.split()) > 1:
        text = text.upper()
    return replace_with(place, carry.text, text, "name", "Tỉnh, thành phố theo hồ sơ trường.")


def _kind_of(province: str) -> str:
    if fold(province).startswith("thanh pho") or bare_province(province) in rule("two_tier")["central_cities"]:
        return "thành phố"
    return "tỉnh"


def _communes(carry: Carry, span: Span) -> Iterator[Edit]:
    new = commune_of(carry)
    for match in _COMMUNE.finditer(carry.text, span.start, span.end):
        place = Span(*match.span())
        if new is None:
            yield blank_out(place, carry.text, "xã, phường", "name", "Địa danh của trường khác.")
            continue
        text = new[:1].upper() + new[1:] if match.group("kind")[:1].isupper() else new
        yield replace_with(
            place, carry.text, text.upper() if match.group("kind").isupper() else text, "name", _FROM_PROFILE
        )


def _nameless_communes(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the kind of the user's commune for the base's after an office: "UBND xã" -> "UBND phường"."""
    new = commune_of(carry)
    kind = new.split()[0] if new else None
    for match in _OFFICE_OF_COMMUNE.finditer(carry.folded, span.start, span.end) if kind else ():
        place = Span(*match.span("kind"))
        if fold(kind or "") != match.group("kind") and not _NAME_AFTER.match(carry.text, place.end):
            text = (kind or "").upper() if place.of(carry.text).isupper() else kind or ""
            yield replace_with(place, carry.text, text, "name", _FROM_PROFILE)


def commune_of(carry: Carry) -> str | None:
    """Return the user's commune ("phường Tân An"), as far as the profile's superior tells it."""
    superior = carry.school.superior or ""
    match = _COMMUNE_OF_SUPERIOR.search(fold(superior))
    if match is None:
        return None
    commune = superior[match.start("commune") :]
    return commune[:1].lower() + commune[1:]


def _bare_places(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the name beside the base's date, wherever it stands ("ngành Giáo dục Đông Triều")."""
    old = carry.plan.header.place
    if not old or len(old.split()) > 3:
        return
    for place in where_named(carry, span, fold_key(old)):
        before = carry.folded[max(0, place.start - 32) : place.start]
        if _DISTRICT_BEFORE.search(before) or _DISTRICT_OFFICE_BEFORE.search(before):
            yield _district(carry, place)
        elif carry.school.place:
            text = carry.school.place
            yield replace_with(
                place, carry.text, text.upper() if place.of(carry.text).isupper() else text, "name", _FROM_PROFILE
            )
        else:
            yield blank_out(place, carry.text, "địa danh", "name", "Địa danh của trường khác.")


def _district(carry: Carry, place: Span) -> Edit:
    """Return the user's district in the place of the base's where the profile names one, else a blank."""
    own = carry.school.superior or ""
    match = _DISTRICT_OF_SUPERIOR.search(fold(own))
    if match is None:
        return blank_out(place, carry.text, "tên quận, huyện", "name", "Địa danh của trường khác.")
    return replace_with(place, carry.text, own[match.start("name") :], "name", _FROM_PROFILE)
