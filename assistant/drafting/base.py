"""Which plan, and which section of it, a draft is carried forward from.

The school's own latest plan of the kind asked for comes first, then the most similar of other schools. A section is
found by its numeral in the base, else by its role: section III of one plan may be IV of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.drafting.carry import bare_name
from assistant.drafting.draft import Request
from assistant.drafting.legal_forms import lower_first
from assistant.drafting.titles import roles_named
from assistant.drafting.understand import ROMAN, school_level, times, understand
from assistant.drafting.vocabulary import alternation
from corpus.errors import InputError
from corpus.kinds import label_of
from corpus.plan import Plan, Section
from corpus.text import fold, fold_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records import PlanRecord
    from assistant.settings import SchoolProfile
    from corpus.law.register import Register

#: How many plans are opened at most to see whether they have the section asked for.
_OPENED = 6


class Precedents(Protocol):
    """What drafting asks of the library."""

    def list(self) -> list[PlanRecord]:
        """Return the records of all plans."""

    def plan(self, plan_id: str) -> Plan:
        """Return one plan."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan that could be the base, with the sections of it that answer the request (none for a whole plan)."""

    plan_id: str
    title: str
    plan: Plan
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The base that was taken, the runners-up, and what to tell the user about the choice."""

    base: Candidate
    others: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One short question with its choices, for a request that can be taken in more than one way."""

    text: str
    choices: tuple[str, ...]


def choose_base(
    request: Request,
    *,
    library: Precedents,
    school: SchoolProfile,
    register: Register,
    today: date,
    base: str | Plan | None = None,
) -> Choice:
    """Return the base for `request`; raises `InputError` when the library has none that answers it."""
    if base is not None:
        plan, plan_id = _given(base, library, register)
        return _with_sections(Candidate(plan_id, _title(plan), plan), request, ())
    records = library.list()
    if not records:
        raise InputError(
            "Thư viện chưa có kế hoạch nào để dựa vào; hãy thêm kế hoạch cũ ở thẻ Thư viện, hoặc bằng `kehoach add`."
        )
    named = _named(request.base, records, today) if request.base else []
    if request.base and not named:
        raise InputError(
            f"Không thấy kế hoạch nào khớp với {request.base!r} trong thư viện; "
            "xem danh sách ở thẻ Thư viện, hoặc bằng `kehoach list`."
        )
    ranked = sorted(named or records, key=lambda record: _rank(record, request, school), reverse=True)
    return _best(ranked, request, library)


def question_about(request: Request, choice: Choice) -> Question | None:
    """Return what should be asked first, where more than one section or base fits equally well; else ``None``."""
    sections = choice.base.sections
    if len(sections) > 1:
        return Question("Thầy, cô muốn viết phần nào?", tuple(_label(section) for section in sections))
    if (
        request.section is None
        and request.role is None
        and request.kind is None
        and request.base is None
        and len(choice.others) > 1
    ):
        kinds = {candidate.plan.header.kind for candidate in (choice.base, *choice.others)}
        if len(kinds) > 1:
            return Question(
                "Thầy, cô muốn lập theo kế hoạch nào?", tuple(c.title for c in (choice.base, *choice.others))[:4]
            )
    return None


def find_sections(plan: Plan, request: Request) -> tuple[Section, ...]:
    """Return the sections of `plan` that `request` can mean, the likeliest first; none for the whole plan."""
    found: tuple[Section, ...] = ()
    if request.section:
        found = _by_numeral(plan, request.section)
    if not found and request.role:
        found = _by_role(plan, request.role)
    return _for_audience(plan, found, request.audience)


# -- a base that was named -------------------------------------------------------------------------------------------


def _given(base: str | Plan, library: Precedents, register: Register) -> tuple[Plan, str]:
    if isinstance(base, Plan):
        return base, base.reading.name
    if Path(base).is_file():
        return _read(base, register), Path(base).name
    return library.plan(base), base


def _read(path: str, register: Register) -> Plan:
    from corpus.parsing import parse
    from corpus.reading import read

    return parse(read(Path(path)), register=register)


def _named(name: str, records: Sequence[PlanRecord], today: date) -> list[PlanRecord]:
    """Return the records that a user's words name: an id, a number, a school, a year."""
    exact = [
        record
        for record in records
        if record.plan_id == name or (record.number and fold_key(record.number) in fold_key(name))
    ]
    if exact:
        return exact
    asked = understand(f"cho {name}", today=today)
    words = re.sub(alternation(times()), " ", fold_key(name))
    words = re.sub(r"\b(?:cua|ke hoach|nam hoc|nam|ban|so|20\d\d(?:\s*-\s*20\d\d)?)\b", " ", words)
    key = bare_name(" ".join(words.split())).strip(" -,.")
    found = [record for record in records if not key or _school_matches(key, record)]
    if asked.school_year:
        return [record for record in found if record.school_year == asked.school_year]
    return [record for record in found if asked.year is None or asked.year in (record.year, *record.years)]


def names_school(name: str, school: str | None) -> bool:
    """Tell whether a user's folded words name `school`: whole, or by a part of its name."""
    key, own = bare_name(name), bare_name(school or "")
    return bool(own) and (key in own or own in key or set(key.split()) <= set(own.split()))


def _school_matches(key: str, record: PlanRecord) -> bool:
    school = bare_name(record.school or "")
    return bool(school) and (
        key in school or school in key or set(key.split()) <= set(f"{school} {fold_key(record.title or '')}".split())
    )


# -- ranking ---------------------------------------------------------------------------------------------------------


def _rank(record: PlanRecord, request: Request, school: SchoolProfile) -> tuple[bool, ...] | tuple[object, ...]:
    asked = int(request.school_year[:4]) if request.school_year else request.year
    earlier = asked is None or (record.year is not None and record.year < asked)
    own = bool(school.name and record.school and bare_name(record.school) == bare_name(school.name))
    level = school_level(request.audience or "") or school.level
    return (
        earlier,
        not request.kind or record.kind == request.kind,
        own,
        not record.sample,
        record.diacritics == "full",
        not level or school_level(record.school or "") == level,
        bool(record.school_year) == bool(request.school_year),
        record.day or "",
    )


def _best(ranked: Sequence[PlanRecord], request: Request, library: Precedents) -> Choice:
    """Return the first of the ranked plans that has the section asked for."""
    opened = [
        Candidate(record.plan_id, record.title or record.file, library.plan(record.plan_id))
        for record in ranked[:_OPENED]
    ]
    fitting = [
        Candidate(candidate.plan_id, candidate.title, candidate.plan, sections)
        for candidate in opened
        if (sections := find_sections(candidate.plan, request)) or not (request.section or request.role)
    ]
    if not fitting:
        return _with_sections(opened[0], request, tuple(opened[1:]))
    return _with_sections(fitting[0], request, tuple(fitting[1:]), _notes(opened[0], fitting[0], request))


def _notes(first: Candidate, taken: Candidate, request: Request) -> tuple[str, ...]:
    """Return what is to be said where the plan taken is not the first in line, or not of the kind asked for."""
    if request.kind and taken.plan.header.kind != request.kind:
        kind = lower_first(label_of(request.kind))
        wanted = f"{kind} có phần được hỏi" if request.section or request.role else kind
        return (f"Thư viện chưa có {wanted}, nên lấy theo “{taken.title}”, là kế hoạch loại khác.",)
    if taken.plan_id != first.plan_id:
        return (f"“{first.title}” không có phần được hỏi nên lấy theo “{taken.title}”.",)
    return ()


def _with_sections(
    candidate: Candidate, request: Request, others: tuple[Candidate, ...], notes: tuple[str, ...] = ()
) -> Choice:
    wants_part = bool(request.section or request.role)
    sections = find_sections(candidate.plan, request)
    if wants_part and not sections:
        asked = f"mục {request.section}" if request.section else "phần được hỏi"
        titles = "; ".join(_label(section) for section in candidate.plan.sections if section.parent is None)
        raise InputError(
            f"“{candidate.title}” không có {asked}. Các mục của kế hoạch này: {titles or 'không nhận ra mục nào'}."
        )
    if len(sections) > 1:
        notes = (*notes, f"Lấy {_label(sections[0])}; cũng có thể là {', '.join(_label(s) for s in sections[1:4])}.")
    if candidate.plan.quality.diacritics != "full":
        notes = (*notes, "Kế hoạch gốc là bản quét mất dấu: chữ giữ như nhận dạng được, cần gõ lại dấu trước khi dùng.")
    return Choice(Candidate(candidate.plan_id, candidate.title, candidate.plan, sections), others, notes)


# -- sections --------------------------------------------------------------------------------------------------------


def _by_numeral(plan: Plan, asked: str) -> tuple[Section, ...]:
    key = fold(asked)
    same = plan.section(asked)
    exact = [same] if same else [s for s in plan.sections if fold(s.id).split("~")[0] == key]
    if exact:
        return tuple(sorted(exact, key=lambda section: section.id))
    head, _, rest = key.partition(".")
    arabic = str(ROMAN.index(head.upper())) if head.upper() in ROMAN[1:] else head
    other = [section for section in plan.sections if fold(section.id) == ".".join(filter(None, (arabic, rest)))]
    if other:
        return tuple(other)
    if rest:
        return ()
    return tuple(section for section in plan.sections if section.level == 2 and fold(section.numeral or "") == arabic)


def _by_role(plan: Plan, role: str) -> tuple[Section, ...]:
    """Return the outermost sections of `role`, the surest first."""
    found = [section for section in plan.sections if section.role == role and not section.is_paragraph]
    if not found:
        found = [section for section in plan.sections if section.level == 1 and role in roles_named(section.title)]
    top = min((section.level for section in found), default=1)
    ranked = sorted(
        (section for section in found if section.level == top), key=lambda s: (-round(s.role_confidence, 1), s.start)
    )
    return tuple(ranked)


def _for_audience(plan: Plan, sections: tuple[Section, ...], audience: str | None) -> tuple[Section, ...]:
    """Return the subsections about `audience` where a section has any, else the sections themselves."""
    if not audience or not sections or school_level(audience):
        return sections
    key = fold_key(audience)
    inner = [
        section
        for section in plan.sections
        if key in fold_key(section.title) and any(outer.start <= section.start < outer.end for outer in sections)
    ]
    return (inner[0],) if inner else sections


def _label(section: Section) -> str:
    return f"{section.id.split('~')[0]}. {section.title}" if section.numeral else section.title


def _title(plan: Plan) -> str:
    return plan.header.title or plan.reading.name
