"""A draft as Markdown: the text, then what was changed, what it stands on and what is left to fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.drafting.draft import Draft


def draft_to_markdown(draft: Draft, titles: Mapping[str, str] | None = None) -> str:
    """Return `draft` as Markdown; `titles` gives the titles of the precedents by their id."""
    blocks = [_paragraph(paragraph.text, paragraph.level) for paragraph in draft.paragraphs]
    return "\n\n".join([*blocks, *_notes(draft, titles or {})]) + "\n"


def _paragraph(text: str, level: int) -> str:
    return f"{'#' * min(level + 1, 6)} {' '.join(text.split())}" if level else text


def _notes(draft: Draft, titles: Mapping[str, str]) -> Iterator[str]:
    changes = [f"{c.from_} → {c.to}: {c.reason}" for paragraph in draft.paragraphs for c in paragraph.changes]
    sources = [
        f"{titles.get(source.plan_id, source.plan_id)}, mục {source.section}"
        for paragraph in draft.paragraphs
        for source in paragraph.sources
    ]
    blanks = [f"{blank.text}: {blank.reason}" for blank in draft.blanks]
    named = (("Cần điền", blanks), ("Đã đổi", changes), ("Tiền lệ", sources), ("Lưu ý", draft.notes))
    if any(lines for _, lines in named):
        yield "---"
    for title, lines in named:
        if lines:
            yield f"**{title}**\n\n{_bullets(lines)}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in dict.fromkeys(lines))
