"""Makes the files that the readers are tested on: Word from XML, PDF with Vietnamese letters, scans."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "C:/Windows/Fonts/times.ttf",
    "/System/Library/Fonts/Supplemental/Times New Roman.ttf",
)


def paragraph(*content: str, properties: str = "") -> str:
    """Return a ``w:p``; plain strings become runs, XML is taken as it is."""
    inner = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a ``w:r`` that holds `text`."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, level: int, number: int = 1) -> str:
    """Return a paragraph with a number of its own."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a ``w:tbl``; each line of a cell's text is a paragraph."""
    cells = [["".join(paragraph(line) for line in cell.split("\n")) for cell in row] for row in rows]
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in cells)
        + "</w:tbl>"
    )


def levels(*formats: tuple[str, str], extra: Sequence[str] = ()) -> str:
    """Return the ``w:lvl`` of an abstract list: (format, text) for each level, `extra` XML by level."""
    return "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>'
        + (form if form.startswith("<") else f'<w:numFmt w:val="{form}"/>')
        + (extra[index] if index < len(extra) else "")
        + f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(formats)
    )


def word(
    *body: str,
    abstract: str = "",
    nums: str = "",
    styles: str = "",
    footnotes: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """Return a Word file with the given body; `abstract` are the levels of abstract list 0, which num 1 uses."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _rels({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(
            {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml"}
        ),
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
        "word/numbering.xml": f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>',
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{footnotes}</w:footnotes>",
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _rels(targets: dict[str, str]) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets.items())
        )
        + "</Relationships>"
    )


def vietnamese_font() -> Path | None:
    """Return a TrueType font with Vietnamese letters that the system has, or ``None``."""
    return next((Path(font) for font in _FONTS if Path(font).exists()), None)


Placed = tuple[float, float, str]
"""(x, y from the top, text) in points."""


def pdf(pages: Sequence[Sequence[Placed]], font: Path, *, password: str | None = None) -> bytes:
    """Return a PDF with strings at their places, 13 pt."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(font)))
    packed = io.BytesIO()
    options: dict[str, Any] = {"encrypt": password} if password else {}
    canvas = Canvas(packed, pagesize=A4, **options)
    for page in pages:
        canvas.setFont("Serif", 13)
        for x, y, text in page:
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return packed.getvalue()


def scanned(pdf_data: bytes, dpi: int = 150) -> bytes:
    """Return a PDF whose pages are images of the pages of `pdf_data`."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf_data) as document:
        images = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    packed = io.BytesIO()
    images[0].save(packed, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return packed.getvalue()
