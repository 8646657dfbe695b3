"""A conversation: each turn is understood, one of the jobs answers it, and what was settled is kept for the next turn.

Nothing here knows how an answer looks; the page and any other front render `Answer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import lookups, replies
from assistant.conversation import Answer, Conversation, Turn
from assistant.intent import Intent, Situation, intent_of
from assistant.questions import asked_about, asks_to_go_on, next_section, points_at_what_was_found, with_section
from assistant.shorthand import written_out
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.checkjob import CheckJob
    from assistant.drafting.draft import OnToken
    from assistant.drafting.session import Session
    from assistant.service import Assistant
    from corpus.plan import Plan

__all__ = ["Answer", "Conversation", "announce", "respond"]


def announce(conversation: Conversation, message: str, files: Sequence[Path]) -> str:
    """Return what to show while the turn is being answered."""
    job = _intent(conversation, written_out(message), files).job
    names = ", ".join(file.name for file in files)
    match job:
        case "check" | "fix" if files:
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
    conversation: Conversation,
    message: str,
    files: Sequence[Path],
    assistant: Assistant,
    *,
    may_edit: bool = True,
    on_token: OnToken | None = None,
) -> tuple[Conversation, Answer]:
    """Answer one turn; never raises for what the user typed or dropped: the sentence says what is wrong.

    `may_edit` is false for a user who may not change the library. `on_token` is called with each piece of text as a
    language model writes it, before it is verified.
    """
    meant = written_out(message).strip()
    intent = _intent(conversation, meant, files)
    if files:
        conversation = replace(conversation, file=files[0])
    try:
        turn = Turn(conversation, intent, meant, files, assistant, may_edit, on_token)
        conversation, answer = _JOBS[intent.job](turn)
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


def _help(turn: Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("help", replies.HELP)


def _decline(turn: Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("decline", replies.DECLINE)


def _thanks(turn: Turn) -> tuple[Conversation, Answer]:
    text = replies.THANKS_WITH_DRAFT if turn.conversation.session else replies.THANKS
    return turn.conversation, Answer("thanks", text)


def _complaint(turn: Turn) -> tuple[Conversation, Answer]:
    text = replies.COMPLAINT_WITH_DRAFT if turn.conversation.session else replies.COMPLAINT
    return turn.conversation, Answer("complaint", text)


def _privacy(turn: Turn) -> tuple[Conversation, Answer]:
    leaves = turn.assistant.settings.leaves_the_machine
    return turn.conversation, Answer("privacy", replies.LEAVES if leaves else replies.STAYS_HERE)


# -- files ------------------------------------------------------------------------------------------------------------


def _check(turn: Turn) -> tuple[Conversation, Answer]:
    files = _files(turn)
    if not files:
        return turn.conversation, Answer("check", replies.DROP_TO_CHECK)
    jobs, sentences = _checked(turn, files)
    if jobs and turn.intent.further == "draft":
        sentences.append(replies.CHECKED_FIRST)
    if jobs and turn.intent.follows:
        sentences.append(replies.explained(asked_about(turn.message, jobs[0].report.findings)))
    return turn.conversation, Answer("check", "\n\n".join(sentences), checks=tuple(jobs))


def _fix(turn: Turn) -> tuple[Conversation, Answer]:
    files = _files(turn)
    if turn.conversation.last == "review" or (not files and turn.conversation.session):
        return _review(turn)
    if not files:
        return turn.conversation, Answer("fix", replies.DROP_TO_CHECK)
    jobs, sentences = _checked(turn, files)
    sentences += [replies.fixed(job.report.findings) for job in jobs]
    return turn.conversation, Answer("fix", "\n\n".join(sentences), checks=tuple(jobs))


def _files(turn: Turn) -> Sequence[Path]:
    """Return the files dropped with the turn, else the one dropped before."""
    return turn.files or ([turn.conversation.file] if turn.conversation.file else [])


def _checked(turn: Turn, files: Sequence[Path]) -> tuple[list[CheckJob], list[str]]:
    """Return the checks of `files`, and a sentence for each that could not be read."""
    from assistant.checkjob import CheckJob

    jobs, sentences = [], []
    for file in files:
        try:
            jobs.append(CheckJob(turn.assistant, file))
        except (InputError, NotAvailableError) as error:
            sentences.append(str(error))
    return jobs, sentences


def _add(turn: Turn) -> tuple[Conversation, Answer]:
    files = _files(turn)
    if not turn.may_edit:
        raise InputError(replies.ONLY_READS)
    if not files:
        return turn.conversation, Answer("add", replies.DROP_TO_ADD)
    added = tuple(turn.assistant.library.add(files))
    return turn.conversation, Answer("add", replies.added(added), added=added)


# -- drafting ---------------------------------------------------------------------------------------------------------


def _draft(turn: Turn) -> tuple[Conversation, Answer]:
    from assistant.drafting.session import Session

    if turn.conversation.session is not None and not turn.files and _leaves_all_open(turn):
        return _revise(turn)
    base = _base(turn)
    session = Session.start(_request(turn), turn.assistant.drafter(), base=base, on_token=turn.on_token)
    return replace(turn.conversation, session=session), _drafted(session, first=turn.conversation.session is None)


def _base(turn: Turn) -> Plan | str | None:
    """Return the plan that a request points at: the file dropped, or what was last found; ``None`` for any."""
    conversation = turn.conversation
    if turn.intent.file_is_base and conversation.file:
        return turn.assistant.parse(conversation.file)
    if conversation.found is None or not points_at_what_was_found(turn.message):
        return None
    return str(conversation.found.metadata["plan_id"])


def _request(turn: Turn) -> str:
    """Return the turn with "mục này" said by the numeral of the section that was last found."""
    found = turn.conversation.found
    section = found.metadata.get("section") if found else None
    return with_section(turn.message, str(section)) if section else turn.message


def _leaves_all_open(turn: Turn) -> bool:
    """Tell whether a request says nothing of year, kind and base, so that those of the draft in hand go on."""
    from assistant.drafting import understand

    asked_for = understand(turn.message, today=turn.assistant.drafter(use_model=False).today)
    says_which = asked_for.year or asked_for.school_year or asked_for.kind or asked_for.base
    return not says_which and bool(asked_for.section or asked_for.role)


def _in_hand(turn: Turn) -> Session:
    """Return the draft in hand with its versions; raises `InputError` where there is none yet."""
    if turn.conversation.session is None:
        raise InputError(replies.NO_DRAFT)
    return turn.conversation.session


def _alternatives(turn: Turn) -> tuple[Conversation, Answer]:
    draft = _in_hand(turn).current
    text = "Trường khác viết mục này như sau:" if draft.alternatives else "Về mục này, trong thư viện:"
    return turn.conversation, Answer("alternatives", text, draft=draft, alternatives=True)


def _revise(turn: Turn) -> tuple[Conversation, Answer]:
    session = _in_hand(turn)
    session = session.revise(_going_on(turn.message, session), turn.assistant.drafter(), on_token=turn.on_token)
    return replace(turn.conversation, session=session), _drafted(session)


def _going_on(message: str, session: Session) -> str:
    """Return a turn that only asks to go on ("mục tiếp theo") with the numeral of the section that comes next."""
    from assistant.drafting import understand

    request, base = session.versions[-1].requests[-1], session.current.base
    at = request.section or (base.section if base else None)
    asked_for = understand(message, today=date.today())
    if at is None or asked_for.section or asked_for.role or asked_for.instructions or not asks_to_go_on(message):
        return message
    return f"viết tiếp mục {next_section(at)}"


def _undo(turn: Turn) -> tuple[Conversation, Answer]:
    session = _in_hand(turn).undo()
    return replace(turn.conversation, session=session), _drafted(session, back=True)


def _export(turn: Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("export", replies.EXPORTED, draft=_in_hand(turn).current)


def _review(turn: Turn) -> tuple[Conversation, Answer]:
    from assistant.drafting.self_check import report_on

    draft = _in_hand(turn).current
    report = report_on(draft, turn.assistant.register, turn.assistant.drafter(use_model=False).today)
    return turn.conversation, Answer("review", replies.reviewed(report, draft), report=report)


def _account(turn: Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("account", replies.accounted(_in_hand(turn).current))


def _drafted(session: Session, *, first: bool = False, back: bool = False) -> Answer:
    text = replies.drafted(session.current, session.versions[-1].requests, first=first, back=back)
    return Answer("draft", text, draft=session.current)


_JOBS = {
    "help": _help,
    "decline": _decline,
    "thanks": _thanks,
    "complaint": _complaint,
    "privacy": _privacy,
    "search": lookups.search,
    "law": lookups.law,
    "calendar": lookups.calendar,
    "list": lookups.list_plans,
    "check": _check,
    "fix": _fix,
    "add": _add,
    "draft": _draft,
    "revise": _revise,
    "undo": _undo,
    "alternatives": _alternatives,
    "export": _export,
    "review": _review,
    "account": _account,
}
