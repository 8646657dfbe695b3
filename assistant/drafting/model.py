"""The language model, if one is configured: it rewrites what the rules made, and is never the source of a fact.

A model that fails, is slow or writes what nothing supports costs nothing but its own part: the draft of the rules
stands, with a note.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import prompts
from assistant.drafting.carry import Carry
from assistant.drafting.compose import asks_for_more
from assistant.drafting.draft import Draft, OnToken, Paragraph
from assistant.drafting.facts import list_facts
from assistant.drafting.rewriting import Rewriting, without_label
from assistant.drafting.verify import gather
from assistant.drafting.vocabulary import alternation, load_vocabulary
from corpus.errors import NotAvailableError
from corpus.text import fold_key, to_nfc

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

#: A rewriting longer than this many times its source has run away.
_LONGEST: Final = 2.5
#: A model is asked for one paragraph at a time after that; so many in a row without a word that stands are enough.
_PATIENCE: Final = 2
# What a server without the model's own template, or a model that thinks aloud, leaves in the text.
_THOUGHT: Final = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_END_OF_TURN: Final = re.compile(r"<\|[^|>\n]{1,40}\|>|</s>|<(?:end_of_turn|eos)>")
_SIGN: Final = re.compile(r"[.;:!?…]\W*$|\|>\s*$")
_MARKS: Final = re.compile(r"\*\*|^#+\s+|^```\w*$|^>\s+")


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
            self._stream([("user", "Xin chào, hãy trả lời một từ.")], 200, time.monotonic() + self.timeout, None)
        except ModelFailedError as error:
            raise NotAvailableError(f"Mô hình {self.name} {error}.") from error

    def rewrite(self, draft: Draft, carry: Carry, on_token: OnToken | None = None) -> Draft:
        """Return `draft` with its running text rewritten as the instructions say, as far as what is written stands."""
        instructions = "; ".join(one for one in draft.request.instructions if not asks_for_more(one))
        if not instructions:
            return draft
        evidence = gather(
            (without_label(paragraph.text) for paragraph in draft.paragraphs),
            _given(draft, carry),
            carry.register,
            carry.target.day,
        )
        keeps_facts = not asks_for_less(instructions)
        stretches = [Rewriting(draft, evidence, places, keeps_facts) for places in _stretches(draft.paragraphs)]
        failure: str | None = None
        try:
            for stretch in stretches:
                self._rewrite(stretch, instructions, on_token)
        except ModelFailedError as error:
            failure = str(error)
        return _put_together(draft, stretches, self.name, failure, instructions)

    def _rewrite(self, stretch: Rewriting, instructions: str, on_token: OnToken | None) -> None:
        """Have a stretch rewritten at once, then, one by one, the paragraphs of which nothing stood."""
        deadline = time.monotonic() + self.timeout
        texts = {place: stretch.draft.paragraphs[place].text for place in stretch.places}
        passage = "\n".join(texts.values())
        fence = _fence(passage)
        facts = "\n".join(
            f"[{number}] {fact}" for number, fact in enumerate(list_facts(passage, stretch.evidence.register), start=1)
        )
        request = prompts.load("rewrite").format(
            instructions=instructions, facts=facts or "(không có)", fence=fence, passage=passage
        )
        self._ask(stretch, request, passage, deadline, on_token)
        misses = 0
        for place in stretch.open():
            request = prompts.load("rewrite_one").format(instructions=instructions, passage=texts[place])
            stood = self._ask(stretch, request, texts[place], deadline, on_token, one_line=True)
            misses = 0 if stood else misses + 1
            if misses == _PATIENCE:
                return

    def _ask(
        self,
        stretch: Rewriting,
        request: str,
        passage: str,
        deadline: float,
        on_token: OnToken | None,
        *,
        one_line: bool = False,
    ) -> bool:
        """Put what the model answers into `stretch`; tell whether anything stood. Raises `ModelFailedError`."""
        messages = [("system", prompts.load("rewrite_system")), ("human", request)]
        longest = int(len(passage) * _LONGEST) + 400
        text, is_whole = self._stream(messages, longest, deadline, on_token, one_line=one_line)
        lines = list(_lines(text, _fence(passage)))[: 1 if one_line else None]
        stood = [stretch.take(line, unfinished=not is_whole and line is lines[-1]) for line in lines]
        return any(stood)

    def _stream(
        self,
        messages: list[tuple[str, str]],
        longest: int,
        deadline: float,
        on_token: OnToken | None,
        *,
        one_line: bool = False,
    ) -> tuple[str, bool]:
        """Return what the model streams, and whether it came to its end; raises `ModelFailedError` on any failure."""
        text = ""
        said: str | None = None
        try:
            for chunk in self.chat.stream(messages):
                text += str(chunk.text)
                if on_token is not None:
                    on_token(str(chunk.text))
                if time.monotonic() > deadline:
                    raise ModelFailedError(f"quá {self.timeout:.0f} giây chưa viết xong")
                said = _has_ended(chunk) or said
                if len(text) > longest:
                    return text, False
                if _END_OF_TURN.search(text) or (one_line and "\n" in text.strip()):
                    break
        except ModelFailedError:
            raise
        except Exception as error:
            raise ModelFailedError(f"không trả lời ({type(error).__name__})") from error
        cut = said == "length" or (said is None and _SIGN.search(text) is None)
        return text, (one_line and "\n" in text.strip()) or not cut


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


def asks_for_less(instructions: str) -> bool:
    """Tell whether instructions ask for something to be left out, so that its facts may go."""
    asked = alternation(load_vocabulary("requests")["drop"])
    return re.search(asked, fold_key(instructions)) is not None


def _given(draft: Draft, carry: Carry) -> Iterator[str]:
    """Yield request and profile, without the head: who does what is for the precedents to say."""
    yield draft.request.text
    yield from (str(value) for name, value in carry.school.model_dump().items() if value and name != "head")


def _stretches(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, ...]]:
    """Yield the places of the running text under each heading."""
    current: list[int] = []
    for place, paragraph in enumerate(paragraphs):
        if paragraph.level == 0 and paragraph.part == "body":
            current.append(place)
        elif current:
            yield tuple(current)
            current = []
    if current:
        yield tuple(current)


def _put_together(draft: Draft, stretches: list[Rewriting], name: str, failure: str | None, instructions: str) -> Draft:
    """Return the draft with the model's words in it, and the notes that say how much of it they are."""
    now = {stretch.places[0]: tuple(stretch.paragraphs()) for stretch in stretches}
    elsewhere = {place for stretch in stretches for place in stretch.places}
    paragraphs = [
        made
        for place, old in enumerate(draft.paragraphs)
        for made in now.get(place, () if place in elsewhere else (old,))
    ]
    before = frozenset(paragraph.text for paragraph in draft.paragraphs)
    reworded = sum(paragraph.text not in before for paragraph in paragraphs)
    if failure is None and any(stretch.said for stretch in stretches):
        failure = None if reworded else "chép lại y nguyên"
    blanks = tuple(blank for blank in draft.blanks if any(blank.text in paragraph.text for paragraph in paragraphs))
    gone = [blank.text for blank in draft.blanks if blank not in blanks]
    gone += [f"“{text}”" for stretch in stretches for text in stretch.left_out()]
    return replace(
        draft,
        paragraphs=tuple(paragraphs),
        blanks=blanks,
        struck=tuple(one for stretch in stretches for one in stretch.struck),
        model=name if reworded else None,
        notes=(*draft.notes, *_notes(name, reworded, len(elsewhere), failure, instructions, gone)),
    )


def _notes(
    name: str, reworded: int, total: int, failure: str | None, instructions: str, gone: list[str]
) -> Iterator[str]:
    if not reworded:
        why = failure or "viết điều không có căn cứ"
        yield f"Mô hình ngôn ngữ {name} {why}; đây là bản soạn theo quy tắc, chưa làm: {instructions}."
    elif failure or reworded + len(gone) < total:
        why = f" ({failure})" if failure else ""
        yield (
            f"Mô hình ngôn ngữ {name} viết lại được {reworded} trong {total} đoạn{why}; "
            "các đoạn khác giữ bản soạn theo quy tắc."
        )
    if gone:
        yield f"Bản viết lại đã bỏ: {', '.join(gone)}."


def _has_ended(chunk: Any) -> str | None:
    """Return why a server says that this chunk is the last ("stop", "length"), if it does."""
    told = getattr(chunk, "response_metadata", None) or {}
    reason = told.get("finish_reason") or told.get("done_reason")
    return str(reason) if reason else None


def _lines(text: str, fence: str) -> Iterator[str]:
    """Yield the paragraphs of an answer without a model's thoughts, marks of format and all after its end."""
    answer = _END_OF_TURN.split(_THOUGHT.sub("", to_nfc(text)).lstrip())[0]
    for line in answer.replace(fence, "").split("\n"):
        if words := _MARKS.sub("", line.strip()).strip():
            yield words


def _fence(passage: str) -> str:
    """Return a line that the passage cannot contain, so that nothing in it can close the quotation."""
    return f"=== {hashlib.sha256(passage.encode()).hexdigest()[:16]} ==="
