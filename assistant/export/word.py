"""A draft as a Word file in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

Blanks are highlighted. What each paragraph stands on and what was changed goes into comments, an annex, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from assistant.drafting.draft import Draft, Paragraph, Part
from assistant.drafting.frame import MOTTO
from assistant.export.tables import cells, together
from assistant.export.word_notes import explanation, write_annex
from corpus.plan import Span

if TYPE_CHECKING:
    from docx.document import Document

Sources = Literal["comments", "annex", "none"]

AUTHOR: Final = "Sổ kế hoạch"
# Millimetres and points, each within what the decree allows: Phần I, mục 1 (page), II.1 to II.5 (head), II.6.e (body).
_MARGINS: Final = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
_LEFT_COLUMN, _RIGHT_COLUMN = 68, 97
_NAME_SIZE, _MOTTO_SIZE = 12, 13
_BODY_SIZE: Final = 14
_BLANK: Final = re.compile(r"\[[^\[\]\n]+\]")
_KIND_OF_SCHOOL: Final = re.compile(
    r"^((?:TRƯỜNG\s+)?(?:TIỂU HỌC|MẦM NON|MẪU GIÁO|TRUNG HỌC CƠ SỞ|TRUNG HỌC PHỔ THÔNG)|ỦY BAN NHÂN DÂN)\s+"
)
_LONGEST_PROPERTY: Final = 255  # Open Packaging Conventions, core properties
_ROMAN: Final = re.compile(r"[IVXL]+")


def write_draft(
    draft: Draft, path: Path, *, sources: Sources = "comments", titles: Mapping[str, str] | None = None
) -> None:
    """Write `draft` to `path`. `titles` gives the titles of the precedents by their id, for comments and annex."""
    import docx

    document = docx.Document()
    writer = _Writer(document, sources, titles or {})
    _set_page(document)
    _set_styles(document)
    paragraphs = draft.paragraphs if draft.whole else _framed(draft)
    writer.head(paragraphs)
    middle = [p for p in paragraphs if p.part in ("legal-basis", "opening", "body", "closing")]
    for is_table, run in together(middle):
        if is_table:
            writer.table(run)
            continue
        for paragraph in run:
            writer.body(paragraph)
    writer.foot(paragraphs)
    if sources == "annex":
        write_annex(document, draft, titles or {})
    _set_properties(document, paragraphs)
    document.save(str(path))


def _framed(draft: Draft) -> tuple[Paragraph, ...]:
    """Return a drafted section between the head and the foot of the document it belongs to."""
    foot: set[Part] = {"recipients-title", "recipients", "signer-title", "signer"}
    head = tuple(p for p in draft.frame if p.part not in foot)
    return (*head, *draft.paragraphs, *(p for p in draft.frame if p.part in foot))


def _part(paragraphs: Sequence[Paragraph], part: Part) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs if paragraph.part == part]


# -- page and styles -------------------------------------------------------------------------------------------------


def _set_page(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    from assistant.export.word_parts import add_page_number

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in _MARGINS.items():
        setattr(section, name, Mm(size))
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(number)


def _set_styles(document: Document) -> None:
    from docx.shared import Pt, RGBColor

    from assistant.export.word_parts import set_language, set_typeface

    for name in ("Normal", "Header"):
        style = document.styles[name]
        style.font.size = Pt(_BODY_SIZE)
        style.font.color.rgb = RGBColor(0, 0, 0)
        set_typeface(style)
        set_language(style)
    normal = document.styles["Normal"].paragraph_format
    normal.space_before = normal.space_after = Pt(0)
    normal.line_spacing = 1.0


def _set_properties(document: Document, paragraphs: Sequence[Paragraph]) -> None:
    properties = document.core_properties
    properties.title = " ".join(p.text for p in _part(paragraphs, "subject"))[:_LONGEST_PROPERTY]
    properties.author = " ".join(p.text for p in _part(paragraphs, "issuer"))[:_LONGEST_PROPERTY]
    properties.language = "vi-VN"
    properties.comments = ""


# -- writing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph is set; sizes and distances in points."""

    size: float = _BODY_SIZE
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "justify"] = "center"
    indent: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class _Writer:
    document: Any
    sources: Sources
    titles: Mapping[str, str]

    def head(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write issuer, number, national title, place and date in two columns, then kind and subject."""
        left, right = self._columns(_LEFT_COLUMN, _RIGHT_COLUMN)
        for paragraph in _part(paragraphs, "superior"):
            self._write(left, _broken(paragraph), _Look(_NAME_SIZE))
        for paragraph in _part(paragraphs, "issuer"):
            self._write(left, _broken(paragraph), _Look(_NAME_SIZE, bold=True))
        issuer = " ".join(p.text for p in _part(paragraphs, "issuer"))
        self._rule(left, min(_points(_LEFT_COLUMN), self._width(issuer, _NAME_SIZE)) * 0.4, _LEFT_COLUMN)
        for paragraph in _part(paragraphs, "number"):
            self._write(left, paragraph, _Look(_MOTTO_SIZE, before=4))
        for paragraph in _part(paragraphs, "national-title"):
            self._write(right, paragraph, _Look(_NAME_SIZE, bold=True))
        for paragraph in _part(paragraphs, "motto"):
            self._write(right, paragraph, _Look(_MOTTO_SIZE, bold=True))
        self._rule(right, self._width(MOTTO, _MOTTO_SIZE), _RIGHT_COLUMN)
        for paragraph in _part(paragraphs, "place-date"):
            self._write(right, paragraph, _Look(_MOTTO_SIZE, italic=True, before=4))
        self._subject(paragraphs)

    def _subject(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in _part(paragraphs, "document-type"):
            self._write(self.document, paragraph, _Look(14, bold=True, before=18))
        subjects = _part(paragraphs, "subject")
        for paragraph in subjects:
            self._write(self.document, paragraph, _Look(14, bold=True))
        if subjects:
            width = min(self._width(subjects[-1].text, 14), _points(_LEFT_COLUMN + _RIGHT_COLUMN))
            self._rule(self.document, width * 0.35, _LEFT_COLUMN + _RIGHT_COLUMN, after=12)

    def body(self, paragraph: Paragraph) -> None:
        """Write one paragraph between the head and the signature."""
        look = _Look(align="justify", indent=True, before=3, after=3)
        if paragraph.part == "legal-basis":
            look = _Look(italic=True, align="justify", indent=True, before=3, after=3)
        elif paragraph.level:
            look = _heading_look(paragraph)
            if _ROMAN.fullmatch(paragraph.numeral or ""):
                paragraph = replace(paragraph, text=paragraph.text.upper())
        self._write(self.document, paragraph, look)

    def table(self, rows: Sequence[Paragraph]) -> None:
        """Write paragraphs that are rows of a table ("| a | b |") as one; the first row is its head."""
        from assistant.export.word_parts import repeat_on_each_page

        texts_of_rows = [cells(row) or [] for row in rows]
        made = self.document.add_table(rows=0, cols=max(map(len, texts_of_rows)))
        made.style = "Table Grid"
        for number, (row, texts) in enumerate(zip(rows, texts_of_rows, strict=True)):
            places = made.add_row().cells
            for place, text in zip(places, texts, strict=False):
                look = _Look(
                    _MOTTO_SIZE, bold=number == 0, align="center" if number == 0 else "left", before=2, after=2
                )
                self._write(place, replace(row, text=text, bold=()) if place is places[0] else Paragraph(text), look)
        repeat_on_each_page(made.rows[0])

    def foot(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write the recipients on the left and the signature on the right."""
        gap = self.document.add_paragraph()
        gap.paragraph_format.keep_with_next = True
        left, right = self._columns(_LEFT_COLUMN + 8, _RIGHT_COLUMN - 8)
        for paragraph in _part(paragraphs, "recipients-title"):
            self._write(left, paragraph, _Look(12, bold=True, italic=True, align="left"))
        recipients = _part(paragraphs, "recipients")
        for number, paragraph in enumerate(recipients, start=1):
            end = "." if number == len(recipients) else ";"
            text = f"- {paragraph.text.strip(' -–+;.,')}{end}"
            self._write(
                left, Paragraph(text, paragraph.sources, paragraph.changes, paragraph.notes), _Look(11, align="left")
            )
        for paragraph in _part(paragraphs, "signer-title"):
            for line in _signer_lines(paragraph.text):
                self._write(right, Paragraph(line, paragraph.sources), _Look(14, bold=True, keep=True))
        for _ in range(4):
            self._write(right, Paragraph(""), _Look(14, keep=True))
        for paragraph in _part(paragraphs, "signer"):
            self._write(right, paragraph, _Look(14, bold=True))

    # -- pieces

    def _columns(self, left: int, right: int) -> tuple[Any, Any]:
        from docx.shared import Mm

        from assistant.export.word_parts import clear_borders, set_widths

        table = self.document.add_table(rows=1, cols=2)
        clear_borders(table)
        set_widths(table, (Mm(left), Mm(right)))
        return table.cell(0, 0), table.cell(0, 1)

    def _write(self, place: Any, paragraph: Paragraph, look: _Look) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
        from docx.shared import Mm, Pt

        from assistant.export.word_parts import set_typeface

        written = _next_paragraph(place)
        written.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align.upper())
        style = written.paragraph_format
        style.space_before, style.space_after = Pt(look.before), Pt(look.after)
        style.first_line_indent = Mm(12.7) if look.indent else Mm(0)
        style.keep_with_next = look.keep
        style.line_spacing = 1.15 if look.indent else 1.0
        for text, bold, blank in _segments(paragraph):
            run = written.add_run(text)
            run.font.size = Pt(look.size)
            run.bold, run.italic = look.bold or bold, look.italic
            set_typeface(run)
            if blank:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if self.sources == "comments" and written.runs and (note := explanation(paragraph, self.titles)):
            self.document.add_comment(written.runs, text=note, author=AUTHOR, initials="SKH")

    def _rule(self, place: Any, length: float, column: int, after: float = 0) -> None:
        from docx.shared import Pt

        from assistant.export.word_parts import make_rule

        rule = _next_paragraph(place)
        make_rule(rule, length, _points(column) - 11)
        rule.paragraph_format.space_after = Pt(after)

    def _width(self, text: str, size: float) -> float:
        from assistant.export.word_parts import text_width

        return text_width(text, size)


def _broken(paragraph: Paragraph) -> Paragraph:
    """Return a body's name with a line break before its proper name, where the two do not fit on one line."""
    if len(paragraph.text) <= 26:
        return paragraph
    return replace(paragraph, text=_KIND_OF_SCHOOL.sub(r"\1\n", paragraph.text, count=1))


def _points(millimetres: float) -> float:
    return millimetres / 25.4 * 72


def _heading_look(paragraph: Paragraph) -> _Look:
    is_letter = re.fullmatch(r"[a-zđ]{1,2}", paragraph.numeral or "") is not None
    return _Look(bold=not is_letter, align="justify", indent=True, before=6, after=3, keep=True)


def _signer_lines(title: str) -> Iterable[str]:
    """Return the lines over a signature: a deputy signs for the head (II.7.a: "KT.")."""
    if title.startswith("PHÓ HIỆU TRƯỞNG"):
        return ("KT. HIỆU TRƯỞNG", title)
    return re.split(r"\n|,\s+(?=PHÓ |HIỆU )", title)


def _next_paragraph(place: Any) -> Any:
    """Return the empty first paragraph of a new cell, else a new one."""
    paragraphs = place.paragraphs
    if hasattr(place, "merge") and len(paragraphs) == 1 and not paragraphs[0].runs and not paragraphs[0]._p.pPr:
        return paragraphs[0]
    return place.add_paragraph()


def _segments(paragraph: Paragraph) -> Iterator[tuple[str, bool, bool]]:
    """Yield (text, bold, blank) of the stretches that a paragraph is set in."""
    text = paragraph.text
    blanks = [Span(*match.span()) for match in _BLANK.finditer(text)]
    edges = sorted({0, len(text), *(e for span in (*blanks, *paragraph.bold) for e in (span.start, span.end))})
    for start, end in pairwise(edges):
        piece = Span(start, end)
        yield text[start:end], any(piece.overlaps(b) for b in paragraph.bold), any(piece.overlaps(b) for b in blanks)
