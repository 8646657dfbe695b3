"""A chat's answers as HTML and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app.draft_view import Titles, alternatives_html, draft_html, remarks_html
from assistant.app.files import draft_word, fixed_copy, review_word
from assistant.app.findings_view import findings_html, summary_html
from assistant.app.fragments import text_html
from assistant.app.hits import hits_html
from assistant.app.law_view import law_html

if TYPE_CHECKING:
    from assistant.chat import Answer
    from assistant.drafting.draft import Draft
    from assistant.service import Assistant

#: A draft unfolds in at most so many steps: each one sends the whole message anew.
_STEPS = 8
_GOES_ON = '<span class="kh-goes-on" title="Đang viết tiếp"></span>'
_UNVERIFIED = "Mô hình đang viết; câu nào không có căn cứ sẽ bị gạch khi viết xong."


def rendered(answer: Answer, assistant: Assistant) -> str:
    """Return an answer as one message: its sentence, then its cards."""
    parts = [answer.text, hits_html(answer.hits)]
    if answer.law is not None and answer.law["results"]:
        parts.append(law_html(answer.law))
    parts += [summary_html(job.report) + findings_html(job.report) for job in answer.checks]
    if answer.report is not None:
        parts.append(findings_html(answer.report))
    if answer.draft is not None and answer.job != "export":
        titles = plan_titles(assistant)
        shown = alternatives_html(answer.draft, titles) if answer.alternatives else _draft(answer.draft, titles)
        parts.append(shown)
    parts += [f"{result.path.name}: {result.message}" for result in answer.added if result.message]
    return _joined(parts)


def unfolding(answer: Answer, assistant: Assistant) -> Iterator[str]:
    """Yield the message of an answer with a draft as it unfolds, some paragraphs more each time, not yet the whole."""
    draft = answer.draft
    if draft is None or answer.alternatives or answer.job == "export":
        return
    yield _joined([answer.text, _GOES_ON])
    titles, count = plan_titles(assistant), len(draft.paragraphs)
    for at in range(1, count, max(1, -(-count // _STEPS))):
        so_far = draft_html(replace(draft, paragraphs=draft.paragraphs[:at]), titles)
        yield _joined([answer.text, so_far + _GOES_ON])


def being_written(announcement: str, written: str) -> str:
    """Return the message of an answer while a language model still writes: its raw words, marked as unverified."""
    words = f'<div class="kh-where">{escape(_UNVERIFIED)}</div>{text_html(written.strip())}{_GOES_ON}'
    return _joined([announcement, f'<div class="kh-live">{words}</div>'])


def question_html(text: str) -> str:
    """Return what names a dropped file in the conversation."""
    return f'<span class="kh-file">{escape(text)}</span>'


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _draft(draft: Draft, titles: Titles) -> str:
    return draft_html(draft, titles) + remarks_html(draft)


def downloads(answer: Answer, assistant: Assistant) -> list[Path]:
    """Return the files that come with an answer: the draft in Word, the checked files with comments and mended."""
    if answer.draft is not None:
        return [] if answer.alternatives else [draft_word(answer.draft, assistant)]
    reviewed = [review_word(job) for job in answer.checks]
    return reviewed + [path for job in answer.checks if (path := fixed_copy(job)) is not None]


def plan_titles(assistant: Assistant) -> dict[str, str]:
    """Return how the plans of the library are named to the user, by id."""
    return {
        record.plan_id: ", ".join(filter(None, (record.title or record.file, record.school)))
        for record in assistant.library.list()
    }
