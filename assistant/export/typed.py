"""A plan that came as PDF, scan or text, typed out as a Word file: its words, nothing put in, nothing left out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from corpus.plan import Plan, Run

_BODY_PART: Final = "word/document.xml"
_FULL_LINE: Final = 45  # characters from which a line may be one that the page's width broke off


def typed(plan: Plan) -> tuple[bytes, tuple[Run, ...]]:
    """Return a Word file on A4 with the plan's text, headings bold, and where in it each stretch of the text stands.

    Lines that only the width of a page broke are joined into one paragraph.
    """
    document = _blank()
    headings = {section.start for section in plan.sections if not section.is_paragraph and section.level <= 2}
    runs: list[Run] = []
    paragraph: Any = None
    number, index = -1, 0
    for start, line, goes_on in _lines(plan.text):
        if paragraph is None or not goes_on:
            paragraph, number, index = document.add_paragraph(), number + 1, 0
        else:
            paragraph.add_run(" ")
            index += 1
        run = paragraph.add_run(line)
        run.bold = True if any(start <= heading < start + len(line) for heading in headings) else None
        runs.append(Run(start, start + len(line), _BODY_PART, number, index))
        index += 1
    target = io.BytesIO()
    document.save(target)
    return target.getvalue(), tuple(runs)


def _blank() -> Any:
    """Return an empty document in the page and typeface of official documents."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.paragraph_format.space_after = Pt(6)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), "Times New Roman")
    return document


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the lines that hold words: offset, text, and whether it goes on with the sentence of the line before."""
    start, before = 0, ""
    for line in text.split("\n"):
        clean = _printable(line)
        if clean.strip():
            broken_off = len(before) >= _FULL_LINE and before[-1] not in ".;:!?/"
            yield start, clean, broken_off and not before.isupper() and clean.lstrip()[0].islower()
        before = clean.rstrip()
        start += len(line) + 1


def _printable(line: str) -> str:
    """Return `line` with blanks for what XML cannot hold or Word would split on: the length stays."""
    return "".join(char if char >= " " and char not in "\x7f\ufffe\uffff" else " " for char in line)
