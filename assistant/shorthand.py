"""Words shortened in quick typing or written as they are spoken, put in full: "tt 22 hết hl chưa", "coi giùm tui"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from assistant.slips import mended
from corpus.tables import load_table
from corpus.text import fold, to_nfc

# A word with nothing of a document number or a file's name on either side.
_WORD = re.compile(r"(?<![\w/.&-])[^\W\d_]+(?![\w/&-]|\.\w)")
# "mục k", "điểm j": a letter that labels
_LABEL_FOLLOWS = re.compile(r"(?:muc|diem|khoan|phan|lop|to|y)\s+$")
_RUN_TOGETHER = re.compile(r"(?<![\w/-])(tt|n[đd]|q[đd]|ct|nq|cv)(\d{1,5})(?!\w)", re.IGNORECASE)  # "tt22"
_NUMBER_FOLLOWS = re.compile(r"\s*(?:s[ốo]\s*)?\d")
_STRETCHED = re.compile(r"((?![ivxIVX])[^\W\d_]|(?<=[^\W\d_ivxIVX])i)\1{2,}")  # "nhaaa", "điiii", and not "III"


def written_out(message: str) -> str:
    """Return `message` with what was shortened in full and slips of the keyboard mended; line breaks stay."""
    text = to_nfc(message)
    said = fold if text.lower() == fold(text) else str  # what was typed without marks stays without
    text = _STRETCHED.sub(r"\1", _RUN_TOGETHER.sub(r"\1 \2", text))
    return mended(_WORD.sub(lambda match: said(_meaning(text, match) or match[0]), text))


def _meaning(text: str, match: re.Match[str]) -> str | None:
    """Return what a word of `text` is short for at its place, or ``None`` where it means itself."""
    short, words = fold(match[0]), _shorthand()
    if len(short) == 1 and _LABEL_FOLLOWS.search(fold(text[: match.start()])):
        return None
    if short in words["before_number"] and _NUMBER_FOLLOWS.match(text, match.end()):
        return str(words["before_number"][short])
    if short in words["at_the_end"] and match[0].islower() and len(re.findall(r"\w+", text[match.end() :])) <= 1:
        return str(words["at_the_end"][short])
    if short in words["at_the_start"] and not re.search(r"\w", text[: match.start()]):
        return str(words["at_the_start"][short])
    return _said(text, match) or words["anywhere"].get(short)


def _said(text: str, match: re.Match[str]) -> str | None:
    """Return the written form of a word that was typed as it is spoken."""
    words, word = _shorthand(), match[0].lower()
    before = text[: match.start()].lower().split()
    if word == "vô" and before and before[-1] in words["into"]:
        return "vào"
    spoken: str | None = words["spoken"].get(word)
    return spoken


@lru_cache(maxsize=1)
def _shorthand() -> dict[str, Any]:
    loaded = load_table("shorthand.yaml", "assistant")
    assert isinstance(loaded, dict)
    return loaded
