"""The lines of a text and the paragraphs they make: what a heading stands in, before it is known to be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.text import fold

_LINE: Final = re.compile(r"[^\n]+")
_MARKUP: Final = re.compile(r"(?:[>#\s]|\*\*|__)*")
_MARK: Final = re.compile(r"(?:[-–—+•❖➢➤✓✔■□◆◇▪●*·○◦∙♦→⇒]|[o](?=\s))(?![-–—*])")
_ENDS: Final = frozenset(".;:!?…")
_LONG_LINE: Final = 160  # longer lines are whole paragraphs, not printed lines
_NARROWEST: Final = 45  # characters: no page is printed narrower
_ROMAN_HEAD: Final = re.compile(r"[IVX]{1,5}[ ]?[.)/:\-–]")
_FIRST_BELOW: Final = re.compile(r"[ \t]+(?=1[.)/-][ ]?[A-ZÀ-Ỹ])")
_CAPS_PROBE: Final = 100  # characters that tell whether a line is set in capitals
_NEARLY_FULL: Final = 0.8  # of the width
_CAPS_FULL: Final = 0.55  # of the width: capitals take up more room, and words at most a quarter of a line
_BROKEN_LINES: Final = 2  # at least so many lines tell that paragraphs were broken
_SURELY_BROKEN: Final = 50  # a line this long without a stop runs on across a page break
_FULL: Final = 0.9  # of the width: recognised lines lose a few characters
_CONNECTIVES: Final = frozenset(
    ("va", "cua", "cho", "cac", "ve", "voi", "tai", "trong", "theo", "den", "hoac", "doi", "nham")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without outer white space; or its half, where two headings share one.

    `gap` tells whether a blank line stands before it; `mark` is its bullet ("" where there is none); `bare` the offset
    behind bullet and markup, where its words begin.
    """

    start: int
    end: int
    bare: int
    mark: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of `text`, and how wide it was printed: `width` is 0 where a line is a whole paragraph."""

    text: str
    folded: str
    items: tuple[Line, ...]
    width: int

    def words(self, index: int) -> str:
        """Return the words of line `index`, without bullet."""
        return self.text[self.items[index].bare : self.items[index].end]

    def continues(self, index: int) -> bool:
        """Tell whether line `index` runs on from the line above as the same paragraph."""
        if index == 0 or index >= len(self.items):
            return False
        line, above = self.items[index], self.items[index - 1]
        last = self.text[above.end - 1]
        if line.mark or self.text.endswith("./.", above.start, above.end):
            return False
        first = self.text[line.bare]
        if last == ":":  # a printed line may happen to end with it
            return bool(self.width and first.islower() and not line.gap and self._was_full(above, line))
        unfinished = last not in _ENDS and (first.islower() or first == "(")
        if line.gap:
            return unfinished and first != "(" and above.end - above.start >= _SURELY_BROKEN
        if unfinished:
            return True
        if self.width and self._was_full(above, line):
            return True
        return self._caps_run_on(above, line)

    def paragraph_end(self, index: int, stop: int) -> int:
        """Return the index behind the last line of the paragraph that line `index` begins, at most `stop`."""
        following = index + 1
        while following < stop and self.continues(following):
            following += 1
        return following

    def ends_paragraph(self, index: int) -> bool:
        """Tell whether line `index` ends a paragraph: a stop, a blank line behind it, room left on it."""
        if index < 0 or index + 1 >= len(self.items) or self.items[index + 1].gap:
            return True
        line = self.items[index]
        if self.text[line.end - 1] in _ENDS:
            return True
        return not self.width or not self._was_full(line, self.items[index + 1])

    def _was_full(self, above: Line, line: Line) -> bool:
        """Tell whether the first word of `line` would not have fitted behind `above`."""
        blank = self.text.find(" ", line.bare, line.end)
        first = (blank if blank >= 0 else line.end) - line.bare
        return above.end - above.start + 1 + first > self.width * _FULL

    def _caps_run_on(self, above: Line, line: Line) -> bool:
        """Tell whether both lines are in capitals and the upper one is visibly unfinished."""
        upper, lower = self.text[above.bare : above.end], self.text[line.bare : line.end]
        if not (is_caps(upper) and lower.isupper()):
            return False
        if above.end - above.start >= _CAPS_FULL * self.width > 0:
            return True
        last_word = self.folded[above.bare : above.end].rsplit(None, 1)[-1]
        return is_caps(lower) and (upper[-1] in ",-–" or last_word in _CONNECTIVES)


def is_caps(text: str) -> bool:
    """Tell whether `text` is set in capitals: at least four letters, hardly any of them small."""
    letters = [char for char in text[:_CAPS_PROBE] if char.isalpha()]
    return len(letters) >= 4 and sum(1 for char in letters if char.islower()) <= len(letters) * 0.12


def split_lines(text: str) -> Lines:
    """Return the lines of `text` that are not blank."""
    folded = fold(text)
    items: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        start, end = match.end() - len(line.lstrip()), match.start() + len(line.rstrip())
        if start >= end:
            continue
        gap = text.count("\n", previous_end, match.start()) > 1
        mark, bare = _bullet(text, start, end)
        joint = _joint(text, bare, end)
        items.append(Line(start, joint.start() if joint else end, bare, mark, gap))
        if joint:
            items.append(Line(joint.end(), end, joint.end(), "", gap=False))
        previous_end = end
    return Lines(text, folded, tuple(items), _printed_width(text, items))


def _joint(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the blank at which a heading in capitals ends and the first one below it begins on the same line."""
    if not _ROMAN_HEAD.match(text, start, end):
        return None
    joint = _FIRST_BELOW.search(text, start, end)
    return joint if joint and is_caps(text[start : joint.start()]) else None


def _skip(text: str, at: int, end: int) -> int:
    """Return the offset behind blanks and markup from `at`."""
    found = _MARKUP.match(text, at, end)
    return found.end() if found else at


def _bullet(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the bullet at `start` and the offset of the words behind it. Doubled bullets ("- +") count as the last."""
    mark, at = "", _skip(text, start, end)
    while found := _MARK.match(text, at, end):
        mark, at = found.group(), _skip(text, found.end(), end)
    return (mark, at) if at < end else ("", start)


def _printed_width(text: str, items: list[Line]) -> int:
    """Return the line width, in characters, that paragraphs were broken at; 0 where they were not broken.

    Where they were, lines that go on with a small letter stand below lines of nearly full length.
    """
    lengths = sorted(line.end - line.start for line in items)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    if width < _NARROWEST or lengths[int(len(lengths) * 0.97)] > _LONG_LINE:
        return 0
    running_on = [
        above.end - above.start
        for above, line in pairwise(items)
        if not line.gap
        and not line.mark
        and text[line.bare : line.bare + 2].islower()
        and text[line.bare + 1].isalpha()  # else the letter of a list: "a)", "a/", "a Đối với"
    ]
    full = sum(1 for length in running_on if length >= _NEARLY_FULL * width)
    return width if full >= _BROKEN_LINES and full >= len(running_on) * 0.5 else 0
