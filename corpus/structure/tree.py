"""From a text to its tree of sections.

`find_sections` is the one entrance. Openings (`headings`) are the lines that may begin a section; the `sequence` says
which do; here they become sections with titles, bounds and ids. Sections nest, and siblings follow one another without
a gap, so that every character of the body belongs to exactly one deepest section.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from corpus.lines import Lines, split_lines
from corpus.numerals import Kind
from corpus.plan import Section, Span
from corpus.structure.closing import closing_lines
from corpus.structure.headings import Opening, find_openings
from corpus.structure.minor import MinorHeading, find_minor
from corpus.structure.sequence import Place, choose
from corpus.structure.titles import read_title
from corpus.structure.unnumbered import find_unnumbered

_STRONG: Final[frozenset[Kind]] = frozenset(("part", "chapter", "article", "roman", "letter"))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A range of lines ``[first, last)`` between heads and feet, in which sections may stand."""

    first: int
    last: int


def find_sections(
    text: str, *, pages: tuple[Span, ...] = (), body: Span | None = None, recognised: bool = False
) -> tuple[Section, ...]:
    """Return the sections of `text` in the order in which they begin, parents before their children.

    `pages` tile the text and give each section its page. `body` bounds the search; without it the body reaches from the
    first heading to the recipients or the signature. `recognised` tells that the text comes from a scan. A text without
    headings has no sections.
    """
    lines = split_lines(text)
    openings = find_openings(lines, recognised=recognised)
    if body is not None:
        openings = tuple(opening for opening in openings if body.start <= opening.start < body.end)
        stretches = [_within(lines, body)]
    else:
        stretches = _stretches(lines, openings)
    starts = [page.start for page in pages] or [0]
    found: list[Section] = []
    for stretch in stretches:
        inside = tuple(opening for opening in openings if stretch.first <= opening.line < stretch.last)
        found += _build(lines, stretch, choose(inside), starts)
    return _with_ids(found)


def body_of(sections: tuple[Section, ...]) -> Span:
    """Return the span from the first section's start to the last one's end; empty at 0 where there is no section."""
    if not sections:
        return Span(0, 0)
    return Span(sections[0].start, max(section.end for section in sections))


def _within(lines: Lines, body: Span) -> _Stretch:
    """Return the lines that begin in `body`."""
    inside = [index for index, line in enumerate(lines.items) if body.start <= line.start < body.end]
    return _Stretch(inside[0], inside[-1] + 1) if inside else _Stretch(0, 0)


def _stretches(lines: Lines, openings: tuple[Opening, ...]) -> list[_Stretch]:
    """Return the stretches of `lines` before and between the feet of documents.

    Behind a foot another document may follow (a regulation behind the decision that issues it, an appendix): its
    stretch begins at the next strong heading that may be a first one ("P. HIỆU TRƯỞNG" in the foot is none).
    """
    strong = [opening.line for opening in openings if _may_begin(opening)]
    stretches: list[_Stretch] = []
    first = 0
    for foot in closing_lines(lines):
        late = foot * 3 > len(lines.items) * 2
        if foot < first or not (late or any(first <= opening.line < foot for opening in openings)):
            continue
        stretches.append(_Stretch(first, foot))
        first = next((line for line in strong if line > foot), len(lines.items))
    if first < len(lines.items):
        stretches.append(_Stretch(first, len(lines.items)))
    return stretches


def _may_begin(opening: Opening) -> bool:
    """Tell whether a document behind another may begin at `opening`."""
    kind = opening.numerals[0].kind
    return kind in ("part", "chapter", "article") or (
        kind in _STRONG and any(numeral.value == 1 for numeral in opening.numerals)
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading on its way to a section: its bounds are known, its end and its id are not."""

    start: int
    body_start: int
    depth: int
    numeral: str | None
    title: str
    is_paragraph: bool


def _build(lines: Lines, stretch: _Stretch, places: tuple[Place, ...], page_starts: list[int]) -> list[Section]:
    """Return the sections of one stretch, with ids still to be given."""
    heads: list[_Head] = []
    for place, limit in _with_limits(lines, stretch, places):
        head, behind = _head(lines, place, limit) if isinstance(place, Place) else _unnumbered_head(lines, place, limit)
        heads.append(head)
        heads += [_minor_head(minor, head.depth) for minor in find_minor(lines, behind, limit)]
    return [
        Section(
            id="",
            numeral=head.numeral,
            level=head.depth + 1,
            title=head.title,
            start=head.start,
            end=end,
            body_start=head.body_start,
            page=bisect_right(page_starts, head.start),
            is_paragraph=head.is_paragraph,
        )
        for head, end in zip(heads, _ends(heads, lines.items[stretch.last - 1].end if heads else 0), strict=True)
    ]


def _with_limits(lines: Lines, stretch: _Stretch, places: tuple[Place, ...]) -> Iterator[tuple[Place | int, int]]:
    """Yield each heading of `stretch` with the line of the next: places, and the lines of headings without numerals."""
    if any(place.numeral.kind in _STRONG for place in places):
        found: list[Place | int] = [*places]
    else:
        bare = find_unnumbered(lines, stretch.first, stretch.last, frozenset(place.opening.line for place in places))
        below = [replace(place, depth=place.depth + 1) for place in places if bare and place.opening.line > bare[0]]
        found = sorted([*bare, *places[: len(places) - len(below)], *below], key=_line_of)
    yield from zip(found, [*(_line_of(place) for place in found[1:]), stretch.last], strict=False)


def _line_of(place: Place | int) -> int:
    """Return the line of a heading, which is its place or, without a numeral, the line itself."""
    return place if isinstance(place, int) else place.opening.line


def _unnumbered_head(lines: Lines, index: int, limit: int) -> tuple[_Head, int]:
    """Return the heading without a numeral on line `index` and the index of the first line behind it."""
    behind = lines.paragraph_end(index, limit)
    line = lines.items[index]
    title = read_title(lines.text, line.bare, lines.items[behind - 1].end, followed=True)
    return _Head(line.start, title.end, 0, None, title.text, is_paragraph=False), behind


def _head(lines: Lines, place: Place, limit: int) -> tuple[_Head, int]:
    """Return the heading at `place` and the index of the first line behind it; `limit` is the next heading's line."""
    opening = place.opening
    index = opening.line
    if opening.title >= lines.items[index].end:  # the numeral stands alone, its title is on the next line
        index += 1
    behind = lines.paragraph_end(index, limit) if index < limit else limit
    end = lines.items[behind - 1].end
    start = opening.title if index == opening.line else lines.items[index].bare
    emphasised = lines.text.count("**", opening.start, start) % 2 == 1
    title = read_title(lines.text, min(start, end), end, followed=behind < limit, emphasised=emphasised)
    head = _Head(opening.start, title.end, place.depth, place.numeral.text, title.text, title.is_paragraph)
    return head, behind


def _minor_head(minor: MinorHeading, depth: int) -> _Head:
    """Return a heading without a numeral that stands in a section of `depth`."""
    return _Head(minor.start, minor.body_start, depth + minor.depth, None, minor.title, is_paragraph=False)


def _ends(heads: list[_Head], stop: int) -> list[int]:
    """Return where each section ends: at the next heading that is not deeper, or at `stop`."""
    ends = [stop] * len(heads)
    open_heads: list[int] = []
    for index, head in enumerate(heads):
        while open_heads and heads[open_heads[-1]].depth >= head.depth:
            ends[open_heads.pop()] = head.start
        open_heads.append(index)
    return ends


def _with_ids(sections: list[Section]) -> tuple[Section, ...]:
    """Return `sections` with unique ids, the paths of their numerals, and their parents."""
    seen: dict[str, int] = {}
    chain: list[Section] = []
    found: list[Section] = []
    for section in sections:
        while chain and (chain[-1].level >= section.level or chain[-1].end <= section.start):
            chain.pop()
        parent = chain[-1] if chain else None
        path = _path(parent, section)
        seen[path] = seen.get(path, 0) + 1
        unique = path if seen[path] == 1 else f"{path}~{seen[path]}"
        named = replace(section, id=unique, parent=parent.id if parent else None)
        chain.append(named)
        found.append(named)
    return tuple(found)


def _path(parent: Section | None, section: Section) -> str:
    """Return the id that `section` has if no other has the same: "II.1.a"; "*" stands for a heading without numeral."""
    own = section.numeral or "*"
    if parent is None:
        return own
    if parent.numeral and own.startswith(parent.numeral + "."):
        own = own[len(parent.numeral) + 1 :]
    return f"{parent.id}.{own}"
