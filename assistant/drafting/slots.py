"""The school's own particulars take the place of the base school's; its persons never survive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.drafting.carry import Carry
from assistant.drafting.contacts import contact_edits, sponsor_edits
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.numbers import symbol_of
from assistant.drafting.people import find_people
from assistant.drafting.places import place_edits, where_named
from assistant.drafting.school_names import abbreviations, inner_body, name_pattern, proper_name
from corpus.noise import find_phrases
from corpus.plan import Span
from corpus.text import fold, fold_key

# "Trường được thành lập từ năm 1995"
_FOUNDED: Final = re.compile(r"truong\s[^.;:\n]{0,48}?thanh\s+lap\s+(?:tu\s+)?(?:nam\s+)(?P<year>(?:19|20)\d\d)(?!\d)")
_PLACE_BEFORE: Final = re.compile(r"(?<![^\W_])(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh)\s$")
#: How much of a name must have survived a recogniser.
_ALIKE: Final = 0.82


def slot_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the base school's name, symbol, places, contacts and persons in `span`."""
    yield from contact_edits(carry, span)
    yield from sponsor_edits(carry, span)
    if not carry.own:
        yield from _school_names(carry, span)
        yield from _name_alone(carry, span)
    yield from _people(carry, span)
    if not carry.own:
        yield from _symbols(carry, span)
        yield from _founded(carry, span)
        yield from _abbreviations(carry, span)
        yield from place_edits(carry, span)


def _people(carry: Carry, span: Span) -> Iterator[Edit]:
    for person in sorted({*find_people(carry.text, span), *_known_people(carry, span)}, key=lambda place: place.start):
        if carry.own:
            yield keep(
                person.start,
                person.end,
                f"“{person.of(carry.text)}”: giữ theo kế hoạch gốc, hãy xem còn đúng người phụ trách không.",
            )
        else:
            yield blank_out(person, carry.text, "họ tên", "name", "Tên người của trường khác, không dùng lại.")


def _known_people(carry: Carry, span: Span) -> Iterator[Span]:
    """Yield where persons named elsewhere in the plan, or its signer, are named without anything that tells it."""
    for name in _names_in(carry.text, carry.plan.header.signer):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", carry.text[span.start : span.end]):
            yield Span(span.start + match.start(), span.start + match.end())


@lru_cache(maxsize=8)
def _names_in(text: str, signer: str | None) -> tuple[str, ...]:
    found = {place.of(text) for place in find_people(text, Span(0, len(text)))}
    named = {name for name in found if len(name.split()) > 1}
    return tuple(sorted(named | ({signer} if signer else set())))


def _school_names(carry: Carry, span: Span) -> Iterator[Edit]:
    base = carry.plan.header.school
    pattern = name_pattern(base) if base else None
    if pattern is None or not carry.school.name:
        return
    for place in (*_written(carry, span, pattern), *_damaged(carry, span)):
        text = _in_the_manner_of(place.of(carry.text), carry.school.name, carry.school.short_name)
        yield replace_with(place, carry.text, text, "name", "Tên trường theo hồ sơ trường.")


def _written(carry: Carry, span: Span, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(carry.folded, span.start, span.end):
        yield Span(*match.span())


def _damaged(carry: Carry, span: Span) -> Iterator[Span]:
    """Yield where the school's name stands in a form that a recogniser has damaged, with "trường" and without."""
    name = carry.plan.header.school
    if carry.plan.quality.diacritics == "full" or not name:
        return
    bare = name.partition(" ")[2] if fold(name).startswith("truong ") else name
    for phrase in (f"trường {bare}", bare):
        for found in find_phrases(carry.text, phrase, least=_ALIKE, start=span.start, end=span.end):
            yield Span(found.start, found.end)


def _name_alone(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield blanks for the school's name without its kind ("Quỹ học bổng Trần Văn Khê"), unless it is a place's too."""
    own = proper_name(carry.plan.header.school or "")
    if len(own.split()) < 2 or own in fold_key(f"{carry.plan.header.place} {carry.plan.header.superior}"):
        return
    for place in where_named(carry, span, own):
        if _PLACE_BEFORE.search(carry.folded, max(0, place.start - 12), place.start) is None:
            yield blank_out(place, carry.text, "tên gọi", "name", "Tên gọi gắn với tên của trường khác.")


def _in_the_manner_of(old: str, name: str, short: str | None) -> str:
    """Return the new school's name written as the old one is: capitals, "trường" or not, "TRƯỜNG" or "Trường"."""
    if old.isupper():
        return name.upper()
    bare = re.sub(r"^[Tt]rường\s+", "", name)
    first_word = fold(old).split()[0]
    if first_word.startswith("tr") and len(first_word) > 4:  # "trường", however damaged
        return f"{'T' if old[0].isupper() else 't'}rường {bare}" if fold(name).startswith("truong") else name
    return short or bare


def _founded(carry: Carry, span: Span) -> Iterator[Edit]:
    for match in _FOUNDED.finditer(carry.folded, span.start, span.end):
        place = Span(*match.span("year"))
        yield blank_out(place, carry.text, "năm thành lập trường", "name", "Năm thành lập của trường khác.")


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


def _abbreviations(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the replacements of the base school's initials ("trường THCS NBK", "câu lạc bộ TVK")."""
    if inner_body(carry.plan.header.school or ""):
        return
    for short in abbreviations(carry.plan):
        pattern = re.compile(
            rf"(?<![\w/-])(?P<kind>(?:[Tt]rường\s+)?(?:(?:THCS|THPT|TH|MN|MG|Tiểu học|Mầm non)\s+)?)"
            rf"{re.escape(short)}(?![\w&-])"
        )
        for match in pattern.finditer(carry.text, span.start, span.end):
            place = Span(*match.span())
            if not carry.school.name:
                continue
            kind = match.group("kind")
            manner = "Kind" if not kind or kind.isupper() else kind
            text = _in_the_manner_of(manner, carry.school.name, carry.school.short_name)
            yield replace_with(place, carry.text, text, "name", "Tên trường theo hồ sơ trường.")
