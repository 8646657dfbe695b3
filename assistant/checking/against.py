"""The plan that came from above as the yardstick: which of its tasks, time limits and reports the draft lacks.

Sentences are compared by the pairs of words they share; a task counts as carried when a passage of the draft holds
enough of its pairs, however the rest is worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from assistant.checking.context import Context, day_vi, trimmed
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.dates import without_hour
from assistant.checking.finding import Finding
from assistant.checking.phrases import any_of, ends_with
from corpus.plan import DateMention, Plan, Span
from corpus.text import fold

_CARRIED: Final = 0.34  # share of a task's pairs of words that a passage of the draft must hold
_WINDOW: Final = 3  # sentences of the draft that are taken together: a school says in three what the office says in one
_FEWEST: Final = 6  # words below which a sentence says too little to be looked for
_LONGEST: Final = 220
_OPENING: Final = 80  # characters of an item in which it names whom it speaks to
_NEAR: Final = 15  # so near its beginning schools are whom it speaks to, not whom it speaks of


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence of the plan above that concerns schools; `limits` are the days it names as time limits.

    `is_plan` tells that it asks for the school's plan, which is the draft itself.
    """

    span: Span
    text: str
    pairs: frozenset[tuple[str, str]]
    limits: tuple[date, ...]
    is_report: bool
    is_plan: bool
    where: str


def check_against(ctx: Context, above: Plan) -> Iterator[Finding]:
    """Yield the tasks, time limits and reports that `above` asks of schools and the plan does not carry."""
    draft = _windows(ctx)
    for task in find_tasks(above, ctx):
        if task.is_plan:
            yield from _late_plan(ctx, task, above)
            continue
        best = max(draft, key=lambda passage: _share(task.pairs, passage[1]), default=None)
        share = _share(task.pairs, best[1]) if best else 0.0
        if best is None or share < _CARRIED:
            yield _missing(ctx, task, above)
        elif task.limits:
            yield from _late(ctx, task, best[0], above)


def find_tasks(above: Plan, ctx: Context) -> Iterator[Task]:
    """Yield the sentences of `above` that set schools a task, a time limit or a report."""
    schools, orders, reports = any_of("schools"), any_of("asks"), any_of("reports")
    source = Context(above, ctx.day, ctx.register, ctx.profile)
    for span in _sentences(source):
        folded = span.of(source.folded)
        addressee = _addressee(source, span, schools)
        spoken_to = addressee == "schools" or (
            addressee is None and schools.search(folded) is not None and orders.search(folded) is not None
        )
        pairs = _pairs(folded)
        is_plan = any_of("asks_for_plan").search(folded) is not None and "bao cao" not in folded
        if not spoken_to or (len(pairs) < _FEWEST - 1 and not is_plan):
            continue
        limits = tuple(
            m.day for m in above.dates if span.start <= m.start < span.end and _is_limit(source, m) and m.day
        )
        section = above.section_at(span.start)
        where = f"mục {section.id}" if section else f"trang {above.reading.page_of(span.start)}"
        yield Task(span, span.of(above.text), pairs, limits, reports.search(folded) is not None, is_plan, where)


def _sentences(ctx: Context) -> Iterator[Span]:
    """Yield the sentences of the body, headings left out."""
    start = ctx.plan.sections[0].start if ctx.plan.sections else ctx.plan.body.start
    recipients = ctx.plan.header.span("recipients")
    stop = recipients.start if recipients else len(ctx.text)
    bodies = {section.start: section.body_start for section in ctx.plan.sections if not section.is_paragraph}
    begin = start
    for end in ctx.sentence_ends:
        if end <= begin:
            continue
        if begin >= stop:
            break
        low, high = trimmed(ctx.text, max(begin, bodies.get(begin, begin)), end)
        if low < high:
            yield Span(low, high)
        begin = end


def _addressee(ctx: Context, span: Span, schools: re.Pattern[str]) -> str | None:
    """Return to whom the item speaks, "schools" or "others", by its opening or a heading above; else ``None``."""
    line_start = ctx.folded.rfind("\n", 0, span.start) + 1
    section = ctx.plan.section_at(span.start)
    titles = [fold(s.title) for s in reversed(ctx.plan.path(section))] if section else []
    for words in (ctx.folded[line_start : line_start + _OPENING], *titles):
        opening = re.sub(r"^[^a-z]*(?:[a-z][.)]\s*)?", "", words)
        if any_of("other_bodies").match(opening):
            return "others"
        named = schools.search(opening)
        if named is not None and (named.start() < _NEAR or words in titles):
            return "schools"
    return None


def _is_limit(ctx: Context, mention: DateMention) -> bool:
    lead = re.match(r"[^0-9]*", ctx.folded[mention.start : mention.end])
    before = ctx.before(mention.start, 40) + (lead.group() if lead else "")
    return ends_with("limit_before").search(without_hour(before.replace("\n", " "))) is not None


def _windows(ctx: Context) -> list[tuple[Span, frozenset[tuple[str, str]]]]:
    """Return the draft's sentences, singly and taken together, with their pairs of words."""
    spans = list(_sentences(ctx))
    windows = []
    for first in range(len(spans)):
        for size in range(1, _WINDOW + 1):
            group = spans[first : first + size]
            if len(group) == size:
                whole = Span(group[0].start, group[-1].end)
                windows.append((whole, _pairs(whole.of(ctx.folded))))
    return windows


def _pairs(folded: str) -> frozenset[tuple[str, str]]:
    light = _light()
    words = [word for word in re.findall(r"[a-z]+", folded) if word not in light]
    return frozenset(pairwise(words))


def _light() -> frozenset[str]:
    return frozenset(load_yaml(FOLDER / "phrases.yaml")["light_words"])


def _share(wanted: frozenset[tuple[str, str]], held: frozenset[tuple[str, str]]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 1.0


def _missing(ctx: Context, task: Task, above: Plan) -> Finding:
    place = _place(ctx)
    if task.is_report:
        code, what = "above.report", "chế độ báo cáo"
    elif task.limits:
        code, what = "above.deadline", "thời hạn"
    else:
        code, what = "above.task", "nhiệm vụ"
    limits = f" (hạn {', '.join(map(day_vi, task.limits))})" if task.limits else ""
    return ctx.finding(
        code,
        "warning" if task.is_report or task.limits else "info",
        f"Chưa thấy {what} mà cấp trên giao{limits}: “{_short(task.text)}”",
        (place, place),
        suggestion="Đưa vào kế hoạch, hoặc bỏ qua nếu không thuộc phạm vi của trường.",
        basis=_source(above, task),
    )


def _late_plan(ctx: Context, task: Task, above: Plan) -> Iterator[Finding]:
    """Yield the plan's own day where it is later than the day by which the plan was due."""
    signed, place = ctx.plan.header.date, ctx.plan.header.span("date")
    if signed is not None and place is not None and task.limits and signed > max(task.limits):
        due = max(task.limits)
        yield ctx.finding(
            "above.deadline",
            "warning",
            f"Kế hoạch ký ngày {day_vi(signed)}, sau hạn gửi kế hoạch mà cấp trên giao ({day_vi(due)}).",
            place,
            suggestion="Báo lại cơ quan cấp trên nếu gửi muộn.",
            basis=_source(above, task),
        )


def _late(ctx: Context, task: Task, passage: Span, above: Plan) -> Iterator[Finding]:
    """Yield a time limit of the draft that is later than the one from above."""
    own = [m for m in ctx.plan.dates if passage.start <= m.start < passage.end and m.day and _is_limit(ctx, m)]
    latest = max(task.limits)
    if own and all(m.day and m.day > latest for m in own):
        mention = own[0]
        assert mention.day is not None
        yield ctx.finding(
            "above.deadline",
            "warning",
            f"Thời hạn {day_vi(mention.day)} muộn hơn hạn cấp trên giao ({day_vi(latest)}).",
            mention,
            suggestion=f"Đặt thời hạn trước hoặc đúng ngày {day_vi(latest)}.",
            basis=_source(above, task),
        )


def _place(ctx: Context) -> int:
    """Return where what is missing belongs: the end of the section on implementation, else of the last section."""
    sections = [s for s in ctx.plan.sections if s.role == "implementation"] or list(ctx.plan.sections[-1:])
    return trimmed(ctx.text, sections[-1].start, sections[-1].end)[1] if sections else len(ctx.text)


def _source(above: Plan, task: Task) -> str:
    header = above.header
    named = f"{header.document_type or 'Kế hoạch'} số {header.number}" if header.number else above.reading.name
    return f"{named}, {task.where}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip() + "…"
