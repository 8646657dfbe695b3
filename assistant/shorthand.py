"""Words shortened in quick typing, written out before a turn is understood: "tt 22 hết hl chưa", "mức thưởng hs"."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.tables import load_table
from corpus.text import fold, to_nfc

# A word with nothing of a document number or a file's name on either side.
_WORD = re.compile(r"(?<![\w/.&-])[^\W\d_]+(?![\w/&-]|\.\w)")
# "mục k", "điểm j": a letter that labels
_LABEL_FOLLOWS = re.compile(r"(?:muc|diem|khoan|phan|lop|to|y)\s+$")
_RUN_TOGETHER = re.compile(r"(?<![\w/-])(tt|n[đd]|q[đd]|ct|nq|cv)(\d{1,5})(?!\w)", re.IGNORECASE)  # "tt22"
_NUMBER_FOLLOWS = re.compile(r"\s*(?:s[ốo]\s*)?\d")


def written_out(message: str) -> str:
    """Return `message` with what was shortened in full; all else, line breaks too, stays as it was typed."""
    text = _RUN_TOGETHER.sub(r"\1 \2", to_nfc(message))
    return _WORD.sub(lambda match: _meaning(text, match) or match[0], text)


def _meaning(text: str, match: re.Match[str]) -> str | None:
    """Return what a word of `text` is short for at its place, or ``None`` where it means itself."""
    short, words = fold(match[0]), _shorthand()
    if len(short) == 1 and _LABEL_FOLLOWS.search(fold(text[: match.start()])):
        return None
    if short in words["before_number"] and _NUMBER_FOLLOWS.match(text, match.end()):
        return words["before_number"][short]
    if short in words["at_the_end"] and not re.search(r"\w", text[match.end() :]):
        return words["at_the_end"][short]
    if short in words["at_the_start"] and not re.search(r"\w", text[: match.start()]):
        return words["at_the_start"][short]
    return words["anywhere"].get(short)


@lru_cache(maxsize=1)
def _shorthand() -> dict[str, dict[str, str]]:
    loaded = load_table("shorthand.yaml", "assistant")
    assert isinstance(loaded, dict)
    return loaded
