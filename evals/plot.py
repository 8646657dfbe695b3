"""Growth drawn as a plain SVG file: logarithmic both ways, one line a measure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 760, 420, 60, 20, 50, 230
COLOURS = ("#1f5fa8", "#5aa0d8", "#b3541e", "#4c7a34")


def growth_svg(results: Mapping[int, Mapping[str, float]], measures: Sequence[str], unit: str) -> str:
    """Return a drawing of the `measures` of `results`, which are by size counted in `unit`."""
    sizes = sorted(results)
    values = [results[size][name] for size in sizes for name in measures if results[size][name] > 0]
    across = _scale(sizes, LEFT, WIDTH - RIGHT)
    up = _scale(values, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        "<style>text { font-size: 12px }</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in _powers(values):
        parts.append(_line([(LEFT, up(power)), (WIDTH - RIGHT, up(power))], "#dddddd"))
        parts.append(_text(LEFT - 6, up(power) + 4, f"{power:g}", "end"))
    parts += [_text(across(size), HEIGHT - BOTTOM + 18, f"{size:,}", "middle") for size in sizes]
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, unit, "middle"))
    for number, name in enumerate(measures):
        colour = COLOURS[number % len(COLOURS)]
        points = [(across(size), up(results[size][name])) for size in sizes]
        parts.append(_line(points, colour, 2))
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        row = TOP + 14 + 20 * number
        parts.append(_line([(WIDTH - RIGHT + 15, row - 4), (WIDTH - RIGHT + 35, row - 4)], colour, 2))
        parts.append(_text(WIDTH - RIGHT + 42, row, name, "start"))
    return "\n".join([*parts, "</svg>", ""])


def _scale(values: Sequence[float], low: float, high: float) -> Callable[[float], float]:
    """Return where a value falls between `low` and `high`, the powers of ten that enclose `values`."""
    powers = _powers(values)
    start, end = math.log10(powers[0]), math.log10(powers[-1])

    def place(value: float) -> float:
        return low + (math.log10(max(value, powers[0])) - start) / (end - start) * (high - low)

    return place


def _powers(values: Sequence[float]) -> list[float]:
    """Return the powers of ten that enclose `values`."""
    least, most = (math.log10(bound) for bound in (min(values), max(values)))
    return [10.0**power for power in range(math.floor(least), max(math.ceil(most), math.floor(least) + 1) + 1)]


def _line(points: Sequence[tuple[float, float]], colour: str, width: int = 1) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
