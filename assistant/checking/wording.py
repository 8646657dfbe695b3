"""What reads like a slip of recognition or typing: doubled words, words run together, wrong marks in known pairs.

The model is of the genre: pairs of neighbouring syllables counted from texts known to be right (built/pairs.txt), the
rules of Vietnamese spelling, and phrases of the trade. Precision comes first: a syllable that makes a known pair with
its other neighbour is left alone, and so are names. Text that lost its diacritics is not judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.checking.context import Context
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.finding import Finding
from assistant.checking.spelling import edit_distance, syllable_key
from corpus.syllables import is_syllable
from corpus.text import fold

PAIRS_FILE: Final = FOLDER / "built" / "pairs.txt"

_WORD: Final = re.compile(r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209f]+")  # footnote marks are no letters
_MARKED: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u00e0-\u00fd\u0103\u0129\u0169\u1ea0-\u1ef9]")
_RUN_ON: Final = re.compile(r"(?<![^\W_])(?P<short>[A-ZĐ]{3,6})(?P<word>[a-zà-ỹăâđêôơư]{2,6})(?![^\W_])")
_APART: Final = 5  # a pair so many times rarer than the one it overlaps is there by chance
_USUAL: Final = 8  # a pair counted so often is the way its letters are written in this genre
_SURE: Final = 24
_BASIS: Final = "Ngôn ngữ của kế hoạch nhà trường (các cặp từ thường gặp) và quy tắc chính tả tiếng Việt"


class Syllable(NamedTuple):
    """A word of the text; `key` is its spelling, `follows` that only white space parts it from the word before."""

    start: int
    end: int
    text: str
    key: str
    follows: bool


def syllables(text: str) -> Iterator[Syllable]:
    """Yield the words of `text` in order."""
    last = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        follows = last >= 0 and text[last:start].isspace()
        yield Syllable(start, end, match.group(), syllable_key(match.group()), follows)
        last = end


def check_wording(ctx: Context) -> Iterator[Finding]:
    """Yield likely slips, in a text that has its diacritics."""
    if not ctx.is_legible:
        return
    end = _foot(ctx)
    words = list(syllables(ctx.text[:end]))
    yield from _doubled(ctx, words)
    yield from _run_together(ctx, words)
    yield from _wrong_marks(ctx, words)
    yield from _wrong_syllables(ctx, words)


def _foot(ctx: Context) -> int:
    """Return where recipients and signature begin: names of people and of bodies are not prose."""
    recipients = ctx.plan.header.span("recipients")
    return recipients.start if recipients else len(ctx.text)


# --- doubled words ---------------------------------------------------------------------------------------------------


def _doubled(ctx: Context, words: list[Syllable]) -> Iterator[Finding]:
    never, seldom, known = _keys_of("never_doubled"), _keys_of("seldom_doubled"), _doubled_words()
    for index, (a, b) in enumerate(pairwise(words)):
        if a.key != b.key or not b.follows or "\n\n" in ctx.text[a.end : b.start]:
            continue
        before_day = a.key == syllable_key("ngày") and re.match(r"\s*\d", ctx.text[b.end : b.end + 4])
        if not before_day and (a.key not in never | seldom or f"{a.key} {b.key}" in known):
            continue
        before = words[index - 1] if index and a.follows else None
        after = words[index + 2] if index + 2 < len(words) and words[index + 2].follows else None
        if a.key in seldom and before and after:
            own, next_one = _count(before.key, a.key), _count(b.key, after.key)
            if own and _APART * own >= next_one > 0:
                continue  # "hoạt động động viên": each belongs to a word of its own
        yield ctx.finding(
            "text.ocr",
            "warning",
            f"Lặp từ “{a.text} {b.text}”.",
            (a.start, b.end),
            suggestion=f"Bỏ một chữ “{b.text}”.",
            basis=_BASIS,
            fix=a.text if ctx.is_exact else None,
        )


# --- words run together ----------------------------------------------------------------------------------------------


def _run_together(ctx: Context, words: list[Syllable]) -> Iterator[Finding]:
    for match in _RUN_ON.finditer(ctx.text):
        if is_syllable(match["word"]) and syllable_key(match["word"]) in _single():
            yield _apart(ctx, match.start(), match.end(), f"{match['short']} {match['word']}", sure=True)
    known = _single()
    for word in words:
        if word.key in known or len(word.text) < 4 or not word.text.islower():
            continue
        if not _MARKED.search(word.text) or _is_possible(word.text):
            continue
        halves = [(word.text[:i], word.text[i:]) for i in range(2, len(word.text) - 1)]
        words_in = [(a, b) for a, b in halves if _is_word(a) and _is_word(b)]
        if len(words_in) == 1:
            sure = _is_known(*map(syllable_key, words_in[0]))
            yield _apart(ctx, word.start, word.end, " ".join(words_in[0]), sure=sure)
        elif not words_in:
            yield ctx.finding(
                "text.ocr",
                "info",
                f"“{word.text}” không phải âm tiết tiếng Việt.",
                (word.start, word.end),
                basis=_BASIS,
            )


def _apart(ctx: Context, start: int, end: int, right: str, *, sure: bool) -> Finding:
    return ctx.finding(
        "text.ocr",
        "warning",
        f"Thiếu khoảng trắng: “{ctx.text[start:end]}”.",
        (start, end),
        suggestion=f"Viết “{right}”.",
        basis=_BASIS,
        fix=right if sure and ctx.is_exact else None,
    )


def _is_word(text: str) -> bool:
    return is_syllable(text) and _is_possible(text) and syllable_key(text) in _single()


_STOPPED: Final = re.compile(r"(?:c|ch|p|t)$")


@lru_cache(maxsize=8192)
def _is_possible(word: str) -> bool:
    """Tell whether `word` can be a Vietnamese syllable: stopped finals bear the acute or the dot below."""
    key = syllable_key(word)
    tone = key[-1:] if key[-1:] in "\u0300\u0301\u0303\u0309\u0323" else ""
    letters = key.removesuffix(tone) if tone else key
    return is_syllable(word) and not (_STOPPED.search(letters) and tone not in ("\u0301", "\u0323"))


# --- wrong marks and wrong syllables ---------------------------------------------------------------------------------


def _wrong_marks(ctx: Context, words: list[Syllable]) -> Iterator[Finding]:
    """Yield pairs whose letters are those of a usual pair and whose marks are not ("kiến toàn" for "kiện toàn")."""
    usual, light, pairs, vocabulary, none = _usual(), _keys_of("light"), _pairs(), _single(), dict[str, int]()
    for index, (a, b) in enumerate(pairwise(words)):
        if not b.follows or b.key in pairs.get(a.key, none) or a.key in light or b.key in light:
            continue
        right = usual.get(f"{_folded(a.text)} {_folded(b.text)}")
        if right is None:
            continue
        first, second = right
        wrong_first, wrong_second = a.key != first, b.key != second
        if wrong_first == wrong_second:
            continue
        odd = index if wrong_first else index + 1
        if _is_name(ctx, words, odd):
            continue
        count = _count(first, second)
        if not _belongs_elsewhere(words, odd, index + 1 if wrong_first else index, count):
            sure = words[odd].key not in vocabulary or count >= _SURE
            meant = first if wrong_first else second
            yield _misspelt(ctx, words[odd], words[index : index + 2], meant, f"{first} {second}", sure=sure)


def _is_name(ctx: Context, words: list[Syllable], at: int) -> bool:
    """Tell whether a word is part of a name or an abbreviation: a capital where no sentence or quotation begins."""
    word = words[at]
    if word.text.islower():
        return False
    neighbours = words[at - 1 : at] + words[at + 1 : at + 2]
    if word.text.isupper() and len(word.text) > 1:
        return not any(w.text.isupper() and len(w.text) > 1 for w in neighbours)
    return re.search(r"(?:^|[.:;!?“\"*\n+\-•)])[\s*_]*$", ctx.text[max(0, word.start - 6) : word.start]) is None


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return fold(word)


def _belongs_elsewhere(words: list[Syllable], odd: int, inner: int, count: int) -> bool:
    """Tell whether the odd syllable makes a known pair with its other neighbour, or the inner one a commoner one.

    `count` is how often the pair of the two, rightly marked, was seen.
    """
    beyond_odd, beyond_inner = 2 * odd - inner, 2 * inner - odd
    return _count_at(words, odd, beyond_odd) > 0 or _count_at(words, inner, beyond_inner) >= count


def _count_at(words: list[Syllable], one: int, other: int) -> int:
    """Return how often the neighbours at `one` and `other` make a pair; 0 where there is no such neighbour."""
    low, high = min(one, other), max(one, other)
    if low < 0 or high >= len(words) or not words[high].follows:
        return 0
    return _count(words[low].key, words[high].key)


def _wrong_syllables(ctx: Context, words: list[Syllable]) -> Iterator[Finding]:
    """Yield phrases with one syllable that is nearly the right one ("giáo viên giải" for "giáo viên giỏi").

    The odd syllable makes a known pair with neither neighbour, which rules out nearly every place at once.
    """
    table, pairs, light, vocabulary, none = _gapped(), _pairs(), _keys_of("light"), _single(), dict[str, int]()
    known = [True, *(not b.follows or b.key in pairs.get(a.key, none) for a, b in pairwise(words)), True]
    for odd, word in enumerate(words):
        alone = (not known[odd] or odd == 0 or not word.follows) and (
            not known[odd + 1] or odd + 1 == len(words) or not words[odd + 1].follows
        )
        if not alone or word.key in light:
            continue
        for gap in range(3):
            three = words[odd - gap : odd - gap + 3] if odd >= gap else []
            if len(three) < 3 or not (three[1].follows and three[2].follows):
                continue
            keys = tuple(word.key for word in three)
            fills = table.get((gap, *keys[:gap], *keys[gap + 1 :]), ())
            meant = [right for right in fills if _is_slip(word, right, only=len(fills) == 1)]
            if len(meant) == 1:
                phrase = " ".join((*keys[:gap], meant[0], *keys[gap + 1 :]))
                sure = gap == 1 or word.key not in vocabulary
                yield _misspelt(ctx, word, three, meant[0], phrase, sure=sure)


def _is_slip(odd: Syllable, right: str, *, only: bool) -> bool:
    """Tell whether the word is a letter away from `right`, or, where nothing else fits, rhymes with it."""
    wrong, meant = _folded(odd.text), fold(_composed(right))
    if odd.key == right or wrong == meant or odd.text.isupper() or len(wrong) < 3:
        return False
    near = edit_distance(wrong, meant, 2) <= 1 and wrong[:1] == meant[:1]
    return near or (only and _rhyme(odd.key) == _rhyme(right) and abs(len(wrong) - len(meant)) <= 1)


def _misspelt(ctx: Context, odd: Syllable, around: list[Syllable], right: str, phrase: str, *, sure: bool) -> Finding:
    written = _in_case_of(odd.text, _composed(right))
    start, end = around[0].start, around[-1].end
    return ctx.finding(
        "text.ocr",
        "warning" if sure else "info",
        f"“{' '.join(ctx.text[start:end].split())}” có thể là “{_composed(phrase)}”.",
        (odd.start, odd.end),
        suggestion=f"Viết “{written}” nếu đúng ý.",
        basis=_BASIS,
    )


def _in_case_of(model: str, word: str) -> str:
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


# --- the data --------------------------------------------------------------------------------------------------------


@cache
def _pairs() -> dict[str, dict[str, int]]:
    """Return how often each second syllable follows each first one."""
    table: dict[str, dict[str, int]] = {}
    for line in PAIRS_FILE.read_text(encoding="utf-8").splitlines():
        pair, _, count = line.partition("\t")
        first, _, second = pair.partition(" ")
        table.setdefault(first, {})[second] = int(count)
    return table


def _count(a: str, b: str) -> int:
    return _pairs().get(a, {}).get(b, 0)


def _is_known(a: str, b: str) -> bool:
    return b in _pairs().get(a, ())


@cache
def _single() -> frozenset[str]:
    """Return the syllables of all known pairs."""
    return frozenset(_pairs()).union(*_pairs().values())


@cache
def _usual() -> dict[str, tuple[str, str]]:
    """Return, for the letters of a pair, the one usual way of marking them; none where there are several."""
    table: dict[str, list[tuple[int, str, str]]] = {}
    for first, second, count in ((a, b, count) for a, follow in _pairs().items() for b, count in follow.items()):
        if first in _keys_of("light") or second in _keys_of("light"):
            continue
        table.setdefault(f"{fold(_composed(first))} {fold(_composed(second))}", []).append((count, first, second))
    usual = {}
    for letters, ways in table.items():
        count, first, second = max(ways)
        if count >= (_USUAL if len(ways) == 1 else _SURE * len(ways)):
            usual[letters] = (first, second)
    return usual


@cache
def _gapped() -> dict[tuple[int | str, ...], tuple[str, ...]]:
    """Return the syllables that fill the gap in phrases of three syllables, by place of the gap and the other two."""
    table: dict[tuple[int | str, ...], set[str]] = {}
    for phrase in phrases():
        for start in range(len(phrase) - 2):
            three = phrase[start : start + 3]
            for gap in range(3):
                table.setdefault((gap, *three[:gap], *three[gap + 1 :]), set()).add(three[gap])
    return {key: tuple(sorted(fills)) for key, fills in table.items()}


@cache
def phrases() -> tuple[tuple[str, ...], ...]:
    """Return the phrases of wording.yaml as keys of their syllables."""
    written = load_yaml(FOLDER / "wording.yaml")["phrases"].replace("\n", " ").split(";")
    return tuple(tuple(word.key for word in syllables(phrase)) for phrase in written if phrase.strip())


def common_words() -> tuple[tuple[str, ...], ...]:
    """Return the words of two syllables of wording.yaml as keys."""
    written = load_yaml(FOLDER / "wording.yaml")["words"].replace("\n", " ").split(",")
    return tuple(tuple(word.key for word in syllables(one)) for one in written if one.strip())


@cache
def _keys_of(name: str) -> frozenset[str]:
    """Return the list `name` of wording.yaml as keys."""
    return frozenset(map(syllable_key, load_yaml(FOLDER / "wording.yaml")[name]))


@cache
def _doubled_words() -> frozenset[str]:
    return frozenset(
        " ".join(map(syllable_key, w.split())) for w in load_yaml(FOLDER / "wording.yaml")["doubled_words"]
    )


_RHYME: Final = re.compile(r"^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?(?=.)")


def _rhyme(key: str) -> str:
    """Return the syllable without its first consonants, tone included."""
    return _RHYME.sub("", key, count=1)


def _composed(key: str) -> str:
    """Return a key, or several, as ordinary text: the tone on its vowel."""
    return " ".join(_place_tone(word) for word in key.split(" "))


@cache
def _place_tone(key: str) -> str:
    tone = key[-1:] if key[-1:] in "\u0300\u0301\u0303\u0309\u0323" else ""
    letters = key[:-1] if tone else key
    if not tone:
        return letters
    vowels = [i for i, char in enumerate(letters) if char in "aăâeêioôơuưy"]
    if letters.startswith(("qu", "gi")) and len(vowels) > 1:
        vowels = vowels[1:]
    marked = next((i for i in reversed(vowels) if letters[i] in "ăâêôơư"), None)
    if marked is None:
        closed = vowels[-1] + 1 < len(letters)
        marked = vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", letters[: marked + 1] + tone + letters[marked + 1 :])
