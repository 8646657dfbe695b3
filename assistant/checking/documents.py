"""What the citation checks share: mentions grouped by document, dates rewritten in place, sources in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.checking.context import Context, day_vi
from corpus.law.model import LegalDocument
from corpus.plan import Citation, Span
from corpus.text import fold_key

#: Kinds that a first mention names without number and issuer (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.a).
NAMED_KINDS: Final = frozenset({"luat", "bo luat", "hien phap", "phap lenh"})

_SHORT_NAMES: Final = (
    (re.compile(r"\bthcs\b"), "trung hoc co so"),
    (re.compile(r"\bthpt\b"), "trung hoc pho thong"),
    (re.compile(r"\bgdpt\b"), "giao duc pho thong"),
    (re.compile(r"\bpccc\b"), "phong chay chua chay"),
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bgd\s*(?:&|va|-)?\s*dt\b"), "giao duc va dao tao"),
    (re.compile(r"\b(?:tp|t\.p)\.?\b"), "thanh pho"),
    (re.compile(r"\bhcm\b"), "ho chi minh"),
)
_DATE_PARTS: Final = re.compile(r"(?P<day>\d{1,2})(?P<first>\D+)(?P<month>\d{1,2})(?P<second>\D+)(?P<year>\d{4})")
_TELLS_OF_LIFE: Final = re.compile(
    r"(?:thay the|bai bo|het hieu luc|truoc day|huy bo"
    r"|sua doi, bo sung(?: mot so)?(?: dieu)?(?: cua)?|sua doi(?: mot so)?(?: dieu)? cua"
    r"|(?:tong ket|so ket|ket qua)[^.;]{0,40}(?:thuc hien|thi hanh|trien khai))[^.;]{0,40}$"
)

#: What a user calls the fields of an entry on which a finding may rest.
FIELD_NAMES: Final = {
    "number": "số hiệu",
    "title": "trích yếu",
    "issuer": "cơ quan ban hành",
    "issued": "ngày ban hành",
    "effective": "ngày có hiệu lực",
    "lapsed": "ngày hết hiệu lực",
    "replaced_by": "văn bản thay thế",
    "amended_by": "văn bản sửa đổi",
}
_CODIFIED: Final = re.compile(r"\((Bộ pháp điển[^)]*)\)")


def mentions_by_document(ctx: Context) -> Iterator[tuple[LegalDocument, list[Citation]]]:
    """Yield each document of the register that the plan cites beyond doubt, with its mentions in order."""
    groups: dict[str, list[Citation]] = {}
    for citation in ctx.plan.citations:
        if citation.register_id is not None:
            groups.setdefault(citation.register_id, []).append(citation)
    for identity, mentions in groups.items():
        document = ctx.register.get(identity)
        if document is not None:
            yield document, mentions


def tells_of_life(ctx: Context, citation: Citation) -> bool:
    """Tell whether the document is named as one that was replaced, amended or reviewed, not as one that applies."""
    sentence = ctx.sentence_at(citation.start)
    before = ctx.folded[max(sentence.start, citation.start - 120) : citation.start].replace("\n", " ")
    return _TELLS_OF_LIFE.search(before) is not None


def is_definite(citation: Citation) -> bool:
    """Tell whether the mention itself says which document: a law named by its name alone means the one in force."""
    return citation.form != "unnumbered" or citation.date is not None or re.search(r"\d{4}", citation.text) is not None


def is_read_right(ctx: Context, citation: Citation, document: LegalDocument) -> bool:
    """Tell whether the number can be relied on as typed: exact text, or a date beside it that agrees."""
    return ctx.is_exact or (citation.date is not None and citation.date == document.issued)


def named(document: LegalDocument) -> str:
    """Return the document as a later mention names it: "Nghị định số 98/2023/NĐ-CP"."""
    return f"{document.type or 'Văn bản'} số {document.number}"


def named_in_full(document: LegalDocument) -> str:
    """Return the document with its day and issuer, as far as they are known."""
    words = named(document)
    if document.issued:
        words += f" ngày {document.issued.day:02d} tháng {_month(document.issued.month)} năm {document.issued.year}"
    return words + (f" của {document.issuer}" if document.issuer else "")


def source(document: LegalDocument, *fields: str) -> str:
    """Return why the register says so: the entry, where it comes from and up to which day it is known.

    `fields` are those on which the finding rests; of these, the ones that no source confirms are named.
    """
    parts = [f"Sổ văn bản: {document.number}"]
    if origin := _origin(document):
        parts.append(f"nguồn {origin}")
    if document.known_to:
        parts.append(f"biết đến {day_vi(document.known_to)}")
    if doubtful := [FIELD_NAMES[name] for name in fields if not document.is_certain(name)]:
        parts.append(f"chưa kiểm chứng {', '.join(doubtful)}")
    return "; ".join(parts)


def _origin(document: LegalDocument) -> str | None:
    """Return where the entry comes from: the document's own page, the codified law, else a page that cites it."""
    slug = fold_key(document.number).replace("/", "-").replace("&", "")
    pages = [name for name in document.sources if name.startswith("http")]
    own = next((page for page in pages if slug in page.lower()), None)
    codified = next((found[1] for name in document.sources if (found := _CODIFIED.search(name))), None)
    cited = f"viện dẫn tại {pages[0]}" if pages else None
    checked = (name for name in document.sources if "chưa đối chiếu" not in name)
    return document.url or own or codified or cited or next(checked, None)


def source_of_replacement(old: LegalDocument, new: LegalDocument | None) -> str:
    """Return why the register says that `old` was replaced: its own source, or else that of the document after it."""
    return source(new) if new is not None and _origin(old) is None else source(old, "lapsed", "replaced_by")


def date_rewritten(written: str, day: date) -> str | None:
    """Return `written` ("ngày 5/12/2013") with the parts of `day` in its manner, ``None`` if it holds no full date.

    The zeros of Nghị định 30/2020/NĐ-CP are set: days below 10, and months 1 and 2 where the month is written out.
    """
    found = _DATE_PARTS.search(written)
    if found is None:
        return None
    spelled = "/" not in found["first"] and "-" not in found["first"] and "." not in found["first"]
    padded = found["month"].startswith("0") and not spelled
    month = f"{day.month:02d}" if padded else (_month(day.month) if spelled else str(day.month))
    new = f"{day.day:02d}{found['first']}{month}{found['second']}{day.year}"
    return written[: found.start()] + new + written[found.end() :]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def place_of(citation: Citation, part: Span | None) -> Span:
    """Return the span of `part` of the citation where it is known, else the whole citation."""
    return part if part is not None else Span(citation.start, citation.end)


def may_be_same_issuer(a: str, b: str) -> bool:
    """Tell whether two names may be of one body: equal once written out, or one the beginning of the other."""
    left, right = _written_out(a), _written_out(b)
    return left.startswith(right) or right.startswith(left)


def _written_out(issuer: str) -> str:
    return written_out(fold_key(issuer).removeprefix("chu tich ").removeprefix("bo truong "))


def written_out(folded: str) -> str:
    """Return folded words with the usual abbreviations of the trade written out."""
    for pattern, words in _SHORT_NAMES:
        folded = pattern.sub(words, folded)
    return folded


def is_named_kind(citation: Citation) -> bool:
    """Tell whether the kind of document is one that is cited by its name alone."""
    return fold_key(citation.type or "") in NAMED_KINDS
