"""Laws, codes, ordinances and the Constitution by their names: "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022".

A law is correctly cited by name and day, without a number (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6). The name is
read as far as its words go; a number that follows ("Luật Giáo dục số 43/2019/QH14") belongs to the same mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from corpus.date_patterns import DAY_WORD, YEAR_WORD, YEAR_WORD_ALONE
from corpus.law.citation_kinds import NUMERO, is_kind_at
from corpus.law.citation_numbers import GAP
from corpus.law.citation_words import load_words
from corpus.law.phrases import Phrases
from corpus.noise import similarity
from corpus.text import fold

MAX_WORDS: Final = 22
_LIKENESS: Final = 0.75
# "Luật", and what recognisers make of its ậ: "Ludt", "Lu4t".
_LAW: Final = re.compile(r"lu[ad4]t(?![a-z0-9])|phap lenh(?![a-z0-9])|hien phap(?![a-z0-9]|[ \n]lenh)")
_BEFORE_LAW: Final = re.compile(r"(?<![a-z])(?P<word>[a-z0-9]+)[ \n]{1,3}$")
# "sửa đổi, bổ sung một số điều của", by the outlines of its words.
_AMENDING: Final = re.compile(
    rf"{GAP}s[a-z0-9']{{1,4}}a[ ][a-z][a-z0-9]{{1,3}}i(?:,?[ ]?(?:va )?b[a-z0-9]{{1,2}}{GAP}s[a-z0-9]{{1,2}}ng)?"
    rf"{GAP}(?:(?:m[a-z0-9]t s[a-z0-9]|mot vai|c[a-z]c){GAP})?(?:[dp]i[a-z0-9]{{1,2}}u{GAP})?"
    rf"(?:c[a-z0-9]{{1,3}}a{GAP})?"
    r"(?=(?:b[o6][ \n]{1,3})?lu[ad4]t|phap lenh|hien phap)"
)
_WORD: Final = re.compile(r"[a-z][a-z0-9]*(?:/[a-z0-9]+)*")
_BETWEEN: Final = re.compile(rf"(?P<dash>[ ]?-[ ]?)|(?P<mark>,?)(?P<gap>(?=[ \n\f]){GAP})")
_NUMBER_NEXT: Final = re.compile(
    rf"{GAP}(?:\(sua doi(?:,? bo sung)?\))?{GAP}(?:,?[ ]?nam[ ](?P<year>(?:19|20)[0-9]{{2}}))?{GAP}[,(]?"
    rf"(?:(?:luat[ ])?{NUMERO})?{GAP}(?P<number>[0-9]{{1,4}}[ ]?/[ ]?(?:19|20)[0-9]{{2}}[ ]?/)"
)
_NUMERO_NEXT: Final = re.compile(r"[ ]?[:.]?[ \n]{0,3}[0-9]")  # "Luật Giáo dục số 43", not "Luật Chuyển đổi số"
_COMMA: Final = re.compile(r",?[ \n\f]{1,12}")
# The day or the year, however damaged its first word.
_DATED: Final = re.compile(rf"(?:{DAY_WORD}|{YEAR_WORD})[ \n]{{1,2}}[0-9]")
_REVISED: Final = re.compile(rf"{GAP}\(?sua doi(?:,? bo sung)?\)")
_BARE_YEAR: Final = re.compile(
    rf"[ \n](?:{YEAR_WORD_ALONE}[ ])?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9/-]|[ ]?-[ ]?[0-9])"
)


@dataclass(frozen=True, slots=True)
class LawMark:
    """A law named in the text: its kind, its name ("" for the Constitution) and where the name ends.

    `name` is folded, without the kind ("thi dua, khen thuong") except for amending laws, whose name holds the amended
    one's. `number_at` is where a number that follows the name begins.
    """

    start: int
    end: int
    kind: str
    name: str
    number_at: int | None = None
    year: int | None = None


def find_laws(text: str, folded: str) -> Iterator[LawMark]:
    """Yield every law named in `text`, in order; the law that an amending law amends is part of the latter's name."""
    position = 0
    while True:
        match = _LAW.search(folded, position)
        if match is None:
            return
        position = match.end()
        mark = _law_at(text, folded, match)
        if mark is not None:
            yield mark
            position = max(position, mark.end)


def _law_at(text: str, folded: str, match: re.Match[str]) -> LawMark | None:
    start = match.start()
    before = _BEFORE_LAW.search(folded[max(0, start - 12) : start])
    kind = {"l": "Luật", "p": "Pháp lệnh", "h": "Hiến pháp"}[match[0][0]]
    if before is not None and kind == "Luật":
        if before["word"] in load_words().no_law:
            return None
        if before["word"] in {"bo", "b6"}:
            kind, start = "Bộ luật", max(0, start - 12) + before.start()
    elif start and folded[start - 1].isalnum():
        return None
    if not text[start].isupper():
        return None
    end = _name_end(text, folded, match.end(), kind)
    name = " ".join(folded[match.end() : end].split())
    if not name and kind != "Hiến pháp":
        return None
    return _with_number(folded, LawMark(start, end, kind, name))


def _with_number(folded: str, mark: LawMark) -> LawMark:
    """Return `mark` with the number, or else the year, that follows the name."""
    number = _NUMBER_NEXT.match(folded, mark.end)
    if number is not None:
        year = int(number["year"]) if number["year"] else None
        return LawMark(mark.start, mark.end, mark.kind, mark.name, number.start("number"), year)
    revised = _REVISED.match(folded, mark.end)
    end = revised.end() if revised else mark.end
    year_next = _BARE_YEAR.match(folded, end)
    if year_next is not None:
        return LawMark(mark.start, year_next.end(), mark.kind, mark.name, None, int(year_next["year"]))
    return LawMark(mark.start, end, mark.kind, mark.name)


def _name_end(text: str, folded: str, at: int, kind: str) -> int:
    """Return where the name that follows the word "Luật" ends (`at` where none follows)."""
    if kind == "Hiến pháp":
        return at
    amending = _AMENDING.match(folded, at)
    if amending is not None:
        inner = re.compile(r"(?:b[o6][ \n]{1,3})?lu[ad4]t|phap lenh|hien phap").match(folded, amending.end())
        assert inner is not None  # the pattern looked ahead for it
        together = _amended_together().end_at(folded, _past_blank(folded, inner.end()))
        return together or _plain_name_end(text, folded, inner.end(), first=False)
    return _plain_name_end(text, folded, at, first=True)


def _plain_name_end(text: str, folded: str, at: int, *, first: bool) -> int:
    listed = _listed_name_end(text, folded, at, first=first)
    if listed is not None:
        return listed
    is_damaged = text[at - 4 : at].isascii()  # the word "Luật" itself
    end, before = at, ""
    for count in range(MAX_WORDS):
        between = _BETWEEN.match(folded, end)
        word = _WORD.match(folded, between.end()) if between else None
        if between is None or word is None:
            break
        if count == 0 and (
            between["mark"] or between["dash"] is not None or (first and not text[word.start()].isupper())
        ):
            break
        if count and not _name_continues(text, folded, before, between, word, is_damaged=is_damaged):
            break
        end, before = word.end(), word[0]
    return end


def _name_continues(
    text: str, folded: str, before: str, between: re.Match[str], word: re.Match[str], *, is_damaged: bool
) -> bool:
    """Tell whether `word` belongs to the name of a law that has come to the word `before`."""
    if between["mark"] or between["dash"] is not None:
        return _is_pair(before, word[0])
    if word[0] == "va":
        after = _WORD.match(folded, word.end() + 1)
        return after is not None and _is_pair(before, after[0])
    if before == "va" or (before, word[0]) == ("viet", "nam"):
        return True
    if "\n" in between[0] and text[word.start()].isupper():
        return False
    return not _ends(text, folded, word, is_damaged=is_damaged)


@lru_cache(maxsize=2048)
def _is_pair(before: str, after: str) -> bool:
    """Tell whether a comma, a dash or "và" joins the two words inside the name of a law."""
    pairs = load_words().law_pairs
    if (before, after) in pairs:
        return True
    return len(after) > 3 and any(first == before and similarity(second, after) >= _LIKENESS for first, second in pairs)


def _ends(text: str, folded: str, word: re.Match[str], *, is_damaged: bool) -> bool:
    """Tell whether `word` is no part of a law's name any more."""
    words = load_words()
    written = text[word.start() : word.end()].lower()
    if word[0] == "so":
        return _NUMERO_NEXT.match(folded, word.end()) is not None
    if written in words.law_ends or (is_damaged and written.isascii() and word[0] in words.law_ends_folded):
        return True
    if _DATED.match(folded, word.start()):
        return True
    after = _WORD.match(folded, word.end() + 1)
    if after is not None and (word[0], after[0]) in words.law_end_pairs:
        return True
    return text[word.start()].isupper() and is_kind_at(folded, word.start())


def _listed_name_end(text: str, folded: str, at: int, *, first: bool) -> int | None:
    """Return where the name after `at` ends if it is one of those that cannot be read word by word, however set."""
    gap = _COMMA.match(folded, at)
    if gap is None or (first and not text[gap.end() : gap.end() + 1].isupper()):
        return None
    return _listed_names().end_at(folded, gap.end())


def _past_blank(folded: str, at: int) -> int:
    gap = _COMMA.match(folded, at)
    return gap.end() if gap else at


@cache
def _amended_together() -> Phrases:
    """Return the names of laws that one law amends together."""
    return Phrases((fold(name) for name in load_words().amended_together), _COMMA)


@cache
def _listed_names() -> Phrases:
    return Phrases((fold(name) for name in load_words().law_names), _COMMA)
