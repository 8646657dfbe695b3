"""Citations against the register's record: date, number, issuer, subject; and what the register lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.documents import (
    date_rewritten,
    is_named_kind,
    mentions_by_document,
    named,
    named_in_full,
    place_of,
    source,
    written_out,
)
from assistant.checking.finding import Finding, Severity
from corpus.law.model import LegalDocument
from corpus.law.numbers import split_number
from corpus.law.symbols import Issuer, load_symbols
from corpus.plan import Citation
from corpus.text import fold_key

_CITING: Final = (
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b: viện dẫn đúng tên loại, số, ký hiệu, thời gian, cơ quan, trích yếu"
)
_NATIONAL: Final = frozenset({"state", "central", "party"})
_SAME_WORDS: Final = 0.75  # share of words in order from which a subject quotes the title and does not paraphrase it
_LEAD_WORDS: Final = frozenset(
    [
        "ve",
        "viec",
        "quy",
        "dinh",
        "ban",
        "hanh",
        "phe",
        "duyet",
        "huong",
        "dan",
        "ke",
        "hoach",
        "trien",
        "khai",
        "thuc",
        "hien",
        "to",
        "chuc",
    ]
)


def check_dates(ctx: Context) -> Iterator[Finding]:
    """Yield citations whose date is not the document's."""
    for document, mentions in mentions_by_document(ctx):
        for citation in mentions:
            if citation.date is not None and document.issued is not None and citation.date != document.issued:
                yield _wrong_date(ctx, document, citation)
    for citation in ctx.plan.citations:
        misdated = _misdated(ctx, citation)
        if misdated is not None:
            yield _wrong_date(ctx, misdated, citation)


def _misdated(ctx: Context, citation: Citation) -> LegalDocument | None:
    """Return the document that a number without a year means although the day beside it is another's.

    Such numbers begin anew each year, those of the Party with each congress: within the year of issue there is no
    other, and a day that agrees in all but one part is a slip.
    """
    day = citation.date
    if day is None or citation.register_id is not None or citation.number is None:
        return None
    documents = [document for i in citation.candidates if (document := ctx.register.get(i)) is not None]
    if any(document.issued in (None, day) for document in documents):
        return None
    meant = [d for d in documents if d.type == citation.type and d.issued and _is_slip(day, d.issued)]
    return meant[0] if len(meant) == 1 else None


def _is_slip(written: date, issued: date) -> bool:
    same = (written.day == issued.day, written.month == issued.month, written.year == issued.year)
    return same[2] or sum(same) == 2


def _is_one_of_its_year(document: LegalDocument, day: date) -> bool:
    """Tell whether the number names one document in the year of `day`: those of State bodies do."""
    parts = split_number(document.number)
    issuers = [i for symbol in parts.symbols for i in load_symbols().issuers_of(symbol)] if parts else []
    of_state = bool(issuers) and all(issuer.level in ("state", "central") for issuer in issuers)
    return of_state and document.issued is not None and document.issued.year == day.year


def _wrong_date(ctx: Context, document: LegalDocument, citation: Citation) -> Finding:
    assert document.issued is not None
    place = place_of(citation, citation.date_span)
    certain = document.is_certain("issued") and not document.conflicts and not document.doubts
    alone = citation.date is not None and _is_one_of_its_year(document, citation.date)
    sure = certain and ctx.is_exact and (document.year_in_number or is_named_kind(citation) or alone)
    severity: Severity = "error" if sure else "warning"
    rewritten = date_rewritten(place.of(ctx.text), document.issued) if sure and citation.date_span else None
    others = [
        d
        for d in ctx.register.near(document.number, citation.date)
        if d.issued == citation.date and d.type == document.type
    ]
    hint = f" Hay là {named(others[0])}, ban hành đúng ngày này?" if others else ""
    return ctx.finding(
        "citation.wrong-date",
        severity,
        f"{named(document)} ban hành ngày {day_vi(document.issued)}, không phải {day_vi(citation.date)}."
        if citation.date
        else f"{named(document)} ban hành ngày {day_vi(document.issued)}.",
        place,
        suggestion=f"Sửa ngày thành {day_vi(document.issued)}.{hint}",
        basis=source(document, "issued"),
        fix=rewritten if not others else None,
    )


def check_numbers(ctx: Context) -> Iterator[Finding]:
    """Yield numbers whose year is not that of the date beside them, and those that a near one explains better."""
    for citation in _unknown(ctx):
        parts = split_number(citation.number or "")
        if parts is None or citation.date is None or not _is_national(citation):
            continue
        near = [d for d in _near_documents(ctx, citation) if d.issued == citation.date]
        same_kind = [d for d in near if fold_key(d.type or "") == fold_key(citation.type or "")]
        contradicts = parts.year is not None and parts.year != citation.date.year and _is_numbered_by_year(citation)
        if contradicts:
            yield _contradiction(ctx, citation, same_kind)
        elif len(same_kind) == 1 and _quotes(citation.subject, same_kind[0].title):
            yield _near(ctx, citation, same_kind[0])


def _is_numbered_by_year(citation: Citation) -> bool:
    kind = fold_key(citation.type or "")
    return any(k.numbered_by_year and fold_key(k.name) == kind for k in load_symbols().kinds)


def _contradiction(ctx: Context, citation: Citation, near: list[LegalDocument]) -> Finding:
    right = near[0] if len(near) == 1 else None
    certain = right is not None and ctx.is_exact and right.is_certain("number", "issued")
    year = citation.date.year if citation.date else ""
    return ctx.finding(
        "citation.wrong-number",
        "error" if certain else "warning",
        f"Số {citation.number} không khớp với năm ban hành {year}.",
        place_of(citation, citation.number_span),
        suggestion=f"Có phải {named_in_full(right)}?" if right else "Kiểm tra lại năm trong số hiệu và ngày ban hành.",
        basis=source(right, "number", "issued")
        if right
        else "Nghị định 34/2016/NĐ-CP: số hiệu văn bản quy phạm pháp luật gồm số thứ tự, năm ban hành, ký hiệu",
        fix=right.number if certain and right and citation.number_span else None,
    )


def _near(ctx: Context, citation: Citation, right: LegalDocument) -> Finding:
    return ctx.finding(
        "citation.wrong-number",
        "warning",
        f"Số {citation.number} không có trong sổ; văn bản cùng ngày, cùng trích yếu là {named(right)}.",
        place_of(citation, citation.number_span),
        suggestion=f"Có phải {named_in_full(right)}?",
        basis=source(right, "number", "issued"),
    )


def _unknown(ctx: Context) -> Iterator[Citation]:
    """Yield the first mentions with a number that the register does not hold, or holds of other days only."""
    for citation in ctx.plan.citations:
        if citation.number is None or citation.register_id is not None or citation.first is not None:
            continue
        if not citation.candidates or (_is_of_other_days(ctx, citation) and _misdated(ctx, citation) is None):
            yield citation


def _is_of_other_days(ctx: Context, citation: Citation) -> bool:
    """Tell whether the register knows the number, and each of its documents by another day than the one written."""
    documents = [ctx.register.get(identity) for identity in citation.candidates]
    return citation.date is not None and all(d is not None and d.issued not in (None, citation.date) for d in documents)


def check_issuers(ctx: Context) -> Iterator[Finding]:
    """Yield citations that name another body than the number's symbol, or the register, says."""
    for citation in ctx.plan.citations:
        if citation.issuer is None or citation.number is None:
            continue
        claimed = _issuer(citation.issuer)
        parts = split_number(citation.number)
        if claimed is None or parts is None or not parts.symbols:
            continue
        expected = [i for symbol in parts.symbols for i in load_symbols().issuers_of(symbol)]
        if (
            not expected
            or any(_is_same_body(claimed, i) for i in expected)
            or any(i.level not in _NATIONAL for i in expected)
        ):
            continue
        document = ctx.register.get(citation.register_id) if citation.register_id else None
        if (
            document
            and document.issuer
            and (named_issuer := _issuer(document.issuer))
            and _is_same_body(claimed, named_issuer)
        ):
            continue
        yield ctx.finding(
            "citation.wrong-issuer",
            "error" if ctx.is_exact and claimed.level in _NATIONAL else "warning",
            f"{citation.number} là văn bản của {expected[0].name}, không phải của {citation.issuer}.",
            place_of(citation, citation.issuer_span),
            suggestion=f"Sửa thành “{expected[0].name}” hoặc kiểm tra lại ký hiệu.",
            basis=source(document, "issuer") if document else _CITING,
        )


def check_party_issuers(ctx: Context) -> Iterator[Finding]:
    """Yield documents of the Party's centre said to be another of its bodies': all of them sign "/TW"."""
    for document, mentions in mentions_by_document(ctx):
        right = _issuer(document.issuer or "")
        if right is None or right.level != "party" or not document.is_certain("issuer"):
            continue
        for citation in mentions:
            claimed = _issuer(citation.issuer or "")
            if (
                citation.issuer_span is None
                or claimed is None
                or claimed.level != "party"
                or claimed.name == right.name
            ):
                continue
            yield ctx.finding(
                "citation.wrong-issuer",
                "warning",
                f"{named(document)} là văn bản của {right.name}, không phải của {claimed.name}.",
                citation.issuer_span,
                suggestion=f"Sửa thành “{right.name}”.",
                basis=source(document, "issuer"),
            )


@lru_cache(maxsize=512)
def _issuer(name: str) -> Issuer | None:
    """Return the body that `name` begins with, a head of it counted as the body ("Bộ trưởng Bộ Nội vụ ban hành")."""
    for head in ("", "Bộ trưởng ", "Chủ tịch ", "Tổng Giám đốc ", "Giám đốc "):
        if not fold_key(name).startswith(fold_key(head)):
            continue
        words = name[len(head) :].split()
        for length in range(len(words), 0, -1):
            found = load_symbols().issuer_named(" ".join(words[:length]))
            if found is not None:
                return found
    return None


def _is_same_body(a: Issuer, b: Issuer) -> bool:
    return a.name == b.name or (a.level == b.level and bool(set(a.symbols) & set(b.symbols)))


def check_titles(ctx: Context) -> Iterator[Finding]:
    """Yield subjects that quote the document's title with other words in it."""
    for document, mentions in mentions_by_document(ctx):
        if not document.title or document.confidence != "high" or not ctx.is_legible:
            continue
        for citation in mentions:
            changed = _words_changed(citation.subject or "", document.title, whole=document.is_certain("title"))
            if changed is not None and not _say_the_same(*changed):
                said, right = changed
                yield ctx.finding(
                    "citation.wrong-title",
                    "warning" if document.is_certain("title") else "info",
                    f"Trích yếu của {named(document)} ghi “{said}”, trong sổ là “{right}”.",
                    place_of(citation, citation.subject_span),
                    suggestion=f"Trích yếu: “{document.title}”.",
                    basis=f"{source(document, 'title')}; {_CITING}",
                )
                break


def _say_the_same(a: str, b: str) -> bool:
    """Tell whether two stretches differ in abbreviations alone ("THCS, THPT")."""
    left, right = (set(re.findall(r"[a-z]+", written_out(fold_key(words)))) for words in (a, b))
    return left == right


def _words_changed(subject: str, title: str, *, whole: bool) -> tuple[str, str] | None:
    """Return (words as cited, words of the title) where `subject` quotes `title` with words replaced, else ``None``.

    A shorter subject is no misquotation: only the stretch of the title that it covers is compared. Without `whole` only
    the first words are: a title that no source confirms may differ in the middle.
    """
    said, right = subject.split(), title.split()
    a, b = [_bare(w) for w in said], [_bare(w) for w in right]
    blocks = [m for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if m.size]
    if sum(m.size for m in blocks) < 5 or len(blocks) > 3:
        return None
    for before, after in pairwise(blocks) if whole else ():
        gap_a, gap_b = a[before.a + before.size : after.a], b[before.b + before.size : after.b]
        if (
            gap_a
            and gap_b
            and not _LEAD_WORDS.issuperset(gap_a + gap_b)
            and sum(m.size for m in blocks) >= _SAME_WORDS * len(a)
        ):
            return " ".join(said[before.a + before.size : after.a]), " ".join(right[before.b + before.size : after.b])
    head = blocks[0]
    lead_a = [w for w in a[: head.a] if w not in ("ve", "viec")]
    lead_b = [w for w in b[: head.b] if w not in ("ve", "viec")]
    if head.size >= 6 and 0 < len(lead_a) <= 3 and 0 < len(lead_b) <= 3 and not _LEAD_WORDS.issuperset(lead_a + lead_b):
        return " ".join(said[: head.a]), " ".join(right[: head.b])
    return None


def _bare(word: str) -> str:
    return fold_key(word).strip(".,;:\"'“”()")


def _quotes(subject: str | None, title: str | None) -> bool:
    """Tell whether the subject and the title say the same in mostly the same words."""
    if not subject or not title:
        return False
    a, b = set(map(_bare, subject.split())), set(map(_bare, title.split()))
    return len(a & b) >= 0.6 * min(len(a), len(b)) and len(a & b) >= 4


def check_unverified(ctx: Context) -> Iterator[Finding]:
    """Yield what the register cannot confirm: each document of national level, and all local ones in one finding."""
    local: list[Citation] = []
    for citation in _unknown(ctx):
        if not _is_national(citation):
            local.append(citation)
            continue
        near = [d for d in _near_documents(ctx, citation) if citation.date in (None, d.issued)][:2]
        yield ctx.finding(
            "citation.unverified",
            "info",
            f"Chưa có {citation.type or 'văn bản'} số {citation.number} trong sổ, không xác nhận được hiệu lực.",
            citation,
            suggestion=f"Có phải {' hoặc '.join(named_in_full(d) for d in near)}? Nếu không, hãy tra bản gốc."
            if near
            else "Tra bản gốc; có thể bổ sung bằng “kehoach law add”.",
            basis="Sổ văn bản không có mục này",
        )
    if local:
        different = list(dict.fromkeys(str(c.number) for c in local))
        numbers = ", ".join(different[:6]) + (" …" if len(different) > 6 else "")
        yield ctx.finding(
            "citation.unverified",
            "info",
            f"{len(different)} văn bản của địa phương, cơ quan cấp trên không có trong sổ: {numbers}.",
            local[0],
            suggestion="Đối chiếu với bản gốc lưu ở trường.",
            basis="Sổ văn bản chỉ có văn bản cấp trung ương",
        )


def _near_documents(ctx: Context, citation: Citation) -> tuple[LegalDocument, ...]:
    return ctx.register.near(citation.number or "", citation.date)


def _is_national(citation: Citation) -> bool:
    parts = split_number(citation.number or "")
    issuers = [i for symbol in parts.symbols for i in load_symbols().issuers_of(symbol)] if parts else []
    return bool(issuers) and all(i.level in _NATIONAL for i in issuers)
