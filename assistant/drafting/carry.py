"""What a roll-forward rule is given: the precedent, the move, the law, and the school that the draft is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.checking.finding import Finding
from assistant.drafting.edits import Edit
from assistant.drafting.school_names import without_inner_body
from assistant.drafting.target import Target
from assistant.drafting.understand import school_level
from corpus.plan import Plan, Span
from corpus.text import fold, fold_key

if TYPE_CHECKING:
    from assistant.settings import SchoolProfile
    from corpus.law.register import Register


@dataclass(frozen=True, slots=True)
class Carry:
    """One precedent being carried forward. Offsets are in ``plan.text``; `folded` has the same length.

    `own` tells that the base is the user's own school's (or that no school is set, and the base's is kept). `findings`
    are those of the base's own check.
    """

    plan: Plan
    target: Target
    register: Register
    school: SchoolProfile
    own: bool
    level: str | None = None
    findings: tuple[Finding, ...] = ()
    folded: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The precedent's text."""
        return self.plan.text

    def sentence(self, offset: int) -> Span:
        """Return the sentence or item around `offset`: up to a full stop, a semicolon, a bullet or a blank line."""
        begin = max((m.end() for m in _SENTENCE_END.finditer(self.folded, max(0, offset - 600), offset)), default=-1)
        end = _SENTENCE_END.search(self.folded, offset)
        return Span(
            begin if begin >= 0 else max(0, offset - 600), end.start() if end else min(len(self.folded), offset + 600)
        )

    def says(self, span: Span, pattern: re.Pattern[str]) -> bool:
        """Tell whether the folded text of `span` matches `pattern` anywhere."""
        return pattern.search(self.folded, span.start, span.end) is not None


Rule = Callable[[Carry, Span], Iterator[Edit]]

_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n\s*\n|\n(?=\s*(?:[-+*•]|[a-z0-9]{1,4}[.)])\s)")


def carry_for(
    plan: Plan, target: Target, register: Register, school: SchoolProfile, audience: str | None = None
) -> Carry:
    """Return what the rules need to carry `plan` to `target` for `school`."""
    level = (school_level(audience) if audience else None) or school.level or school_level(school.name or "")
    return Carry(
        plan=plan,
        target=target,
        register=register,
        school=school,
        own=is_own(plan, school),
        level=level or school_level(plan.header.school or ""),
        folded=fold(plan.text),
    )


def is_own(plan: Plan, school: SchoolProfile) -> bool:
    """Tell whether `plan` is the school's own; without a school's name set, every base is taken for the user's own."""
    if not school.name:
        return True
    return plan.header.school is not None and bare_name(plan.header.school) == bare_name(school.name)


def bare_name(name: str) -> str:
    """Return a school's name as a key: without "trường", its kind abbreviated ("thcs xuan son")."""
    key = re.sub(r"^(?:truong|cac truong)\s+", "", without_inner_body(fold_key(name)))
    for full, short in _KINDS:
        key = re.sub(rf"^{full}\b", short, key)
    return key


_KINDS = (
    ("trung hoc co so", "thcs"),
    ("trung hoc pho thong", "thpt"),
    ("tieu hoc", "th"),
    ("mam non", "mn"),
    ("mau giao", "mg"),
)
