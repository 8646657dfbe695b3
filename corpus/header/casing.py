"""From capitals to sentence case: "KẾ HOẠCH TỔ CHỨC ĐẠI HỘI LIÊN ĐỘI" -> "Kế hoạch tổ chức Đại hội Liên đội".

Which words are names is learnt from the same text in mixed case, and from the fixed names of bodies.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from corpus.header.bodies import fixed_name, load_bodies
from corpus.text import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:[&-][^\W\d_]+)*")
_OFTEN: Final = 2  # how often a word has a capital before it is taken for a name
_LEARNT_FROM: Final = 12000  # characters of the text that are looked at


def sentence_case(words: str, text: str) -> str:
    """Return `words` with runs of capitals in sentence case; words in mixed case, figures and abbreviations stay."""
    tokens = re.split(r"(\s+)", words)
    capitals = [_in_capitals(token) for token in tokens]
    if sum(len(token) for token, shouted in zip(tokens, capitals, strict=True) if shouted) < 6:
        return words
    usual = _usual_forms(text)
    written: list[str] = []
    at = 0
    while at < len(tokens):
        size, name = _name_at(tokens, capitals, at)
        if size:
            written.append(name)
            at += size
            continue
        written.append(
            _WORD.sub(lambda match: _usual(match.group(), usual), tokens[at]) if capitals[at] else tokens[at]
        )
        at += 1
    joined = "".join(written)
    return joined[:1].upper() + joined[1:]


def _in_capitals(token: str) -> bool:
    return token.isupper() and sum(char.isalpha() for char in token) > 1


def _name_at(tokens: list[str], capitals: list[bool], at: int) -> tuple[int, str]:
    """Return how many tokens a fixed name of two words or more takes from `at` on, and the name; (0, "") for none."""
    for count in range(6, 1, -1):
        stretch = tokens[at : at + 2 * count - 1]
        if len(stretch) == 2 * count - 1 and all(capitals[at : at + 2 * count - 1 : 2]):
            name = fixed_name(" ".join(stretch[::2]))
            if name:
                return len(stretch), name
    return 0, ""


def _usual(word: str, usual: dict[str, str]) -> str:
    low = word.lower()
    if low in usual:
        return usual[low]
    short = load_bodies().abbreviations.get(fold(word))
    if short is not None and short.lower() == low:
        return short
    return low if re.search("[aeiouy]", fold(word)) else word


def _usual_forms(text: str) -> dict[str, str]:
    """Return the form of each word that `text` uses most in the middle of sentences in mixed case."""
    counts: dict[str, Counter[str]] = {}
    for line in text[:_LEARNT_FROM].split("\n"):
        if line.isupper():
            continue
        for match in _WORD.finditer(line):
            before = line[: match.start()].rstrip(' “"(')
            if before and before[-1] not in ".:;!?-–+•)" and not before[-1].isdigit():
                counts.setdefault(match.group().lower(), Counter())[match.group()] += 1
    usual = ((low, *forms.most_common(1)[0]) for low, forms in counts.items())
    return {low: form for low, form, count in usual if form == low or count >= _OFTEN}
