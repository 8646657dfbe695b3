"""Letterheads in the layouts of schools, unions, Party cells and offices above them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.header import find_header
from corpus.plan import Quality, Reading, Span
from corpus.text import fold

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("letterheads.yaml").read_text(encoding="utf-8"))
_BODY = (
    "\nCăn cứ Kế hoạch số 15/KH-PGDĐT ngày 05/9/2024 của Phòng GD&ĐT về phong trào thi đua;\n"
    "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nĐộng viên giáo viên và học sinh thi đua dạy tốt, học tốt.\n"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"].splitlines()[0].strip()))
def test_letterhead(case: dict[str, Any]) -> None:
    text = case["text"] + _BODY
    header = find_header(Reading("plan.txt", text, (Span(0, len(text)),), Quality()))
    assert {field: _letters(getattr(header, field)) for field in case["fields"]} == {
        field: _letters(value) for field, value in case["fields"].items()
    }


def _letters(value: object) -> str | None:
    """Blanks and the case of letters are a matter of taste."""
    return None if value is None else fold("".join(str(value).split()))
