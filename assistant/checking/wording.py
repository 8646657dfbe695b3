"""What reads like a slip of recognition or typing: doubled words, words run together, wrong marks in known pairs.

The model is of the genre: pairs of neighbouring syllables counted from texts known to be right (built/pairs.txt), the
rules of Vietnamese spelling, and phrases of the trade. Precision comes first: a syllable that makes a known pair with
its other neighbour is left alone, and so are names. Text that lost its diacritics is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.checking import lexicon
from assistant.checking.context import Context
from assistant.checking.finding import Finding
from assistant.checking.spelling import edit_distance, syllable_key
from corpus.syllables import is_syllable
from corpus.text import fold

_MARKED: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u00e0-\u00fd\u0103\u0129\u0169\u1ea0-\u1ef9]")
_RUN_ON: Final = re.compile(r"(?<![^\W_])(?P<short>[A-ZĐ]{3,6})(?P<word>[a-zà-ỹăâđêôơư]{2,6})(?![^\W_])")
_APART: Final = 5  # a pair so many times rarer than the one it overlaps is there by chance
_USUAL: Final = 3  # so often seen, two syllables make a word
_BASIS: Final = "Ngôn ngữ của kế hoạch nhà trường (các cặp từ thường gặp) và quy tắc chính tả tiếng Việt"


def check_wording(ctx: Context) -> Iterator[Finding]:
    """Yield likely slips, one a place, in a text that has its diacritics."""
    if not ctx.is_legible:
        return
    end = _foot(ctx)
    words = list(lexicon.syllables(ctx.text[:end]))
    seen: set[int] = set()
    for look in (_doubled, _doubled_pairs, _wrong_marks, _wrong_syllables, _no_words, _run_together):
        for finding in look(ctx, words):
            if finding.start not in seen:
                seen.add(finding.start)
                yield finding


def _foot(ctx: Context) -> int:
    """Return where recipients and signature begin: names of people and of bodies are not prose."""
    recipients = ctx.plan.header.span("recipients")
    return recipients.start if recipients else len(ctx.text)


# --- doubled words ---------------------------------------------------------------------------------------------------


def _doubled(ctx: Context, words: list[lexicon.Syllable]) -> Iterator[Finding]:
    never, seldom, known = lexicon.keys_of("never_doubled"), lexicon.keys_of("seldom_doubled"), lexicon.doubled_words()
    for index, (a, b) in enumerate(pairwise(words)):
        if a.key != b.key or not b.follows or _is_new_paragraph(ctx, a, b):
            continue
        follower = ctx.folded[b.end : b.end + 12].split()
        before_day = a.key == syllable_key("ngày") and re.match(r"\s*\d", ctx.text[b.end : b.end + 4])
        wants_one = bool(follower) and f"{fold(b.text)} {follower[0]}" in lexicon.single_before()
        if not before_day and not wants_one and (a.key not in never | seldom or f"{a.key} {b.key}" in known):
            continue
        before = words[index - 1] if index and a.follows else None
        after = words[index + 2] if index + 2 < len(words) and words[index + 2].follows else None
        if a.key in seldom and before and after:
            own, next_one = lexicon.count_of(before.key, a.key), lexicon.count_of(b.key, after.key)
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


def _doubled_pairs(ctx: Context, words: list[lexicon.Syllable]) -> Iterator[Finding]:
    """Yield words of two syllables written twice ("đôn đốc đôn đốc")."""
    for a, b, c, d in zip(words, words[1:], words[2:], words[3:], strict=False):
        if a.key != c.key or b.key != d.key or a.key == b.key or not (b.follows and c.follows and d.follows):
            continue
        if "\n" not in ctx.text[a.end : d.start] and a.text.islower() and c.text.islower() and _is_one_word(a, b):
            yield ctx.finding(
                "text.ocr",
                "warning",
                f"Lặp từ “{a.text} {b.text}”.",
                (a.start, d.end),
                suggestion=f"Bỏ một lần “{a.text} {b.text}”.",
                basis=_BASIS,
                fix=f"{a.text} {b.text}" if ctx.is_exact else None,
            )


def _is_one_word(a: lexicon.Syllable, b: lexicon.Syllable) -> bool:
    """Tell whether two syllables make a usual word, neither of them one that stands beside any other."""
    light = lexicon.keys_of("light")
    usual = lexicon.count_of(a.key, b.key) >= _USUAL or b.key in lexicon.followers().get(a.key, ())
    return usual and a.key not in light and b.key not in light


def _is_new_paragraph(ctx: Context, a: lexicon.Syllable, b: lexicon.Syllable) -> bool:
    """Tell whether the second word opens a line of its own: after a blank line, or with another use of capitals."""
    gap = ctx.text[a.end : b.start]
    return "\n\n" in gap or ("\n" in gap and a.text != b.text)


# --- words run together ----------------------------------------------------------------------------------------------


def _run_together(ctx: Context, words: list[lexicon.Syllable]) -> Iterator[Finding]:
    for match in _RUN_ON.finditer(ctx.text):
        if is_syllable(match["word"]) and syllable_key(match["word"]) in lexicon.vocabulary():
            yield _apart(ctx, match.start(), match.end(), f"{match['short']} {match['word']}", sure=True)
    known = lexicon.vocabulary()
    for word in words:
        if word.key in known or len(word.text) < 4 or not word.text.islower():
            continue
        if not _MARKED.search(word.text) or _is_possible(word.text):
            continue
        halves = [(word.text[:i], word.text[i:]) for i in range(2, len(word.text) - 1)]
        words_in = [(a, b) for a, b in halves if _is_word(a) and _is_word(b)]
        if len(words_in) == 1:
            sure = lexicon.is_known(*map(syllable_key, words_in[0]))
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
    return is_syllable(text) and _is_possible(text) and syllable_key(text) in lexicon.vocabulary()


_STOPPED: Final = re.compile(r"(?:c|ch|p|t)$")


@lru_cache(maxsize=8192)
def _is_possible(word: str) -> bool:
    """Tell whether `word` can be a Vietnamese syllable: stopped finals bear the acute or the dot below."""
    key = syllable_key(word)
    tone = key[-1:] if key[-1:] in "\u0300\u0301\u0303\u0309\u0323" else ""
    letters = key.removesuffix(tone) if tone else key
    return is_syllable(word) and not (_STOPPED.search(letters) and tone not in ("\u0301", "\u0323"))


# --- wrong marks and wrong syllables ---------------------------------------------------------------------------------


def _wrong_marks(ctx: Context, words: list[lexicon.Syllable]) -> Iterator[Finding]:
    """Yield pairs whose letters are those of a usual pair and whose marks are not ("kiến toàn" for "kiện toàn")."""
    usual, light, pairs, vocabulary, none = (
        lexicon.usual_pairs(),
        lexicon.keys_of("light"),
        lexicon.pairs(),
        lexicon.vocabulary(),
        dict[str, int](),
    )
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
        count = lexicon.count_of(first, second)
        if not _belongs_elsewhere(words, odd, index + 1 if wrong_first else index, count):
            sure = words[odd].key not in vocabulary or count >= lexicon.SURE
            meant = first if wrong_first else second
            yield _misspelt(ctx, words[odd], words[index : index + 2], meant, f"{first} {second}", sure=sure)


def _is_name(ctx: Context, words: list[lexicon.Syllable], at: int) -> bool:
    """Tell whether a word is part of a name or an abbreviation: a capital where no sentence or quotation begins."""
    word = words[at]
    if word.text.islower():
        return False
    neighbours = words[at - 1 : at] + words[at + 1 : at + 2]
    if word.text.isupper() and len(word.text) > 1:
        return not any(w.text.isupper() and len(w.text) > 1 for w in neighbours)
    return re.search(r"(?:^|[.:;!?“\"*\n+\-•)])[\s*_]*$", ctx.text[max(0, word.start - 6) : word.start]) is None


def _is_in_name(words: list[lexicon.Syllable], at: int) -> bool:
    """Tell whether a word with a capital follows another: the rest of a name ("Võ Văn Tần")."""
    word, before = words[at], words[at - 1] if at else None
    return word.text.istitle() and word.follows and before is not None and before.text.istitle()


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return fold(word)


def _belongs_elsewhere(words: list[lexicon.Syllable], odd: int, inner: int, count: int) -> bool:
    """Tell whether the odd syllable makes a known pair with its other neighbour, or the inner one a commoner one.

    `count` is how often the pair of the two, rightly marked, was seen.
    """
    beyond_odd, beyond_inner = 2 * odd - inner, 2 * inner - odd
    return _count_at(words, odd, beyond_odd) > 0 or _count_at(words, inner, beyond_inner) >= count


def _count_at(words: list[lexicon.Syllable], one: int, other: int) -> int:
    """Return how often the neighbours at `one` and `other` make a pair; 0 where there is no such neighbour."""
    low, high = min(one, other), max(one, other)
    if low < 0 or high >= len(words) or not words[high].follows:
        return 0
    return lexicon.count_of(words[low].key, words[high].key)


def _wrong_syllables(ctx: Context, words: list[lexicon.Syllable]) -> Iterator[Finding]:
    """Yield phrases with one syllable that is nearly the right one ("giáo viên giải" for "giáo viên giỏi").

    The odd syllable makes a known pair with neither neighbour, which rules out nearly every place at once.
    """
    table, pairs, light, vocabulary, none = (
        lexicon.gapped_phrases(),
        lexicon.pairs(),
        lexicon.keys_of("light"),
        lexicon.vocabulary(),
        dict[str, int](),
    )
    known = [True, *(not b.follows or b.key in pairs.get(a.key, none) for a, b in pairwise(words)), True]
    for odd, word in enumerate(words):
        alone = (not known[odd] or odd == 0 or not word.follows) and (
            not known[odd + 1] or odd + 1 == len(words) or not words[odd + 1].follows
        )
        if not alone or word.key in light or _is_in_name(words, odd):
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


def _no_words(ctx: Context, words: list[lexicon.Syllable]) -> Iterator[Finding]:
    """Yield syllables that no known pair has, a letter away from one that makes a usual pair ("tuyên tuyền")."""
    vocabulary, followers = lexicon.vocabulary(), lexicon.followers()
    for before, word in pairwise(words):
        if word.key in vocabulary or not word.follows or len(word.text) < 4 or not word.text.islower():
            continue
        wrong = _folded(word.text)
        near = [b for b in followers.get(before.key, ()) if edit_distance(wrong, fold(lexicon.composed(b)), 2) == 1]
        if len(near) == 1 and wrong[:1] == near[0][:1] and is_syllable(word.text):
            yield _misspelt(ctx, word, [before, word], near[0], f"{before.key} {near[0]}", sure=True)


def _is_slip(odd: lexicon.Syllable, right: str, *, only: bool) -> bool:
    """Tell whether the word is a letter away from `right`, or, where nothing else fits, rhymes with it."""
    wrong, meant = _folded(odd.text), fold(lexicon.composed(right))
    if odd.key == right or wrong == meant or odd.text.isupper() or len(wrong) < 3:
        return False
    near = edit_distance(wrong, meant, 2) <= 1 and wrong[:1] == meant[:1]
    return near or (only and _rhyme(odd.key) == _rhyme(right) and abs(len(wrong) - len(meant)) <= 1)


def _misspelt(
    ctx: Context, odd: lexicon.Syllable, around: list[lexicon.Syllable], right: str, phrase: str, *, sure: bool
) -> Finding:
    written = _in_case_of(odd.text, lexicon.composed(right))
    start, end = around[0].start, around[-1].end
    return ctx.finding(
        "text.ocr",
        "warning" if sure else "info",
        f"“{' '.join(ctx.text[start:end].split())}” có thể là “{lexicon.composed(phrase)}”.",
        (odd.start, odd.end),
        suggestion=f"Viết “{written}” nếu đúng ý.",
        basis=_BASIS,
    )


def _in_case_of(model: str, word: str) -> str:
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


_ONSET: Final = re.compile(r"^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?(?=.)")


def _rhyme(key: str) -> str:
    """Return the syllable without its first consonants, tone included."""
    return _ONSET.sub("", key, count=1)
