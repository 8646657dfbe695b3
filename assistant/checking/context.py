"""What every check is given: the plan, the day it is judged as of, what is known of the law, the kind, the school."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from assistant.checking.finding import Finding, Fix, Severity
from corpus.plan import Citation, Plan, Span
from corpus.text import fold

if TYPE_CHECKING:
    from assistant.checking.layout import Layout
    from assistant.checking.profiles import Profile
    from assistant.settings import SchoolProfile
    from corpus.law.register import Register

# A sentence or list item ends at a full stop, semicolon, question or exclamation mark before white space, at a blank
# line, and where the next line opens an item; a soft line break inside a paragraph ends nothing.
_BREAK: Final = re.compile(
    r"(?<![0-9])(?<!tp)(?<!ths)\.(?=\s)|[;!?](?=\s)|[.:](?=\s*\n)|\n\s*\n"
    r"|\n(?=\s*(?:[-+*•]|(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})\s?[.)/]\s))"
)


class Placed(Protocol):
    """Anything that stands somewhere in the text: a span, a section, a citation, a date."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True)
class Context:
    """One plan under check. `day` is the day the law and the bodies are judged as of.

    `precedents` are other plans of the same kind from the school's library; `layout` is what Word really formats, when
    the file is Word; `school` is the user's own profile.
    """

    plan: Plan
    day: date
    register: Register
    profile: Profile
    precedents: tuple[Plan, ...] = ()
    layout: Layout | None = None
    school: SchoolProfile | None = None

    @cached_property
    def folded(self) -> str:
        """The text folded for matching; offsets agree with `text`."""
        return fold(self.text)

    @property
    def text(self) -> str:
        """The plan's text."""
        return self.plan.text

    @cached_property
    def roles_of_precedents(self) -> tuple[frozenset[str], ...]:
        """The roles that each precedent holds."""
        from assistant.checking.roles import roles_present

        return tuple(frozenset(roles_present(plan)) for plan in self.precedents)

    @property
    def is_legible(self) -> bool:
        """Tell whether the text has its diacritics, so that its spelling can be judged."""
        return self.plan.quality.diacritics == "full"

    @property
    def is_exact(self) -> bool:
        """Tell whether what stands in the text is what its author typed: not the work of a recogniser."""
        return self.is_legible and self.plan.quality.source == "text"

    @cached_property
    def is_complete(self) -> bool:
        """Tell whether the text holds a whole plan, signature or recipients included, and not an extract."""
        header, tail = self.plan.header, self.folded[-1500:]
        closed = any(mark in tail for mark in ("./.", "noi nhan", "luu: vt", "luu vt"))
        return closed or header.signer is not None or bool(header.recipients)

    @cached_property
    def is_plan(self) -> bool:
        """Tell whether the document is a plan, and not a decision, a letter or a set of criteria."""
        kind = self.plan.header.document_type
        return kind is None or "ke hoach" in fold(kind)

    @cached_property
    def sentence_ends(self) -> tuple[int, ...]:
        """The offsets at which sentences and list items end, in order, the end of the text included."""
        return (*(match.end() for match in _BREAK.finditer(self.folded)), len(self.text))

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence or list item that holds `offset`."""
        ends = self.sentence_ends
        at = bisect_right(ends, offset)
        end = ends[min(at, len(ends) - 1)]
        return Span(ends[at - 1] if at else 0, max(end, offset))

    def before(self, offset: int, width: int) -> str:
        """Return the folded text of up to `width` characters before `offset`, soft line breaks as blanks."""
        return self.folded[max(0, offset - width) : offset].replace("\n", " ")

    def after(self, offset: int, width: int) -> str:
        """Return the folded text of up to `width` characters from `offset` on, soft line breaks as blanks."""
        return self.folded[offset : offset + width].replace("\n", " ")

    def citation_at(self, start: int, end: int) -> Citation | None:
        """Return the citation (its subject included) that shares text with ``[start, end)``, or ``None``."""
        for first, last, citation in self._cited:
            if start < last and first < end:
                return citation
        return None

    @cached_property
    def _cited(self) -> tuple[tuple[int, int, Citation], ...]:
        """Where each citation begins, and where it or its subject ends."""
        return tuple((c.start, max(c.end, c.subject_span.end if c.subject_span else 0), c) for c in self.plan.citations)

    def role_at(self, offset: int) -> str | None:
        """Return the role of the innermost section around `offset` that has one."""
        section = self.plan.section_at(offset)
        if section is None:
            return None
        return next((s.role for s in reversed(self.plan.path(section)) if s.role), None)

    def finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        place: Placed | tuple[int, int],
        *,
        suggestion: str | None = None,
        basis: str | None = None,
        fix: str | Fix | None = None,
    ) -> Finding:
        """Build a finding at `place`, its text, section and page filled in; a `fix` given as text replaces `place`."""
        start, end = place if isinstance(place, tuple) else (place.start, place.end)
        section = self.plan.section_at(start)
        return Finding(
            code=code,
            severity=severity,
            message=message,
            text=self.text[start:end],
            start=start,
            end=end,
            section=section.id if section else None,
            page=self.plan.reading.page_of(start),
            suggestion=suggestion,
            basis=basis,
            fix=Fix(start, end, fix) if isinstance(fix, str) else fix,
        )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` without the white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def day_vi(day: date) -> str:
    """Return a day as Vietnamese plans write it in notes: 05/02/2025."""
    return f"{day:%d/%m/%Y}"


def first_of_each(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings without those that repeat another's code and place; absent things may share one."""
    seen: set[tuple[str, int, int, str]] = set()
    for finding in findings:
        key = (finding.code, finding.start, finding.end, finding.message if finding.start == finding.end else "")
        if key not in seen:
            seen.add(key)
            yield finding
