"""Finding documents: by number, by number and day where numbers repeat, by what is nearly right, by words."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

from corpus.law.register import Register, load_register
from corpus.law.rendering import law_to_json
from tests.corpus.law.law_factories import entry, register_of


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def ids(documents: object) -> list[str]:
    return [document.id for document in documents]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("98/2023/NĐ-CP", ["98/2023/NĐ-CP"]),
        ("98/2023/ND - CP", ["98/2023/NĐ-CP"]),
        ("22/2020/TT-BGDDT", ["22/2020/TT-BGDĐT"]),
        ("22/2020/TT-BGD&ĐT", ["22/2020/TT-BGDĐT"]),
        ("6/2022/QH 15", ["06/2022/QH15"]),
        ("34/CT-TW", ["34-CT/TW@2014-04-07", "34-CT/TW@2024-05-24"]),
        ("51-KL/TW", ["51-KL/TW@2009-07-22", "51-KL/TW@2019-05-30", "51-KL/TW@2026-06-17"]),
        ("89/QĐ-TTg", ["89/QĐ-TTg@2013-01-09", "89/QĐ-TTg@2019-01-18"]),
        ("12/2020/QĐ-UBND", ["12/2020/QĐ-UBND@quang-ninh"]),
        ("9999/2020/TT-BGDĐT", []),
        ("Luật Giáo dục", []),
    ],
)
def test_find_by_number(register: Register, written: str, found: list[str]) -> None:
    assert sorted(ids(register.find(written))) == found


@pytest.mark.parametrize(
    ("number", "day", "found"),
    [
        ("34-CT/TW", "2014-04-07", ["34-CT/TW@2014-04-07"]),
        ("34-CT/TW", "2024-05-24", ["34-CT/TW@2024-05-24"]),
        ("89/QĐ-TTg", "2013-01-09", ["89/QĐ-TTg@2013-01-09"]),
        ("22/TT-BGDĐT", "2020-08-06", ["22/2020/TT-BGDĐT"]),
    ],
)
def test_number_and_day_settle_what_repeats(register: Register, number: str, day: str, found: list[str]) -> None:
    assert ids(register.find(number, date.fromisoformat(day))) == found


def test_a_day_that_fits_none_leaves_them_all(register: Register) -> None:
    assert len(register.find("34-CT/TW", date(2020, 1, 1))) == 2


def test_a_number_without_its_year_finds_every_year(register: Register) -> None:
    found = ids(register.find("22/TT-BGDĐT"))
    assert {"22/2018/TT-BGDĐT", "22/2020/TT-BGDĐT", "22/2021/TT-BGDĐT"} <= set(found[:3])


@pytest.mark.parametrize(
    ("number", "day", "found"),
    [
        ("23/2020/TT-BGDĐT", "2020-08-06", ["22/2020/TT-BGDĐT"]),  # a digit off
        ("22/2022/TT-BGDĐT", "2020-08-06", ["22/2020/TT-BGDĐT"]),  # the year off
        ("89/2023/NĐ-CP", "2023-12-31", ["98/2023/NĐ-CP"]),  # digits swapped
        ("1374/QĐ-TTg", "2021-07-30", ["1373/QĐ-TTg"]),
        ("98/2023/QĐ-CP", "2023-12-31", ["98/2023/NĐ-CP"]),  # a letter off
        ("1374/QĐ-TTg", None, ["1373/QĐ-TTg"]),
        ("không phải số", None, []),
    ],
)
def test_near_numbers(register: Register, number: str, day: str | None, found: list[str]) -> None:
    assert ids(register.near(number, date.fromisoformat(day) if day else None)) == found


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("98/2023/NĐ-CP", "98/2023/NĐ-CP"),
        ("98/2O23/ND-GP", "98/2023/NĐ-CP"),
        ("Thong tu sb 24/2023/TT-BGDDT ngay 11/12/2023 cua Bo Gido duc", "24/2023/TT-BGDĐT"),
        ("QĐ 1373/QD-TTg ngày 30/7/2021", "1373/QĐ-TTg"),
        ("1373", "1373/QĐ-TTg"),
        ("số 22/2020", "22/2020/TT-BGDĐT"),
        ("Chỉ thị 34-CT/TW ngày 07/4/2014", "34-CT/TW@2014-04-07"),
        ("luật thi đua khen thưởng", "06/2022/QH15"),
        ("luat thi dua khen thuong", "06/2022/QH15"),
        ("Luật Giáo dục", "43/2019/QH14"),
        ("luật nhà giáo", "73/2025/QH15"),
        ("đánh giá học sinh tiểu học", "27/2020/TT-BGDĐT"),
        ("xa hoi hoc tap giai doan 2021 2030", "1373/QĐ-TTg"),
        ("don vi hoc tap", "22/2020/TT-BGDĐT"),
        ("thong tu 22 tt-bgddt", "22/2021/TT-BGDĐT"),
        ("TT sb 22/2O20", "22/2020/TT-BGDĐT"),
        ("22/2020TT BGDDT", "22/2020/TT-BGDĐT"),
        ("nghi dinh 30 ve cong tac van thu", "30/2020/NĐ-CP"),
        ("luat thi dua khen thuong 2022", "06/2022/QH15"),
        ("Luat Gido duc", "43/2019/QH14"),
        ("chi thi 34 ct tw", "34-CT/TW@2014-04-07"),
        ("1373 qd ttg", "1373/QĐ-TTg"),
        ("cong van 5512", "5512/BGDĐT-GDTrH"),
        ("thông tư 22", "22/2021/TT-BGDĐT"),
        ("tt 22 về đơn vị học tập", "22/2020/TT-BGDĐT"),
        ("nđ 98", "98/2023/NĐ-CP"),
        ("nghị định số 91/2017", "91/2017/NĐ-CP"),
        ("QĐ 1373", "1373/QĐ-TTg"),
    ],
)
def test_lookup(register: Register, query: str, first: str) -> None:
    assert ids(register.lookup(query))[:1] == [first]


@pytest.mark.parametrize(
    "query",
    [
        *("", " ", "asdf qwer", "con mèo trèo cây cau", "zzz/999", "12/345", "20/11/1982", "của và các"),
        *("kế hoạch của tôi là đi chơi", "ngày mai trời mưa", "?" * 5_000, "1/" * 5_000),
    ],
)
def test_nonsense_finds_nothing(register: Register, query: str) -> None:
    assert register.lookup(query) == ()


def test_lookup_keeps_to_its_limit(register: Register) -> None:
    assert len(register.lookup("thông tư quy định", 4)) <= 4
    assert len(register.lookup("22/TT-BGDĐT", 4)) == 4


@pytest.mark.parametrize(
    ("number", "issuer"),
    [
        ("01/2024/NĐ-CP", "Chính phủ"),
        ("02/2024/TT-BGDĐT", "Bộ Giáo dục và Đào tạo"),
        ("03/2024/TT-BTC", "Bộ Tài chính"),
        ("06/2024/QH15", "Quốc hội"),
        ("4555/BGDĐT-GDPT", "Bộ Giáo dục và Đào tạo"),
        ("08/2016/TTLT-BGDĐT-BTC", "Bộ Giáo dục và Đào tạo; Bộ Tài chính"),
        ("05-CT/TW", None),  # three bodies sign so
        ("7/QĐ-UBND", None),  # of which place?
        ("7/KH-BTC", None),  # the ministry, or the committee of some event
        ("43/KH-LAX", None),
    ],
)
def test_the_issuer_is_told_by_the_symbol(number: str, issuer: str | None) -> None:
    (document,) = register_of(entry(number))
    assert document.issuer == issuer


def test_json_is_that_of_the_contract(register: Register) -> None:
    answer = law_to_json("98/2023/NĐ-CP", date(2025, 9, 1), register)
    assert (answer["query"], answer["as_of"]) == ("98/2023/NĐ-CP", "2025-09-01")
    (result,) = answer["results"]
    wanted = {
        "id": "98/2023/NĐ-CP",
        "type": "Nghị định",
        "issuer": "Chính phủ",
        "issued": "2023-12-31",
        "effective": "2024-01-01",
        "lapsed": "2025-07-01",
        "status": "replaced",
        "replaced_by": ["152/2025/NĐ-CP"],
        "amended_by": [],
        "known_to": "2026-11-21",
        "verified": True,
    }
    assert {name: result[name] for name in wanted} == wanted
    assert result["sources"]
    json.dumps(answer)


def test_json_of_a_shared_number_returns_all(register: Register) -> None:
    assert len(law_to_json("34-CT/TW", date(2025, 1, 1), register)["results"]) == 2


def test_loading_reads_no_yaml_and_is_quick() -> None:
    code = (
        "import sys, time; from corpus.law.register import load_register; a = time.process_time();"
        "register = load_register(); register.find('98/2023/NĐ-CP'); b = time.process_time();"
        "print(b - a, 'yaml' in sys.modules, 'numpy' in sys.modules)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    answers = [run.stdout.split() for run in runs]
    assert all(answer[1:] == ["False", "False"] for answer in answers)
    assert min(float(answer[0]) for answer in answers) < 0.060


def test_loading_twice_gives_the_same_register() -> None:
    assert load_register() is load_register()
