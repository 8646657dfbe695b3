"""Years and school years left over from another plan, told from legitimate mentions of past years.

A year is called left over only with a witness inside the plan itself: the same words stand elsewhere with the plan's
own year, or the sentence is the one that says what the plan is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from assistant.checking.context import Context
from assistant.checking.finding import Finding, Fix, Severity
from assistant.checking.phrases import any_of, ends_with
from corpus.plan import Span, YearSpan

_BASIS: Final = "Năm trong kế hoạch phải thống nhất với tên kế hoạch"
_SCHOOL_YEAR_BASIS: Final = "Luật Giáo dục và khung kế hoạch thời gian năm học: năm học gồm hai năm liền nhau"
_SHARED_WORDS: Final = 4  # as many words before the year in common make it the same phrase
_YEAR: Final = re.compile(r"(?<![a-z0-9])(?:nam|n[a-z]m)\s+(?P<year>20[0-9]{2})(?![0-9]|\s*[-/])")
_TASK: Final = re.compile(
    r"(?:trien khai|thuc hien|xay dung|to chuc|hoan thanh|phat dong)\s[^.;]{0,50}"
    r"(?:ke hoach|nhiem vu|phong trao(?: thi dua)?|cong tac|noi dung|chi tieu)[^.;0-9]{0,25}$"
)
_EQUATED: Final = re.compile(
    r"(?<![a-z0-9])nam\s+(?P<year>20[0-9]{2})\s*[(,]\s*nam\s+hoc\s+(?P<first>20[0-9]{2})\s*-\s*(?P<last>20[0-9]{2})"
)


@dataclass(frozen=True)
class PlanYears:
    """The years that a plan is for, as its title and its date say."""

    ctx: Context

    @cached_property
    def school_year(self) -> tuple[int, int] | None:
        """The two years of the plan's school year, if its title names a possible one."""
        named = re.findall(r"\d{4}", self.ctx.plan.header.school_year or "")
        years = (int(named[0]), int(named[1])) if len(named) == 2 else None
        return years if years and years[1] == years[0] + 1 else None

    @cached_property
    def calendar_year(self) -> int | None:
        """The one calendar year of a plan that is for no school year."""
        years, title = self.ctx.plan.header.years, self.ctx.plan.header.title or ""
        named = len(years) == 1 and str(years[0]) in title
        return years[0] if named and self.school_year is None else None

    @cached_property
    def covered(self) -> tuple[int, ...]:
        """All years the plan is for, or the year of its date."""
        if self.school_year:
            return self.school_year
        signed = self.ctx.plan.header.date
        return self.ctx.plan.header.years or ((signed.year,) if signed else ())


def check_school_year_form(ctx: Context) -> Iterator[Finding]:
    """Yield school years whose two years do not follow one another ("2016 - 2107")."""
    years = PlanYears(ctx)
    known = {(y.first, y.last) for y in ctx.plan.year_spans if y.kind == "school-year" and y.last == y.first + 1}
    for span in ctx.plan.year_spans:
        if span.kind != "school-year" or span.last == span.first + 1:
            continue
        right = (span.first, span.first + 1)
        certain = ctx.is_exact and (right == years.school_year or right in known)
        yield ctx.finding(
            "date.stale-year",
            "error" if ctx.is_exact else "warning",
            f"Không có năm học {span.first} - {span.last}.",
            span,
            suggestion=f"Viết “{right[0]} - {right[1]}”." if certain else "Kiểm tra lại hai năm của năm học.",
            basis=_SCHOOL_YEAR_BASIS,
            fix=_year_fix(ctx, span, span.last, right[1]) if certain else None,
        )


def check_left_over_years(ctx: Context) -> Iterator[Finding]:
    """Yield years that contradict the title: in the sentence of purpose, or in words that elsewhere bear its year."""
    years = PlanYears(ctx)
    year = years.calendar_year
    if year is None:
        return
    places = [(match.start(), match.end(), int(match["year"])) for match in _YEAR.finditer(ctx.folded)]
    witnesses = {_words_before(ctx, start) for start, _, named in places if named == year}
    for start, end, named in places:
        if named == year or abs(named - year) > 3 or not _is_own_statement(ctx, start, end):
            continue
        if named > year and _is_title_over(ctx, years):
            continue  # the title is what was left over, and is reported itself
        shared = _words_before(ctx, start) in witnesses and len(_words_before(ctx, start)) == _SHARED_WORDS
        if _is_operative(ctx, start, str(year)) or shared:
            yield _left_over(ctx, start, end, named, year, "năm")
        elif named < year and _is_task(ctx, start):
            yield replace(_left_over(ctx, start, end, named, year, "năm"), severity="warning")


def check_left_over_school_years(ctx: Context) -> Iterator[Finding]:
    """Yield school years that contradict the plan's own in the same two ways."""
    years = PlanYears(ctx)
    own = years.school_year
    if own is None:
        return
    spans = [y for y in ctx.plan.year_spans if y.kind == "school-year" and y.last == y.first + 1]
    witnesses = {_words_before(ctx, y.start) for y in spans if (y.first, y.last) == own}
    for span in spans:
        if (
            (span.first, span.last) == own
            or abs(span.first - own[0]) > 2
            or not _is_own_statement(ctx, span.start, span.end)
        ):
            continue
        before = _words_before(ctx, span.start)
        shared = len(before) == _SHARED_WORDS and before in witnesses
        if span.first > own[0] and _is_title_over(ctx, years):
            continue  # the title is what was left over, and is reported itself
        operative = _is_operative(ctx, span.start, rf"{own[0]}\s*-\s*{own[1]}")
        if operative or shared or (span.first < own[0] and _is_task(ctx, span.start)):
            named, right = f"{span.first} - {span.last}", f"{own[0]} - {own[1]}"
            found = _left_over(ctx, span.start, span.end, named, right, "năm học")
            yield found if operative or shared else replace(found, severity="warning")


def _is_task(ctx: Context, offset: int) -> bool:
    """Tell whether the words before the year set a task for it ("Triển khai kế hoạch năm học …")."""
    sentence = ctx.sentence_at(offset)
    return _TASK.search(" ".join(ctx.folded[sentence.start : offset].split())) is not None


def _left_over(ctx: Context, start: int, end: int, named: int | str, own: int | str, unit: str) -> Finding:
    severity: Severity = "error" if ctx.is_exact else "warning"
    return ctx.finding(
        "date.stale-year",
        severity,
        f"Ghi {unit} {named}, trong khi kế hoạch là của {unit} {own}.",
        (start, end),
        suggestion=f"Sửa thành “{unit} {own}” nếu đây là năm còn sót lại từ kế hoạch cũ.",
        basis=_BASIS,
    )


def _words_before(ctx: Context, offset: int) -> tuple[str, ...]:
    """Return the last words before `offset`, folded, without punctuation."""
    return tuple(re.findall(r"[a-z0-9]+", ctx.before(offset, 60).rsplit(".", 1)[-1])[-_SHARED_WORDS:])


def _is_own_statement(ctx: Context, start: int, end: int) -> bool:
    """Tell whether the year is the plan's own word: no citation, name or anniversary, and not said of the past."""
    if ctx.citation_at(start, end) or _is_quoted(ctx, start) or ends_with("year_is_name").search(ctx.before(start, 40)):
        return False
    if any(a.start < end and start < a.end for a in ctx.plan.anniversaries):
        return False
    if re.match(r"\s*(?:den|toi|va|,|-)\s*(?:nam\s+)?20[0-9]{2}", ctx.after(end, 20)) or re.search(
        r"(?:tu|giai doan|den|va)\s*$|20[0-9]{2}\s*(?:-|,|va|den)\s*$", ctx.before(start, 20)
    ):
        return False
    sentence = ctx.sentence_at(start)
    return any_of("past").search(ctx.folded[sentence.start : sentence.end]) is None


def _is_quoted(ctx: Context, offset: int) -> bool:
    sentence = ctx.sentence_at(offset)
    return ctx.folded[sentence.start : offset].count('"') % 2 == 1


def _is_operative(ctx: Context, offset: int, own_year: str) -> bool:
    """Tell whether the sentence at `offset` says what the plan is for without its own year, a pattern."""
    sentence = ctx.sentence_at(offset)
    words = " ".join(sentence.of(ctx.folded).split())
    if re.search(own_year, words) or any_of("operative").search(words) is None:
        return False
    return _is_intro(ctx, sentence) or "tren day la" in words


def _is_intro(ctx: Context, sentence: Span) -> bool:
    """Tell whether the sentence stands before the first section."""
    first = ctx.plan.sections[0].start if ctx.plan.sections else len(ctx.text)
    return sentence.start < first


def check_title_against_date(ctx: Context) -> Iterator[Finding]:
    """Yield a title whose year, or school year, was over when the plan was signed."""
    signed, years = ctx.plan.header.date, PlanYears(ctx)
    title = ctx.plan.header.span("title")
    if signed is None or title is None or re.search(r"tong ket|bao cao", title.of(ctx.folded)):
        return
    if _is_title_over(ctx, years):
        named = (
            f"năm học {years.school_year[0]} - {years.school_year[1]}"
            if years.school_year
            else f"năm {years.calendar_year}"
        )
        yield ctx.finding(
            "date.stale-year",
            "warning",
            f"Tên kế hoạch ghi {named}, nhưng kế hoạch ký ngày {signed:%d/%m/%Y}, khi năm ấy đã qua.",
            _year_in(ctx, title, years),
            suggestion="Kiểm tra lại năm trong tên kế hoạch và ngày ký.",
            basis=_BASIS,
        )


def _is_title_over(ctx: Context, years: PlanYears) -> bool:
    """Tell whether the year, or school year, of the title was over when the plan was signed."""
    signed = ctx.plan.header.date
    if signed is None:
        return False
    if years.school_year is not None:
        return (signed.year, signed.month) >= (years.school_year[1], 8)
    return years.calendar_year is not None and signed.year > years.calendar_year


def _year_in(ctx: Context, title: Span, years: PlanYears) -> tuple[int, int]:
    year = str(years.school_year[0] if years.school_year else years.calendar_year)
    at = ctx.text.find(year, title.start, title.end)
    return (at, at + 4) if at >= 0 else (title.start, title.end)


def check_old_anniversaries(ctx: Context) -> Iterator[Finding]:
    """Yield anniversaries that are counted to a year before the plan's: last year's celebration copied over."""
    covered, signed = PlanYears(ctx).covered, ctx.plan.header.date
    if not covered or signed is None:
        return
    for anniversary in ctx.plan.anniversaries:
        to = anniversary.to
        right_count = anniversary.actual == anniversary.claimed
        if (
            to is None
            or not right_count
            or to.year >= min(*covered, signed.year)
            or str(to.year) not in anniversary.text
        ):
            continue
        sentence = ctx.sentence_at(anniversary.start)
        if any_of("past").search(sentence.of(ctx.folded)) or ctx.citation_at(anniversary.start, anniversary.end):
            continue
        yield ctx.finding(
            "date.stale-year",
            "warning",
            f"Kỷ niệm tính đến năm {to.year}, trước năm của kế hoạch ({signed.year}).",
            anniversary,
            suggestion="Tính lại số năm và năm kỷ niệm cho năm của kế hoạch.",
            basis=_BASIS,
        )


def check_calendar_and_school_year(ctx: Context) -> Iterator[Finding]:
    """Yield a calendar year equated with a school year, and the first school year in a plan for a calendar year."""
    equated = list(_EQUATED.finditer(ctx.folded))
    for match in equated:
        yield ctx.finding(
            "date.stale-year",
            "info",
            f"Năm {match['year']} và năm học {match['first']} - {match['last']} không trùng nhau"
            f" (năm học kết thúc giữa năm {match['last']}).",
            match.span(),
            suggestion="Ghi rõ kế hoạch theo năm hay theo năm học.",
            basis=_SCHOOL_YEAR_BASIS,
        )
    year = PlanYears(ctx).calendar_year
    mixed = [y for y in ctx.plan.year_spans if y.kind == "school-year" and _is_mixed(ctx, y, year)]
    for span in mixed[:1] if not equated else ():
        yield ctx.finding(
            "date.stale-year",
            "info",
            f"Kế hoạch tính theo năm {year} nhưng ở đây tính theo năm học {span.first} - {span.last}.",
            span,
            suggestion="Kiểm tra việc này thuộc năm học nào.",
            basis=_BASIS,
        )


def _is_mixed(ctx: Context, span: YearSpan, year: int | None) -> bool:
    own_body = span.start >= ctx.plan.body.start and not ctx.citation_at(span.start, span.end)
    return year is not None and own_body and year in (span.first, span.last)


def _year_fix(ctx: Context, span: YearSpan, wrong: int, right: int) -> Fix | None:
    """Return the replacement of the last occurrence of the year `wrong` inside `span`."""
    at = ctx.text.rfind(str(wrong), span.start, span.end)
    return Fix(at, at + 4, str(right)) if at >= 0 else None
