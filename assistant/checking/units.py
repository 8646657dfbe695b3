"""Bodies and places that no longer exist, or do not exist yet, on the plan's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.finding import Finding, Severity
from assistant.checking.phrases import any_of
from assistant.checking.spelling import spelling
from corpus.law.model import Body
from corpus.text import fold

_FORMER: Final = re.compile(r"\s*\(?(?:cu|truoc day)(?![a-z])")


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place that ceased: any name with a capital after one of `words`."""

    words: tuple[str, ...]
    ceased: date
    successor: str
    basis: str


def check_units(ctx: Context) -> Iterator[Finding]:
    """Yield, once each, the bodies and places named that do not exist on the day."""
    gone = [body for body in ctx.register.bodies if not body.exists(ctx.day) and not _is_place_to_come(ctx, body)]
    if _is_of_a_city(ctx):
        gone = [body for body in gone if all("thanh pho" not in fold(name) for name in body.names)]
    taken: list[tuple[int, int]] = []
    for body in sorted(gone, key=lambda body: -max(map(len, body.names))):
        places: list[tuple[int, int]] = []
        for place in sorted(_mentions(ctx, body), key=lambda place: place[0] - place[1]):  # the longest name first
            present = _is_present(ctx, *place) or _issued_since(ctx, place, body)
            if present and not _overlaps(place, taken + places):
                places.append(place)
        taken += places
        if places:
            yield _finding(ctx, body, places)
    for kind in _place_kinds():
        if ctx.day >= kind.ceased:
            yield from _places(ctx, kind, taken)


def _is_of_a_city(ctx: Context) -> bool:
    """Tell whether the plan comes from a department, or a school under one, of a city ranking as a province."""
    header = ctx.plan.header
    offices = [fold(name) for name in (header.school, header.superior) if name]
    return any(name.startswith("so ") and "thanh pho" in name for name in offices)


def _is_place_to_come(ctx: Context, body: Body) -> bool:
    """Tell whether it is a place yet to be founded: plans speak of founding it long before."""
    return body.kind == "place" and body.began is not None and ctx.day < body.began


def _mentions(ctx: Context, body: Body) -> Iterator[tuple[int, int]]:
    for name in body.names:
        for match in _pattern(name).finditer(ctx.folded):
            after = ctx.after(match.end(), 40).lstrip()
            excepted = any(after.startswith(fold(exception)) for exception in body.exceptions)
            if not excepted and (
                not ctx.is_legible or spelling(match.group() and ctx.text[slice(*match.span())]) == spelling(name)
            ):
                yield match.span()


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = re.escape(fold(name)).replace(r"\ ", r"\s+").replace(r"\-", r"\s*-\s*").replace(r"\&", r"\s*(?:&|va)\s*")
    return re.compile(rf"(?<![a-z0-9]){words}(?![a-z0-9])")


def _overlaps(place: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in taken)


def _is_present(ctx: Context, start: int, end: int) -> bool:
    """Tell whether the body is spoken of as existing: not as the issuer of an older document, nor as a former one."""
    if ctx.citation_at(start, end) or _FORMER.match(ctx.folded, end):
        return False
    sentence = ctx.sentence_at(start)
    cited_before = any(sentence.start <= c.start and c.end <= start and start - c.end < 40 for c in ctx.plan.citations)
    return not cited_before and any_of("past").search(sentence.of(ctx.folded)) is None


def _issued_since(ctx: Context, place: tuple[int, int], body: Body) -> bool:
    """Tell whether the body is named as the issuer of a document dated after its end."""
    citation = ctx.citation_at(*place)
    if citation is None or citation.date is None or body.ceased is None or citation.date <= body.ceased:
        return False
    number = citation.number_span
    return number is None or not number.start <= place[0] < number.end


def _finding(ctx: Context, body: Body, places: list[tuple[int, int]]) -> Finding:
    start, end = min(places)
    name, more = " ".join(ctx.text[start:end].split()), len(places) - 1
    again = f" Còn nhắc ở {more} chỗ khác." if more else ""
    if body.began is not None and ctx.day < body.began:
        return ctx.finding(
            "unit.abolished",
            "warning",
            f"Ngày {day_vi(ctx.day)} chưa có {name} (có từ {day_vi(body.began)}).{again}",
            (start, end),
            suggestion="Ghi cơ quan có vào ngày ký kế hoạch.",
            basis=_basis(body),
        )
    severity: Severity = "error" if body.confidence == "high" and ctx.is_exact else "warning"
    since = f" từ ngày {day_vi(body.ceased)}" if body.ceased else ""
    return ctx.finding(
        "unit.abolished",
        severity if body.confidence != "low" else "info",
        f"{name} không còn{since}.{again}",
        (start, end),
        suggestion=f"Thay bằng {body.successor}." if body.successor else None,
        basis=_basis(body),
    )


def _basis(body: Body) -> str:
    return f"Sổ cơ quan, địa danh: {body.names[0]}" + (f", theo {', '.join(body.basis)}" if body.basis else "")


@cache
def _place_kinds() -> tuple[PlaceKind, ...]:
    entries = load_yaml(FOLDER / "units.yaml")
    return tuple(PlaceKind(tuple(e["words"]), e["ceased"], e["successor"], e["basis"]) for e in entries)


def _places(ctx: Context, kind: PlaceKind, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Yield the first place of this kind that the plan names, with how many more there are."""
    words = "|".join(re.escape(word) for word in kind.words)
    named = re.compile(rf"(?<!\w)(?i:{words})\s+(?=[^\W\d_])[^\W_]+(?:[ -][^\W\d_]+)?")
    places = [
        match.span()
        for match in named.finditer(ctx.text)
        if ctx.text[match.start() : match.end()].split()[-1][:1].isupper()
        and not _overlaps(match.span(), taken)
        and _is_present(ctx, *match.span())
    ]
    if ctx.is_legible and places:
        start, end = places[0]
        more = f" Còn nhắc ở {len(places) - 1} chỗ khác." if len(places) > 1 else ""
        yield ctx.finding(
            "unit.abolished",
            "warning",
            f"Từ ngày {day_vi(kind.ceased)} không còn {' '.join(ctx.text[start:end].split())}.{more}",
            (start, end),
            suggestion=f"Ghi theo {kind.successor}.",
            basis=kind.basis,
        )
