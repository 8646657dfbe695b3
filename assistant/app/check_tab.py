"""Checking a draft: drop a file, read what blocks signing beside the text, take the mended Word file back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app import findings_view
from assistant.app.chat_tab import FILE_TYPES
from assistant.app.fragments import note_html
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.checkjob import CheckJob
    from assistant.service import Assistant

HOW_TO = "Thả một tệp Word, PDF, bản quét hoặc văn bản: chương trình kiểm tra ngay, không lưu tệp vào thư viện."


_APPLY_FIX = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fix]");
  if (button) trigger("select", {value: button.dataset.fix, index: Number(button.dataset.fix)});
});
"""


def build(assistant: Assistant) -> None:
    """Lay the tab out in the current block."""
    checked, applied = gr.State(None), gr.State(frozenset())
    with gr.Row():
        file = gr.File(
            label="Bản thảo cần kiểm tra", file_types=FILE_TYPES, elem_id="kh-check-file", height=150, scale=3
        )
        with gr.Column(scale=2, min_width=260):
            as_of = gr.Textbox(
                label="Xét hiệu lực văn bản tại ngày", placeholder="để trống: ngày của kế hoạch", max_lines=1
            )
            run = gr.Button("Kiểm tra lại", variant="primary")
    summary = gr.HTML(note_html(HOW_TO), elem_id="kh-summary")
    with gr.Row(visible=False, elem_classes="kh-buttons") as files:
        word = gr.DownloadButton("Tải Word có nhận xét", size="sm", variant="primary", min_width=170)
        html = gr.DownloadButton("Tải báo cáo HTML", size="sm", min_width=170)
        fix_all = gr.Button("Sửa mọi chỗ chắc chắn", size="sm", min_width=170)
        fixed = gr.DownloadButton("Tải bản đã sửa", size="sm", visible=False, min_width=170, elem_id="kh-fixed")
    with gr.Row(visible=False, equal_height=True) as details:
        with gr.Column(min_width=330):
            findings = gr.HTML(elem_id="kh-findings", js_on_load=_APPLY_FIX)
        with gr.Column(min_width=330):
            text = gr.HTML(elem_id="kh-checked-text")

    def check(path: str | None, day: str) -> tuple[Any, ...]:
        from assistant.app.files import report_html, review_word
        from assistant.checkjob import CheckJob, parse_day

        if path is None:
            return _nothing(HOW_TO)
        try:
            job = CheckJob(assistant, Path(path), as_of=parse_day(day.strip() or None))
        except (InputError, NotAvailableError) as error:
            return _nothing(str(error))
        fixes = len(_certain(job))
        return (
            job,
            frozenset(),
            findings_view.summary_html(job.report),
            gr.Row(visible=True),
            str(review_word(job)),
            str(report_html(job)),
            gr.Button(f"Sửa cả {fixes} chỗ chắc chắn", visible=fixes > 0),
            gr.DownloadButton(value=None, visible=False),
            gr.Row(visible=True),
            findings_view.findings_by_section_html(job.report),
            findings_view.text_with_findings_html(job.report),
        )

    def shown(job: Any, chosen: frozenset[int]) -> tuple[Any, ...]:
        from assistant.app.files import fixed_copy

        copy = fixed_copy(job, chosen)
        label = f"Tải bản đã sửa {len(chosen)} chỗ"
        return (
            chosen,
            gr.DownloadButton(label, value=str(copy) if copy else None, visible=copy is not None),
            findings_view.findings_by_section_html(job.report, chosen),
            findings_view.text_with_findings_html(job.report, chosen),
        )

    def toggle(event: gr.SelectData, job: Any, chosen: Any) -> tuple[Any, ...]:
        if job is None:
            return (gr.skip(),) * 4
        return shown(job, chosen ^ (frozenset({int(event.value)}) & _with_fix(job)))

    def apply_all(job: Any) -> tuple[Any, ...]:
        return shown(job, _certain(job)) if job is not None else (gr.skip(),) * 4

    gr.on(
        [file.change, run.click, as_of.submit],
        check,
        [file, as_of],
        [checked, applied, summary, files, word, html, fix_all, fixed, details, findings, text],
        api_name=False,
        concurrency_limit=4,
    )
    mended = [applied, fixed, findings, text]
    findings.select(toggle, [checked, applied], mended, show_progress="minimal", api_name=False)
    fix_all.click(apply_all, [checked], mended, api_name=False)


def _with_fix(job: CheckJob) -> frozenset[int]:
    """Return the numbers (from 1) of the findings that have a fix."""
    return frozenset(number for number, finding in enumerate(job.report.findings, start=1) if finding.fix)


def _certain(job: CheckJob) -> frozenset[int]:
    """Return the numbers of the findings whose fixes can all be made together."""
    from assistant.export.fixes import certain_fixes

    together = {id(finding) for finding in certain_fixes(job.report.findings)}
    return frozenset(n for n, finding in enumerate(job.report.findings, start=1) if id(finding) in together)


def _nothing(sentence: str) -> tuple[Any, ...]:
    hidden = gr.Row(visible=False)
    return None, frozenset(), note_html(sentence), hidden, None, None, gr.skip(), gr.skip(), hidden, "", ""
