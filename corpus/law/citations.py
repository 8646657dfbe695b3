"""Find every document that a Vietnamese administrative text names: laws, decrees, circulars, plans, letters, Party documents.

>>> [c.number for c in find_citations("Căn cứ Thông tư số 22/2021/TT-BGDDT ngày 20/7/2021 của Bộ GDĐT về đánh giá học sinh;")]
['22/2021/TT-BGDĐT']

The way through: numbers of documents are found by their shape (citation_numbers), laws by their names (citation_laws), later
mentions by kind and bare number (citation_short); around each the kind before it (citation_kinds), the day, the issuer and the subject
after it (citation_tail, citation_issuers) are read. Then the mentions are told apart, linked and looked up (citation_resolve).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from corpus.law.citation_kinds import (
    KindMark,
    is_known_symbol,
    kind_before,
    kind_of_symbol,
    numero_before,
)
from corpus.law.citation_laws import LawMark, find_laws
from corpus.law.citation_mentions import Mention
from corpus.law.citation_numbers import NumberMark, find_numbers, mended_number
from corpus.law.citation_register import DocumentSource
from corpus.law.citation_resolve import resolve
from corpus.law.citation_scope import find_basis
from corpus.law.citation_short import find_short, listed_before
from corpus.law.citation_tail import Tail, read_tail
from corpus.law.citation_words import load_words
from corpus.law.numbers import canonical_number
from corpus.plan import Citation, Span
from corpus.text import diacritics_state, fold

_LIST_REACH: Final = 600  # how far after a citation a bare "số 13/KH-UBND" still continues its list
_AROUND: Final = 160  # characters on either side of a number that show whether diacritics were lost
_JOINT_KINDS: Final = re.compile(r"lien (?:tich|nganh|so|bo)|phoi hop")
_JOINT_SYMBOLS: Final = re.compile(r"ttlt|nqlt|khlt|hdlt|hdln|khln|ctlt|ctph|khph|ltph|ctrph|qcph|cvlt|lt$")
def find_citations(
    text: str,
    *,
    register: DocumentSource | None = None,
    body: Span | None = None,
    plan_date: date | None = None,
    plan_year: int | None = None,
) -> tuple[Citation, ...]:
    """Return every document named in `text`, in order and without overlaps.

    `number` holds what the text says (a law named by its name and day or year gets its number from `register`); a law named
    without either, and a later mention ("Thông tư 22"), have ``None`` there and are known by `register_id`, `candidates` and `first`.
    `body` is where the plan's body begins and ends, for `in_legal_basis`; `plan_date` (or `plan_year`, its end) settles which of
    several documents of one number or name can be meant.
    """
    folded = fold(text)
    mentions = _without_overlaps(_mentions(text, folded))
    basis = find_basis(folded, body)
    known_on = plan_date or (date(plan_year, 12, 31) if plan_year else None)
    return resolve(text, folded, mentions, basis=basis, register=register, plan_date=known_on)


def _mentions(text: str, folded: str) -> Iterator[Mention]:
    laws = list(find_laws(text, folded))
    by_number = {law.number_at: law for law in laws if law.number_at is not None}
    numbered: set[int] = set()
    previous: Mention | None = None
    for number in find_numbers(text, folded):
        law = by_number.get(number.start)
        if law is not None:
            numbered.add(law.start)
        for mention in _numbered(text, folded, number, law, previous):
            previous = mention
            yield mention
    yield from (_named(text, folded, law) for law in laws if law.start not in numbered)
    yield from find_short(text, folded)


def _without_overlaps(mentions: Iterator[Mention]) -> list[Mention]:
    """Return the mentions in order; where two overlap, the one that says more (a number before a name before a bare number)."""
    rank = {"full": 0, "unnumbered": 1, "short": 2}
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, rank[m.form], -m.end)):
        if kept and mention.start < kept[-1].end:
            if rank[mention.form] < rank[kept[-1].form]:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _named(text: str, folded: str, law: LawMark) -> Mention:
    """Return the mention of a law by its name, with the day and the issuer that follow."""
    tail = read_tail(text, folded, law.end)
    return Mention(
        start=law.start, end=tail.end, kind=law.kind, day=tail.day, day_span=tail.day_span, year=law.year or tail.year,
        issuer=tail.issuer, form="unnumbered", name=law.name,
    )  # fmt: skip


def _numbered(
    text: str, folded: str, number: NumberMark, law: LawMark | None, previous: Mention | None
) -> Iterator[Mention]:
    """Yield the document that `number` names, after those that share its symbol ("Thông tư số 22, 24/2023/TT-BGDĐT")."""
    if law is not None:
        mention = _build(text, folded, number, KindMark(law.start, law.kind), law.start)
        yield replace(mention, name=law.name, year=mention.year or law.year)
        return
    listed = listed_before(folded, number.start)
    kind = kind_before(text, folded, listed[0].start if listed else number.start)
    if kind is None and listed:
        listed, kind = (), kind_before(text, folded, number.start)
    start = kind.start if kind else _bare_start(text, folded, number, previous)
    if start is None or (kind is not None and _own_number(text, folded, kind, number)):
        return
    mention = _build(text, folded, number, kind, start)
    symbol = folded_symbol(text, number)
    for position, item in enumerate(listed):
        written = f"{text[item.start : item.end]}/{symbol}"
        begin = start if position == 0 else item.start
        yield Mention(
            start=begin, end=item.end, kind=mention.kind, number=canonical_number(written), number_span=Span(item.start, item.end),
            parts=number.parts, has_year=number.has_year, issuer=mention.issuer,
        )  # fmt: skip
    yield replace(mention, start=number.start) if listed else mention


def folded_symbol(text: str, number: NumberMark) -> str:
    """Return what follows the serial in a number as written: "2023/TT-BGDĐT"."""
    return re.split(r"[/-]", text[number.start : number.end], maxsplit=1)[-1].strip()


def _build(text: str, folded: str, number: NumberMark, kind: KindMark | None, start: int) -> Mention:
    """Return the mention that begins at `start` and whose number is `number`, with what follows it."""
    name = (kind.name if kind else None) or kind_of_symbol(number.parts)
    joint = bool(_JOINT_KINDS.search(fold(name)) or any(_JOINT_SYMBOLS.search(part) for part in number.parts))
    damaged = (kind.damaged if kind else False) or _is_damaged(text, number)
    tail: Tail = read_tail(text, folded, number.end, joint=joint, damaged=damaged)
    written = text[number.start : number.end]
    if damaged:
        written = mended_number(written)
    return Mention(
        start=start, end=tail.end, kind=name, number=canonical_number(written), number_span=Span(number.start, number.end),
        parts=number.parts, has_year=number.has_year, day=tail.day, day_span=tail.day_span, year=tail.year, issuer=tail.issuer,
        damaged=damaged,
    )  # fmt: skip


def _is_damaged(text: str, number: NumberMark) -> bool:
    """Tell whether the words around `number` have lost their diacritics."""
    around = text[max(0, number.start - _AROUND) : number.start] + text[number.end : number.end + _AROUND]
    return diacritics_state(around) != "full"


@cache
def _no_document() -> re.Pattern[str]:
    """The words that say, directly before a number, that it names no document."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(load_words().no_document)})(?: so)?[ ]?:?[ ]?$")


def _bare_start(text: str, folded: str, number: NumberMark, previous: Mention | None) -> int | None:
    """Return where a mention without a kind begins, or ``None`` where the number is no document or the text's own."""
    if number.apart:
        return None
    numero = numero_before(text, folded, number.start)
    start = numero.start if numero else number.start
    if _no_document().search(folded[max(0, start - 24) : start]):
        return None
    if numero and numero.heads_line:
        return None
    continues = previous is not None and numero is not None and start - previous.end <= _LIST_REACH
    known = is_known_symbol(number.parts) and (numero is not None or number.has_year or len(number.parts) > 1)
    return start if known or continues else None


def _own_number(text: str, folded: str, kind: KindMark, number: NumberMark) -> bool:
    """Tell whether `number` is the text's own although a kind stands before it: "KẾ HOẠCH" alone on the line above "Số: 43/KH"."""
    between = folded[kind.start : number.start]
    if "\n" not in between:
        return False
    heading, _, rest = between.partition("\n")
    numero = numero_before(text, folded, number.start)
    line_start = folded.rfind("\n", 0, kind.start) + 1
    alone = not folded[line_start : kind.start].strip(" *#_") and text[kind.start : kind.start + len(heading)].isupper()
    return numero is not None and numero.heads_line and alone and not rest.strip(" \n*_")[:1].isdigit()
