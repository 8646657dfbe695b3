"""Every way of naming a document, from the table of sentences; spans, links, the legal basis and the register."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from corpus.law.citations import find_citations
from corpus.law.register import Register, load_register
from corpus.plan import Citation, Span
from evals.citations import Expected, sentences


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


CASES = [(s.text, s.plan_date, s.expected) for s in sentences()]


def shown(citation: Citation) -> Expected:
    day = citation.date.isoformat() if citation.date else None
    return citation.text, citation.type, citation.number, day, citation.issuer


def test_the_table_is_large() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("text", "day", "expected"), CASES, ids=[case[0][:60].replace("\n", "⏎") for case in CASES])
def test_sentence(text: str, day: date | None, expected: list[Expected], register: Register) -> None:
    found = find_citations(text, register=register, plan_date=day)
    assert [shown(citation) for citation in found] == expected


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case[0][:40].replace("\n", "⏎"))
def test_spans_point_into_the_text(case: tuple[str, date | None, list[Expected]], register: Register) -> None:
    text = f"Mở đầu.\n\n{case[0]}\n\n{case[0]}"
    last_end = 0
    for citation in find_citations(text, register=register):
        assert text[citation.start : citation.end] == citation.text
        assert citation.start >= last_end
        last_end = citation.end
        for span in (citation.number_span, citation.date_span, citation.issuer_span):
            assert span is None or citation.start <= span.start < span.end <= citation.end
        assert citation.subject_span is None or citation.subject_span.start >= citation.end


def test_short_mentions_are_linked_to_the_first(register: Register) -> None:
    text = (
        "Căn cứ Thông tư số 22/2021/TT-BGDĐT ngày 20/7/2021 của Bộ GDĐT về đánh giá học sinh. "
        "Theo Thông tư 22 và Thông tư số 22/2021/TT-BGDĐT, học sinh được đánh giá."
    )
    first, short, again = find_citations(text, register=register)
    assert (first.form, first.first, first.register_id) == ("full", None, "22/2021/TT-BGDĐT")
    assert (short.form, short.number, short.first, short.register_id) == ("short", None, 0, "22/2021/TT-BGDĐT")
    assert (again.form, again.first, again.number) == ("full", 0, "22/2021/TT-BGDĐT")


def test_a_defined_name_is_linked_to_what_it_stands_for(register: Register) -> None:
    text = (
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 3/4/2023 của UBND huyện Ba Vì (sau đây gọi tắt là Kế hoạch 15) "
        "và Luật Thi đua, khen thưởng ngày 15/6/2022. Bám sát Kế hoạch 15."
    )
    found = find_citations(text, register=register)
    assert [(c.text, c.form, c.first) for c in found] == [
        ("Kế hoạch số 15/KH-UBND ngày 3/4/2023 của UBND huyện Ba Vì", "full", None),
        ("Kế hoạch 15", "short", 0),
        ("Luật Thi đua, khen thưởng ngày 15/6/2022", "unnumbered", None),
        ("Kế hoạch 15", "short", 0),
    ]


def test_a_repeated_number_is_ambiguous_until_a_day_settles_it(register: Register) -> None:
    ambiguous = find_citations("Theo Chỉ thị số 34-CT/TW về thi đua.", register=register)[0]
    assert ambiguous.register_id is None
    assert len(ambiguous.candidates) == 2
    by_day = find_citations("Theo Chỉ thị số 34-CT/TW ngày 07/4/2014.", register=register)[0]
    assert by_day.register_id == "34-CT/TW@2014-04-07"
    by_plan = find_citations("Theo Chỉ thị số 34-CT/TW.", register=register, plan_date=date(2020, 1, 1))[0]
    assert by_plan.register_id == "34-CT/TW@2014-04-07"


@pytest.mark.parametrize(
    ("day", "register_id"),
    [(date(2015, 9, 1), "15/2003/QH11"), (date(2024, 9, 1), "06/2022/QH15"), (date(2023, 3, 1), None), (None, None)],
)
def test_a_law_without_day_is_the_one_in_force(day: date | None, register_id: str | None, register: Register) -> None:
    law = find_citations("Thực hiện Luật Thi đua, khen thưởng.", register=register, plan_date=day)[0]
    assert (law.form, law.number, law.register_id) == ("unnumbered", None, register_id)


def test_a_law_in_the_subject_of_an_older_decree_is_the_older_law(register: Register) -> None:
    text = (
        "Căn cứ Luật Thi đua, khen thưởng năm 2022; Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ "
        "quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng;"
    )
    new, _, old = find_citations(text, register=register, plan_date=date(2024, 9, 1))
    assert (new.register_id, old.register_id, old.first) == ("06/2022/QH15", "15/2003/QH11", None)


def test_a_number_of_a_province_is_not_that_of_another(register: Register) -> None:
    text = "Nghị quyết số 37/2023/NQ-HĐND của Hội đồng nhân dân tỉnh Lào Cai"
    assert find_citations(text, register=register)[0].candidates == ()


def test_the_legal_basis_ends_where_the_body_begins(register: Register) -> None:
    basis = "Căn cứ Kế hoạch số 1/KH-UBND ngày 3/4/2023 của UBND xã Tân Lập;\n\n"
    body = "I. MỤC ĐÍCH\n\nThực hiện Kế hoạch số 2/KH-UBND ngày 4/4/2023 của UBND xã Tân Lập.\n"
    text = basis + body
    assert [c.in_legal_basis for c in find_citations(text)] == [True, False]
    assert [c.in_legal_basis for c in find_citations(text, body=Span(len(basis), len(text)))] == [True, False]
    assert [c.in_legal_basis for c in find_citations(text, body=Span(5, len(text)))] == [False, False]


def test_the_subject_is_kept_apart_and_bounded() -> None:
    text = (
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 5/1/2024 của UBND huyện Yên Sơn về việc phát triển giáo dục; "
        "Trường lập kế hoạch."
    )
    citation = find_citations(text)[0]
    assert citation.subject == "về việc phát triển giáo dục"
    assert citation.subject_span is not None
    assert citation.subject_span.of(text) == citation.subject
    endless = find_citations("Kế hoạch số 12/KH-UBND về " + "việc học " * 500)[0]
    assert endless.subject is not None
    assert len(endless.subject) <= 420


def test_a_day_off_the_register_keeps_the_number_and_the_written_day(register: Register) -> None:
    wrong = find_citations("Nghị định số 98/2023/NĐ-CP ngày 30/12/2023 của Chính phủ", register=register)[0]
    assert (wrong.date, wrong.register_id) == (date(2023, 12, 30), "98/2023/NĐ-CP")
    other = find_citations("Quyết định số 1373/QĐ-TTg ngày 30/7/2020 của Thủ tướng Chính phủ", register=register)[0]
    assert (other.register_id, other.candidates) == (None, ("1373/QĐ-TTg",))


def test_without_a_register_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from corpus.law.citations import find_citations; "
        "assert find_citations('Nghị định số 98/2023/NĐ-CP ngày 31/12/2023')[0].issuer == 'Chính phủ'; "
        "heavy = {'yaml', 'numpy', 'torch', 'docx', 'pypdf'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_empty_and_blank_texts_name_nothing() -> None:
    assert find_citations("") == ()
    assert find_citations("\n \f\n") == ()
