"""The life of a document of law and of what came after it, as bars on one scale of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import day_text

if TYPE_CHECKING:
    from corpus.law.model import LegalDocument
    from corpus.law.register import Register

#: Chains of replacement are followed this far; a longer one is looked up from its last link.
MOST_LINKS = 5


def timeline_html(identity: str, day: date, register: Register) -> str:
    """Return the drawing for a document of the register; "" where no day of its life is known."""
    document = register.get(identity)
    chain = [link for link in _chain(document, register) if _begin(link)] if document else []
    if not chain:
        return ""
    first, last = _scale(chain, day)
    rows = "".join(_row(link, (first, last), day, register) for link in chain)
    marks = "".join(
        f'<span style="left:{_at(date(year, 1, 1), first, last)}%">{year}</span>' for year in _years(first, last)
    )
    today = f'<i class="kh-day" style="left:{_at(day, first, last)}%"></i>'
    spoken = escape("; ".join(map(_spoken, chain)), quote=True)
    return (
        f'<div class="kh-timeline" role="img" aria-label="{spoken}">{rows}'
        f'<div class="kh-line"><b></b><div class="kh-scale">{marks}</div></div>'
        f'<div class="kh-line kh-over"><b></b><div>{today}</div></div></div>'
    )


def _chain(document: LegalDocument, register: Register) -> Iterator[LegalDocument]:
    """Yield the document and what replaced it, link by link."""
    waiting, seen = [document], {document.id}
    while waiting and len(seen) <= MOST_LINKS:
        link = waiting.pop(0)
        yield link
        for identity in link.replaced_by:
            follower = register.get(identity)
            if follower is not None and follower.id not in seen:
                seen.add(follower.id)
                waiting.append(follower)


def _begin(document: LegalDocument) -> date | None:
    return document.effective or document.issued


def _end(document: LegalDocument) -> date | None:
    return document.lapsed or document.known_to


def _scale(chain: Sequence[LegalDocument], day: date) -> tuple[date, date]:
    begins = [moment for link in chain if (moment := _begin(link))]
    ends = [moment for link in chain if (moment := _end(link))]
    return date(min(*begins, day).year, 1, 1), date(max(*ends, *begins, day).year + 1, 1, 1)


def _years(first: date, last: date) -> range:
    """Return the years to write under the scale, at most some six."""
    return range(first.year, last.year, max(1, (last.year - first.year) // 5))


def _at(moment: date, first: date, last: date) -> float:
    """Return the place of a day in per cent of the scale."""
    return round(100 * (moment - first).days / max(1, (last - first).days), 2)


def _row(document: LegalDocument, scale: tuple[date, date], day: date, register: Register) -> str:
    first, last = scale
    begin, end = _begin(document), _end(document) or last
    assert begin is not None
    left = _at(begin, first, last)
    width = max(_at(end, first, last) - left, 0.8)
    kind = "over" if document.lapsed and document.lapsed <= day else "live"
    amended = "".join(
        f'<i class="kh-tick" style="left:{_at(moment, first, last)}%" title="{escape(change.id, quote=True)}"></i>'
        for change in map(register.get, document.amended_by)
        if change is not None and (moment := _begin(change)) and first <= moment <= last
    )
    return (
        f'<div class="kh-line"><b>{escape(document.number or document.id)}</b><div>'
        f'<i class="kh-bar {kind}" style="left:{left}%;width:{round(width, 2)}%"></i>{amended}</div></div>'
    )


def _spoken(document: LegalDocument) -> str:
    begin = _begin(document)
    from_day = f" từ {day_text(begin.isoformat())}" if begin else ""
    until = f" đến hết trước {day_text(document.lapsed.isoformat())}" if document.lapsed else ", chưa hết hiệu lực"
    return f"{document.id} có hiệu lực{from_day}{until}"
