"""How a document is cited (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6); a law by its name and day."""

from __future__ import annotations

from datetime import date as day_type
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.law.model import LegalDocument

#: Subjects that follow the issuer as they are; others take "về".
OPENS_A_SUBJECT = ("về ", "quy định", "hướng dẫn", "sửa đổi", "ban hành", "phê duyệt", "bãi bỏ", "thí điểm", "công bố")
_BY_NAME = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})


#: In the place of a part of a citation that the register does not know.
UNKNOWN_DAY = "[ngày ban hành]"
UNKNOWN_SUBJECT = "[trích yếu]"


def cite(
    document: LegalDocument, *, date: bool = True, issuer: bool = True, subject: bool = True, blanks: bool = False
) -> str:
    """Return the citation of `document` with the parts asked for, as far as the register knows them for certain.

    With `blanks`, day and subject that are asked for and not known are left as blanks instead of left out.
    """
    unknown_day = f" ngày {UNKNOWN_DAY}" if blanks and date else ""
    with_date = f" ngày {spelled(document.issued)}" if date and document.issued else unknown_day
    if document.type in _BY_NAME:
        return f"{_title(document)}{with_date}"
    text = f"{document.type} số {document.number}{with_date}"
    if issuer and document.issuer:
        text += f" của {document.issuer}"
    if subject and document.title and (document.confidence == "high" or document.is_certain("title")):
        title = lower_first(document.title)
        text += f" {title}" if title.startswith(OPENS_A_SUBJECT) else f" về {title}"
    elif subject and blanks:
        text += f" {UNKNOWN_SUBJECT}"
    return text


def spelled(day: day_type) -> str:
    """Return `day` as Nghị định 30 writes it: "05 tháng 02 năm 2025", with a nought before 1–9 and months 1, 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def _title(document: LegalDocument) -> str:
    title = (document.title or document.type or "").split(" (")[0]
    return title if title.startswith(str(document.type)) else f"{document.type} {title}"


def lower_first(title: str) -> str:
    """Return a title as it stands inside a sentence: its first word in small letters unless it is an abbreviation."""
    first, _, rest = title.partition(" ")
    return (
        title
        if first.isupper() or any(letter.isupper() for letter in first[1:])
        else f"{first[:1].lower()}{first[1:]} {rest}".strip()
    )
