"""Later mentions by kind and bare number ("Thông tư 22", "Chỉ thị 05", "Nghị định 98/2023") and numbers that share a symbol.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6 lets a document be named shortly once it has been named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.law.citation_kinds import kind_names
from corpus.law.citation_mentions import Mention
from corpus.plan import Span

_SERIAL: Final = r"[0-9]{1,5}(?:[/-](?:19|20)[0-9]{2})?"
_LISTED: Final = re.compile(rf"(?<![0-9/.,-])(?:{_SERIAL}[ ]?(?:,|;|va|&)[ ]{{0,2}}\n?(?:so[ ])?){{1,6}}$")
_ITEM: Final = re.compile(_SERIAL)
_KINDS: Final = "thong tu|nghi dinh|nghi quyet|chi thi|quyet dinh|ket luan|cong van|thong bao"
_SHORT: Final = re.compile(
    rf"(?P<kind>{_KINDS})(?P<joint>[ ]lien tich)?[ \n]{{1,3}}(?P<so>so[ ]?:?[ ]{{0,2}})?"
    rf"(?P<items>{_SERIAL}(?:(?:[ ]?,[ ]?|[ ]va[ ](?:so[ ])?){_SERIAL}){{0,5}})"
    r"(?![0-9a-z%]|[ ]?[/-][ ]?[a-z0-9]|[.,][0-9])"
    r"(?![ \n]{1,3}(?:nam|thang|ngay|diem|nguoi|tieu|noi|nhiem|muc|lop|hoc|gio|tap|ca|giai|dieu|khoan|buoi|tiet|tuan|phan|bo|van|chi|hs|gv|to)(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class ListedNumber:
    """A number in a list whose symbol stands only after the last one: its place in the text."""

    start: int
    end: int


def listed_before(folded: str, at: int) -> tuple[ListedNumber, ...]:
    """Return the bare numbers that stand before the number at `at` and share its symbol, in order."""
    low = max(0, at - 64)
    match = _LISTED.search(folded[low:at])
    if match is None:
        return ()
    return tuple(
        ListedNumber(low + item.start(), low + item.end()) for item in _ITEM.finditer(folded[low:at], match.start())
    )


def find_short(text: str, folded: str) -> Iterator[Mention]:
    """Yield the mentions by kind and bare number; the kind begins with a capital or "số" follows it."""
    for match in _SHORT.finditer(folded):
        if match.start() and folded[match.start() - 1].isalnum():
            continue
        if not (text[match.start()].isupper() or match["so"]):
            continue
        kind = kind_names()[match["kind"] + (match["joint"] or "")]
        years = re.findall(r"[/-]((?:19|20)[0-9]{2})", match["items"])
        for position, item in enumerate(_ITEM.finditer(folded, match.start("items"), match.end("items"))):
            serial, _, year = item[0].replace("-", "/").partition("/")
            yield Mention(
                start=match.start() if position == 0 else item.start(), end=item.end(), kind=kind, form="short",
                number_span=Span(item.start(), item.end()), serial=serial,
                year=int(year) if year else int(years[-1]) if years else None,
            )  # fmt: skip
