"""A model's words in place of the rules', sentence by sentence, with stand-ins that are good, poor or dishonest."""

from __future__ import annotations

import pytest

from assistant.drafting.model import Writer
from tests.assistant.drafting.factories import drafter, plan_of
from tests.assistant.drafting.test_model import Scripted

PLAN = plan_of(
    "I. NỘI DUNG\n\n"
    "- Đẩy mạnh công tác tuyên truyền sâu rộng về phong trào trong toàn thể học sinh; 95% học sinh tham gia.\n\n"
    "- Tổ chức ngày hội đọc sách tại thư viện trường trước ngày 15/4/2024.\n\n"
    "- Phát động các tổ chuyên môn đăng ký việc làm mới. Bình xét công khai, dân chủ vào cuối đợt.\n\n"
    "II. TỔ CHỨC THỰC HIỆN\n\n- Các tổ chuyên môn thực hiện kế hoạch này."
)
ASKED = "viết mục I cho năm 2025, ngắn gọn"
FIRST = "- Đẩy mạnh công tác tuyên truyền sâu rộng về phong trào trong toàn thể học sinh; 95% học sinh tham gia."
SECOND = "- Tổ chức ngày hội đọc sách tại thư viện trường trước ngày 15/4/2025."
THIRD = "- Phát động các tổ chuyên môn đăng ký việc làm mới. Bình xét công khai, dân chủ vào cuối đợt."


class Answers(Scripted):
    """Gives one answer after another, the last one again and again."""

    answers: list[str] = []  # noqa: RUF012 - pydantic copies the default for each instance

    def _stream(self, messages, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.answer = self.answers[min(len(self.seen) // 2, len(self.answers) - 1)]
        yield from super()._stream(messages, *args, **kwargs)


def written(*answers: str, asked: str = ASKED):
    chat = Answers(answers=list(answers))
    made = drafter(PLAN, model=Writer(chat, "mô hình thử", 5.0)).draft(asked)
    return made, [p.text for p in made.paragraphs if p.level == 0], chat


def test_what_stands_is_shown_and_the_rest_stays_as_the_rules_wrote_it() -> None:
    made, texts, _ = written(
        "- Đẩy mạnh tuyên truyền về phong trào trong học sinh; 95% học sinh tham gia.\n"
        "- Tổ chức ngày hội đọc sách tại thư viện trường trước ngày 15/5/2025.\n"
        "- Trao 37 suất quà cho học sinh."
    )
    assert texts == [
        "- Đẩy mạnh tuyên truyền về phong trào trong học sinh; 95% học sinh tham gia.",
        SECOND,
        THIRD,
    ]
    assert made.model == "mô hình thử"
    assert any("1 trong 3 đoạn" in note for note in made.notes)
    assert len(made.struck) >= 2


def test_a_sentence_whose_fact_was_left_out_comes_back() -> None:
    _, texts, _ = written(f"- Đẩy mạnh tuyên truyền về phong trào trong học sinh.\n{SECOND}\n{THIRD}")
    assert texts[0] == "- Đẩy mạnh tuyên truyền về phong trào trong học sinh. 95% học sinh tham gia."


def test_a_good_model_may_leave_out_what_is_no_fact_and_the_note_says_so() -> None:
    made, texts, chat = written("- Đẩy mạnh tuyên truyền về phong trào; 95% học sinh tham gia.\n" + SECOND)
    assert texts == ["- Đẩy mạnh tuyên truyền về phong trào; 95% học sinh tham gia.", SECOND]
    assert any(note.startswith("Bản viết lại đã bỏ: “- Phát động") for note in made.notes)
    assert len(chat.seen) == 2


def test_a_paragraph_of_which_nothing_stood_is_asked_for_by_itself() -> None:
    made, texts, chat = written(
        "Chuyện khác hẳn, không có ở đâu.", "Tuyên truyền về phong trào; 95% học sinh tham gia."
    )
    assert texts[0] == "- Tuyên truyền về phong trào; 95% học sinh tham gia."
    assert texts[1:] == [SECOND, THIRD]
    assert made.model is not None
    assert FIRST in chat.seen[3]


def test_a_model_that_never_writes_anything_that_stands_is_not_asked_for_ever() -> None:
    made, texts, chat = written("Chuyện khác hẳn, không có ở đâu.")
    assert texts == [FIRST, SECOND, THIRD]
    assert len(chat.seen) // 2 == 3
    assert any("viết điều không có căn cứ" in note for note in made.notes)


def test_copying_is_not_rewriting() -> None:
    made, texts, _ = written("\n".join((FIRST, SECOND, THIRD)))
    assert texts == [FIRST, SECOND, THIRD]
    assert made.model is None
    assert any("chép lại y nguyên" in note for note in made.notes)


@pytest.mark.parametrize(
    "answer",
    [
        "<think>Cần rút gọn. Số 77/2030/NĐ-CP?</think>\n- Tuyên truyền về phong trào; 95% học sinh tham gia.",
        "**- Tuyên truyền về phong trào; 95% học sinh tham gia.**<|im_end|>\n<|im_start|>user\nViết tiếp.",
        "b) Tuyên truyền về phong trào; 95% học sinh tham gia.</s> Còn nữa.",
    ],
)
def test_thoughts_marks_and_turns_are_no_text(answer: str) -> None:
    _, texts, _ = written(answer)
    assert texts[:2] == ["- Tuyên truyền về phong trào; 95% học sinh tham gia.", SECOND]


def test_a_sentence_cut_off_is_no_sentence() -> None:
    _, texts, _ = written(
        "- Tuyên truyền về phong trào trong học sinh; 95% học sinh tham gia.\n- Tổ chức ngày hội đọc sách"
    )
    assert texts[1:] == [SECOND, THIRD]


def test_an_item_asked_for_needs_no_model() -> None:
    _, texts, chat = written("Bịa.", asked="viết mục I cho năm 2025, thêm chỉ tiêu 80% giáo viên tham gia")
    assert texts[-1] == "- Phấn đấu đạt 80% giáo viên tham gia."
    assert chat.seen == []


def test_facts_may_go_where_that_is_asked_for() -> None:
    _, texts, _ = written(
        "- Tổ chức ngày hội đọc sách tại thư viện.",
        asked="viết mục I cho năm 2025, bỏ chỉ tiêu, bỏ thời hạn, viết ngắn gọn",
    )
    assert texts == ["- Tổ chức ngày hội đọc sách tại thư viện."]


def test_the_same_said_twice_is_shown_once() -> None:
    said = "Tuyên truyền về phong trào trong toàn thể học sinh; 95% học sinh tham gia."
    _, texts, _ = written(f"- {said}\n- Đẩy mạnh {said[0].lower()}{said[1:]}")
    assert texts[0].count("phong trào") == 1


def test_a_numbers_own_bullet_stays_as_it_is() -> None:
    plan = plan_of("I. CHỈ TIÊU\n\n- 95% học sinh toàn trường tham gia đọc sách.\n\nII. TỔ CHỨC\n\n- Các tổ thực hiện.")
    chat = Answers(answers=["- 95% học sinh tham gia đọc sách."])
    made = drafter(plan, model=Writer(chat, "mô hình thử", 5.0)).draft(ASKED)
    assert made.paragraphs[-1].text == "- 95% học sinh tham gia đọc sách."
