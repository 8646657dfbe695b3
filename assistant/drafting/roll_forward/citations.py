"""Documents cited: what is in force on the new plan's day takes the place of what no longer is.

The citation itself is rewritten from the register in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b: in full
at the first mention, kind and number later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.drafting.carry import Carry
from assistant.drafting.draft import Blank, Change
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.legal_forms import OPENS_A_SUBJECT, UNKNOWN_DAY, UNKNOWN_SUBJECT, cite, lower_first
from assistant.drafting.roll_forward.cited import kept, named, one_line, whole
from assistant.drafting.roll_forward.local_documents import foreign_territory, local_document_edits
from assistant.drafting.vocabulary import alternation
from assistant.drafting.words import rule
from corpus.plan import Citation, Span
from corpus.text import fold

if TYPE_CHECKING:
    from corpus.law.model import LegalDocument

_SCHOOL_YEAR = re.compile(r"năm học \d{4}\s*[-–]\s*\d{4}")
_NUMBERED = re.compile(r"\d")
_ARTICLE = re.compile(r"(?<![^\W_])(?P<which>(?:(?:diem|khoan|muc|chuong|dieu)\s+[\w, ]{1,12}?\s*)+)(?:cua\s+)?$")
_CONNECTOR = re.compile(r"[\s,;]*(?:va)?[\s,;]*")


_AMENDMENTS = re.compile(
    r"\s*[,;]?\s*(?:va\s+)?cac\s+luat\s+sua\s+doi,?\s*(?:va\s+)?bo\s+sung[^.;\n]{0,60}?nam\s+\d{4}(?:\s*(?:,|va)\s*(?:nam\s+)?\d{4})*"
)
_TOLD_OF = re.compile(alternation(rule("tells_of_life")) + r"[\s(]*$")


def citation_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield what becomes of every document cited in `span`; those that stay are shielded."""
    for citation in carry.plan.citations:
        if not Span(citation.start, citation.end).overlaps(span):
            continue
        document = _document(carry, citation)
        before = Span(max(0, citation.start - 60), citation.start)
        if carry.says(before, _TOLD_OF) and (document or citation.candidates):
            yield kept(carry, citation)
        elif document is not None and document.territory and foreign_territory(carry, document.territory):
            reason = f"{named(document)} là văn bản của {document.territory}, không phải của địa phương trường."
            yield blank_out(whole(carry, citation), carry.text, "văn bản của địa phương", "citation", reason)
        elif document is not None:
            yield from _registered(carry, citation, document)
        elif citation.candidates:
            yield _ambiguous(carry, citation)
        else:
            yield from local_document_edits(carry, citation)


def _document(carry: Carry, citation: Citation) -> LegalDocument | None:
    return carry.register.get(citation.register_id) if citation.register_id else None


# -- in the register -------------------------------------------------------------------------------------------------


def _registered(carry: Carry, citation: Citation, document: LegalDocument) -> Iterator[Edit]:
    day = carry.target.day
    status = carry.register.status(document, day)
    place = whole(carry, citation)
    if status.status in {"in-force", "amended"}:
        notes = []
        if status.status == "amended":
            amended = ", ".join(status.by)
            notes.append(f"{named(document)} đã được sửa đổi, bổ sung{f' bởi {amended}' if amended else ''}.")
        if status.newer:
            notes.append(f"Đã có văn bản mới cùng nội dung với {named(document)}: {', '.join(status.newer)}.")
        yield from _corrected(carry, citation, document, tuple(notes))
    elif status.status == "not-yet-effective" and (document.issued is None or document.issued <= day):
        yield kept(carry, citation, f"{named(document)} chưa có hiệu lực vào ngày {day:%d/%m/%Y}.")
    elif status.status == "not-yet-effective":
        yield blank_out(
            place,
            carry.text,
            "văn bản đang có hiệu lực về nội dung này",
            "citation",
            f"{named(document)} chưa được ban hành vào ngày {day:%d/%m/%Y}.",
        )
    elif status.status in {"replaced", "lapsed"}:
        if _is_yearly(carry, citation, document):
            yield from local_document_edits(carry, citation)
            return
        yield from _article(carry, citation)
        yield _replacement(carry, citation, document)
    else:
        doubt = f"Chưa xác minh được hiệu lực của {named(document)} vào ngày {day:%d/%m/%Y}."
        yield from _corrected(carry, citation, document, (doubt,))


def _is_yearly(carry: Carry, citation: Citation, document: LegalDocument) -> bool:
    """Tell whether a document is issued anew each year (tasks or calendar of a school year): its title names one."""
    if carry.register.replacement(document, carry.target.day).documents:
        return False
    subject = citation.subject_span.of(carry.text) if citation.subject_span else ""
    return _SCHOOL_YEAR.search(f"{document.title} {subject}") is not None and citation.form != "unnumbered"


def _corrected(carry: Carry, citation: Citation, document: LegalDocument, notes: tuple[str, ...]) -> Iterator[Edit]:
    """Yield the citation kept, or written anew where it contradicts the register; a misspelt number is mended."""
    place = Span(citation.start, citation.end)
    wrong_date = citation.date is not None and document.is_certain("issued") and citation.date != document.issued
    wrong_number = citation.number is not None and citation.form != "unnumbered" and citation.number != document.number
    if wrong_date or wrong_number:
        text = cite(document, date=citation.date is not None, issuer=citation.issuer is not None, subject=False)
        yield replace_with(place, carry.text, text, "citation", f"Viện dẫn theo sổ văn bản: {named(document)}.", *notes)
        return
    number = citation.number_span
    if number is not None and re.sub(r"\s", "", number.of(carry.text)) != document.number:
        yield replace_with(number, carry.text, document.number, "citation", "Viết đúng số, ký hiệu theo sổ văn bản.")
    yield kept(carry, citation, *notes)


def _replacement(carry: Carry, citation: Citation, document: LegalDocument) -> Edit:
    place = whole(carry, citation)
    outcome = carry.register.replacement(document, carry.target.day)
    status = carry.register.status(document, carry.target.day)
    since = f" từ ngày {status.since:%d/%m/%Y}" if status.since else ""
    if len(outcome.documents) == 1 and not outcome.forked:
        new = outcome.documents[0]
        repeated = _repeated(carry, citation, new, place)
        if repeated is not None:
            return repeated
        text = cite(
            new,
            date=citation.date is not None,
            issuer=citation.issuer is not None,
            subject=citation.subject_span is not None,
            blanks=True,
        )
        reason = f"{named(document)} hết hiệu lực{since}; {named(new)} {'tiếp nối' if outcome.soft else 'thay thế'}."
        doubt = () if outcome.certain else (f"Việc {named(new)} thay thế chưa được xác minh từ nguồn chính thức.",)
        place = _with_amendments(carry, place, document)
        return _with_blank(replace_with(place, carry.text, text, "citation", reason, *doubt), new)
    needed = _needed(document)
    if outcome.documents:
        names = " hoặc ".join(named(candidate) for candidate in outcome.documents)
        return blank_out(
            place,
            carry.text,
            f"{needed}: {names}",
            "citation",
            f"{named(document)} hết hiệu lực{since}; có nhiều văn bản thay thế: {names}.",
        )
    return blank_out(
        place,
        carry.text,
        needed,
        "citation",
        f"{named(document)} hết hiệu lực{since}; sổ văn bản chưa có văn bản thay thế.",
    )


def _with_amendments(carry: Carry, place: Span, document: LegalDocument) -> Span:
    """Return the place of a law with "và các Luật sửa đổi, bổ sung năm 2005, năm 2013", which went with it."""
    match = _AMENDMENTS.match(carry.folded, place.end) if fold(document.type or "").startswith("luat") else None
    return Span(place.start, match.end()) if match else place


def _with_blank(edit: Edit, document: LegalDocument) -> Edit:
    """Return `edit` with the blank in it, where its text leaves a part of the citation open."""
    left_open = next((text for text in (UNKNOWN_DAY, UNKNOWN_SUBJECT) if text in (edit.text or "")), None)
    if left_open is None:
        return edit
    reason = f"Sổ văn bản chưa có đủ ngày ban hành, trích yếu của {named(document)}; hãy chép từ văn bản."
    return replace(edit, blank=Blank(left_open, reason))


def _article(carry: Carry, citation: Citation) -> Iterator[Edit]:
    """Yield a blank for "Điều 20" of a document that gives way to another: its articles are numbered otherwise."""
    match = _ARTICLE.search(carry.folded, max(0, citation.start - 60), citation.start)
    if match:
        which = match.group("which").rstrip()
        place = Span(match.start("which"), match.start("which") + len(which))
        yield blank_out(
            place, carry.text, "điều, khoản tương ứng", "citation", "Số điều, khoản của văn bản cũ không dùng được."
        )


def _repeated(carry: Carry, citation: Citation, new: LegalDocument, place: Span) -> Edit | None:
    """Return the edit that drops a document whose replacement the document named just before already gave way to."""
    before = [other for other in carry.plan.citations if other.end <= citation.start]
    earlier = _document(carry, before[-1]) if before else None
    if earlier is None or new not in carry.register.replacement(earlier, carry.target.day).documents:
        return None
    gap = Span(whole(carry, before[-1]).end, citation.start)
    if not _CONNECTOR.fullmatch(carry.folded, gap.start, gap.end):
        return None
    reason = f"{named(new)} đã thay cả hai văn bản."
    old = " ".join(carry.text[gap.start : place.end].split())
    return Edit(gap.start, place.end, "", Change("citation", old, "", reason))


def _needed(document: LegalDocument) -> str:
    """Return what a blank asks for in the place of a document that lapsed: its kind and subject, not its number."""
    kind = document.type or "văn bản"
    if document.title is None or _NUMBERED.search(document.title):
        return f"{kind} đang có hiệu lực về nội dung này"
    title = lower_first(document.title.partition(";")[0])
    return f"{kind} đang có hiệu lực {title if title.startswith(OPENS_A_SUBJECT) else f'về {title}'}"


def _ambiguous(carry: Carry, citation: Citation) -> Edit:
    """Return what becomes of a number that several documents bear: kept only while all of them are in force."""
    documents = [document for key in citation.candidates if (document := carry.register.get(key)) is not None]
    states = {carry.register.status(document, carry.target.day).status for document in documents}
    names = "; ".join(named(document) for document in documents)
    place = whole(carry, citation)
    by_name = citation.form == "unnumbered" and bool(states & {"in-force", "amended"})
    if by_name or states <= {"in-force", "amended", "unknown"}:
        return keep(
            place.start, place.end, f"“{one_line(citation.text)}” có thể là: {names}; hãy ghi rõ ngày ban hành."
        )
    label = f"{citation.type or 'văn bản'} đang có hiệu lực về nội dung này"
    return blank_out(
        place,
        carry.text,
        label,
        "citation",
        f"“{one_line(citation.text)}” trùng số với nhiều văn bản, có văn bản đã hết hiệu lực: {names}.",
    )
