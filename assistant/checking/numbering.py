"""Numbers that skip or repeat: "I, II, V", "a) c) d)", two sections III.

A gap is reported only when the missing number really stands at the start of no line between its neighbours: a heading
that the reader did not recognise is not the author's mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assistant.checking.context import Context, trimmed
from assistant.checking.finding import Finding, Severity
from corpus.noise import skeleton
from corpus.plan import Section
from corpus.text import fold

_BASIS: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.d: phần, chương, mục, điều, khoản, điểm đánh số liên tục"
_LETTERS_BASIS: Final = (
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6: điểm xếp theo bảng chữ cái tiếng Việt (a, b, c, d, đ, e …)"
)
_LETTERS: Final = (
    "a",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "g",
    "h",
    "i",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "x",
    "y",
)
_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DECIMAL: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")
_ITEM: Final = re.compile(r"^[ \t]*(?P<number>[0-9]{1,2})[.)/][ \t]+[^\n]+", re.MULTILINE)
_MARK: Final = re.compile(r"\s*(?:-\s*)?[^\W_]{1,5}\s*(?P<point>[.)/:-]*)")


def check_numbering(ctx: Context) -> Iterator[Finding]:
    """Yield gaps and repetitions among the numbered sections that stand beside each other."""
    for siblings in _families(ctx):
        yield from _check_run(ctx, siblings)


def _families(ctx: Context) -> Iterator[list[Section]]:
    """Yield the numbered sections under one parent that are numbered in one way, as runs in reading order."""
    groups: dict[tuple[str | None, str, str], list[Section]] = {}
    for section in ctx.plan.sections:
        style = numeral_style(section.numeral) if section.numeral else None
        if style is not None:
            groups.setdefault((section.parent, style, _point(ctx, section) if section.is_paragraph else ""), []).append(
                section
            )
    for siblings in groups.values():
        yield from _runs(siblings)


def _runs(siblings: list[Section]) -> Iterator[list[Section]]:
    """Split siblings where a new list begins again at its first number."""
    run: list[Section] = []
    for section in siblings:
        restarts = run and value_of(section.numeral) == 1 and (value_of(run[-1].numeral) or 0) > 1
        if restarts and (section.is_paragraph or section.level > 1):
            yield run
            run = []
        run.append(section)
    yield run


def _check_run(ctx: Context, run: list[Section]) -> Iterator[Finding]:
    first = value_of(run[0].numeral)
    if first is not None and 1 < first <= 3 and len(run) > 1 and ctx.is_complete:
        yield from _gap_at_start(ctx, run[0], first)
    allowed_skip = False
    for before, here in pairwise(run):
        was, now = value_of(before.numeral), value_of(here.numeral)
        if was is None or now is None:
            continue
        if now == was or (now < was and any(value_of(s.numeral) == now for s in run if s.start < here.start)):
            yield _duplicate(ctx, before, here, was)
            allowed_skip = True
        elif now > was + 1 + allowed_skip:
            yield from _gap(ctx, before, here, list(range(was + 1, now)))
            allowed_skip = False
        elif now > was:
            allowed_skip = False


def check_decimals(ctx: Context) -> Iterator[Finding]:
    """Yield gaps among decimal numbers under one number: 2.1, 2.2, 2.4."""
    families: dict[tuple[str | None, str], list[Section]] = {}
    for section in ctx.plan.sections:
        if section.numeral and _DECIMAL.fullmatch(section.numeral):
            families.setdefault((section.parent, section.numeral.rpartition(".")[0]), []).append(section)
    for (_, prefix), run in families.items():
        for before, here in pairwise(run):
            was, now = (int((s.numeral or "").rpartition(".")[2]) for s in (before, here))
            missing = [f"{prefix}.{value}" for value in range(was + 1, now)]
            if not missing or any(_stands_between(ctx, n, before.body_start, here.start) for n in missing):
                continue
            yield ctx.finding(
                "numbering.gap",
                "warning" if ctx.is_legible else "info",
                f"Đánh số nhảy từ {before.numeral} sang {here.numeral}: không thấy {_listed(missing)}.",
                _heading(ctx, here),
                suggestion=f"Đánh số lại mục này là “{missing[0]}” hoặc bổ sung mục còn thiếu.",
                basis=_BASIS,
            )


def check_repeated_items(ctx: Context) -> Iterator[Finding]:
    """Yield a number repeated in a list (1. 2. 2. 3.) that the reader of sections does not take for one."""
    if not ctx.is_exact:
        return
    tops = sorted({s.start for s in ctx.plan.sections if s.parent is None})
    known = {s.start: s.is_paragraph for s in ctx.plan.sections}
    for start, end in pairwise([*tops, len(ctx.text)]):
        items = list(_ITEM.finditer(ctx.text, start, end))
        numbers = [int(item["number"]) for item in items]
        repeats = [i for i in range(1, len(numbers)) if numbers[i] == numbers[i - 1]]
        if len(repeats) != 1 or numbers[: repeats[0]] + numbers[repeats[0] + 1 :] != list(range(1, len(numbers))):
            continue  # more than one list stands here
        item = items[repeats[0]]
        pair = [known.get(items[repeats[0] - back].start("number")) for back in (1, 0)]
        reported = None not in pair and len(set(pair)) == 1
        if not reported and numbers[repeats[0]] > 1:  # two sections of one family are reported as such
            yield ctx.finding(
                "numbering.duplicate",
                "warning",
                f"Số thứ tự {item['number']} lặp lại trong danh sách.",
                trimmed(ctx.text, item.start("number"), item.end()),
                suggestion=f"Đánh số mục này là “{int(item['number']) + 1}” và đánh số lại các mục sau.",
                basis=_BASIS,
            )


def _gap_at_start(ctx: Context, section: Section, first: int) -> Iterator[Finding]:
    missing = [numeral_for(value, section.numeral or "") for value in range(1, first)]
    parent = ctx.plan.section(section.parent) if section.parent else None
    since = parent.start if parent else ctx.plan.body.start
    if not any(_stands_between(ctx, numeral, since, section.start) for numeral in missing):
        yield ctx.finding(
            "numbering.gap",
            "warning",
            f"Đánh số bắt đầu từ “{section.numeral}”, không thấy {_listed(missing)}.",
            _heading(ctx, section),
            suggestion=f"Đánh số lại từ “{missing[0]}” hoặc bổ sung mục còn thiếu.",
            basis=_BASIS,
        )


def _gap(ctx: Context, before: Section, here: Section, values: list[int]) -> Iterator[Finding]:
    missing = [numeral_for(value, here.numeral or "") for value in values]
    if any(_stands_between(ctx, numeral, before.body_start, here.start) for numeral in missing):
        return
    letters = numeral_style(here.numeral or "") == "letter"
    if [numeral.lower() for numeral in missing] == ["đ"]:
        yield ctx.finding(
            "numbering.gap",
            "info",
            f"Thứ tự đi từ {before.numeral} sang {here.numeral}, không có {missing[0]}.",
            _heading(ctx, here),
            suggestion=f"Theo bảng chữ cái tiếng Việt, sau {before.numeral} là {missing[0]}.",
            basis=_LETTERS_BASIS,
        )
        return
    severity: Severity = "error" if here.level == 1 and ctx.is_exact and not here.is_paragraph else "warning"
    if not ctx.is_legible:
        severity = "info"  # a recogniser that loses marks loses lines too
    yield ctx.finding(
        "numbering.gap",
        severity,
        f"Đánh số nhảy từ {before.numeral} sang {here.numeral}: không thấy {_listed(missing)}.",
        _heading(ctx, here),
        suggestion=f"Đánh số lại mục này là “{missing[0]}” hoặc bổ sung mục còn thiếu.",
        basis=_LETTERS_BASIS if letters else _BASIS,
    )


def _duplicate(ctx: Context, before: Section, here: Section, was: int) -> Finding:
    follows = numeral_for(was + 1, here.numeral or "")
    severity: Severity = "error" if here.level == 1 and ctx.is_exact and not here.is_paragraph else "warning"
    return ctx.finding(
        "numbering.duplicate",
        severity,
        f"Số thứ tự {here.numeral} lặp lại: mục “{_short(here)}” đứng sau “{before.numeral}. {_short(before)}”.",
        _heading(ctx, here),
        suggestion=f"Đánh số mục này là “{follows}” và đánh số lại các mục sau.",
        basis=_BASIS,
    )


def numeral_style(numeral: str) -> str | None:
    """Return the way `numeral` is written: "roman", "arabic", "letter", or ``None`` ("1.2", "Điều 3")."""
    if numeral.isdigit():
        return "arabic"
    if numeral and numeral not in ("C", "L") and all(char in _ROMAN_DIGITS for char in numeral):
        return "roman"  # no plan has a hundred sections: a lone C is the letter
    return "letter" if numeral.lower() in _LETTERS else None


def value_of(numeral: str | None) -> int | None:
    """Return the place of `numeral` in its own sequence, from 1, or ``None`` where it has none."""
    style = numeral_style(numeral) if numeral else None
    if numeral is None or style is None:
        return None
    if style == "arabic":
        return int(numeral)
    if style == "letter":
        return _LETTERS.index(numeral.lower()) + 1
    digits = [_ROMAN_DIGITS[char] for char in numeral]
    return sum(-digit if digits[i + 1 : i + 2] > [digit] else digit for i, digit in enumerate(digits))


def numeral_for(value: int, like: str) -> str:
    """Return the numeral of place `value` written in the manner of `like`: (3, "V") gives "III"."""
    style = numeral_style(like)
    if style == "arabic":
        return str(value)
    if style == "letter":
        letter = _LETTERS[min(value, len(_LETTERS)) - 1]
        return letter.upper() if like.isupper() else letter
    written = ""
    for mark, worth in (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        while value >= worth:
            written, value = written + mark, value - worth
    return written


def _stands_between(ctx: Context, numeral: str, start: int, end: int) -> bool:
    """Tell whether some line of ``[start, end)`` begins with `numeral`, read through recognition noise."""
    wanted = skeleton(numeral)
    for line in ctx.text[start:end].split("\n"):
        opening = re.match(r"[\s\-*#]*([^\s.)/:,-]{1,6})\s*[-.)/:,\s]", line)
        if opening and (skeleton(opening[1]) == wanted or fold(opening[1]) == fold(numeral)):
            return True
    return False


def _point(ctx: Context, section: Section) -> str:
    """Return the punctuation after the section's numeral as it stands in the text."""
    found = _MARK.match(ctx.text, section.start)
    return found["point"] if found else ""


def _heading(ctx: Context, section: Section) -> tuple[int, int]:
    """Return the first line of the section's heading, without the white space around it."""
    start, end = trimmed(ctx.text, section.start, max(section.body_start, section.start + 1))
    line_end = ctx.text.find("\n", start, end)
    return (start, line_end) if line_end > start else (start, end)


def _short(section: Section, width: int = 60) -> str:
    title = " ".join(section.title.split())
    return title if len(title) <= width else title[: width - 1].rstrip() + "…"


def _listed(numerals: list[str]) -> str:
    return ", ".join(numerals[:4]) + (" …" if len(numerals) > 4 else "")
