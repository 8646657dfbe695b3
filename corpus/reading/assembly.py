"""Puts a text together piece by piece and remembers where each piece came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from corpus.encodings import Legacy, convert, decode_mistaken, is_capital_font, legacy_of_font, pieces, score
from corpus.plan import Run, Span

_CLUSTER: Final = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_LEGACY: Final[tuple[Legacy, ...]] = ("tcvn3", "vni")
_NAMES: Final[dict[Legacy, str]] = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
_WIDTH: Final = {"": 0, "\t": 1, "\n": 2, "\n\n": 3}
_FONT_SCORE: Final = 0.6  # the font already says which table; the words only have to agree


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text from one run of a Word part; ``run == -1`` for what no run holds (a number, a separator)."""

    text: str
    part: str = ""
    paragraph: int = -1
    run: int = -1
    offset: int = 0
    font: str | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The place where a new page begins."""


class Assembly:
    """Collects the pieces of a document. Gaps asked for twice in a row, or at either end, leave one or none."""

    def __init__(self) -> None:
        self._items: list[Piece | PageBreak] = []
        self._gap = ""
        self._new_page = False
        self.length = 0

    def gap(self, separator: str) -> None:
        """Ask for `separator` before the next text; of several gaps in a row the widest counts."""
        if self.length and _WIDTH[separator] > _WIDTH[self._gap]:
            self._gap = separator

    def add(self, items: Iterable[Piece | PageBreak]) -> None:
        """Append `items` after the gap that was asked for."""
        for item in items:
            if isinstance(item, PageBreak):
                self._new_page = True
            elif item.text:
                self._lead_in()
                self._items.append(item)
                self.length += len(item.text)

    def _lead_in(self) -> None:
        """Append the gap and the page break that were asked for: a page begins with its text, not with the gap."""
        if self._gap:
            self._items.append(Piece(self._gap))
        if self._new_page:
            self._items.append(PageBreak())
        self._gap, self._new_page = "", False

    def finish(self) -> Assembled:
        """Return the whole text in NFC with its pages, its runs, and what was decoded on the way."""
        items, warning = _decoded(self._items)
        items = list(_composed(list(_without_soft_hyphens(items))))
        texts: list[str] = []
        runs: list[Run] = []
        breaks: list[int] = []
        position = 0
        for item in items:
            if isinstance(item, PageBreak):
                breaks.append(position)
                continue
            if item.part:
                runs.append(Run(position, position + len(item.text), item.part, item.paragraph, item.run, item.offset))
            texts.append(item.text)
            position += len(item.text)
        text = "".join(texts)
        return Assembled(text, _pages(text, breaks), tuple(_merged(runs)), warning)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The outcome of an `Assembly`. `warning` is a Vietnamese sentence when an old encoding was decoded."""

    text: str
    pages: tuple[Span, ...]
    runs: tuple[Run, ...]
    warning: str | None


def _decoded(items: list[Piece | PageBreak]) -> tuple[list[Piece | PageBreak], str | None]:
    """Return `items` in Unicode: runs set in a TCVN3 or VNI font, or the whole document when its words say so."""
    texts = [item for item in items if isinstance(item, Piece)]
    chosen: dict[Legacy, bool] = {}
    for encoding in _LEGACY:
        sample = "".join(p.text + " " for p in texts if p.font and legacy_of_font(p.font) == encoding)
        chosen[encoding] = not sample.isascii() and score(convert(sample, encoding)) > max(_FONT_SCORE, score(sample))
    if any(chosen.values()):
        done = [part for item in items for part in _decode_by_font(item, chosen)]
        names = " và ".join(_NAMES[encoding] for encoding in _LEGACY if chosen[encoding])
        return done, f"Tệp dùng phông chữ bảng mã cũ {names}; đã chuyển sang Unicode."
    mistaken = decode_mistaken("".join(piece.text for piece in texts))
    if mistaken is None or mistaken.encoding not in ("tcvn3", "vni"):
        return items, None
    whole: Legacy = "tcvn3" if mistaken.encoding == "tcvn3" else "vni"
    return [part for item in items for part in _decode(item, whole)], mistaken.warning


def _decode_by_font(item: Piece | PageBreak, chosen: dict[Legacy, bool]) -> Iterator[Piece | PageBreak]:
    encoding = legacy_of_font(item.font) if isinstance(item, Piece) and item.font else None
    if encoding is None or not chosen[encoding] or isinstance(item, PageBreak):
        yield item
    else:
        yield from _decode(item, encoding)


def _decode(item: Piece | PageBreak, encoding: Legacy) -> Iterator[Piece | PageBreak]:
    """Yield `item` decoded, cut wherever a letter took more than one character in the file."""
    if isinstance(item, PageBreak):
        yield item
        return
    if encoding == "tcvn3":
        text = convert(item.text, encoding)
        yield replace(item, text=text.upper() if is_capital_font(item.font or "") else text)
        return
    offset = item.offset
    for new, old in pieces(item.text, encoding):
        yield replace(item, text=new, offset=offset)
        offset += len(old)


def _without_soft_hyphens(items: list[Piece | PageBreak]) -> Iterator[Piece | PageBreak]:
    """Yield `items` without the marks of where a word may be parted, which nobody sees; offsets still count them."""
    for item in items:
        if isinstance(item, PageBreak) or "\u00ad" not in item.text:
            yield item
            continue
        offset = item.offset
        for part in item.text.split("\u00ad"):
            if part:
                yield replace(item, text=part, offset=offset)
            offset += len(part) + 1


def _composed(items: list[Piece | PageBreak]) -> Iterator[Piece | PageBreak]:
    """Yield `items` with their joined text in NFC; letters typed as letter and mark become one piece each."""
    whole = "".join(item.text for item in items if isinstance(item, Piece))
    if unicodedata.is_normalized("NFC", whole):
        yield from items
        return
    pending: Piece | None = None
    for item in items:
        if isinstance(item, PageBreak):
            if pending is not None:
                yield pending
            pending = None
            yield item
            continue
        offset = item.offset
        for match in _CLUSTER.finditer(item.text):
            cluster = match.group()
            if pending is not None and "\u0300" <= cluster[0] <= "\u036f":  # a mark that stands in the next run
                pending = replace(pending, text=unicodedata.normalize("NFC", pending.text + cluster))
            else:
                if pending is not None:
                    yield pending
                pending = replace(item, text=unicodedata.normalize("NFC", cluster), offset=offset)
            offset += len(cluster)
    if pending is not None:
        yield pending


def _merged(runs: list[Run]) -> Iterator[Run]:
    """Yield `runs` with neighbours joined where text and file go on side by side."""
    last: Run | None = None
    for run in runs:
        if (
            last is not None
            and (last.part, last.paragraph, last.run, last.end) == (run.part, run.paragraph, run.run, run.start)
            and run.run >= 0
            and run.offset - last.offset == run.start - last.start
        ):
            last = replace(last, end=run.end)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _pages(text: str, breaks: list[int]) -> tuple[Span, ...]:
    """Return the pages between `breaks`, which tile `text`; two breaks with only white space between them are one."""
    starts = [0]
    for position in breaks:
        if text[starts[-1] : position].strip() and text[position:].strip():
            starts.append(position)
    return tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
