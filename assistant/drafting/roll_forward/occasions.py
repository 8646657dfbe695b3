"""Numbers of occasion ("Hội thi … lần thứ XI") and the year's theme: recounted, or a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.vocabulary import alternation
from assistant.drafting.words import rule, words
from corpus.plan import Span

_OCCASION = re.compile(r"lan\s+thu\s+(?P<number>[ivxl]+|\d{1,3}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?![^\W_])")
# "Đại hội Đảng bộ tỉnh … lần thứ XI": each province and commune counts its own.
_OF_A_LOCAL_BODY = re.compile(r"dang\s+bo\s+(?:tinh|thanh\s+pho|tp|huyen|quan|thi\s+xa|xa|phuong)(?![^\W_])")
# "… thi đua năm 2025 với chủ đề “…”"
_OF_THE_YEAR = r"(?<![^\W_])nam\s+(?:hoc\s+)?20\d\d(?:\s*-\s*20\d\d)?\s+voi\s+chu\s+de"
_MOVEMENT = re.compile(
    r'"(?P<name>ca\s+nuoc\s[^"\n]{0,140}?(?<![-–]\s)(?<![-–])(?P<year>20\d\d)(?!\s*[-–])[^"\n]{0,60})"'
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def occasion_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the edits of occasion numbers in `span`."""
    for match in _OCCASION.finditer(carry.folded, span.start, span.end):
        yield _occasion(carry, match)


def _occasion(carry: Carry, match: re.Match[str]) -> Edit:
    sentence = carry.sentence(match.start())
    before = Span(max(sentence.start, match.start() - 90), match.start())
    place = Span(*match.span())
    number = Span(*match.span("number"))
    if not carry.own and carry.says(before, _OF_A_LOCAL_BODY):
        return blank_out(number, carry.text, "lần thứ mấy", "number", "Đại hội của đảng bộ địa phương khác.")
    if carry.target.delta == 0 or carry.says(before, words("lasting_occasions")):
        return keep(place.start, place.end)
    after = Span(match.end(), min(sentence.end, match.end() + 80))
    written = match.group("number")
    if carry.says(sentence, words("held_yearly")) and not carry.says(after, words("lasting_occasions")):
        count = _count(written)
        if count is not None and count + carry.target.delta > 0:
            new = count + carry.target.delta
            text = to_roman(new) if not written.isdigit() else str(new)
            return replace_with(
                number, carry.text, text, "number", f"Tổ chức hằng năm: chuyển {carry.target.delta:+d} lần."
            )
    reason = "Không suy ra được đây là lần thứ mấy; kế hoạch gốc ghi “" + " ".join(place.of(carry.text).split()) + "”."
    return blank_out(number, carry.text, "lần thứ mấy", "number", reason)


def _count(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    if not set(written) <= set(_ROMAN):
        return None
    values = [_ROMAN[letter] for letter in written]
    return sum(-v if any(v < later for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def to_roman(number: int) -> str:
    """Return `number` (1 to 89) in Roman numerals."""
    pieces = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in pieces:
        while number >= value:
            text += letters
            number -= value
    return text


def theme_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield a blank for every quoted theme of the year in `span`."""
    if carry.target.delta == 0:
        return
    lead = rf"(?:{alternation(rule('themes'))}|{_OF_THE_YEAR})"
    pattern = re.compile(rf'(?P<lead>{lead}[^".;]{{0,90}})"(?P<theme>[^"]{{8,400}})"')
    for match in pattern.finditer(carry.folded, span.start, span.end):
        year = _theme_year(carry, match.group("lead"))
        reason = f"Chủ đề của {year} do cấp trên ban hành; chủ đề cũ không dùng lại."
        yield blank_out(Span(*match.span("theme")), carry.text, f"chủ đề {year}", "name", reason)


def movement_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield a blank for a national movement whose quoted name holds a year that is over by the target's."""
    for match in _MOVEMENT.finditer(carry.folded, span.start, span.end):
        if int(match.group("year")) < carry.target.year:
            old = " ".join(carry.text[match.start("name") : match.end("name")].split())
            reason = f"Phong trào “{old}” gắn với năm {match.group('year')}; hãy ghi phong trào đang được phát động."
            yield blank_out(Span(*match.span("name")), carry.text, "tên phong trào hiện hành", "name", reason)


def _theme_year(carry: Carry, lead: str) -> str:
    """Return the year whose theme is wanted, as the words before it name it."""
    named = re.search(r"20\d\d", lead)
    year = int(named.group()) + carry.target.delta if named else carry.target.year
    return f"năm học {year}-{year + 1}" if "nam hoc" in lead else f"năm {year}"
