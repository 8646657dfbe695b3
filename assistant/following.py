"""What a search goes on from: its subject, the one school it keeps to, and what a further turn makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafting.vocabulary import alternation, load_vocabulary
from assistant.questions import load_vocabulary as chat_words
from corpus.text import fold, to_nfc

_YEAR = re.compile(r"(?<![\d/.-])20\d\d(?![\d/])")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search of the conversation: its subject in words, and the school that alone is wanted, if one was named."""

    subject: str
    school: str | None = None

    def carried_on(self, further: Asked) -> Asked:
        """Return what `further` makes of this question.

        Another person or year takes the place of the one spoken of ("mức thưởng học sinh", "còn giáo viên" -> "mức
        thưởng giáo viên"); what else it says is added; its school, if it names one, is the one wanted from now on.
        """
        earlier, said = self.subject, further.subject
        people = [*load_vocabulary("requests")["audiences"], *chat_words()["follow_ups"]["people"]]
        for pattern in (re.compile(alternation(people)), _YEAR):
            old, new = pattern.search(fold(earlier)), pattern.search(fold(said))
            if old and new:
                earlier = earlier[: old.start()] + said[new.start() : new.end()] + earlier[old.end() :]
                said = said[: new.start()] + said[new.end() :]
        return Asked(" ".join(f"{earlier} {said}".split()), further.school or self.school)


def asked(subject: str, schools: Iterable[str]) -> Asked:
    """Return `subject` with the one school of the library that it names taken out of its words.

    A subject that names several, or nothing but a school, stays whole.
    """
    text = to_nfc(subject)
    named = {school: match for school in schools if (match := _own_name(school).search(fold(text)))}
    if len({match[0] for match in named.values()}) != 1:
        return Asked(text)
    school, match = next(iter(named.items()))
    return Asked(" ".join(f"{text[: match.start()]} {text[match.end() :]}".split()), school)


def _own_name(school: str) -> re.Pattern[str]:
    """Return what finds a school by its own name, with what leads to it: "của trường THPT Lam Kiều"."""
    from index.query import SCHOOL_WORDS

    words = fold(to_nfc(school)).split()
    last = max((at for at, word in enumerate(words) if word in SCHOOL_WORDS), default=-1)
    own = [re.escape(word) for word in words[last + 1 :]]
    if len(own) < 2:  # a single syllable is also an ordinary word
        return re.compile(r"(?!)")
    kinds = "|".join(sorted(SCHOOL_WORDS, key=len, reverse=True))
    name = r"\s+".join(own)
    return re.compile(rf"(?<!\w)(?:(?:cua|o|tai|ben|trong)\s+)?(?:(?:{kinds})\s+)*{name}(?!\w)")
