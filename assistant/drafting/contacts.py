"""Telephone numbers, addresses, sites and sponsors: another school's never survive, the own are to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out, keep
from assistant.drafting.vocabulary import CAPITALISED, CAPITALS
from assistant.drafting.words import rule
from corpus.plan import Span
from corpus.text import fold

_SITE: Final = r"(?:https?://|www\.)[^\s,;()]+|(?<![\w@.-])(?:[\w-]+\.)+(?:vn|com|net|org|edu)(?:/[^\s,;()]*)?(?![\w.])"
_STREET: Final = rf"(?:\d+|{CAPITALISED}(?:\s+{CAPITALISED}){{0,4}})"
_CONTACTS: Final = (
    ("thư điện tử", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("trang web", re.compile(_SITE)),
    ("số điện thoại", re.compile(r"(?<![\w./-])\(?(?:\+84|0)\d{1,4}\)?(?:[ .-]?\d{2,4}){2,3}(?![\w/]|[.,-]\d)")),
    (
        "số tài khoản",
        re.compile(r"(?:(?<=STK)|(?<=[Tt]ài khoản)|(?<=TK))\s*(?:số)?\s*:?\s*(?P<place>\d[\d .]{5,18}\d)"),
    ),
    (
        "địa chỉ",
        re.compile(rf"(?<!\w)[Ss]ố\s+(?:nhà\s+)?\d+[A-Z]?(?:/\d+)*,?\s+(?:đường|phố|ngõ|ngách)\s+{_STREET}"),
    ),
    ("địa chỉ", re.compile(r"(?<=[Đđ]ịa chỉ)\s*:?\s*(?P<place>(?:số\s+)?\d[^,;()\n]*?)(?=[.,;()\n]|$)")),
)
_NUMBER_OF_DIGITS: Final = (10, 11)
_COMPANY: Final = re.compile(
    rf"(?:Công ty|Tập đoàn|Ngân hàng|[Dd]oanh nghiệp|[Cc]ửa hàng|[Hh]ợp tác xã|HTX|Nhà sách|Nhà tài trợ"
    rf"|Mạnh thường quân"
    rf"|C[oô]ng ty|Tap doan|Ng[aâ]n hang|Doanh nghi[eé]p)"
    rf"(?:\s+(?:TNHH|CP|[Cc]ổ phần|MTV|Chi nhánh|Chi nhanh|[{CAPITALS}][^\s,;.()]*|[&–-](?=\s+[{CAPITALS}])))+"
)


def contact_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield what becomes of telephone numbers, addresses and sites in `span`."""
    for label, pattern in _CONTACTS:
        for match in pattern.finditer(carry.text, span.start, span.end):
            place = Span(*match.span("place" if "place" in pattern.groupindex else 0))
            if _is_contact(label, place.of(carry.text)):
                yield _settled(carry, place, label, "Cách liên hệ")


def sponsor_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield what becomes of companies named in `span`, which give money to one school and not to another."""
    national = rule("national_bodies")
    for match in _COMPANY.finditer(carry.text, span.start, span.end):
        if not any(name in fold(match.group()) for name in national):
            yield _settled(carry, Span(*match.span()), "đơn vị tài trợ", "Đơn vị tài trợ")
    yield from _banks(carry, span)


def _banks(carry: Carry, span: Span) -> Iterator[Edit]:
    names = "|".join(map(re.escape, rule("banks")))
    branch = rf"(?:\s+(?:[Cc]hi nhánh|CN|[Pp]hòng giao dịch|PGD)\s+{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}})?"
    for match in re.finditer(rf"(?<!\w)(?:{names}){branch}", carry.text[span.start : span.end]):
        yield _settled(carry, Span(span.start + match.start(), span.start + match.end()), "ngân hàng", "Ngân hàng")


def _is_contact(label: str, text: str) -> bool:
    if label == "số điện thoại":
        return sum(letter.isdigit() for letter in text) in _NUMBER_OF_DIGITS
    return label != "trang web" or not any(site in text.lower() for site in rule("national_sites"))


def _settled(carry: Carry, place: Span, label: str, what: str) -> Edit:
    if carry.own:
        return keep(place.start, place.end, f"“{place.of(carry.text)}”: giữ theo kế hoạch gốc, hãy xem còn đúng không.")
    return blank_out(place, carry.text, label, "name", f"{what} của trường khác, không dùng lại.")
