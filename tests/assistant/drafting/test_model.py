"""The model's part, with stand-ins that answer well, make things up, fail, stall and ramble."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import SecretStr

from assistant.drafting.model import Writer, connect
from assistant.settings import Settings
from corpus.errors import NotAvailableError
from tests.assistant.drafting.factories import drafter
from tests.assistant.drafting.test_drafter import campaign

ASKED = "viết mục II.1 cho năm 2025, ngắn gọn"
RULES = "Thi đua dạy tốt, học tốt; phấn đấu 95% học sinh đạt danh hiệu Công dân học tập."


class Scripted(BaseChatModel):
    """Streams `answer` in pieces, `pause` seconds apart; raises `failure` instead where one is set."""

    answer: str = ""
    pause: float = 0.0
    failure: str | None = None
    seen: list[str] = []  # noqa: RUF012 - pydantic copies the default for each instance

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.answer))])

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        self.seen.extend(str(message.content) for message in messages)
        if self.failure:
            raise ConnectionError(self.failure)
        for start in range(0, len(self.answer), 40):
            time.sleep(self.pause)
            yield ChatGenerationChunk(message=AIMessageChunk(self.answer[start : start + 40]))


def written(answer: str, asked: str = ASKED, **options: Any):
    timeout = options.pop("timeout", 5.0)
    chat = Scripted(answer=answer, **options)
    return drafter(campaign(), model=Writer(chat, "mô hình thử", timeout)).draft(asked), chat


def test_a_faithful_rewording_takes_the_place_of_the_text_with_its_sources() -> None:
    made, _ = written("- Thi đua dạy tốt, học tốt; 95% học sinh đạt danh hiệu Công dân học tập.")
    assert made.model == "mô hình thử"
    assert "95% học sinh đạt danh hiệu Công dân học tập" in made.text
    assert made.paragraphs[-1].sources[0].section == "II.1"
    assert not made.struck


def test_what_the_model_makes_up_is_struck() -> None:
    made, _ = written(
        "- Thi đua dạy tốt, học tốt, phấn đấu 95% học sinh đạt danh hiệu Công dân học tập.\n"
        "- Thi đua dạy tốt, học tốt theo Nghị định số 77/2029/NĐ-CP."
    )
    assert "77/2029" not in made.text
    assert len(made.struck) == 1
    assert "77/2029" not in made.struck[0].text


@pytest.mark.parametrize(
    ("answer", "options", "note"),
    [
        ("", {"failure": "refused"}, "không trả lời (ConnectionError)"),
        ("Thi đua dạy tốt. " * 40, {"pause": 0.05, "timeout": 0.2}, "chưa viết xong"),
        ("\ufffd\ufffd lorem ipsum 12 34 56 @@@@ <<<<", {}, "không có căn cứ"),
        ("", {}, "không trả lời"),
    ],
)
def test_a_model_that_fails_costs_nothing_but_its_part(answer: str, options: dict[str, Any], note: str) -> None:
    made, _ = written(answer, **options)
    assert RULES in made.text
    assert made.model is None
    assert any(note in remark for remark in made.notes)


def test_a_model_that_never_stops_is_cut_off() -> None:
    started = time.monotonic()
    made, _ = written("Thi đua dạy tốt, học tốt. " * 20_000, pause=0.0)
    assert time.monotonic() - started < 2
    assert "dạy tốt" in made.text


def test_tokens_are_handed_on_as_they_come() -> None:
    chat = Scripted(answer="- Thi đua dạy tốt, học tốt; 95% học sinh đạt danh hiệu Công dân học tập.")
    library = drafter(campaign(), model=Writer(chat, "mô hình thử"))
    from assistant.drafting.understand import understand
    from tests.assistant.drafting.factories import TODAY

    pieces: list[str] = []
    library.draft_all([understand(ASKED, today=TODAY)], on_token=pieces.append)
    assert len(pieces) > 1
    assert "".join(pieces) == chat.answer


def test_the_passage_is_fenced_and_its_facts_are_numbered() -> None:
    _, chat = written("- Thi đua dạy tốt.")
    prompt = chat.seen[1]
    fence = next(line for line in prompt.split("\n") if line.startswith("==="))
    assert prompt.count(f"\n{fence}\n") == 2
    assert "[1] 95%" in prompt
    assert "ngắn gọn" in prompt


def test_without_an_instruction_the_model_is_not_asked() -> None:
    made, chat = written("Điều khác hẳn.", asked="viết mục II.1 cho năm 2025")
    assert chat.seen == []
    assert made.model is None


def test_connecting() -> None:
    with pytest.raises(NotAvailableError, match="KEHOACH_LLM"):
        connect(Settings(llm=None))
    with pytest.raises(NotAvailableError, match="không-có"):
        connect(Settings(llm="không-có:gì"))
    local = connect(Settings(llm="openai:gemma", llm_base_url="http://127.0.0.1:9/v1", llm_api_key=SecretStr("-")))
    assert local.name == "openai:gemma"


def test_a_dead_server_is_said_in_one_sentence() -> None:
    writer = connect(Settings(llm="openai:gemma", llm_base_url="http://127.0.0.1:9/v1", llm_timeout=2))
    made = drafter(campaign(), model=writer).draft(ASKED)
    assert RULES in made.text
    assert any("không trả lời" in note for note in made.notes)
