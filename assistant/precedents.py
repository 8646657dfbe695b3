"""The library's plans of one kind, for a check to compare a draft with: read from its records alone.

Neither vectors nor the model are needed for that, so nothing of them is loaded; a home without a library costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from corpus.plan import Plan

_MOST: Final = 20  # the newest so many say what is usual; more would only take time


def load_precedents(home: Path, plan: Plan, *, most: int = _MOST) -> tuple[Plan, ...]:
    """Return the newest plans of `plan`'s kind in the library of `home`, `plan` itself left out."""
    folder = home / "library" / "index"
    kind = plan.header.kind
    if kind is None or not folder.is_dir():
        return ()
    from corpus.serialise import plan_from_record
    from index.records import stored_parts

    summaries = stored_parts(folder, "summary")
    alike = [s for s in summaries.values() if s.get("kind") == kind and not _is_same(s, plan)]
    newest = sorted(alike, key=lambda summary: str(summary.get("day") or ""), reverse=True)[:most]
    ids = [str(summary["plan_id"]) for summary in newest]
    stored = stored_parts(folder, "plan", ids) if ids else {}
    return tuple(plan_from_record(stored[identity]) for identity in ids if identity in stored)


def _is_same(summary: dict[str, Any], plan: Plan) -> bool:
    """Tell whether the library's plan is the one under check, or an earlier state of it."""
    header = plan.header
    day = header.date.isoformat() if header.date else None
    same_words = (summary.get("title"), summary.get("school"), summary.get("day")) == (header.title, header.school, day)
    return same_words or (
        header.number is not None and (summary.get("number"), summary.get("day")) == (header.number, day)
    )
