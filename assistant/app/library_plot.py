"""The library over years and kinds: a drawing of stacked columns, and the same as a table for who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import KIND_NAMES

if TYPE_CHECKING:
    from assistant.records import PlanRecord

_HEIGHT, _COLUMN, _STEP, _LEFT, _BOTTOM = 150, 34, 58, 30, 22
#: Up to this many years are drawn, the latest ones; the table has them all.
MOST_YEARS = 12

Counts = Counter[tuple[str, int]]


def overview_html(records: Sequence[PlanRecord]) -> str:
    """Return how many plans of each kind the library has for each year; "" where no plan's year is known."""
    counts: Counts = Counter((r.kind or "khac", r.year) for r in records if r.year)
    years = sorted({year for _, year in counts})
    kinds = [kind for kind in KIND_NAMES if any(counts[kind, year] for year in years)]
    if not kinds:
        return ""
    undated = sum(1 for record in records if not record.year)
    note = f'<div class="kh-where">{undated} kế hoạch chưa rõ năm không có trong biểu đồ.</div>' if undated else ""
    legend = "".join(
        f'<li><span class="kh-swatch kh-kind-{_shade(kind)}"></span>{escape(KIND_NAMES[kind])}</li>' for kind in kinds
    )
    return (
        f'<figure class="kh-plot">{_drawing(counts, years[-MOST_YEARS:], kinds)}<figcaption>'
        f'<div class="kh-plot-title">{escape(_title(records, years))}</div><ul>{legend}</ul>{note}'
        f'<details class="kh-chip"><summary>Xem dạng bảng</summary>{_table(counts, years, kinds)}</details>'
        "</figcaption></figure>"
    )


def _title(records: Sequence[PlanRecord], years: Sequence[int]) -> str:
    schools = len({record.school for record in records if record.school})
    when = f"từ {years[0]} đến {years[-1]}" if len(years) > 1 else f"năm {years[0]}"
    return f"{len(records)} kế hoạch của {schools} trường, {when}"


def _shade(kind: str) -> int:
    return list(KIND_NAMES).index(kind) + 1


def _drawing(counts: Counts, years: Sequence[int], kinds: Sequence[str]) -> str:
    totals = {year: sum(counts[kind, year] for kind in kinds) for year in years}
    highest = max(totals.values())
    width = _LEFT + _STEP * len(years)
    columns = "".join(_column(counts, year, kinds, _LEFT + _STEP * at, highest) for at, year in enumerate(years))
    spoken = "; ".join(f"năm {year}: {totals[year]}" for year in years)
    base = _HEIGHT + 14
    return (
        f'<svg viewBox="0 0 {width} {base + _BOTTOM}" width="{width}" role="img" '
        f'aria-label="Số kế hoạch theo năm: {spoken}">'
        f'<line x1="{_LEFT - 8}" x2="{width}" y1="{base}" y2="{base}" class="kh-axis"/>{columns}</svg>'
    )


def _column(counts: Counts, year: int, kinds: Sequence[str], left: int, highest: int) -> str:
    top, pieces = _HEIGHT + 14.0, []
    for kind in kinds:
        count = counts[kind, year]
        if not count:
            continue
        height = _HEIGHT * count / highest
        top -= height
        pieces.append(
            f'<rect x="{left}" y="{top:.1f}" width="{_COLUMN}" height="{max(height - 1, 1):.1f}" '
            f'class="kh-kind-{_shade(kind)}"><title>{escape(KIND_NAMES[kind])} {year}: {count}</title></rect>'
        )
    middle = left + _COLUMN / 2
    total = sum(counts[kind, year] for kind in kinds)
    return (
        f'{"".join(pieces)}<text x="{middle}" y="{top - 4:.1f}">{total}</text>'
        f'<text x="{middle}" y="{_HEIGHT + 14 + _BOTTOM - 6}">{year}</text>'
    )


def _table(counts: Counts, years: Sequence[int], kinds: Sequence[str]) -> str:
    heads = "".join(f"<th scope='col'>{year}</th>" for year in years)
    rows = "".join(
        f"<tr><th scope='row'>{escape(KIND_NAMES[kind])}</th>"
        + "".join(f"<td class='kh-count'>{counts[kind, year] or ''}</td>" for year in years)
        + "</tr>"
        for kind in kinds
    )
    return f"<table class='kh-table kh-overview'><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"
