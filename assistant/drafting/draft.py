"""A draft: its paragraphs, what each stands on, what was changed and why, and what only the user can fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.checking.finding import Finding
from corpus.plan import Citation, Span

#: What a paragraph is in the layout of an administrative document; "body" for everything under the headings.
Part = Literal[
    "superior",
    "issuer",
    "number",
    "national-title",
    "motto",
    "place-date",
    "document-type",
    "subject",
    "legal-basis",
    "opening",
    "body",
    "closing",
    "recipients-title",
    "recipients",
    "signer-title",
    "signer",
]
#: Called with each piece of text as a language model writes it.
OnToken = Callable[[str], None]

ChangeKind = Literal["year", "school-year", "date", "anniversary", "citation", "name", "period", "number"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. `section` is a numeral path ("III", "II.2"); ``None`` with no `role` means the whole plan."""

    text: str
    section: str | None = None
    role: str | None = None
    year: int | None = None
    school_year: str | None = None
    kind: str | None = None
    audience: str | None = None
    base: str | None = None
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSource:
    """The passage of a precedent that a paragraph stands on."""

    plan_id: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement made while carrying a passage to another year, with its Vietnamese reason."""

    kind: ChangeKind
    from_: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A place marked ``[…]`` that only the user can fill, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence of a language model's output that nothing supports; shown as struck, never as text."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the draft. `level` is 0 for running text, else the heading's level; `numeral` its numeral.

    `bold` are the stretches of `text` that the precedent sets in bold. `sources` are empty only where nothing is
    claimed (a blank, the national title).
    """

    text: str
    sources: tuple[DraftSource, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    level: int = 0
    numeral: str | None = None
    part: Part = "body"
    bold: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """The plan (and section of it) that a draft was carried forward from."""

    plan_id: str
    title: str
    section: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted section or plan, with everything needed to explain it.

    `model` names the language model, if one took part.     `frame` holds the head and foot of the document (names,
    number, date, recipients, signature) around a drafted section, for export; in a whole plan they are among
    `paragraphs`.
    """

    request: Request
    base: Base | None
    paragraphs: tuple[Paragraph, ...]
    blanks: tuple[Blank, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    alternatives: tuple[DraftSource, ...] = ()
    struck: tuple[Struck, ...] = ()
    notes: tuple[str, ...] = ()
    model: str | None = None
    frame: tuple[Paragraph, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether this is a whole plan, head and foot included, and not one section."""
        return any(paragraph.part == "document-type" for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """The draft as plain text, a blank line between paragraphs."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)
