"""The life of the documents that a plan cites, each as a small drawing on one scale of years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from assistant.checking.run import CheckReport
from corpus.law.model import LegalDocument, Status
from corpus.law.register import Register

STATUS_NAMES: Final = {
    "in-force": "còn hiệu lực",
    "amended": "đã được sửa đổi, bổ sung",
    "replaced": "đã được thay thế",
    "lapsed": "đã hết hiệu lực",
    "not-yet-effective": "chưa có hiệu lực",
    "unknown": "chưa rõ",
}
_COLOURS: Final = {"replaced": "#b3261e", "lapsed": "#b3261e", "not-yet-effective": "#a35c00", "unknown": "#8a949e"}
_LIVE: Final = "#1b6e3c"
_WIDTH: Final = 300


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document of the register that the plan cites, its status on the day, and how often it is cited."""

    document: LegalDocument
    status: Status
    times: int


def cited_documents(report: CheckReport, register: Register) -> tuple[CitedDocument, ...]:
    """Return the documents that the plan cites beyond doubt, in the order of their first mention."""
    counts: dict[str, int] = {}
    for citation in report.plan.citations:
        if citation.register_id is not None:
            counts[citation.register_id] = counts.get(citation.register_id, 0) + 1
    found = []
    for identity, times in counts.items():
        document = register.get(identity)
        if document is not None:
            found.append(CitedDocument(document, register.status(document, report.as_of), times))
    return tuple(found)


def timeline_table(report: CheckReport, register: Register) -> str:
    """Return an HTML table of the documents cited, each with its life drawn on a time line; "" when there is none."""
    cited = cited_documents(report, register)
    if not cited:
        return ""
    first, last = _years(cited, report.as_of)
    rows = "".join(_row(entry, first, last, report.as_of) for entry in cited)
    heads = ("Văn bản", "Ban hành", "Hiệu lực", f"Tại ngày {report.as_of:%d/%m/%Y}")
    header = "".join(f"<th>{escape(head)}</th>" for head in heads) + f"<th>{_scale(first, last)}</th>"
    return f'<table class="documents"><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>'


def _scale(first: int, last: int) -> str:
    """Return the scale above the drawings: the years that mark it off, at their places."""
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) <= 6 * step or step == 20)
    marked = [year for year in range(first, last + 1) if year % step == 0 and first < year < last]
    marks = "".join(
        f'<text x="{round(_WIDTH * (year - first) / max(1, last - first), 1)}" y="13" text-anchor="middle"'
        f' font-size="11" fill="#4a5560">{year}</text>'
        for year in marked
    )
    return f'<svg viewBox="0 0 {_WIDTH} 18" role="img" aria-label="{first} – {last}">{marks}</svg>'


def _years(cited: tuple[CitedDocument, ...], day: date) -> tuple[int, int]:
    days = [d for entry in cited for d in (entry.document.issued, entry.document.effective, entry.document.lapsed) if d]
    years = [d.year for d in (*days, day)]
    return min(years), max(years) + 1


def _row(entry: CitedDocument, first: int, last: int, day: date) -> str:
    document, status = entry.document, entry.status
    name = f"{document.type or ''} {document.number}".strip()
    ended = f" – {document.lapsed:%d/%m/%Y}" if document.lapsed else ""
    begins = f"{document.effective:%d/%m/%Y}{ended}" if document.effective else ended.strip(" –")
    by = f" ({', '.join(status.by)})" if status.by else ""
    doubt = "" if status.certain or status.status == "unknown" else "; cần kiểm chứng"
    return (
        f"<tr><td><strong>{escape(name)}</strong><br>{escape(document.title or '')}</td>"
        f"<td>{f'{document.issued:%d/%m/%Y}' if document.issued else '?'}</td><td>{escape(begins or '?')}</td>"
        f"<td>{escape(STATUS_NAMES[status.status] + by + doubt)}</td><td>{_drawing(entry, first, last, day)}</td></tr>"
    )


def _drawing(entry: CitedDocument, first: int, last: int, day: date) -> str:
    document = entry.document

    def at(moment: date) -> float:
        years = moment.year - first + (moment.timetuple().tm_yday - 1) / 366
        return round(_WIDTH * years / max(1, last - first), 1)

    begin = document.effective or document.issued
    line = ""
    if begin is not None:
        end = at(document.lapsed) if document.lapsed else _WIDTH
        colour = _COLOURS.get(entry.status.status, _LIVE)
        open_end = "" if document.lapsed else ' stroke-dasharray="4 2"'
        line = f'<line x1="{at(begin)}" y1="9" x2="{end}" y2="9" stroke="{colour}" stroke-width="5"{open_end}/>'
    issued = f'<circle cx="{at(document.issued)}" cy="9" r="3" fill="#1c2126"/>' if document.issued else ""
    mark = f'<line x1="{at(day)}" y1="0" x2="{at(day)}" y2="18" stroke="#1c2126" stroke-width="1"/>'
    return f'<svg viewBox="0 0 {_WIDTH} 18" role="img" aria-label="Đời văn bản">{line}{issued}{mark}</svg>'
