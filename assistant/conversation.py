"""What a conversation holds and what a turn is answered with: the types that the jobs of the chat share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.following import Asked
from assistant.intent import Intent, Job

if TYPE_CHECKING:
    from assistant.celebrations import Jubilee
    from assistant.checking import CheckReport
    from assistant.checkjob import CheckJob
    from assistant.drafting.draft import Draft, OnToken
    from assistant.drafting.session import Session
    from assistant.library import AddResult
    from assistant.service import Assistant
    from index.retrieval import Filters, Hit


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
    of law last asked for, which plans were listed, the celebrated days spoken of, and the job that answered last.
    """

    session: Session | None = None
    file: Path | None = None
    asked: Asked | None = None
    found: Hit | None = None
    law: str = ""
    listed: Filters | None = None
    celebrated: tuple[Jubilee, ...] = ()
    last: Job | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn with everything that its answer may need."""

    conversation: Conversation
    intent: Intent
    message: str
    files: Sequence[Path]
    assistant: Assistant
    may_edit: bool
    on_token: OnToken | None = None
