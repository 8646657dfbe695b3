"""Who issued a document whose mention does not say so: the text elsewhere, the register, the symbol of the number.

Asked in this order: the same document named elsewhere with its issuer; the heading of a list ("Các văn bản của Phòng
GD&ĐT:"); the register; the symbol, where it stands for one body; other documents with the same symbol in the text;
the letters of the symbol.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from corpus.law.citation_issuers import read_issuer
from corpus.law.citation_mentions import Mention
from corpus.law.citation_numbers import kind_symbols
from corpus.law.citation_words import load_words
from corpus.law.model import LegalDocument
from corpus.law.symbols import Issuer, load_symbols
from corpus.text import fold, fold_key

_HEAD: Final = 900  # characters of the letterhead
_LIST_HEADING: Final = re.compile(
    r"(?:van ban|ke hoach|cong van|quyet dinh|huong dan)(?: chi dao| huong dan)?(?=[ ]cua[ ])"
)
_LIST_REACH: Final = 1500
_STATED_REACH: Final = 120
_OF: Final = re.compile(r"(?<![a-z])cua(?![a-z])")
_AT: Final = re.compile(r"[ ,\n]{1,3}(?:tai|theo|trong|qua|thong qua|bang)[ \n]{1,3}(?:cac[ ])?")
_LEVEL: Final = re.compile(r"(?<!\w)(?:thành phố|tỉnh|huyện|quận|thị xã|phường|xã|thị trấn)$")
_JOINT_SYMBOLS: Final = frozenset({"ttlt", "nqlt"})
# Symbols that several bodies share, or bodies of every rank of local government.
_SHARED: Final = frozenset({"ubnd", "hdnd", "tu", "hu", "du", "tw"})
_PARTY_CENTRE: Final = "tw"
_OFFICE: Final = re.compile(r"^(?P<rank>[ps])(?P<rest>gd.*)$")
_RANKS: Final = {"p": "Phòng", "s": "Sở"}


class IssuerInference:
    """Answers for the mentions of one text."""

    def __init__(self, text: str, folded: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._folded = folded
        self._mentions = mentions
        self._by_number: dict[tuple[str, str, str], dict[date | None, str]] = {}
        self._by_body: dict[str, list[int]] = {}
        self._places: dict[str, str | None] = {}
        for index, mention in enumerate(mentions):
            if mention.issuer is None or fold_key(mention.issuer.name) in load_words().vague:
                continue
            if mention.number_key is not None:
                self._by_number.setdefault(mention.number_key, {}).setdefault(mention.day, mention.issuer.name)
                self._by_body.setdefault(_body_part(mention.parts), []).append(index)
        self._ranks = {body: self._ranks_of(body) for body in _SHARED & self._by_body.keys()}

    def _ranks_of(self, body: str) -> int:
        """Return how many different issuers the text names for documents of `body`."""
        return len({fold_key(_in_full(self._name(index))) for index in self._by_body[body]})

    def issuer(self, index: int, documents: tuple[LegalDocument, ...]) -> str | None:
        """Return the issuer of the mention at `index`: as written, with its place, or inferred; else ``None``."""
        mention = self._mentions[index]
        written = self._with_place(mention.issuer.name) if mention.issuer else None
        if written and fold_key(written) not in load_words().vague:
            return _completed(written, mention)
        if mention.form == "short" and mention.number is None:
            return written
        return (
            self._elsewhere(mention)
            or self._list_heading(mention)
            or _of_documents(documents)
            or _of_symbol(mention)
            or self._stated_before(mention)
            or self._of_same_body(index, mention)
            or self._of_letters(mention)
            or written
        )

    def _elsewhere(self, mention: Mention) -> str | None:
        """Return the issuer that the text names with the same number, and the same day where both have one."""
        issuers = self._by_number.get(mention.number_key, {}) if mention.number_key else {}
        if mention.day is None:
            name = next(iter(issuers.values()), None)
        else:
            name = issuers.get(mention.day) or issuers.get(None)
        return self._with_place(_in_full(name)) if name else None

    def _list_heading(self, mention: Mention) -> str | None:
        """Return the issuer that heads the list in which the mention stands: "Các văn bản của Phòng GD&ĐT: …; …"."""
        low = max(0, mention.start - _LIST_REACH)
        low = max(low, self._folded.rfind("\n\n", low, mention.start))
        for heading in _LIST_HEADING.finditer(self._folded, low, mention.start):
            issuer = read_issuer(self._text, self._folded, heading.end())
            if issuer and re.match(r"[^;\n.]{0,60}:", self._folded[issuer.span.end : mention.start]):
                return self._with_place(issuer.name)
        return None

    def _stated_before(self, mention: Mention) -> str | None:
        """Return the issuer that stands before the mention: "chỉ đạo của UBND thành phố tại Công văn số …"."""
        low = max(0, mention.start - _STATED_REACH)
        for of in _OF.finditer(self._folded, low, mention.start):
            issuer = read_issuer(self._text, self._folded, of.start())
            if issuer and _AT.fullmatch(self._folded, issuer.span.end, mention.start):
                return self._with_place(issuer.name)
        return None

    def _of_same_body(self, index: int, mention: Mention) -> str | None:
        """Return the issuer of the nearest earlier (else next) document with the same body in its symbol.

        Not for people's committees and the like, where the text names several of different rank.
        """
        body = _body_part(mention.parts)
        same = self._by_body.get(body, [])
        if body == _PARTY_CENTRE:  # its Politburo, Secretariat and Committee sign alike; one kind is mostly one's
            same = [other for other in same if self._mentions[other].kind == mention.kind]
        if not body or not same or self._ranks.get(body, 1) > 1:
            return None
        before = bisect_left(same, index)
        return self._with_place(_in_full(self._name(same[before - 1] if before else same[0])))

    def _name(self, index: int) -> str:
        issuer = self._mentions[index].issuer
        return issuer.name if issuer else ""

    def _of_letters(self, mention: Mention) -> str | None:
        """Return the body that the symbol spells, with the letterhead's place: "PGDĐT" -> "Phòng GDĐT Hòa Bình"."""
        written = _written_body(mention)
        office = _OFFICE.match(fold(written))
        if office:
            name = f"{_RANKS[office['rank']]} {written[1:]}"
            return f"{name} {place}" if (place := self._letterhead_place(office["rank"])) else name
        issuer = _local_body(fold(written)) if len(written) > 2 else None
        return issuer.name if issuer else None

    def _letterhead_place(self, rank: str) -> str | None:
        """Return the place in the letterhead's own "PHÒNG GD&ĐT HÒA BÌNH", in normal case."""
        head = re.compile(
            rf"(?:^|\n)[ ]*{fold(_RANKS[rank])} (?:gd ?[&-]? ?dt|giao duc(?: va| &| -)? dao tao)"
            r"[ ]+(?P<place>[^\n]{2,40})"
        )
        match = head.search(self._folded[:_HEAD])
        if match is None:
            return None
        place = re.split(r"\s{3,}|\t|\|", self._text[match.start("place") : match.end("place")])[0]
        return " ".join(word.capitalize() for word in place.split()) if place.isupper() else place.strip()

    def _with_place(self, name: str) -> str:
        """Return `name` with the place it leaves out ("UBND tỉnh"), where the text names exactly one such place."""
        level = _LEVEL.search(name.lower())
        if level is None or len(name.split()) < 2:
            return name
        if level[0] not in self._places:
            self._places[level[0]] = self._place_of(fold(level[0]))
        place = self._places[level[0]]
        return f"{name} {place}" if place else name

    def _place_of(self, level: str) -> str | None:
        names: Counter[str] = Counter()
        for match in re.finditer(rf"(?<![a-z]){level.replace(' ', '[ ]')}[ ](?=[a-z])", self._folded):
            words = re.match(r"(?:[^\W\d_]+[ ]?){1,4}", self._text[match.end() : match.end() + 40])
            name = _capitalised(words[0]) if words else ""
            if name and self._text[match.start() : match.end()].strip()[1:].islower():
                names[name] += 1
        common = names.most_common(2)
        if not common or (len(common) > 1 and common[0][1] < 3 * common[1][1]):
            return None
        return common[0][0]


def _capitalised(words: str) -> str:
    kept: list[str] = []
    for word in words.split():
        if not (word[0].isupper() and word[1:].islower()):
            break
        kept.append(word)
    return " ".join(kept)


def _in_full(name: str) -> str:
    """Return the name with "UBND" and "HĐND" written out, as an inferred issuer is given."""
    return re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", name))


def _of_documents(documents: tuple[LegalDocument, ...]) -> str | None:
    names = {document.issuer for document in documents}
    return names.pop() if len(names) == 1 else None


def _of_symbol(mention: Mention) -> str | None:
    """Return the central body that the symbol stands for, or the bodies of a joint document."""
    if mention.kind in {"Luật", "Bộ luật", "Hiến pháp"}:
        return "Quốc hội"
    if mention.kind == "Pháp lệnh":
        return "Ủy ban Thường vụ Quốc hội"
    parts = mention.parts[1:] if mention.parts and mention.parts[0] in kind_symbols() else mention.parts
    bodies = [_central_bodies().get(part) for part in parts]
    if mention.parts and mention.parts[0] in _JOINT_SYMBOLS:
        named = [body for body in bodies if body]
        return "; ".join(named) if len(named) == len(bodies) else None
    return next((body for body in bodies if body), None)


def _completed(written: str, mention: Mention) -> str:
    """Return the central body's whole name where only its beginning is written: "Bộ Văn hóa" of TT-BVHTTDL."""
    if not written.startswith("Bộ "):
        return written
    whole = _of_symbol(mention)
    return whole if whole and fold(whole).startswith(f"{fold(written)}") else written


def _body_part(parts: tuple[str, ...]) -> str:
    """Return the part of a symbol that names the body: the first that is no kind of document."""
    return next((part.replace("&", "") for part in parts if part not in kind_symbols() or part == "ubnd"), "")


def _written_body(mention: Mention) -> str:
    """Return the body's part of the canonical number as it is written there, or ``""``."""
    tokens = re.split(r"[/-]", mention.number or "")[1:]
    return next((t for t in tokens if t and not t.isdigit() and fold(t) not in kind_symbols()), "")


@cache
def _central_bodies() -> dict[str, str]:
    levels = ("state", "central", "association")
    table: dict[str, set[str]] = {}
    for issuer in load_symbols().issuers:
        for symbol in issuer.symbols:
            table.setdefault(fold(symbol), set()).add(
                issuer.name if issuer.level in levels or issuer.level == "party" else ""
            )
    return {symbol: names.copy().pop() for symbol, names in table.items() if len(names) == 1 and "" not in names}


@cache
def _local_body(part: str) -> Issuer | None:
    return next(
        (i for i in load_symbols().issuers if i.level == "local" and part in {fold(s) for s in i.symbols}), None
    )
