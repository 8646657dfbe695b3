"""Two texts held against one another word by word, and the versions of a draft."""

from __future__ import annotations

import pytest

from assistant.app.compare import Pair, comparison_html, difference_html, paired
from assistant.app.versions import Version, Versions
from assistant.drafting.draft import Draft, Request


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["a b c d"], ["a b c d"], [("a b c d", "a b c d")]),
        (["năm học 2024 thi đua"], ["năm học 2025 thi đua"], [("năm học 2024 thi đua", "năm học 2025 thi đua")]),
        (["một hai ba", "bốn năm"], ["bốn năm"], [("một hai ba", None), ("bốn năm", "bốn năm")]),
        (["bốn năm"], ["một hai ba", "bốn năm"], [(None, "một hai ba"), ("bốn năm", "bốn năm")]),
        (["xa lạ hoàn toàn"], ["không giống gì"], [("xa lạ hoàn toàn", None), (None, "không giống gì")]),
        ([], [], []),
    ],
)
def test_paragraphs_are_paired_when_they_are_the_same_reworded(
    old: list[str], new: list[str], pairs: list[tuple[str | None, str | None]]
) -> None:
    assert paired(old, new) == tuple(Pair(*pair) for pair in pairs)


def test_words_lost_and_gained_are_marked_and_escaped() -> None:
    assert difference_html("năm <2024> thi đua", "năm 2025 thi đua") == (
        "năm <del>&lt;2024&gt;</del> <ins>2025</ins> thi đua"
    )


def test_comparison_counts_what_became_of_the_paragraphs() -> None:
    html = comparison_html(["giữ nguyên câu này", "bỏ đi"], ["giữ  nguyên\ncâu này", "thêm vào hẳn"], "bản <cũ>")
    assert "1 đoạn giữ nguyên, 1 đoạn thêm mới, 1 đoạn bỏ đi" in html
    assert "bản &lt;cũ&gt;" in html


def test_versions_are_kept_when_undone() -> None:
    one, two = (Draft(Request(text), None, ()) for text in ("một", "hai"))
    versions = Versions((Version("một", one),)).with_new("hai", two)
    assert versions.current is two
    assert versions.undone().current is one
    assert versions.undone().undone().current is one
    assert versions.undone().chosen(1).current is two
    assert versions.choices() == [("2. hai", 1), ("1. một", 0)]
