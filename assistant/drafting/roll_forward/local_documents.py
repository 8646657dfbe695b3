"""Documents that the register does not hold: mostly plans and letters of the offices above.

Those made for the base's year, for a period that is over, by an office that is gone or for another province become
blanks that say which document is needed; the rest stay, to be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out
from assistant.drafting.numbers import symbol_of
from assistant.drafting.roll_forward.bodies import abolished_office
from assistant.drafting.roll_forward.cited import kept, one_line
from assistant.drafting.school_names import abbreviations, inner_body
from assistant.drafting.vocabulary import CAPITALISED
from assistant.drafting.words import rule, words
from corpus.plan import Citation, Span
from corpus.text import fold, fold_key

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(r"(20\d\d)\s*-\s*(?:nam\s+)?(20\d\d)")
_UNTIL = re.compile(r"(?:den|tam nhin|dinh huong)\s+(?:den\s+)?(?:het\s+)?nam\s+(20\d\d)")
_TERRITORY = re.compile(
    rf"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường)"
    rf"\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}})"
)
_NUMERO = re.compile(r"(?<![^\W_])s[o06b]\s*:?\s*$")


@dataclass(frozen=True, slots=True)
class _Outdated:
    """Why a document cannot be cited, and which one is needed in its place ("năm 2025", "giai đoạn mới")."""

    reason: str
    needed: str


def local_document_edits(carry: Carry, citation: Citation) -> Iterator[Edit]:
    """Yield what becomes of a document that the register does not hold."""
    first = carry.plan.citations[citation.first] if citation.first is not None else citation
    outdated = _outdated(carry, first)
    if outdated is None:
        note = f"“{one_line(citation.text)}” không có trong sổ văn bản; hãy xác nhận còn hiệu lực."
        yield kept(carry, citation, *(() if citation.first is not None else (note,)))
        return
    kind = citation.type or first.type or "văn bản"
    label = f"{'số, ngày' if citation.date_span else 'số'} của {kind} {outdated.needed}"
    if citation.issuer is None and first.issuer and not abolished_office(fold(first.issuer)):
        label += f" của {one_line(first.issuer)}"
    yield blank_out(_number_and_date(citation), carry.text, label, "citation", outdated.reason)


def foreign_territory(carry: Carry, territory: str) -> bool:
    """Tell whether a document of `territory` says nothing to the user's school, which lies in another province."""
    own = carry.school.province
    if carry.own or not own:
        return False
    return _bare_place(territory) not in _bare_place(own) and _bare_place(own) not in _bare_place(territory)


def _bare_place(name: str) -> str:
    return re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold_key(name))


def _outdated(carry: Carry, citation: Citation) -> _Outdated | None:
    """Return why a document of the offices above cannot be cited in the target's year, or ``None`` where it can."""
    name, target = one_line(citation.text), carry.target
    if target.day >= rule("two_tier")["day"] and abolished_office(fold(citation.issuer or "")):
        return _Outdated(f"“{name}” do cơ quan không còn vào ngày {target.day:%d/%m/%Y} ban hành.", "thay thế")
    if not carry.own and _is_of_the_schools_own(carry, citation):
        return _Outdated(f"“{name}” là văn bản của trường khác.", "của trường")
    if _is_of_another_province(carry, citation):
        return _Outdated(f"“{name}” là văn bản của địa phương khác.", "của địa phương")
    if target.delta == 0:
        return None
    about = fold(_about(carry, citation))
    pairs = [(int(first), int(last)) for first, last in _PERIOD.findall(about)]
    years = {int(match.group()) for match in _YEAR.finditer(_UNTIL.sub("", _PERIOD.sub("", about)))}
    years |= {first for first, last in pairs if last == first + 1}
    ends = [last for first, last in pairs if last > first + 1] + [int(year) for year in _UNTIL.findall(about)]
    if any(target.first_base_year <= year <= target.last_base_year for year in years):
        return _Outdated(f"“{name}” là văn bản của năm cũ; cần văn bản của {target.label}.", target.label)
    if ends and max(ends) < target.year:
        return _Outdated(f"“{name}” thuộc giai đoạn đã kết thúc năm {max(ends)}.", "giai đoạn mới")
    if not ends and _is_of_the_base_year(carry, citation):
        return _Outdated(f"“{name}” ban hành cho kế hoạch năm cũ; cần văn bản của {target.label}.", target.label)
    return None


def _is_of_another_province(carry: Carry, citation: Citation) -> bool:
    """Tell whether a local office issued the document, and for a province that is not the school's."""
    if carry.own or not _is_local(citation):
        return False
    if not carry.school.province:
        place = _TERRITORY.search(citation.issuer or "")
        known = fold_key(f"{carry.school.superior} {carry.school.place}")
        return place is not None and fold_key(place.group("name")) not in known
    return _bare_place(carry.school.province) not in fold_key(citation.issuer or "")


def _is_of_the_schools_own(carry: Carry, citation: Citation) -> bool:
    """Tell whether the base's school itself issued the document, by the symbol in its number."""
    symbol = symbol_of(carry.plan.header.number)
    if citation.number is None:
        return False
    named = (short for short in abbreviations(carry.plan) if not inner_body(carry.plan.header.school or ""))
    return (symbol is not None and citation.number.endswith(f"-{symbol}")) or citation.number.endswith(tuple(named))


def _is_local(citation: Citation) -> bool:
    return words("local_issuers").match(fold(citation.issuer or "")) is not None


def _is_of_the_base_year(carry: Carry, citation: Citation) -> bool:
    """Tell whether a document of a yearly kind, without a stated period, was made for the base plan's year."""
    yearly = words("yearly_kinds").match(fold(citation.type or "")) is not None
    if not (yearly or _is_local(citation) or _is_of_the_schools_own(carry, citation)):
        return False
    if citation.date is None:
        return citation.number is not None and citation.form != "unnumbered" and not _YEAR.search(citation.number)
    return citation.date.year >= carry.target.first_base_year


def _about(carry: Carry, citation: Citation) -> str:
    """Return what the text says of the document after its issuer: the subject, or the rest of the sentence."""
    if citation.subject_span is not None:
        return citation.subject_span.of(carry.text)
    end = min(carry.sentence(citation.end).end, citation.end + 320)
    following = next((c.start for c in carry.plan.citations if c.start >= citation.end), end)
    return carry.text[citation.end : min(end, following)]


def _number_and_date(citation: Citation) -> Span:
    """Return the stretch from "số" to the end of the date, which only the new document's own text can fill."""
    start = citation.number_span.start if citation.number_span else citation.start
    end = citation.number_span.end if citation.number_span else citation.end
    head = _NUMERO.search(fold(citation.text[: max(0, start - citation.start)]))
    if head:
        start = citation.start + head.start()
    if citation.date_span and citation.date_span.start >= end:
        end = citation.date_span.end
    return Span(start, end)
