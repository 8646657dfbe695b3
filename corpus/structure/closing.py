"""The foot of a document: recipients and signature, which belong to no section."""

from __future__ import annotations

import re
from typing import Final

from corpus.lines import Lines, is_caps
from corpus.noise import similarity, skeleton

_RECIPIENT_HEADS: Final = ("Nơi nhận", "Nơi gửi")
_RECIPIENT_LINE: Final = re.compile(r"[*_ ]*(\S{2,5} \S{2,5}?)[*_ ]*(?:[:;.]|$)")
_SIGNATORY: Final = re.compile(
    r"[*_ ]*(?:(?:tm|kt|tl|tuq|q)\s?[./]?\s?)?(?:pho |q\.? ?)?"
    r"(?:hieu truong|chu tich|giam doc|bi thu|truong ban|truong phong|thu truong|hieu pho|nguoi lap(?: ke hoach| bieu)?"
    r"|chi hoi truong|to truong|tong phu trach|lien doi truong|ban giam hieu|ban chap hanh|bch|bgh"
    r"|hoi dong|duyet cua|xac nhan cua|phe duyet)\b"
)
_LONGEST_SIGNATORY: Final = 70
_ALIKE: Final = 0.84
_LINES_BELOW_SIGNATORY: Final = 14


def closing_lines(lines: Lines) -> tuple[int, ...]:
    """Return the indices of the lines at which a foot may begin: "Nơi nhận" or a signatory's post, in order."""
    return tuple(
        index
        for index, line in enumerate(lines.items)
        if not line.mark and (_names_recipients(lines, index) or _is_signatory(lines, index))
    )


def _names_recipients(lines: Lines, index: int) -> bool:
    """Tell whether line `index` is the head of the list of recipients, however damaged."""
    line = lines.items[index]
    found = _RECIPIENT_LINE.match(lines.folded, line.bare, line.end)
    if found is None or skeleton(found[1][:1]) != "n":
        return False
    return any(similarity(found[1], head) >= _ALIKE for head in _RECIPIENT_HEADS)


def _is_signatory(lines: Lines, index: int) -> bool:
    """Tell whether line `index` names the signatory's post: alone near the end, over nothing but short lines."""
    line = lines.items[index]
    words = lines.text[line.bare : line.end]
    found = _SIGNATORY.match(lines.folded, line.bare, line.end)
    if found is None or len(words) > _LONGEST_SIGNATORY or not (is_caps(words) or found.end() == line.end):
        return False
    below = lines.items[index + 1 :]
    return len(below) <= _LINES_BELOW_SIGNATORY and all(
        other.end - other.start <= _LONGEST_SIGNATORY for other in below
    )
