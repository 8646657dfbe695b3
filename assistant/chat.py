"""A conversation: each turn is understood, one of the jobs answers it, and what was settled is kept for the next turn.

Nothing here knows how an answer looks; the page and any other front render `Answer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.intent import Intent, Job, intent_of, law_words
from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.checkjob import CheckJob
    from assistant.drafting.draft import Draft
    from assistant.drafting.session import Session
    from assistant.library import AddResult
    from assistant.service import Assistant
    from index.retrieval import Hit

HELP = (
    "Tôi giúp được bốn việc:\n\n"
    "- **Soạn**: “viết mục III cho năm 2025”, “soạn cả kế hoạch khuyến học năm học 2025-2026”.\n"
    "- **Kiểm tra**: thả tệp Word, PDF, bản quét hoặc văn bản vào ô bên dưới.\n"
    "- **Tìm tiền lệ**: “tiêu chí thi đua với học sinh”, “muc khen thuong”.\n"
    "- **Tra văn bản**: “98/2023/NĐ-CP còn hiệu lực không?”."
)
DECLINE = "Việc này nằm ngoài kế hoạch của nhà trường nên tôi không trả lời được.\n\n" + HELP
NOTHING_FOUND = "Không tìm thấy tiền lệ nào nói về việc này trong thư viện. Hãy thử từ khác, hoặc nạp thêm kế hoạch cũ."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn is answered with: a sentence or two, and the objects of the job that was done.

    `alternatives` asks for what other schools wrote instead of `draft` itself.
    """

    job: Job
    text: str
    hits: tuple[Hit, ...] = ()
    checks: tuple[CheckJob, ...] = ()
    draft: Draft | None = None
    alternatives: bool = False
    law: dict[str, Any] | None = None
    added: tuple[AddResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the turns so far have settled: the draft in hand with its versions, and the last file that was dropped."""

    session: Session | None = None
    file: Path | None = None


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
    job = _intent(conversation, message, files).job
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
    intent = _intent(conversation, message, files)
    if files:
        conversation = replace(conversation, file=files[0])
    try:
        return _JOBS[intent.job](_Turn(conversation, intent, message.strip(), files, assistant, may_edit))
    except (InputError, NotAvailableError) as error:
        return conversation, Answer(intent.job, str(error))


def _intent(conversation: Conversation, message: str, files: Sequence[Path]) -> Intent:
    return intent_of(
        message,
        has_file=bool(files),
        has_draft=conversation.session is not None,
        has_earlier_file=conversation.file is not None,
    )


def _help(turn: _Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("help", HELP)


def _decline(turn: _Turn) -> tuple[Conversation, Answer]:
    return turn.conversation, Answer("decline", DECLINE)


def _search(turn: _Turn) -> tuple[Conversation, Answer]:
    hits = tuple(turn.assistant.search(turn.message, k=5))
    if not hits:
        return turn.conversation, Answer("search", NOTHING_FOUND)
    return turn.conversation, Answer("search", f"Tìm thấy {len(hits)} đoạn tiền lệ gần nhất:", hits=hits)


def _law(turn: _Turn) -> tuple[Conversation, Answer]:
    found = turn.assistant.law(law_words(turn.message))
    text = "Theo sổ văn bản:" if found["results"] else "Sổ văn bản không có văn bản nào khớp."
    return turn.conversation, Answer("law", text, law=found)


def _check(turn: _Turn) -> tuple[Conversation, Answer]:
    from assistant.checkjob import CheckJob

    files = turn.files or ([turn.conversation.file] if turn.conversation.file else [])
    if not files:
        return turn.conversation, Answer(
            "check", "Hãy thả tệp cần kiểm tra vào ô bên dưới (Word, PDF, bản quét hoặc văn bản)."
        )
    jobs, sentences = [], []
    for file in files:
        try:
            jobs.append(CheckJob(turn.assistant, file))
        except (InputError, NotAvailableError) as error:
            sentences.append(str(error))
    return turn.conversation, Answer("check", "\n\n".join(sentences), checks=tuple(jobs))


def _add(turn: _Turn) -> tuple[Conversation, Answer]:
    files = turn.files or ([turn.conversation.file] if turn.conversation.file else [])
    if not turn.may_edit:
        raise InputError("Tài khoản này chỉ được xem; hãy nhờ người có quyền biên tập nạp kế hoạch.")
    if not files:
        return turn.conversation, Answer("add", "Hãy thả các tệp cần nạp vào ô bên dưới.")
    added = tuple(turn.assistant.library.add(files))
    good = sum(result.status != "failed" for result in added)
    return turn.conversation, Answer("add", f"Đã nạp {good}/{len(added)} tệp vào thư viện.", added=added)


def _draft(turn: _Turn) -> tuple[Conversation, Answer]:
    from assistant.drafting.session import Session

    if turn.conversation.session is not None and not turn.files and _leaves_all_open(turn):
        return _revise(turn)
    file = turn.conversation.file
    base = turn.assistant.parse(file) if turn.intent.file_is_base and file else None
    session = Session.start(turn.message, turn.assistant.drafter(), base=base)
    return replace(turn.conversation, session=session), _drafted(session)


def _leaves_all_open(turn: _Turn) -> bool:
    """Tell whether a request says nothing of year, kind and base, so that those of the draft in hand go on."""
    from assistant.drafting import understand

    asked = understand(turn.message, today=turn.assistant.drafter(use_model=False).today)
    return not (asked.year or asked.school_year or asked.kind or asked.base) and bool(asked.section or asked.role)


def _alternatives(turn: _Turn) -> tuple[Conversation, Answer]:
    assert turn.conversation.session is not None
    draft = turn.conversation.session.current
    text = "Trường khác viết mục này như sau:" if draft.alternatives else "Về mục này, trong thư viện:"
    return turn.conversation, Answer("alternatives", text, draft=draft, alternatives=True)


def _revise(turn: _Turn) -> tuple[Conversation, Answer]:
    assert turn.conversation.session is not None
    session = turn.conversation.session.revise(turn.message, turn.assistant.drafter())
    return replace(turn.conversation, session=session), _drafted(session)


def _undo(turn: _Turn) -> tuple[Conversation, Answer]:
    assert turn.conversation.session is not None
    session = turn.conversation.session.undo()
    return replace(turn.conversation, session=session), _drafted(session)


def _drafted(session: Session) -> Answer:
    draft = session.current
    base = f"dựa trên “{draft.base.title}”" if draft.base else "không có kế hoạch gốc"
    blanks = f" Còn {len(draft.blanks)} chỗ trống cần điền." if draft.blanks else ""
    return Answer("draft", f"Bản soạn {base}.{blanks}", draft=draft)


_JOBS = {
    "help": _help,
    "decline": _decline,
    "search": _search,
    "law": _law,
    "check": _check,
    "add": _add,
    "draft": _draft,
    "revise": _revise,
    "undo": _undo,
    "alternatives": _alternatives,
}
