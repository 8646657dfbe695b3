"""Mend what a recogniser did to names and titles: by cleaner mentions in the same text, then by the restorer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from corpus.header.data import load_header_data
from corpus.noise import similarity
from corpus.restore import restore
from corpus.restoring.names import proper_name
from corpus.syllables import is_syllable
from corpus.text import diacritics_state, fold, fold_key

_SAMPLE: Final = 4000  # characters that tell whether a text is damaged
_MARKED: Final = re.compile("[\u00c0-\u1ef9]")
_NAME: Final = re.compile(r"[^\W\d_a-zà-ỹ][\w'’]*(?:\s[^\W\d_a-zà-ỹ][\w'’]*)+")
_HEAD: Final = re.compile(r"(?i)\btrưởng(?=\s(?:th|thcs|thpt|mn|tiểu|mầm|mẫu|trung)\b)")
# What stands before the proper part of a body's name.
_LEAD: Final = re.compile(
    r".*\b(?:thcs|thpt|th|mn|mg|tieu hoc|mam non|mau giao|trung hoc co so|trung hoc pho thong|xa|phuong|huyen|quan|tinh"
    r"|thanh pho|thi tran|thi xa)\s+(?=\S)"
)
_ALIKE: Final = 0.75
_PROVINCE_ALIKE: Final = 0.86


@dataclass(frozen=True, slots=True)
class Mender:
    """Mends words of one text; `damaged` is whether its words carry false marks (else marks are only missing)."""

    text: str
    needed: bool
    damaged: bool

    @classmethod
    def of(cls, text: str) -> Mender:
        """Return the mender for `text`: one that changes nothing when the diacritics are in order."""
        sample = text[:_SAMPLE]
        needed = diacritics_state(sample) != "full"
        return cls(text, needed, needed and _MARKED.search(sample) is not None)

    def words(self, words: str) -> str:
        """Return `words` (a title, a line) with their diacritics restored, if the text has lost them."""
        return restore(words, damaged=self.damaged) if self.needed else words

    def name(self, name: str) -> str:
        """Return a proper name (a place, a person) as cleaner mentions in the text and the restorer give it."""
        if not self.needed:
            return name
        keys = load_header_data().provinces
        sound = all(map(_is_sound, name.split()))  # "Hai Binh" is a place of its own
        least = 1.0 if sound else _PROVINCE_ALIKE
        province = next((known for key, known in keys.items() if similarity(key, name) >= least), None)
        best = self._best_mention(name)
        return province or proper_name(best) or self._same_letters(best)

    def body(self, name: str) -> str:
        """Return a body's name with the marks of its proper part: the longest known name that it ends with."""
        if not self.needed:
            return name
        words = name.split()
        for size in range(min(4, len(words) - 1), 1, -1):
            known = proper_name(" ".join(words[-size:]))
            if known:
                return f"{self.words(' '.join(words[:-size]))} {known}"
        lead = _LEAD.match(fold(name))
        if lead is None:
            return self.words(name)
        proper = self._same_letters(name[lead.end() :].title())
        return _HEAD.sub("Trường", f"{self.words(name[: lead.end()].rstrip())} {proper}")

    def _same_letters(self, name: str) -> str:
        """Return `name` with its marks restored, and letters mended only where a word is no syllable as it stands.

        A name is often rarer than a common word it resembles: "Thanh Phu" is no "thành phố".
        """
        mended = self.words(name)
        words, best, plain = name.split(), mended.split(), restore(name, damaged=False).split()
        if not len(words) == len(best) == len(plain):
            return mended
        return " ".join(p if _is_sound(word) else b for word, b, p in zip(words, best, plain, strict=True))

    def _best_mention(self, name: str) -> str:
        """Return the form of `name` in the text that is spelt best, and oftenest among those."""
        size = len(name.split())
        seen: Counter[str] = Counter()
        for match in _NAME.finditer(self.text):
            words = match.group().split()
            for at in range(len(words) - size + 1):
                seen[" ".join(word.capitalize() for word in words[at : at + size])] += 1
        alike = [form for form in seen if similarity(form, name) >= _ALIKE]
        counts = Counter({form: sum(n for f, n in seen.items() if fold_key(f) == fold_key(form)) for form in alike})
        return max((name, *alike), key=lambda form: (spelt(form), counts[form], form == name))


def _is_sound(word: str) -> bool:
    """Tell whether `word` of a damaged text only lost its marks: a syllable without any, false ones included."""
    return word.isascii() and is_syllable(word)


def spelt(words: str) -> float:
    """Return the share of `words` that obey Vietnamese spelling, abbreviations aside; 1.0 where there are no others."""
    parts = [part for part in words.split() if part.isalpha() and not part.isupper()]
    return sum(map(is_syllable, parts)) / len(parts) if parts else 1.0
