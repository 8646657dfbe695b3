"""What of a heading's paragraph is its title, and where the heading ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Title:
    """A title as words, without markup and final punctuation; where the heading ends; whether it is running text."""

    text: str
    end: int
    is_paragraph: bool


_COLON: Final = re.compile(r":(?!\d)")
_SENTENCE_END: Final = re.compile(r"(?<=\w[.!?])[”\"»)]?(?=\s+[“\"(]?[A-ZĐÀ-Ỹ])")
_CLAUSE_END: Final = re.compile(r"(?<=\w{2};)\s")
_ABBREVIATION: Final = re.compile(r"\b(?:TP|Tp|TT|TX|Q|P|H|Th[sS]|TS|PGS|GS|BS|KS|ThS|Đ/c|đ/c|v\.v|St|Nxb|Số|Tr)\.$")
_OPENERS: Final = "([{“«"
_CLOSERS: Final = ")]}”»"
_TRIM: Final = " \t\n*_#:;.,…/–—-"
_BROKEN_SPAN: Final = re.compile(r"(?<=\d[-–/])\n(?=\d)")  # "2022-" / "2023": a school year over two lines
_BLANKS: Final = re.compile(r"\s+")
_EMPHASISED: Final = re.compile(r"\s*(\*\*|__)(?P<words>[^*]{3,}?)\1")

_HEADING_WORDS: Final = 12  # so few words are a heading even with a full stop behind them
_COLON_WORDS: Final = 16  # a colon behind more words stands in a sentence
_SENTENCE_WORDS: Final = 30  # a sentence of more words is text, even when more text follows
_LONGEST_HEADING: Final = 90  # no heading has more words
_PARAGRAPH_TITLE: Final = 120  # characters of running text that serve as a title


def read_title(text: str, start: int, end: int, *, followed: bool, emphasised: bool = False) -> Title:
    """Return the title of the heading whose words are the paragraph ``text[start:end]``.

    `followed` tells whether text of the section's own stands behind the paragraph; `emphasised` whether bold markup
    opened before `start` (around the numeral), so that its end is the title's end.
    """
    for cut in (_emphasis_end(text, start, end, emphasised), _colon_end(text, start, end)):
        if cut is not None:
            return Title(_tidy(text[start:cut]), _behind(text, cut, end), is_paragraph=False)
    sentence = _sentence_end(text, start, end)
    words = len(text[start:sentence].split())
    if sentence < end:
        if words <= _HEADING_WORDS - 2:
            return Title(_tidy(text[start:sentence]), sentence, is_paragraph=False)
        return _running(text, start, sentence)
    stopped = text[end - 1 : end] in tuple(".;!,/")
    limit = _LONGEST_HEADING if not stopped else _SENTENCE_WORDS if followed else _HEADING_WORDS
    if words > limit:
        return _running(text, start, end)
    return Title(_tidy(text[start:end]), end, is_paragraph=False)


def _running(text: str, start: int, end: int) -> Title:
    """Return running text as a title: its first words; the whole of it is the section's text."""
    clause = _CLAUSE_END.search(text, start, end)
    words = _tidy(text[start : clause.start() if clause else end])
    if len(words) > _PARAGRAPH_TITLE:
        words = _tidy(words[: words.rfind(" ", 0, _PARAGRAPH_TITLE)])
    return Title(words, start, is_paragraph=True)


def _tidy(words: str) -> str:
    """Return `words` on one line, without markup and final punctuation."""
    unbroken = _BROKEN_SPAN.sub("", words.replace("**", "").replace("__", ""))
    return _BLANKS.sub(" ", unbroken).strip(_TRIM)


def _emphasis_end(text: str, start: int, end: int, emphasised: bool) -> int | None:
    """Return where bold type that covers the heading ends, when plain text follows it."""
    if emphasised:
        close = text.find("**", start, end)
        return close if close > start and text[close + 2 : end].strip(_TRIM) else None
    found = _EMPHASISED.match(text, start, end)
    return found.end("words") if found and text[found.end() : end].strip(_TRIM) else None


def _colon_end(text: str, start: int, end: int) -> int | None:
    """Return the offset of the colon that ends the title, or ``None``."""
    for found in _COLON.finditer(text, start, end):
        head = text[start : found.start()]
        if len(head.split()) > _COLON_WORDS or _sentence_end(text, start, found.start()) < found.start():
            return None
        if _is_closed(head):
            return found.start()
    return None


def _is_closed(head: str) -> bool:
    """Tell whether no bracket or quotation is open at the end of `head`."""
    opened = sum(head.count(sign) for sign in _OPENERS) - sum(head.count(sign) for sign in _CLOSERS)
    return opened <= 0 and head.count('"') % 2 == 0


def _sentence_end(text: str, start: int, end: int) -> int:
    """Return the end of the first sentence in ``text[start:end]``."""
    for found in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, found.start() - 5), found.start()) and _is_closed(
            text[start : found.start()]
        ):
            return found.end()
    return end


def _behind(text: str, at: int, end: int) -> int:
    """Return the offset behind punctuation, markup and blanks from `at`."""
    while at < end and (text[at] in ":*_" or text[at].isspace()):
        at += 1
    return at
