"""The parts of a plan as the rest of the program knows them: frozen data with spans, no behaviour beyond look-ups.

Every ``start``/``end`` pair counts Unicode code points in ``Plan.text`` and ``text[start:end]`` is the text it speaks
of. Dates are ``datetime.date``. What is unknown is ``None`` (or an empty tuple), never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Diacritics = Literal["full", "partial", "lost"]
Source = Literal["text", "ocr"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch ``[start, end)`` of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Run:
    """Where a stretch of the text came from in a Word file: the ``w:t`` it was read from.

    `part` is the part's name ("word/document.xml"), `paragraph` the index of the ``w:p`` in document order within that
    part, `run` the index of the ``w:r`` within the paragraph; `offset` is the position in that run's text where
    `start` lies. Text that a person sees and no run holds (an automatic number) has ``run == -1``.
    """

    start: int
    end: int
    part: str
    paragraph: int
    run: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a file could be read; `warnings` are Vietnamese sentences for the user."""

    diacritics: Diacritics = "full"
    source: Source = "text"
    pages: int = 1
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file, before anything is understood: its text as found (NFC), page by page.

    `pages` tile `text` in order. `runs` leads offsets back into a Word file and is empty for other formats. `format`
    is the format that was recognised by content, not by the file's name.
    """

    name: str
    text: str
    pages: tuple[Span, ...]
    quality: Quality
    format: Literal["text", "word", "pdf", "scan"] = "text"
    runs: tuple[Run, ...] = ()

    def page_of(self, offset: int) -> int:
        """Return the number (from 1) of the page that holds `offset`; offsets past the end belong to the last page."""
        for number, page in enumerate(self.pages, start=1):
            if offset < page.end:
                return number
        return max(1, len(self.pages))


@dataclass(frozen=True, slots=True)
class Section:
    """One division of a plan, with its heading.

    `id` is the path of numerals ("II.1.a"), made unique by a suffix "~2" where a plan repeats a number. `numeral` is
    the corrected numeral without its punctuation ("III" for an OCR "I11."), ``None`` for a heading without one.
    `title` is the heading's words without numeral and final punctuation. `level` counts from 1 at the Roman numerals
    (or at the topmost kind of numeral that the plan uses). ``[start, end)`` covers heading and everything under it,
    subsections included; `body_start` is where the heading ends. `is_paragraph` marks a numbered paragraph whose
    "title" is running text.
    """

    id: str
    numeral: str | None
    level: int
    title: str
    start: int
    end: int
    body_start: int
    page: int = 1
    role: str | None = None
    role_confidence: float = 0.0
    is_paragraph: bool = False
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day named in the text. `day` is ``None`` where the words name no possible day ("30/02/2024", "0/10").

    `precision` says how much of it is written: "day" (d/m/y), "day-month" (no year), "month", "quarter", "year".
    `value` holds what is known as (year, month, day) with ``None`` for what is not written; `yearly` is true for "hằng
    năm". A `lunar` one counts in the lunar calendar ("rằm tháng Giêng", "10/3 âm lịch"): its `day` is ``None``.
    """

    start: int
    end: int
    text: str
    day: date | None
    precision: Literal["day", "day-month", "month", "quarter", "year"]
    value: tuple[int | None, int | None, int | None]
    yearly: bool = False
    lunar: bool = False


@dataclass(frozen=True, slots=True)
class YearSpan:
    """Two years named together: a school year ("năm học 2024-2025") or a period ("giai đoạn 2023 - 2030")."""

    start: int
    end: int
    text: str
    kind: Literal["school-year", "period"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A counted anniversary: "42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)".

    `claimed` is the count as written; `from_` and `to` the two days (the event's and the celebration's), from the text
    where it gives them, else from the register of anniversaries and the plan's year; `actual` is the count the two
    days give. `name` is what is celebrated. `count_span` is where the number itself stands.
    """

    start: int
    end: int
    text: str
    name: str
    claimed: int
    from_: date | None
    to: date | None
    actual: int | None
    count_span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text.

    `number` is canonical ("22/2020/TT-BGDĐT") when the text allows it, else as written without stray spaces.
    `register_id` is the register's key when exactly one document fits; `candidates` holds all keys that fit (more than
    one: ambiguous). `form` tells a first, full citation from a later, short one and from a document named without
    number. `first` is the index of the first citation of the same document in ``Plan.citations`` (``None`` on that
    first one).
    """

    start: int
    end: int
    text: str
    type: str | None
    number: str | None
    date: date | None
    issuer: str | None
    subject: str | None = None
    in_legal_basis: bool = False
    register_id: str | None = None
    candidates: tuple[str, ...] = ()
    form: Literal["full", "short", "unnumbered"] = "full"
    first: int | None = None
    number_span: Span | None = None
    date_span: Span | None = None
    issuer_span: Span | None = None
    subject_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The components of an administrative document's head and foot (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    `school` is the issuing body's name in normal case ("Trường THCS Xuân Sơn"), `number` the number and symbol without
    spaces ("43/KH-LAX"), `kind` a kind of plan (kinds.yaml), `years` the years the plan covers. `spans` gives the
    place of each field found in the text, by field name.
    """

    superior: str | None = None
    school: str | None = None
    number: str | None = None
    place: str | None = None
    date: date | None = None
    document_type: str | None = None
    title: str | None = None
    kind: str | None = None
    school_year: str | None = None
    years: tuple[int, ...] = ()
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()

    def span(self, field_name: str) -> Span | None:
        """Return where the field `field_name` stands in the text, or ``None``."""
        return next((span for name, span in self.spans if name == field_name), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that has been read and understood."""

    reading: Reading
    header: Header
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    anniversaries: tuple[Anniversary, ...] = ()
    dates: tuple[DateMention, ...] = ()
    year_spans: tuple[YearSpan, ...] = ()
    body: Span = field(default_factory=lambda: Span(0, 0))

    @property
    def text(self) -> str:
        """The text that every offset counts in."""
        return self.reading.text

    @property
    def quality(self) -> Quality:
        """How well the file could be read."""
        return self.reading.quality

    def section(self, section_id: str) -> Section | None:
        """Return the section whose `id` is `section_id`, or ``None``."""
        return next((s for s in self.sections if s.id == section_id), None)

    def section_at(self, offset: int) -> Section | None:
        """Return the deepest section that covers `offset`, or ``None`` (header, legal basis, signature)."""
        found: Section | None = None
        for section in self.sections:
            if section.start <= offset < section.end and (found is None or section.level >= found.level):
                found = section
        return found

    def children(self, section: Section) -> tuple[Section, ...]:
        """Return the direct subsections of `section`, in order."""
        return tuple(s for s in self.sections if s.parent == section.id)

    def path(self, section: Section) -> tuple[Section, ...]:
        """Return the sections from the topmost down to `section` itself."""
        chain = [section]
        while chain[0].parent is not None:
            above = self.section(chain[0].parent)
            if above is None:
                break
            chain.insert(0, above)
        return tuple(chain)
