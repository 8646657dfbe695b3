"""Two texts side by side in one: paragraphs are paired first, then compared word by word. No model has a part in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

#: Paragraphs that share fewer of their words than this are another paragraph, not the same one reworded.
SAME_PARAGRAPH = 0.4
#: A stretch with more pairs than this is paired in order; only texts that have nothing in common get there.
_MOST_PAIRS = 40_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph before and after; ``None`` where it was not there."""

    old: str | None
    new: str | None


def paired(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Return the paragraphs of both texts in order, those that are one and the same reworded paired up."""
    pairs: list[Pair] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += [Pair(text, text) for text in new[j1:j2]]
        else:
            pairs += _aligned(old[i1:i2], new[j1:j2])
    return tuple(pairs)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs whose likeness adds up to the most, in both orders (Needleman and Wunsch)."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield from (Pair(text, None) for text in old)
        yield from (Pair(None, text) for text in new)
        return
    before, after = [Counter(text.split()) for text in old], [Counter(text.split()) for text in new]
    likeness = [[_likeness(one, other) for other in after] for one in before]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            yield Pair(old[i], new[j])
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield Pair(old[i], None)
            i += 1
        else:
            yield Pair(None, new[j])
            j += 1
    yield from (Pair(text, None) for text in old[i:])
    yield from (Pair(None, text) for text in new[j:])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words in common, 0 where it is too small for one paragraph."""
    size = one.total() + other.total()
    share = 2 * (one & other).total() / size if size else 1.0
    return share if share >= SAME_PARAGRAPH else 0.0


def difference_html(old: str, new: str) -> str:
    """Return `new` with what it lost of `old` struck and what it gained underlined, word by word."""
    before, after = old.split(), new.split()
    pieces = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(escape(" ".join(after[j1:j2])))
            continue
        if i1 < i2:
            pieces.append(f"<del>{escape(' '.join(before[i1:i2]))}</del>")
        if j1 < j2:
            pieces.append(f"<ins>{escape(' '.join(after[j1:j2]))}</ins>")
    return " ".join(pieces)


def comparison_html(old: Sequence[str], new: Sequence[str], old_name: str) -> str:
    """Return `new` held against `old`: how much is kept, changed, added and left out, then the text with the words."""
    pairs = paired([_flat(text) for text in old], [_flat(text) for text in new])
    kinds = Counter(_kind(pair) for pair in pairs)
    counts = ", ".join(f"{kinds[kind]} đoạn {name}" for kind, name in _KINDS.items() if kinds[kind])
    body = "".join(f'<p class="kh-{_kind(p)}">{difference_html(p.old or "", p.new or "")}</p>' for p in pairs)
    return (
        f'<div class="kh-draft" tabindex="0" role="region" aria-label="So với {escape(old_name, quote=True)}">'
        f'<div class="kh-where">So với {escape(old_name)}: {counts}. <del>Gạch ngang</del> là chữ đã bỏ, '
        f"<ins>gạch chân</ins> là chữ mới.</div>{body}</div>"
    )


_KINDS = {"kept": "giữ nguyên", "changed": "có đổi", "added": "thêm mới", "left-out": "bỏ đi"}


def _kind(pair: Pair) -> str:
    if pair.old == pair.new:
        return "kept"
    if pair.old is None:
        return "added"
    return "left-out" if pair.new is None else "changed"


def _flat(text: str) -> str:
    return " ".join(text.split())
