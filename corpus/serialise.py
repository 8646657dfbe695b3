"""Plans as JSON: `plan_to_json` for other programs (the contract of ``kehoach parse``), records for our own store.

A record is lossless: ``plan_from_record(plan_to_record(plan)) == plan``. Its version rises when a stored plan could no
longer be read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from corpus.errors import InputError
from corpus.plan import Anniversary, Citation, Header, Plan, Section

RECORD_VERSION: Final = 1


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return `plan` as the value that ``kehoach parse --json`` prints. Offsets count in ``text``; dates are ISO."""
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


def _header(header: Header) -> dict[str, Any]:
    return {
        "superior": header.superior,
        "school": header.school,
        "number": header.number,
        "place": header.place,
        "date": _iso(header.date),
        "title": header.title,
        "kind": header.kind,
        "school_year": header.school_year,
        "years": list(header.years),
        "signer": header.signer,
        "signer_title": header.signer_title,
        "recipients": list(header.recipients),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "numeral": section.numeral,
        "level": section.level,
        "title": section.title,
        "role": section.role,
        "start": section.start,
        "end": section.end,
        "page": section.page,
    }


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """Return one citation in the contract's form."""
    return {
        "text": citation.text,
        "start": citation.start,
        "end": citation.end,
        "type": citation.type,
        "number": citation.number,
        "date": _iso(citation.date),
        "issuer": citation.issuer,
        "in_legal_basis": citation.in_legal_basis,
        "register_id": citation.register_id,
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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plan_to_record(plan: Plan) -> dict[str, Any]:
    """Return all of `plan` as values that JSON can hold."""
    return {"version": RECORD_VERSION, "plan": _packed(plan)}


def plan_from_record(record: Mapping[str, Any]) -> Plan:
    """Return the plan that `record` holds.

    Raises `InputError` when the record was written by a version of the program whose records this one cannot read.
    """
    if record.get("version") != RECORD_VERSION:
        raise InputError("Bản ghi kế hoạch trong thư viện thuộc phiên bản khác của chương trình; hãy thêm lại tệp gốc.")
    plan = _unpacked(Plan, record["plan"])
    assert isinstance(plan, Plan)
    return plan


def _packed(value: Any) -> Any:
    """Return `value` as JSON: of a data class the fields that are not at their default; days as ISO."""
    if is_dataclass(value):
        named = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _packed(own) for field, own in named if own != _default(field)}
    if isinstance(value, tuple):
        return [_packed(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _default(field: Field[Any]) -> Any:
    """Return the default of `field`, or ``MISSING``."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def _unpacked(kind: Any, value: Any) -> Any:
    """Return the value of type `kind` that was packed as `value`; a field that is not there has its default."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return _unpacked(next(arm for arm in get_args(kind) if arm is not NoneType), value)
    if origin is tuple:
        arms = get_args(kind)
        items = arms[:1] * len(value) if arms[-1] is Ellipsis else arms
        return tuple(_unpacked(arm, item) for arm, item in zip(items, value, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        known = _field_types(kind)
        return kind(**{name: _unpacked(known[name], own) for name, own in value.items() if name in known})
    return date.fromisoformat(value) if kind is date else value


@cache
def _field_types(kind: type) -> dict[str, Any]:
    """Return the types of the fields of the data class `kind`, by name."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
