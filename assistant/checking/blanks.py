"""Places left to fill: "[…]", dotted lines, a number or day not written yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context
from assistant.checking.finding import Finding

_BRACKETED: Final = re.compile(r"\[(?:\s*(?:…|\.{2,})[^\[\]\n]{0,80}|[^\[\]\n\d][^\[\]\n]{3,100})\]")
_DOTTED: Final = re.compile(r"(?:…\s?){2,}|\.{5,}|_{4,}|…\.{2,}")
_COUNTED: Final = r"(?:đồng|triệu|người|em|học sinh|giáo viên|suất|giải|tập thể|cá nhân|%)"
_NO_COUNT: Final = re.compile(rf"(?<=:\s)(?:…|\.{{3}})(?=\s*{_COUNTED}(?!\w))")
_EMPTY_NUMBER: Final = re.compile(r"(?<![a-z])so\s*:?(?P<blank>[ .…_]{2,})/?\s*-?\s*[a-z&]{2,}", re.IGNORECASE)
_EMPTY_NUMBER_SLASH: Final = re.compile(r"^\s*so\s*:?(?P<blank>\s*)(?:/|[-–]\s*[a-z]{2,}/)", re.MULTILINE)
_EMPTY_DAY: Final = re.compile(r"(?<![a-z])ngay(?P<blank>[ .…_]{2,}|\s)thang(?:\s*[0-9]{0,2})[ .…_]*nam")
_FORMS_BEGIN: Final = re.compile(r"^\s*(?:phu luc|mau(?: so)?(?: [0-9]+)?)\b", re.MULTILINE)
_HEAD: Final = 1500  # characters in which number and place-and-date stand
_BASIS: Final = "Bản ký chính thức không còn chỗ trống"


def check_blanks(ctx: Context) -> Iterator[Finding]:
    """Yield the blanks of the head, then those of the text; annexed forms are meant to be filled by others."""
    head = list(_head_blanks(ctx))
    yield from head
    forms = _FORMS_BEGIN.search(ctx.folded, ctx.plan.sections[0].start if ctx.plan.sections else len(ctx.text))
    until = forms.start() if forms else len(ctx.text)
    for pattern in (_BRACKETED, _DOTTED, _NO_COUNT):
        for match in pattern.finditer(ctx.text, 0, until):
            if not any(match.start() < f.end and f.start < match.end() for f in head):
                yield ctx.finding(
                    "draft.blank",
                    "warning",
                    "Còn chỗ trống cần điền.",
                    match.span(),
                    suggestion="Điền nội dung hoặc bỏ chỗ trống.",
                    basis=_BASIS,
                )


def _head_blanks(ctx: Context) -> Iterator[Finding]:
    """Yield the empty number and the empty day: left for the clerk until the plan is signed, so only worth a note."""
    end = min(len(ctx.text), _HEAD, ctx.plan.sections[0].start if ctx.plan.sections else _HEAD)
    number = _EMPTY_NUMBER.search(ctx.folded, 0, end) or _EMPTY_NUMBER_SLASH.search(ctx.folded, 0, end)
    if number and ctx.plan.header.number is None:
        yield _head_blank(ctx, number, "Chưa ghi số của kế hoạch.", "Văn thư cấp số khi ban hành.")
    day = _EMPTY_DAY.search(ctx.folded, 0, end)
    if day and ctx.plan.header.date is None:
        yield _head_blank(ctx, day, "Chưa ghi ngày của kế hoạch.", "Ghi ngày ký ban hành.")


def _head_blank(ctx: Context, match: re.Match[str], message: str, suggestion: str) -> Finding:
    return ctx.finding(
        "draft.blank",
        "info",
        message,
        match.span(),
        suggestion=suggestion,
        basis="Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3, II.4",
    )
