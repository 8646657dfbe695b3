"""Checking a draft: drop a file, read what blocks signing, take the commented Word file back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.app import fragments
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.service import Assistant


def build(assistant: Assistant) -> None:
    """Lay the tab out in the current block."""
    import gradio as gr

    from assistant.app.chat_tab import FILE_TYPES

    with gr.Row():
        file = gr.File(label="Bản thảo cần kiểm tra", file_types=FILE_TYPES, elem_id="kh-check-file", scale=3)
        with gr.Column(scale=2):
            as_of = gr.Textbox(
                label="Xét hiệu lực tại ngày", placeholder="để trống: ngày của kế hoạch (hoặc 2025-09-01)", max_lines=1
            )
            run = gr.Button("Kiểm tra", variant="primary")
    summary = gr.Markdown("Thả một tệp Word, PDF, bản quét hoặc văn bản, rồi bấm **Kiểm tra**.")
    findings = gr.HTML(elem_id="kh-findings")
    with gr.Row():
        word = gr.DownloadButton("Tải tệp Word có nhận xét", visible=False)
        html = gr.DownloadButton("Tải báo cáo HTML", visible=False)

    def check(path: str | None, day: str) -> tuple[str, str, Any, Any]:
        from assistant.app.files import report_html, review_word
        from assistant.checkjob import CheckJob, parse_day

        hidden = gr.DownloadButton(visible=False)
        if path is None:
            return "Chưa có tệp nào: hãy thả bản thảo vào ô bên trái.", "", hidden, hidden
        try:
            job = CheckJob(assistant, Path(path), as_of=parse_day(day.strip() or None))
            return (
                job.summary_sentence(),
                fragments.findings_html(job.report),
                gr.DownloadButton(value=str(review_word(job)), visible=True),
                gr.DownloadButton(value=str(report_html(job)), visible=True),
            )
        except (InputError, NotAvailableError) as error:
            return str(error), "", hidden, hidden

    run.click(check, [file, as_of], [summary, findings, word, html], api_name=False)
