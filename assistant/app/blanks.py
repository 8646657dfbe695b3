"""Filling the blanks of a draft with what the user types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft, Paragraph


def filled(draft: Draft, blank: str, words: str) -> Draft:
    """Return the draft with `words` in every place where `blank` ("[…]", brackets included) stands."""
    return replace(
        draft,
        paragraphs=tuple(_filled(paragraph, blank, words) for paragraph in draft.paragraphs),
        frame=tuple(_filled(paragraph, blank, words) for paragraph in draft.frame),
        blanks=tuple(other for other in draft.blanks if other.text != blank),
        findings=tuple(finding for finding in draft.findings if finding.text != blank),
    )


def _filled(paragraph: Paragraph, blank: str, words: str) -> Paragraph:
    if blank not in paragraph.text:
        return paragraph
    # The bold stretches are counted in the old text; what stands before the first blank keeps them.
    first = paragraph.text.index(blank)
    bold = tuple(span for span in paragraph.bold if span.end <= first)
    return replace(paragraph, text=paragraph.text.replace(blank, words), bold=bold)
