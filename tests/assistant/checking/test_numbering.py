from datetime import date

import pytest

from assistant.checking.numbering import check_decimals, check_numbering, check_repeated_items, numeral_for, value_of
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span
from tests.assistant.checking.factories import make_context, make_plan


def _text(*numerals: str) -> str:
    return (
        "\n".join(f"{n} Tiêu đề {i}\nNội dung của mục này dài hơn một dòng.\n" for i, n in enumerate(numerals))
        + "./.\n"
    )


@pytest.mark.parametrize(
    ("numerals", "expected"),
    [
        (("I.", "II.", "III."), []),
        (("I.", "II.", "V."), [("numbering.gap", "V. Tiêu đề 2")]),
        (("I.", "II.", "III.", "III."), [("numbering.duplicate", "III. Tiêu đề 3")]),
        (("I.", "II.", "II.", "IV."), [("numbering.duplicate", "II. Tiêu đề 2")]),
        (("1.", "1.", "III."), [("numbering.duplicate", "1. Tiêu đề 1")]),
        (("a)", "c)", "d)"), [("numbering.gap", "c) Tiêu đề 1")]),
        (("a)", "b)", "c)", "d)", "e)"), [("numbering.gap", "e) Tiêu đề 4")]),
        (("a)", "b)", "c)", "d)", "đ)", "e)", "g)"), []),
        (("II.", "III."), [("numbering.gap", "II. Tiêu đề 0")]),
        (("III.",), []),
    ],
)
def test_numbering(numerals: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    ctx = make_context(make_plan(_text(*numerals), signed=date(2024, 10, 1)))
    assert [(f.code, f.text) for f in check_numbering(ctx)] == expected


def test_skipped_letter_of_the_alphabet_is_only_worth_a_note() -> None:
    ctx = make_context(make_plan(_text("a)", "b)", "c)", "d)", "e)")))
    assert [f.severity for f in check_numbering(ctx)] == ["info"]


@pytest.mark.parametrize("garbled", ["I11. Giải pháp", "IIl. Giải pháp", "III) Giải pháp"])
def test_a_number_that_stands_there_garbled_is_no_gap(garbled: str) -> None:
    text = f"I. Mục đích\nĐoạn văn.\nII. Nội dung\nĐoạn văn.\n{garbled}\nĐoạn văn.\nIV. Tiến độ\nĐoạn văn.\n./."
    ctx = make_context(make_plan(text))
    assert list(check_numbering(ctx)) == []


@pytest.mark.parametrize(
    ("numeral", "value"), [("IV", 4), ("IX", 9), ("12", 12), ("đ", 5), ("C", 3), ("1.2", None), (None, None)]
)
def test_value_of(numeral: str | None, value: int | None) -> None:
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("value", "like", "written"), [(3, "V", "III"), (9, "I", "IX"), (4, "2", "4"), (5, "a", "đ"), (4, "B", "D")]
)
def test_numeral_for(value: int, like: str, written: str) -> None:
    assert numeral_for(value, like) == written


_PLAN = (
    "TRƯỜNG THCS AN BÌNH\nSố: 12/KH-THCS\nAn Bình, ngày 15 tháng 10 năm 2024\n\n"
    "KẾ HOẠCH\nThi đua năm học 2024 - 2025\n\n"
    "I. MỤC ĐÍCH\nNâng cao chất lượng.\nII. NỘI DUNG\n{items}\nIII. TỔ CHỨC THỰC HIỆN\nCác tổ thực hiện.\n"
)


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ("1. Thi đua dạy tốt.\n2. Thi đua học tốt.\n2. Thi đua phục vụ tốt.\n3. Thi đua quản lý tốt.", 1),
        ("1. Thi đua dạy tốt.\n2. Thi đua học tốt.\n3. Thi đua phục vụ tốt.", 0),
        ("1. Giáo viên:\n1. Dạy tốt.\n2. Học tốt.\n2. Học sinh:\n1. Chăm ngoan.\n2. Học giỏi.", 0),
    ],
)
def test_repeated_items(items: str, found: int) -> None:
    text = _PLAN.format(items=items)
    ctx = make_context(parse(Reading("thu.txt", text, (Span(0, len(text)),), Quality())))
    assert len([*check_numbering(ctx), *check_repeated_items(ctx)]) >= found
    assert found or not list(check_repeated_items(ctx))


@pytest.mark.parametrize(("last", "found"), [("2.3.", []), ("2.4.", ["2.4. Cắm trại."])])
def test_decimals(last: str, found: list[str]) -> None:
    items = f"1. Mục đích\nVui khỏe.\n2. Nội dung\n2.1. Bóng chuyền.\n2.2. Văn nghệ.\n{last} Cắm trại."
    text = _PLAN.replace("II. NỘI DUNG\n{items}\nIII. TỔ CHỨC THỰC HIỆN\nCác tổ thực hiện.", "{items}").replace(
        "I. MỤC ĐÍCH\nNâng cao chất lượng.\n", ""
    )
    text = text.format(items=items)
    ctx = make_context(parse(Reading("thu.txt", text, (Span(0, len(text)),), Quality())))
    assert [f.text for f in check_decimals(ctx)] == found
