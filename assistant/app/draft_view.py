"""A draft as it will look, its blanks marked, and with each paragraph what was changed and what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.app.compare import difference_html
from assistant.app.fragments import chip_html, note_html, plan_link, shortened, text_html

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft, DraftSource, Paragraph

Titles = Mapping[str, str]

_BLANK = re.compile(r"\[[^\]\n]{1,300}\]")
_LEFT = frozenset({"superior", "issuer", "number"})
_CENTRED = frozenset({"document-type", "subject", "signer-title", "signer"})
_STRONG = _CENTRED | {"issuer"}


def draft_html(draft: Draft, titles: Titles, *, anchors: bool = False) -> str:
    """Return the draft in its official layout; `titles` names the plans of the library by id.

    With `anchors` each paragraph can be led to ("kh-doan-0", …), and the text can be scrolled by keyboard.
    """
    paragraphs = list(draft.paragraphs)
    pieces = [_paragraph(paragraph, titles) for paragraph in paragraphs]
    if anchors:
        pieces = [f'<div id="kh-doan-{number}" class="kh-anchor">{piece}</div>' for number, piece in enumerate(pieces)]
    at = next((i for i, paragraph in enumerate(paragraphs) if paragraph.part == "document-type"), 0)
    head = _head(list(zip(paragraphs, pieces, strict=True))[:at])
    return f'<div class="kh-draft">{head}{"".join(pieces[at:])}</div>'


def _head(paragraphs: Sequence[tuple[Paragraph, str]]) -> str:
    """Return the head of a plan: who issues it on the left; country, place and day on the right (NĐ 30/2020)."""
    if not paragraphs:
        return ""
    left = "".join(piece for paragraph, piece in paragraphs if paragraph.part in _LEFT)
    right = "".join(piece for paragraph, piece in paragraphs if paragraph.part not in _LEFT)
    columns = f"<div>{left}</div><div>{right}</div>"
    return f'<div class="kh-head kh-centre">{columns}</div>'


def _paragraph(paragraph: Paragraph, titles: Titles) -> str:
    heading = ' class="kh-strong"' if paragraph.level or paragraph.part in _STRONG else ""
    text = f"<p{heading}>{_with_blanks(paragraph.text)}</p>"
    changes = [
        f"<b>{escape(change.from_)} → {escape(change.to)}</b>: {escape(change.reason)}" for change in paragraph.changes
    ]
    chips = chip_html(f"Đã đổi {len(changes)} chỗ", [*changes, *_compared(paragraph)]) + chip_html(
        "Lưu ý", map(text_html, paragraph.notes)
    )
    if chips or not paragraph.level:
        chips += chip_html("Tiền lệ", [_source(source, titles) for source in paragraph.sources])
    whole = f'{text}<div class="kh-chips">{chips}</div>' if chips else text
    return f'<div class="kh-centre">{whole}</div>' if paragraph.part in _CENTRED else whole


def _with_blanks(text: str) -> str:
    return _BLANK.sub(lambda match: f'<span class="kh-blank">{match[0]}</span>', text_html(text))


def _source(source: DraftSource, titles: Titles) -> str:
    from assistant.export.word_notes import source_name

    place = f", mục {source.section}" if source.section else ""
    name = titles.get(source.plan_id)
    lead = plan_link(source.plan_id, name) + escape(place) if name else escape(source_name(source, titles))
    return f'{lead}: <span class="kh-quote">“{text_html(shortened(source.text, 400))}”</span>'


def _compared(paragraph: Paragraph) -> Iterator[str]:
    """Yield the paragraph against the precedent it was carried from, word by word, where something was changed."""
    if paragraph.changes and paragraph.sources:
        yield f"So với bản cũ: {difference_html(paragraph.sources[0].text, paragraph.text)}"


def changes_html(draft: Draft) -> str:
    """Return what was changed as one list in reading order, each with its reason and a link to its paragraph."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for number, paragraph in enumerate(draft.paragraphs):
        for change in paragraph.changes:
            places.setdefault((change.from_, change.to, change.reason), []).append(number)
    lines = [
        f"<b>{escape(old)} → {escape(new)}</b>: {escape(reason)} "
        + ", ".join(f'<a href="#kh-doan-{number}">đoạn {number + 1}</a>' for number in dict.fromkeys(numbers))
        for (old, new, reason), numbers in places.items()
    ]
    return _remark(f"Đã đổi {len(lines)} điều so với bản gốc", lines) if lines else ""


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
