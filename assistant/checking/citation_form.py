"""How documents are cited: complete at first mention, the same each time, and none later than the plan itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.documents import is_named_kind, may_be_same_issuer, named_in_full, place_of
from assistant.checking.finding import Finding, Severity
from corpus.law.model import LegalDocument
from corpus.law.numbers import split_number
from corpus.law.symbols import load_symbols
from corpus.plan import Citation
from corpus.text import fold_key

_RULE: Final = (
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b: viện dẫn lần đầu ghi đủ tên loại, số, ký hiệu, "
    "thời gian ban hành, cơ quan ban hành và trích yếu"
)
# Kinds that each have a symbol of their own, so that the symbol of another contradicts the name.
_OWN_SYMBOL: Final = frozenset({"Nghị định", "Thông tư", "Nghị quyết", "Chỉ thị", "Quyết định", "Kết luận"})
_VAGUE: Final = re.compile(
    r"(?:^|(?<=\n))[ \t*_+-]*(?:Căn cứ|Thực hiện|Theo)(?: vào)?(?: các)? (?P<kind>Nghị quyết|Nghị định|Thông tư|Chỉ thị"
    r"|Quyết định|Công văn)(?= )"
)
_CLAUSE: Final = re.compile(r"\s*[,;.]")
_TOLD_APART: Final = re.compile(r"[0-9]|[“\"]")
_NAMED_OTHERWISE: Final = re.compile(
    r" (?:Đại hội|Hội nghị|Trung ương|(?:của )?(?:[Cc]hi bộ|Hội đồng|[Nn]hà trường|[Tt]rường|Công đoàn))"
)


def check_after_plan(ctx: Context) -> Iterator[Finding]:
    """Yield documents dated later than the plan that cites them."""
    signed = ctx.plan.header.date
    if signed is None:
        return
    for citation in ctx.plan.citations:
        if citation.date is not None and citation.date > signed:
            yield ctx.finding(
                "citation.after-plan",
                "error" if ctx.is_exact else "warning",
                f"Văn bản được dẫn đề ngày {day_vi(citation.date)}, sau ngày ký kế hoạch ({day_vi(signed)}).",
                citation,
                suggestion="Kiểm tra lại ngày của văn bản này hoặc ngày ký kế hoạch.",
                basis="Căn cứ phải ban hành trước hoặc cùng ngày với kế hoạch",
            )


def check_consistency(ctx: Context) -> Iterator[Finding]:
    """Yield mentions of one document whose dates contradict each other."""
    groups: dict[tuple[str, str, str], list[Citation]] = {}
    for citation in ctx.plan.citations:
        parts = split_number(citation.number) if citation.number else None
        if parts is not None and citation.date is not None:
            groups.setdefault((fold_key(citation.type or ""), *parts.key[::2]), []).append(citation)
    for mentions in groups.values():
        if not _is_day_known(ctx, mentions):
            yield from _contradictions(ctx, mentions)


def _is_day_known(ctx: Context, mentions: list[Citation]) -> bool:
    """Tell whether the register has the day that one mention bears: wrong-date then speaks of the others."""
    known = [ctx.register.get(c.register_id) for c in mentions if c.register_id]
    return any(document and document.issued in {c.date for c in mentions} for document in known)


def _contradictions(ctx: Context, mentions: list[Citation]) -> Iterator[Finding]:
    dated = [(citation, citation.date) for citation in mentions if citation.date is not None]
    counts: dict[date, int] = {}
    for _, day in dated:
        counts[day] = counts.get(day, 0) + 1
    usual = max(counts, key=lambda day: counts[day])
    reference = next(c for c, day in dated if day == usual)
    for citation, day in dated:
        if day == usual or not _is_same_document(citation, day, reference, usual):
            continue
        yield ctx.finding(
            "citation.inconsistent",
            "warning",
            f"Cùng {citation.type or 'văn bản'} số {citation.number} nhưng ở đây ghi ngày {day_vi(day)},"
            f" chỗ khác ghi {day_vi(usual)}.",
            place_of(citation, citation.date_span),
            suggestion=f"Thống nhất một ngày ({day_vi(usual)} nếu đúng bản gốc).",
            basis="Một văn bản chỉ có một ngày ban hành",
        )


def _is_same_document(a: Citation, day_a: date, b: Citation, day_b: date) -> bool:
    """Tell whether two dates are meant for one document.

    A number that carries the year names one document; others do only with dates that agree in two of day, month, year.
    """
    if a.issuer and b.issuer and not may_be_same_issuer(a.issuer, b.issuer):
        return False
    parts_a, parts_b = split_number(a.number or ""), split_number(b.number or "")
    if parts_a and parts_b and parts_a.year is not None and parts_b.year is not None:
        return parts_a.year == parts_b.year
    same = (day_a.day == day_b.day) + (day_a.month == day_b.month) + (day_a.year == day_b.year)
    return same == 2


def check_completeness(ctx: Context) -> Iterator[Finding]:
    """Yield first mentions that lack what a first mention must have."""
    seen: set[str] = set()
    for citation in ctx.plan.citations:
        key = citation.register_id or fold_key(citation.number or "")
        if citation.number is None or citation.form != "full" or citation.first is not None or key in seen:
            continue
        if _is_in_subject(ctx, citation):
            continue  # "Kết luận … về tiếp tục thực hiện Chỉ thị số 11-CT/TW": the title names it so
        seen.add(key)
        document = ctx.register.get(citation.register_id) if citation.register_id else None
        number = citation.number_span.of(ctx.text) if citation.number_span else citation.number
        missing = list(_missing(citation, number, document))
        if missing:
            yield _incomplete(ctx, citation, missing)


def check_kinds(ctx: Context) -> Iterator[Finding]:
    """Yield citations whose number bears the symbol of another kind: "Nghị định số 01/2024/TT-BNV"."""
    for citation in ctx.plan.citations:
        parts = split_number(citation.number) if citation.number and citation.form == "full" else None
        if parts is None or citation.type not in _OWN_SYMBOL or not ctx.is_exact:
            continue
        said = {kind.name for kind in load_symbols().kinds_of(parts.symbols[0])} & _OWN_SYMBOL
        if not said or citation.type in said:
            continue
        right = " hoặc ".join(sorted(said))
        yield ctx.finding(
            "citation.wrong-number",
            "error" if citation.register_id else "warning",
            f"Số {citation.number} là số của {right}, nhưng ở đây ghi {citation.type}.",
            citation,
            suggestion=_meant(ctx, citation) or f"Sửa tên loại thành {right}, hoặc kiểm tra lại số hiệu.",
            basis=_RULE,
        )


def _meant(ctx: Context, citation: Citation) -> str | None:
    """Return the question after the one document of the kind and day written that bears nearly this number."""
    near = ctx.register.near(citation.number or "", citation.date) if citation.register_id is None else ()
    meant = [d for d in near if d.type == citation.type and d.issued == citation.date]
    return f"Có phải {named_in_full(meant[0])}?" if len(meant) == 1 else None


def check_vague_basis(ctx: Context) -> Iterator[Finding]:
    """Yield grounds that name a kind of document and no number, day or title: "Căn cứ Nghị quyết của Đảng"."""
    opening_end = ctx.plan.sections[0].start if ctx.plan.sections else ctx.plan.body.start
    for match in _VAGUE.finditer(ctx.text, 0, opening_end):
        sentence = ctx.text[match.start() : ctx.text.find("\n", match.end())]
        named = _CLAUSE.split(sentence[match.start("kind") - match.start() :])[0]
        if _TOLD_APART.search(sentence) or ctx.citation_at(*match.span("kind")):
            continue
        yield ctx.finding(
            "citation.incomplete",
            "info" if _NAMED_OTHERWISE.match(ctx.text, match.end()) else "warning",
            f"Căn cứ ghi chung “{' '.join(named.split())}”, không nêu số, ngày ban hành.",
            (match.start("kind"), match.start("kind") + len(named)),
            suggestion="Ghi rõ số, ký hiệu, ngày, cơ quan ban hành và trích yếu của văn bản.",
            basis=_RULE,
        )


def _is_in_subject(ctx: Context, citation: Citation) -> bool:
    """Tell whether the document is named in the subject of another one."""
    subjects = [c.subject_span for c in ctx.plan.citations if c is not citation and c.subject_span]
    return any(span.start <= citation.start < span.end for span in subjects)


def _missing(citation: Citation, written: str, document: LegalDocument | None) -> Iterator[str]:
    """Yield the Vietnamese names of the parts that a first mention, its number `written` so, lacks.

    A number as short as the document's own ("08/TT" of 1988) lacks nothing.
    """
    parts = split_number(written)
    whole = parts is None or (document is not None and document.number == parts.text)
    if parts is not None and not whole and parts.year is None and _needs_year(citation):
        yield "năm trong số hiệu"
    if parts is not None and not whole and len(parts.symbols) == 1 and _has_symbol(citation):
        yield "ký hiệu tên loại"
    if citation.date is None and not is_named_kind(citation):
        yield "ngày ban hành"
    if citation.issuer is None and not is_named_kind(citation):
        yield "cơ quan ban hành"


def _incomplete(ctx: Context, citation: Citation, missing: list[str]) -> Finding:
    document = ctx.register.get(citation.register_id) if citation.register_id else None
    in_basis = citation.in_legal_basis and "ngày ban hành" in missing
    severity: Severity = "warning" if in_basis or "năm trong số hiệu" in missing else "info"
    fix = None
    if "năm trong số hiệu" in missing and document is not None and document.issued == citation.date and ctx.is_exact:
        fix = document.number
    place = place_of(citation, citation.number_span) if fix else place_of(citation, None)
    hint = f" {document.number}" if document and "năm trong số hiệu" in missing else ""
    return ctx.finding(
        "citation.incomplete",
        severity if ctx.is_legible else "info",
        f"Viện dẫn lần đầu thiếu {', '.join(missing)}.",
        place,
        suggestion=f"Bổ sung {', '.join(missing)}" + (f": số đầy đủ là{hint}." if hint else "."),
        basis=_RULE,
        fix=fix,
    )


def _needs_year(citation: Citation) -> bool:
    kind = fold_key(citation.type or "")
    return any(k.numbered_by_year and fold_key(k.name) == kind for k in load_symbols().kinds)


def _has_symbol(citation: Citation) -> bool:
    """Tell whether documents of this kind bear the kind's symbol in their number; letters do not."""
    kind = fold_key(citation.type or "")
    return kind in {"ke hoach", "quyet dinh", "chi thi", "huong dan", "thong tu", "nghi dinh"}
