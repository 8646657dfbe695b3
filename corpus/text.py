"""Forms of a text for matching. The text itself is never changed: these live beside it.

`fold` keeps the length, so an offset in the folded form is an offset in the text; that is what lets every matcher in
this package work on folded text and point at the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

_PLAIN: Final[dict[str, str]] = {
    "đ": "d",
    "Đ": "d",
    "ð": "d",  # ICELANDIC ETH, which old keyboards give for đ
    "Ð": "d",
    **dict.fromkeys("“”„‟«»〝〞″", '"'),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),  # the typographic spaces
    **dict.fromkeys("•●▪◦‣∙·❖➢➤✓✔■□◆◇", "•"),
}


_LONG: Final = 2000  # characters: a whole document, of which the forms are kept for all who ask


class _FoldTable(dict[int, str]):
    """Code point -> its folded character, computed once and kept; always exactly one character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _PLAIN.get(char)
        if folded is None:
            base = unicodedata.normalize("NFKD", char)[:1].lower()
            folded = base if base.isascii() and len(base) == 1 else char.lower()
            if len(folded) != 1:
                folded = char
        self[code] = folded
        return folded


_TABLE: Final = _FoldTable({code: chr(code).lower() for code in range(128) if code != 9})


def to_nfc(text: str) -> str:
    """Return `text` in Unicode NFC with LF line ends: the one form in which texts enter the program."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, đ as d, quotes, dashes and spaces plain.

    Length-preserving on any input: ``len(fold(t)) == len(t)`` and ``fold(t)[i]`` is the folded ``t[i]``.
    Line ends stay.
    """
    return _folded(text) if len(text) > _LONG else text.translate(_TABLE)


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """Return `fold` of a whole document, which every matcher asks for."""
    return text.translate(_TABLE)


def fold_key(text: str) -> str:
    """Return `fold` of `text` with white space collapsed and trimmed: a key for look-ups, not for offsets."""
    return " ".join(fold(text).split())


_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS: Final = 8
# Letters that plain Latin typing cannot produce, and so the trace of a Vietnamese keyboard or a Vietnamese recogniser.
_STRONG: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9\u0301\u0300\u0303\u0309\u0323]")


def diacritics_state(text: str) -> Literal["full", "partial", "lost"]:
    """Tell whether Vietnamese diacritics are all there, damaged or gone.

    Running Vietnamese has a letter of its own (ă â đ ê ô ơ ư, or one with a tone mark of the Latin Extended
    Additional block) in roughly two words of three. A recogniser without Vietnamese data leaves a scatter of French
    and Portuguese accents, and hence few such words; text typed without diacritics has none. Text with fewer than
    eight words is "full": too little to judge.
    """
    share = _share_of_document(text) if len(text) > _LONG else _share_of_strong(text)
    if share >= 0.45:
        return "full"
    return "partial" if share >= 0.2 else "lost"


def _share_of_strong(text: str) -> float:
    """Return the share of words with a letter of Vietnamese alone; 1.0 where there are too few words to judge."""
    words = _WORD.findall(text)
    return sum(map(bool, map(_STRONG.search, words))) / len(words) if len(words) >= _FEWEST_WORDS else 1.0


_share_of_document: Final = lru_cache(maxsize=4)(_share_of_strong)
