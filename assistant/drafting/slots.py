"""The school's own particulars take the place of the base school's; its persons never survive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.carry import Carry, bare_name
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.numbers import symbol_of
from assistant.drafting.people import find_people
from assistant.drafting.vocabulary import CAPITALISED
from corpus.plan import Span
from corpus.text import fold, fold_key

_FULL_KINDS = {
    "thcs": ("trung hoc co so", "THCS"),
    "thpt": ("trung hoc pho thong", "THPT"),
    "th": ("tieu hoc", "TH"),
    "mn": ("mam non", "MN"),
    "mg": ("mau giao", "MG"),
    "ptdtbt": ("pho thong dan toc ban tru", "PTDTBT"),
    "thcs&thpt": ("trung hoc co so va trung hoc pho thong", "THCS&THPT"),
}


def slot_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the base school's name, symbol, place and persons in `span`."""
    yield from _people(carry, span)
    if carry.own:
        return
    yield from _school_names(carry, span)
    yield from _symbols(carry, span)
    yield from _province(carry, span)
    yield from _place(carry, span)


def _people(carry: Carry, span: Span) -> Iterator[Edit]:
    for person in find_people(carry.text, span):
        if carry.own:
            yield keep(
                person.start,
                person.end,
                f"“{person.of(carry.text)}”: giữ theo kế hoạch gốc, hãy xem còn đúng người phụ trách không.",
            )
        else:
            yield blank_out(person, carry.text, "họ tên", "name", "Tên người của trường khác, không dùng lại.")


def name_pattern(school: str) -> re.Pattern[str] | None:
    """Return a pattern over folded text for every way of writing `school`: "THCS A", "trường Trung học cơ sở A"."""
    kind, _, own = bare_name(school).partition(" ")
    if not own:
        return None
    written = _FULL_KINDS.get(kind)
    kinds = [re.escape(kind), *([written[0].replace(" ", r"\s+")] if written else [])]
    name = re.escape(own).replace(r"\ ", r"\s+")
    return re.compile(
        rf"(?<![^\W_])(?:truong\s+(?:(?:{'|'.join(kinds)})\s+)?|(?:{'|'.join(kinds)})\s+){name}(?![^\W_])"
    )


def _school_names(carry: Carry, span: Span) -> Iterator[Edit]:
    base = carry.plan.header.school
    pattern = name_pattern(base) if base else None
    if pattern is None or not carry.school.name:
        return
    for match in pattern.finditer(carry.folded, span.start, span.end):
        place = Span(*match.span())
        text = _in_the_manner_of(place.of(carry.text), carry.school.name, carry.school.short_name)
        yield replace_with(place, carry.text, text, "name", "Tên trường theo hồ sơ trường.")


def _in_the_manner_of(old: str, name: str, short: str | None) -> str:
    """Return the new school's name written as the old one is: capitals, "trường" or not, "TRƯỜNG" or "Trường"."""
    if old.isupper():
        return name.upper()
    bare = re.sub(r"^[Tt]rường\s+", "", name)
    if fold(old).startswith("truong"):
        return f"{'T' if old[0].isupper() else 't'}rường {bare}" if fold(name).startswith("truong") else name
    return short or bare


def _symbols(carry: Carry, span: Span) -> Iterator[Edit]:
    old = symbol_of(carry.plan.header.number)
    if not old:
        return
    for match in re.finditer(rf"(?<=[-/]){re.escape(old)}(?![\w&-])", carry.text[span.start : span.end]):
        place = Span(span.start + match.start(), span.start + match.end())
        if carry.school.symbol:
            yield replace_with(place, carry.text, carry.school.symbol, "name", "Ký hiệu của trường theo hồ sơ trường.")
        else:
            yield blank_out(place, carry.text, "ký hiệu trường", "name", "Chưa có ký hiệu trong hồ sơ trường.")


def _place(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the base's place name where it stands alone ("ngành Giáo dục Đông Triều")."""
    old = carry.plan.header.place
    if not old or len(old.split()) > 3:
        return
    for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", carry.text[span.start : span.end]):
        place = Span(span.start + match.start(), span.start + match.end())
        if carry.school.place:
            yield replace_with(place, carry.text, carry.school.place, "name", "Địa danh theo hồ sơ trường.")
        else:
            yield blank_out(place, carry.text, "địa danh", "name", "Địa danh của trường khác.")


def _province(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of "tỉnh X" by the school's own province, where it is known."""
    if not carry.school.province:
        return
    new = carry.school.province
    pattern = re.compile(
        rf"(?P<kind>[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ)\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}})"
    )
    key = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold_key(new))
    for match in pattern.finditer(carry.text, span.start, span.end):
        if fold_key(match.group("name")) == key:
            continue
        place = Span(*match.span())
        text = new if fold(new).startswith(("tinh", "thanh pho")) else f"{match.group('kind')} {new}"
        yield replace_with(
            place,
            carry.text,
            text.upper() if place.of(carry.text).isupper() else text,
            "name",
            "Tỉnh, thành phố theo hồ sơ trường.",
        )
