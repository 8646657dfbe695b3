"""Reads a Word file (.docx, .docm) as a person sees it: numerals resolved, tables in reading order, changes accepted.

Read from the XML itself, because python-docx resolves no numbering and passes over text boxes, footnotes and tracked
changes. Page headers and footers are other parts and stay out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from corpus.errors import InputError
from corpus.plan import Quality, Reading
from corpus.reading.assembly import Assembly, PageBreak, Piece
from corpus.reading.limits import Limits
from corpus.reading.numbering import Numbering
from corpus.reading.package import Package, damaged, open_package
from corpus.reading.styles import Styles, is_on
from corpus.reading.word_text import MC, W, child_text, paragraphs, runs_with_state
from corpus.text import diacritics_state, fold

_TRANSPARENT: Final = (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag")
_SIDE_BY_SIDE: Final = (
    "cong hoa xa hoi",
    "noi nhan",
)  # found in the two tables that lay out a document's head and foot
_PARAGRAPH: Final = "\n\n"
_MACROS: Final = "Tệp Word có macro; chỉ đọc phần chữ, không chạy macro."


def read_word(name: str, data: bytes, limits: Limits) -> Reading:
    """Return the text of a Word file, its pages (where the file tells of page breaks) and its runs.

    Raises `InputError` for a file that is damaged, locked, too large, or without any text.
    """
    package = open_package(name, data, limits)
    assembly = Assembly()
    notes = _Story(package, assembly, limits).body()
    for part in dict.fromkeys(part for part, _, _ in notes):
        story = _Story(package, assembly, limits, part)
        for _, identity, label in (note for note in notes if note[0] == part):
            story.note(identity, label)
    assembled = assembly.finish()
    if not assembled.text.strip():
        raise InputError(f"Tệp Word {name!r} không có chữ nào (có thể chỉ có ảnh); xin lưu thành PDF rồi thử lại.")
    limits.check_pages(name, len(assembled.pages))
    warnings = tuple(w for w in (_MACROS if package.has_macros else None, assembled.warning) if w)
    quality = Quality(diacritics_state(assembled.text), "text", len(assembled.pages), warnings)
    return Reading(name, assembled.text, assembled.pages, quality, "word", assembled.runs)


class _Story:
    """One part's text on its way into the assembly."""

    def __init__(self, package: Package, assembly: Assembly, limits: Limits, part: str | None = None) -> None:
        self._package = package
        self._assembly = assembly
        self._limits = limits
        self._part = part or package.main
        root = package.tree(self._part)
        if root is None:
            raise damaged(package.name)
        self._root = root
        self._index = {paragraph: index for index, paragraph in enumerate(paragraphs(root))}
        self._styles = Styles(self._tree("styles"))
        self._numbering = Numbering(self._tree("numbering"), self._styles)
        self._labels: dict[Any, str] = {}
        self._notes: list[tuple[str, str, str]] = []
        self._sections = list(root.iter(W + "sectPr"))

    def _tree(self, kind: str) -> Any | None:
        part = self._package.related(kind)
        return None if part is None else self._package.tree(part)

    def body(self) -> list[tuple[str, str, str]]:
        """Add the whole body and return the notes that it refers to: (part, id, label) in order."""
        body = self._root.find(W + "body")
        if body is None:
            raise damaged(self._package.name)
        self._number(body)
        self._blocks(body, _PARAGRAPH)
        return self._notes

    def note(self, identity: str, label: str) -> None:
        """Add the text of one foot- or endnote after all that is there, led by its label."""
        note = next((element for element in self._root if element.get(W + "id") == identity), None)
        if note is None:
            return
        self._number(note)
        self._assembly.gap(_PARAGRAPH)
        self._assembly.add([Piece(label + " ")])
        self._blocks(note, "\n")

    def _number(self, root: Any) -> None:
        """Resolve the numbers of all paragraphs under `root` in document order, whatever order they are read in."""
        for paragraph in paragraphs(root):
            if not _is_in_fallback(paragraph) and not _mark_is_deleted(paragraph):
                self._labels[paragraph] = self._numbering.label(paragraph)

    def _blocks(self, element: Any, separator: str) -> None:
        """Add the paragraphs and tables under `element` with `separator` between them."""
        for block in _block_children(element):
            if block.tag == W + "tbl":
                self._assembly.gap(_PARAGRAPH)
                self._table(block)
                self._assembly.gap(_PARAGRAPH)
            else:
                self._paragraph(block, separator)
        self._limits.check_text(self._package.name, self._assembly.length)

    def _paragraph(self, paragraph: Any, separator: str) -> None:
        items = list(self._pieces(paragraph))
        label = self._labels.get(paragraph, "")
        breaks = [item for item in items if isinstance(item, PageBreak)]
        has_text = any(isinstance(item, Piece) and item.text.strip() for item in items)
        if _breaks_before(paragraph):
            self._assembly.add([PageBreak()])
        if has_text or label.strip() not in ("", "-", "+"):
            number = [Piece(label, self._part, self._index[paragraph])] if label else []
            leading = breaks[:1] if items and isinstance(items[0], PageBreak) else []
            self._assembly.add([*leading, *number, *items[len(leading) :]])
        else:
            self._assembly.add(breaks)
        if not _mark_is_deleted(paragraph):
            self._assembly.gap(separator)
        for box in _text_boxes(paragraph):
            self._assembly.gap(separator)
            self._blocks(box, separator)
            self._assembly.gap(separator)
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is not None and self._next_section_starts_page(section):
            self._assembly.add([PageBreak()])

    def _pieces(self, paragraph: Any) -> Iterator[Piece | PageBreak]:
        """Yield the characters of `paragraph` run by run, and the page breaks among them."""
        for index, (run, shown) in enumerate(runs_with_state(paragraph)):
            if not shown or self._styles.has(run, paragraph, "vanish"):
                continue
            capitals = self._styles.has(run, paragraph, "caps")
            font = self._styles.font(run, paragraph)
            offset = 0
            for child in run:
                text = child_text(child)
                if _is_page_break(child):
                    yield PageBreak()
                if text:
                    shown_text = text.upper() if capitals and len(text.upper()) == len(text) else text
                    yield Piece(shown_text, self._part, self._index[paragraph], index, offset, font)
                elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
                    yield Piece(self._refer(child), self._part, self._index[paragraph])
                offset += len(text)

    def _refer(self, reference: Any) -> str:
        """Note that the body refers to a foot- or endnote here and return the mark that stands in the text."""
        kind = "footnotes" if reference.tag == W + "footnoteReference" else "endnotes"
        part = self._package.related(kind)
        if part is None:
            return ""
        label = f"[{len(self._notes) + 1}]"
        self._notes.append((part, reference.get(W + "id", ""), label))
        return label

    def _next_section_starts_page(self, section: Any) -> bool:
        """Tell whether the section after `section` begins on a new page, which is so unless its properties deny it."""
        following = self._sections[self._sections.index(section) + 1 :]
        kind = following[0].find(W + "type") if following else None
        return kind is None or kind.get(W + "val") in ("nextPage", "oddPage", "evenPage")

    def _table(self, table: Any) -> None:
        """Add a table: side by side for the layout of head and foot (left column, then right), else row by row."""
        rows = [[*_table_cells(row)] for row in _table_rows(table)]
        words = fold("".join(table.itertext()))
        if max((len(row) for row in rows), default=0) <= 3 and any(mark in words for mark in _SIDE_BY_SIDE):
            for column in range(3):
                for row in rows:
                    if column < len(row):
                        self._blocks(row[column], "\n")
                self._assembly.gap(_PARAGRAPH)
            return
        for row in rows:
            self._assembly.gap("\n")
            separator = "\t" if all(_is_one_line(cell) for cell in row) else "\n"
            for cell in row:
                self._assembly.gap(separator)
                self._blocks(cell, separator)


def _block_children(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables directly under `element`, through wrappers that only mark a stretch."""
    for child in element:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _block_children(child)
        elif child.tag == MC + "AlternateContent":
            yield from (block for choice in child.findall(MC + "Choice")[:1] for block in _block_children(choice))


def _table_rows(table: Any) -> Iterator[Any]:
    """Yield the rows of `table` that remain when tracked changes are accepted."""
    for child in table:
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _table_rows(child)


def _table_cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _table_cells(child)


def _is_one_line(cell: Any) -> bool:
    """Tell whether `cell` holds at most one paragraph with text, and no table."""
    filled = [p for p in _block_children(cell) if p.tag == W + "tbl" or "".join(p.itertext()).strip()]
    return len(filled) <= 1 and all(p.tag == W + "p" and p.find(f".//{W}br") is None for p in filled)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes anchored in `paragraph`, each once (Word stores a second copy for old readers)."""
    for box in paragraph.iter(W + "txbxContent"):
        if not _is_in_fallback(box) and next(box.iterancestors(W + "p")) is paragraph:
            yield box


def _is_in_fallback(element: Any) -> bool:
    """Tell whether `element` is the copy for readers that do not know the newer form standing beside it."""
    fallback = next(element.iterancestors(MC + "Fallback"), None)
    return fallback is not None and fallback.getparent().find(f"{MC}Choice//{W}txbxContent") is not None


def _mark_is_deleted(paragraph: Any) -> bool:
    """Tell whether the paragraph's end was deleted: its text runs on into the next, which has the number."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _breaks_before(paragraph: Any) -> bool:
    found = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
    return found is not None and is_on(found.get(W + "val", "1"))


def _is_page_break(child: Any) -> bool:
    return bool(child.tag == W + "lastRenderedPageBreak") or (child.tag == W + "br" and child.get(W + "type") == "page")
