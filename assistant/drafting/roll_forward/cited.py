"""What the rules on documents share: the stretch that a citation takes, shields around it, names of documents."""

from __future__ import annotations

import re

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, keep
from assistant.drafting.legal_forms import cite
from corpus.law.model import LegalDocument
from corpus.plan import Citation, Span

# What ends a subject though the sentence goes on: further documents, or the body that makes the plan.
_AND_OTHERS = re.compile(
    r"\s*,?\s+va\s+(?:cac|mot\s+so|nhung)\s+van\s+ban"
    r"|,\s+(?:truong|nha truong|bo|so|phong|ubnd|chi hoi|hoi|lien doi|cong doan|doan truong)(?![^\W_])"
)
_JOINT = re.compile(r"\s*(?:,|;|\sva)\s*$")


def whole(carry: Carry, citation: Citation) -> Span:
    """Return the citation with its subject, but without a tail such as "và các văn bản hướng dẫn"."""
    subject = citation.subject_span
    if subject is None or subject.end <= citation.end:
        return Span(citation.start, citation.end)
    ends = [match.start() for match in _AND_OTHERS.finditer(carry.folded, subject.start, subject.end)]
    others = [other.start for other in carry.plan.citations if subject.start < other.start < subject.end]
    joints = (_JOINT.search(carry.folded, subject.start, other) for other in others)
    ends += [joint.start() for joint in joints if joint]
    return Span(citation.start, min(ends, default=subject.end))


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
