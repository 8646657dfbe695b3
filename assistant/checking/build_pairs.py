"""Count the pairs of syllables in texts known to be written right: ``python -m assistant.checking.build_pairs``.

Writes built/pairs.txt, one pair and its count a line, from the titles of the register, the sample plans and the phrases
of wording.yaml. A pair seen once in a title alone is left out: titles hold slips of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from assistant.checking.lexicon import PAIRS_FILE, common_words, phrases, syllables
from corpus.law.register import load_register
from corpus.samples import sample_files
from corpus.text import to_nfc

_PHRASE_WEIGHT = 12  # a phrase written into wording.yaml is as good as so many sightings
_SAMPLE_WEIGHT = 2
_WORD_WEIGHT = 4


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


def _pairs_of(text: str) -> Iterable[str]:
    words = list(syllables(to_nfc(text)))
    return [f"{a.key} {b.key}" for a, b in pairwise(words) if b.follows]


def main() -> None:
    """Write the file."""
    titles = [document.title for document in load_register() if document.title]
    plans = [path.read_text(encoding="utf-8") for path in sample_files() if path.suffix == ".txt"]
    sources = [path.read_text(encoding="utf-8") for path in sample_files()[0].parents[1].glob("sources/*.txt")]
    counts = count_pairs(titles, sources or plans)
    lines = [f"{pair}\t{count}" for pair, count in sorted(counts.items())]
    PAIRS_FILE.parent.mkdir(exist_ok=True)
    PAIRS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
