"""Days, months and school years that were over when the plan was signed, where the plan speaks of work to come.

A past day proves nothing by itself: plans tell of past results too. It is reported where the words around it set a
time for work (the item opens with it, a label or the name of an event stands before it) and nothing says that the
work was done, and only where the same day of a later year would suit the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.dates import is_spoken_for, last_day_of, without_hour
from assistant.checking.finding import Finding
from assistant.checking.phrases import any_of, ends_with
from assistant.checking.years import PlanYears
from corpus.plan import DateMention
from corpus.text import fold

_BASIS: Final = "Ngày, tháng của việc sắp làm phải sau ngày ký kế hoạch"
_SCHOOL_YEAR_BASIS: Final = "Năm trong kế hoạch phải thống nhất với tên kế hoạch"
_GRACE: Final = timedelta(days=20)  # a round of work often opens some days before its plan is signed
_AFTERMATH: Final = timedelta(days=180)  # so long after a school year's end nobody reviews it any more
_OLDEST: Final = 3  # years: what lies further back is told of the past
_DATED_ITEM: Final = re.compile(
    r"[^a-z0-9]*(?:[0-9]{1,2}[.)/]\s*|[a-z][.)]\s*)?"
    r"(?:(?:dot|hoc ky|tuan|quy|giai doan|lan|thoi gian|tien do|tu|trong|vao|ngay|thang|khoang)"
    r"\s*(?:[0-9]{1,2}|[ivx]{1,3})?[^a-z0-9]*)*"
)
_NAMED_EVENT: Final = re.compile(r"(?<![a-z])(?:huong ung|chao mung|ky niem|nhan dip|nhan ngay)\s[a-z ]{3,60}$")
_HOUR: Final = re.compile(r"(?<!\w)(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối)\s+(?:ngày\s+)?$")
_ROLES_OF_WORK: Final = frozenset({"content", "measures", "timeline", "implementation"})
_VERB_FIRST: Final = re.compile(
    r"[^a-z0-9]*(?:[0-9]{1,2}[.)/]\s*|[a-z][.)]\s*)?"
    r"(?:to chuc|tuyen truyen|trien khai|phat dong|phoi hop|hoan thanh|xay dung|tham gia|van dong|kiem tra|bo sung)"
    r"(?![a-z])"
)
_TOLD_OF: Final = re.compile(
    r"dac diem|tinh hinh|thuc trang|ket qua|danh gia|can cu|thuan loi|kho khan|nhin lai|thanh tich|uu diem|han che"
)


def check_stale_days(ctx: Context) -> Iterator[Finding]:
    """Yield days and months before the plan's own day at which work is set, one a sentence."""
    signed = ctx.plan.header.date
    if signed is None:
        return
    reported: set[int] = set()
    for mention in ctx.plan.dates:
        sentence = ctx.sentence_at(mention.start)
        day = _past_day(ctx, mention, signed)
        if day is None or sentence.start in reported or not _sets_time(ctx, mention):
            continue
        reported.add(sentence.start)
        right = _year_meant(ctx, day, signed)
        written = " ".join(mention.text.split())
        yield ctx.finding(
            "date.stale-year",
            "warning",
            f"“{written}” đã qua khi ký kế hoạch ({day_vi(signed)}); có thể là năm còn sót lại từ kế hoạch cũ.",
            mention,
            suggestion=f"Nếu là việc sắp làm, sửa năm {day.year} thành {right}." if right else "Kiểm tra lại năm.",
            basis=_BASIS,
        )


def _past_day(ctx: Context, mention: DateMention, signed: date) -> date | None:
    """Return the last day that `mention` covers where it is past, written with its year and the plan's own word."""
    if mention.yearly or mention.precision not in ("day", "month") or is_spoken_for(ctx, mention):
        return None
    day = last_day_of(mention)
    if day is None or day >= signed - _GRACE or signed.year - day.year > _OLDEST or _in_foot(ctx, mention.start):
        return None
    return day if _year_meant(ctx, day, signed) else None


def _in_foot(ctx: Context, offset: int) -> bool:
    recipients = ctx.plan.header.span("recipients")
    return recipients is not None and offset >= recipients.start


def _year_meant(ctx: Context, day: date, signed: date) -> int | None:
    """Return the year in which the same day would lie in the plan's own time."""
    covered = PlanYears(ctx).covered
    school_year = PlanYears(ctx).school_year
    end = date(school_year[1], 8, 31) if school_year else date(max(*covered, signed.year), 12, 31)
    for year in range(day.year + 1, day.year + _OLDEST + 1):
        moved = day.replace(year=year, day=min(day.day, 28))
        if signed - _GRACE <= moved <= end:
            return year
    return None


def _sets_time(ctx: Context, mention: DateMention) -> bool:
    """Tell whether the words before the day set it as the time of work, and none tells of the past."""
    sentence = ctx.sentence_at(mention.start)
    if _fills_cell(ctx, mention):
        return not _is_told_of(ctx, mention.start)
    if any_of("past").search(sentence.of(ctx.folded)) or _is_told_of(ctx, mention.start):
        return False
    before = without_hour(ctx.folded[sentence.start : mention.start].replace("\n", " "))
    if ends_with("tells_of_day").search(before):
        return False
    is_label = before.rstrip().endswith(":") or ends_with("events").search(before) is not None
    is_label = (
        is_label or _NAMED_EVENT.search(before) is not None or _HOUR.search(ctx.text[: mention.start][-12:]) is not None
    )
    return is_label or _DATED_ITEM.fullmatch(before) is not None or _is_task_within(ctx, mention, before)


def _is_task_within(ctx: Context, mention: DateMention, before: str) -> bool:
    """Tell whether an item of work to do opens with a verb and sets its month: "Tuyên truyền trong tháng 10/2024"."""
    if ctx.role_at(mention.start) not in _ROLES_OF_WORK or re.search(r"\b(?:trong|vao)\s*$", before) is None:
        return False
    return _VERB_FIRST.match(before) is not None


def _fills_cell(ctx: Context, mention: DateMention) -> bool:
    """Tell whether the day stands alone in a cell of a table."""
    line_start, line_end = ctx.text.rfind("\n", 0, mention.start) + 1, ctx.text.find("\n", mention.end)
    before = re.split(r"[\t|]", ctx.text[line_start : mention.start])
    after = re.split(r"[\t|]", ctx.text[mention.end : line_end if line_end >= 0 else len(ctx.text)])
    return len(before) + len(after) > 2 and not before[-1].strip() and not after[0].strip()


def _is_told_of(ctx: Context, offset: int) -> bool:
    """Tell whether a heading above announces how things stand, not what is to be done."""
    section = ctx.plan.section_at(offset)
    return section is not None and any(_TOLD_OF.search(fold(s.title)) for s in ctx.plan.path(section))


def check_past_school_years(ctx: Context) -> Iterator[Finding]:
    """Yield school years long over: reviewed at a day to come, or worked for by a plan of two years later."""
    signed, own = ctx.plan.header.date, PlanYears(ctx).school_year
    for span in ctx.plan.year_spans:
        if span.kind != "school-year" or span.last != span.first + 1 or _is_told_of(ctx, span.start):
            continue
        if span.start < ctx.plan.body.start or ctx.citation_at(span.start, span.end):
            continue
        sentence = ctx.sentence_at(span.start)
        days = [d for m in ctx.plan.dates if sentence.start <= m.start < span.start and (d := last_day_of(m))]
        long_over = bool(days) and signed is not None and min(days) > max(signed, date(span.last, 7, 31) + _AFTERMATH)
        before = ctx.folded[sentence.start : span.start].replace("\n", " ")
        told = any_of("past").search(before.replace("tong ket nam hoc", "")) or ends_with("since").search(before)
        two_before = own is not None and span.first == own[0] - 2 and any_of("school_year_work").search(before)
        if not told and (long_over or two_before):
            yield ctx.finding(
                "date.stale-year",
                "warning",
                f"Việc ở đây nhắc năm học {span.first} - {span.last}, đã kết thúc từ lâu.",
                span,
                suggestion=f"Nếu là năm học của kế hoạch, viết “{own[0]} - {own[1]}”."
                if own
                else "Kiểm tra lại năm học.",
                basis=_SCHOOL_YEAR_BASIS,
            )


def check_exam_years(ctx: Context) -> Iterator[Finding]:
    """Yield examinations at the end of a school year that are dated in its first calendar year."""
    own = PlanYears(ctx).school_year
    if own is None:
        return
    for match in _exam_pattern().finditer(ctx.folded, ctx.plan.body.start):
        sentence = ctx.sentence_at(match.start())
        if int(match["year"]) != own[0] or ctx.citation_at(*match.span()) or _is_told_of(ctx, match.start()):
            continue
        if any_of("past").search(sentence.of(ctx.folded)) is None:
            yield ctx.finding(
                "date.stale-year",
                "warning",
                f"Kỳ thi của năm học {own[0]} - {own[1]} diễn ra năm {own[1]}, ở đây ghi năm {own[0]}.",
                match.span("year"),
                suggestion=f"Sửa thành năm {own[1]} nếu đây là kỳ thi cuối năm học này.",
                basis=_SCHOOL_YEAR_BASIS,
            )


@cache
def _exam_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:on thi|on tap|chuan bi|to chuc|dang ky)(?![a-z])[^.;\n]{0,30}"
        r"(?:tot nghiep|tuyen sinh)[^.;\n0-9]{0,25}nam\s+(?P<year>20[0-9]{2})"
    )


@cache
def _summer_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:dip\s+|mua\s+)?he\s+(?:nam\s+)?(?P<year>20[0-9]{2})(?![0-9])")


def check_summers(ctx: Context) -> Iterator[Finding]:
    """Yield summers before the plan's own day for which work is set."""
    signed = ctx.plan.header.date
    for match in _summer_pattern().finditer(ctx.folded, ctx.plan.body.start) if signed else ():
        sentence = ctx.sentence_at(match.start())
        year = int(match["year"])
        if signed is None or not 0 < signed.year - year <= 2 or ctx.citation_at(*match.span()):
            continue
        words = sentence.of(ctx.folded)
        if (
            any_of("past").search(words)
            or _is_told_of(ctx, match.start())
            or not (any_of("asks").search(words) or any_of("acts").search(words))
        ):
            continue
        yield ctx.finding(
            "date.stale-year",
            "warning",
            f"Hè {year} đã qua khi ký kế hoạch ({day_vi(signed)}); có thể là năm còn sót lại từ kế hoạch cũ.",
            match.span("year"),
            suggestion=f"Nếu là việc sắp làm, sửa thành năm {signed.year}.",
            basis=_BASIS,
        )
