"""What must hold of entries of the register, shipped or the office's own; each fault is one Vietnamese sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, get_args

from corpus.law.model import Confidence, LastKnown
from corpus.law.numbers import canonical_number, split_number
from corpus.law.records import DATE_FIELDS, FIELDS, LIST_FIELDS, REFERENCE_FIELDS, TEXT_FIELDS

MAX_ENTRIES: Final = 5_000
MAX_TEXT: Final = 4_000  # characters of one value
# Laws wait long for their first day (Luật Thi đua, khen thưởng 2022: a year and a half), none waits longer than this.
_MAX_YEARS_TO_EFFECT: Final = 4
OWN_FIELDS: Final = FIELDS | {"replaces", "amends"}  # what an entry of the office may say on top of the shipped fields
_CHOICES: Final = {"status": get_args(LastKnown), "confidence": get_args(Confidence)}
_NAMES: Final = {"issued": "ban hành", "effective": "có hiệu lực", "lapsed": "hết hiệu lực"}


def shape_problems(entries: object, fields: Collection[str] = OWN_FIELDS) -> list[str]:
    """Return what is wrong with the form of `entries`: not a list, unknown fields, values of the wrong kind."""
    if not isinstance(entries, list):
        return ["Tệp phải có mục «documents» là một danh sách văn bản."]
    if len(entries) > MAX_ENTRIES:
        return [f"Tệp có {len(entries)} văn bản, nhiều hơn giới hạn {MAX_ENTRIES}; hãy chia thành nhiều tệp."]
    problems: list[str] = []
    for position, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            problems.append(f"Văn bản thứ {position} phải là một nhóm «trường: giá trị».")
            continue
        name = _name(entry, position)
        problems += [f"{name}: {problem}" for problem in _entry_problems(entry, fields)]
    return problems


def life_problems(records: Sequence[Mapping[str, Any]], known: Collection[str] = ()) -> list[str]:
    """Return the contradictions among completed `records`: impossible dates, cycles, references to nothing.

    `known` are ids of further documents that may be referred to.
    """
    problems: list[str] = []
    by_id = {record["id"]: record for record in records}
    for identifier, count in Counter(record["id"] for record in records).items():
        if count > 1:
            problems.append(f"{identifier}: có {count} mục cùng mã; hãy đặt «id» riêng, ví dụ «số@ngày ban hành».")
    for record in records:
        problems += [f"{record['id']}: {problem}" for problem in _date_problems(record)]
        for field in (*REFERENCE_FIELDS, "replaces", "amends"):
            for other in record.get(field, ()):
                problems += [f"{record['id']}: {p}" for p in _reference_problems(record, field, other, by_id, known)]
    problems += [f"Vòng lặp thay thế: {' → '.join(cycle)}." for cycle in _cycles(by_id)]
    return problems


def _name(entry: Mapping[str, Any], position: int) -> str:
    number = entry.get("id") or entry.get("number")
    return str(number)[:80] if number else f"Văn bản thứ {position}"


def _entry_problems(entry: Mapping[Any, Any], fields: Collection[str]) -> Iterable[str]:
    for field in entry:
        if field not in fields:
            yield f"trường «{str(field)[:60]}» không có; các trường dùng được: {', '.join(sorted(fields))}."
    number = entry.get("number")
    if not isinstance(number, str) or split_number(number) is None:
        yield f"«number» phải là số, ký hiệu văn bản, ví dụ «22/2020/TT-BGDĐT» (đang là {str(number)[:60]!r})."
    for field in TEXT_FIELDS:
        value = entry.get(field)
        if value is not None and (not isinstance(value, str) or len(value) > MAX_TEXT):
            yield f"«{field}» phải là chữ, không quá {MAX_TEXT} ký tự."
    for field in DATE_FIELDS:
        if entry.get(field) is not None and _day(entry[field]) is None:
            yield f"«{field}» phải là ngày dạng 2025-07-01 (đang là {str(entry[field])[:40]!r})."
    for field in (*LIST_FIELDS, "replaces", "amends"):
        if entry.get(field) is not None and not _is_texts(entry[field]):
            yield f"«{field}» phải là danh sách chữ, ví dụ [98/2023/NĐ-CP]."
    for field, choices in _CHOICES.items():
        if entry.get(field) is not None and entry[field] not in choices:
            yield f"«{field}» phải là một trong: {', '.join(choices)}."
    if entry.get("period") is not None and not _is_period(entry["period"]):
        yield "«period» phải là hai năm, năm đầu trước, ví dụ [2021, 2030]."
    if _is_texts(entry.get("unverified")):
        unknown = sorted(set(entry["unverified"]) - FIELDS)
        if unknown:
            yield f"«unverified» nêu trường không có: {', '.join(unknown)[:80]}."


def _date_problems(record: Mapping[str, Any]) -> Iterable[str]:
    """Return dates of one record that cannot all be true; a field marked as unverified may be wrong."""
    issued, effective, lapsed = (_day(record.get(name)) for name in ("issued", "effective", "lapsed"))
    unsure = set(record.get("unverified", ()))
    for earlier, later in (("issued", "effective"), ("effective", "lapsed"), ("issued", "lapsed")):
        first, second = _day(record.get(earlier)), _day(record.get(later))
        if first and second and second < first and not {earlier, later} & unsure:
            yield (
                f"ngày {_NAMES[later]} {second:%d/%m/%Y} trước ngày {_NAMES[earlier]} {first:%d/%m/%Y}; "
                "sửa lại, hoặc ghi trường chưa chắc vào «unverified»."
            )
    if effective and lapsed and effective == lapsed and "lapsed" not in unsure:
        yield f"ngày hết hiệu lực trùng ngày có hiệu lực {effective:%d/%m/%Y}."
    late = issued is not None and effective is not None and effective.year - issued.year > _MAX_YEARS_TO_EFFECT
    if late and not {"issued", "effective"} & unsure:
        yield f"có hiệu lực quá {_MAX_YEARS_TO_EFFECT} năm sau khi ban hành; kiểm tra lại hai ngày."
    parts = split_number(record["number"])
    if issued and parts and parts.year and parts.year != issued.year and "issued" not in unsure:
        yield f"năm trong số hiệu ({parts.year}) khác năm ban hành ({issued.year})."
    known_to = _day(record.get("known_to"))
    if record.get("status") in ("in-force", "amended") and lapsed and known_to and lapsed <= known_to:
        yield "«status» ghi còn hiệu lực nhưng ngày hết hiệu lực đã qua."


def _reference_problems(
    record: Mapping[str, Any], field: str, other: str, by_id: Mapping[str, Mapping[str, Any]], known: Collection[str]
) -> Iterable[str]:
    if other == record["id"]:
        yield f"«{field}» nêu chính văn bản này."
    elif other not in by_id and other not in known:
        yield f"«{field}» nêu {other[:80]}, văn bản không có trong sổ; thêm văn bản ấy hoặc sửa số hiệu."
    elif field in ("replaced_by", "successors"):
        first, second = _day(record.get("issued")), _day(by_id.get(other, {}).get("issued"))
        unsure = "issued" in record.get("unverified", ()) or "issued" in by_id.get(other, {}).get("unverified", ())
        if first and second and second < first and not unsure:
            yield f"«{field}» nêu {other}, văn bản ban hành trước nó."


def _cycles(by_id: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return the cycles in "replaced by", each once, as the ids on the way round."""
    done: set[str] = set()
    cycles: list[list[str]] = []
    for start in by_id:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            current, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(current)
            elif current in path:
                cycles.append([*path[path.index(current) :], current])
            elif current not in done:
                path.append(current)
                stack.append((current, True))
                followers = by_id.get(current, {}).get("replaced_by", ())
                stack.extend((canonical_reference(i), False) for i in followers if i != current)
    return cycles


def canonical_reference(text: str) -> str:
    """Return a reference to another document as an id: the number canonical, what follows "@" as it is."""
    number, mark, rest = text.partition("@")
    return canonical_number(number) + mark + rest


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and len(item) <= MAX_TEXT for item in value)


def _is_period(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(year) is int and 1900 <= year <= 2200 for year in value)
        and value[0] <= value[1]
    )
