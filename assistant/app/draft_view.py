"""A draft as it will look: its blanks and changed words marked, and with each paragraph what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.compare import difference_html
from assistant.app.fragments import chip_html, note_html, shortened, source_link, text_html

if TYPE_CHECKING:
    from assistant.drafting.draft import Change, Draft, DraftSource, Paragraph

Titles = Mapping[str, str]
#: A paragraph with its number in the draft.
Numbered = tuple[int, "Paragraph"]

_BLANK = re.compile(r"\[[^\]\n]{1,300}\]")
_LEFT = frozenset({"superior", "issuer", "number"})
_CENTRED = frozenset({"document-type", "subject"})
_STRONG = _CENTRED | {"issuer", "national-title", "motto", "recipients-title", "signer-title", "signer"}
_RECIPIENTS = frozenset({"recipients-title", "recipients"})
_FOOT = _RECIPIENTS | {"signer-title", "signer"}


def draft_html(draft: Draft, titles: Titles, *, anchors: bool = False) -> str:
    """Return the draft in its official layout; `titles` names the plans of the library by id.

    With `anchors` each paragraph can be led to ("kh-doan-0", …); what was changed then stands in a list beside the
    text (`changes_html`), and so not with each paragraph too.
    """
    numbered = list(enumerate(draft.paragraphs))
    start = next((number for number, paragraph in numbered if paragraph.part == "document-type"), 0)
    end = len(numbered)
    while end > start and numbered[end - 1][1].part in _FOOT:
        end -= 1
    look = _Look(titles, anchors)
    body = "".join(look.paragraph(*each) for each in numbered[start:end])
    return f'<div class="kh-draft">{look.head(numbered[:start])}{body}{look.foot(numbered[end:])}</div>'


class _Look:
    """How the paragraphs of one draft are shown."""

    def __init__(self, titles: Titles, anchors: bool) -> None:
        self._titles, self._anchors = titles, anchors

    def head(self, paragraphs: Sequence[Numbered]) -> str:
        """Return the head of a plan: who issues it on the left; country, place and day on the right (NĐ 30/2020)."""
        return self._columns("kh-head kh-centre", paragraphs, _LEFT)

    def foot(self, paragraphs: Sequence[Numbered]) -> str:
        """Return the foot of a plan: whom it goes to on the left, who signs on the right (NĐ 30/2020)."""
        return self._columns("kh-foot", paragraphs, _RECIPIENTS)

    def _columns(self, name: str, paragraphs: Sequence[Numbered], on_the_left: frozenset[str]) -> str:
        if not paragraphs:
            return ""
        left = "".join(self._line(*each) for each in paragraphs if each[1].part in on_the_left)
        right = "".join(self._line(*each) for each in paragraphs if each[1].part not in on_the_left)
        chips = self._chips([paragraph for _, paragraph in paragraphs])
        return f'<div class="{name}"><div>{left}</div><div>{right}</div></div>{_row(chips)}'

    def paragraph(self, number: int, paragraph: Paragraph) -> str:
        """Return a paragraph with what explains it beside it."""
        chips = self._chips([paragraph]) if not paragraph.level or paragraph.changes or paragraph.notes else ""
        return f'<div class="kh-para">{self._line(number, paragraph)}{_row(chips)}</div>'

    def _line(self, number: int, paragraph: Paragraph) -> str:
        looks = [f"kh-{paragraph.part}"]
        if paragraph.level or paragraph.part in _STRONG:
            looks.append("kh-strong")
        if paragraph.part in _CENTRED:
            looks.append("kh-middle")
        anchor = f' id="kh-doan-{number}"' if self._anchors else ""
        return f'<p{anchor} class="{" ".join(looks)}">{_marked(paragraph)}</p>'

    def _chips(self, paragraphs: Sequence[Paragraph]) -> str:
        changes = [line for paragraph in paragraphs for line in _changes(paragraph)]
        notes = [text_html(note) for paragraph in paragraphs for note in paragraph.notes]
        sources = [_source(source, self._titles) for paragraph in paragraphs for source in paragraph.sources]
        count = sum(len(paragraph.changes) for paragraph in paragraphs)
        changed = "" if self._anchors else chip_html(f"Đã đổi {count} chỗ", changes)
        return changed + chip_html("Lưu ý", notes) + chip_html("Tiền lệ", sources)


def _row(chips: str) -> str:
    return f'<div class="kh-chips">{chips}</div>' if chips else ""


def _marked(paragraph: Paragraph) -> str:
    """Return the text with its blanks marked, and the words that were changed, each with its reason to hover over."""
    pieces, at, text = [], 0, paragraph.text
    for start, end, change in _places(text, paragraph.changes):
        why = escape(f"{change.from_} → {change.to}: {change.reason}", quote=True)
        pieces += [_with_blanks(text[at:start]), f'<span class="kh-new" data-why="{why}">']
        pieces += [_with_blanks(text[start:end]), "</span>"]
        at = end
    return "".join([*pieces, _with_blanks(text[at:])])


def _places(text: str, changes: Iterable[Change]) -> list[tuple[int, int, Change]]:
    """Return where the new words of each change stand in `text`, in order; of two that overlap the longer."""
    places: list[tuple[int, int, Change]] = []
    for change in sorted(changes, key=lambda change: -len(change.to)):
        start = text.find(change.to) if change.to else -1
        end = start + len(change.to)
        if start >= 0 and all(end <= other[0] or start >= other[1] for other in places):
            places.append((start, end, change))
    return sorted(places, key=lambda place: place[0])


def _with_blanks(text: str) -> str:
    return _BLANK.sub(lambda match: f'<span class="kh-blank">{match[0]}</span>', text_html(text))


def _changes(paragraph: Paragraph) -> Iterator[str]:
    """Yield each change with its reason, and the paragraph against the precedent it was carried from, word by word."""
    for change in paragraph.changes:
        yield f"<b>{escape(change.from_)} → {escape(change.to)}</b>: {escape(change.reason)}"
    if paragraph.changes and paragraph.sources:
        yield f"So với bản cũ: {difference_html(paragraph.sources[0].text, paragraph.text)}"


def _source(source: DraftSource, titles: Titles) -> str:
    from assistant.export.word_notes import source_name

    place = f", mục {source.section}" if source.section else ""
    name = titles.get(source.plan_id)
    lead = (
        source_link(source.plan_id, name, source.section, source.text) + escape(place)
        if name
        else escape(source_name(source, titles))
    )
    return f'{lead}: <span class="kh-quote">“{text_html(shortened(source.text, 400))}”</span>'


def changes_html(draft: Draft) -> str:
    """Return what was changed as one list in reading order, each with its reason and links to where it stands."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for number, paragraph in enumerate(draft.paragraphs):
        for change in paragraph.changes:
            places.setdefault((change.from_, change.to, change.reason), []).append(number)
    lines = [
        f"<b>{escape(old)} → {escape(new)}</b>: {escape(reason)} {_links(list(dict.fromkeys(numbers)))}"
        for (old, new, reason), numbers in places.items()
    ]
    return _remark(f"Đã đổi {len(lines)} điều so với bản gốc", lines) if lines else ""


def _links(numbers: Sequence[int]) -> str:
    """Return links to the paragraphs: "xem", or "xem chỗ 1, 2, 3" for several."""
    if len(numbers) == 1:
        return f'<a href="#kh-doan-{numbers[0]}">xem</a>'
    return "xem chỗ " + ", ".join(f'<a href="#kh-doan-{at}">{order}</a>' for order, at in enumerate(numbers, start=1))


def remarks_html(draft: Draft) -> str:
    """Return what is left to fill, what to mind, and what a language model wrote without support."""
    blanks = [f'<span class="kh-blank">{escape(blank.text)}</span> {escape(blank.reason)}' for blank in draft.blanks]
    struck = [f"<del>{text_html(piece.text)}</del> {escape(piece.reason)}" for piece in draft.struck]
    findings = [text_html(finding.message) for finding in draft.findings if finding.code != "draft.blank"]
    groups = (
        ("Cần điền", blanks),
        ("Lưu ý", [text_html(note) for note in draft.notes]),
        ("Bản soạn tự kiểm tra thấy", findings),
        ("Đã gạch vì không có căn cứ", struck),
    )
    return "".join(_remark(name, lines) for name, lines in groups if lines)


def _remark(name: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in dict.fromkeys(lines))
    return f'<div class="kh-remark"><b>{name}</b><ul>{items}</ul></div>'


def alternatives_html(draft: Draft, titles: Titles) -> str:
    """Return how other schools write the same section."""
    if not draft.alternatives:
        return note_html("Thư viện chưa có trường khác viết khác về mục này.")
    return "".join(f'<div class="kh-card">{_source(source, titles)}</div>' for source in draft.alternatives)
