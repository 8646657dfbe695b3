"""Names of movements, campaigns and schemes: against the register, and against the other mentions in the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Final

from assistant.checking.context import Context
from assistant.checking.finding import Finding, Fix
from assistant.checking.quotes import Quote, find_quotes, name_words
from assistant.checking.spelling import spelling
from corpus.law.model import Movement

_ALIKE: Final = 0.75  # share of words in order from which two names are meant for one
_NEARLY: Final = 0.85  # the same for names too short to lose a word and stay themselves
_LONG: Final = 8
_SAME_OPENING: Final = 5  # words in common at the beginning that make two names easily confused
_FEW_WORDS: Final = 3  # so many words put otherwise are a slip; more make another name
_SHORT: Final = 4  # names of fewer words are too short to be compared by likeness
_PERIOD_TAIL: Final = re.compile(r"[\s,;]*(?:giai đoạn|đến năm)\s*\d.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The official names of the register, by their folded words."""

    movements: tuple[Movement, ...]

    @cached_property
    def official(self) -> dict[tuple[str, ...], list[tuple[str, Movement]]]:
        """Each official name or alias, its period left out, with the movements that bear it."""
        return self._by_words({movement: (movement.name, *movement.aliases) for movement in self.movements})

    @cached_property
    def wrong(self) -> dict[tuple[str, ...], list[tuple[str, Movement]]]:
        """The known wrong names likewise."""
        return self._by_words({movement: movement.misnames for movement in self.movements})

    @cached_property
    def with_period(self) -> dict[tuple[str, ...], list[Movement]]:
        """Every name, right or wrong, of the movements that have a period."""
        table: dict[tuple[str, ...], list[Movement]] = {}
        for words, bearing in (*self.official.items(), *self.wrong.items()):
            table.setdefault(words, []).extend(movement for _, movement in bearing if movement.period)
        return table

    @cached_property
    def _borne(self) -> dict[tuple[str, ...], list[Movement]]:
        return {}

    def bearing(self, words: tuple[str, ...]) -> list[Movement]:
        """Return the movements with a period that bear a name of `words`, or nearly; remembered."""
        if words not in self._borne:
            found: dict[str, Movement] = {}
            for name, movements in self.with_period.items():
                if name == words or (likeness(words, name) >= _NEARLY and not is_variant(words, name)):
                    found.update({movement.name: movement for movement in movements})
            self._borne[words] = list(found.values())
        return self._borne[words]

    @staticmethod
    def _by_words(
        names: dict[Movement, tuple[str, ...]],
    ) -> dict[tuple[str, ...], list[tuple[str, Movement]]]:
        table: dict[tuple[str, ...], list[tuple[str, Movement]]] = {}
        for movement, own in names.items():
            for name in own:
                table.setdefault(name_words(name), []).append((_PERIOD_TAIL.sub("", name), movement))
        return table


@lru_cache(maxsize=4)
def names_of(movements: tuple[Movement, ...]) -> Names:
    """Return the names of `movements`, worked out once."""
    return Names(movements)


def check_movements(ctx: Context) -> Iterator[Finding]:
    """Yield names that differ from the register's, then those that differ from the plan's own other mentions."""
    if not ctx.is_legible:
        return
    names = names_of(ctx.register.movements)
    unknown: list[Quote] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for quote in find_quotes(ctx):
        if quote.words in names.official:
            found = _spelled(ctx, quote, names.official[quote.words])
        else:
            found = _against_register(ctx, quote, names)
        if found is None and quote.words not in names.official and quote.leads and len(quote.words) >= _SHORT:
            unknown.append(quote)
        if found is not None:
            again = (found.code, quote.words) in seen
            seen.add((found.code, quote.words))
            yield replace(found, severity="info", message=f"{found.message} (nhắc lại)") if again else found
    yield from _within_plan(ctx, unknown)


def _spelled(ctx: Context, quote: Quote, known: list[tuple[str, Movement]]) -> Finding | None:
    """Return what is wrong with the marks, or the punctuation, of a name whose words are right."""
    written = _PERIOD_TAIL.sub("", quote.text)
    names = [name for name, _ in known]
    if all(spelling(written) != spelling(name) for name in names):
        name = names[0]
        slips = [(a, b) for a, b in zip(written.split(), name.split(), strict=False) if spelling(a) != spelling(b)][:3]
        return ctx.finding(
            "text.ocr",
            "warning",
            f"Sai chính tả: “{' '.join(a for a, _ in slips)}” phải là “{' '.join(b for _, b in slips)}”.",
            (quote.start, quote.start + len(written)),
            suggestion=f"Viết “{name}”.",
            basis=_basis(known[0][1]),
            fix=name if ctx.is_exact else None,
        )
    if all(_punctuated(written) != _punctuated(name) for name in names):
        return ctx.finding(
            "name.inconsistent",
            "info",
            "Dấu câu trong tên phong trào khác tên chính thức.",
            (quote.start, quote.start + len(written)),
            suggestion=f"Viết “{names[0]}”.",
            basis=_basis(known[0][1]),
        )
    return None


def _against_register(ctx: Context, quote: Quote, names: Names) -> Finding | None:
    """Return what is wrong with a name that is nearly, and not quite, one of the register's."""
    if quote.words in names.wrong:
        right, movement = names.wrong[quote.words][0][1].name, names.wrong[quote.words][0][1]
        return _misnamed(ctx, quote, right, movement, known=True)
    if len(quote.words) < _SHORT:
        return None
    best = max(names.official, key=lambda words: likeness(quote.words, words), default=())
    enough = _ALIKE if len(quote.words) >= _LONG else _NEARLY
    if likeness(quote.words, best) >= enough and not is_variant(quote.words, best) and _is_near(quote.words, best):
        name, movement = names.official[best][0]
        return _misnamed(ctx, quote, name, movement, known=False)
    twin = next((w for w in names.official if _opens_alike(quote.words, w)), None) if quote.leads else None
    if twin is None:
        return None
    return ctx.finding(
        "name.inconsistent",
        "info",
        f"Tên này mở đầu giống phong trào “{names.official[twin][0][0]}” nhưng phần sau khác.",
        quote,
        suggestion="Kiểm tra đây là phong trào khác hay là tên ghi chưa đúng.",
        basis=_basis(names.official[twin][0][1]),
    )


def _misnamed(ctx: Context, quote: Quote, right: str, movement: Movement, *, known: bool) -> Finding:
    written = _PERIOD_TAIL.sub("", quote.text)
    name = _PERIOD_TAIL.sub("", right)
    sure = ctx.is_exact and known and movement.confidence == "high"
    return ctx.finding(
        "name.inconsistent",
        "warning",
        f"Tên {_kind(movement)} không đúng tên chính thức.",
        (quote.start, quote.start + len(written)),
        suggestion=f"Viết “{name}”.",
        basis=_basis(movement),
        fix=Fix(quote.start, quote.start + len(written), name) if sure else None,
    )


def _kind(movement: Movement) -> str:
    return {"movement": "phong trào", "campaign": "cuộc vận động", "programme": "đề án, chương trình"}[movement.kind]


def _basis(movement: Movement) -> str:
    basis = f"Sổ phong trào: “{movement.name}”"
    return basis + (f", theo {', '.join(movement.basis)}" if movement.basis else "")


def _within_plan(ctx: Context, quotes: list[Quote]) -> Iterator[Finding]:
    """Yield the rarer of two names in the plan that are meant for one movement."""
    counts = Counter(quote.words for quote in quotes)
    first = {quote.words: quote for quote in reversed(quotes)}
    for a, b in combinations(first, 2):
        if likeness(a, b) < _ALIKE or is_variant(a, b) or is_variant(b, a):
            continue
        rare, usual = (a, b) if (counts[a], -first[a].start) < (counts[b], -first[b].start) else (b, a)
        yield ctx.finding(
            "name.inconsistent",
            "warning",
            f"Cùng một phong trào nhưng ghi hai tên; chỗ khác ghi “{' '.join(first[usual].text.split())}”.",
            first[rare],
            suggestion="Thống nhất một tên trong cả kế hoạch.",
            basis=f"Trong kế hoạch, tên kia xuất hiện {counts[usual]} lần, tên này {counts[rare]} lần",
        )
    yield from _punctuation_within_plan(ctx, quotes)


def _punctuation_within_plan(ctx: Context, quotes: list[Quote]) -> Iterator[Finding]:
    """Yield names that differ from the plan's usual form in punctuation alone."""
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for quote in quotes:
        forms.setdefault(quote.words, Counter())[_punctuated(_PERIOD_TAIL.sub("", quote.text))] += 1
    for quote in quotes:
        usual, _ = forms[quote.words].most_common(1)[0]
        own = _punctuated(_PERIOD_TAIL.sub("", quote.text))
        if own != usual and spelling(own) == spelling(usual):
            yield ctx.finding(
                "name.inconsistent",
                "info",
                "Dấu câu trong tên phong trào khác những chỗ khác.",
                quote,
                suggestion="Thống nhất cách viết tên phong trào.",
                basis="Một phong trào một tên trong cả kế hoạch",
            )


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """Return the share of words that two names have in common, in order: 0.0 to 1.0."""
    most = 2 * min(len(a), len(b))
    if not a or not b or most < _ALIKE * (len(a) + len(b)) or 2 * len(set(a) & set(b)) < 0.6 * most:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _is_near(name: Sequence[str], official: Sequence[str]) -> bool:
    """Tell whether few words were left out or put in: the official name misquoted, in whatever order."""
    here, there = Counter(name), Counter(official)
    return max((there - here).total(), (here - there).total()) <= _FEW_WORDS


def is_variant(name: Sequence[str], official: Sequence[str]) -> bool:
    """Tell whether `name` is a legitimate variant: another subject at its head, words added at an end, another number.

    "Quảng Ninh chung sức xây dựng nông thôn mới" is the province's own form of "Cả nước chung sức …".
    """
    changes = [op for op in SequenceMatcher(None, official, name, autojunk=False).get_opcodes() if op[0] != "equal"]
    if len(changes) != 1:
        return False
    kind, from_start, from_end, to_start, to_end = changes[0]
    old, new = official[from_start:from_end], name[to_start:to_end]
    at_head, at_end = from_start == 0, from_end == len(official)
    if all(word.isdigit() for word in (*old, *new)):
        return True
    return (
        (at_head and kind == "replace") or ((at_head or at_end) and kind == "insert") or (at_end and kind == "delete")
    )


def _opens_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    return a != b and len(a) > _SAME_OPENING and tuple(a[:_SAME_OPENING]) == tuple(b[:_SAME_OPENING])


def _punctuated(name: str) -> str:
    """Return `name` in lower case with one kind of blank and dash, for the comparison of punctuation."""
    plain = re.sub(r"\s*[-–—]\s*", " - ", " ".join(name.lower().split()))
    return plain.strip(" .,;:*_")
