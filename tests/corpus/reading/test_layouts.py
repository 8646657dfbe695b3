"""Plans in many layouts, printed to PDF by LibreOffice: the same sections and the same head as in their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import parse
from corpus.plan import Plan
from corpus.reading import read
from evals.formats import header_fields, headings
from evals.layouts import layout_text, load_layouts, write_layout
from evals.samples import Sample, words_to_pdf
from tests.programs import require_program

PLANS = load_layouts()
NAMES = [plan.name for plan in PLANS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every plan as text and as Word."""
    made = tmp_path_factory.mktemp("layouts")
    for plan in PLANS:
        (made / f"{plan.name}.txt").write_text(layout_text(plan), encoding="utf-8")
        write_layout(plan, made / f"{plan.name}.docx")
    return made


@pytest.fixture(scope="module")
def printed(folder: Path) -> Path:
    """Return the same folder with every plan as PDF too."""
    require_program("soffice")
    words_to_pdf([folder / f"{name}.docx" for name in NAMES], folder)
    return folder


def assert_same(found: Plan, text: Plan) -> None:
    assert headings(found) == headings(text)
    assert header_fields(found.header) == header_fields(text.header)


@pytest.mark.parametrize("plan", PLANS, ids=NAMES)
def test_word_gives_what_the_text_gives(plan: Sample, folder: Path) -> None:
    assert_same(parse(read(folder / f"{plan.name}.docx")), parse(read(folder / f"{plan.name}.txt")))


@pytest.mark.system("soffice")
@pytest.mark.parametrize("plan", PLANS, ids=NAMES)
def test_print_gives_what_the_text_gives(plan: Sample, printed: Path) -> None:
    assert_same(parse(read(printed / f"{plan.name}.pdf")), parse(read(printed / f"{plan.name}.txt")))


@pytest.mark.parametrize("plan", PLANS, ids=NAMES)
def test_the_text_gives_what_was_written(plan: Sample, folder: Path) -> None:
    header = parse(read(folder / f"{plan.name}.txt")).header
    assert (header.number, header.signer) == (plan.head["number"], plan.head["signer"])
    assert len(header.recipients) == len(plan.head["recipients"])
