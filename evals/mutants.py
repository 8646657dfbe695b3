"""Ways of putting one known defect into a sound plan: what `evals.mutations` measures the checks with.

Each mutant is made at one place that suits it and says which codes must find it, and where. A kind that finds no such
place in a plan gives ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from assistant.checking.numbering import numeral_for, value_of
from corpus.plan import Plan, Section


@dataclass(frozen=True, slots=True)
class Mutant:
    """A text with one defect at ``[start, end)``, the codes that name it, and the day to judge it on, if another."""

    text: str
    codes: tuple[str, ...]
    start: int
    end: int
    as_of: date | None = None


Maker = Callable[[Plan, Random], Mutant | None]

_LIMIT: Final = re.compile(r"trước ngày (?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))")
_DECREE: Final = re.compile(r"(?P<number>98/2023/NĐ-CP) ngày 31 tháng 12 năm 2023 của Chính phủ")
_PROPER: Final = re.compile(
    r"Căn cứ (?:Kế hoạch|Công văn|Hướng dẫn) số [^\n;]*?ngày (?P<date>\d{1,2} tháng \d{1,2} năm \d{4})"
)


def replaced(plan: Plan, start: int, end: int, new: str, *codes: str) -> Mutant:
    """Return the mutant in which `new` stands in the place of ``[start, end)``."""
    text = plan.text[:start] + new + plan.text[end:]
    return Mutant(text, codes, start, start + len(new))


def _top(plan: Plan) -> list[Section]:
    return [s for s in plan.sections if s.parent is None and s.numeral and not s.is_paragraph]


def _heading_numeral(plan: Plan, section: Section) -> re.Match[str] | None:
    return re.compile(rf"\s*{re.escape(section.numeral or '')}(?=[.)/\s])").match(plan.text, section.start)


def _with_numeral(plan: Plan, section: Section, numeral: str, code: str) -> Mutant | None:
    found = _heading_numeral(plan, section)
    if found is None:
        return None
    start = found.end() - len(section.numeral or "")
    return replaced(plan, start, found.end(), numeral, code)


def drop_section(plan: Plan, rng: Random) -> Mutant | None:
    """Leave out a top section that the profile requires and number the following ones anew."""
    roman = [s for s in _top(plan) if re.fullmatch(r"[IVX]+", s.numeral or "")]
    wanted = [s for s in roman if s.role in ("purpose", "implementation")]
    single = [s for s in wanted if all(s.start <= o.start < s.end for o in plan.sections if o.role == s.role)]
    if not single or len(roman) < 3:
        return None
    gone = rng.choice(single)
    last = gone is roman[-1]
    end = _closing(plan, gone) if last else gone.end
    text = plan.text
    for section in reversed(roman[roman.index(gone) + 1 :]):
        found = _heading_numeral(plan, section)
        value = value_of(section.numeral)
        if found is None or value is None:
            return None
        start = found.end() - len(section.numeral or "")
        text = text[:start] + numeral_for(value - 1, "I") + text[found.end() :]
    return Mutant(text[: gone.start] + text[end:], ("section.missing",), 0, len(text))


def _closing(plan: Plan, section: Section) -> int:
    """Return where the closing sentence begins after the last section's own text."""
    found = re.search(r"\n[^\n]*Trên đây là|\nNơi nhận", plan.text[section.start : section.end])
    return section.start + found.start() if found else section.end


def skip_number(plan: Plan, rng: Random) -> Mutant | None:
    """Give the last top section a number two too high."""
    sections = _top(plan)
    if len(sections) < 3:
        return None
    value = value_of(sections[-1].numeral)
    step = rng.choice((1, 2))
    return (
        _with_numeral(plan, sections[-1], numeral_for(value + step, sections[-1].numeral or "I"), "numbering.gap")
        if value
        else None
    )


def repeat_number(plan: Plan, rng: Random) -> Mutant | None:
    """Give a top section the number of the one before it."""
    sections = _top(plan)
    if len(sections) < 3:
        return None
    index = rng.randrange(1, len(sections))
    return _with_numeral(plan, sections[index], sections[index - 1].numeral or "", "numbering.duplicate")


def repeat_title(plan: Plan, rng: Random) -> Mutant | None:
    """Give a top section the title of another."""
    sections = _top(plan)
    if len(sections) < 3:
        return None
    one, other = rng.sample(sections, 2)
    start = plan.text.find(one.title, one.start, one.body_start)
    if start < 0:
        return None
    mutant = replaced(plan, start, start + len(one.title), other.title, "section.duplicate")
    return Mutant(mutant.text, mutant.codes, 0, len(mutant.text))  # the later of the two is the one reported


def empty_section(plan: Plan, rng: Random) -> Mutant | None:
    """Take all text from under a top heading."""
    sections = _top(plan)[:-1]
    if len(sections) < 2:
        return None
    section = rng.choice(sections)
    text = plan.text[: section.body_start] + "\n\n" + plan.text[section.end :]
    return Mutant(text, ("section.empty",), section.start, section.body_start)


def past_deadline(plan: Plan, rng: Random) -> Mutant | None:
    """Move a time limit to some days before the plan."""
    limits, signed = list(_LIMIT.finditer(plan.text)), plan.header.date
    if not limits or signed is None:
        return None
    found = rng.choice(limits)
    day = signed - timedelta(days=rng.randint(2, 25))
    return replaced(plan, *found.span("date"), f"{day.day}/{day.month}/{day.year}", "date.deadline-before-plan")


def impossible_day(plan: Plan, rng: Random) -> Mutant | None:
    """Name a day that no calendar has."""
    limits = list(_LIMIT.finditer(plan.text))
    if not limits:
        return None
    found = rng.choice(limits)
    day = rng.choice(("30/02", "31/4", "31/11", "32/5", "0/10", "31/9"))
    return replaced(plan, *found.span("date"), f"{day}/{found['year']}", "date.impossible")


def backward_range(plan: Plan, rng: Random) -> Mutant | None:
    """Let a range end before it begins."""
    ranges = list(re.finditer(r"[Tt]ừ ngày (\d{1,2}/\d{1,2}/\d{4}) đến ngày (\d{1,2}/\d{1,2}/\d{4})", plan.text))
    if not ranges:
        return None
    found = rng.choice(ranges)
    words = found.group().replace(found[1], "\0").replace(found[2], found[1]).replace("\0", found[2])
    return replaced(plan, *found.span(), words, "date.impossible")


def stale_year(plan: Plan, rng: Random) -> Mutant | None:
    """Leave last year's year, or school year, in the sentence of purpose or in the closing."""
    operative = list(re.finditer(r"[^\n]*(?:như sau|Trên đây là)[^\n]*", plan.text))
    places = [
        (line.start() + found.start(), found)
        for line in operative
        for found in re.finditer(r"(?:năm học (\d{4})( ?[-–] ?)(\d{4})|năm (\d{4})(?! ?[-–]))", line.group())
        if "“" not in line.group()[: found.start()].rsplit("”", 1)[-1]
    ]
    own = [p for p in places if str(plan.header.years[0] if plan.header.years else "") in p[1].group()]
    if not own:
        return None
    start, found = rng.choice(own)
    if found[1]:
        new = f"năm học {int(found[1]) - 1}{found[2]}{int(found[3]) - 1}"
    elif plan.header.title and found[4] in plan.header.title and plan.header.school_year is None:
        new = f"năm {int(found[4]) - 1}"
    else:
        return None
    return replaced(plan, start, start + len(found.group()), new, "date.stale-year")


def broken_school_year(plan: Plan, rng: Random) -> Mutant | None:
    """Swap two digits in the second year of a school year."""
    years = [y for y in plan.year_spans if y.kind == "school-year" and y.start >= plan.body.start]
    if not years:
        return None
    span = rng.choice(years)
    at = plan.text.rfind(str(span.last), span.start, span.end)
    if at < 0:
        return None
    wrong = rng.choice(
        (str(span.last + 1), str(span.last)[0] + str(span.last)[2] + str(span.last)[1] + str(span.last)[3])
    )
    return (
        None if wrong == str(span.last) or int(wrong) > 2199 else replaced(plan, at, at + 4, wrong, "date.stale-year")
    )


def miscount(plan: Plan, rng: Random) -> Mutant | None:
    """Miscount an anniversary by a year or two."""
    sound = [a for a in plan.anniversaries if a.actual == a.claimed and a.to and str(a.to.year) in a.text]
    if not sound:
        return None
    chosen = rng.choice(sound)
    wrong = chosen.claimed + rng.choice((-2, -1, 1, 2))
    return replaced(plan, chosen.count_span.start, chosen.count_span.end, str(wrong), "anniversary.wrong-count")


def wrong_citation_date(plan: Plan, rng: Random) -> Mutant | None:
    """Move the date of a document of law by a month."""
    known = [c for c in plan.citations if c.register_id and c.date and c.date_span and _has_year(c.number)]
    if not known:
        return None
    citation = rng.choice(known)
    assert citation.date_span is not None
    assert citation.date is not None
    written = citation.date_span.of(plan.text)
    parts = re.search(r"(\d{1,2})(\D+)(\d{1,2})(\D+)(\d{4})", written)
    if parts is None:
        return None
    month = citation.date.month % 12 + 1 if rng.random() < 0.5 else (citation.date.month - 2) % 12 + 1
    day = min(int(parts[1]), 28)
    wrong = f"{written[: parts.start()]}{day:02d}{parts[2]}{month}{parts[4]}{parts[5]}{written[parts.end() :]}"
    codes = ("citation.wrong-date", "citation.inconsistent", "citation.after-plan")
    return replaced(plan, citation.date_span.start, citation.date_span.end, wrong, *codes)


def _has_year(number: str | None) -> bool:
    return number is not None and re.search(r"/(?:19|20)\d{2}/", number) is not None


def wrong_citation_year(plan: Plan, rng: Random) -> Mutant | None:
    """Change the year inside a document's number, its date left as it is."""
    known = [c for c in plan.citations if c.register_id and c.date and c.number_span and _has_year(c.number)]
    if not known:
        return None
    citation = rng.choice(known)
    assert citation.number_span is not None
    written = citation.number_span.of(plan.text)
    found = re.search(r"/((?:19|20)\d{2})/", written)
    if found is None:
        return None
    wrong = f"{written[: found.start(1)]}{int(found[1]) + rng.choice((-1, 1))}{written[found.end(1) :]}"
    codes = ("citation.wrong-number", "citation.wrong-date")
    return replaced(plan, citation.number_span.start, citation.number_span.end, wrong, *codes)


def wrong_issuer(plan: Plan, rng: Random) -> Mutant | None:
    """Attribute a decree, circular or decision of the Prime Minister to another body."""
    swaps = {"NĐ-CP": "Thủ tướng Chính phủ", "QĐ-TTg": "Bộ Giáo dục và Đào tạo", "CT-TTg": "Bộ Nội vụ"}
    swaps |= {"TT-BGDĐT": "Bộ Nội vụ", "TT-BNV": "Bộ Giáo dục và Đào tạo"}
    places = [
        (c, swaps[end]) for c in plan.citations if c.issuer_span for end in swaps if (c.number or "").endswith(end)
    ]
    if not places:
        return None
    citation, other = rng.choice(places)
    assert citation.issuer_span is not None
    return replaced(plan, citation.issuer_span.start, citation.issuer_span.end, other, "citation.wrong-issuer")


def citation_after_plan(plan: Plan, rng: Random) -> Mutant | None:
    """Date a local basis some weeks after the plan."""
    places, signed = list(_PROPER.finditer(plan.text)), plan.header.date
    if not places or signed is None:
        return None
    found = rng.choice(places)
    day = signed + timedelta(days=rng.randint(1, 40))
    new = f"{day.day:02d} tháng {day.month:02d} năm {day.year}"
    return replaced(plan, *found.span("date"), new, "citation.after-plan")


def repealed_citation(plan: Plan, rng: Random) -> Mutant | None:
    """Judge the plan on a later day, when a decree it cites has been replaced."""
    found = _DECREE.search(plan.text)
    later = date(2025, 7, 1) + timedelta(days=rng.randint(0, 300))
    return Mutant(plan.text, ("citation.replaced",), found.start(), found.end(), later) if found else None


def repealed_decree(plan: Plan, _: Random) -> Mutant | None:
    """Cite the decree that the one in force replaced."""
    found = _DECREE.search(plan.text)
    if found is None:
        return None
    old = "91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ"
    return replaced(plan, found.start(), found.end(), old, "citation.replaced")
