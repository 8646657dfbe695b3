"""Citations against the life of the document on the plan's day: replaced, lapsed, not yet in force, amended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.documents import (
    date_rewritten,
    is_definite,
    is_read_right,
    mentions_by_document,
    named,
    named_in_full,
    source,
    source_of_replacement,
    tells_of_life,
)
from assistant.checking.finding import Finding, Fix, Severity
from corpus.law.citations import find_citations
from corpus.law.model import LegalDocument, Status
from corpus.plan import Citation
from corpus.text import fold_key

_FROM_WHEN: Final = re.compile(r"[^;\n.]{0,120}?(?:co hieu luc|hieu luc thi hanh)(?: thi hanh)?(?: ke)? tu ")
_RULE: Final = "văn bản làm căn cứ phải còn hiệu lực vào ngày ký kế hoạch"


def check_life(ctx: Context) -> Iterator[Finding]:
    """Yield what the status of each document on the plan's day gives cause to say, at its first mention.

    Later mentions are reported only where they can be mended.
    """
    for document, mentions in mentions_by_document(ctx):
        live = [c for c in mentions if is_definite(c) and not tells_of_life(ctx, c) and not _says_when(ctx, c)]
        if live:
            yield from _of_document(ctx, document, live)


def _says_when(ctx: Context, citation: Citation) -> bool:
    """Tell whether the draft itself says from when the document applies: "… (có hiệu lực từ ngày 01/01/2024)"."""
    return _FROM_WHEN.match(ctx.folded, citation.end) is not None


def _of_document(ctx: Context, document: LegalDocument, mentions: list[Citation]) -> Iterator[Finding]:
    status = ctx.register.status(document, ctx.day)
    if status.status == "replaced":
        yield from _replaced(ctx, document, status, mentions)
    elif status.status == "lapsed":
        yield _lapsed(ctx, document, status, mentions[0])
    elif status.status == "not-yet-effective":
        yield _not_yet(ctx, document, status, mentions)
    elif status.status == "amended" and status.by:
        yield _amended(ctx, document, status, mentions[0])
    elif status.newer:
        yield _newer(ctx, document, status, mentions[0])
    elif status.status == "unknown" and (base := _base_of(ctx, document)) is not None:
        yield _base_lapsed(ctx, document, base, mentions[0])


def _replaced(ctx: Context, document: LegalDocument, status: Status, mentions: list[Citation]) -> Iterator[Finding]:
    replacement = ctx.register.replacement(document, ctx.day)
    successors = replacement.documents or tuple(d for i in status.by if (d := ctx.register.get(i)) is not None)
    names = ", ".join(named_in_full(d) for d in successors) or ", ".join(status.by)
    only = successors[0] if replacement.certain and len(successors) == 1 else None
    since = f" từ ngày {day_vi(status.since)}" if status.since else ""
    phase = _phase_of(ctx, document)
    if phase is not None:
        yield _phased(ctx, document, mentions[0], names, phase)
        return
    for position, citation in enumerate(mentions):
        fix = _fix(ctx, citation, document, only)
        if position and fix is None:
            continue
        certain = status.certain and is_read_right(ctx, citation, document)
        severity: Severity = "info" if position else "error" if certain else "warning"
        again = " (nhắc lại)" if position else ""
        count = (
            f" Văn bản này còn được nhắc ở {len(mentions) - 1} chỗ khác." if len(mentions) > 1 and not position else ""
        )
        yield ctx.finding(
            "citation.replaced",
            severity,
            f"{named(document)} đã được thay thế{since}{again}.{count}",
            citation,
            suggestion=f"Thay bằng {names}." if names else None,
            basis=f"{source_of_replacement(document, only)}; {_RULE}"
            + ("; văn bản thay thế tách thành nhiều, cần chọn" if replacement.forked else ""),
            fix=fix,
        )


def _phase_of(ctx: Context, document: LegalDocument) -> str | None:
    """Return why the document, though replaced, still applies to some classes on the day; else ``None``."""
    for entry in load_yaml(FOLDER / "phased.yaml"):
        if document.id in entry["replaced"] and ctx.day < entry["until"]:
            return str(entry["basis"])
    return None


def _phased(ctx: Context, document: LegalDocument, citation: Citation, names: str, basis: str) -> Finding:
    return ctx.finding(
        "citation.replaced",
        "info",
        f"{named(document)} đang được thay thế dần theo từng lớp.",
        citation,
        suggestion=f"Nêu rõ áp dụng cho lớp nào; các lớp còn lại theo {names}." if names else None,
        basis=basis,
    )


def _fix(ctx: Context, citation: Citation, old: LegalDocument, new: LegalDocument | None) -> Fix | None:
    """Return the citation's number and date rewritten for `new`, where kind, issuer and subject can stay."""
    if new is None or citation.number_span is None or not ctx.is_exact or not new.is_certain("number", "issued"):
        return None
    if old.type != new.type or old.issuer != new.issuer or (citation.date is not None and new.issued is None):
        return None
    if citation.subject and fold_key(citation.subject) not in fold_key(new.title or ""):
        return None
    start, end, text = citation.number_span.start, citation.number_span.end, new.number
    if citation.date_span is not None and new.issued is not None:
        day = date_rewritten(citation.date_span.of(ctx.text), new.issued)
        if day is None or citation.date_span.start < end:
            return None
        text += ctx.text[end : citation.date_span.start] + day
        end = citation.date_span.end
    return Fix(start, end, text)


def _lapsed(ctx: Context, document: LegalDocument, status: Status, citation: Citation) -> Finding:
    newer = [d for i in status.newer if (d := ctx.register.get(i)) is not None]
    if status.period_over:
        severity: Severity = "warning" if newer else "info"
        message = f"{named(document)} là văn bản của giai đoạn đã qua" + (
            f" ({_period(document)})." if document.period else "."
        )
    else:
        severity = "error" if status.certain and is_read_right(ctx, citation, document) else "warning"
        since = f" từ ngày {day_vi(status.since)}" if status.since else ""
        message = f"{named(document)} đã hết hiệu lực{since}."
    return ctx.finding(
        "citation.lapsed",
        severity,
        message,
        citation,
        suggestion=f"Xem {', '.join(named_in_full(d) for d in newer)}."
        if newer
        else "Bỏ viện dẫn này hoặc tìm văn bản đang áp dụng.",
        basis=f"{source(document, *(() if status.period_over else ('lapsed',)))}; {_RULE}",
    )


def _period(document: LegalDocument) -> str:
    return f"{document.period[0]} - {document.period[1]}" if document.period else ""


def _not_yet(ctx: Context, document: LegalDocument, status: Status, mentions: list[Citation]) -> Finding:
    based_on = next((citation for citation in mentions if citation.in_legal_basis), None)
    citation = based_on or mentions[0]
    unborn = document.issued is not None and document.issued > ctx.day
    severity: Severity = "warning" if based_on or unborn else "info"
    if (
        unborn
        and status.certain
        and document.is_certain("issued")
        and is_read_right(ctx, citation, document)
        and document.year_in_number
    ):
        severity = "error"
    first = document.effective or document.issued
    return ctx.finding(
        "citation.not-yet-effective",
        severity,
        f"Đến ngày {day_vi(ctx.day)}, {named(document)} "
        + ("chưa được ban hành" if unborn else "đã ban hành nhưng chưa có hiệu lực")
        + (f" (có hiệu lực từ {day_vi(first)})." if first else "."),
        citation,
        suggestion="Kiểm tra lại số, năm của văn bản."
        if unborn
        else "Nếu là căn cứ thì dẫn văn bản đang có hiệu lực; nêu để tuyên truyền, chuẩn bị thì giữ nguyên.",
        basis=source(document, "effective" if document.effective else "issued"),
    )


def _amended(ctx: Context, document: LegalDocument, status: Status, citation: Citation) -> Finding:
    by = [d for i in status.by if (d := ctx.register.get(i)) is not None]
    cited = {c.register_id for c in ctx.plan.citations}
    missing = [d for d in by if d.id not in cited]
    names = ", ".join(named(d) for d in (missing or by)[:4])
    return ctx.finding(
        "citation.amended",
        "info",
        f"{named(document)} đã được sửa đổi, bổ sung bởi {names}.",
        citation,
        suggestion=f"Dẫn kèm {names} khi nội dung liên quan." if missing else None,
        basis=source(document, "amended_by"),
    )


def _newer(ctx: Context, document: LegalDocument, status: Status, citation: Citation) -> Finding:
    newer = [d for i in status.newer if (d := ctx.register.get(i)) is not None]
    return ctx.finding(
        "citation.newer",
        "info",
        f"Sau {named(document)} đã có văn bản mới cùng chủ đề: {', '.join(named_in_full(d) for d in newer)}.",
        citation,
        suggestion="Xem có nên dẫn văn bản mới.",
        basis=f"{source(document)}; chưa thấy câu thay thế chính thức",
    )


def _base_of(ctx: Context, document: LegalDocument) -> LegalDocument | None:
    """Return the document whose details `document` regulates, by its title, if that has been replaced or has lapsed."""
    guided = re.search(r"(?:hướng dẫn|quy định chi tiết)", document.title or "", re.IGNORECASE)
    if guided is None:
        return None
    for citation in find_citations(document.title or "", register=ctx.register):
        base = ctx.register.get(citation.register_id) if citation.register_id else None
        if base is not None and ctx.register.status(base, ctx.day).status in ("replaced", "lapsed"):
            return base
    return None


def _base_lapsed(ctx: Context, document: LegalDocument, base: LegalDocument, citation: Citation) -> Finding:
    status = ctx.register.status(base, ctx.day)
    since = f" từ ngày {day_vi(status.since)}" if status.since else ""
    return ctx.finding(
        "citation.lapsed",
        "warning",
        f"{named(document)} hướng dẫn {named(base)}, văn bản này đã hết hiệu lực{since}.",
        citation,
        suggestion="Tìm văn bản hướng dẫn đang áp dụng.",
        basis="Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13, Điều 154 khoản 4: văn bản hết hiệu lực thì "
        "văn bản quy định chi tiết thi hành văn bản đó cũng hết hiệu lực",
    )
