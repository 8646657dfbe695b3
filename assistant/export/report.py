"""A check report as one HTML file that prints well: findings beside their passages, documents cited, form."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from assistant.checking.finding import SEVERITIES, Finding
from assistant.checking.form import State
from assistant.checking.run import CheckReport
from assistant.export.timeline import timeline_table
from assistant.export.wording import SEVERITY_NAMES, one_line, place_of, verdict_of
from corpus.law.register import Register

_STYLE: Final = Path(__file__).with_name("report.css")
_AROUND: Final = 160  # characters of context on either side of the words found
_STATES: Final[dict[State, str]] = {"right": "đúng", "wrong": "sai", "not-seen": "không thấy", "look": "xem bằng mắt"}


def html_report(report: CheckReport, register: Register) -> str:
    """Return the report as a page of its own, styles included; all that comes from the file is escaped."""
    title = f"Kiểm tra {report.file}"
    body = "".join((_head(report), _findings(report), _documents(report, register), _form(report)))
    style = _STYLE.read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
        f"<body>{body}</body></html>\n"
    )


def _head(report: CheckReport) -> str:
    header = report.plan.header
    about = " · ".join(filter(None, (header.school, header.number, f"{header.date:%d/%m/%Y}" if header.date else None)))
    counts = "".join(
        f'<li class="{severity}"><strong>{report.summary[severity]}</strong> {SEVERITY_NAMES[severity].lower()}</li>'
        for severity in SEVERITIES
    )
    gravest, verdict = verdict_of(report.summary)
    warnings = "".join(f'<p class="meta">Lưu ý: {escape(text)}</p>' for text in report.plan.quality.warnings)
    return (
        f"<h1>Kiểm tra: {escape(one_line(header.title or report.file))}</h1>"
        f'<p class="meta">{escape(about)}</p><p class="meta">Tệp {escape(report.file)}; xét hiệu lực văn bản tại ngày '
        f"{report.as_of:%d/%m/%Y}; xét theo yêu cầu đối với: {escape(report.profile_name)}.</p>{warnings}"
        f'<p class="verdict {gravest}">{verdict}</p><ul class="counts">{counts}</ul>'
    )


def _findings(report: CheckReport) -> str:
    if not report.findings:
        return "<h2>Kết quả</h2><p>Không thấy lỗi nào.</p>"
    gravest_first = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    cards = "".join(_finding(report.text, number, finding) for number, finding in enumerate(gravest_first, start=1))
    return f"<h2>Những chỗ cần xem</h2>{cards}"


def _finding(text: str, number: int, finding: Finding) -> str:
    lines = [f'<p><span class="badge">{SEVERITY_NAMES[finding.severity]}:</span> {escape(finding.message)}</p>']
    if finding.suggestion:
        lines.append(f"<p>→ {escape(finding.suggestion)}</p>")
    if finding.basis:
        lines.append(f'<p class="basis">Căn cứ: {escape(finding.basis)}</p>')
    return (
        f'<article class="finding {finding.severity}" id="f{number}" data-code="{escape(finding.code)}">'
        f'<p class="where">{number}. {escape(place_of(finding))}</p>'
        f"<blockquote>{_passage(text, finding)}</blockquote>{''.join(lines)}</article>"
    )


def _passage(text: str, finding: Finding) -> str:
    """Return the words found, marked, in their context on either side."""
    start, end = max(0, finding.start - _AROUND), min(len(text), finding.end + _AROUND)
    before, after = text[start : finding.start].lstrip("\n"), text[finding.end : end].rstrip("\n")
    cut_before = start > 0 and "\n" not in before and text[start - 1] != "\n"
    cut_after = end < len(text) and "\n" not in after and text[end] != "\n"
    before, after = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    if cut_before:
        before = f"… {before.split(maxsplit=1)[-1]}"
    if cut_after:
        after = f"{after.rsplit(maxsplit=1)[0]} …"
    words = f"<mark>{escape(finding.text)}</mark>" if finding.text else "<mark>▲</mark>"
    return f"{escape(before)}{words}{escape(after)}"


def _documents(report: CheckReport, register: Register) -> str:
    table = timeline_table(report, register)
    if not table:
        return ""
    note = "Chấm: ngày ban hành. Vạch ngang: thời gian có hiệu lực (nét đứt: chưa rõ ngày hết). Vạch đứng: ngày xét."
    return f'<h2>Văn bản được dẫn và hiệu lực</h2>{table}<p class="basis">{note}</p>'


def _form(report: CheckReport) -> str:
    rows = "".join(
        f'<tr><td>{escape(part.name)}</td><td class="{part.state}">{_STATES[part.state]}</td>'
        f"<td>{escape(part.message)}</td><td>{escape(part.article)}</td></tr>"
        for part in report.components
    )
    heads = "".join(f"<th>{head}</th>" for head in ("Thành phần", "Trạng thái", "Ghi chú", "Căn cứ"))
    return f"<h2>Thể thức</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
