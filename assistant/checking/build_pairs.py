"""Count the pairs of syllables in texts known to be written right: ``python -m assistant.checking.build_pairs``.

Writes built/pairs.txt, one pair and its count a line, from the titles of the register, the sample plans and the phrases
of wording.yaml, and built/usual_pairs.txt, the one usual marking of the letters of a pair. A pair seen once in a title
alone is left out: titles hold slips of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from assistant.checking.lexicon import (
    PAIRS_FILE,
    SURE,
    USUAL_FILE,
    common_words,
    composed,
    keys_of,
    phrases,
    syllables,
)
from corpus.law.register import load_register
from corpus.samples import sample_files
from corpus.text import fold, to_nfc

_PHRASE_WEIGHT = 12  # a phrase written into wording.yaml is as good as so many sightings
_SAMPLE_WEIGHT = 2
_WORD_WEIGHT = 4
_USUAL = 8  # a pair counted so often is the way its letters are written in this genre


def count_pairs(titles: Iterable[str], plans: Iterable[str]) -> Counter[str]:
    """Return the pairs of neighbouring syllables in lower case, with their weighted counts."""
    counts: Counter[str] = Counter()
    for text in titles:
        counts.update(_pairs_of(text))
    counts = Counter({pair: count for pair, count in counts.items() if count > 1})
    for text in plans:
        for pair in _pairs_of(text):
            counts[pair] += _SAMPLE_WEIGHT
    for word in common_words():
        counts[" ".join(word)] += _WORD_WEIGHT
    for phrase in phrases():
        for first, second in pairwise(phrase):
            counts[f"{first} {second}"] += _PHRASE_WEIGHT
    return counts


def usual_of(counts: Counter[str]) -> dict[str, str]:
    """Return the one usual pair for each row of letters; letters with several usual pairs are left out."""
    light = keys_of("light")
    ways: dict[str, list[tuple[int, str]]] = {}
    for pair, count in counts.items():
        if light.isdisjoint(pair.split(" ")):
            ways.setdefault(fold(composed(pair)), []).append((count, pair))
    usual = {}
    for letters, marked in ways.items():
        count, pair = max(marked)
        if count >= (_USUAL if len(marked) == 1 else SURE * len(marked)):
            usual[letters] = pair
    return usual


def _pairs_of(text: str) -> Iterable[str]:
    words = list(syllables(to_nfc(text)))
    return [f"{a.key} {b.key}" for a, b in pairwise(words) if b.follows]


def main() -> None:
    """Write the files."""
    titles = [document.title for document in load_register() if document.title]
    plans = [path.read_text(encoding="utf-8") for path in sample_files()[0].parents[1].glob("sources/*.txt")]
    counts = count_pairs(titles, plans)
    PAIRS_FILE.parent.mkdir(exist_ok=True)
    for path, table in ((PAIRS_FILE, counts), (USUAL_FILE, usual_of(counts))):
        lines = [f"{key}\t{value}" for key, value in sorted(table.items())]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
