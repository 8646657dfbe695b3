"""What reads like a slip of recognition or typing: doubled words, words run together, wrong marks in known pairs.

The model is of the genre: pairs of neighbouring syllables counted from texts known to be right (built/pairs.txt), the rules of
Vietnamese spelling, and phrases of the trade. Precision comes first: a syllable that makes a known pair with its other
neighbour is left alone, and so are names. Text that lost its diacritics is not judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

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
_USUAL: Final = 8  # a pair counted so often is the way its letters are written in this genre
_SURE: Final = 24
_BASIS: Final = "Ngôn ngữ của kế hoạch nhà trường (các cặp từ thường gặp) và quy tắc chính tả tiếng Việt"


@dataclass(frozen=True, slots=True)
class Syllable:
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
    never, known = _never_doubled(), _doubled_words()
    for index, (a, b) in enumerate(pairwise(words)):
        if a.key != b.key or not b.follows or "\n\n" in ctx.text[a.end : b.start]:
            continue
        before_day = a.key == syllable_key("ngày") and re.match(r"\s*\d", ctx.text[b.end : b.end + 4])
        if not before_day and (a.key not in never or f"{a.key} {b.key}" in known):
            continue
        before = words[index - 1] if index and a.follows else None
        after = words[index + 2] if index + 2 < len(words) and words[index + 2].follows else None
        if not before_day and before and after and _is_known(before.key, a.key) and _is_known(b.key, after.key):
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
    for word in words:
        if len(word.text) < 4 or not word.text.islower() or not _MARKED.search(word.text) or _is_possible(word.text):
            continue
        halves = [(word.text[:i], word.text[i:]) for i in range(2, len(word.text) - 1)]
        known = [(a, b) for a, b in halves if _is_word(a) and _is_word(b)]
        if len(known) == 1:
            yield _apart(ctx, word.start, word.end, " ".join(known[0]), sure=_is_known(*map(syllable_key, known[0])))
        elif not known:
            yield ctx.finding(
                "text.ocr", "info", f"“{word.text}” không phải âm tiết tiếng Việt.", (word.start, word.end), basis=_BASIS
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


def _is_possible(word: str) -> bool:
    """Tell whether `word` can be a Vietnamese syllable: stopped finals bear the acute or the dot below."""
    key = syllable_key(word)
    tone = key[-1:] if key[-1:] in "\u0300\u0301\u0303\u0309\u0323" else ""
    letters = key.removesuffix(tone) if tone else key
    return is_syllable(word) and not (_STOPPED.search(letters) and tone not in ("\u0301", "\u0323"))


# --- wrong marks and wrong syllables ---------------------------------------------------------------------------------


def _wrong_marks(ctx: Context, words: list[Syllable]) -> Iterator[Finding]:
    """Yield pairs whose letters are those of a usual pair and whose marks are not ("kiến toàn" for "kiện toàn")."""
    usual = _usual()
    for index, (a, b) in enumerate(pairwise(words)):
        if not b.follows or _is_known(a.key, b.key):
            continue
        right = usual.get(f"{fold(a.text)} {fold(b.text)}")
        if right is None:
            continue
        first, second = right
        wrong_first, wrong_second = a.key != first, b.key != second
        if wrong_first == wrong_second:
            continue
        odd = index if wrong_first else index + 1
        if _is_name(ctx, words, odd):
            continue
        if not _belongs_elsewhere(words, odd, inner=index + 1 if wrong_first else index):
            yield _misspelt(ctx, words[odd], words[index : index + 2], first if wrong_first else second, f"{first} {second}")


def _is_name(ctx: Context, words: list[Syllable], at: int) -> bool:
    """Tell whether a word is part of a proper name or an abbreviation: a capital where no sentence or quotation begins."""
    word = words[at]
    if word.text.islower():
        return False
    neighbours = [w for w in (words[at - 1 : at] + words[at + 1 : at + 2])]
    if word.text.isupper() and len(word.text) > 1:
        return not any(w.text.isupper() and len(w.text) > 1 for w in neighbours)
    return re.search(r"(?:^|[.:;!?“\"*\n+\-•)])[\s*_]*$", ctx.text[max(0, word.start - 6) : word.start]) is None


def _belongs_elsewhere(words: list[Syllable], odd: int, inner: int) -> bool:
    """Tell whether the odd syllable makes a known pair with its other neighbour, or the inner one does with its own."""
    other = 2 * odd - inner
    for at, neighbour in ((odd, other), (inner, 2 * inner - odd)):
        low, high = min(at, neighbour), max(at, neighbour)
        if 0 <= low and high < len(words) and words[high].follows and _is_known(words[low].key, words[high].key):
            if at == odd or _count(words[low].key, words[high].key) >= _USUAL:
                return True
    return False


def _wrong_syllables(ctx: Context, words: list[Syllable]) -> Iterator[Finding]:
    """Yield phrases of the trade with one syllable that is nearly the right one ("giáo viên giải" for "giáo viên giỏi")."""
    table = _gapped()
    for index in range(len(words) - 2):
        three = words[index : index + 3]
        if not (three[1].follows and three[2].follows):
            continue
        keys = tuple(word.key for word in three)
        for gap in range(3):
            for right in table.get((gap, *keys[:gap], *keys[gap + 1 :]), ()):
                if _is_slip(words, index, gap, right):
                    phrase = [*keys[:gap], right, *keys[gap + 1 :]]
                    yield _misspelt(ctx, three[gap], three, right, " ".join(phrase))


def _is_slip(words: list[Syllable], index: int, gap: int, right: str) -> bool:
    odd = words[index + gap]
    wrong, meant = fold(odd.text), fold(_composed(right))
    if odd.key == right or wrong == meant or odd.text.isupper() or len(wrong) < 3:
        return False
    near = edit_distance(wrong, meant, 2) <= 1 and wrong[:1] == meant[:1]
    same_rhyme = _rhyme(odd.key) == _rhyme(right) and abs(len(wrong) - len(meant)) <= 1
    if not near and not same_rhyme:
        return False
    at = index + gap
    for low, high in ((at - 1, at), (at, at + 1)):
        if 0 <= low and high < len(words) and words[high].follows and _is_known(words[low].key, words[high].key):
            return False
    return True


def _misspelt(ctx: Context, odd: Syllable, around: list[Syllable], right: str, phrase: str) -> Finding:
    written = _in_case_of(odd.text, _composed(right))
    start, end = around[0].start, around[-1].end
    return ctx.finding(
        "text.ocr",
        "warning",
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
def _pairs() -> dict[str, int]:
    lines = PAIRS_FILE.read_text(encoding="utf-8").splitlines()
    return {pair: int(count) for pair, _, count in (line.partition("\t") for line in lines)}


def _count(a: str, b: str) -> int:
    return _pairs().get(f"{a} {b}", 0)


def _is_known(a: str, b: str) -> bool:
    return f"{a} {b}" in _pairs()


@cache
def _single() -> frozenset[str]:
    """Return the syllables of all known pairs."""
    return frozenset(word for pair in _pairs() for word in pair.split(" "))


@cache
def _usual() -> dict[str, tuple[str, str]]:
    """Return, for the letters of a pair, the one usual way of marking them; letters with several usual ways are left out."""
    table: dict[str, list[tuple[int, str, str]]] = {}
    for pair, count in _pairs().items():
        first, second = pair.split(" ")
        if first in _light() or second in _light():
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
    return {key: tuple(sorted(fills)) for key, fills in table.items() if len(fills) == 1}


@cache
def phrases() -> tuple[tuple[str, ...], ...]:
    """Return the phrases of wording.yaml as keys of their syllables."""
    written = load_yaml(FOLDER / "wording.yaml")["phrases"].replace("\n", " ").split(";")
    return tuple(tuple(word.key for word in syllables(phrase)) for phrase in written if phrase.strip())


@cache
def _never_doubled() -> frozenset[str]:
    return frozenset(map(syllable_key, load_yaml(FOLDER / "wording.yaml")["never_doubled"]))


@cache
def _light() -> frozenset[str]:
    return frozenset(map(syllable_key, load_yaml(FOLDER / "wording.yaml")["light"]))


@cache
def _doubled_words() -> frozenset[str]:
    return frozenset(" ".join(map(syllable_key, w.split())) for w in load_yaml(FOLDER / "wording.yaml")["doubled_words"])


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
