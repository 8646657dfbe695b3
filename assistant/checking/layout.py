"""What a Word file really formats: page, margins, fonts. Read with python-docx, only where the file is Word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InputError

_MILLIMETRE = 36000  # English Metric Units in a millimetre


@dataclass(frozen=True, slots=True)
class Layout:
    """The first section's page in millimetres, and the font and size (in points) that most characters of the text have.

    What the file leaves to Word's defaults is ``None``. `has_page_number` tells that a header or footer holds a PAGE
    field.
    """

    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    font: str | None = None
    size: float | None = None
    has_page_number: bool = False


def read_layout(path: Path) -> Layout:
    """Return the layout of the Word file at `path`; raises `InputError` when it is no readable Word file."""
    import docx

    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx raises whatever zipfile, lxml or its own parts raise
        raise InputError(f"Không đọc được định dạng của tệp Word {path.name!r}.") from error
    fonts, sizes = _typefaces(document)
    page: dict[str, Any] = _page(document.sections[0]) if document.sections else {}
    return Layout(
        **page,
        font=_most(fonts),
        size=_most(sizes),
        has_page_number=any(_has_page_field(section) for section in document.sections),
    )


def _page(section: Any) -> dict[str, float | None]:
    names = {
        "width": section.page_width,
        "height": section.page_height,
        "top": section.top_margin,
        "bottom": section.bottom_margin,
        "left": section.left_margin,
        "right": section.right_margin,
    }
    return {name: None if value is None else round(value / _MILLIMETRE, 1) for name, value in names.items()}


def _typefaces(document: Any) -> tuple[Counter[str], Counter[float]]:
    """Count the characters of the body by font and by size, as runs, then styles, then the Normal style give them."""
    fonts: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    normal = document.styles["Normal"].font
    for paragraph in document.paragraphs:
        style = paragraph.style.font if paragraph.style is not None else normal
        for run in paragraph.runs:
            length = len(run.text.strip())
            font = run.font.name or style.name or normal.name
            size = run.font.size or style.size or normal.size
            if length and font:
                fonts[font] += length
            if length and size:
                sizes[size.pt] += length
    return fonts, sizes


def _most(counts: Counter[Any]) -> Any:
    return counts.most_common(1)[0][0] if counts else None


def _has_page_field(section: Any) -> bool:
    for part in (section.header, section.footer):
        xml = part._element.xml
        if "PAGE" in xml and ("instrText" in xml or "fldSimple" in xml):
            return True
    return False
