"""A conversation: what a turn is answered with, and what is kept for the next; the engines are the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat import Conversation, announce, respond
from assistant.replies import DECLINE, FOUND_NOWHERE, HELP, NOTHING_FOUND
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.samples import sample_files

SAMPLES = {path.name: path for path in sample_files()}
FAULTY = SAMPLES["thi-dua-khen-thuong-2023-hoa-phuong.txt"]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Return an assistant without a model, over the sample plans that are text."""
    made = Assistant(Settings(home=tmp_path_factory.mktemp("chat") / "home"))
    made.embedding_problem = "no model in this test"
    list(made.library.add([path for name, path in SAMPLES.items() if name.endswith((".txt", ".docx"))]))
    return made


def test_help_and_polite_refusal(assistant: Assistant) -> None:
    assert respond(Conversation(), "chào em", [], assistant)[1].text == HELP
    assert respond(Conversation(), "giá vàng hôm nay", [], assistant)[1].text == DECLINE


def test_search_brings_hits_or_says_that_there_are_none(assistant: Assistant) -> None:
    assert respond(Conversation(), "tiêu chí thi đua đối với học sinh", [], assistant)[1].hits
    assert respond(Conversation(), "mục qwerty zxcvb", [], assistant)[1].text == NOTHING_FOUND
    assert respond(Conversation(), "qwerty zxcvb", [], assistant)[1].text == FOUND_NOWHERE


def test_draft_goes_on_through_the_turns(assistant: Assistant) -> None:
    state, first = respond(Conversation(), "viết mục III cho năm 2026", [], assistant)
    assert first.draft is not None
    assert first.draft.request.year == 2026
    state, second = respond(state, "đổi thành năm 2027", [], assistant)
    assert second.draft is not None
    assert (second.draft.request.section, second.draft.request.year) == ("III", 2027)
    state, third = respond(state, "viết mục I", [], assistant)
    assert third.draft is not None
    assert (third.draft.request.section, third.draft.request.year) == ("I", 2027)
    state, back = respond(state, "hoàn tác", [], assistant)
    assert back.draft == second.draft
    state, others = respond(state, "trường khác viết thế nào", [], assistant)
    assert others.alternatives


def test_undo_beyond_the_first_version_is_one_sentence(assistant: Assistant) -> None:
    state, _ = respond(Conversation(), "viết mục I cho năm 2026", [], assistant)
    assert respond(state, "hoàn tác", [], assistant)[1].text.startswith("Đây là bản đầu tiên")


def test_dropped_files_are_checked_each_and_remembered(assistant: Assistant, tmp_path: Path) -> None:
    empty = tmp_path / "trong.txt"
    empty.write_text("", encoding="utf-8")
    state, answer = respond(Conversation(), "", [FAULTY, empty], assistant)
    assert [job.file for job in answer.checks] == [FAULTY]
    assert "trong.txt" in answer.text
    assert respond(state, "kiểm tra lại giúp", [], assistant)[1].checks


def test_earlier_file_can_be_the_base(assistant: Assistant) -> None:
    state, _ = respond(Conversation(), "", [FAULTY], assistant)
    _, answer = respond(state, "viết mục III năm 2026 dựa trên tệp này", [], assistant)
    assert answer.draft is not None
    assert answer.draft.base is not None
    assert "2023" in answer.draft.base.title


def test_check_without_a_file_asks_for_one(assistant: Assistant) -> None:
    assert respond(Conversation(), "kiểm tra giúp bản thảo", [], assistant)[1].text.startswith("Hãy thả tệp")


def test_law_is_looked_up_past_the_words_of_the_question(assistant: Assistant) -> None:
    answer = respond(Conversation(), "98/2023/NĐ-CP bị thay thế bởi văn bản nào vậy em", [], assistant)[1]
    assert answer.law is not None
    assert answer.law["results"][0]["id"] == "98/2023/NĐ-CP"


def test_reader_may_not_add_to_the_library(assistant: Assistant) -> None:
    before = assistant.library.list()
    _, answer = respond(Conversation(), "nạp vào thư viện", [FAULTY], assistant, may_edit=False)
    assert "chỉ được xem" in answer.text
    assert assistant.library.list() == before


@pytest.mark.parametrize(
    ("message", "files", "shown"),
    [("", [FAULTY], FAULTY.name), ("viết mục I năm 2026", [], "soạn"), ("mức thưởng", [], "kế hoạch cũ")],
)
def test_waiting_line_says_what_is_going_on(message: str, files: list[Path], shown: str) -> None:
    assert shown in announce(Conversation(), message, files)
