from datetime import date

import pytest

from assistant.checking import citation_form, citation_life, citation_record
from assistant.checking.context import Context
from assistant.checking.documents import source
from corpus.law.register import load_register
from tests.assistant.checking.factories import make_context, make_plan


def _context(text: str, signed: date) -> Context:
    return make_context(make_plan(text + "\n\nI. Mục đích\n- Nội dung.\n", signed=signed))


DECREE_91 = "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ;"


@pytest.mark.parametrize(
    ("text", "signed", "expected"),
    [
        (DECREE_91, date(2023, 12, 31), []),
        (DECREE_91, date(2024, 1, 1), [("citation.replaced", "error")]),
        (
            "Căn cứ Nghị định số 42/2010/NĐ-CP ngày 15/4/2010 của Chính phủ;",
            date(2018, 9, 6),
            [("citation.replaced", "error")],
        ),
        (
            "I. Nội dung\n- Triển khai Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/6/2022.",
            date(2023, 2, 27),
            [("citation.not-yet-effective", "info")],
        ),
        ("Nghị định số 98/2023/NĐ-CP thay thế Nghị định số 91/2017/NĐ-CP.", date(2024, 3, 1), []),
    ],
)
def test_life(text: str, signed: date, expected: list[tuple[str, str]]) -> None:
    found = citation_life.check_life(_context(text, signed))
    assert [(f.code, f.severity) for f in found if f.code != "citation.amended"] == expected


def test_a_certain_replacement_is_written_in_the_manner_of_the_original() -> None:
    ctx = _context(DECREE_91, date(2024, 3, 1))
    fix = next(iter(citation_life.check_life(ctx))).fix
    assert fix is not None
    assert ctx.text[: fix.start] + fix.text + ctx.text[fix.end :] == ctx.text.replace(
        "91/2017/NĐ-CP ngày 31 tháng 7 năm 2017", "98/2023/NĐ-CP ngày 31 tháng 12 năm 2023"
    )


@pytest.mark.parametrize(
    ("text", "expected", "fix"),
    [
        (
            "Căn cứ Thông tư 39/2013/TT-BGDĐT ngày 05/12/2013 của Bộ Giáo dục và Đào tạo;",
            ["citation.wrong-date"],
            "04/12/2013",
        ),
        ("Căn cứ Thông tư 39/2013/TT-BGDĐT ngày 04/12/2013 của Bộ Giáo dục và Đào tạo;", [], None),
    ],
)
def test_dates(text: str, expected: list[str], fix: str | None) -> None:
    found = list(citation_record.check_dates(_context(text, date(2017, 9, 20))))
    assert [f.code for f in found] == expected
    assert [f.fix.text for f in found if f.fix] == ([fix] if fix else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Thủ tướng Chính phủ;", ["citation.wrong-issuer"]),
        ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ;", []),
        ("Căn cứ Thông tư số 21/2020/TT-BGDĐT ngày 31/7/2020 của Bộ trưởng Bộ Giáo dục và Đào tạo;", []),
        ("Căn cứ Kế hoạch số 79/KH-UBND ngày 14/3/2024 của Ủy ban nhân dân quận Tân Phú;", []),
    ],
)
def test_issuers(text: str, expected: list[str]) -> None:
    assert [f.code for f in citation_record.check_issuers(_context(text, date(2024, 5, 1)))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Kế hoạch số 199/KH-PGD&ĐT ngày 20/3/2023 của Phòng GD&ĐT;", ["citation.after-plan"]),
        ("Căn cứ Kế hoạch số 199/KH-PGD&ĐT ngày 27/02/2023 của Phòng GD&ĐT;", []),
    ],
)
def test_after_plan(text: str, expected: list[str]) -> None:
    assert [f.code for f in citation_form.check_after_plan(_context(text, date(2023, 2, 27)))] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Theo Kế hoạch số 45/KH-UBND ngày 06/8/2022 của UBND huyện; Kế hoạch số 45/KH-UBND ngày 06/8/2020.",
            1,
        ),
        ("Theo Kế hoạch số 03/KH-LĐLĐ ngày 16/02/2011 và Kế hoạch số 03/KH-LĐLĐ ngày 22/5/2010.", 0),
        ("Theo Kế hoạch số 45/KH-UBND ngày 06/8/2022 của UBND huyện; theo Kế hoạch số 45/KH-UBND ngày 06/8/2022.", 0),
    ],
)
def test_consistency(text: str, count: int) -> None:
    assert len(list(citation_form.check_consistency(_context(text, date(2023, 2, 27))))) == count


def test_what_the_register_lacks_is_never_called_wrong() -> None:
    ctx = _context("Căn cứ Thông tư số 99/2021/TT-BGDĐT ngày 09/9/2021 của Bộ Giáo dục và Đào tạo;", date(2024, 1, 5))
    found = [*citation_record.check_unverified(ctx), *citation_record.check_numbers(ctx)]
    assert [(f.code, f.severity) for f in found] == [("citation.unverified", "info")]


@pytest.mark.parametrize(
    ("text", "signed", "expected"),
    [
        (  # split in two: the reader chooses
            "Căn cứ Quyết định số 10/2004/QĐ-BGDĐT ngày 15/4/2004 của Bộ Giáo dục và Đào tạo;",
            date(2012, 9, 5),
            "15/2009/TT-BGDĐT",
        ),
        (  # a programme of a later period replaces nothing formally
            "Căn cứ Quyết định số 89/QĐ-TTg ngày 09/01/2013 của Thủ tướng Chính phủ;",
            date(2024, 9, 5),
            "1373/QĐ-TTg",
        ),
        (  # the day on which it gave way is not verified
            "Căn cứ Thông tư số 22/2018/TT-BGDĐT ngày 28/8/2018 của Bộ Giáo dục và Đào tạo;",
            date(2021, 9, 5),
            "21/2020/TT-BGDĐT",
        ),
    ],
    ids=["forked", "soft", "unverified"],
)
def test_what_is_not_certain_is_suggested_and_never_written(text: str, signed: date, expected: str) -> None:
    found = [f for f in citation_life.check_life(_context(text, signed)) if f.code != "citation.amended"]
    assert [finding.fix for finding in found] == [None]
    assert expected in (found[0].suggestion or "")


@pytest.mark.parametrize(
    ("number", "fields", "named"),
    [
        ("91/2017/NĐ-CP", ("lapsed", "replaced_by"), ()),
        ("22/2018/TT-BGDĐT", ("lapsed", "replaced_by"), ("chưa kiểm chứng ngày hết hiệu lực",)),
        ("91/2017/NĐ-CP", (), ("nguồn Bộ pháp điển điện tử",)),
        ("15/2003/QH11", (), ("viện dẫn tại http",)),  # the page is that of a decision which cites it
        ("1373/QĐ-TTg", (), ("nguồn https://thuvienphapluat.vn/van-ban/Giao-duc/Quyet-dinh-1373-QD-TTg",)),
    ],
)
def test_the_basis_names_only_the_doubts_that_the_finding_rests_on(
    number: str, fields: tuple[str, ...], named: tuple[str, ...]
) -> None:
    (document,) = load_register().find(number)
    basis = source(document, *fields)
    assert all(words in basis for words in named)
    assert ("chưa kiểm chứng" in basis) == any("chưa kiểm chứng" in words for words in named)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Nghị định số 01/2024/TT-BNV ngày 24/02/2024 của Bộ Nội vụ;", [("citation.wrong-number", "error")]),
        ("Căn cứ Thông tư số 99/2024/NĐ-CP ngày 24/02/2024;", [("citation.wrong-number", "warning")]),
        ("Căn cứ Thông tư số 01/2024/TT-BNV ngày 24/02/2024 của Bộ Nội vụ;", []),
        ("Căn cứ Quy định số 37-QĐ/TW ngày 25/10/2021;", []),
        ("Căn cứ Công văn số 312/TB-PGDĐT ngày 12/3/2024;", []),
    ],
)
def test_kinds_against_symbols(text: str, expected: list[tuple[str, str]]) -> None:
    found = citation_form.check_kinds(_context(text, date(2024, 9, 1)))
    assert [(f.code, f.severity) for f in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Nghị quyết của Đảng về giáo dục;", [("Nghị quyết của Đảng về giáo dục", "warning")]),
        ("Căn cứ Nghị quyết Đại hội Đảng bộ xã;", [("Nghị quyết Đại hội Đảng bộ xã", "info")]),
        ("Căn cứ Nghị quyết của Hội đồng trường;", [("Nghị quyết của Hội đồng trường", "info")]),
        ("Căn cứ Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương;", []),
        ("Căn cứ Luật Giáo dục ngày 14/6/2019;", []),
        ("Căn cứ tình hình thực tế của nhà trường;", []),
    ],
)
def test_vague_grounds(text: str, expected: list[tuple[str, str]]) -> None:
    found = citation_form.check_vague_basis(_context(text, date(2024, 9, 1)))
    assert [(f.text, f.severity) for f in found] == expected


@pytest.mark.parametrize(
    ("issuer", "expected"), [("Ban Bí thư", ["Ban Bí thư"]), ("Bộ Chính trị", []), ("Bộ Chính trị khóa XI", [])]
)
def test_issuers_of_the_party(issuer: str, expected: list[str]) -> None:
    text = f"Căn cứ Chỉ thị số 34-CT/TW ngày 07/4/2014 của {issuer};"
    found = citation_record.check_party_issuers(_context(text, date(2024, 9, 1)))
    assert [f.text for f in found] == expected
