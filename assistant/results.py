"""Hits and drafts as JSON, as text for a terminal, and as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.drafting.draft import Draft
    from assistant.service import Assistant
    from index.retrieval import Hit


#: What is told of the same passage in another plan.
_SIMILAR = ("plan_id", "school", "number", "date", "start", "end", "page", "file")


def hits_to_json(query: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Return the contract's JSON of a search, with what matched (offsets in the plan's text) and who says the same."""
    return {"query": query, "results": [_hit(rank, hit) for rank, hit in enumerate(hits, start=1)]}


def _hit(rank: int, hit: Hit) -> dict[str, Any]:
    about = hit.metadata
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "plan_id": about["plan_id"],
        "plan_title": about.get("title"),
        "school": about.get("school"),
        "number": about.get("number"),
        "date": about.get("date"),
        "sections": list(about.get("sections") or ()),
        "role": about.get("role"),
        "text": hit.text,
        "start": about["start"],
        "end": about["end"],
        "page": about.get("page"),
        "file": about.get("file"),
        "matches": [
            {"text": span.of(hit.text), "start": about["start"] + span.start, "end": about["start"] + span.end}
            for span in hit.spans
        ],
        "similar": [{name: other.get(name) for name in _SIMILAR} for other in hit.similar],
    }


def require_known(*, kind: str | None, role: str | None) -> None:
    """Raise `InputError` with the list where a kind of plan or a role of section is none of those there are."""
    from corpus.chunking import EDGE_ROLES
    from corpus.kinds import kinds
    from corpus.roles import load_rules

    roles = [*load_rules().names, *EDGE_ROLES]
    for option, value, known in (("--kind", kind, [each.key for each in kinds()]), ("--role", role, roles)):
        if value is not None and value not in known:
            raise InputError(f"{option} {value!r} không có; chọn một trong: {', '.join(dict.fromkeys(known))}.")


def hits_to_text(hits: Sequence[Hit]) -> str:
    """Return the hits for a terminal: where each stands, then its words."""
    return "\n\n".join(f"{rank}. {place_of(hit)}\n{hit.text.strip()}" for rank, hit in enumerate(hits, start=1))


def place_of(hit: Hit) -> str:
    """Return where a hit stands: school, number, date, section path and page."""
    about = hit.metadata
    path = " › ".join(about.get("sections") or ()) or "phần đầu"
    head = ", ".join(str(part) for part in (about.get("school"), about.get("number"), about.get("date")) if part)
    return f"{head} · {path} · trang {about.get('page') or 1}"


def draft_to_text(draft: Draft) -> str:
    """Return the draft for a terminal: the text, then what was changed and what is left to fill."""
    parts = [draft.text]
    if draft.base:
        parts.append(f"Gốc: {draft.base.title} ({draft.base.plan_id})")
    changes = [f"- {c.from_} → {c.to}: {c.reason}" for paragraph in draft.paragraphs for c in paragraph.changes]
    blanks = [f"- {blank.text}: {blank.reason}" for blank in draft.blanks]
    for title, lines in (("Đã đổi", changes), ("Cần điền", blanks), ("Lưu ý", [f"- {note}" for note in draft.notes])):
        if lines:
            parts.append("\n".join([f"{title}:", *dict.fromkeys(lines)]))
    return "\n\n".join(parts)


def write_draft_file(draft: Draft, path: Path, assistant: Assistant) -> None:
    """Write the draft to `path` as Word or Markdown, by its ending; raises `InputError` for any other ending."""
    titles = {record.plan_id: record.title or record.file for record in assistant.library.list()}
    match path.suffix.lower():
        case ".docx":
            from assistant.export.word import write_draft

            write_draft(draft, path, titles=titles)
        case ".md":
            from assistant.export.markdown import draft_to_markdown

            path.write_text(draft_to_markdown(draft, titles), encoding="utf-8")
        case _:
            raise InputError(f"Không ghi được {path.name!r}; hãy chọn tên tệp có đuôi .docx hoặc .md.")
