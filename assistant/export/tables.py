"""Paragraphs of a draft that are rows of a table, as plain text and Markdown write them: "| a | b |"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from assistant.drafting.draft import Paragraph

_FEWEST_BARS: Final = 3  # around two cells
_RULE: Final = re.compile(r"[\s|:-]+")


def cells(paragraph: Paragraph) -> list[str] | None:
    """Return the cells of a paragraph that is a row of a table, else ``None``."""
    text = paragraph.text.strip()
    if not (text.startswith("|") and text.endswith("|") and text.count("|") >= _FEWEST_BARS):
        return None
    return [cell.strip() for cell in text[1:-1].split("|")]


def together(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[bool, list[Paragraph]]]:
    """Yield (True, rows) for every table and (False, paragraphs) for what stands between; rules between rows go."""
    for is_table, run in groupby(paragraphs, key=lambda paragraph: cells(paragraph) is not None):
        rows = [paragraph for paragraph in run if not (is_table and _RULE.fullmatch(paragraph.text))]
        if rows:
            yield is_table, rows
