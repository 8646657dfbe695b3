"""Hits as cards: where the passage stands, and the passage with the words that matched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import marked_html
from assistant.results import place_of

if TYPE_CHECKING:
    from index.retrieval import Hit

#: Passages up to this many characters are shown whole; longer ones open on a click.
SHOWN_WHOLE = 420


def hits_html(hits: Sequence[Hit]) -> str:
    """Return the hits as cards, best first."""
    return "".join(_card(rank, hit) for rank, hit in enumerate(hits, start=1))


def _card(rank: int, hit: Hit) -> str:
    body = marked_html(hit.text.strip(), hit.spans)
    if len(hit.text) > SHOWN_WHOLE:
        first = marked_html(hit.text.strip()[:SHOWN_WHOLE].rsplit(" ", 1)[0], hit.spans)
        body = f"<details><summary>{first}…</summary><div>{body}</div></details>"
    return (
        f'<div class="kh-card"><div class="kh-where">{rank}. {escape(place_of(hit))}</div>'
        f'<div class="kh-text">{body}</div></div>'
    )
