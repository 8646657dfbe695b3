"""Find every document that a Vietnamese administrative text names: laws, decrees, plans, letters, Party documents.

>>> [c.number for c in find_citations("Căn cứ Thông tư số 22/2021/TT-BGDDT ngày 20/7/2021 của Bộ GDĐT;")]
['22/2021/TT-BGDĐT']

The way through: numbers of documents are found by their shape (citation_numbers), laws by their names (citation_laws),
later mentions by kind and bare number (citation_short). Around each, the kind before it (citation_kinds), the day and
the issuer after it (citation_tail, citation_issuers) are read. Then years that were left out are filled in
(citation_years), mentions of one document are linked (citation_links), the register is asked (citation_register), and
issuers that are not written are inferred (citation_inference); citation_resolve holds these steps together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Final

from corpus.law.citation_bodies import DOUBLED_D, expected_names
from corpus.law.citation_issuers import read_committee, read_issuer
from corpus.law.citation_kinds import (
    KindMark,
    is_known_symbol,
    joint_kind,
    kind_before,
    kind_of_symbol,
    numero_before,
    opens_line_at,
    owned_kind_before,
    reads_numero,
)
from corpus.law.citation_laws import LawMark, find_laws
from corpus.law.citation_mentions import Mention
from corpus.law.citation_numbers import (
    NumberMark,
    find_numbers,
    has_several_bodies,
    kind_as_written,
    mended_number,
    private_symbols,
    symbol_parts,
    with_kind_symbol,
)
from corpus.law.citation_register import DocumentSource
from corpus.law.citation_resolve import resolve
from corpus.law.citation_scope import find_basis
from corpus.law.citation_short import ListedNumber, find_short, listed_before
from corpus.law.citation_tail import read_tail, with_issuer_apart
from corpus.law.citation_words import load_words
from corpus.law.numbers import canonical_number
from corpus.plan import Citation, Span
from corpus.text import fold

_LIST_REACH: Final = 600  # how far after a citation a bare "số 13/KH-UBND" still continues its list
_BLOCK: Final = 512  # characters for which the loss of diacritics is judged together
_OVERLAP: Final = 128
_VIETNAMESE: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_LEAST_VIETNAMESE: Final = 0.4  # letters a word
_JOINT: Final = re.compile(
    r"lien (?:tich|nganh|so|bo)|phoi hop|(?<![a-z])(?:[a-z]{2,3}lt|[a-z]{2}ln|c?tr?ph|[a-z]{2}ph)$"
)


def find_citations(
    text: str,
    *,
    register: DocumentSource | None = None,
    body: Span | None = None,
    plan_date: date | None = None,
    plan_year: int | None = None,
) -> tuple[Citation, ...]:
    """Return every document named in `text`, in order and without overlaps.

    `number` holds what the text says; a law named by its name and its day or year gets it from `register`. A law named
    without either and a later mention ("Thông tư 22") have ``None`` there and are known by `register_id`, `candidates`
    and `first`. `date` is the day as written, even where it is wrong.

    `body` is where the plan's body lies, for `in_legal_basis`; `plan_date` (or the end of `plan_year`) settles which of
    several documents of one number or name can be meant.
    """
    folded = fold(text)
    mentions = _without_overlaps(_Finder(text, folded).mentions())
    basis = find_basis(folded, body)
    as_of = plan_date or (date(plan_year, 12, 31) if plan_year else None)
    return resolve(text, folded, mentions, basis=basis, register=register, plan_date=as_of)


def _without_overlaps(mentions: Iterator[Mention]) -> list[Mention]:
    """Return the mentions in order; of two that overlap, a number wins over a name, a name over a bare number."""
    rank = {"full": 0, "unnumbered": 1, "short": 2}
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, rank[m.form], -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif rank[mention.form] < rank[kept[-1].form]:
            kept[-1] = mention
    return kept


class _Finder:
    """Finds the mentions in one text, each for itself."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self._folded = folded
        self._damaged: dict[int, bool] = {}

    def mentions(self) -> Iterator[Mention]:
        """Yield all mentions, numbered ones first; they may overlap."""
        laws = list(find_laws(self._text, self._folded))
        by_number = {law.number_at: law for law in laws if law.number_at is not None}
        numbered: set[int] = set()
        previous_end = -_LIST_REACH
        for number in find_numbers(self._text, self._folded):
            law = by_number.get(number.start)
            if law is not None:
                numbered.add(law.start)
            for mention in self._numbered(number, law, previous_end):
                previous_end = mention.end
                yield mention
        yield from (self._named(law) for law in laws if law.start not in numbered)
        yield from find_short(self._text, self._folded)

    def _named(self, law: LawMark) -> Mention:
        """Return the mention of a law by its name, with the day and the issuer that follow."""
        tail = read_tail(self._text, self._folded, law.end, damaged=self._is_damaged(law.start))
        return Mention(
            start=law.start,
            end=tail.end,
            kind=law.kind,
            day=tail.day,
            day_span=tail.day_span,
            year=law.year or tail.year,
            issuer=tail.issuer,
            form="unnumbered",
            name=law.name,
        )

    def _numbered(self, number: NumberMark, law: LawMark | None, previous_end: int) -> Iterator[Mention]:
        """Yield the document that `number` names, after those that share its symbol ("số 22, 24/2023/TT-BGDĐT")."""
        if law is not None:
            mention = self._build(number, KindMark(law.start, law.kind), law.start)
            yield replace(mention, name=law.name, year=mention.year or law.year)
            return
        listed = listed_before(self._folded, number.start)
        hint = kind_of_symbol(number.parts)
        kind = self._kind(listed[0].start, hint) if listed else None
        if kind is None:
            listed, kind = (), self._kind(number.start, hint)
        if kind is not None and (kind.name in load_words().private_kinds or self._is_misread(kind, number)):
            return
        owned = self._owned(number) if kind is None else None
        if owned is not None:
            yield owned
            return
        start = kind.start if kind else self._bare_start(number, previous_end)
        if start is None or (kind is not None and self._is_own(kind, number)):
            return
        mention = self._build(number, kind, start)
        yield from self._sharing(mention, listed, number)
        yield replace(mention, start=number.start) if listed else mention

    def _kind(self, at: int, hint: str) -> KindMark | None:
        return kind_before(self._text, self._folded, at, hint, damaged=self._is_damaged(at))

    def _is_misread(self, kind: KindMark, number: NumberMark) -> bool:
        """Tell whether damaged words taken for a kind say that the number is no document's."""
        return kind.damaged and self._is_no_document(number.start)

    def _owned(self, number: NumberMark) -> Mention | None:
        """Return the mention whose issuer precedes the number: "Quyết định của Thủ tướng Chính phủ số 1373/QĐ-TTg"."""
        found = owned_kind_before(self._folded, number.start)
        if found is None:
            return None
        kind, at = found
        issuer = read_issuer(self._text, self._folded, at, damaged=self._is_damaged(number.start))
        if issuer is None or not reads_numero(self._folded, issuer.span.end, number.start):
            return None
        mention = self._build(number, kind, kind.start)
        return replace(mention, issuer=mention.issuer or issuer)

    def _sharing(self, mention: Mention, listed: tuple[ListedNumber, ...], number: NumberMark) -> Iterator[Mention]:
        """Yield the documents of `listed`, whose symbol (and year, if they have none) is that of `number`."""
        _, _, symbol = self._text[number.start : number.end].replace("-", "/", 1).partition("/")
        for position, item in enumerate(listed):
            serial = self._text[item.start : item.end]
            own_year = "/" in serial and number.has_year
            yield replace(
                mention,
                start=mention.start if position == 0 else item.start,
                end=item.end,
                number=canonical_number(f"{serial}/{symbol.partition('/')[2] if own_year else symbol}"),
                number_span=Span(item.start, item.end),
                day=None,
                day_span=None,
            )

    def _build(self, number: NumberMark, kind: KindMark | None, start: int) -> Mention:
        """Return the mention that begins at `start` and whose number is `number`, with what follows it."""
        name = joint_kind((kind.name if kind else None) or kind_of_symbol(number.parts), number.parts)
        joint = any(_JOINT.search(word) for word in (fold(name), *number.parts)) or has_several_bodies(number.parts)
        damaged = (kind is not None and kind.damaged) or self._is_damaged(number.start)
        written = self._text[number.start : number.end]
        if number.apart:
            written = written.replace(" ", "/", 1)
        written = DOUBLED_D.sub("Đ", written)
        if damaged:
            written = mended_number(written, name)
        parts = symbol_parts(written)
        canonical = _canonical(with_kind_symbol(written, name, parts, has_year=number.has_year))
        expected = expected_names(parts) if damaged else ()
        committee = read_committee(self._text, self._folded, number.end, number.parts)
        end = committee.span.end if committee else number.end
        tail = read_tail(self._text, self._folded, end, joint=joint, damaged=damaged, expected=expected)
        tail = with_issuer_apart(self._text, self._folded, tail, parts) if not committee else tail
        return Mention(
            start=start,
            end=tail.end,
            kind=name,
            number=canonical,
            number_span=Span(number.start, number.end),
            parts=parts,
            has_year=number.has_year,
            day=tail.day,
            day_span=tail.day_span,
            year=tail.year,
            issuer=tail.issuer or committee,
        )

    def _bare_start(self, number: NumberMark, previous_end: int) -> int | None:
        """Return where a mention without a kind begins, ``None`` where the number is no document or the text's own."""
        numero = numero_before(self._text, self._folded, number.start)
        start = numero.start if numero else number.start
        if number.apart or (numero and numero.heads_line) or (numero is None and self._follows_remnant(start)):
            return None
        if self._is_no_document(start) or kind_as_written(self._text[number.start : number.end]) in private_symbols():
            return None
        continues = numero is not None and start - previous_end <= _LIST_REACH
        if self._text[start] == "S" and not continues:
            return None
        certain = numero is not None or number.has_year or len(number.parts) > 1
        return start if continues or (certain and is_known_symbol(number.parts)) else None

    def _is_no_document(self, at: int) -> bool:
        """Tell whether the words before `at` say that what follows is the number of something else."""
        return _no_document().search(self._folded[max(0, at - 24) : at]) is not None

    def _follows_remnant(self, start: int) -> bool:
        """Tell whether one short word stands before `start` on its line: a damaged "Số:" of the text's own head."""
        low = max(0, start - 8)
        line = self._folded[low:start].rpartition("\n")
        return (bool(line[1]) or low == 0) and re.fullmatch(r"[ *_]*[^\s\d*+•-]{1,4}[ ]?[:.]?[ ]*", line[2]) is not None

    def _is_own(self, kind: KindMark, number: NumberMark) -> bool:
        """Tell whether `number` is the text's own though a kind precedes: "KẾ HOẠCH" on the line above "Số: 43/KH"."""
        heading = self._folded[kind.start : number.start].partition("\n")
        numero = numero_before(self._text, self._folded, number.start)
        if not heading[1] or numero is None or not numero.heads_line:
            return False
        in_capitals = self._text[kind.start : kind.start + len(heading[0])].isupper()
        return in_capitals and opens_line_at(self._folded, kind.start)

    def _is_damaged(self, at: int) -> bool:
        """Tell whether the words around `at` have lost their diacritics."""
        block = at // _BLOCK
        if block not in self._damaged:
            self._damaged[block] = _lost_diacritics(
                self._text[max(0, block * _BLOCK - _OVERLAP) : (block + 1) * _BLOCK + _OVERLAP]
            )
        return self._damaged[block]


@lru_cache(maxsize=8192)
def _canonical(written: str) -> str:
    return canonical_number(written)


def _lost_diacritics(text: str) -> bool:
    """Tell whether `text` has fewer letters of Vietnamese alone than sound text, which has some two in three words.

    A cheaper judge than `corpus.text.diacritics_state`, for stretches of which there may be thousands.
    """
    words = text.count(" ") + text.count("\n") + 1
    return words >= 8 and len(_VIETNAMESE.findall(text)) < _LEAST_VIETNAMESE * words


@cache
def _no_document() -> re.Pattern[str]:
    """Return the words that say, directly before a number, that it names no document."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(load_words().no_document)})(?: so)?[ ]?:?[ ]?$")
