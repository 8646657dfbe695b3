"""The tree of sections: tricky openings, and what must hold of any tree."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.plan import Section, Span
from corpus.structure import body_of, find_sections

_FILE = Path(__file__).with_name("openings.yaml")
CASES = {
    name: (case["text"], case["outline"]) for name, case in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items()
}


def outline(sections: tuple[Section, ...]) -> list[str]:
    return [
        f"{'>' * (s.level - 1)} {s.numeral or '-'} | {s.title}{' ¶' if s.is_paragraph else ''}".strip()
        for s in sections
    ]


def agrees(line: str, wanted: str) -> bool:
    """A title may be given by its beginning, a paragraph by its first words."""
    numeral, _, title = line.partition(" | ")
    wanted_numeral, _, wanted_title = wanted.strip().partition(" | ")
    marked = title.endswith(" ¶"), wanted_title.endswith(" ¶")
    return numeral == wanted_numeral and marked[0] == marked[1] and title.startswith(wanted_title.removesuffix(" ¶"))


@pytest.mark.parametrize("name", CASES)
def test_openings(name: str) -> None:
    text, wanted = CASES[name]
    lines, expected = outline(find_sections(text)), wanted.splitlines()
    found = "\n".join(["", *lines])
    assert len(lines) == len(expected), found
    assert all(map(agrees, lines, expected)), found


@pytest.mark.parametrize("name", CASES)
def test_sections_tile_the_body(name: str) -> None:
    text, _ = CASES[name]
    sections = find_sections(text)
    by_id = {section.id: section for section in sections}
    assert len(by_id) == len(sections)
    for section in sections:
        assert 0 <= section.start <= section.body_start <= section.end <= len(text)
        children = [s for s in sections if s.parent == section.id]
        bounds = [*(child.start for child in children), section.end]
        assert all(child.end == following for child, following in zip(children, bounds[1:], strict=False))
        if section.parent:
            assert by_id[section.parent].start < section.start
            assert section.end <= by_id[section.parent].end


def test_pages_and_body_are_respected() -> None:
    text = "I. MỤC ĐÍCH\nMột.\n\nII. NỘI DUNG\nHai.\n\nIII. TỔ CHỨC\nBa."
    pages = (Span(0, 18), Span(18, len(text)))
    assert [section.page for section in find_sections(text, pages=pages)] == [1, 2, 2]
    inside = find_sections(text, body=Span(18, text.index("III")))
    assert [section.numeral for section in inside] == ["II"]
    assert body_of(inside) == Span(inside[0].start, inside[0].end)
    assert body_of(()) == Span(0, 0)


def test_ids_are_paths_and_unique() -> None:
    text = "I. Một\n1. An\nMột.\n1. Ba\nHai.\n2.1. Cô\nBa.\nI. Hai\nBốn."
    ids = [section.id for section in find_sections(text)]
    assert len(set(ids)) == len(ids)
    assert ids[:3] == ["I", "I.1", "I.1~2"]
    assert ids[-1] == "I~2"


def test_letters_of_a_list_do_not_tell_of_broken_lines() -> None:
    text = (
        "PHẦN I. PHÁT ĐỘNG CÁC ĐỢT THI ĐUA TRONG NĂM\nSơ kết vào ngày 20/11 và tổng kết cuối học kỳ II.\n"
        "PHẦN II. MỤC ĐÍCH\nI. Mục đích\n1. Mục đích\n"
        "a/ Mục đích\nNâng cao nhận thức của cán bộ, giáo viên về phong trào.\n"
        "b/ Mục đích\nSơ kết vào ngày 20/11 và tổng kết cuối học kỳ II.\nc/ Mục đích\n- Thi đua dạy tốt;"
    )
    assert find_sections(text)[0].title == "PHÁT ĐỘNG CÁC ĐỢT THI ĐUA TRONG NĂM"
