"""For any tree of sections: a Word file whose numerals exist only in automatic numbering gives the tree back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import parse
from corpus.numerals import roman
from corpus.plan import Plan
from corpus.reading import read
from corpus.reading.word_text import paragraphs, run_text, runs
from tests.corpus.test_structure_property import Node, nodes

LETTERS = "abcdefgh"  # Word counts with the Latin alphabet


@dataclass(frozen=True)
class Level:
    """A level of a list as Word has it: the form of its numbers, what is printed, whether it counts through."""

    form: str
    text: str
    counts_through: bool = False


# The lists that plans are written with, from the top down.
LISTS = (
    (Level("upperRoman", "%1."), Level("decimal", "%2."), Level("lowerLetter", "%3)")),
    (Level("upperRoman", "%1/"), Level("decimal", "%2-"), Level("lowerLetter", "%3)")),
    (Level("upperLetter", "%1."), Level("upperRoman", "%2."), Level("decimal", "%3."), Level("lowerLetter", "%4)")),
    (Level("decimal", "%1."), Level("decimal", "%1.%2."), Level("decimal", "%1.%2.%3."), Level("lowerLetter", "%4)")),
    (Level("upperRoman", "Phần %1."), Level("upperRoman", "%2."), Level("decimal", "%3.")),
    (Level("upperRoman", "Chương %1."), Level("decimal", "Điều %2.", counts_through=True), Level("decimal", "%3.")),
)
HEAD = ("TRƯỜNG THCS MINH KHAI", "Số: 12/KH-THCSMK", "KẾ HOẠCH", "Thi đua năm học 2024 - 2025")
FOOT = ("Nơi nhận:", "- Các tổ chuyên môn;", "- Lưu: VT.", "HIỆU TRƯỞNG", "Trần Văn An")


def number(form: str, value: int) -> str:
    if form == "decimal":
        return str(value)
    return roman(value) if form == "upperRoman" else (LETTERS if form == "lowerLetter" else LETTERS.upper())[value - 1]


def printed(levels: tuple[Level, ...], values: list[int]) -> str:
    """Return the numeral that Word prints, as the tree names it: without the sign behind it."""
    text = levels[len(values) - 1].text
    for index, value in enumerate(values, start=1):
        text = text.replace(f"%{index}", number(levels[index - 1].form, value))
    return text.rstrip("./-)")


@dataclass
class Document:
    """A Word file on its way, with the outline that must be found in it."""

    levels: tuple[Level, ...]
    cuts: int
    word: Any
    outline: list[tuple[int, str, str]]

    def write(self, siblings: tuple[Node, ...], above: list[int], articles: list[int]) -> None:
        for place, node in enumerate(siblings, start=1):
            depth = len(above)
            if self.levels[depth].counts_through:
                articles.append(place)
                place = len(articles)
            values = [*above, place]
            title = node.title.upper() if depth == 0 else node.title
            self.outline.append((depth + 1, printed(self.levels, values), title))
            self.paragraph(title, depth)
            for line in node.body.split("\n") if node.body else []:
                self.paragraph(line, None)
            self.write(node.children, values, articles)

    def paragraph(self, text: str, level: int | None) -> None:
        """Add a paragraph in as many runs as the example asks for; one of the list carries its number unseen."""
        paragraph = self.word.add_paragraph()
        for at in range(self.cuts):
            first, last = (len(text) * n // self.cuts for n in (at, at + 1))
            paragraph.add_run(text[first:last]).bold = at % 2 == 0
        if level is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = 77


def add_list(word: Any, levels: tuple[Level, ...]) -> None:
    xml = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{level.form}"/>'
        + ('<w:lvlRestart w:val="0"/>' if level.counts_through else "")
        + f'<w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for index, level in enumerate(levels)
    )
    root = word.part.numbering_part.element
    kind = '<w:multiLevelType w:val="multilevel"/>'
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{kind}{xml}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    levels = draw(st.sampled_from(LISTS))
    document = Document(levels, draw(st.integers(1, 3)), docx.Document(), [])
    add_list(document.word, levels)
    for line in HEAD:
        document.paragraph(line, None)
    document.write(tuple(draw(st.lists(nodes(len(levels)), min_size=2, max_size=4))), [], [])
    for line in FOOT:
        document.paragraph(line, None)
    return document


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("word") / "ke-hoach.docx"


def parsed(document: Document, file: Path) -> Plan:
    packed = io.BytesIO()
    document.word.save(packed)
    file.write_bytes(packed.getvalue())
    return parse(read(file))


BOUNDED = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@BOUNDED
@given(document=documents())
def test_any_numbered_tree_is_found_again(document: Document, file: Path) -> None:
    plan = parsed(document, file)
    found = [(section.level, section.numeral, section.title) for section in plan.sections if section.numeral]
    assert found == document.outline


@BOUNDED
@given(document=documents())
def test_every_offset_leads_to_what_it_names(document: Document, file: Path) -> None:
    plan = parsed(document, file)
    text = plan.reading.text
    for section in plan.sections:
        heading = text[section.start : section.end]
        assert section.title in heading
        assert section.numeral is None or heading.startswith(section.numeral)
    for found in (*plan.citations, *plan.anniversaries, *plan.dates):
        assert text[found.start : found.end] == found.text
    where = paragraphs(document.word.element)
    for run in plan.reading.runs:
        if run.run >= 0:
            written = run_text(runs(where[run.paragraph])[run.run])
            assert text[run.start : run.end] == written[run.offset : run.offset + run.end - run.start]
