"""For any tree of sections: what is written out as text is found again, with every character in its place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.numerals import roman
from corpus.structure import find_sections

TITLES = (
    *("Mục đích", "Yêu cầu", "Nội dung thi đua", "Đối với giáo viên", "Đối với học sinh", "Hồ sơ, thủ tục"),
    *(
        "Công tác tuyên truyền",
        "Thời gian, địa điểm",
        "Chế độ báo cáo",
        "Kinh phí thực hiện",
        "Ban giám hiệu nhà trường",
    ),
    *("Phát động các đợt thi đua trong năm", "Tiêu chí “Công dân học tập”", "Giai đoạn từ năm 2024 đến năm 2030"),
)
BODIES = (
    *("Nâng cao nhận thức của cán bộ, giáo viên về phong trào.", "- Thi đua dạy tốt;\n- Thi đua học tốt."),
    *("Sơ kết vào ngày 20/11 và tổng kết cuối học kỳ II.", "- 100% giáo viên tham gia.\n+ Đạt từ 02 giải trở lên."),
    *("Thực hiện theo Nghị định số 98/2023/NĐ-CP ngày 31/12/2023.",),
)
LETTERS = "abcdđeghik"
# The kinds of numerals from the top down, as plans combine them; a plan uses a stretch of one of these.
LADDERS = (
    ("roman", "arabic", "small"),
    ("letter", "roman", "arabic", "small"),
    ("arabic", "small"),
    ("roman", "decimal", "small"),
    ("part", "roman", "arabic", "small"),
    ("chapter", "article", "arabic", "small"),
)
SIGNS = {"roman": [".", "/", "-", ")"], "letter": [".", "/"], "arabic": [".", "/", "-", ")"], "small": [")", ".", "/"]}


@dataclass(frozen=True)
class Node:
    title: str
    body: str
    children: tuple[Node, ...] = ()


def nodes(depth: int) -> st.SearchStrategy[Node]:
    below = st.lists(nodes(depth - 1), min_size=1, max_size=4).map(tuple) if depth > 1 else st.just(())
    body = st.sampled_from(BODIES)
    leaf = st.builds(Node, st.sampled_from(TITLES), body)
    return leaf if depth == 1 else st.one_of(leaf, st.builds(Node, st.sampled_from(TITLES), st.just(""), below))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[int, str, str]]]:
    ladder = draw(st.sampled_from(LADDERS))
    signs = {kind: draw(st.sampled_from(choice)) for kind, choice in SIGNS.items()}
    trees = draw(st.lists(nodes(len(ladder)), min_size=2, max_size=5))
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    lines: list[str] = []
    outline: list[tuple[int, str, str]] = []
    articles = iter(range(1, 500))

    def write(siblings: tuple[Node, ...], level: int, above: str) -> None:
        for number, node in enumerate(siblings, start=1):
            kind = ladder[level]
            numeral, head = numbered(kind, number, above, signs, articles)
            title = node.title.upper() if level == 0 else node.title
            lines.append(f"{head} {title}")
            lines.extend(node.body.split("\n") if node.body else [])
            outline.append((level + 1, numeral, title))
            write(node.children, level + 1, numeral)

    write(tuple(trees), 0, "")
    foot = ["Nơi nhận:", "- Các tổ chuyên môn;", "- Lưu: VT.", "HIỆU TRƯỞNG", "Trần Văn An"]
    return gap.join(["KẾ HOẠCH", "Thi đua năm học 2024 - 2025", *lines, *foot]), outline


def numbered(kind: str, number: int, above: str, signs: dict[str, str], articles) -> tuple[str, str]:
    if kind == "part":
        return f"Phần {roman(number)}", f"PHẦN {roman(number)}."
    if kind == "chapter":
        return f"Chương {roman(number)}", f"Chương {roman(number)}."
    if kind == "article":
        count = next(articles)
        return f"Điều {count}", f"Điều {count}."
    if kind == "decimal":
        numeral = f"{above}.{number}"
        return numeral, f"{numeral}."
    numeral = {"roman": roman(number), "letter": "ABCDĐEG"[number - 1], "small": LETTERS[number - 1]}.get(
        kind, str(number)
    )
    return numeral, numeral + signs[kind]


@settings(max_examples=60, deadline=None)
@given(documents())
def test_any_tree_is_found_again(document: tuple[str, list[tuple[int, str, str]]]) -> None:
    text, outline = document
    sections = find_sections(text)
    assert [(s.level, s.numeral, s.title) for s in sections if s.numeral] == outline


@settings(max_examples=40, deadline=None)
@given(documents())
def test_leaves_tile_the_body(document: tuple[str, list[tuple[int, str, str]]]) -> None:
    text, _ = document
    sections = find_sections(text)
    parents = {section.parent for section in sections}
    covered = [text[section.start : section.end] for section in sections if section.id not in parents]
    own = [
        text[section.start : min(child.start for child in sections if child.parent == section.id)]
        for section in sections
        if section.id in parents
    ]
    body = text[sections[0].start : text.index("Nơi nhận")].rstrip()
    assert sum(map(len, covered)) + sum(map(len, own)) == len(body)


@pytest.mark.parametrize("text", ["", "\n\n", "I.", "1.\n2.\n3.", "**", "- - -", "I. \x00\n\ud7ff"])
def test_odd_texts_are_survived(text: str) -> None:
    for section in find_sections(text):
        assert 0 <= section.start <= section.body_start <= section.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="IVX1l.)-/ \nabđĐA*❖+:Nội dung", max_size=160))
def test_any_text_keeps_its_bounds(text: str) -> None:
    sections = find_sections(text)
    assert len({section.id for section in sections}) == len(sections)
    for section in sections:
        assert 0 <= section.start <= section.body_start <= section.end <= len(text)
