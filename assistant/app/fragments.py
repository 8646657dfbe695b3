"""HTML fragments of the page: findings, drafts and documents of law. Everything that comes from a file is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.lawjob import STATUS_NAMES

if TYPE_CHECKING:
    from assistant.checking import CheckReport
    from assistant.checking.finding import Finding
    from assistant.drafting.draft import Draft, Paragraph
    from assistant.records import PlanRecord
    from corpus.plan import Span

SEVERITY_NAMES = {"error": "Phải sửa", "warning": "Nên xem lại", "info": "Để biết"}
KIND_NAMES = {
    "phat-dong-thi-dua": "Phát động thi đua",
    "thi-dua-khen-thuong": "Thi đua, khen thưởng",
    "xa-hoi-hoc-tap": "Xã hội học tập",
    "khuyen-hoc": "Khuyến học",
    "dot-thi-dua": "Đợt thi đua",
    "khac": "Khác",
}
_BLANK = re.compile(r"\[[^\]\n]{1,300}\]")


def text_html(text: str) -> str:
    """Return `text` escaped, its line ends as breaks: without blank lines, so that Markdown leaves it alone."""
    return escape(text).replace("\n", "<br>")


def marked_html(text: str, spans: Sequence[Span], offset: int = 0) -> str:
    """Return `text` escaped, the `spans` (counted from `offset`) in ``<mark>``; overlapping spans count once."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(span.start - offset, at), min(span.end - offset, len(text))
        if start < end:
            pieces += [text_html(text[at:start]), "<mark>", text_html(text[start:end]), "</mark>"]
            at = end
    return "".join([*pieces, text_html(text[at:])])


def findings_html(report: CheckReport) -> str:
    """Return the findings grouped by severity, the gravest first, each with its words, reason and remedy."""
    if not report.findings:
        return '<div class="kh-note">Không thấy lỗi nào. Kế hoạch đọc được trọn vẹn.</div>'
    return "".join(_finding(finding) for finding in report.findings)


def _finding(finding: Finding) -> str:
    where = " · ".join(filter(None, (f"mục {finding.section}" if finding.section else "", f"trang {finding.page}")))
    quote = f'<div class="kh-quote">“{text_html(_short(finding.text))}”</div>' if finding.text.strip() else ""
    suggestion = f"<div>→ {text_html(finding.suggestion)}</div>" if finding.suggestion else ""
    basis = f'<div class="kh-where">Căn cứ: {text_html(finding.basis)}</div>' if finding.basis else ""
    return (
        f'<div class="kh-card kh-finding {finding.severity}">'
        f'<span class="kh-badge {finding.severity}">{SEVERITY_NAMES[finding.severity]}</span> '
        f"{text_html(finding.message)}"
        f'<div class="kh-where">{escape(where)}</div>{quote}{suggestion}{basis}</div>'
    )


def _short(text: str, limit: int = 240) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def draft_html(draft: Draft) -> str:
    """Return the draft with its blanks marked, and beside each paragraph what was changed and what it stands on."""
    return '<div class="kh-draft">' + "".join(_paragraph(paragraph) for paragraph in draft.paragraphs) + "</div>"


def _paragraph(paragraph: Paragraph) -> str:
    body = _BLANK.sub(lambda match: f'<span class="kh-blank">{match[0]}</span>', text_html(paragraph.text))
    heading = ' class="kh-heading"' if paragraph.level else ""
    notes = [f"{change.from_} → {change.to}: {change.reason}" for change in paragraph.changes] + list(paragraph.notes)
    sources = [f"{source.plan_id}, mục {source.section}: {_short(source.text)}" for source in paragraph.sources]
    return f"<p{heading}>{body}</p>" + _folded("Thay đổi", notes) + _folded("Tiền lệ", sources)


def _folded(label: str, lines: Iterable[str]) -> str:
    items = [f"<li>{text_html(line)}</li>" for line in dict.fromkeys(lines)]
    if not items:
        return ""
    return f'<details class="kh-changes"><summary>{label} ({len(items)})</summary><ul>{"".join(items)}</ul></details>'


def law_html(answer: dict[str, Any]) -> str:
    """Return what `Assistant.law` answered as cards, one a document."""
    if not answer["results"]:
        return '<div class="kh-note">Không có văn bản nào khớp. Hãy thử số, ký hiệu đầy đủ hoặc vài từ trong tên.</div>'
    return "".join(_law_card(document) for document in answer["results"])


def _law_card(document: dict[str, Any]) -> str:
    dates = [
        ("Ban hành", document["issued"]),
        ("Hiệu lực từ", document["effective"]),
        ("Hết hiệu lực từ", document["lapsed"]),
        ("Biết đến ngày", document["known_to"]),
    ]
    facts = " · ".join(f"{name} {day}" for name, day in dates if day)
    followed = "".join(
        f"<div>{name}: {escape(', '.join(document[key]))}</div>"
        for name, key in (("Thay bằng", "replaced_by"), ("Sửa đổi bởi", "amended_by"))
        if document[key]
    )
    doubt = "" if document["verified"] else '<div class="kh-where">Có chi tiết chưa kiểm chứng.</div>'
    return (
        f'<div class="kh-card"><b>{escape(str(document["type"] or ""))} {escape(document["id"])}</b> '
        f'<span class="kh-badge">{STATUS_NAMES[document["status"]].capitalize()}</span>'
        f"<div>{text_html(document['title'] or '')}</div>"
        f'<div class="kh-where">{escape(document["issuer"] or "")}. {escape(facts)}</div>{followed}{doubt}</div>'
    )


def library_html(records: Sequence[PlanRecord]) -> str:
    """Return the library as a table, newest plan first."""
    if not records:
        return '<div class="kh-note">Thư viện đang trống. Hãy thả các kế hoạch cũ vào ô bên trên.</div>'
    rows = "".join(
        f"<tr><td>{escape(r.day or r.school_year or '')}</td><td>{escape(r.school or '')}</td>"
        f"<td>{text_html(r.title or r.file)}</td><td class='kh-wide'>{escape(KIND_NAMES.get(r.kind or '', ''))}</td>"
        f"<td class='kh-wide'>{escape(r.number or '')}</td><td class='kh-wide'>{'mẫu' if r.sample else ''}</td></tr>"
        for r in records
    )
    heads = "<th>Ngày</th><th>Trường</th><th>Trích yếu</th><th class='kh-wide'>Loại</th><th class='kh-wide'>Số</th>"
    return (
        f"<table class='kh-table'><thead><tr>{heads}<th class='kh-wide'></th></tr></thead><tbody>{rows}</tbody></table>"
    )
