"""Hits as cards: where the passage stands, and the passage with the words that matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import chip_html, day_text, marked_html, plan_link

if TYPE_CHECKING:
    from index.retrieval import Hit

#: Passages up to this many characters are shown whole; longer ones open on a click.
SHOWN_WHOLE = 420


def hits_html(hits: Sequence[Hit]) -> str:
    """Return the hits as cards, best first."""
    return "".join(_card(rank, hit) for rank, hit in enumerate(hits, start=1))


def _card(rank: int, hit: Hit) -> str:
    about = hit.metadata
    body = _close(marked_html(hit.text, hit.spans))
    if len(hit.text) > SHOWN_WHOLE:
        first = _close(marked_html(hit.text[:SHOWN_WHOLE].rsplit(" ", 1)[0], hit.spans))
        body = f"<details><summary>{first}…</summary><div>{body}</div></details>"
    names = (about.get("school"), about.get("number"), day_text(about.get("date")))
    head = " · ".join(str(name) for name in names if name)
    sections = " › ".join(about.get("sections") or ()) or "phần đầu"
    opened = plan_link(about["plan_id"], "Mở trong kế hoạch", start=about["start"], end=about["end"])
    return (
        f'<div class="kh-card kh-hit"><div><b>{rank}. {escape(head)}</b></div>'
        f'<div class="kh-where">{escape(sections)} · trang {about.get("page") or 1} · {opened}</div>'
        f'<div class="kh-text">{body}</div>{_similar(hit)}</div>'
    )


def _close(html: str) -> str:
    """Return a passage without the empty lines between its paragraphs."""
    return re.sub(r"(?:<br>\s*){2,}", "<br>", html)


def _similar(hit: Hit) -> str:
    """Return the other plans that say the same."""
    lines = [
        plan_link(
            about["plan_id"],
            " · ".join(str(part) for part in (about.get("school"), about.get("number"), about.get("date")) if part),
            start=about["start"],
            end=about["end"],
        )
        for about in hit.similar
    ]
    return chip_html(f"Cũng có ở {len(lines)} chỗ khác", lines)
