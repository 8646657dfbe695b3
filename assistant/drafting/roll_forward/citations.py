"""Documents cited: what is in force on the new plan's day takes the place of what no longer is.

Those of the offices above, made for
the base's year, become blanks that say which document is needed.

The citation itself is rewritten from the register in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b: in full
at the first mention, kind and number later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.drafting.carry import Carry
from assistant.drafting.draft import Change
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.legal_forms import cite
from assistant.drafting.roll_forward.bodies import abolished_office
from assistant.drafting.roll_forward.words import rule
from assistant.drafting.vocabulary import alternation
from corpus.plan import Citation, Span
from corpus.text import fold

if TYPE_CHECKING:
    from corpus.law.model import LegalDocument

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AND_OTHERS = re.compile(r"\s*,?\s+va\s+(?:cac|mot\s+so|nhung)\s+van\s+ban")
_NUMBERED = re.compile(r"\d")
_CONNECTOR = re.compile(r"[\s,;]*(?:va)?[\s,;]*")
_PERIOD = re.compile(r"(20\d\d)\s*-\s*(?:nam\s+)?(20\d\d)")
_UNTIL = re.compile(r"(?:den|tam nhin|dinh huong)\s+(?:den\s+)?(?:het\s+)?nam\s+(20\d\d)")


_TOLD_OF = re.compile(alternation(rule("tells_of_life")) + r"[\s(]*$")


def citation_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield what becomes of every document cited in `span`; those that stay are shielded."""
    for citation in carry.plan.citations:
        if not Span(citation.start, citation.end).overlaps(span):
            continue
        document = _document(carry, citation)
        before = Span(max(0, citation.start - 60), citation.start)
        if carry.says(before, _TOLD_OF):
            yield keep(*_ends(_kept(citation, carry)))
        elif document is not None:
            yield from _registered(carry, citation, document)
        elif citation.candidates:
            yield _ambiguous(carry, citation)
        else:
            yield from _unregistered(carry, citation)


def _document(carry: Carry, citation: Citation) -> LegalDocument | None:
    return carry.register.get(citation.register_id) if citation.register_id else None


# -- in the register -------------------------------------------------------------------------------------------------


def _registered(carry: Carry, citation: Citation, document: LegalDocument) -> Iterator[Edit]:
    day = carry.target.day
    status = carry.register.status(document, day)
    place = _whole(citation, carry)
    if status.status in {"in-force", "amended"}:
        notes = []
        if status.status == "amended":
            amended = ", ".join(status.by)
            notes.append(f"{_name(document)} đã được sửa đổi, bổ sung{f' bởi {amended}' if amended else ''}.")
        if status.newer:
            notes.append(f"Đã có văn bản mới cùng nội dung với {_name(document)}: {', '.join(status.newer)}.")
        yield _corrected(carry, citation, document, tuple(notes))
    elif status.status == "not-yet-effective" and (document.issued is None or document.issued <= day):
        yield keep(*_ends(_kept(citation, carry)), f"{_name(document)} chưa có hiệu lực vào ngày {day:%d/%m/%Y}.")
    elif status.status == "not-yet-effective":
        yield blank_out(
            place,
            carry.text,
            "văn bản đang có hiệu lực về nội dung này",
            "citation",
            f"{_name(document)} chưa được ban hành vào ngày {day:%d/%m/%Y}.",
        )
    elif status.status in {"replaced", "lapsed"}:
        yield _replacement(carry, citation, document)
    else:
        yield keep(
            *_ends(_kept(citation, carry)),
            f"Chưa xác minh được hiệu lực của {_name(document)} vào ngày {day:%d/%m/%Y}.",
        )


def _corrected(carry: Carry, citation: Citation, document: LegalDocument, notes: tuple[str, ...]) -> Edit:
    """Return the citation kept, or written anew where its number or date contradicts the register."""
    place = Span(citation.start, citation.end)
    wrong_date = citation.date is not None and document.issued is not None and citation.date != document.issued
    wrong_number = citation.number is not None and citation.form != "unnumbered" and citation.number != document.number
    if not (wrong_date or wrong_number):
        return keep(*_ends(_kept(citation, carry)), *notes)
    text = cite(document, date=citation.date is not None, issuer=citation.issuer is not None, subject=False)
    return replace_with(place, carry.text, text, "citation", f"Viện dẫn theo sổ văn bản: {_name(document)}.", *notes)


def _replacement(carry: Carry, citation: Citation, document: LegalDocument) -> Edit:
    place = _whole(citation, carry)
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
        )
        reason = f"{_name(document)} hết hiệu lực{since}; {_name(new)} {'tiếp nối' if outcome.soft else 'thay thế'}."
        doubt = (
            ()
            if outcome.certain
            else (f"Việc {_name(new)} thay {_short(document)} chưa được xác minh từ nguồn chính thức; hãy kiểm tra.",)
        )
        return replace_with(place, carry.text, text, "citation", reason, *doubt)
    needed = _needed(document)
    if outcome.documents:
        names = " hoặc ".join(_name(candidate) for candidate in outcome.documents)
        return blank_out(
            place,
            carry.text,
            f"{needed}: {names}",
            "citation",
            f"{_name(document)} hết hiệu lực{since}; có nhiều văn bản thay thế: {names}.",
        )
    return blank_out(
        place,
        carry.text,
        needed,
        "citation",
        f"{_name(document)} hết hiệu lực{since}; sổ văn bản chưa có văn bản thay thế.",
    )


def _repeated(carry: Carry, citation: Citation, new: LegalDocument, place: Span) -> Edit | None:
    """Return the edit that drops a document whose replacement the document named just before already gave way to."""
    before = [other for other in carry.plan.citations if other.end <= citation.start]
    earlier = _document(carry, before[-1]) if before else None
    if earlier is None or new not in carry.register.replacement(earlier, carry.target.day).documents:
        return None
    gap = Span(_whole(before[-1], carry).end, citation.start)
    if not _CONNECTOR.fullmatch(carry.folded, gap.start, gap.end):
        return None
    reason = f"{_name(new)} đã thay cả hai văn bản."
    old = " ".join(carry.text[gap.start : place.end].split())
    return Edit(gap.start, place.end, "", Change("citation", old, "", reason))


def _needed(document: LegalDocument) -> str:
    """Return what a blank asks for in the place of a document that lapsed: its kind and subject, not its number."""
    kind = document.type or "văn bản"
    if document.title is None or _NUMBERED.search(document.title):
        return f"{kind} đang có hiệu lực về nội dung này"
    return f"{kind} đang có hiệu lực về {document.title}"


def _ambiguous(carry: Carry, citation: Citation) -> Edit:
    """Return what becomes of a number that several documents bear: kept only while all of them are in force."""
    documents = [document for key in citation.candidates if (document := carry.register.get(key)) is not None]
    states = {carry.register.status(document, carry.target.day).status for document in documents}
    names = "; ".join(_name(document) for document in documents)
    place = _whole(citation, carry)
    by_name = citation.form == "unnumbered" and bool(states & {"in-force", "amended"})
    if by_name or states <= {"in-force", "amended", "unknown"}:
        return keep(
            place.start, place.end, f"“{_one_line(citation.text)}” có thể là: {names}; hãy ghi rõ ngày ban hành."
        )
    label = f"{citation.type or 'văn bản'} đang có hiệu lực về nội dung này"
    return blank_out(
        place,
        carry.text,
        label,
        "citation",
        f"“{_one_line(citation.text)}” trùng số với nhiều văn bản, có văn bản đã hết hiệu lực: {names}.",
    )


# -- not in the register ---------------------------------------------------------------------------------------------


def _unregistered(carry: Carry, citation: Citation) -> Iterator[Edit]:
    first = carry.plan.citations[citation.first] if citation.first is not None else citation
    reason = _outdated(carry, first)
    if reason is None:
        note = f"“{_one_line(citation.text)}” không có trong sổ văn bản; hãy xác nhận còn hiệu lực."
        yield keep(*_ends(_kept(citation, carry)), *([] if citation.first is not None else [note]))
        return
    place = _number_and_date(citation)
    kind = citation.type or first.type or "văn bản"
    label = f"số, ngày của {kind} {carry.target.label}" if citation.date_span else f"số của {kind} {carry.target.label}"
    if citation.issuer is None and first.issuer and not abolished_office(fold(first.issuer)):
        label += f" của {_one_line(first.issuer)}"
    yield blank_out(place, carry.text, label, "citation", reason)


def _outdated(carry: Carry, citation: Citation) -> str | None:
    """Return why a document of the offices above cannot be cited in the target's year, or ``None`` where it can."""
    if carry.target.delta == 0:
        return None
    name = _one_line(citation.text)
    about = fold(_about(carry, citation))
    issuer = fold(citation.issuer or "")
    years = {int(match.group()) for match in _YEAR.finditer(_without_periods(about))}
    ends = [int(last) for _, last in _PERIOD.findall(about)] + [int(year) for year in _UNTIL.findall(about)]
    if any(carry.target.covers(year) and year >= carry.target.base_year for year in years):
        return f"“{name}” là văn bản của năm cũ; cần văn bản của {carry.target.label}."
    if ends and max(ends) < carry.target.year:
        return f"“{name}” thuộc giai đoạn đã kết thúc năm {max(ends)}."
    if carry.target.day >= rule("two_tier")["day"] and abolished_office(issuer):
        return f"“{name}” do cơ quan không còn tồn tại vào ngày {carry.target.day:%d/%m/%Y} ban hành."
    if not ends and _of_the_base_year(carry, citation):
        return f"“{name}” ban hành cho kế hoạch năm cũ; cần văn bản của {carry.target.label}."
    return None


def _of_the_base_year(carry: Carry, citation: Citation) -> bool:
    """Tell whether a document without a stated period was made within the year before the base plan, or after it."""
    if citation.date is None:
        return citation.number is not None and citation.form != "unnumbered" and not _YEAR.search(citation.number)
    return citation.date.year >= carry.target.first_base_year


def _about(carry: Carry, citation: Citation) -> str:
    """Return what the text says of the document after its issuer: the subject, or the rest of the sentence."""
    if citation.subject_span is not None:
        return citation.subject_span.of(carry.text)
    end = min(carry.sentence(citation.end).end, citation.end + 320)
    following = next((c.start for c in carry.plan.citations if c.start >= citation.end), end)
    return carry.text[citation.end : min(end, following)]


def _without_periods(folded: str) -> str:
    return _UNTIL.sub("", _PERIOD.sub("", folded))


def _number_and_date(citation: Citation) -> Span:
    """Return the stretch from "số" to the end of the date, which only the new document's own text can fill."""
    start = citation.number_span.start if citation.number_span else citation.start
    end = citation.number_span.end if citation.number_span else citation.end
    head = re.search(r"(?<![^\W_])s[o06b]\s*:?\s*$", fold(citation.text[: max(0, start - citation.start)]))
    if head:
        start = citation.start + head.start()
    if citation.date_span and citation.date_span.start >= end:
        end = citation.date_span.end
    return Span(start, end)


def _whole(citation: Citation, carry: Carry) -> Span:
    """Return the citation with its subject, but without a tail such as "và các văn bản hướng dẫn"."""
    subject = citation.subject_span
    if subject is None or subject.end <= citation.end:
        return Span(citation.start, citation.end)
    tail = _AND_OTHERS.search(carry.folded, subject.start, subject.end)
    return Span(citation.start, tail.start() if tail else subject.end)


def _kept(citation: Citation, carry: Carry) -> Span:
    """Return what a citation that stays shields: not the other documents that its subject names."""
    whole = _whole(citation, carry)
    others = (other.start for other in carry.plan.citations if citation.end <= other.start < whole.end)
    return Span(whole.start, min(others, default=whole.end))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _name(document: LegalDocument) -> str:
    return cite(document, date=True, issuer=False, subject=False)


def _short(document: LegalDocument) -> str:
    return cite(document, date=False, issuer=False, subject=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
