"""Days that cannot be, ranges that run backwards, and limits already past on the plan's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from assistant.checking.context import Context, day_vi
from assistant.checking.finding import Finding, Severity
from assistant.checking.phrases import any_of, ends_with
from corpus.date_patterns import DateParts
from corpus.dates import is_impossible
from corpus.plan import DateMention, Span

_CALENDAR: Final = "Lịch: số ngày của tháng, số tháng của năm"
_LIMIT_BASIS: Final = "Thời hạn giao việc phải sau ngày ký kế hoạch"
_JOINT: Final = re.compile(r"\s*(?:den(?:\s+het)?(?:\s+ngay)?|toi|-)\s*")
_WEEKDAY: Final = re.compile(
    r"(?<![a-z])(?P<name>thu\s+(?P<day>hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)\s*[,(]?\s*(?:ngay\s*)?$"
)
_WEEKDAYS: Final = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tu": 2,
    "4": 2,
    "nam": 3,
    "5": 3,
    "sau": 4,
    "6": 4,
    "bay": 5,
    "7": 5,
}
_WEEKDAY_NAMES: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_HOUR: Final = re.compile(r"[0-9]{1,2}\s?(?:h|gio)\s?(?:[0-9]{2})?(?:\s?phut)?,?\s*(?=(?:ngay\s*)?$)")
_EARLY_START: Final = timedelta(days=20)  # a round of work often opens some days before its plan is signed


def check_impossible(ctx: Context) -> Iterator[Finding]:
    """Yield days that no calendar has ("30/02/2024", "0/10")."""
    for mention in ctx.plan.dates:
        if is_impossible(mention):
            year, month, day = mention.value
            yield ctx.finding(
                "date.impossible",
                "error" if ctx.is_exact else "warning",
                f"Không có ngày {_written(day, month, year)}.",
                mention,
                suggestion=_nearest(year, month, day),
                basis=_CALENDAR,
            )


def _written(day: int | None, month: int | None, year: int | None) -> str:
    return "/".join(str(part) for part in (day, month, year) if part is not None)


def _nearest(year: int | None, month: int | None, day: int | None) -> str:
    if month is not None and 1 <= month <= 12 and day is not None and day > 28:
        following = date(year or 2000, month % 12 + 1, 1)
        return f"Tháng {month} chỉ có {(following - timedelta(days=1)).day} ngày; kiểm tra lại ngày."
    return "Kiểm tra lại ngày, tháng."


def check_ranges(ctx: Context) -> Iterator[Finding]:
    """Yield ranges whose end lies before their beginning."""
    for first, last in _ranges(ctx):
        if first.day and last.day and (last.day < first.day or _is_backwards_in_month(first, last)):
            yield ctx.finding(
                "date.impossible",
                "error" if ctx.is_exact and first.precision == last.precision == "day" else "warning",
                f"Khoảng thời gian chạy lùi: {_as_in(first, last)} rồi đến {day_vi(last.day)}.",
                (first.start, last.end),
                suggestion="Đổi lại ngày bắt đầu hoặc ngày kết thúc.",
                basis="Ngày kết thúc phải sau ngày bắt đầu",
            )


def _is_backwards_in_month(first: DateMention, last: DateMention) -> bool:
    """Tell whether a range whose year is written once goes back within one month: nobody means a year by it."""
    return first.precision == "day-month" and first.value[1] == last.value[1] and _days_back(first, last) > 0


def _days_back(first: DateMention, last: DateMention) -> int:
    return (first.value[2] or 0) - (last.value[2] or 0)


def _as_in(first: DateMention, last: DateMention) -> str:
    """Return the first day of a range as its reader takes it: in the year of the last one where it has none."""
    if first.precision == "day-month" and last.value[0] is not None:
        return f"{first.value[2]:02d}/{first.value[1]:02d}/{last.value[0]}"
    return day_vi(first.day) if first.day else first.text


def check_weekdays(ctx: Context) -> Iterator[Finding]:
    """Yield days whose weekday, where one is written, is not the calendar's."""
    for mention in ctx.plan.dates:
        named = _WEEKDAY.search(ctx.before(mention.start, 24))
        if named is None or mention.day is None or mention.precision != "day":
            continue
        claimed = 6 if named["day"] is None else _WEEKDAYS[named["day"]]
        if claimed != mention.day.weekday():
            actual = _WEEKDAY_NAMES[mention.day.weekday()]
            yield ctx.finding(
                "date.impossible",
                "warning",
                f"Ngày {day_vi(mention.day)} là {actual}, không phải {_WEEKDAY_NAMES[claimed]}.",
                (mention.start - len(named.group()), mention.end),
                suggestion=f"Viết “{actual}” hoặc sửa lại ngày.",
                basis="Lịch: thứ trong tuần",
            )


def check_deadlines(ctx: Context) -> Iterator[Finding]:
    """Yield time limits, and times of work, that lie before the plan's own day."""
    signed = ctx.plan.header.date
    if signed is None:
        return
    ranges = {id(first): last for first, last in _ranges(ctx)}
    ends = {id(last) for last in ranges.values()}
    for mention in ctx.plan.dates:
        if not _may_be_limit(ctx, mention):
            continue
        if id(mention) in ranges:
            yield from _past_start(ctx, mention, ranges[id(mention)], signed)
        elif id(mention) not in ends:
            yield from _past_limit(ctx, mention, signed)


def _past_limit(ctx: Context, mention: DateMention, signed: date) -> Iterator[Finding]:
    before = without_hour(ctx.before(mention.start, 40) + _own_lead(ctx, mention))
    is_limit = ends_with("limit_before").search(before)
    is_time = ends_with("time_labels").search(before.removesuffix("ngay").rstrip(" ,*_"))
    limit = _day_meant(ctx, mention, signed)
    if limit is None or limit >= signed or not (is_limit or is_time):
        return
    sentence = ctx.sentence_at(mention.start)
    asked = any_of("asks").search(sentence.of(ctx.folded)) is not None
    sure = bool(is_limit) and asked and mention.precision == "day" and ctx.is_exact and not _tells_of_past(ctx, mention)
    if _tells_of_past(ctx, mention) and not asked:
        return
    severity: Severity = "error" if sure and (signed - limit).days < 400 else "warning"
    yield ctx.finding(
        "date.deadline-before-plan",
        severity,
        f"Thời hạn {day_vi(limit)} đã qua khi ký kế hoạch ({day_vi(signed)}).",
        _with_limit_word(ctx, mention),
        suggestion="Đặt thời hạn sau ngày ký kế hoạch, hoặc bỏ việc đã xong.",
        basis=_LIMIT_BASIS,
    )


def without_hour(before: str) -> str:
    """Return the words before a day without the hour between: "trước 16 giờ 00 ngày" gives "trước ngày"."""
    return _HOUR.sub("", before)


def _past_start(ctx: Context, first: DateMention, last: DateMention, signed: date) -> Iterator[Finding]:
    """Yield a range of work that begins long before the plan, or ends before it."""
    begins, ends = first.day, last.day
    if begins is None or ends is None or begins >= signed or _tells_of_past(ctx, first) or ends < begins:
        return
    over = ends < signed
    early = signed - begins > _EARLY_START and not _opens_a_year(begins)
    if not over and not early:
        return
    labelled = (
        any_of("time_labels").search(ctx.before(first.start, 120)) is not None or ctx.role_at(first.start) == "timeline"
    )
    yield ctx.finding(
        "date.deadline-before-plan",
        "warning" if over or labelled else "info",
        f"Thời gian thực hiện đã kết thúc ({day_vi(ends)}) trước ngày ký kế hoạch ({day_vi(signed)})."
        if over
        else f"Thời gian thực hiện bắt đầu từ {day_vi(begins)}, trước ngày ký kế hoạch ({day_vi(signed)}).",
        (first.start, last.end),
        suggestion="Kiểm tra lại thời gian; việc giao sau khi ký thì thời gian phải sau ngày ký.",
        basis=_LIMIT_BASIS,
    )


def _opens_a_year(day: date) -> bool:
    """Tell whether a calendar year or a school year opens about that day: yearly rounds are dated from there."""
    return (day.month, day.day) <= (1, 10) or (8, 1) <= (day.month, day.day) <= (9, 10)


def _ranges(ctx: Context) -> Iterator[tuple[DateMention, DateMention]]:
    """Yield the pairs of days joined as "từ … đến …" or "… - …", citations and anniversaries left out."""
    days = [mention for mention in ctx.plan.dates if mention.value[2] is not None and not mention.lunar]
    for first, last in pairwise(days):
        if last.start - first.end > 24 or not _JOINT.fullmatch(ctx.folded[first.end : last.start].replace("\n", " ")):
            continue
        in_brackets = ctx.before(first.start, 2).rstrip().endswith("(")
        counts_years = in_brackets and first.day and last.day and first.day.year < last.day.year
        if counts_years or is_spoken_for(ctx, first):
            continue  # "(20/11/1982 - 20/11/2024)" counts an anniversary
        yield first, last


def is_spoken_for(ctx: Context, mention: DateMention) -> bool:
    """Tell whether the day belongs to a citation, an anniversary or the head of the plan."""
    if mention.start < ctx.plan.body.start or ctx.citation_at(mention.start, mention.end):
        return True
    span = Span(mention.start, mention.end)
    if any(span.overlaps(Span(a.start, a.end)) for a in ctx.plan.anniversaries):
        return True
    return any(span.overlaps(place) for name, place in ctx.plan.header.spans if name in ("date", "place", "title"))


def _may_be_limit(ctx: Context, mention: DateMention) -> bool:
    of_our_calendar = not mention.yearly and not mention.lunar
    return of_our_calendar and mention.precision in ("day", "day-month", "month") and not is_spoken_for(ctx, mention)


def _tells_of_past(ctx: Context, mention: DateMention) -> bool:
    sentence = ctx.sentence_at(mention.start)
    return any_of("past").search(ctx.folded[sentence.start : mention.start]) is not None


def _day_meant(ctx: Context, mention: DateMention, signed: date) -> date | None:
    """Return the last day `mention` covers; a day without a year is in the plan's one calendar year, if it has one."""
    year, month, day = mention.value
    if mention.precision == "month":
        return last_day_of(mention)
    if year is None and mention.precision == "day-month" and month and day and not _spans_school_year(ctx):
        in_its_year = DateParts(signed.year, month, day).to_date()  # none for "31/4"
        return in_its_year if ctx.plan.header.years == (signed.year,) else None
    return mention.day


def last_day_of(mention: DateMention) -> date | None:
    """Return the last day that a day, or a month with its year, covers; ``None`` where a part of it is not written."""
    year, month, _ = mention.value
    if mention.precision != "month":
        return mention.day
    if year is None or month is None or not 1 <= month <= 12:
        return None
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _spans_school_year(ctx: Context) -> bool:
    return ctx.plan.header.school_year is not None


def _own_lead(ctx: Context, mention: DateMention) -> str:
    """Return the words of the mention before its first digit ("ngày ")."""
    found = re.match(r"[^0-9]*", ctx.folded[mention.start : mention.end])
    return found.group().replace("\n", " ") if found else ""


def _with_limit_word(ctx: Context, mention: DateMention) -> tuple[int, int]:
    """Return the mention with the word of limit before it: "trước ngày 15/3/2024"."""
    found = ends_with("limit_before").search(ctx.before(mention.start, 30))
    return (mention.start - (min(30, mention.start) - found.start()) if found else mention.start), mention.end
