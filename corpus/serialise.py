"""A plan as JSON: `plan_to_json` for other programs, `plan_to_record` for the store, without loss."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from corpus.plan import Anniversary, Citation, Header, Plan, Section

#: Raised by one whenever the types of `corpus.plan` change in a way that `plan_from_record` cannot read.
RECORD_VERSION = 1


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return what was understood of `plan`, in the form of the command line's ``parse``."""
    quality = plan.quality
    return {
        "file": plan.reading.name,
        "text": plan.text,
        "quality": {
            "diacritics": quality.diacritics,
            "source": quality.source,
            "pages": quality.pages,
            "warnings": list(quality.warnings),
        },
        "header": _header(plan.header),
        "sections": [_section(section) for section in plan.sections],
        "citations": [citation_to_json(citation) for citation in plan.citations],
        "anniversaries": [_anniversary(anniversary) for anniversary in plan.anniversaries],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _header(header: Header) -> dict[str, Any]:
    names = ("superior", "school", "number", "place", "title", "kind", "school_year", "signer", "signer_title")
    return {
        **{name: getattr(header, name) for name in names},
        "date": _iso(header.date),
        "years": list(header.years),
        "recipients": list(header.recipients),
    }


def _section(section: Section) -> dict[str, Any]:
    names = ("id", "numeral", "level", "title", "role", "start", "end", "page")
    return {name: getattr(section, name) for name in names}


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """Return one citation in the form of the command line's ``parse``."""
    names = ("text", "start", "end", "type", "number", "issuer", "subject", "in_legal_basis", "register_id")
    return {
        **{name: getattr(citation, name) for name in names},
        "date": _iso(citation.date),
        "candidates": list(citation.candidates),
    }


def _anniversary(anniversary: Anniversary) -> dict[str, Any]:
    return {
        "text": anniversary.text,
        "start": anniversary.start,
        "end": anniversary.end,
        "claimed": anniversary.claimed,
        "from": _iso(anniversary.from_),
        "to": _iso(anniversary.to),
        "actual": anniversary.actual,
    }


def plan_to_record(plan: Plan) -> dict[str, Any]:
    """Return `plan` whole as JSON types, with the version of its form."""
    return {"version": RECORD_VERSION, "plan": _pack(plan)}


def plan_from_record(record: dict[str, Any]) -> Plan:
    """Return the plan that `plan_to_record` packed; raises ValueError for another version's form."""
    if record.get("version") != RECORD_VERSION:
        raise ValueError(f"plan record of version {record.get('version')!r}, expected {RECORD_VERSION}")
    plan = _unpack(Plan, record["plan"])
    assert isinstance(plan, Plan)
    return plan


def _pack(value: Any) -> Any:
    if is_dataclass(value):
        return [_pack(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_pack(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _field_types(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def _unpack(kind: Any, value: Any) -> Any:
    """Build a value of the annotated type `kind` from what `_pack` made of it."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value is None else _unpack(next(t for t in get_args(kind) if t is not NoneType), value)
    if origin is Literal or kind in (str, int, float, bool):
        return value
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_unpack(inner[0], item) for item in value)
        return tuple(_unpack(part, item) for part, item in zip(inner, value, strict=True))
    if kind is date:
        return date.fromisoformat(value)
    return kind(**{name: _unpack(t, item) for (name, t), item in zip(_field_types(kind), value, strict=True)})
