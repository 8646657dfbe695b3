"""Periods of movements and schemes: against the register, and against the plan's other mentions of the same name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context
from assistant.checking.finding import Finding, Fix, Severity
from assistant.checking.movements import names_of
from assistant.checking.quotes import Quote, find_quotes
from corpus.law.model import Movement
from corpus.plan import YearSpan

_ATTACHED: Final = re.compile(r"[\s\"”“*_,]*(?:giai\s+doan)?\s*$")
_FIRST_STAGE: Final = re.compile(r"(?:so\s*ket|giai\s+doan\s+1|giai\s+doan\s+i\b|duoc\s+trien\s+khai\s+thuc\s+hien)")


def check_periods(ctx: Context) -> Iterator[Finding]:
    """Yield periods that are not the official ones of their name, then those that contradict each other."""
    quotes = list(find_quotes(ctx))
    spans = [span for span in ctx.plan.year_spans if span.kind == "period"]
    named = [(span, quote) for span in spans if (quote := _quote_of(ctx, span, quotes)) is not None]
    flagged: set[int] = set()
    for span, quote in named:
        finding = _against_register(ctx, span, quote)
        if finding is not None:
            flagged.add(span.start)
            yield finding
    yield from _within_plan(ctx, [(span, quote) for span, quote in named if span.start not in flagged])
    yield from _stages(ctx, [span for span in spans if span.start not in {s.start for s, _ in named}])


def _quote_of(ctx: Context, span: YearSpan, quotes: list[Quote]) -> Quote | None:
    """Return the quoted name that holds the period or directly precedes it."""
    for quote in quotes:
        inside = quote.start <= span.start < quote.end
        follows = 0 <= span.start - quote.end <= 30 and _ATTACHED.fullmatch(ctx.folded[quote.end : span.start])
        if (inside or follows) and len(quote.words) >= 3:
            return quote
    return None


def _official(ctx: Context, words: tuple[str, ...]) -> list[Movement]:
    """Return the movements with a period that bear a name of these words."""
    return names_of(ctx.register.movements).bearing(words)


def _against_register(ctx: Context, span: YearSpan, quote: Quote) -> Finding | None:
    bearing = _official(ctx, quote.words)
    written = (span.first, span.last)
    if not bearing or any(written == m.period or written in m.stages for m in bearing):
        return None
    near = [m for m in bearing if m.period and (m.period[0] == span.first or m.period[1] == span.last)]
    right = near[0] if len(near) == 1 else None
    inside = span.start < quote.end
    if right is None and not inside:
        return None  # a province may run a movement in years of its own
    movement = right or bearing[-1]
    assert movement.period is not None
    sure = inside and right is not None and movement.confidence == "high" and ctx.is_exact
    return ctx.finding(
        "period.wrong",
        "error" if sure else "warning",
        f"Giai đoạn {span.first} - {span.last} không đúng: “{movement.name}”.",
        span,
        suggestion=f"Giai đoạn chính thức: {movement.period[0]} - {movement.period[1]}.",
        basis="Sổ phong trào, đề án" + (f": theo {', '.join(movement.basis)}" if movement.basis else ""),
        fix=_fix(ctx, span, movement.period) if sure else None,
    )


def _fix(ctx: Context, span: YearSpan, period: tuple[int, int]) -> Fix | None:
    """Return the replacement of the one year that differs."""
    wrong, right = (span.last, period[1]) if span.first == period[0] else (span.first, period[0])
    at = ctx.text.find(str(wrong), span.start, span.end)
    return Fix(at, at + 4, str(right)) if at >= 0 else None


def _within_plan(ctx: Context, named: list[tuple[YearSpan, Quote]]) -> Iterator[Finding]:
    """Yield the rarer of two periods that the plan gives one name."""
    groups: dict[tuple[str, ...], list[YearSpan]] = {}
    for span, quote in named:
        groups.setdefault(quote.words, []).append(span)
    for words, spans in groups.items():
        counts = Counter((span.first, span.last) for span in spans)
        usual, _ = counts.most_common(1)[0]
        stages = {stage for movement in _official(ctx, words) for stage in (*movement.stages, movement.period)}
        for span in spans:
            own = (span.first, span.last)
            if own != usual and not {own, usual} <= stages:
                yield ctx.finding(
                    "period.wrong",
                    "warning",
                    f"Cùng một tên, ở đây ghi giai đoạn {own[0]} - {own[1]}, chỗ khác ghi {usual[0]} - {usual[1]}.",
                    span,
                    suggestion="Đối chiếu văn bản phát động và thống nhất một giai đoạn.",
                    basis="Một phong trào, đề án một giai đoạn trong cả kế hoạch",
                )


def _stages(ctx: Context, spans: list[YearSpan]) -> Iterator[Finding]:
    """Yield a first stage, or a whole run, that begins later than the movement in the title; said in earnest once."""
    whole = _plan_period(ctx)
    if whole is None:
        return
    official = {stage for movement in ctx.register.movements if movement.period == whole for stage in movement.stages}
    said = False
    for span in spans:
        late = whole[0] < span.first < whole[1] and span.last <= whole[1]
        if not late or (span.first, span.last) in official or ctx.citation_at(span.start, span.end):
            continue
        if _FIRST_STAGE.search(ctx.before(span.start, 90)) is None:
            continue
        severity: Severity = "info" if said else "warning"
        said = True
        yield ctx.finding(
            "period.wrong",
            severity,
            f"Bắt đầu từ năm {span.first}, còn phong trào trong tên kế hoạch là giai đoạn {whole[0]} - {whole[1]}.",
            span,
            suggestion=f"Thống nhất năm bắt đầu ({whole[0]}) hoặc nói rõ trường triển khai từ năm nào.",
            basis="Giai đoạn của phong trào trong tên kế hoạch",
        )


def _plan_period(ctx: Context) -> tuple[int, int] | None:
    """Return the period that the plan's title names."""
    title = ctx.plan.header.span("title")
    if title is None:
        return None
    within = [s for s in ctx.plan.year_spans if s.kind == "period" and title.start <= s.start < title.end]
    return (within[0].first, within[0].last) if within else None
