"""Persons' names in a text: after a title or a post ("thầy", "Phó Hiệu trưởng"), or a surname and given names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.drafting.vocabulary import CAPITALS, SMALL, alternation, load_vocabulary
from corpus.plan import Span
from corpus.text import fold

# "Sùng A Páo", "H'Mai Êban", "K'Brêu": one letter may be a syllable, and an apostrophe may stand in one.
_SYLLABLE = rf"[{CAPITALS}](?:['’][{CAPITALS}]?)?[{SMALL}]*"
_NAME = re.compile(rf"(?<![\w&/-]){_SYLLABLE}(?:[ \u00a0]{_SYLLABLE}){{1,4}}(?![\w&'’]|[/-]\w)")
# A given name alone after a title. Only as it is spelled: without diacritics "bà" is "ba" and "thầy" is "thay".
_GIVEN_NAME = re.compile(
    rf"(?<!\w)(?:[Tt]hầy|[Cc]ô|[Ôô]ng|[Bb]à|[Đđ]/c|[Đđ]ồng chí|[Ee]m|[Cc]hị|[Aa]nh)[ \u00a0]+"
    rf"(?P<name>[{CAPITALS}][{SMALL}]+)"
    rf"(?![\w&'’]|[/-]\w|[ \u00a0][{CAPITALS}])"
)
# "Phúc (12A1)", "Lê Nhi (lớp 11A3)"
_WITH_CLASS = re.compile(
    rf"(?<![\w&/-])(?!Lớp|Khối|Chi|Tổ)(?P<name>[{CAPITALS}][{SMALL}]+(?: [{CAPITALS}][{SMALL}]+){{0,3}})"
    r"(?= ?\((?:lớp )?(?:1[0-2]|[1-9])\s?[A-Z]\w{0,3}\))"
)
_AND = re.compile(r"\s*(?:,|;|và|&)\s+(?:và\s+)?")
#: After these comes the given name, whatever is left of the surname ("Lé Thi Kim Chi").
_MIDDLE_NAMES = frozenset({"thi", "van"})
_OWN_TITLES = frozenset({"Thầy", "Cô", "Ông", "Bà", "Em", "Anh", "Chị"})


def find_people(text: str, span: Span) -> Iterator[Span]:
    """Yield where persons are named in `span`, without their titles.

    Historical figures and places named after persons are passed over.
    """
    end = span.start
    for match in _NAME.finditer(text, span.start, span.end):
        place = _person(text, match.start(), match.end()) or _next_in_list(text, end, match)
        if place is not None:
            yield from _given_names(text, Span(end, place.start))
            yield place
            end = place.end
    yield from _given_names(text, Span(end, span.end))


def _next_in_list(text: str, end: int, match: re.Match[str]) -> Span | None:
    """Return a name that follows a person's in a list ("do đ/c Cầm Thị Nguyệt, Lò Văn Chựa, Hoàng Yến làm …")."""
    follows = _AND.fullmatch(text, end, match.start()) is not None if end < match.start() else False
    surname = match.group().split()[0] in load_vocabulary("rules")["surnames"]
    return Span(*match.span()) if follows and surname else None


def _given_names(text: str, span: Span) -> Iterator[Span]:
    """Yield given names that stand alone after a title: "cô Hạnh", "đ/c Tuấn"."""
    for match in _WITH_CLASS.finditer(text, span.start, span.end):
        yield Span(*match.span("name"))
    for match in _GIVEN_NAME.finditer(text, span.start, span.end):
        figure = fold(match.group()) in load_vocabulary("rules")["public_figures"]
        if not figure and not _opens_a_post(match.group("name")):
            yield Span(*match.span("name"))


def _person(text: str, start: int, end: int) -> Span | None:
    syllables = list(re.finditer(_SYLLABLE, text[start:end]))
    before = fold(text[max(0, start - 40) : start])
    titled = _titles().search(before) is not None
    # A sentence or a list may open with a capital that is no name ("Cô Cao Thị An", "Hiệu trưởng Mai Thanh Bình").
    own_title = len(syllables) > 1 and syllables[0].group() in _OWN_TITLES
    if own_title:
        syllables = syllables[1:]
    known = next((i for i, syllable in enumerate(syllables) if _is_surname(syllable.group())), None)
    if known is None and len(syllables) > 2 and fold(syllables[1].group()) in _MIDDLE_NAMES:
        known = 0
    posted = not titled and not own_title and _posts().search(before) is not None
    first = 0 if titled or own_title or posted else known
    if first is None:
        return None
    place = Span(start + syllables[first].start(), end)
    words = len(syllables) - first
    folded = fold(place.of(text))
    if any(figure in folded for figure in load_vocabulary("rules")["public_figures"]):
        return None
    if posted:
        return place if words > 1 and not _opens_a_post(syllables[0].group()) else None
    if _carriers().search(fold(text[max(0, place.start - 24) : place.start])):
        return None
    return place if titled or own_title or 3 <= words <= 4 else None


def _opens_a_post(word: str) -> bool:
    return word in load_vocabulary("rules")["no_given_names"]


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    return re.compile(alternation(load_vocabulary("rules")["person_titles"]) + r"[\s:.]*(?:[a-z]{2,4}\.\s*)?$")


@lru_cache(maxsize=1)
def _posts() -> re.Pattern[str]:
    return re.compile(alternation(load_vocabulary("rules")["person_posts"]) + r"\s*[:–-]?\s*(?:[a-z]{2,4}\.\s*)?$")


@lru_cache(maxsize=1)
def _carriers() -> re.Pattern[str]:
    return re.compile(alternation(load_vocabulary("rules")["name_carriers"]) + r"[\s“\"(]*$")


def _is_surname(syllable: str) -> bool:
    """Tell whether a capitalised syllable can only be a surname, not the start of "Đoàn Thanh niên"."""
    rules = load_vocabulary("rules")
    certain = syllable in rules["surnames"] and syllable not in rules["ambiguous_surnames"]
    return certain or fold(syllable) in rules["plain_surnames"]
