"""Mentions by kind and bare number ("Thông tư 22", "Nghị định 98/2023") and numbers that share a symbol.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6 lets a document be named shortly once it has been named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.law.citation_kinds import kind_names
from corpus.law.citation_mentions import Mention
from corpus.law.citation_tail import Tail, read_tail
from corpus.plan import Span
from corpus.text import fold

_SERIAL: Final = r"[0-9]{1,5}(?:[/-](?:19|20)[0-9]{2})?"
_LISTED: Final = re.compile(rf"(?<![0-9/.,-])(?:{_SERIAL}[ ]?(?:,|;|va|&)[ ]{{0,2}}\n?(?:so[ ])?){{1,6}}$")
# "TT 27/20": only of the kinds whose numbers carry the year; elsewhere it is a day and a month.
_SHORT_YEAR: Final = r"[0-9]{1,3}/[12][0-9](?![0-9]|[/.-][0-9])"
_ITEM: Final = re.compile(rf"{_SHORT_YEAR}|{_SERIAL}")
_YEARLY: Final = frozenset({"Thông tư", "Nghị định"})
# Kinds by the outlines of their names, so that damaged ones are found as well ("Céng van", "Thong tw").
_OUTLINES: Final = {
    "thong_tu": (r"th[o6e]ng t[uwv]'?", "Thông tư"),
    "nghi_dinh": (r"ngh[i1] d[ij]nh", "Nghị định"),
    "nghi_quyet": (r"ngh[i1] quyet", "Nghị quyết"),
    "chi_thi": (r"chi th[i1]", "Chỉ thị"),
    "quyet_dinh": (r"quyet d[ij]nh", "Quyết định"),
    "ket_luan": (r"ket lu[ad]n", "Kết luận"),
    "cong_van": (r"c[o6e]ng v[ad]n", "Công văn"),
    "thong_bao": (r"th[o6e]ng b[ad]o", "Thông báo"),
    "huong_dan": (r"h[uw][o6e]ng d[ad]n", "Hướng dẫn"),
    "ke_hoach": (r"ke hoach", "Kế hoạch"),
    "quy_dinh": (r"quy d[ij]nh", "Quy định"),
}
_KINDS: Final = "|".join(f"(?P<{name}>{outline})" for name, (outline, _) in _OUTLINES.items())
# Short names of kinds, which count in capitals only: "NĐ 98", "TT 22".
_INITIALS: Final = {"tt": "Thông tư", "nd": "Nghị định", "nq": "Nghị quyết", "cv": "Công văn", "qd": "Quyết định"}
# Kinds so seldom counted that their names in small letters will do: "theo thông tư 22", "công văn 5512".
_PLAIN_KINDS: Final = frozenset({"Thông tư", "Nghị định", "Chỉ thị", "Công văn"})
# Of these kinds a bare number says too little ("Kế hoạch 5"), but for a day or its issuer after it.
_NEED_DAY: Final = frozenset({"Hướng dẫn", "Kế hoạch", "Quy định", "Thông báo"})
# What is counted: after these words the number is none of a document.
_COUNTED: Final = (
    "nam|thang|diem|nguoi|tieu|noi|nhiem|muc|lop|hoc|gio|tap|ca|giai|dieu|khoan|buoi|tiet|tuan|phan|bo|van|chi|hs|gv|to"
    "|trang|ban|lan"
)
_ENDS_NAME: Final = re.compile(
    r"[ ]?(?:[.;,)]|$)|[ \n]{1,2}(?:va|ve)[ ]"
    r"|[ \n]{1,2}cua[ \n]{1,2}(?:trung uong|tw|bo|ban|so|phong|ubnd|uy ban|tinh|thanh)(?![a-z])"
)
_BARE: Final = re.compile(
    rf"(?:{_SHORT_YEAR}|{_SERIAL})(?:(?:[ ]?,[ ]?|[ ]va[ ](?:so[ ])?){_SERIAL}){{0,5}}"
    rf"(?![0-9a-z%]|[ ]?[/-][ ]?[a-z0-9]|[.,][0-9])(?![ \n]{{1,3}}(?:{_COUNTED})(?![a-z]))"
)
_KIND: Final = re.compile(
    rf"(?<![a-z0-9])(?:(?P<initials>{'|'.join(_INITIALS)})[ \n]{{0,3}}"
    rf"|(?:{_KINDS})(?P<joint>[ ]lien tich)?[ \n]{{1,3}})"
    r"(?P<so>so[ ]?:?[ ]{0,2})?$"
)
_LONGEST_KIND: Final = 32


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
    """Yield the mentions by kind and bare number; the kind begins with a capital or "số" follows it.

    One with a day after it ("Công văn số 824 ngày 05/9/2021 của Phòng GD&ĐT") is as full as its writer made it.
    """
    for bare in _BARE.finditer(folded):
        at = bare.start()
        if at < 2 or not (folded[at - 1] in " \n:" or folded[at - 2 : at] in _INITIALS):
            continue
        low = max(0, at - _LONGEST_KIND)
        match = _KIND.search(folded[low:at])
        if match is None or not _names_kind(text[low + match.start() : low + match.end()], match, bare[0]):
            continue
        items = list(_ITEM.finditer(folded, at, bare.end()))
        tail = read_tail(text, folded, bare.end())
        kind = _kind(match)
        if any(_has_short_year(item) for item in items) and kind not in _YEARLY:
            continue
        if len(items) == 1 and tail.day_span is not None:
            yield _dated(low + match.start(), kind, items[0], tail)
        elif _says_enough(kind, bare, folded) and not folded.startswith(" ngay", bare.end()):
            yield from _bare(low + match.start(), kind, items)


def _says_enough(kind: str, bare: re.Match[str], folded: str) -> bool:
    """Tell whether a bare number of this kind names a document: "Quy định 08 của Trung ương", not "Kế hoạch 5"."""
    if kind not in _NEED_DAY:
        return True
    return bare[0].isdigit() and len(bare[0]) in (2, 3) and _ENDS_NAME.match(folded, bare.end()) is not None


def _has_short_year(item: re.Match[str]) -> bool:
    return re.fullmatch(_SHORT_YEAR, item[0]) is not None


def _names_kind(written: str, match: re.Match[str], number: str) -> bool:
    """Tell whether the words before `number`, as `written`, name a kind of document and count nothing."""
    if match["initials"]:
        return written[: len(match["initials"])].isupper() and number[1:2].isdigit()
    if match["so"]:
        return True
    return number[1:2].isdigit() and (written[0].isupper() or _kind(match) in _PLAIN_KINDS)


def _dated(start: int, kind: str, item: re.Match[str], tail: Tail) -> Mention:
    serial, year = _serial_and_year(item)
    return Mention(
        start=start,
        end=tail.end,
        kind=kind,
        number_span=Span(item.start(), item.end()),
        day=tail.day,
        day_span=tail.day_span,
        year=year,
        issuer=tail.issuer,
        serial=serial,
    )


def _bare(start: int, kind: str, items: list[re.Match[str]]) -> Iterator[Mention]:
    years = [year for item in items if (year := _serial_and_year(item)[1])]
    for position, item in enumerate(items):
        serial, year = _serial_and_year(item)
        yield Mention(
            start=start if position == 0 else item.start(),
            end=item.end(),
            kind=kind,
            form="short",
            number_span=Span(item.start(), item.end()),
            serial=serial,
            year=year or (years[-1] if years else None),
        )


def _kind(match: re.Match[str]) -> str:
    if match["initials"]:
        return _INITIALS[match["initials"]]
    name = next(name for group, (_, name) in _OUTLINES.items() if match[group])
    return kind_names().get(fold(name) + (match["joint"] or ""), name)


def _serial_and_year(item: re.Match[str]) -> tuple[str, int | None]:
    serial, _, year = item[0].replace("-", "/").partition("/")
    return serial, (int(year) + 2000 if len(year) == 2 else int(year)) if year else None
