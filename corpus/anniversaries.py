"""Find counted anniversaries: "42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)".

The two days come from the text where it gives them, else from the register of anniversaries and the plan's year. What
is counted but no anniversary ("Kế hoạch 05 năm (2021 - 2025)", "10 năm thực hiện Nghị quyết", "02 năm liền") is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from corpus.anniversary_names import CelebratedDay, DayNames
from corpus.date_patterns import DAY_WORD, NUMBER, YEAR, YEAR_WORD_ALONE, DateParts, full_date, number_of, parts_of
from corpus.noise import similarity
from corpus.plan import Anniversary, Span
from corpus.text import fold, fold_key

_NAME_LENGTH: Final = 150  # characters a name may take before its days
_GREGORIAN: Final = 1583  # first full year of the calendar: of earlier events only the year can be counted from


def find_anniversaries(
    text: str, *, register_anniversaries: Sequence[CelebratedDay] = (), plan_year: int | None = None
) -> tuple[Anniversary, ...]:
    """Return the counted anniversaries of `text`, in order.

    Where one count governs two events, there are two anniversaries with the same `start` and `count_span`. An event
    whose day is not known is placed on 1 January of its year. An anniversary without days of its own takes them from a
    dated mention of the same event, else from the register and `plan_year` (a plan for a school year may mean the next
    year); where text and register contradict each other `to` and `actual` are ``None``.
    """
    folded = fold(text)
    context = _Context(text, folded, register_anniversaries, DayNames(register_anniversaries), plan_year)
    found = [anniversary for count in _counts(folded) for anniversary in context.read(count)]
    dated = [anniversary for anniversary in found if _is_dated(anniversary)]
    return tuple(_with_days_of_the_text(anniversary, dated) for anniversary in found)


# --- counts ----------------------------------------------------------------------------------------------------------

_TENS: Final = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_UNITS: Final = {**_TENS, "mot": 1, "tu": 4, "lam": 5}
_COUNT: Final = re.compile(
    r"(?<![0-9/.,a-z-])(?P<number>(?P<figures>[1-9][0-9]{0,3}|0[1-9])"
    rf"|(?P<tens>{'|'.join(_TENS)})\s+muoi(?:\s+(?P<units>{'|'.join(_UNITS)}))?)"
    rf"\s*{YEAR_WORD_ALONE}(?![a-z0-9])\s*"
)
_ORDINAL: Final = re.compile(r"(?<![a-z])l[a-z]n\s+th[a-z]{1,2}\s+(?P<figures>[1-9][0-9]{0,3})(?![0-9/])\s*")
_NOT_COUNTED_BEFORE: Final = re.compile(r"(?:ke\s+hoach|trong|sau|moi|tu|den|du|duoi|tren|it\s+nhat|han|hang)\s+$")
_NO_NAME: Final = re.compile(
    r"(?:thuc\s+hien|trien\s+khai|thi\s+hanh|hoc|lien|tiep|tro\s+len|ke\s+|qua|gan\s+day|toi|tuoi|kinh\s+nghiem|cong\s+tac|lam\s+viec|mot\s+lan"
    r"|dau|cuoi|nay|sau|truoc|hoat\s+dong|phan\s+dau|giai\s+doan|nhiem\s+ky|va|hoac|den|thang|dat|doi\s+moi|xay\s+dung(?!\s+va\s+(?:phat\s+trien|truong\s+thanh))|cong\s+hien|phat\s+trien"
    r"|hang|moi|theo|duoc|co|khong|vi\s+su|gan\s+bo|tuyen\s+truyen|[^a-z\"'(]|\()"
)
_NOT_BEFORE_ORDINAL: Final = re.compile(
    r"(?:dai\s+hoi|ky\s+hop|hoi\s+nghi|hoi\s+thi|cuoc\s+thi|cong\s+nghiep|hoi\s+khoe|giai)[^.;()]{0,60}$"
)
_CELEBRATES: Final = re.compile(
    r"(?:k[iy]\s*niem|chao\s+mung|mung|huong\s+toi|nhan\s+dip|tron|huong\s+ung|dip)\s+[^.;]{0,30}$"
)
_MARKER: Final = re.compile(r"(?:k[iy]\s*niem|chao\s+mung|mung|huong\s+toi|nhan\s+dip)\s+(?=[^.;()]*$)")


@dataclass(frozen=True, slots=True)
class _Count:
    """A count: its value, its place, where the words after it begin, and whether it is "lần thứ N"."""

    value: int
    span: Span
    after: int
    ordinal: bool


def _counts(folded: str) -> list[_Count]:
    counts = [
        _Count(_value(match), Span(match.start(), match.end("number")), match.end(), False)
        for match in _COUNT.finditer(folded)
        if not _NOT_COUNTED_BEFORE.search(folded, max(0, match.start() - 12), match.start())
    ]
    counts += [
        _Count(int(match["figures"]), Span(*match.span("figures")), match.end(), True)
        for match in _ORDINAL.finditer(folded)
        if not _NOT_BEFORE_ORDINAL.search(folded, max(0, match.start() - 80), match.start())
    ]
    return sorted(counts, key=lambda count: count.span.start)


def _value(match: re.Match[str]) -> int:
    if match["figures"]:
        return int(match["figures"])
    return 10 * _TENS[match["tens"]] + (_UNITS[match["units"]] if match["units"] else 0)


# --- the two days ----------------------------------------------------------------------------------------------------

_YEARS_ONLY: Final = rf"(?P<first>{YEAR})\s*(?:-|den|~)\s*(?P<last>{YEAR})"
_DAY_THEN_YEAR: Final = rf"{full_date('c_')}\s*(?:-|den|~)\s*(?P<only_year>{YEAR})"
_PAIR: Final = re.compile(
    rf"[(\[]?\s*(?:tu\s+)?(?:{full_date('a_')}\s*(?:-|,|den|~|/|\s)\s*{full_date('b_')}|{_DAY_THEN_YEAR}|{_YEARS_ONLY})(?:\s*[)\]])?"
)
_DAY: Final = re.compile(full_date("d_"))
_SINGLE: Final = re.compile(rf"[(\[]\s*{full_date('s_')}\s*[)\]]")


@dataclass(frozen=True, slots=True)
class _Days:
    """The days given after a name: event and celebration; a bare year stands for its 1 January."""

    from_: date | None
    to: date | None
    start: int
    end: int
    years_only: bool = False


def _days_from(match: re.Match[str]) -> _Days:
    found = match.groupdict()
    if found["first"]:
        first, last = number_of(found["first"]), number_of(found["last"])
        return _Days(_new_year(first), _new_year(last), match.start(), match.end(), years_only=True)
    if found["only_year"]:
        from_ = parts_of(match, "c_").to_date()
        to = DateParts(number_of(found["only_year"]), from_.month, from_.day).to_date() if from_ else None
        return _Days(from_, to, match.start(), match.end())
    return _Days(parts_of(match, "a_").to_date(), parts_of(match, "b_").to_date(), match.start(), match.end())


def _new_year(year: int) -> date | None:
    return DateParts(year, 1, 1).to_date()


# --- reading one count -----------------------------------------------------------------------------------------------

_END_OF_NAME: Final = re.compile(
    r"[;:.(\[|]|,\s|\n\s*\n|\s-\s|\"|\s(?:va|nham|trong|gan|theo|voi|tai|bang|nam\s+(?:hoc|20)|do)\s|$"
)
_AND: Final = re.compile(r"\s*(?:,\s*(?:va\s+)?|va\s+|&\s*)")
_NEXT_NAME: Final = re.compile(r"[^(;.:\[0-9]{3,110}(?=[(\[])")
_NAMES_A_DAY: Final = re.compile(
    r"(?:nam\s+)?(?:ngay|thanh\s+lap|chien\s+thang|cach\s+mang|giai\s+phong|quoc\s+khanh|khoi\s+nghia|truyen\s+thong|nam\s+sinh|sinh\s|le\s|quoc\s+te"
    r"|tong\s+khoi\s+nghia|doc\s+lap|hoi\s+|khang\s+chien|nha\s+giao|ngay\s+sinh)"
)


_DAY_IN_NAME: Final = re.compile(rf"(?P<day>{NUMBER})\s?[/-]\s?(?P<month>{NUMBER})(?![/-]?[0-9])")
_DAY_AFTER_NAME: Final = re.compile(rf"\s*(?:{DAY_WORD}\s*)?[(]?{NUMBER}\s?[/-]\s?{NUMBER}(?![/-]?[0-9])[)]?")


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    folded: str
    register: Sequence[CelebratedDay]
    names: DayNames
    plan_year: int | None

    def read(self, count: _Count) -> list[Anniversary]:
        """Return the anniversaries that `count` governs: none, one, or one for each event of an enumeration."""
        start = count.span.start
        name_start = count.after
        days = self._days_after(name_start)
        if count.ordinal:
            before = _MARKER.search(self.folded, max(0, start - _NAME_LENGTH), start)
            after_names = _NAMES_A_DAY.match(self.folded, name_start) is not None
            if not after_names:
                return self._ordinal_after_name(count, before, days)
            days = self._days_after(name_start)
        if _NO_NAME.match(self.folded, name_start) and not self.folded.startswith('"', name_start):
            return []
        if days is None:
            return self._undated(count, name_start)
        first = self._anniversary(count, name_start, days.start, days)
        return [first, *self._enumerated(count, first, days)]

    def _days_after(self, name_start: int) -> _Days | None:
        """Return the days after the name that begins at `name_start`, when nothing but the name stands before them."""
        window_end = min(len(self.folded), name_start + _NAME_LENGTH + 60)
        for pattern in (_PAIR, _SINGLE):
            match = pattern.search(self.folded, name_start, window_end)
            if not match or match.start() - name_start > _NAME_LENGTH:
                continue
            between = self.folded[name_start : match.start()]
            if (
                re.search(r"[;:)]|\.\s|\n\s*\n", between)
                or _COUNT.search(between)
                or re.search(r"\bso\s+[0-9]", between)
            ):
                continue
            if pattern is _PAIR:
                return _days_from(match)
            day = parts_of(match, "s_").to_date()
            if day is None:
                continue
            celebrated = self.plan_year is not None and day.year >= self.plan_year - 1
            return _Days(None if celebrated else day, day if celebrated else None, match.start(), match.end())
        return None

    def _anniversary(
        self, count: _Count, name_start: int, name_end: int, days: _Days, *, begins: int | None = None
    ) -> Anniversary:
        name = " ".join(self.text[name_start:name_end].split()).strip(' ,.(-"“”')
        from_, to = days.from_, days.to
        named = self.names.find(self.folded[name_start:name_end])
        entry = named.entry if named else None
        if entry and entry.year:
            known = DateParts(entry.year, entry.month, entry.day).to_date()
            if from_ is None:
                from_ = known
            elif days.years_only and from_.year == entry.year and to:
                from_, to = known, DateParts(to.year, entry.month, entry.day).to_date()
        if to is None and from_ is not None and self.plan_year is not None:
            to = self._celebration(from_, count.value)
        start = count.span.start if begins is None else begins
        return _built(self.text, start, days.end, name, count, from_, to)

    def _enumerated(self, count: _Count, first: Anniversary, days: _Days) -> list[Anniversary]:
        """Return the further events after the first that the same count governs: "(…) và Quốc khánh … (…)"."""
        found: list[Anniversary] = []
        at = days.end
        while joint := _AND.match(self.folded, at):
            name = _NEXT_NAME.match(self.folded, joint.end())
            pair = _PAIR.match(self.folded, name.end()) if name else None
            if not name or not pair or _COUNT.search(name.group()):
                break
            also = self._anniversary(count, name.start(), name.end(), _days_from(pair))
            same_year = also.from_ and first.from_ and also.from_.year == first.from_.year
            if not same_year and also.actual != count.value:
                break
            found.append(also)
            at = pair.end()
        return found

    def _undated(self, count: _Count, name_start: int) -> list[Anniversary]:
        """Return the anniversaries of a count without days in the text."""
        named = self.names.find(self.folded[name_start : name_start + _NAME_LENGTH])
        celebrated = _CELEBRATES.search(self.folded, max(0, count.span.start - 45), count.span.start)
        if named is None:
            if not (celebrated and _NAMES_A_DAY.match(self.folded, name_start)):
                return []
            end = self._end_of_name(name_start)
            entry = self._entry_of_day(count, name_start, end)
            if entry:
                return [self._from_register(count, name_start, end, entry)]
            name = " ".join(self.text[name_start:end].split())
            return [_built(self.text, count.span.start, end, name, count, None, None)] if name else []
        if named.entry.year is None:
            return []
        found = [self._from_register(count, name_start, name_start + named.length, named.entry)]
        end = found[0].end
        joint = _AND.match(self.folded, end)
        if joint and not _COUNT.match(self.folded, joint.end()):
            also = self.names.find(self.folded[joint.end() : joint.end() + _NAME_LENGTH])
            if also and also.entry.year == named.entry.year:
                found.append(self._from_register(count, joint.end(), joint.end() + also.length, also.entry))
        return found

    def _entry_of_day(self, count: _Count, name_start: int, name_end: int) -> CelebratedDay | None:
        """Return the entry that the day in a name means ("ngày NGVN 20/11"), when the count fits one entry only."""
        day = _DAY_IN_NAME.search(self.folded, name_start, min(len(self.folded), name_end + 10))
        if day is None or self.plan_year is None:
            return None
        wanted = (number_of(day["day"]), number_of(day["month"]))
        fitting = [
            entry
            for entry in self.register
            if (entry.day, entry.month) == wanted and entry.year and abs(self.plan_year - entry.year - count.value) <= 1
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _from_register(self, count: _Count, name_start: int, name_end: int, entry: CelebratedDay) -> Anniversary:
        tail = _DAY_AFTER_NAME.match(self.folded, name_end)
        end = tail.end() if tail else name_end
        name = " ".join(self.text[name_start:end].split())
        year = entry.year or 0
        from_ = _new_year(year) if year < _GREGORIAN else DateParts(year, entry.month, entry.day).to_date()
        to = self._celebration(from_, count.value) if from_ and self.plan_year else None
        if from_ and to and to.year - from_.year != count.value:
            to = self._day_on_the_line(from_, count) or to
        return _built(self.text, count.span.start, end, name, count, from_, to)

    def _day_on_the_line(self, from_: date, count: _Count) -> date | None:
        """Return the day of celebration that the count's own line gives: "Đợt 1: đến 20/11/2025, mừng 43 năm …"."""
        line = Span(self.folded.rfind("\n", 0, count.span.start) + 1, self.folded.find("\n", count.span.end))
        for match in _DAY.finditer(self.folded, line.start, line.end if line.end >= 0 else len(self.folded)):
            day = parts_of(match, "d_").to_date()
            if day and (day.month, day.day) == (from_.month, from_.day) and day.year - from_.year == count.value:
                return day
        return None

    def _celebration(self, from_: date, claimed: int) -> date | None:
        """Return the day of celebration in the plan's year, or in the year after when that is what is counted to."""
        if self.plan_year is None:
            return None
        following = self.plan_year + 1
        year = following if following - from_.year == claimed and from_.month <= 8 else self.plan_year
        return DateParts(year, from_.month, from_.day).to_date() or DateParts(year, 3, 1).to_date()

    def _ordinal_after_name(self, count: _Count, marker: re.Match[str] | None, days: _Days | None) -> list[Anniversary]:
        """Return the anniversary of "kỷ niệm ngày Nhà giáo Việt Nam lần thứ 42 (20/11/1982 - 20/11/2024)"."""
        if marker is None:
            return []
        name_start, name_end = marker.end(), self.folded.rfind("lan", marker.end(), count.span.start)
        if days and not self.folded[count.after : days.start].strip(" ,"):
            return [self._anniversary(count, name_start, name_end, days, begins=name_start)]
        named = self.names.find(self.folded[name_start:name_end])
        if named is None or named.entry.year is None:
            return []
        found = self._from_register(count, name_start, name_start + named.length, named.entry)
        return [replace(found, start=name_start, end=count.span.end, text=self.text[name_start : count.span.end])]

    def _end_of_name(self, start: int) -> int:
        match = _END_OF_NAME.search(self.folded, start + 3, min(len(self.folded), start + _NAME_LENGTH))
        return match.start() if match else min(len(self.folded), start + _NAME_LENGTH)


def _built(
    text: str, start: int, end: int, name: str, count: _Count, from_: date | None, to: date | None
) -> Anniversary:
    if from_ and from_.year < _GREGORIAN:
        from_, to = _new_year(from_.year), _new_year(to.year) if to else None
    actual = to.year - from_.year if from_ and to else None
    return Anniversary(start, end, text[start:end], name, count.value, from_, to, actual, count.span)


# --- days that another mention of the same event gives ---------------------------------------------------------------


def _is_dated(anniversary: Anniversary) -> bool:
    """Tell whether the text itself gives the days: a pair of figures with years stands in it."""
    return (
        re.search(rf"{YEAR}.*?{YEAR}", fold(anniversary.text).replace("\n", " ")) is not None
        and anniversary.to is not None
    )


def _with_days_of_the_text(anniversary: Anniversary, dated: list[Anniversary]) -> Anniversary:
    if any(anniversary is other for other in dated):
        return anniversary
    twin = next((o for o in dated if o.claimed == anniversary.claimed and _same_event(o, anniversary)), None)
    if twin is None:
        return anniversary
    if anniversary.to and twin.to and anniversary.to.year != twin.to.year:
        return replace(anniversary, from_=twin.from_, to=None, actual=None)
    return replace(anniversary, from_=twin.from_, to=twin.to, actual=twin.actual)


def _same_event(one: Anniversary, other: Anniversary) -> bool:
    if one.from_ and other.from_:
        return one.from_ == other.from_
    a, b = fold_key(one.name), fold_key(other.name)
    return a.startswith(b) or b.startswith(a) or similarity(a, b) >= 0.88
