"""How like a turn is to turns whose job is known: a linear model over its words, pairs of words and signs.

It is learnt from the measured conversations (``python -m evals.learning``) and kept as weights in ``learnt.json``; it
weighs beside the rules of ``evidence.yaml``, most where these have little to say.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from assistant.evidence import bare
from assistant.phrasebook import words_of
from corpus.text import fold


def features(message: str, signs: Iterable[str]) -> Iterator[str]:
    """Yield what the model looks at: folded words and pairs without politeness, and the signs of the turn."""
    words = [fold(word) for word in bare(words_of(message))]
    yield from words
    yield from (f"{left} {right}" for left, right in pairwise(["^", *words, "$"]))
    yield from (f"={sign}" for sign in signs)


def likelihoods(message: str, signs: Iterable[str], learnt: Mapping[str, Any] | None = None) -> dict[str, float]:
    """Return for each job the logarithm of how likely a turn that looks so asks for it, by the weights `learnt`."""
    learnt = learnt or _learnt()
    sums: dict[str, float] = dict(learnt["bias"])
    for feature in set(features(message, signs)):
        for job, weight in learnt["weights"].get(feature, {}).items():
            sums[job] += weight
    most = max(sums.values())
    total = most + math.log(sum(math.exp(value - most) for value in sums.values()))
    return {job: value - total for job, value in sums.items()}


@lru_cache(maxsize=1)
def _learnt() -> dict[str, Any]:
    loaded = json.loads(resources.files("assistant").joinpath("learnt.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded
