"""The acts on the draft in hand, through the conversation as the page holds it; the engines are the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat import Answer, Conversation, respond
from assistant.drafting.draft import Draft
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.samples import sample_files


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Return an assistant without a model, over the sample plans that are text."""
    made = Assistant(Settings(home=tmp_path_factory.mktemp("talk") / "home"))
    made.embedding_problem = "no model in this test"
    list(made.library.add([path for path in sample_files() if path.suffix in (".txt", ".docx")]))
    return made


class Talk:
    """A conversation with its last answer."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.state = Conversation()

    def say(self, message: str, files: tuple[Path, ...] = ()) -> Answer:
        """Say `message` and return the answer."""
        self.state, answer = respond(self.state, message, list(files), self.assistant)
        return answer

    def draft(self, message: str) -> Draft:
        """Say `message` and return the draft that it brings."""
        made = self.say(message).draft
        assert made is not None, message
        return made

    @property
    def versions(self) -> int:
        """How many versions there are."""
        assert self.state.session is not None
        return len(self.state.session.versions)


def ideas(draft: Draft) -> list[str]:
    """Return the running text of a draft, item by item."""
    return [p.text for p in draft.paragraphs if p.level == 0 and p.part == "body"]


def test_every_act_changes_what_it_says_and_nothing_else(assistant: Assistant) -> None:
    talk = Talk(assistant)
    first = talk.draft("viết phần tổ chức thực hiện kế hoạch thi đua khen thưởng năm học 2025-2026")
    assert first.request.school_year == "2025-2026"

    moved = talk.draft("đổi thành năm học 2026-2027")
    assert (moved.request.school_year, moved.request.role) == ("2026-2027", first.request.role)
    assert moved.base == first.base
    assert "2025-2026" not in moved.text

    fewer = talk.draft("bỏ ý thứ hai")
    assert ideas(fewer) == [text for place, text in enumerate(ideas(moved)) if place != 1]
    assert fewer.request == moved.request

    longer = talk.draft("viết tiếp mục I")
    assert longer.text.startswith(fewer.text)
    assert len(ideas(longer)) > len(ideas(fewer))

    assert talk.versions == 4
    assert talk.draft("hoàn tác") == fewer
    assert talk.draft("quay lại bản trước") == moved
    assert talk.versions == 2


def test_another_base_by_the_name_of_its_school(assistant: Assistant) -> None:
    talk = Talk(assistant)
    first = talk.draft("viết phần giải pháp kế hoạch xã hội học tập năm 2027")
    schools = {record.plan_id: record.school or "" for record in assistant.library.list()}
    assert first.base is not None
    assert "Sao Khuê" in schools[first.base.plan_id]
    second = talk.draft("lấy theo trường Lam Kiều")
    assert second.base is not None
    assert "Lam Kiều" in schools[second.base.plan_id]
    assert (second.request.year, second.request.role) == (2027, "measures")


def test_what_only_a_model_can_do_is_said_in_one_sentence(assistant: Assistant) -> None:
    talk = Talk(assistant)
    plain = talk.draft("viết phần mục đích yêu cầu năm 2027")
    made = talk.draft("viết trang trọng hơn")
    assert made.paragraphs == plain.paragraphs
    assert len([note for note in made.notes if "không có mô hình ngôn ngữ" in note]) == 1


def test_other_schools_are_offered_paragraph_by_paragraph(assistant: Assistant) -> None:
    talk = Talk(assistant)
    made = talk.draft("viết phần tổ chức thực hiện kế hoạch xã hội học tập năm 2027")
    answer = talk.say("trường khác viết thế nào?")
    assert answer.alternatives
    assert answer.draft == made
    assert made.base is not None
    assert made.alternatives
    assert all(source.plan_id != made.base.plan_id for source in made.alternatives)


@pytest.mark.parametrize(
    ("turn", "gone"),
    [
        ("bỏ hai ý đầu", (0, 1)),
        ("bỏ ý 1 và ý 3", (0, 2)),
        ("xóa giúp tôi gạch đầu dòng thứ ba", (2,)),
        ("ý thứ hai không cần, bỏ đi", (1,)),
        ("bỏ ý cuối cùng", (-1,)),
        ("lược bớt ý số 3 nhé", (2,)),
    ],
)
def test_ideas_are_dropped_however_they_are_named(assistant: Assistant, turn: str, gone: tuple[int, ...]) -> None:
    talk = Talk(assistant)
    first = ideas(talk.draft("viết phần tổ chức thực hiện kế hoạch thi đua khen thưởng năm học 2025-2026"))
    places = {place % len(first) for place in gone}
    assert ideas(talk.draft(turn)) == [text for place, text in enumerate(first) if place not in places]


@pytest.mark.parametrize(
    ("turn", "added"),
    [
        ("cho thêm một ý về tuyên truyền trên fanpage trường", "Tuyên truyền trên fanpage trường."),
        ("thêm ý: Mỗi tổ nộp 01 sản phẩm truyền thông", "Mỗi tổ nộp 01 sản phẩm truyền thông."),
        ("bổ sung nội dung phối hợp với công an phường", "Phối hợp với công an phường."),
    ],
)
def test_ideas_are_added_in_the_words_of_the_turn(assistant: Assistant, turn: str, added: str) -> None:
    talk = Talk(assistant)
    talk.draft("viết phần tổ chức thực hiện kế hoạch thi đua khen thưởng năm học 2025-2026")
    assert ideas(talk.draft(turn))[-1].endswith(added)
