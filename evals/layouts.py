"""Plans of invented schools in other layouts than the samples': what offices do with type, margins, head and tables.

Each source in ``evals/data/layouts`` is written like the sample plans' sources, with the layout beside the head's
fields: `font`, `size` (points), `margins` (left, right, top, bottom, cm), `spacing` (points before a paragraph),
`indent` (first line, cm), `header` (a table, tabs, or one column), `page_numbers` (top or bottom); lines with bars are
rows of a table, on a page laid sideways with `landscape`; "[1]" is a footnote. `python -m evals.formats --layouts`
compares what is read of them.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from evals.samples import MARGINS, Sample, as_text, load_sample, write_foot, write_head_table

FOLDER: Final = Path(__file__).parent / "data" / "layouts"
_NOTE: Final = re.compile(r"\[(\d)\]")
_HEADING: Final = re.compile(r"(?:[IVX]+|[A-D]|\d+(?:\.\d+)?)\. |(?:Phần|Chương|Điều|Nhiệm vụ) ")
_WORD_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def load_layouts() -> list[Sample]:
    """Return all sources, sorted by name."""
    return [load_sample(path) for path in sorted(FOLDER.glob("*.txt"))]


def layout_text(plan: Sample) -> str:
    """Return the plan as a text file; the cells of a table's row stand apart by tabs."""
    return "\n".join("\t".join(_cells(line)) if line.startswith("|") else line for line in as_text(plan).split("\n"))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("| ").split("|")]


def write_layout(plan: Sample, path: Path) -> None:
    """Write the plan as a Word file in its layout."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    head = plan.head
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    margins = (Cm(cm) for cm in head.get("margins", MARGINS))
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = margins
    style = document.styles["Normal"]
    style.font.name, style.font.size = head["font"], Pt(head["size"])
    _number_pages(page, head["page_numbers"])
    _write_head(document, head)
    for line in ("", "KẾ HOẠCH", head["title"], ""):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    notes = {line[1]: line[4:] for line in plan.body if _NOTE.match(line)}
    body = [line for line in plan.body if not _NOTE.match(line)]
    for is_table, lines in groupby(body, key=lambda line: line.startswith("|")):
        if is_table:
            _write_table(document, [_cells(line) for line in lines], landscape=bool(head.get("landscape")))
            continue
        for line in lines:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.space_after = Pt(head.get("spacing", 6))
            paragraph.paragraph_format.first_line_indent = Cm(head.get("indent", 1.0))
            _write_words(paragraph, line, bold=_HEADING.match(line) is not None and len(line) < 130)
    if notes:
        _add_notes(document, notes)
    write_foot(document, plan)
    document.save(str(path))


def _write_head(document: Any, head: dict[str, Any]) -> None:
    """Write superior, school and number beside (or above) the country's name, motto, place and date."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Cm

    left = [head["superior"], head["school"], f"Số: {head['number']}"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"{head['place']}, {head['date']}"]
    if head["header"] == "table":
        write_head_table(document, head)
    elif head["header"] == "column":
        for line in (*left, *right):
            paragraph = document.add_paragraph(line)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        for words in zip(left, right, strict=True):
            paragraph = document.add_paragraph("\t" + "\t".join(words))
            for place in (3.2, 12.0):
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(place), WD_TAB_ALIGNMENT.CENTER)


def _number_pages(page: Any, place: str) -> None:
    """Put the page number in the middle of the head or the foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph = (page.header if place == "top" else page.footer).paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _write_table(document: Any, rows: list[list[str]], *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT

    if landscape:
        _turn(document, WD_ORIENT.LANDSCAPE)
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(words)
    if landscape:
        _turn(document, WD_ORIENT.PORTRAIT)


def _turn(document: Any, orientation: Any) -> None:
    """Begin a new page of the other orientation."""
    section = document.add_section()
    section.orientation = orientation
    section.page_width, section.page_height = section.page_height, section.page_width


def _write_words(paragraph: Any, line: str, *, bold: bool) -> None:
    """Add `line` to `paragraph`, with a reference for every footnote."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for number, words in enumerate(_NOTE.split(line)):
        if number % 2 == 0:
            paragraph.add_run(words).bold = bold
        else:
            properties = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            reference = f'<w:r {nsdecls("w")}>{properties}<w:footnoteReference w:id="{words}"/></w:r>'
            paragraph._p.append(parse_xml(reference))


def _add_notes(document: Any, notes: dict[str, str]) -> None:
    """Add the part that holds the footnotes, which the library does not write."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml.ns import nsdecls

    marks = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    for identity, words in notes.items():
        text = f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r>'
        marks += f'<w:footnote w:id="{identity}"><w:p>{mark}{text}</w:p></w:footnote>'
    content = f"<w:footnotes {nsdecls('w')}>{marks}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), _NOTES_CONTENT, content, document.part.package)
    document.part.relate_to(part, f"{_WORD_TYPES}/footnotes")
