"""A draft as it will look, its blanks marked, and with each paragraph what was changed and what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import chip_html, note_html, plan_link, shortened, text_html

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft, DraftSource, Paragraph

Titles = Mapping[str, str]

_BLANK = re.compile(r"\[[^\]\n]{1,300}\]")
_LEFT = frozenset({"superior", "issuer", "number"})
_CENTRED = frozenset({"document-type", "subject", "signer-title", "signer"})
_STRONG = _CENTRED | {"issuer"}


def draft_html(draft: Draft, titles: Titles) -> str:
    """Return the draft in its official layout; `titles` names the plans of the library by id."""
    paragraphs = list(draft.paragraphs)
    at = next((i for i, paragraph in enumerate(paragraphs) if paragraph.part == "document-type"), 0)
    head, body = paragraphs[:at], paragraphs[at:]
    return f'<div class="kh-draft">{_head(head, titles)}{"".join(_paragraph(p, titles) for p in body)}</div>'


def _head(paragraphs: Sequence[Paragraph], titles: Titles) -> str:
    """Return the head of a plan: who issues it on the left; country, place and day on the right (NĐ 30/2020)."""
    if not paragraphs:
        return ""
    sides = ([p for p in paragraphs if p.part in _LEFT], [p for p in paragraphs if p.part not in _LEFT])
    columns = "".join(f"<div>{''.join(_paragraph(p, titles) for p in side)}</div>" for side in sides)
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
    place = f", mục {source.section}" if source.section else ""
    name = titles.get(source.plan_id)
    lead = plan_link(source.plan_id, name) if name else escape(source.plan_id)
    return f'{lead}{escape(place)}: <span class="kh-quote">“{text_html(shortened(source.text, 400))}”</span>'


def _compared(paragraph: Paragraph) -> Iterator[str]:
    """Yield the paragraph against the precedent it was carried from, word by word, where something was changed."""
    if paragraph.changes and paragraph.sources:
        yield f"So với bản cũ: {difference_html(paragraph.sources[0].text, paragraph.text)}"


def difference_html(old: str, new: str) -> str:
    """Return `new` with what it lost of `old` struck and what it gained underlined, word by word."""
    before, after = old.split(), new.split()
    pieces = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(escape(" ".join(after[j1:j2])))
            continue
        if i1 < i2:
            pieces.append(f"<del>{escape(' '.join(before[i1:i2]))}</del>")
        if j1 < j2:
            pieces.append(f"<ins>{escape(' '.join(after[j1:j2]))}</ins>")
    return " ".join(pieces)


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
