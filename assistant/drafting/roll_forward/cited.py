"""What the rules on documents share: the stretch that a citation takes, shields around it, names of documents."""

from __future__ import annotations

import re

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, keep
from assistant.drafting.legal_forms import cite
from corpus.law.model import LegalDocument
from corpus.plan import Citation, Span

_AND_OTHERS = re.compile(r"\s*,?\s+va\s+(?:cac|mot\s+so|nhung)\s+van\s+ban")


def whole(carry: Carry, citation: Citation) -> Span:
    """Return the citation with its subject, but without a tail such as "và các văn bản hướng dẫn"."""
    subject = citation.subject_span
    if subject is None or subject.end <= citation.end:
        return Span(citation.start, citation.end)
    tail = _AND_OTHERS.search(carry.folded, subject.start, subject.end)
    return Span(citation.start, tail.start() if tail else subject.end)


def kept(carry: Carry, citation: Citation, *notes: str) -> Edit:
    """Return the shield of a citation that stays: its subject too, up to other documents that it names."""
    place = whole(carry, citation)
    others = (other.start for other in carry.plan.citations if citation.end <= other.start < place.end)
    return keep(place.start, min(others, default=place.end), *notes)


def named(document: LegalDocument) -> str:
    """Return kind, number and day of a document, for reasons and notes."""
    return cite(document, date=True, issuer=False, subject=False)


def one_line(text: str) -> str:
    """Return `text` with white space collapsed."""
    return " ".join(text.split())
