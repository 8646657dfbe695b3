"""A draft as Markdown: headings, bold stretches and blanks, with its sources as footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant.drafting.draft import Draft, Paragraph
from assistant.export.tables import cells, together
from assistant.export.word_notes import explanation

_BOLD_PARTS: Final = frozenset(
    {"issuer", "national-title", "motto", "document-type", "subject", "signer-title", "signer"}
)
_ITALIC_PARTS: Final = frozenset({"place-date", "legal-basis", "recipients-title"})


def draft_to_markdown(draft: Draft, titles: Mapping[str, str] | None = None) -> str:
    """Return `draft` as Markdown; `titles` gives the titles of the precedents by their id for the footnotes."""
    body: list[str] = []
    notes: list[str] = []
    for is_table, run in together(draft.paragraphs):
        lines = []
        for paragraph in run:
            mark = ""
            if note := explanation(paragraph, titles or {}):
                notes.append(f"[^{len(notes) + 1}]: {note.replace(chr(10), chr(10) + '    ')}")
                mark = f"[^{len(notes)}]"
            lines.append(_row(paragraph, mark) if is_table else f"{_line(paragraph)}{mark}")
        body += ["\n".join([lines[0], _rule(run[0]), *lines[1:]])] if is_table else lines
    return "\n\n".join((*body, *_blanks(draft), *notes)) + "\n"


def _row(paragraph: Paragraph, mark: str) -> str:
    return f"| {' | '.join(cells(paragraph) or [])}{mark} |"


def _rule(head: Paragraph) -> str:
    return f"|{' --- |' * len(cells(head) or [])}"


def _line(paragraph: Paragraph) -> str:
    if paragraph.level:
        return f"{'#' * min(6, paragraph.level + 1)} {paragraph.text}"
    if paragraph.part in _BOLD_PARTS:
        return f"**{paragraph.text}**"
    if paragraph.part in _ITALIC_PARTS:
        return f"*{paragraph.text}*"
    return _with_bold(paragraph)


def _with_bold(paragraph: Paragraph) -> str:
    text, position = "", 0
    for span in paragraph.bold:
        text += f"{paragraph.text[position : span.start]}**{span.of(paragraph.text)}**"
        position = span.end
    return text + paragraph.text[position:]


def _blanks(draft: Draft) -> Iterator[str]:
    if draft.blanks:
        yield "---\n\nCần điền:"
        yield "\n".join(f"- {blank.text}: {blank.reason}" for blank in draft.blanks)
