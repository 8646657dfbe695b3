"""A draft as the JSON of the command line's contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.checking.finding import Finding
from assistant.drafting.draft import Change, Draft, Paragraph, Request
from corpus.serialise import citation_to_json


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Return the contract's JSON of `draft`: unknown as ``None``, days in ISO form, offsets into ``text``."""
    return {
        "request": _request(draft.request),
        "base": None
        if draft.base is None
        else {"plan_id": draft.base.plan_id, "title": draft.base.title, "section": draft.base.section},
        "text": draft.text,
        "model": draft.model,
        "paragraphs": [_paragraph(paragraph) for paragraph in draft.paragraphs],
        "blanks": [{"text": blank.text, "reason": blank.reason} for blank in draft.blanks],
        "citations": [citation_to_json(citation) for citation in draft.citations],
        "findings": [_finding(finding) for finding in draft.findings],
    }


def _request(request: Request) -> dict[str, Any]:
    return {
        "section": request.section,
        "role": request.role,
        "year": request.year,
        "school_year": request.school_year,
        "kind": request.kind,
        "instructions": list(request.instructions),
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "text": paragraph.text,
        "sources": [{"plan_id": s.plan_id, "section": s.section, "text": s.text} for s in paragraph.sources],
        "changes": [_change(change) for change in paragraph.changes],
    }


def _change(change: Change) -> dict[str, str]:
    return {"kind": change.kind, "from": change.from_, "to": change.to, "reason": change.reason}


def _finding(finding: Finding) -> dict[str, Any]:
    values = asdict(finding)
    if finding.fix is None:
        del values["fix"]
    return values
