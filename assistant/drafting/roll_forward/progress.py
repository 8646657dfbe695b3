"""Where a year stands in a programme ("năm thứ hai thực hiện …"), and events that come once in several years.

The first is counted on. The second (congresses, elections) cannot be greeted a year later: a blank for the year's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.carry import Carry
from assistant.drafting.edits import Edit, blank_out, replace_with
from assistant.drafting.words import words
from corpus.plan import Span

_ORDINAL_WORDS: Final = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_FOLDED: Final = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_YEAR_OF_PROGRAMME: Final = re.compile(
    rf"nam(?:\s+hoc)?\s+(?P<place>thu\s+(?P<number>\d{{1,2}}|{'|'.join(_FOLDED)})|dau\s+tien|dau|cuoi\s+cung|cuoi)"
    r"(?=\s+(?:tiep\s+tuc\s+)?(?:thuc\s+hien|trien\s+khai|van\s+hanh|ap\s+dung|thi\s+hanh|tien\s+hanh|thay|day\s+hoc|hoc\s+theo|cua\s+(?:giai|ke|nhiem)|(?:nha\s+)?truong(?![^\W_])))"
)
_TERM: Final = 5  # years between two congresses (Điều lệ Đảng, Điều 11)
_CONGRESS: Final = re.compile(r"dai\s+hoi|nhiem\s+ky|5\s+nam|nam\s+nam")
_SCHOOL: Final = re.compile(r"\s+(?:nha\s+)?truong")
_EVENT: Final = re.compile(r"(?:dai\s+hoi\s+(?=dang|dai|cong|chi\s+bo|hoi|thi\s+dua|doan|x[iv]+)|bau\s+cu\s+)")
_END_OF_EVENT: Final = re.compile(r"[,;:.)(\n]|\s[-–]\s(?!20\d\d)|\"|\s(?:va|de|trong|tai|bang|gan)\s")
# "… và Hội đồng nhân dân các cấp, nhiệm kỳ 2026 - 2031 (15/3/2026)"
_REST_OF_EVENT: Final = re.compile(
    r"(?:\s+va\s+(?:dai\s+bieu\s+)?(?:hoi\s+dong\s+nhan\s+dan|hdnd)\s+cac\s+cap)?(?:\s*,?\s*\(?nhiem\s+ky\s+20\d\d\s*[-–]\s*20\d\d\)?)?(?:\s*\([\d/.\s-]+\))?"
)
_CITED_CONGRESS: Final = re.compile(r"(?:nghi\s+quyet|van\s+kien|thanh\s+cong\s+cua|sau)\s+(?:cua\s+|cac\s+)*$")


def progress_edits(carry: Carry, span: Span) -> Iterator[Edit]:
    """Yield the moves of "năm thứ N" and the blanks for events of the base's year that `span` greets."""
    if carry.target.delta == 0:
        return
    for match in _YEAR_OF_PROGRAMME.finditer(carry.folded, span.start, span.end):
        yield _moved(carry, match)
    for match in _EVENT.finditer(carry.folded, span.start, span.end):
        line = Span(carry.folded.rfind("\n", 0, match.start()) + 1, match.start())
        greeted = carry.says(line, words("greetings")) or _stands_among_anniversaries(carry, line)
        if greeted and not _CITED_CONGRESS.search(carry.folded, line.start, line.end):
            yield _event(carry, match, span)


def _stands_among_anniversaries(carry: Carry, line: Span) -> bool:
    return any(line.start <= anniversary.start < line.end for anniversary in carry.plan.anniversaries)


def _moved(carry: Carry, match: re.Match[str]) -> Edit:
    place = Span(*match.span("place"))
    count = _count(match)
    new = count + carry.target.delta if count else 0
    around = carry.sentence(match.start())
    over = new > _TERM and carry.says(Span(match.end(), around.end), _CONGRESS)
    of_another = not carry.own and _SCHOOL.match(carry.folded, match.end()) is not None
    if new < 1 or over or of_another:
        reason = f"Kế hoạch gốc ghi “năm {place.of(carry.text)}”; hãy xem nội dung này còn tiếp tục không."
        return blank_out(place, carry.text, "năm thứ mấy", "number", reason)
    digits = (match.group("number") or "").isdigit()
    text = f"thứ {new}" if digits or new >= len(_ORDINAL_WORDS) else f"thứ {_ORDINAL_WORDS[new]}"
    return replace_with(place, carry.text, text, "number", f"Tính tiếp: chuyển {carry.target.delta:+d} năm.")


def _count(match: re.Match[str]) -> int | None:
    """Return which year of the programme is meant; ``None`` for the last."""
    number = match.group("number")
    if number is None:
        return 1 if match.group("place").startswith("dau") else None
    return int(number) if number.isdigit() else _FOLDED[number]


def _event(carry: Carry, match: re.Match[str], span: Span) -> Edit:
    end = _END_OF_EVENT.search(carry.folded, match.end(), span.end)
    stop = end.start() if end else span.end
    place = Span(match.start(), _REST_OF_EVENT.match(carry.folded, stop, span.end).end())  # type: ignore[union-attr]
    place = Span(place.start, place.start + len(place.of(carry.text).rstrip()))
    old = " ".join(place.of(carry.text).split())
    reason = f"“{old}” là sự kiện của thời gian cũ, không diễn ra hằng năm."
    return blank_out(place, carry.text, "sự kiện chính trị trong năm", "name", reason)
