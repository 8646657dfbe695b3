"""Filling the blanks of a draft with what the user types."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft, Paragraph, Part

_IN_CAPITALS: Final[frozenset[Part]] = frozenset({"superior", "issuer"})


def filled(draft: Draft, blank: str, words: str) -> Draft:
    """Return the draft with `words` in every place where `blank` ("[…]", brackets included) stands.

    The bodies of the letterhead are set in capitals (Nghị định 30/2020/NĐ-CP, Phụ lục I), and so is what a heading in
    capitals gets.
    """
    return replace(
        draft,
        paragraphs=tuple(_filled(paragraph, blank, words) for paragraph in draft.paragraphs),
        frame=tuple(_filled(paragraph, blank, words) for paragraph in draft.frame),
        blanks=tuple(other for other in draft.blanks if other.text != blank),
        findings=tuple(finding for finding in draft.findings if finding.text != blank),
    )


def _filled(paragraph: Paragraph, blank: str, words: str) -> Paragraph:
    pattern = re.compile(re.escape(blank), re.IGNORECASE)
    first = pattern.search(paragraph.text)
    if first is None:
        return paragraph
    capitals = paragraph.part in _IN_CAPITALS
    text = pattern.sub(lambda match: words.upper() if capitals or match[0].isupper() else words, paragraph.text)
    # The bold stretches are counted in the old text; what stands before the first blank keeps them.
    return replace(paragraph, text=text, bold=tuple(span for span in paragraph.bold if span.end <= first.start()))
