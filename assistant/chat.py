"""A conversation: each turn is understood, one of the jobs answers it, and what was settled is kept for the next turn.

Nothing here knows how an answer looks; the page and any other front render `Answer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import replies
from assistant.following import Asked, asked
from assistant.intent import Intent, Job, Situation, intent_of
from assistant.questions import (
    asks_for_the_latest,
    follow_up_words,
    law_day,
    law_words,
    names_the_trade,
    points_at_what_was_found,
    search_words,
    with_section,
)
from assistant.shorthand import written_out
from corpus.errors import InputError, NotAvailableError
from corpus.text import fold

if TYPE_CHECKING:
    from assistant.checking import CheckReport
    from assistant.checkjob import CheckJob
    from assistant.drafting.draft import Draft
    from assistant.drafting.session import Session
    from assistant.library import AddResult
    from assistant.service import Assistant
    from corpus.plan import Plan
    from index.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn is answered with: a sentence or two, and the objects of the job that was done.

    `alternatives` asks for what other schools wrote instead of `draft` itself; `report` is the check of a draft.
    """

    job: Job
    text: str
    hits: tuple[Hit, ...] = ()
    checks: tuple[CheckJob, ...] = ()
    draft: Draft | None = None
    alternatives: bool = False
    law: dict[str, Any] | None = None
    added: tuple[AddResult, ...] = ()
    report: CheckReport | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the turns so far have settled.

    The draft in hand with its versions, the last file that was dropped, the search and its best passage, the document
    of law last asked for, and the job that answered last.
    """

    session: Session | None = None
    file: Path | None = None
    asked: Asked | None = None
    found: Hit | None = None
    law: str = ""
    last: Job | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """One turn with everything that its answer may need."""

    conversation: Conversation
    intent: Intent
    message: str
    files: Sequence[Path]
    assistant: Assistant
    may_edit: bool


def announce(conversation: Conversation, message: str, files: Sequence[Path]) -> str:
    """Return what to show while the turn is being answered."""
    job = _intent(conversation, written_out(message), files).job
    names = ", ".join(file.name for file in files)
    match job:
        case "check" if files:
            return f"Đang xem {names}…"
        case "add" if files:
            return f"Đang nạp {names}…"
        case "draft" | "revise":
            return "Đang xem tiền lệ và soạn…"
        case "search":
            return "Đang xem các kế hoạch cũ…"
        case _:
            return "Đang xem…"


def respond(
    conversation: Conversation, message: str, files: Sequence[Path], assistant: Assistant, *, may_edit: bool = True
) -> tuple[Conversation, Answer]:
    """Answer one turn; never raises for what the user typed or dropped: the sentence says what is wrong.

    `may_edit` is false for a user who may not change the library.
    """
    meant = written_out(message).strip()
    intent = _intent(conversation, meant, files)
    if files:
        conversation = replace(conversation, file=files[0])
    try:
        conversation, answer = _JOBS[intent.job](_Turn(conversation, intent, meant, files, assistant, may_edit))
    except (InputError, NotAvailableError) as error:
        answer = Answer(intent.job, str(error))
    return replace(conversation, last=intent.job), answer


def _intent(conversation: Conversation, message: str, files: Sequence[Path]) -> Intent:
    return intent_of(
        message,
        Situation(
            has_file=bool(files),
            has_draft=conversation.session is not None,
            has_earlier_file=conversation.file is not None,
            last=conversation.last,
        ),
    )


# -- turns of no job --------------------------------------------------------------------------------------------------


def _help(turn: _Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("help", replies.HELP)


def _decline(turn: _Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("decline", replies.DECLINE)


def _thanks(turn: _Turn) -> tuple[Conversation, Answer]:
    text = replies.THANKS_WITH_DRAFT if turn.conversation.session else replies.THANKS
    return turn.conversation, Answer("thanks", text)


def _complaint(turn: _Turn) -> tuple[Conversation, Answer]:
    text = replies.COMPLAINT_WITH_DRAFT if turn.conversation.session else replies.COMPLAINT
    return turn.conversation, Answer("complaint", text)


def _privacy(turn: _Turn) -> tuple[Conversation, Answer]:
    leaves = turn.assistant.settings.leaves_the_machine
    return turn.conversation, Answer("privacy", replies.LEAVES if leaves else replies.STAYS_HERE)


# -- looking up -------------------------------------------------------------------------------------------------------


def _search(turn: _Turn) -> tuple[Conversation, Answer]:
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
    if not hits and not names_the_trade(turn.message) and words == turn.message:
        return conversation, Answer("decline", replies.FOUND_NOWHERE)
    if not hits:
        return conversation, Answer("search", replies.NOTHING_FOUND)
    conversation = replace(conversation, found=hits[0])
    text = replies.found(len(hits), question.school, elsewhere=elsewhere)
    return conversation, Answer("search", text, hits=tuple(hits))


def _law(turn: _Turn) -> tuple[Conversation, Answer]:
    question, day = law_day(turn.message)
    named = law_words(question) or (turn.conversation.law if turn.intent.follows else "") or turn.message
    found = turn.assistant.law(named, day)
    if asks_for_the_latest(turn.message) or not any(sign.isdigit() for sign in named):
        found["results"].sort(key=partial(_less_wanted, named))
    return replace(turn.conversation, law=named), Answer("law", replies.law(len(found["results"]), named), law=found)


def _less_wanted(named: str, document: dict[str, Any]) -> tuple[bool, bool]:
    """Return a sort key that puts documents of the kind named first, and of those the ones in force."""
    kind = fold(document["type"] or "")
    return not fold(named).startswith(kind), document["status"] not in ("in-force", "amended")


def _list(turn: _Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("list", replies.listed(turn.assistant.library.list()))


# -- files ------------------------------------------------------------------------------------------------------------


def _check(turn: _Turn) -> tuple[Conversation, Answer]:
    from assistant.checkjob import CheckJob

    files = turn.files or ([turn.conversation.file] if turn.conversation.file else [])
    if not files:
        return turn.conversation, Answer("check", replies.DROP_TO_CHECK)
    jobs, sentences = [], []
    for file in files:
        try:
            jobs.append(CheckJob(turn.assistant, file))
        except (InputError, NotAvailableError) as error:
            sentences.append(str(error))
    if jobs and turn.intent.further == "draft":
        sentences.append(replies.CHECKED_FIRST)
    return turn.conversation, Answer("check", "\n\n".join(sentences), checks=tuple(jobs))


def _add(turn: _Turn) -> tuple[Conversation, Answer]:
    files = turn.files or ([turn.conversation.file] if turn.conversation.file else [])
    if not turn.may_edit:
        raise InputError(replies.ONLY_READS)
    if not files:
        return turn.conversation, Answer("add", replies.DROP_TO_ADD)
    added = tuple(turn.assistant.library.add(files))
    return turn.conversation, Answer("add", replies.added(added), added=added)


# -- drafting ---------------------------------------------------------------------------------------------------------


def _draft(turn: _Turn) -> tuple[Conversation, Answer]:
    from assistant.drafting.session import Session

    if turn.conversation.session is not None and not turn.files and _leaves_all_open(turn):
        return _revise(turn)
    base = _base(turn)
    session = Session.start(_request(turn), turn.assistant.drafter(), base=base)
    return replace(turn.conversation, session=session), _drafted(session, first=turn.conversation.session is None)


def _base(turn: _Turn) -> Plan | str | None:
    """Return the plan that a request points at: the file dropped, or what was last found; ``None`` for any."""
    conversation = turn.conversation
    if turn.intent.file_is_base and conversation.file:
        return turn.assistant.parse(conversation.file)
    if conversation.found is None or not points_at_what_was_found(turn.message):
        return None
    return str(conversation.found.metadata["plan_id"])


def _request(turn: _Turn) -> str:
    """Return the turn with "mục này" said by the numeral of the section that was last found."""
    found = turn.conversation.found
    section = found.metadata.get("section") if found else None
    return with_section(turn.message, str(section)) if section else turn.message


def _leaves_all_open(turn: _Turn) -> bool:
    """Tell whether a request says nothing of year, kind and base, so that those of the draft in hand go on."""
    from assistant.drafting import understand

    asked_for = understand(turn.message, today=turn.assistant.drafter(use_model=False).today)
    says_which = asked_for.year or asked_for.school_year or asked_for.kind or asked_for.base
    return not says_which and bool(asked_for.section or asked_for.role)


def _in_hand(turn: _Turn) -> Session:
    """Return the draft in hand with its versions; raises `InputError` where there is none yet."""
    if turn.conversation.session is None:
        raise InputError(replies.NO_DRAFT)
    return turn.conversation.session


def _alternatives(turn: _Turn) -> tuple[Conversation, Answer]:
    draft = _in_hand(turn).current
    text = "Trường khác viết mục này như sau:" if draft.alternatives else "Về mục này, trong thư viện:"
    return turn.conversation, Answer("alternatives", text, draft=draft, alternatives=True)


def _revise(turn: _Turn) -> tuple[Conversation, Answer]:
    session = _in_hand(turn).revise(turn.message, turn.assistant.drafter())
    return replace(turn.conversation, session=session), _drafted(session)


def _undo(turn: _Turn) -> tuple[Conversation, Answer]:
    session = _in_hand(turn).undo()
    return replace(turn.conversation, session=session), _drafted(session, back=True)


def _export(turn: _Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("export", replies.EXPORTED, draft=_in_hand(turn).current)


def _review(turn: _Turn) -> tuple[Conversation, Answer]:
    from assistant.drafting.self_check import report_on

    draft = _in_hand(turn).current
    report = report_on(draft, turn.assistant.register, turn.assistant.drafter(use_model=False).today)
    return turn.conversation, Answer("review", replies.reviewed(report, draft), report=report)


def _drafted(session: Session, *, first: bool = False, back: bool = False) -> Answer:
    text = replies.drafted(session.current, session.versions[-1].requests, first=first, back=back)
    return Answer("draft", text, draft=session.current)


_JOBS = {
    "help": _help,
    "decline": _decline,
    "thanks": _thanks,
    "complaint": _complaint,
    "privacy": _privacy,
    "search": _search,
    "law": _law,
    "list": _list,
    "check": _check,
    "add": _add,
    "draft": _draft,
    "revise": _revise,
    "undo": _undo,
    "alternatives": _alternatives,
    "export": _export,
    "review": _review,
}
