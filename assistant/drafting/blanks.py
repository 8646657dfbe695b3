"""Blanks told apart: one label, one thing to fill in, wherever it stands.

Two persons make "[họ tên]" and "[họ tên (2)]"; the same person is the same blank everywhere. Each figure is its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from assistant.drafting.draft import Blank, Change, Draft, Paragraph
from assistant.drafting.roll_forward.bodies import COMMUNE, PLACE
from corpus.plan import Span
from corpus.text import fold_key

#: What the school's profile would tell: one thing, whatever it takes the place of.
OF_THE_SCHOOL: Final = frozenset(
    f"[{label}]" for label in (COMMUNE, PLACE, "địa danh", "tỉnh, thành phố", "tên quận, huyện", "ký hiệu trường")
)


def told_apart(draft: Draft) -> Draft:
    """Return `draft` with another label for every blank that stands for another thing."""
    labels = _Labels()
    paragraphs = tuple(_relabelled(paragraph, labels) for paragraph in draft.paragraphs)
    made = [Blank(text, reason) for text, reason in labels.reasons.items()]
    kept = [blank for blank in draft.blanks if blank.text not in labels.reasons]
    return replace(draft, paragraphs=paragraphs, blanks=tuple(dict.fromkeys((*kept, *made))))


@dataclass(slots=True)
class _Labels:
    """The labels given so far: for each label the things it was asked for, and why each blank is one."""

    things: dict[str, list[str]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def label(self, change: Change) -> str:
        """Return the label for what `change` blanks out."""
        if change.to in OF_THE_SCHOOL:
            self.reasons.setdefault(change.to, change.reason)
            return change.to
        known = self.things.setdefault(change.to, [])
        thing = fold_key(change.from_)
        if change.kind == "number" or thing not in known:
            known.append(thing)
            number = len(known)
        else:
            number = known.index(thing) + 1
        text = change.to if number == 1 else f"{change.to[:-1]} ({number})]"
        self.reasons.setdefault(text, change.reason)
        return text


def _relabelled(paragraph: Paragraph, labels: _Labels) -> Paragraph:
    text, position, bold = paragraph.text, 0, paragraph.bold
    changes: list[Change] = []
    for change in paragraph.changes:
        found = text.find(change.to, position) if change.to else -1
        is_blank = change.to.startswith("[") and change.to.endswith("]") and change.to.count("[") == 1
        if is_blank and found >= 0:
            new = labels.label(change)
            text = text[:found] + new + text[found + len(change.to) :]
            bold = _moved(bold, found, len(new) - len(change.to))
            change = replace(change, to=new)
        changes.append(change)
        position = found + len(change.to) if found >= 0 else position
    return replace(paragraph, text=text, changes=tuple(changes), bold=bold)


def _moved(bold: tuple[Span, ...], place: int, by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by * (span.start > place), span.end + by * (span.end > place)) for span in bold)
