"""Small pieces of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục 4.
TYPEFACE: Final = "Times New Roman"
#: Mean width of a bold letter of this typeface in Vietnamese names, in parts of its size.
_WIDTH_CAPITALS: Final = 0.70
_WIDTH_SMALL: Final = 0.49


def set_typeface(owner: Any) -> None:
    """Set `TYPEFACE` for every script of a style or a run; Word takes Vietnamese letters from any of them."""
    properties = owner.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)


def set_language(style: Any) -> None:
    """Mark a style's text as Vietnamese, so that no word is underlined as misspelt English."""
    language = OxmlElement("w:lang")
    for attribute in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{attribute}"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def text_width(text: str, size: float) -> float:
    """Return the width of bold `text` at `size` points, in points, to within some per cent."""
    capitals = sum(1 for letter in text if letter.isupper())
    spaces = text.count(" ")
    return size * (capitals * _WIDTH_CAPITALS + (len(text) - capitals - spaces) * _WIDTH_SMALL + spaces * 0.25)


def make_rule(paragraph: Any, length: float, available: float) -> None:
    """Make an empty paragraph a horizontal rule of `length` points, centred in a column of `available` points."""
    from docx.shared import Pt

    style = paragraph.paragraph_format
    side = max(0.0, (available - length) / 2)
    style.left_indent, style.right_indent = Pt(side), Pt(side)
    style.first_line_indent = Pt(0)
    style.space_before, style.space_after = Pt(4), Pt(0)
    style.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    borders.append(_line("w:top", size=6))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _line(name: str, size: int) -> Any:
    line = OxmlElement(name)
    for attribute, value in (("val", "single"), ("sz", str(size)), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{attribute}"), value)
    return line


def clear_borders(table: Any) -> None:
    """Take every border off a table and let its columns keep the widths given."""
    table.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "nil")
        borders.append(border)
    table._tbl.tblPr.append(borders)
    table._tbl.tblPr.append(_no_padding())


def _no_padding() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def set_widths(table: Any, widths: Iterable[Any]) -> None:
    """Give the columns of a table their widths, in the grid and in the cells."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def repeat_on_each_page(row: Any) -> None:
    """Have a table's row stand at the top of every page that the table reaches over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def add_page_number(paragraph: Any) -> None:
    """Append the field of the current page's number to a paragraph of the page header."""
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        set_typeface(run)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)
