"""The turns that look something up: past plans, the library's list, documents of law, the days that are celebrated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from assistant import replies
from assistant.celebrations import days_named, days_of_month, jubilees, month_named
from assistant.conversation import Answer, Conversation, Turn
from assistant.evidence import signs_of
from assistant.following import asked
from assistant.phrasebook import words_of
from assistant.questions import (
    asks_for_the_latest,
    follow_up_words,
    law_day,
    law_words,
    names_the_trade,
    search_words,
)
from corpus.text import fold

if TYPE_CHECKING:
    from assistant.drafting.draft import Request
    from assistant.records import PlanRecord
    from index.retrieval import Filters, Hit


#: Share of a question's words that a passage must hold where nothing names the trade.
_MOST: Final = 0.75
#: Documents of law shown in one answer.
_MOST_DOCUMENTS: Final = 5


def search(turn: Turn) -> tuple[Conversation, Answer]:
    """Answer with the passages of past plans that speak of what is asked."""
    from index.retrieval import Filters

    schools = dict.fromkeys(record.school for record in turn.assistant.library.list() if record.school)
    earlier = turn.conversation.asked if turn.intent.follows else None
    alone = asked(follow_up_words(turn.message) if earlier else search_words(turn.message), schools)
    question = earlier.carried_on(alone) if earlier else alone
    words = question.subject or turn.message
    hits = turn.assistant.search(words, 5, Filters(school=question.school))
    if not hits and earlier and alone.subject:
        question, words = alone, alone.subject
        hits = turn.assistant.search(words, 5, Filters(school=question.school))
    conversation = replace(turn.conversation, asked=question)
    elsewhere = bool(question.school) and not hits
    if elsewhere:
        hits = turn.assistant.search(words, 5)
    if not names_the_trade(turn.message) and not earlier and not _speaks_of(hits, words):
        return conversation, Answer("decline", replies.FOUND_NOWHERE)
    if not hits:
        return conversation, Answer("search", replies.NOTHING_FOUND)
    conversation = replace(conversation, found=hits[0])
    text = replies.found(len(hits), question.school, elsewhere=elsewhere)
    return conversation, Answer("search", text, hits=tuple(hits))


def _speaks_of(hits: Sequence[Hit], words: str) -> bool:
    """Tell whether the best passage holds most of the words asked for: a question of no school's may share a few."""
    from index.query import understand

    telling = set(map(fold, understand(words).telling))
    there = set(words_of(fold(hits[0].text))) if hits else set()
    return len(telling & there) >= _MOST * len(telling)


# -- law --------------------------------------------------------------------------------------------------------------


def law(turn: Turn) -> tuple[Conversation, Answer]:
    """Answer with the documents of the register that are asked for, as of the day asked for."""
    question, day = law_day(turn.message)
    earlier = turn.conversation.law if turn.intent.follows else ""
    named = earlier or law_words(question) or turn.message
    found = turn.assistant.law(named, day)
    if asks_for_the_latest(turn.message) or not any(sign.isdigit() for sign in named):
        found["results"].sort(key=partial(_less_wanted, named))
    del found["results"][_MOST_DOCUMENTS:]
    return replace(turn.conversation, law=named), Answer("law", replies.law(found, named), law=found)


def _less_wanted(named: str, document: dict[str, Any]) -> tuple[bool, bool]:
    """Return a sort key that puts documents of the kind named first, and of those the ones in force."""
    kind = fold(document["type"] or "")
    return not fold(named).startswith(kind), document["status"] not in ("in-force", "amended")


# -- the library ------------------------------------------------------------------------------------------------------


def list_plans(turn: Turn) -> tuple[Conversation, Answer]:
    """Answer with the library's plans: of the year, kind and school that are named, or all."""
    if "removes" in signs_of(turn.message):
        return turn.conversation, Answer("list", replies.REMOVE_THERE)
    wanted = _wanted(turn)
    records = [record for record in turn.assistant.library.list() if _is_wanted(record, wanted)]
    return replace(turn.conversation, listed=wanted), Answer("list", replies.listed(records, wanted))


def _wanted(turn: Turn) -> Filters:
    """Return which plans are asked for; a follow-up keeps what it does not name."""
    from index.retrieval import Filters

    request = _request(turn)
    schools = dict.fromkeys(record.school for record in turn.assistant.library.list() if record.school)
    earlier = (turn.conversation.listed if turn.intent.follows else None) or Filters()
    year = int(request.school_year[:4]) if request.school_year else request.year
    return Filters(
        school=asked(turn.message, schools).school or earlier.school,
        year=year or earlier.year,
        kind=request.kind or earlier.kind,
    )


def _is_wanted(record: PlanRecord, wanted: Filters) -> bool:
    years = {*record.years, record.year, int(record.school_year[:4]) if record.school_year else None}
    return (
        (wanted.year is None or wanted.year in years)
        and (wanted.kind is None or wanted.kind == record.kind)
        and (wanted.school is None or wanted.school == record.school)
    )


# -- the calendar -----------------------------------------------------------------------------------------------------


def calendar(turn: Turn) -> tuple[Conversation, Answer]:
    """Answer how many years a celebrated day counts, or which days a month or a year has."""
    request, today = _request(turn), _today(turn)
    earlier = turn.conversation.celebrated if turn.intent.follows else ()
    month = month_named(turn.message)
    days = days_named(turn.message) or (() if month else tuple(each.day for each in earlier))
    year = request.year or (earlier[0].year if earlier and not request.school_year else today.year)
    found = jubilees(days or days_of_month(month), year, request.school_year)
    if not days and month is None:  # of a whole year, what is celebrated on a larger scale
        found = tuple(each for each in found if each.round)
    return replace(turn.conversation, celebrated=found), Answer("calendar", replies.celebrated(found))


def _request(turn: Turn) -> Request:
    from assistant.drafting import understand

    return understand(turn.message, today=_today(turn))


def _today(turn: Turn) -> date:
    return turn.assistant.drafter(use_model=False).today
