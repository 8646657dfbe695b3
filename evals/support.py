"""Whether the sources given with each paragraph of a draft support it, as ALCE counts it (Gao et al., 2023).

Recall is the share of paragraphs that follow from their sources; precision the share of sources that a supported
paragraph needs: one that supports it alone, or without which the others do not. Support is a matter of strings alone:
the stated changes taken back or carried out make source and paragraph the same words; of a paragraph that a language
model worded, each sentence must have its figures and names from the sources so changed, and most of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.draft import Draft, DraftSource, Paragraph
from assistant.drafting.paragraphs import plain
from assistant.drafting.verify import sentences
from assistant.drafting.vocabulary import CAPITALISED
from corpus.text import fold

_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NAME: Final = re.compile(rf"(?<!\w){CAPITALISED}(?:[ ]+{CAPITALISED})+")
_WORD: Final = re.compile(r"[^\W_]+")
#: Share of a reworded sentence's words that its sources must hold.
_SAID: Final = 0.55


@dataclass(frozen=True, slots=True)
class Support:
    """Counts over paragraphs that claim something, and over the sources given with them."""

    claiming: int = 0
    supported: int = 0
    sources: int = 0
    needed: int = 0

    def __add__(self, other: Support) -> Support:
        """Return the sums."""
        return Support(
            self.claiming + other.claiming,
            self.supported + other.supported,
            self.sources + other.sources,
            self.needed + other.needed,
        )

    @property
    def recall(self) -> float:
        """The share of paragraphs that follow from their sources."""
        return self.supported / max(1, self.claiming)

    @property
    def precision(self) -> float:
        """The share of sources that are needed."""
        return self.needed / max(1, self.sources)


def support_of(draft: Draft) -> Support:
    """Return the support of all paragraphs of `draft` that have sources."""
    return sum((_support(paragraph, draft.model is not None) for paragraph in draft.paragraphs), Support())


def follows(paragraph: Paragraph) -> bool:
    """Tell whether the stated changes, taken back or carried out, make the paragraph and its sources the same words."""
    said = " ".join(source.text for source in paragraph.sources)
    back = _exchanged(paragraph.text, [(change.to, change.from_) for change in paragraph.changes])
    forth = _exchanged(plain(said)[0], [(change.from_, change.to) for change in paragraph.changes])
    bare = re.sub(r"^\W*\w+[.)/]\s*", "", paragraph.text)  # a heading under another numeral
    return (back is not None and _key(back) in _key(said)) or (
        forth is not None and (_key(paragraph.text) in _key(forth) or _key(bare) in _key(forth))
    )


def _support(paragraph: Paragraph, reworded: bool) -> Support:
    if not paragraph.sources:
        return Support()
    sources = paragraph.sources
    if not _stands(paragraph, sources, reworded):
        return Support(1, 0, len(sources), 0)
    needed = sum(
        _stands(paragraph, (source,), reworded)
        or not _stands(paragraph, tuple(other for other in sources if other is not source), reworded)
        for source in sources
    )
    return Support(1, 1, len(sources), needed)


def _stands(paragraph: Paragraph, sources: tuple[DraftSource, ...], reworded: bool) -> bool:
    if not sources:
        return False
    cited = replace(paragraph, sources=sources)
    return follows(cited) or (reworded and _is_said(cited))


def _is_said(paragraph: Paragraph) -> bool:
    """Tell whether each sentence has its figures and names from the sources as changed, and most of its words."""
    said = plain(" ".join(source.text for source in paragraph.sources))[0]
    for change in paragraph.changes:
        said = said.replace(change.from_, f"{change.from_} {change.to}")
    held = fold(said)
    words = set(_WORD.findall(held))
    return all(_from(held, words, sentence) for sentence in sentences(paragraph.text))


def _from(held: str, words: set[str], sentence: str) -> bool:
    mine = _WORD.findall(fold(sentence))
    facts = [*_FIGURE.findall(sentence), *(fold(match.group()) for match in _NAME.finditer(sentence))]
    return sum(word in words for word in mine) >= _SAID * len(mine) and all(
        re.search(rf"(?<!\w){re.escape(fact)}(?!\w)", held) for fact in _beyond_label(facts, sentence)
    )


def _beyond_label(facts: Iterable[str], sentence: str) -> list[str]:
    """Return the facts but for a capital that merely opens the sentence."""
    opening = fold(" ".join(_WORD.findall(sentence)[:1]))
    return [re.sub(rf"^{re.escape(opening)}\s", "", fact) if opening else fact for fact in facts]


def _exchanged(text: str, pairs: list[tuple[str, str]]) -> str | None:
    """Return `text` with the first of each pair replaced by the second, in order; ``None`` where one is not there."""
    position = 0
    for old, new in pairs:
        found = text.find(old, position)
        if found < 0:
            return None
        text = text[:found] + new + text[found + len(old) :]
        position = found + len(new)
    return text


def _key(text: str) -> str:
    return re.sub(r"[\s*;.,•–+-]+", "", fold(plain(text)[0]))
