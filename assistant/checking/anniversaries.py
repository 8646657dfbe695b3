"""Counts of anniversaries against the days they count between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.finding import Finding, Fix
from assistant.checking.years import PlanYears
from corpus.plan import Anniversary
from corpus.text import fold_key

_BASIS: Final = "Số năm kỷ niệm bằng năm kỷ niệm trừ năm diễn ra sự kiện"
_COMMON: Final = frozenset(
    [
        "ngay",
        "nam",
        "ky",
        "niem",
        "thanh",
        "lap",
        "viet",
        "quoc",
        "te",
        "the",
        "gioi",
        "toan",
        "dan",
        "tinh",
        "le",
        "nuoc",
    ]
)


def check_counts(ctx: Context) -> Iterator[Finding]:
    """Yield anniversaries whose count the two days do not give."""
    for anniversary in ctx.plan.anniversaries:
        if anniversary.actual is None or anniversary.actual == anniversary.claimed:
            continue
        start, end = anniversary.from_, anniversary.to
        days = f" ({day_vi(start)} - {day_vi(end)})" if start and end else ""
        suggestion, fix = _remedy(ctx, anniversary)
        written = end is not None and str(end.year) in anniversary.text
        yield ctx.finding(
            "anniversary.wrong-count",
            "error" if ctx.is_exact and written else "warning",
            f"Ghi {anniversary.claimed} năm, nhưng {anniversary.name}{days} là {anniversary.actual} năm.",
            anniversary,
            suggestion=suggestion,
            basis=_BASIS,
            fix=fix,
        )


def _remedy(ctx: Context, anniversary: Anniversary) -> tuple[str, Fix | None]:
    """Return what to write: the count where the end agrees with the plan's year, the end year where the count does."""
    covered, end, start = PlanYears(ctx).covered, anniversary.to, anniversary.from_
    place = anniversary.count_span
    if end is not None and end.year in covered:
        fix = Fix(place.start, place.end, str(anniversary.actual)) if ctx.is_exact else None
        return f"Sửa thành “{anniversary.actual} năm”.", fix
    if start is not None and end is not None and start.year + anniversary.claimed in covered:
        right = start.year + anniversary.claimed
        at = ctx.text.rfind(str(end.year), anniversary.start, anniversary.end)
        fix = Fix(at, at + 4, str(right)) if at >= 0 and ctx.is_exact and end.year != right else None
        return f"Số năm đúng với năm {right}; sửa năm {end.year} thành {right}.", fix
    return f"Sửa số năm thành {anniversary.actual} hoặc sửa lại hai mốc thời gian.", None


def check_events(ctx: Context) -> Iterator[Finding]:
    """Yield anniversaries whose event is dated otherwise than in the register."""
    days = ctx.register.anniversaries
    for anniversary in ctx.plan.anniversaries:
        written = re.findall(r"\d{4}", anniversary.text)
        if anniversary.from_ is None or str(anniversary.from_.year) not in written:
            continue
        for known in days:
            if (
                known.year is None
                or known.confidence == "low"
                or not _is_same_event(anniversary, (known.name, *known.aliases))
            ):
                continue
            event = anniversary.from_
            if (event.day, event.month) == (known.day, known.month) and event.year != known.year:
                yield ctx.finding(
                    "anniversary.wrong-count",
                    "warning",
                    f"{known.name} là {known.day:02d}/{known.month:02d}/{known.year}, không phải năm {event.year}.",
                    anniversary,
                    suggestion=f"Kiểm tra lại năm {event.year} và số năm kỷ niệm.",
                    basis=f"Sổ ngày kỷ niệm: {known.name}",
                )
            break


def _is_same_event(anniversary: Anniversary, names: tuple[str, ...]) -> bool:
    own = _telling(anniversary.name)
    return any(own and own == _telling(name) for name in names)


@lru_cache(maxsize=512)
def _telling(name: str) -> frozenset[str]:
    """Return the words that tell this event from others."""
    return frozenset(re.findall(r"[a-z]+", fold_key(name))) - _COMMON
