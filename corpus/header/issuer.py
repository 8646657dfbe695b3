"""Which body issued a plan: from the letterhead's left column, mended by the text, or from the text alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from corpus.header.bodies import BodyMention, normal_case, standing_of
from corpus.header.letterhead import Unit
from corpus.header.mending import spelt
from corpus.noise import similarity
from corpus.plan import Span
from corpus.text import fold, fold_key

_SAME_NAME: Final = 0.88  # similarity from which two names are one name and recognition noise


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body and the one above it, with their places in the text."""

    name: str | None = None
    span: Span | None = None
    superior: str | None = None
    superior_span: Span | None = None


def issuer_of(
    units: list[Unit], mentions: list[BodyMention], folded: str, *, subject: Span | None, closing: int
) -> Issuer:
    """Return the issuer that the letterhead's `units` give, or the most likely one of `mentions` when there are none.

    `folded` is the folded text, `subject` where the title stands, `closing` where the last part of the text begins.
    """
    if not units:
        mention = _most_likely(mentions, folded, subject, closing)
        return Issuer(mention.name, Span(mention.start, mention.end)) if mention else Issuer()
    index = _issuing_unit(units)
    unit, above = units[index], units[:index]
    superior = next((u for u in reversed(above) if standing_of(u.text) == "superior"), above[-1] if above else None)
    name = _mended(normal_case(unit.text), mentions)
    school = next((u for u in reversed(above) if fold_key(u.text).startswith("truong ")), None)
    if school and _needs_school(unit, school):
        name = f"{name} {normal_case(school.text)}"
    elif above and fold_key(unit.text) in _COMMITTEES and not _STATE.match(fold_key(above[-1].text)):
        name = f"{name} {normal_case(above[-1].text)}"
    return Issuer(
        name=_with_place(name, superior),
        span=Span(unit.start, unit.end),
        superior=normal_case(superior.text) if superior else None,
        superior_span=Span(superior.start, superior.end) if superior else None,
    )


_COMMITTEES: Final = frozenset(("ban chap hanh", "bch", "ban thuong vu", "btv", "ban chi huy"))
_STATE: Final = re.compile(r"(?:ubnd|uy ban|phong|so|bo)\b")
_OFFICE: Final = re.compile(r"(Sở|Phòng) (?:Giáo dục (?:và|&|-) Đào tạo|GD ?[&-]? ?ĐT)$")


def _with_place(name: str, superior: Unit | None) -> str:
    """Return an office's name with its place, which a letterhead leaves to the line above ("Sở … Hà Tĩnh")."""
    office = _OFFICE.match(name)
    above = re.fullmatch(r"(?:Ủy ban nhân dân|UBND) (tỉnh )?(.+)", normal_case(superior.text)) if superior else None
    return f"{name} {above[2]}" if office and above else name


def _needs_school(unit: Unit, school: Unit) -> bool:
    """Tell whether `unit` is a body within `school` that does not name the school itself."""
    key = fold_key(unit.text)
    return "truong " not in key and key.split()[-1] != fold_key(school.text).split()[-1]


def _issuing_unit(units: list[Unit]) -> int:
    standings = [standing_of(unit.text) for unit in units]
    for wanted in ("school", "superior"):
        if wanted in standings:
            return len(standings) - 1 - standings[::-1].index(wanted)
    return len(units) - 1


def _mended(name: str, mentions: list[BodyMention]) -> str:
    """Return `name` as the text writes it: with its diacritics, and whole where the letterhead shortens it."""
    key = fold_key(name)
    same = Counter(mention.name for mention in mentions if fold_key(mention.name) == key)
    if same:
        written = same + Counter([name])
        return max(written, key=lambda form: (_marks(form) > 0, written[form], _marks(form)))
    words = key.split()
    for mention in mentions:
        whole = fold_key(mention.name).split()
        if len(whole) > len(words) and whole[0] == words[0] and whole[-1] == words[-1] and _in_order(words, whole):
            return mention.name
    uncut = (mention.name for mention in mentions if len(mention.name.split()) >= len(words))
    alike = [other for other in uncut if similarity(other, name) >= _SAME_NAME]
    return max((name, *alike), key=lambda form: (spelt(form), alike.count(form)))


def _marks(words: str) -> int:
    """Return how many letters of `words` carry a diacritic."""
    return sum(1 for letter, plain in zip(words.lower(), fold(words), strict=True) if letter != plain)


def _in_order(words: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in words)


_ISSUES_AFTER: Final = re.compile(
    r"[\s,]{0,3}(?:(?:nam hoc|nam)\s[0-9 -]+)?(?:da\s+)?(?:x[a-z]y\s+d[a-z]{1,2}ng|ban\s+hanh|lap|de\s+ra"
    r"|to\s+ch[a-z]{1,3}c|tri[a-z]{1,2}n\s+khai|phat\s+dong"
    r"|thong\s+bao|quyet\s+dinh|len\s+ke\s+hoach|huong\s+dan|th[a-z]{1,3}c\s+hi[a-z]{1,2}n)"
)
_OF_ANOTHER: Final = re.compile(r"(?:(?:nam|ngay)\s+[0-9/. -]+(?:nam\s+[0-9]{4}\s+)?|[0-9/]{6,10}\s+)c[a-z]{1,3}a?\s+$")


def _most_likely(mentions: list[BodyMention], folded: str, subject: Span | None, closing: int) -> BodyMention | None:
    """Return the likeliest author among `mentions`: it issues the plan, stands in the title, or closes the text."""
    scores: dict[str, float] = {}
    best: dict[str, tuple[tuple[float, int], BodyMention]] = {}
    for mention in mentions:
        key = next((known for known in scores if similarity(known, mention.name) >= _SAME_NAME), mention.name)
        score = 0.5
        if _ISSUES_AFTER.match(folded, mention.end):
            score += 4 + (mention.section is not None)
        if subject and subject.start <= mention.start < subject.end:
            score += 2 + (mention.section is not None)
        if mention.start >= closing:
            score += 1
        if _OF_ANOTHER.search(folded, max(0, mention.start - 40), mention.start):
            score -= 2
        scores[key] = scores.get(key, 0.0) + score
        form = (spelt(mention.name), _marks(mention.name))
        if key not in best or form > best[key][0]:
            best[key] = (form, mention)
    if not scores:
        return None
    return best[max(scores, key=lambda key: scores[key])][1]
