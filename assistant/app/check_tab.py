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
    from assistant.service import Assistant

HOW_TO = "Thả một tệp Word, PDF, bản quét hoặc văn bản: chương trình kiểm tra ngay, không lưu tệp vào thư viện."


def build(assistant: Assistant) -> None:
    """Lay the tab out in the current block."""
    with gr.Row():
        file = gr.File(
            label="Bản thảo cần kiểm tra", file_types=FILE_TYPES, elem_id="kh-check-file", height=150, scale=3
        )
        with gr.Column(scale=2):
            as_of = gr.Textbox(
                label="Xét hiệu lực văn bản tại ngày", placeholder="để trống: ngày của kế hoạch", max_lines=1
            )
            run = gr.Button("Kiểm tra lại", variant="primary")
    summary = gr.HTML(note_html(HOW_TO), elem_id="kh-summary")
    with gr.Row(visible=False) as files:
        word = gr.DownloadButton("Tải Word có nhận xét", size="sm", variant="primary")
        fixed = gr.DownloadButton("Tải bản đã sửa chỗ chắc chắn", size="sm")
        html = gr.DownloadButton("Tải báo cáo HTML", size="sm")
    with gr.Row(visible=False) as details:
        with gr.Column(min_width=330):
            findings = gr.HTML(elem_id="kh-findings")
        with gr.Column(min_width=330):
            text = gr.HTML(elem_id="kh-checked-text")

    def check(path: str | None, day: str) -> tuple[Any, ...]:
        from assistant.app.files import fixed_copy, report_html, review_word
        from assistant.checkjob import CheckJob, parse_day

        if path is None:
            return _nothing(HOW_TO)
        try:
            job = CheckJob(assistant, Path(path), as_of=parse_day(day.strip() or None))
        except (InputError, NotAvailableError) as error:
            return _nothing(str(error))
        mended = fixed_copy(job)
        return (
            findings_view.summary_html(job.report),
            gr.Row(visible=True),
            str(review_word(job)),
            gr.DownloadButton(value=str(mended) if mended else None, visible=mended is not None),
            str(report_html(job)),
            gr.Row(visible=True),
            findings_view.findings_by_section_html(job.report),
            findings_view.text_with_findings_html(job.report),
        )

    gr.on(
        [file.change, run.click, as_of.submit],
        check,
        [file, as_of],
        [summary, files, word, fixed, html, details, findings, text],
        api_name=False,
        concurrency_limit=4,
    )


def _nothing(sentence: str) -> tuple[Any, ...]:
    hidden = gr.Row(visible=False)
    return note_html(sentence), hidden, None, gr.skip(), None, hidden, "", ""
