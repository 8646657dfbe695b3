"""Sections against the profile of the kind of plan: what is missing, empty, out of order or there twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from assistant.checking.context import Context, trimmed
from assistant.checking.finding import Finding
from assistant.checking.profiles import Expectation, load_roles
from assistant.checking.roles import roles_present
from corpus.plan import Plan, Section
from corpus.text import fold

_SURE: Final = 0.4  # below this a role is a guess, enough to find it present but not to judge its place
_FEW: Final = 3  # precedents below this number say nothing about what is usual
_TITLE_WORDS: Final = 12
_MOST: Final = 0.7  # a role that so large a share of the precedents has is usual


def check_missing(ctx: Context) -> Iterator[Finding]:
    """Yield the roles of the profile, and those usual among precedents, that no section has and no content shows."""
    if not ctx.is_plan or len(_top(ctx.plan)) < 2:
        return
    present = roles_present(ctx.plan)
    named: set[str] = set()
    for expected in ctx.profile.required:
        named.update(expected.roles)
        if not present.intersection(expected.roles):
            sure = not _may_be_unrecognised(ctx.plan, expected.roles) and not _is_rare(ctx, expected.roles)
            yield _missing(ctx, expected, required=sure)
    for expected in (*ctx.profile.recommended, *_usual(ctx.roles_of_precedents)):
        if _is_done_without(ctx, expected.roles):
            continue
        if not present.intersection(expected.roles) and not named.issuperset(expected.roles):
            named.update(expected.roles)
            yield _missing(ctx, expected, required=False)


def _may_be_unrecognised(plan: Plan, roles: Sequence[str]) -> bool:
    """Tell whether a top section of unknown role may be the one expected: in the middle content, at an end anything."""
    top = _top(plan)
    unknown = [section for section in top if section.role is None or section.role_confidence < _SURE]
    if not {"purpose", "implementation"}.issuperset(roles):
        return bool(unknown)
    return top[0] in unknown if "purpose" in roles else top[-1] in unknown


def _is_rare(ctx: Context, roles: Sequence[str]) -> bool:
    """Tell whether most plans of the same kind in the library do without the roles."""
    return len(ctx.precedents) >= _FEW and _having(ctx, roles) < (1 - _MOST) * len(ctx.precedents)


def _is_done_without(ctx: Context, roles: Sequence[str]) -> bool:
    """Tell whether fewer than half of the plans of the same kind in the library have one of the roles."""
    return len(ctx.precedents) >= _FEW and 2 * _having(ctx, roles) < len(ctx.precedents)


def _having(ctx: Context, roles: Sequence[str]) -> int:
    """Return how many precedents have one of the roles."""
    return sum(1 for present in ctx.roles_of_precedents if present.intersection(roles))


def _usual(precedents: Sequence[frozenset[str]]) -> Iterator[Expectation]:
    """Yield the roles that most plans of the same kind in the library contain."""
    if len(precedents) < _FEW:
        return
    counts = Counter(role for present in precedents for role in present)
    for role, count in counts.items():
        if count >= _MOST * len(precedents) and role in load_roles():
            yield Expectation((role,), "Phần lớn kế hoạch cùng loại trong thư viện có mục này.")


def _missing(ctx: Context, expected: Expectation, *, required: bool) -> Finding:
    names = " hoặc ".join(load_roles()[role].name for role in expected.roles)
    place = _place_for(ctx, expected.roles[0])
    return ctx.finding(
        "section.missing",
        "warning" if required and ctx.is_complete else "info",
        f"Không thấy phần {names}.",
        (place, place),
        suggestion=f"Bổ sung phần {names}. {expected.reason}".strip(),
        basis=_basis(ctx, expected.roles),
    )


def _basis(ctx: Context, roles: Sequence[str]) -> str:
    """Return why the role is expected: what the precedents have, where there are enough, and the profile's basis."""
    if len(ctx.precedents) < _FEW:
        return ctx.profile.basis
    return f"{_having(ctx, roles)}/{len(ctx.precedents)} kế hoạch cùng loại có mục này; {ctx.profile.basis}"


def _place_for(ctx: Context, role: str) -> int:
    """Return where a section of `role` belongs: before the first top section of a later role, else at the end."""
    order = tuple(load_roles())
    for section in _top(ctx.plan):
        if section.role in order and order.index(section.role) > order.index(role):
            return section.start
    last = _top(ctx.plan)[-1]
    return trimmed(ctx.text, last.start, last.end)[1]


def check_empty(ctx: Context) -> Iterator[Finding]:
    """Yield headings under which nothing stands."""
    for section in ctx.plan.sections:
        if _is_empty(ctx, section) and _has_filled_siblings(ctx, section):
            yield ctx.finding(
                "section.empty",
                "warning" if section.level == 1 else "info",
                f"Mục “{' '.join(section.title.split())}” không có nội dung.",
                trimmed(ctx.text, section.start, section.body_start),
                suggestion="Viết nội dung cho mục này hoặc bỏ mục.",
                basis=f"Bố cục {ctx.profile.name.lower()}",
            )


def _is_empty(ctx: Context, section: Section) -> bool:
    if section.is_paragraph or section.level > 2 or ctx.plan.children(section) or section.numeral is None:
        return False
    if len(section.title.split()) > _TITLE_WORDS:
        return False  # a sentence, whatever the reader took it for
    is_last = not any(other.start > section.start for other in ctx.plan.sections)
    if is_last and not ctx.is_complete:
        return False  # where an extract ends, its last heading is cut off from its text
    if re.search(r"[:.]\s*\S", ctx.text[section.start : section.body_start].split(section.numeral, 1)[-1][3:]):
        return False  # "Kinh phí: theo quy định" says in the heading what there is to say
    heading = ctx.text[section.start : section.body_start].rstrip()
    return not heading.endswith((".", ";", ",")) and not ctx.text[section.body_start : section.end].strip(" \t\n*_-.")


def _has_filled_siblings(ctx: Context, section: Section) -> bool:
    """Tell whether the sections beside it have text: a list of one-line items is no row of empty sections."""
    siblings = [
        s for s in ctx.plan.sections if s.parent == section.parent and s.level == section.level and s.id != section.id
    ]
    filled = sum(1 for s in siblings if s.end - s.body_start > 40)
    return filled >= 2 or (section.level == 1 and filled >= 1) or (filled >= 1 and filled == len(siblings))


def check_order(ctx: Context) -> Iterator[Finding]:
    """Yield top sections that stand after a section they should precede."""
    sure = [s for s in _top(ctx.plan) if s.role and s.role_confidence >= _SURE]
    roles = [s.role for s in sure]
    for first, second in ctx.profile.before:
        if first in roles and second in roles and roles.index(first) > roles.index(second):
            late = sure[roles.index(first)]
            names = load_roles()
            yield ctx.finding(
                "section.order",
                "warning" if ctx.is_plan else "info",
                f"Phần {names[first].name} đứng sau phần {names[second].name}.",
                trimmed(ctx.text, late.start, late.body_start),
                suggestion=f"Đưa phần {names[first].name} lên trước phần {names[second].name}.",
                basis=f"Bố cục {ctx.profile.name.lower()}: {ctx.profile.basis}",
            )


def check_duplicate_titles(ctx: Context) -> Iterator[Finding]:
    """Yield top sections that bear the title of an earlier top section."""
    ordered = sorted(_top(ctx.plan), key=lambda s: (_title_key(s), s.start))
    for title, group in groupby(ordered, key=_title_key):
        first, *others = group
        for other in others if title else ():
            yield ctx.finding(
                "section.duplicate",
                "warning",
                f"Hai mục {_numeral(first)} và {_numeral(other)} cùng mang tên “{' '.join(other.title.split())}”.",
                trimmed(ctx.text, other.start, other.body_start),
                suggestion="Đặt lại tên cho đúng nội dung từng mục, hoặc gộp hai mục.",
                basis=f"Bố cục {ctx.profile.name.lower()}: mỗi mục lớn một chức năng",
            )


def _numeral(section: Section) -> str:
    return section.numeral or "không số"


def _title_key(section: Section) -> str:
    return " ".join(re.findall(r"\w+", fold(section.title)))


def _top(plan: Plan) -> list[Section]:
    """Return the topmost sections that are headings, not numbered paragraphs."""
    return [s for s in plan.sections if s.parent is None and not s.is_paragraph]
