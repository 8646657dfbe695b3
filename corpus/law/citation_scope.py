"""Where the legal basis of a plan stands: the "Căn cứ …", "Thực hiện …" paragraphs before its body.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6: the grounds come first, each its own paragraph, before the body begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from corpus.plan import Span

_OPENING: Final = (
    r"c[a-z]{1,3} (?:c[a-z]{1,4}|[ck]u)(?![a-z])|th[a-z]{1,3} h[a-z]{1,4}(?![a-z])|"
    r"theo(?![a-z])|xet(?![a-z])|thi hanh(?![a-z])|tiep tuc thuc hien|de thuc hien|nham thuc hien|"
    r"trien khai(?![a-z])|chap hanh|huong ung|can ket"
)
_BASIS: Final = re.compile(
    rf"(?:(?<=\n)|^)[ ]{{0,20}}(?:[-+*•][ ]{{0,4}}|[0-9]{{1,2}}[.)][ ]{{0,3}})?(?P<opening>{_OPENING})"
)
_FIRST_HEADING: Final = re.compile(
    r"(?:(?<=\n)|^)[ *#_]{0,8}"
    r"(?:(?:i|1|l|a|phan (?:i|thu nhat|mot))[ ]{0,2}[./)\-:]|dieu 1[.:]|quyet dinh[ ]?:|i[ ](?=[a-z]))"
    r"|nhu sau[ ]{0,2}[:.]"
)
_PARAGRAPH_END: Final = re.compile(r"\n[ \f]*\n")


@dataclass(frozen=True, slots=True)
class BasisScope:
    """The stretches of a text that are its legal basis, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def covers(self, offset: int) -> bool:
        """Tell whether `offset` lies in the legal basis."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]


def find_basis(folded: str, body: Span | None) -> BasisScope:
    """Return the legal basis of a text: its opening paragraphs before `body`, or before the first heading."""
    limit = body.start if body is not None and body.start > 0 else _body_start(folded)
    starts: list[int] = []
    ends: list[int] = []
    paragraph_end = 0
    for match in _BASIS.finditer(folded, 0, limit):
        start = match.start("opening")
        if start >= paragraph_end:
            stop = _PARAGRAPH_END.search(folded, start, limit)
            paragraph_end = stop.start() if stop else limit
        else:
            ends[-1] = start
        starts.append(start)
        ends.append(paragraph_end)
    return BasisScope(tuple(starts), tuple(ends))


def _body_start(folded: str) -> int:
    """Return where the first heading stands, or where the opening ends with "như sau:"; at most the whole text."""
    match = _FIRST_HEADING.search(folded)
    return match.start() if match else len(folded)
