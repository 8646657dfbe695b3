"""Ruled tables: from drawn lines to cells to text, in PDFs and on scans."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from corpus.reading.layout import Word, lines_of_page
from corpus.reading.rulings import find_rules
from corpus.reading.tables import Rule, find_tables, rules_of_box

HEIGHT = 12.0


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    """Return the rules of a full grid."""
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def words(*placed: tuple[float, float, str]) -> list[Word]:
    """Return words of texts at (left, top), 6 a letter wide and 12 high."""
    found = []
    for left, top, text in placed:
        for part in text.split():
            found.append(Word(part, left, top, left + 6 * len(part), top + HEIGHT))
            left += 6 * (len(part) + 1)
    return found


def test_a_grid_is_a_table() -> None:
    (table,) = find_tables(grid([50, 100, 300], [100, 130, 200]), HEIGHT)
    assert [(band.top, band.bottom, band.edges) for band in table.bands] == [
        (100, 130, (50, 100, 300)),
        (130, 200, (50, 100, 300)),
    ]


def test_a_merged_cell_has_no_edge_inside() -> None:
    rules = [rule for rule in grid([50, 100, 300], [100, 130, 200]) if rule != Rule(100, 100, 100, 200)]
    (table,) = find_tables([*rules, Rule(100, 130, 100, 200)], HEIGHT)
    assert [band.edges for band in table.bands] == [(50, 300), (50, 100, 300)]


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [Rule(50, 100, 200, 100)],  # the rule below the school's name
        grid([50, 300], [100, 200]),  # a frame around text
        [Rule(0, 10, 200, 10), Rule(0, 400, 200, 400), Rule(300, 500, 300, 700)],
    ],
)
def test_what_is_no_table(rules: list[Rule]) -> None:
    assert find_tables(rules, HEIGHT) == []


def test_drawn_boxes() -> None:
    assert rules_of_box(0, 10, 200, 10.5, HEIGHT) == [Rule(0, 10, 200, 10.5)]
    assert len(rules_of_box(0, 0, 200, 100, HEIGHT)) == 4
    assert rules_of_box(0, 0, 1, 1, HEIGHT) == []


def test_cells_are_read_one_after_the_other() -> None:
    page = words(
        (50, 40, "Kế hoạch chi tiết như sau:"),
        *((60, 110, "TT"), (110, 110, "Nội dung"), (310, 110, "Thời gian")),
        *((60, 160, "1"), (110, 140, "Phát động phong trào thi"), (110, 155, "đua yêu nước"), (310, 140, "Tháng 3")),
        *((110, 210, "- Sơ kết;"), (110, 225, "- Tổng kết."), (310, 210, "Tháng 12")),
        (50, 300, "Hết bảng."),
    )
    rules = grid([50, 100, 300, 400], [100, 130, 200, 250])
    assert [(line.text, line.opens) for line in lines_of_page(page, 600, 800, rules).lines] == [
        ("Kế hoạch chi tiết như sau:", True),
        ("TT\tNội dung\tThời gian", True),
        ("1\tPhát động phong trào thi đua yêu nước\tTháng 3", False),
        ("- Sơ kết;", False),
        ("- Tổng kết.", False),
        ("Tháng 12", False),
        ("Hết bảng.", True),
    ]


def test_a_ruled_head_keeps_its_order() -> None:
    page = words((60, 110, "UBND XÃ"), (260, 110, "CỘNG HÒA XÃ HỘI"), (60, 130, "TRƯỜNG"), (260, 130, "Độc lập"))
    lines = lines_of_page(page, 600, 800, grid([50, 250, 500], [100, 125, 150])).lines
    assert [line.text for line in lines] == ["UBND XÃ", "TRƯỜNG", "CỘNG HÒA XÃ HỘI", "Độc lập"]


def test_rules_are_seen_on_a_scan() -> None:
    image = Image.new("L", (800, 600), 245)
    draw = ImageDraw.Draw(image)
    for y in (100, 200, 301):
        draw.line((50, y, 700, y + 2), fill=40, width=3)  # not quite level
    for x in (50, 300, 700):
        draw.line((x, 100, x, 303), fill=40, width=2)
    draw.rectangle((100, 400, 600, 500), fill=30)  # a picture
    draw.line((100, 550, 120, 550), fill=30, width=2)  # a dash
    (table,) = find_tables(find_rules(image), 24)
    assert [len(band.edges) for band in table.bands] == [3, 3]
    assert table.top == pytest.approx(100, abs=4)
    assert table.bottom == pytest.approx(302, abs=4)


def test_a_picture_of_lines_is_no_table() -> None:
    image = Image.new("L", (800, 3000), 255)
    draw = ImageDraw.Draw(image)
    for y in range(0, 3000, 6):
        draw.line((0, y, 800, y), fill=0)
    assert find_rules(image) == ()
