"""What a written Vietnamese syllable can be: the spelling rules, without a word list."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_ONSET: Final = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]"
_CLOSED: Final = "uyê|oă|uâ|iê|yê|uô|ươ|oa|oe|uê|uơ|uy|oo|[aăâeêioôơuưy]"  # nuclei that take a final consonant
_OPEN: Final = (  # nuclei that end the syllable
    "iêu|yêu|uôi|ươi|ươu|oai|oao|oay|oeo|uây|uyu|uya|uai|uao|uay|uâu|"
    "ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu"
)
_SYLLABLE: Final = re.compile(f"(?:{_ONSET})?(?:{_OPEN}|(?:{_CLOSED})(?:ch|ng|nh|[cmnpt])?)")


def is_syllable(word: str) -> bool:
    """Tell whether `word` obeys Vietnamese spelling (letters of the alphabet, at most one tone, a possible rhyme).

    Abbreviations without a vowel ("THCS") and foreign words are not syllables.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    return sum(char in _TONES for char in decomposed) <= 1 and _SYLLABLE.fullmatch(toneless) is not None
