"""From the lines of all pages to one text: without running heads and page numbers, with the span of each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from corpus.plan import Span
from corpus.reading.layout import MARKER, Line, PageLines
from corpus.text import fold_key, to_nfc

_EDGE: Final = 0.12  # running heads stand within this share of the page's height from its edge
_PAGE_NUMBER: Final = re.compile(
    r"(?:trang|page|tr\.?)?\s*[-–—|]?\s*(\d{1,4})\s*(?:[-–—|.]|(?:/|trên|of)\s*\d{1,4})?", re.I
)


def without_running_heads(pages: Sequence[PageLines]) -> list[PageLines]:
    """Return `pages` without page numbers and without lines that most pages repeat at the same edge."""
    repeated = _repeated(pages)
    return [
        PageLines(
            tuple(line for line in page.lines if not _is_running(line, page, number, repeated)), page.width, page.height
        )
        for number, page in enumerate(pages, start=1)
    ]


def join_pages(pages: Sequence[PageLines]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of `pages` (NFC) and their spans, which tile it.

    Lines of a paragraph are apart by one line feed, paragraphs by two. A page's span begins with its first line; a
    paragraph that goes on over the page break is not torn.
    """
    text = ""
    starts: list[int] = []
    before: Line | None = None
    for page in pages:
        begun = False
        for number, line in enumerate(page.lines):
            goes_on = before is not None and (not line.opens if number else _goes_on(before, line, page.width))
            if before is not None:
                text += "\n" if goes_on else "\n\n"
            if not begun:
                starts.append(len(text))
                begun = True
            text += to_nfc(line.text)
            before = line
        if not begun:
            starts.append(len(text))
    starts[:1] = [0]
    return text, tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))


def _goes_on(before: Line, line: Line, width: float) -> bool:
    """Tell whether the paragraph that `before` ends a page with goes on with `line` on the next, `width` wide."""
    if before.text.rstrip().endswith((".", ";", ":", "!", "?")) or MARKER.match(line.text):
        return False
    return before.right > 0.7 * width and (line.text[0].islower() or line.text[0].isdigit())


def _at_edge(line: Line, page: PageLines) -> str | None:
    """Return "head" or "foot" when `line` stands where running heads do, else ``None``."""
    if line.bottom < _EDGE * page.height:
        return "head"
    return "foot" if line.top > (1 - _EDGE) * page.height else None


def _key(line: Line) -> str:
    """Return what a running line has in common from page to page: its words, with every number alike."""
    return re.sub(r"\d+", "#", fold_key(line.text))


def _repeated(pages: Sequence[PageLines]) -> set[tuple[str, str]]:
    """Return the (edge, key) of the lines that at least three pages and half of them repeat."""
    counts: Counter[tuple[str, str]] = Counter()
    for page in pages:
        counts.update({(edge, _key(line)) for line in page.lines if (edge := _at_edge(line, page))})
    return {key for key, count in counts.items() if count >= max(3, len(pages) / 2)}


def _is_running(line: Line, page: PageLines, number: int, repeated: set[tuple[str, str]]) -> bool:
    edge = _at_edge(line, page)
    if edge is None:
        return False
    if (edge, _key(line)) in repeated and len(line.text) < 150:
        return True
    match = _PAGE_NUMBER.fullmatch(line.text.strip())
    return match is not None and abs(int(match.group(1)) - number) <= 2 and _is_outermost(line, page, edge)


def _is_outermost(line: Line, page: PageLines, edge: str) -> bool:
    """Tell whether no other line of the page stands nearer to `edge`."""
    if edge == "head":
        return line.top <= min(other.top for other in page.lines)
    return line.bottom >= max(other.bottom for other in page.lines)
