"""Comments and tracked changes written into a Word file, everything else in it left as it is.

Only the body, the comments, the relations of the body and the list of content types are rewritten; every other part
of the zip is copied byte for byte. Python-docx is not used here because it writes all parts anew.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from corpus.plan import Run
from corpus.reading.limits import Limits
from corpus.reading.package import Package, open_package
from corpus.reading.word_text import W, paragraphs, run_text, runs, split_run

AUTHOR: Final = "kehoach"
_INITIALS: Final = "KH"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True, slots=True)
class Note:
    """A comment for ``[start, end)`` of the text that was read from the file, one paragraph a line.

    `change` is a replacement (start, end, text) to be written as a tracked change.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    change: tuple[int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class _Segment:
    """A run, or a part of a run cut out of it, and the stretch of the text that it holds."""

    start: int
    end: int
    element: Any


@dataclass(slots=True)
class _Body:
    """The body of the file under annotation and its segments in order.

    `outermost` leads a deleted run to the mark around it, `after` the last run of a change to what was inserted after
    it.
    """

    root: Any
    segments: list[_Segment]
    outermost: dict[Any, Any] = field(default_factory=dict)
    after: dict[Any, Any] = field(default_factory=dict)

    def within(self, start: int, end: int) -> list[Any]:
        """Return the run elements that hold text of ``[start, end)``; for an empty stretch the run beside it."""
        inside = list(dict.fromkeys(s.element for s in self.segments if s.start < end and start < s.end))
        if inside or not self.segments:
            return inside
        before = [s for s in self.segments if s.end <= start]
        return [before[-1].element if before else self.segments[0].element]


def annotate(data: bytes, reading_runs: Sequence[Run], notes: Sequence[Note], *, name: str, now: datetime) -> bytes:
    """Return the Word file `data` with `notes` as comments and their changes as tracked changes.

    `reading_runs` lead the notes' offsets into the file. A note on text that is not in the body (a footnote) is put on
    the nearest run before it. Raises `InputError` when the file is no Word file.
    """
    package = open_package(name, data, Limits())
    body = _cut(package, reading_runs, notes)
    ids = _Ids(body.root)
    for note in notes:
        if note.change is not None:
            _track(body, note.change, ids, now)
    comments = _Comments(package, now)
    for note in notes:
        _comment(body, note, comments)
    return _rewritten(package, data, body.root, comments)


def replace_text(
    data: bytes, reading_runs: Sequence[Run], changes: Iterable[tuple[int, int, str]], *, name: str
) -> bytes:
    """Return the Word file `data` with each (start, end, text) replaced, in the formatting of its first run."""
    package = open_package(name, data, Limits())
    notes = [Note(start, end, (), (start, end, text)) for start, end, text in changes]
    body = _cut(package, reading_runs, notes)
    for note in notes:
        assert note.change is not None
        elements = body.within(note.start, note.end)
        for position, element in enumerate(elements):
            _set_text(element, note.change[2] if position == 0 else "")
    return _rewritten(package, data, body.root, None)


def _cut(package: Package, reading_runs: Sequence[Run], notes: Sequence[Note]) -> _Body:
    """Return the body with its runs cut where notes and changes begin and end."""
    root = package.tree(package.main)
    held: dict[tuple[int, int], list[Run]] = {}
    for run in reading_runs:
        if run.run >= 0 and run.part == package.main:
            held.setdefault((run.paragraph, run.run), []).append(run)
    points = sorted({p for n in notes for p in (n.start, n.end, *(n.change[:2] if n.change else ()))})
    in_file = paragraphs(root)
    runs_of = {paragraph: runs(in_file[paragraph]) for paragraph, _ in held}
    segments: list[_Segment] = []
    for (paragraph, index), stretches in held.items():
        segments.extend(_cut_run(runs_of[paragraph][index], stretches, points))
    return _Body(root, sorted(segments, key=lambda segment: segment.start))


def _cut_run(element: Any, stretches: Sequence[Run], points: Sequence[int]) -> Iterator[_Segment]:
    """Cut the run `element`, which holds `stretches` of the text, at `points`; yield what each piece holds."""
    cuts = {s.offset + p - s.start for s in stretches for p in points if s.start <= p <= s.end}
    pieces: list[tuple[int, int, Any]] = []
    high = len(run_text(element))
    for cut in sorted((c for c in cuts if 0 < c < high), reverse=True):
        element, right = split_run(element, cut)
        pieces.append((cut, high, right))
        high = cut
    pieces.append((0, high, element))
    for stretch in stretches:
        first, last = stretch.offset, stretch.offset + stretch.end - stretch.start
        for low, top, piece in pieces:
            begin, end = max(low, first), min(top, last)
            if begin < end:
                yield _Segment(stretch.start + begin - first, stretch.start + end - first, piece)


def _track(body: _Body, change: tuple[int, int, str], ids: _Ids, now: datetime) -> None:
    """Write one replacement as a tracked change: old runs deleted, a new one inserted, formatted as the first.

    Where nothing takes the place of the old words, or nothing stood there, it is a deletion, or an insertion, alone.
    """
    start, end, text = change
    elements = body.within(start, end)
    parents = {next(element.iterancestors(W + "p"), None) for element in elements}
    if len(parents) != 1 or None in parents:
        return  # a change across paragraphs stays a comment
    new = copy.deepcopy(elements[0])
    for element in elements if start < end else ():
        deleted = _marked("del", ids, now)
        element.addprevious(deleted)
        deleted.append(element)
        for child in element.iter(W + "t"):
            child.tag = W + "delText"
        body.outermost[element] = deleted
    if text:
        inserted = _marked("ins", ids, now)
        _set_text(new, text)
        inserted.append(new)
        body.outermost.get(elements[-1], elements[-1]).addnext(inserted)
        body.after[elements[-1]] = inserted


def _marked(kind: str, ids: _Ids, now: datetime) -> Any:
    """Return an empty ``w:ins`` or ``w:del`` of ours."""
    from lxml import etree

    element = etree.Element(W + kind)
    element.set(W + "id", ids.next())
    element.set(W + "author", AUTHOR)
    element.set(W + "date", _stamp(now))
    return element


def _set_text(run: Any, text: str) -> None:
    """Give `run` the text `text` in place of all its content; its properties stay."""
    from lxml import etree

    for child in list(run):
        if child.tag != W + "rPr":
            run.remove(child)
    if text:
        holder = etree.SubElement(run, W + "t")
        holder.text = text
        holder.set(_XML_SPACE, "preserve")


def _comment(body: _Body, note: Note, comments: _Comments) -> None:
    """Put the marks of one comment around the runs of its stretch."""
    from lxml import etree

    elements = body.within(note.start, note.end)
    if not elements:
        return
    identity = comments.add(note.lines)
    first = body.outermost.get(elements[0], elements[0])
    last = body.after.get(elements[-1], body.outermost.get(elements[-1], elements[-1]))
    opening, closing = etree.Element(W + "commentRangeStart"), etree.Element(W + "commentRangeEnd")
    for mark in (opening, closing):
        mark.set(W + "id", identity)
    first.addprevious(opening)
    last.addnext(closing)
    reference = etree.Element(W + "r")
    etree.SubElement(reference, W + "commentReference").set(W + "id", identity)
    closing.addnext(reference)


class _Ids:
    """Numbers for tracked changes that no other mark of the body has."""

    def __init__(self, root: Any) -> None:
        used = [int(value) for e in root.iter() if (value := e.get(W + "id") or "").lstrip("-").isdigit()]
        self._last = max(used, default=0)

    def next(self) -> str:
        """Return the next free number."""
        self._last += 1
        return str(self._last)


class _Comments:
    """The part that holds the texts of comments: the file's own, ours added to it, or a new one."""

    def __init__(self, package: Package, now: datetime) -> None:
        from lxml import etree

        folder = posixpath.dirname(package.main)
        existing = package.related("comments")
        self.is_new = existing is None
        self.part = existing or posixpath.join(folder, "comments.xml")
        root = None if existing is None else package.tree(existing)
        self.root = etree.Element(W + "comments", nsmap={"w": W[1:-1]}) if root is None else root
        used = [int(c.get(W + "id", "0")) for c in self.root if c.tag == W + "comment"]
        self._last = max(used, default=-1)
        self._now = now

    def add(self, lines: Sequence[str]) -> str:
        """Add a comment, one paragraph a line, and return its id."""
        from lxml import etree

        self._last += 1
        comment = etree.SubElement(self.root, W + "comment")
        comment.set(W + "id", str(self._last))
        comment.set(W + "author", AUTHOR)
        comment.set(W + "date", _stamp(self._now))
        comment.set(W + "initials", _INITIALS)
        for line in lines:
            run = etree.SubElement(etree.SubElement(comment, W + "p"), W + "r")
            etree.SubElement(run, W + "t").text = line
        return str(self._last)


def _stamp(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def _rewritten(package: Package, data: bytes, body: Any, comments: _Comments | None) -> bytes:
    """Return the zip with the changed parts in place of the old ones; all others are copied as they are."""
    changed = {package.main: _xml(body)}
    if comments is not None and len(comments.root):
        changed[comments.part] = _xml(comments.root)
        if comments.is_new:
            changed |= _announced(package, comments.part)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in source.infolist():
            archive.writestr(item, changed.pop(item.filename, b"") or source.read(item))
        for part, content in changed.items():
            archive.writestr(part, content)
    return target.getvalue()


def _announced(package: Package, part: str) -> dict[str, bytes]:
    """Return the list of content types and the relations of the body with the new comments part in them."""
    from lxml import etree

    types = package.tree("[Content_Types].xml")
    assert types is not None  # a package without it cannot be opened
    override = etree.SubElement(types, _TYPES + "Override")
    override.set("PartName", f"/{part}")
    override.set("ContentType", _COMMENTS_TYPE)
    folder, file = posixpath.split(package.main)
    relations_part = f"{folder}/_rels/{file}.rels"
    relations = package.tree(relations_part)
    if relations is None:
        relations = etree.Element(_RELATIONS + "Relationships", nsmap={None: _RELATIONS[1:-1]})
    taken = {relation.get("Id") for relation in relations}
    relation = etree.SubElement(relations, _RELATIONS + "Relationship")
    relation.set("Id", next(name for n in range(1, len(taken) + 2) if (name := f"rIdKh{n}") not in taken))
    relation.set("Type", _RELATION)
    relation.set("Target", posixpath.relpath(part, folder))
    return {"[Content_Types].xml": _xml(types), relations_part: _xml(relations)}


def _xml(root: Any) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
