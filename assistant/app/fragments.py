"""The small pieces of HTML that the page is made of. Everything that comes from a file or a user is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from corpus.plan import Span

# So many words tell a passage of a plan from the others.
_FIRST_WORDS = 8

KIND_NAMES = {
    "phat-dong-thi-dua": "Phát động thi đua",
    "thi-dua-khen-thuong": "Thi đua, khen thưởng",
    "xa-hoi-hoc-tap": "Xã hội học tập",
    "khuyen-hoc": "Khuyến học",
    "dot-thi-dua": "Đợt thi đua",
    "khac": "Khác",
}


def text_html(text: str) -> str:
    """Return `text` escaped, its line ends as breaks: without blank lines, so that Markdown leaves it alone."""
    return escape(text).replace("\n", "<br>")


def marked_html(text: str, spans: Sequence[Span]) -> str:
    """Return `text` escaped, the `spans` (counted in it) in ``<mark>``; overlapping spans count once."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(span.start, at), min(span.end, len(text))
        if start < end:
            pieces += [text_html(text[at:start]), "<mark>", text_html(text[start:end]), "</mark>"]
            at = end
    return "".join([*pieces, text_html(text[at:])])


def note_html(text: str) -> str:
    """Return a sentence for the user in a quiet frame; an empty one gives nothing."""
    return f'<div class="kh-note">{text_html(text)}</div>' if text else ""


def chip_html(label: str, lines: Iterable[str]) -> str:
    """Return a chip that opens a list; each of `lines` is HTML already. Without lines there is no chip."""
    items = [f"<li>{line}</li>" for line in dict.fromkeys(lines)]
    if not items:
        return ""
    return f'<details class="kh-chip"><summary>{escape(label)}</summary><ul>{"".join(items)}</ul></details>'


def plan_link(plan_id: str, words: str, *, start: int | None = None, end: int | None = None) -> str:
    """Return a link that opens a plan of the library, at the passage ``[start, end)`` where one is given."""
    place = f"?tu={start}&amp;den={end}#doan" if start is not None and end is not None else ""
    return f'<a href="xem/{escape(plan_id, quote=True)}{place}" target="_blank" rel="noopener">{escape(words)}</a>'


def source_link(plan_id: str, words: str, section: str, text: str) -> str:
    """Return a link that opens a plan at the passage that begins like `text`, in its `section` where one is given."""
    first = text.split()
    query = urlencode({"muc": section, "loi": " ".join(first[:_FIRST_WORDS]), "so": len(first)})
    address = f"xem/{escape(plan_id, quote=True)}?{escape(query, quote=True)}#doan"
    return f'<a href="{address}" target="_blank" rel="noopener">{escape(words)}</a>'


def shortened(text: str, limit: int = 240) -> str:
    """Return `text` on one line of at most `limit` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def day_text(day: str | None) -> str:
    """Return an ISO day as it is written in Vietnam (01/09/2025); nothing for no day."""
    return "/".join(reversed(day.split("-"))) if day else ""
