"""Dated events and deadlines move by whole years; what cannot be known that way becomes a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out, keep, replace_with
from assistant.drafting.roll_forward.years import move_years
from assistant.drafting.target import moved
from assistant.drafting.words import words
from corpus.plan import DateMention, Span

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY_BEFORE = re.compile(
    r"(?<![^\W_])(?P<name>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)\s*,?\s*\(?\s*(?:ngay\s*)?$"
)
_WEEKDAY_AFTER = re.compile(
    r"\s*[,(–-]\s*(?:(?:du\s+kien|vao|luc|nham|tu)\s+)*(?:\d{1,2}\s?(?:h|g|gio)\s?(?:\d{2})?\s*)?"
    r"(?:(?:buoi\s+)?(?:sang|chieu|toi|trua)\s+)?(?P<name>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)(?![^\W_])"
)
# "mùng 6 Tết", "ngày 10/3 âm lịch", "rằm tháng Giêng"
_LUNAR_DAY = re.compile(
    r"(?<![^\W_])(?:(?:mung|mong)\s+\d{1,2}|ram)\s+(?:tet|thang)|(?<![^\W_])\d{1,2}\s+(?:tet|thang\s+(?:gieng|chap))"
)
# "Căn cứ Nghị quyết Hội nghị viên chức ngày 28/9/2024": a document without a number, made anew each year.
_DATED_DOCUMENT = re.compile(
    r"(?<![^\W_])(?:can\s+cu|(?<!to\schuc\s)thuc\s+hien|theo|xet)\s[^.;]{0,40}?(?:nghi\s+quyet|bien\s+ban|thong\s+bao|quyet\s+dinh|quy\s+che|ket\s+luan|bao\s+cao)"
    r"[^.;:]{0,140}$"
)
_OFFICE_BY_KIND = re.compile(r"(?<!\w)(?:Sở|Phòng)(?=\s+(?:[a-zà-ỹ]|trước|chậm)|\s*$)")  # "gửi Sở trước ngày …"
_NEAR_DEADLINE = 64
_LUNAR_AFTER = 24  # "05/02/2021 (24 tháng Chạp)"
_WEEK = re.compile(
    r"(?P<name>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)\s+tuan\s+(?:thu\s+)?\d{1,2}\s*[(,:–-]\s*(?:ngay\s*)?$"
)
_YEAR_TOKEN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def date_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the moves of days, months and quarters in `span` that belong to the plan's years."""
    for mention in carry.plan.dates:
        if mention.precision == "year" or not span.start <= mention.start < span.end or mention.yearly:
            continue
        edit = _impossible(carry, mention) or _moved(carry, mention)
        if edit is not None:
            yield from _weekday(carry, mention)
            yield edit


def _impossible(carry: Carry, mention: DateMention) -> Edit | None:
    from corpus.dates import is_impossible

    if not is_impossible(mention):
        return None
    return blank_out(
        _place(mention), carry.text, "ngày", "date", f"Kế hoạch gốc ghi “{_one_line(mention.text)}”, không có ngày này."
    )


def _moved(carry: Carry, mention: DateMention) -> Edit | None:
    year = mention.value[0]
    if carry.target.delta == 0 or year is None or not carry.target.covers(year):
        return None
    place = _place(mention)
    sentence = carry.sentence(mention.start)
    near = Span(max(sentence.start, mention.start - 70), mention.start)
    if carry.says(near, words("fixed_days")):
        return keep(place.start, place.end, f"“{_one_line(mention.text)}”: việc đã có ngày cố định nên giữ nguyên.")
    after = Span(mention.end, min(sentence.end, mention.end + _LUNAR_AFTER))
    if carry.says(near, words("lunar")) or carry.says(near, _LUNAR_DAY) or carry.says(after, _LUNAR_DAY):
        return blank_out(
            place,
            carry.text,
            f"ngày dương lịch năm {year + carry.target.delta}",
            "date",
            "Ngày âm lịch, mỗi năm ứng với một ngày dương lịch khác.",
        )
    if mention.precision == "day" and carry.says(Span(sentence.start, mention.start), _DATED_DOCUMENT):
        reason = f"Văn bản của {carry.target.label} có ngày riêng; kế hoạch gốc ghi “{_one_line(mention.text)}”."
        return blank_out(place, carry.text, "ngày của văn bản", "date", reason)
    if mention.precision == "day" and _set_by_office_above(carry, mention, sentence):
        reason = f"Thời hạn do cấp trên quy định hằng năm; kế hoạch gốc ghi “{_one_line(mention.text)}”."
        return blank_out(place, carry.text, "ngày do cấp trên quy định", "date", reason)
    week = _WEEK.search(carry.folded, max(sentence.start, mention.start - 40), mention.start)
    if week is not None:
        reason = f"Kế hoạch gốc hẹn vào {_one_line(week.group('name'))} của một tuần; ngày ấy mỗi năm mỗi khác."
        return blank_out(place, carry.text, "ngày", "date", reason)
    if not _YEAR_TOKEN.search(mention.text):
        return _short_year(carry, mention)
    day = moved(mention.day, carry.target.delta) if mention.day else None
    reason = f"Thời gian trong kế hoạch: chuyển {carry.target.delta:+d} năm."
    if day is not None and mention.day is not None and day.day != mention.day.day:
        return replace_with(
            place, carry.text, f"ngày {day:%d/%m/%Y}", "date", reason, "Năm này không có ngày 29 tháng 2."
        )
    return move_years(carry, place, "date", reason, *_weekend(day))


def _set_by_office_above(carry: Carry, mention: DateMention, sentence: Span) -> bool:
    """Tell whether the sentence sends something to the office above by this day, or says that the office sets it."""
    before = Span(sentence.start, mention.start)
    if carry.says(before, words("set_above")):
        return True
    near = Span(max(before.start, mention.start - _NEAR_DEADLINE), mention.start)
    if not carry.says(near, words("deadline_words")) and not carry.folded[near.start : near.end].rstrip().endswith(":"):
        return False
    sent = words("sent_words").search(carry.folded, before.start, before.end)
    return sent is not None and _names_office_above(carry, Span(sent.end(), mention.start))


def _names_office_above(carry: Carry, place: Span) -> bool:
    """Tell whether an office above is named in `place`, and not the school's own body of that name."""
    if _OFFICE_BY_KIND.search(carry.text, place.start, place.end):
        return True
    for office in words("offices_above").finditer(carry.folded, place.start, place.end):
        inside = Span(office.end(), min(place.end, office.end() + 24))
        if not carry.says(inside, words("inside_the_school")):
            return True
    return False


def _short_year(carry: Carry, mention: DateMention) -> Edit | None:
    """Return the move of a date whose year is written with two digits; ``None`` where no year is written."""
    year = mention.value[0]
    match = re.search(r"(?<=[/.-])\d{2}$", mention.text)
    if match is None or year is None or match.group() != f"{year % 100:02d}":
        return None
    place = Span(mention.start + match.start(), mention.start + match.end())
    return replace_with(
        place,
        carry.text,
        f"{(year + carry.target.delta) % 100:02d}",
        "date",
        f"Thời gian trong kế hoạch: chuyển {carry.target.delta:+d} năm.",
    )


def _weekend(day: date | None) -> tuple[str, ...]:
    if day is None or day.weekday() < 5:
        return ()
    return (f"Ngày {day:%d/%m/%Y} là {_WEEKDAYS[day.weekday()]}; hãy xem có cần dời sang ngày làm việc không.",)


def _weekday(carry: Carry, mention: DateMention) -> Iterator[Edit]:
    """Yield the new name of the weekday written beside the day: "thứ Sáu, ngày 15/11/2024", "15/11/2024 (thứ Sáu)"."""
    match = _WEEKDAY_BEFORE.search(carry.folded, max(0, mention.start - 24), mention.start) or _WEEKDAY_AFTER.match(
        carry.folded, mention.end
    )
    if match is None or mention.day is None or not carry.target.covers(mention.day.year):
        return
    day = moved(mention.day, carry.target.delta)
    name = _WEEKDAYS[day.weekday()]
    if match.group("name")[:1] != carry.text[match.start("name")] and carry.text[match.start("name")].isupper():
        name = name[:1].upper() + name[1:]
    yield replace_with(Span(*match.span("name")), carry.text, name, "date", f"Ngày {day:%d/%m/%Y} là {name}.")


def _place(mention: DateMention) -> Span:
    return Span(mention.start, mention.end)


def _one_line(text: str) -> str:
    return " ".join(text.split())
