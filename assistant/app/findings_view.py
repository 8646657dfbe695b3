"""Findings as cards, and the plan's text with the words of each finding marked, tied to one another by anchors."""

from __future__ import annotations

from collections.abc import Set
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.app.fragments import note_html, shortened, text_html

if TYPE_CHECKING:
    from assistant.checking import CheckReport
    from assistant.checking.finding import Finding, Severity

SEVERITY_NAMES: dict[Severity, str] = {"error": "Phải sửa", "warning": "Nên xem lại", "info": "Để biết"}
NOTHING_FOUND = "Không thấy lỗi nào. Kế hoạch đọc được trọn vẹn."


def summary_html(report: CheckReport) -> str:
    """Return whether the plan can be signed, and the three counts."""
    counts = report.summary
    blocked = counts["error"] > 0
    verdict = "Chưa nên ký: có lỗi phải sửa." if blocked else "Không có lỗi chặn ký."
    tiles = "".join(
        f'<span class="kh-tile {severity}"><b>{counts[severity]}</b> {name.lower()}</span>'
        for severity, name in SEVERITY_NAMES.items()
    )
    warnings = "".join(note_html(warning) for warning in report.plan.quality.warnings)
    return (
        f'<div class="kh-verdict {"error" if blocked else "good"}" role="status">{verdict}'
        f'<div class="kh-where">{escape(report.file)} · hiệu lực văn bản xét tại ngày {report.as_of:%d/%m/%Y}</div>'
        f"<div>{tiles}</div></div>{warnings}"
    )


def findings_html(report: CheckReport) -> str:
    """Return the findings the gravest first, for the chat; what is only good to know is folded away."""
    if not report.findings:
        return note_html(NOTHING_FOUND)
    grave = [finding for finding in report.findings if finding.severity != "info"]
    mild = [finding for finding in report.findings if finding.severity == "info"]
    cards = "".join(_card(finding) for finding in sorted(grave, key=lambda finding: finding.severity != "error"))
    if not mild:
        return cards
    folded = "".join(_card(finding) for finding in mild)
    return f'{cards}<details class="kh-chip"><summary>Để biết ({len(mild)})</summary>{folded}</details>'


def findings_by_section_html(report: CheckReport, applied: Set[int] = frozenset()) -> str:
    """Return the findings in reading order under the sections they stand in, each leading to its words in the text.

    Each with a certain fix has a button that applies it, or takes it back where its number is among `applied`.
    """
    if not report.findings:
        return note_html(NOTHING_FOUND)
    numbered = list(enumerate(report.findings, start=1))
    return "".join(
        f'<h4 class="kh-section">{escape(_section_name(report, section))}</h4>'
        + "".join(_card(finding, number, number in applied) for number, finding in group)
        for section, group in groupby(numbered, key=lambda pair: (pair[1].section or "").split(".")[0])
    )


def _section_name(report: CheckReport, section_id: str) -> str:
    section = report.plan.section(section_id)
    if section is None:
        return f"Mục {section_id}" if section_id else "Phần đầu và toàn văn bản"
    return " ".join(filter(None, (f"{section.numeral}." if section.numeral else "", shortened(section.title, 80))))


def _card(finding: Finding, number: int | None = None, is_applied: bool = False) -> str:
    where = " · ".join(filter(None, (f"mục {finding.section}" if finding.section else "", f"trang {finding.page}")))
    place = f'{escape(where)} · <a href="#kh-place-{number}">xem chỗ này</a>' if number else escape(where)
    anchor = f' id="kh-finding-{number}"' if number else ""
    quote = f'<div class="kh-quote">“{text_html(shortened(finding.text))}”</div>' if finding.text.strip() else ""
    suggestion = f'<div class="kh-remedy">→ {text_html(finding.suggestion)}</div>' if finding.suggestion else ""
    basis = f'<div class="kh-where">Căn cứ: {text_html(finding.basis)}</div>' if finding.basis else ""
    button = _button(finding, number, is_applied) if number else ""
    return (
        f'<div class="kh-card kh-finding {finding.severity}"{anchor}>'
        f'<div class="kh-finding-head"><span class="kh-badge {finding.severity}">{SEVERITY_NAMES[finding.severity]}'
        f'</span> <span class="kh-where">{place}</span></div>'
        f"<div>{text_html(finding.message)}</div>{quote}{suggestion}{basis}{button}</div>"
    )


def _button(finding: Finding, number: int, is_applied: bool) -> str:
    if finding.fix is None:
        return ""
    words = "Không sửa nữa" if is_applied else "Sửa chỗ này"
    done = '<span class="kh-badge good">Đã sửa</span> ' if is_applied else ""
    spoken = escape(f"{words}: {shortened(finding.message, 80)}", quote=True)
    action = f'<button type="button" class="kh-act" data-fix="{number}" aria-label="{spoken}">{words}</button>'
    return f"<div>{done}{action}</div>"


def text_with_findings_html(report: CheckReport, applied: Set[int] = frozenset()) -> str:
    """Return the plan's text with each finding's words marked by its gravity; a mark leads back to its finding.

    Where a fix is among `applied` (by the finding's number, from 1), the words that it changes are struck and followed
    by the new ones.
    """
    pieces, at = [], 0
    for number, finding in sorted(enumerate(report.findings, start=1), key=lambda pair: pair[1].start):
        anchor = f'<a class="kh-place" id="kh-place-{number}" href="#kh-finding-{number}" title="{_title(finding)}">'
        if finding.start < at or finding.start == finding.end:
            pieces += [text_html(report.text[at : finding.start]), f"{anchor}▲</a>"]
            at = max(at, finding.start)
            continue
        words = _mended(report.text, finding) if number in applied else text_html(finding.text)
        look = "mended" if number in applied else finding.severity
        pieces += [text_html(report.text[at : finding.start]), f'{anchor}<mark class="{look}">{words}</mark></a>']
        at = finding.end
    text = "".join([*pieces, text_html(report.text[at:])])
    return f'<div class="kh-paper" tabindex="0" role="region" aria-label="Nội dung bản thảo">{text}</div>'


def _mended(text: str, finding: Finding) -> str:
    """Return the words of a finding with its fix made; a fix may reach beyond them, and is then shown whole."""
    fix = finding.fix
    assert fix is not None
    before = text_html(text[finding.start : max(fix.start, finding.start)])
    after = text_html(text[min(fix.end, finding.end) : finding.end])
    return f"{before}<del>{text_html(text[fix.start : fix.end])}</del> <ins>{text_html(fix.text)}</ins>{after}"


def _title(finding: Finding) -> str:
    return escape(finding.message, quote=True)
