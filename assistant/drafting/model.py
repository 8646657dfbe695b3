"""The language model, if one is configured: it rewrites what the rules made, and is never the source of a fact.

A model that fails, is slow or writes what nothing supports costs nothing but its own part: the draft of the rules
stands, with a note.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import prompts
from assistant.drafting.carry import Carry
from assistant.drafting.draft import Draft, DraftSource, OnToken, Paragraph, Struck
from assistant.drafting.facts import list_facts
from assistant.drafting.frame import REQUEST
from assistant.drafting.verify import Evidence, gather, verify
from corpus.errors import NotAvailableError
from corpus.text import to_nfc

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

#: A rewriting longer than this many times its source has run away.
_LONGEST: Final = 2.5
#: A rewriting of which less than this share of sentences stands is not worth showing.
_WORTH: Final = 0.34


#: A rewriting that keeps less than this share of the letters was cut off, however short it was to be.
_SHORTEST: Final = 0.15


class ModelFailedError(Exception):
    """The model could not be reached, was too slow, or gave nothing usable. The message is a Vietnamese clause."""


class StreamingChat(Protocol):
    """What is asked of a chat model (LangChain's `BaseChatModel` is one)."""

    def stream(self, input: Any, /) -> Iterator[Any]:  # noqa: A002 - LangChain's name
        """Yield the answer to the messages in chunks, each with a `text`."""


@dataclass(frozen=True)
class Writer:
    """A chat model with its name and the seconds it may take for one section."""

    chat: StreamingChat
    name: str
    timeout: float = 60.0

    def say_hello(self) -> None:
        """Have the model answer a greeting; raises `NotAvailableError` saying why it does not."""
        try:
            self._stream([("user", "Xin chào, hãy trả lời một từ.")], 200, None)
        except ModelFailedError as error:
            raise NotAvailableError(f"Mô hình {self.name} {error}.") from error

    def rewrite(self, draft: Draft, carry: Carry, on_token: OnToken | None = None) -> Draft:
        """Return `draft` with its running text rewritten as the instructions say, verified sentence by sentence."""
        instructions = "; ".join(draft.request.instructions)
        evidence = gather(
            (paragraph.text for paragraph in draft.paragraphs), _given(draft, carry), carry.register, carry.target.day
        )
        paragraphs: list[Paragraph] = []
        struck: list[Struck] = []
        try:
            for group in _groups(draft.paragraphs):
                if group[0].level or group[0].part != "body":
                    paragraphs += group
                    continue
                written = self._write(instructions, group, carry, on_token)
                kept, dropped = _verified(written, draft, evidence)
                struck += dropped
                if len(kept) < _WORTH * max(1, len(written)):
                    raise ModelFailedError("viết điều không có căn cứ")
                if _length(kept) < _SHORTEST * _length(group):
                    raise ModelFailedError("viết dở dang")
                paragraphs += kept
        except ModelFailedError as error:
            note = f"Mô hình ngôn ngữ {self.name} {error}; đây là bản soạn theo quy tắc, chưa làm: {instructions}."
            return replace(draft, notes=(*draft.notes, note), struck=tuple(struck))
        blanks = tuple(blank for blank in draft.blanks if any(blank.text in paragraph.text for paragraph in paragraphs))
        lost = [blank.text for blank in draft.blanks if blank not in blanks]
        notes = (f"Bản viết lại đã bỏ: {', '.join(lost)}.",) if lost else ()
        return replace(
            draft,
            paragraphs=tuple(paragraphs),
            blanks=blanks,
            struck=tuple(struck),
            model=self.name,
            notes=(*draft.notes, *notes),
        )

    def _write(self, instructions: str, group: list[Paragraph], carry: Carry, on_token: OnToken | None) -> list[str]:
        """Return the paragraphs that the model makes of `group`; raises `ModelFailedError`."""
        passage = "\n".join(paragraph.text for paragraph in group)
        fence = _fence(passage)
        facts = "\n".join(
            f"[{number}] {fact}" for number, fact in enumerate(list_facts(passage, carry.register), start=1)
        )
        request = prompts.load("rewrite").format(
            instructions=instructions, facts=facts or "(không có)", fence=fence, passage=passage
        )
        text = self._stream(
            [("system", prompts.load("rewrite_system")), ("human", request)],
            int(len(passage) * _LONGEST) + 400,
            on_token,
        )
        lines = [line.strip() for line in to_nfc(text).replace(fence, "").split("\n")]
        return [line for line in lines if line]

    def _stream(self, messages: list[tuple[str, str]], longest: int, on_token: OnToken | None) -> str:
        """Return what the model streams, cut where it runs away; raises `ModelFailedError` on any failure."""
        deadline = time.monotonic() + self.timeout
        pieces: list[str] = []
        try:
            for chunk in self.chat.stream(messages):
                pieces.append(str(chunk.text))
                if on_token is not None:
                    on_token(pieces[-1])
                if time.monotonic() > deadline:
                    raise ModelFailedError(f"quá {self.timeout:.0f} giây chưa viết xong")
                if sum(map(len, pieces)) > longest:
                    break
        except ModelFailedError:
            raise
        except Exception as error:
            raise ModelFailedError(f"không trả lời ({type(error).__name__})") from error
        return "".join(pieces)


def connect(settings: Settings) -> Writer:
    """Return the model that the settings name; raises `NotAvailableError` saying what is missing."""
    name = settings.llm
    if name is None:
        raise NotAvailableError("Chưa cài mô hình ngôn ngữ; đặt KEHOACH_LLM, ví dụ: ollama:qwen3.")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    try:
        return Writer(_chat(name, settings.llm_base_url, key, settings.llm_timeout), name, settings.llm_timeout)
    except (ImportError, ValueError) as error:
        raise NotAvailableError(f"Không mở được mô hình {name!r}: {error}") from error


def _chat(name: str, base_url: str | None, key: str | None, timeout: float) -> BaseChatModel:
    options: dict[str, Any] = {"temperature": 0, "timeout": timeout, "max_retries": 0}
    if base_url:
        from langchain_openai import ChatOpenAI

        return ChatOpenAI(model=name.rpartition(":")[2], base_url=base_url, api_key=key or "-", **options)  # type: ignore[arg-type]
    from langchain.chat_models import init_chat_model

    if key:
        options["api_key"] = key
    chat: BaseChatModel = init_chat_model(name, **options)
    return chat


def _given(draft: Draft, carry: Carry) -> Iterator[str]:
    yield draft.request.text
    yield from (str(value) for value in carry.school.model_dump().values() if value)


def _groups(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield headings and parts of the frame by themselves, and the running text under each heading together."""
    current: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.level or paragraph.part != "body":
            if current:
                yield current
            current = []
            yield [paragraph]
        else:
            current.append(paragraph)
    if current:
        yield current


def _verified(lines: list[str], draft: Draft, evidence: Evidence) -> tuple[list[Paragraph], list[Struck]]:
    """Return the paragraphs that stand, each with the sources of what supports it, and what was struck."""
    kept: list[Paragraph] = []
    struck: list[Struck] = []
    for line in lines:
        outcome = verify(line, evidence)
        struck += outcome.struck
        if not outcome.text:
            continue
        supports = [draft.paragraphs[place] for place in outcome.supports]
        sources = tuple(dict.fromkeys(source for paragraph in supports for source in paragraph.sources))
        changes = tuple(dict.fromkeys(c for paragraph in supports for c in paragraph.changes if c.to in outcome.text))
        kept.append(Paragraph(outcome.text, sources or (DraftSource(REQUEST, "", draft.request.text),), changes))
    return kept, struck


def _length(paragraphs: Iterable[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _fence(passage: str) -> str:
    """Return a line that the passage cannot contain, so that nothing in it can close the quotation."""
    return f"=== {hashlib.sha256(passage.encode()).hexdigest()[:16]} ==="
