"""Who issued a document: the body named after "của", and where its name ends.

The name is read word by word: capitalised words and the small words that names of Vietnamese bodies are made of
belong to it; the first word of what the document is about ("về việc", "quy định", "phê duyệt") ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from corpus.law.citation_bodies import FINISH, central_name, closed_names, issuer_name, letters_of
from corpus.law.citation_kinds import is_kind_at
from corpus.law.citation_numbers import GAP, MARKS
from corpus.law.citation_words import load_words
from corpus.law.phrases import Phrases
from corpus.noise import similarity, skeleton
from corpus.plan import Span
from corpus.text import fold, fold_key

MAX_WORDS: Final = 24
_INNER_LIKENESS: Final = 0.7
_CLOSED_LIKENESS: Final = 0.8
_EXPECTED_LIKENESS: Final = 0.7
_LONGEST_NAME: Final = 80
_TOKEN: Final = re.compile(r"[^\s,;:()]*[^\s,;:().]")
_OF: Final = re.compile(rf"{MARKS}{GAP},?[ ]?(?:(?:c[a-z]{{1,3}}a|e[uit]+a|do|(?P<among>giua))(?![a-z0-9])){GAP}")
_DIRECT: Final = re.compile(GAP)
_WORD: Final = re.compile(r"[a-z][a-z0-9'¢€]*(?:[.&/][a-z0-9']+)*|[0-9]{1,3}(?![0-9/])|[0-9]{1,2}/[0-9]{1,2}(?![0-9/])")
_PAGE_END: Final = r"[ ]{0,2}(?:[\n\f][ ]{0,8}){2,8}(?:[0-9]{1,3}[ ]{0,4}\n[ \n]{0,8})?"
_BETWEEN: Final = re.compile(
    rf"(?P<mark>[ ]?&[ ]?|[ ]?-[ ]?|,[ ]?|\.[ ]?)?[ ]{{0,4}}(?:[\n\f][ ]{{0,4}}(?=[a-z0-9])|{_PAGE_END})?"
)
_FINISH: Final = re.compile(FINISH)
_COMMITTEES_OF_PLACES: Final = {"ubnd": "Ủy ban nhân dân", "hdnd": "Hội đồng nhân dân"}
_PLACE_NEXT: Final = re.compile(r"[ ](?P<place>tinh|thanh pho|tp|quan|huyen|thi xa|xa|phuong|thi tran)[.]?[ ](?=[a-z])")
_COMMITTEE: Final = re.compile(r"ban (?:chi dao|to chuc|van dong)(?![a-z])")
_TASK: Final = re.compile(
    r"(?P<place>(?:tinh|thanh pho|quan|huyen|thi xa|xa|phuong|thi tran)[ ])|(?P<word>[a-z0-9]+)|(?P<end>[,;:.()\n])"
)
_OF_ASSOCIATION: Final = re.compile(r"[ ](?:trung uong|tw)[ ](?:doan|hoi)(?![a-z])")
# "Trường THPT Yên Định 2": the number ends the name.
_SECOND_OF_NAME: Final = re.compile(r"[1-9](?=[ ]?(?:[;,.:)\n]|$)|[ ](?:ve|v/v|ngay|ban hanh)(?![a-z]))")
# Of the words that end a name those that are written with a capital, too ("của Sở GD&ĐT Về việc …").
_TURNING_IN_CAPITALS: Final = frozenset({"ve", "ngay", "so", "theo", "duoc"})
_PIECE: Final = re.compile(r"[a-z0-9']*")
_HIGHER_PLACE: Final = re.compile(r"(?:tinh|tp[.]?|thanh pho|huyen|thi xa) ")


@dataclass(frozen=True, slots=True)
class IssuerMark:
    """A body named in the text: where its name stands (after "của") and the name."""

    span: Span
    name: str


def read_issuer(
    text: str, folded: str, at: int, *, joint: bool = False, damaged: bool = False, expected: tuple[str, ...] = ()
) -> IssuerMark | None:
    """Return the body named at `at`, after "của", "do" or nothing, or ``None``.

    `joint` lets the name run over "và" and commas to further bodies, as joint circulars need. `damaged` lets words
    match the known words of names under recognition noise; `expected` are the names that the symbol of the number lets
    expect there, which then need less likeness.
    """
    return _NameReader(text, folded, joint=joint, damaged=damaged).read(at, expected)


def read_committee(text: str, folded: str, at: int, parts: tuple[str, ...]) -> IssuerMark | None:
    """Return the committee whose place alone follows a number that ends at `at`: "40/QĐ-UBND tỉnh Nghệ An"."""
    name = _COMMITTEES_OF_PLACES.get(parts[-1]) if parts else None
    place = _PLACE_NEXT.match(folded, at) if name else None
    if place is None or not text[place.end()].isupper():
        return None
    end = _NameReader(text, folded, joint=False, damaged=False).end_of_name(place.start("place"))
    return IssuerMark(Span(place.start("place"), end), f"{name} {' '.join(text[place.start('place') : end].split())}")


class _NameReader:
    """Reads one name, word by word."""

    def __init__(self, text: str, folded: str, *, joint: bool, damaged: bool) -> None:
        self._text = text
        self._folded = folded
        self._joint = joint
        self._damaged = damaged
        self._words = load_words()

    def read(self, at: int, expected: tuple[str, ...]) -> IssuerMark | None:
        introduced = _OF.match(self._folded, at)
        self._joint |= introduced is not None and introduced["among"] is not None
        start = introduced.end() if introduced else _matched(_DIRECT, self._folded, at).end()
        head = _WORD.match(self._folded, start)
        if head is None or not self._is_head(head, introduced=introduced is not None):
            return None
        if expected and introduced and (found := self._expected(start, expected)):
            return found
        end = self._closed_end(start) or self._end(head)
        name = issuer_name(self._text[start:end], damaged=self._damaged, joint=self._joint)
        return IssuerMark(Span(start, end), name) if name else None

    def end_of_name(self, start: int) -> int:
        """Return where the name that begins with the word at `start` ends."""
        head = _WORD.match(self._folded, start)
        return self._end(head) if head else start

    def _is_head(self, head: re.Match[str], *, introduced: bool) -> bool:
        """Tell whether a name can begin with the word `head`."""
        if self._turns(head, ""):
            return False
        piece = _matched(_PIECE, head[0], 0)[0]
        if not self._text[head.start()].isupper():
            return introduced and (head[0] in self._words.small_heads or (self._damaged and _resembles_head(head[0])))
        if not introduced:
            return piece in self._words.heads and not self._starts_kind(head.start())
        return piece in self._words.heads or self._damaged or len(head[0]) > 1

    def _expected(self, start: int, expected: tuple[str, ...]) -> IssuerMark | None:
        """Return the body of one of the `expected` names, however damaged, at `start`, with the place after it."""
        best: tuple[float, float, int, str] = (_EXPECTED_LIKENESS, 0.0, start, "")
        for token in islice(_TOKEN.finditer(self._folded, start, start + _LONGEST_NAME), MAX_WORDS):
            written = self._folded[start : token.end()]
            for name in expected:
                score = _likeness(written, fold(name))
                if score >= best[0]:
                    best = max(best, (score, similarity(written, name), token.end(), name))
        *_, end, name = best
        if not name:
            return None
        official = central_name(fold_key(name))
        if official is not None:
            return IssuerMark(Span(start, _matched(_FINISH, self._folded, end).end()), official)
        last = _last_word(self._folded, start, end)
        whole = self._end(last) if last is not None else end
        rest = issuer_name(self._text[end:whole], damaged=True)
        return IssuerMark(Span(start, max(end, whole)), f"{name} {rest}".strip())

    def _closed_end(self, start: int) -> int | None:
        """Return where the name of a body of which there is only one ends, if such a name begins at `start`."""
        exact = _closed().end_at(self._folded, start)
        if exact is not None and _OF_ASSOCIATION.match(self._folded, exact):
            return None
        if exact is not None or not self._damaged:
            return _matched(_FINISH, self._folded, exact).end() if exact is not None else None
        names = closed_names()
        ends: list[int] = []
        at = start
        while len(ends) < max(names) and (word := _WORD.match(self._folded, at)):
            ends.append(word.end())
            at = _matched(_BETWEEN, self._folded, word.end()).end()
        for count in sorted(names, reverse=True):
            if count > len(ends):
                continue
            written = " ".join(self._folded[start : ends[count - 1]].split())
            if any(_reads_as(written, name) for name in names[count]):
                return _matched(_FINISH, self._folded, ends[count - 1]).end()
        return None

    def _end(self, head: re.Match[str]) -> int:
        """Return where the name that begins with the word `head` ends."""
        word = self._known_name(head) or head
        bounded = head[0] in self._words.bounded_heads
        for _ in range(MAX_WORDS):
            between = _matched(_BETWEEN, self._folded, word.end())
            following = _WORD.match(self._folded, between.end())
            if following is None or following.start() == word.end():
                break
            if bounded and following[0] == "truong" and self._is_capital(following) and word[0] != "bo":
                break
            if not self._continues(word[0], between, following):
                following = self._place_after_task(head.start(), word.end())
            if following is None:
                break
            word = following
        return word.end()

    def _known_name(self, head: re.Match[str]) -> re.Match[str] | None:
        """Return the last word of the name from the table of names of bodies that begins with `head`, if any does."""
        end = _body_names().end_at(self._folded, head.start())
        return _last_word(self._folded, head.start(), end) if end else None

    def _place_after_task(self, start: int, at: int) -> re.Match[str] | None:
        """Return the place with which a committee's name goes on after its task: "Ban Chỉ đạo xây dựng … huyện"."""
        if _COMMITTEE.match(self._folded, start) is None:
            return None
        for word in _TASK.finditer(self._folded, at, min(at + _LONGEST_NAME, len(self._folded) - 1)):
            if word["end"] or self._text[word.start() : word.end("word")].lower() in self._words.turning_words:
                return None
            if word["place"] and self._text[word.end()].isupper():
                return _WORD.match(self._folded, word.start())
        return None

    def _continues(self, word: str, between: re.Match[str], following: re.Match[str]) -> bool:
        """Tell whether the word `following` belongs to the name that has come to `word`."""
        mark = (between["mark"] or "").strip()
        if mark:
            return self._joins(word, mark, following)
        if (following[0] in {"va", "cua"} and not self._is_place(following)) or (self._joint and following[0] == "voi"):
            return self._links(word, following)
        if following[0][0].isdigit():
            if "/" in following[0]:
                return word in {"non", "hoc", "thcs", "thpt", "th", "mn"}  # "Trường Mầm non 19/5"
            numbered = word in self._words.places or word in {"so", "dao"}  # "Ban Chỉ đạo 389"
            return numbered or _SECOND_OF_NAME.match(self._folded, following.start()) is not None
        if following[0] == "so" and (after := self._after(following)) and after[0][0].isdigit():
            return True  # "Trường TH số 2 Sơn Thành"
        if self._turns(following, word):
            return False
        if word not in self._words.after_ministry and self._starts_kind(following.start()):
            return False
        if self._is_capital(following) or following[0] in self._words.inner:
            return True
        return self._damaged and _resembles_inner(following[0])

    def _is_place(self, word: re.Match[str]) -> bool:
        """Tell whether `word`, which folds like "của" or "và", is a place: "phường Cửa Lò"."""
        return self._text[word.start() : word.end()].lower() in {"cửa", "vạ"}

    def _links(self, word: str, link: re.Match[str]) -> bool:
        """Tell whether "và" or "của" after `word` stands inside the name, or leads to a further body."""
        after = self._after(link)
        if after is None:
            return False
        heads_on = after[0] in self._words.heads and self._is_capital(after) and not self._starts_kind(after.start())
        if link[0] == "cua":
            return heads_on
        return _is_pair(word, after[0], damaged=self._damaged) or (self._joint and heads_on)

    def _joins(self, word: str, mark: str, following: re.Match[str]) -> bool:
        """Tell whether a dash, an ampersand, a comma or a point joins `word` and the next one into one name."""
        if mark == ".":
            return word in self._words.short_places
        if mark == "&" or _is_pair(word, following[0], damaged=self._damaged):
            return True
        if mark == "-":
            return self._is_capital(following) and (self._joint or following[0] in self._words.dash_words)
        if _HIGHER_PLACE.match(self._folded, following.start()):
            return not self._turns(following, word)
        return self._joint and following[0] in self._words.heads and not self._starts_kind(following.start())

    def _turns(self, word: re.Match[str], before: str) -> bool:
        """Tell whether the subject of the document begins at `word`, which follows the folded word `before`."""
        raw = self._text[word.start() : word.end()]
        written = raw.lower()
        in_name = raw.istitle() and word[0] not in _TURNING_IN_CAPITALS  # "Từ Liêm"
        in_name |= (before, word[0]) == ("cao", "bang")
        if not in_name and (written in self._words.turning_words or (word[0] == "ve" and written != "vệ")):
            return True
        if self._damaged and word[0] in self._words.turning_folded and not self._is_capital(word):
            return before not in {"dau", "bo"}
        if before in self._words.after_ministry and (self._is_capital(word) or before in self._words.bounded_heads):
            return False
        after = self._after(word)
        return after is not None and (word[0], after[0]) in self._words.turning_pairs

    def _after(self, word: re.Match[str]) -> re.Match[str] | None:
        return _WORD.match(self._folded, _matched(_BETWEEN, self._folded, word.end()).end())

    def _is_capital(self, word: re.Match[str]) -> bool:
        return self._text[word.start()].isupper()

    def _starts_kind(self, at: int) -> bool:
        return is_kind_at(self._folded, at)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    """Return the match of a pattern that matches everywhere, be it only the empty text."""
    match = pattern.match(text, at)
    assert match is not None
    return match


@cache
def _closed() -> Phrases:
    """Return the names of the bodies of which there is only one, with any blank between their words."""
    joint = re.compile(r"[ ]{0,3}[-,][ ]{0,3}|[ \n\f]{1,4}")
    return Phrases((name for names in closed_names().values() for name in names), joint)


def _last_word(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last word of the name in ``folded[start:end]``."""
    return max(_WORD.finditer(folded, start, end), key=lambda word: word.start(), default=None)


@cache
def _body_names() -> Phrases:
    return Phrases((fold(name) for name in load_words().body_names), re.compile(r"[ \n]{1,4}"))


@lru_cache(maxsize=8192)
def _likeness(written: str, name: str) -> float:
    """Return how much the letters of two folded names are alike; names in one word are those of one word only."""
    letters, wanted = letters_of(written), letters_of(name)
    if abs(len(letters) - len(wanted)) > max(2, len(wanted) // 6) or skeleton(letters[:1]) != skeleton(wanted[:1]):
        return 0.0
    if " " in written.strip() and " " not in name:
        return 0.0
    return similarity(letters, wanted)


def _is_pair(before: str, after: str, *, damaged: bool) -> bool:
    """Tell whether "và", a comma or a dash between the two words stands inside a name."""
    if (before, after) in load_words().pairs:
        return True
    return damaged and skeleton(f"{before} {after}") in _pair_skeletons()


@cache
def _pair_skeletons() -> frozenset[str]:
    return frozenset(skeleton(" ".join(pair)) for pair in load_words().pairs)


@lru_cache(maxsize=4096)
def _resembles_head(word: str) -> bool:
    heads = (known for known in load_words().small_heads if len(known) > 3 and abs(len(known) - len(word)) <= 1)
    return any(similarity(word, known) >= _INNER_LIKENESS for known in heads)


@lru_cache(maxsize=4096)
def _resembles_inner(word: str) -> bool:
    if len(word) < 3:
        return False
    near = (known for known in load_words().inner if len(known) > 2 and abs(len(known) - len(word)) <= 1)
    return any(similarity(word, known) >= _INNER_LIKENESS for known in near)


@lru_cache(maxsize=4096)
def _reads_as(written: str, name: str) -> bool:
    return abs(len(written) - len(name)) <= 3 and similarity(written, name) >= _CLOSED_LIKENESS
