"""More kinds of single defects: names, periods, bodies, wording, form. See `evals.mutants`."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from corpus.plan import Plan
from evals.mutants import (
    Maker,
    Mutant,
    backward_range,
    broken_school_year,
    citation_after_plan,
    drop_section,
    empty_section,
    impossible_day,
    miscount,
    past_deadline,
    repealed_citation,
    repealed_decree,
    repeat_number,
    repeat_title,
    replaced,
    skip_number,
    stale_year,
    wrong_citation_date,
    wrong_citation_year,
    wrong_issuer,
)

_MOVEMENT: Final = re.compile(r"“(?P<name>Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời)")
_PERIOD: Final = re.compile(
    r"“[^”\n]*(?:xã hội học tập|học tập suốt đời|công dân học tập)[^”\n]*giai đoạn 20\d\d ?[-–] ?(?P<last>2030)"
)
_DOUBLED: Final = ("của", "các", "trong", "thực", "được", "với")
_MARKS: Final = (
    ("kế hoạch", "kê hoạch"),
    ("khen thưởng", "khen thường"),
    ("đẩy mạnh", "đầy mạnh"),
    ("giáo viên", "giáo viện"),
    ("học sinh", "học sính"),
    ("thực hiện", "thực hiến"),
    ("tổ chức", "tồ chức"),
    ("nhà trường", "nhà trướng"),
)


def garbled_movement(plan: Plan, rng: Random) -> Mutant | None:
    """Drop or change a word in the quoted name of a national movement."""
    places = list(_MOVEMENT.finditer(plan.text))
    if not places:
        return None
    found = rng.choice(places)
    wrong = rng.choice(
        (
            "Cả nước xây dựng xã hội học tập, đẩy mạnh học tập suốt đời",
            "Cả nước thi đua xây dựng xã hội học tập, học tập suốt đời",
            "Cả nước thi đua học tập, đẩy mạnh xã hội học tập suốt đời",
        )
    )
    return replaced(plan, *found.span("name"), wrong, "name.inconsistent")


def wrong_period(plan: Plan, rng: Random) -> Mutant | None:
    """Misquote the last year of a programme."""
    places = list(_PERIOD.finditer(plan.text))
    if not places:
        return None
    found = rng.choice(places)
    return replaced(plan, *found.span("last"), rng.choice(("2023", "2024", "2035")), "period.wrong")


def abolished_unit(plan: Plan, rng: Random) -> Mutant | None:
    """Send a report of a plan of the two-tier time to an office of the district."""
    if plan.header.date is None or plan.header.date.isoformat() < "2025-07-01":
        return None
    body = rng.choice(("Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT", "UBND huyện", "Ủy ban nhân dân thị xã"))
    last = plan.sections[-1]
    new = f"\n- Gửi báo cáo về {body} đúng thời hạn.\n"
    return replaced(plan, last.end, last.end, new, "unit.abolished")


def doubled_word(plan: Plan, rng: Random) -> Mutant | None:
    """Write a small word twice."""
    word = rng.choice(_DOUBLED)
    places = [m for m in re.finditer(rf"(?<=[^\W\d_] ){word}(?= [^\W\d_])", plan.text) if m.start() > plan.body.start]
    places = [m for m in places if not _in_citation(plan, m.start())]
    if not places:
        return None
    found = rng.choice(places)
    return replaced(plan, *found.span(), f"{word} {word}", "text.ocr")


def wrong_mark(plan: Plan, rng: Random) -> Mutant | None:
    """Put a wrong tone on a word of the trade."""
    right, wrong = rng.choice(_MARKS)
    places = [
        m for m in re.finditer(right, plan.text) if m.start() > plan.body.start and not _in_citation(plan, m.start())
    ]
    if not places:
        return None
    found = rng.choice(places)
    return replaced(plan, *found.span(), wrong, "text.ocr")


def run_together(plan: Plan, rng: Random) -> Mutant | None:
    """Leave out the blank between two words."""
    pair = rng.choice(("giáo viên", "học sinh", "nhà trường", "thực hiện", "thi đua", "phong trào"))
    places = [
        m for m in re.finditer(pair, plan.text) if m.start() > plan.body.start and not _in_citation(plan, m.start())
    ]
    if not places:
        return None
    found = rng.choice(places)
    return replaced(plan, *found.span(), pair.replace(" ", ""), "text.ocr")


def _in_citation(plan: Plan, offset: int) -> bool:
    return any(c.start <= offset < c.end for c in plan.citations)


def blank_left(plan: Plan, rng: Random) -> Mutant | None:
    """Leave a blank to fill in the place of a number."""
    places = [m for m in re.finditer(r"(?<= )\d{1,3}%", plan.text) if m.start() > plan.body.start]
    if not places:
        return None
    found = rng.choice(places)
    return replaced(plan, *found.span(), rng.choice(("……%", "[…]%", "......%")), "draft.blank")


def cut_national_title(plan: Plan, _: Random) -> Mutant | None:
    """Cut the last word of the national title."""
    found = re.search(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT( NAM)", plan.text)
    return replaced(plan, *found.span(1), "", "form.national-title") if found else None


def slip_in_head(plan: Plan, _: Random) -> Mutant | None:
    """Name the head in the text with one letter wrong."""
    signer = plan.header.signer
    if signer is None or len(signer.split()) < 3:
        return None
    words = signer.split()
    wrong = words[-1][:-1] if len(words[-1]) > 3 else words[-1] + "n"
    last = plan.sections[-1]
    new = f"\n- Ông {' '.join([*words[:-1], wrong])}, Hiệu trưởng, chỉ đạo chung.\n"
    return replaced(plan, last.end, last.end, new, "name.inconsistent")


def stale_anniversary(plan: Plan, rng: Random) -> Mutant | None:
    """Copy last year's anniversary over: count and year both one too low."""
    sound = [a for a in plan.anniversaries if a.actual == a.claimed and a.to and plan.header.date]
    years = plan.header.years
    fits = [a for a in sound if a.to and years and str(a.to.year) in a.text and a.to.year == years[0]]
    if not fits:
        return None
    chosen = rng.choice(fits)
    assert chosen.to is not None
    count, stretch = chosen.count_span, plan.text[chosen.count_span.end : chosen.end]
    old = stretch.replace(str(chosen.to.year), str(chosen.to.year - 1))
    return replaced(plan, count.start, chosen.end, f"{chosen.claimed - 1}{old}", "date.stale-year")


KINDS: Final[dict[str, Maker]] = {
    maker.__name__: maker
    for maker in (
        *(drop_section, skip_number, repeat_number, repeat_title, empty_section),
        *(past_deadline, impossible_day, backward_range, stale_year, broken_school_year, miscount, stale_anniversary),
        *(
            wrong_citation_date,
            wrong_citation_year,
            wrong_issuer,
            citation_after_plan,
            repealed_citation,
            repealed_decree,
        ),
        *(garbled_movement, wrong_period, abolished_unit, slip_in_head),
        *(doubled_word, wrong_mark, run_together, blank_left, cut_national_title),
    )
}
