"""The shipped data: sound, readable by the program, and the same as what was built from it."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.law import build
from corpus.law.model import LIFE_FIELDS
from corpus.law.numbers import canonical_number
from corpus.law.register import Register, load_register
from corpus.law.symbols import load_symbols
from corpus.law.userfiles import register_problems


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def test_the_built_files_are_those_of_the_data() -> None:
    assert build.out_of_date() == []


def test_the_data_contradicts_itself_nowhere() -> None:
    assert build.data_problems() == []
    assert register_problems() == []


def test_there_is_a_register(register: Register) -> None:
    assert len(register) >= 1930
    assert register.as_of == date(2026, 11, 21)


def test_every_number_is_canonical_and_every_document_has_a_source(register: Register) -> None:
    for document in register:
        assert canonical_number(document.number) == document.number
        assert document.sources, document.id
        assert document.type or "QH" in document.number, document.id  # a law or a resolution, no telling which
        assert document.id.split("@")[0] == document.number


def test_an_id_is_the_number_unless_the_number_repeats_or_is_local(register: Register) -> None:
    for document in register:
        if "@" in document.id:
            assert document.territory or len(register.find(document.number)) > 1, document.id


def test_a_verified_entry_has_nothing_unverified(register: Register) -> None:
    verified = [document for document in register if document.verified]
    assert len(verified) > 800
    for document in verified:
        assert LIFE_FIELDS.isdisjoint(document.unverified)


def test_no_trace_of_where_plans_were_collected(register: Register) -> None:
    for path, text in build.built_files().items():
        assert "seed " not in text, path


def test_issuers_and_kinds() -> None:
    symbols = load_symbols()
    assert sum(kind.group == "administrative" for kind in symbols.kinds) == 29  # Nghị định 30/2020/NĐ-CP, Điều 7
    assert [issuer.name for issuer in symbols.issuers_of("BGDĐT")] == ["Bộ Giáo dục và Đào tạo"]
    assert [kind.name for kind in symbols.kinds_of("NĐ")] == ["Nghị định"]
    issuer = symbols.issuer_named("Bo GD&DT")
    assert issuer is not None
    assert issuer.name == "Bộ Giáo dục và Đào tạo"
    assert symbols.issuer_named("Bộ Vui chơi") is None


def test_bodies_rest_on_documents_of_the_register_and_have_a_day(register: Register) -> None:
    assert len(register.bodies) > 60
    for body in register.bodies:
        assert body.began or body.ceased, body.names
        assert body.sources, body.names
        assert all(basis in register for basis in body.basis), body.names


@pytest.mark.parametrize(
    ("name", "eve", "day"),
    [
        ("Phòng Giáo dục và Đào tạo", True, False),
        ("Ủy ban nhân dân huyện", True, False),
        ("Hội đồng Thi đua - Khen thưởng huyện", True, False),
        ("thành phố Đông Triều", True, False),
        ("tỉnh Bình Dương", True, False),
        ("Phòng Văn hóa - Xã hội", False, True),
    ],
)
def test_bodies_on_the_eve_and_on_the_first_day_of_two_tiers(
    register: Register, name: str, eve: bool, day: bool
) -> None:
    (body,) = (body for body in register.bodies if name in body.names)
    assert (body.exists(date(2025, 6, 30)), body.exists(date(2025, 7, 1))) == (eve, day)


def test_thirty_four_provinces_are_left(register: Register) -> None:
    merged = [b for b in register.bodies if "202/2025/QH15" in b.basis and b.ceased == date(2025, 7, 1)]
    assert 63 - len(merged) == 34


def test_movements_have_a_name_and_rest_on_documents_of_the_register(register: Register) -> None:
    assert len(register.movements) > 25
    for movement in register.movements:
        assert movement.sources, movement.name
        assert all(basis in register for basis in movement.basis), movement.name
        assert movement.period is None or movement.period[0] <= movement.period[1]
        assert not set(movement.misnames) & {movement.name, *movement.aliases}


def test_days_to_celebrate_are_days(register: Register) -> None:
    names = [anniversary.name for anniversary in register.anniversaries]
    assert len(names) == len(set(names)) >= 38
    for anniversary in register.anniversaries:
        assert date(anniversary.year or 2024, anniversary.month, anniversary.day)
        assert anniversary.counted is False or anniversary.year is not None
    (teachers,) = (a for a in register.anniversaries if a.name == "Ngày Nhà giáo Việt Nam")
    assert (teachers.day, teachers.month, teachers.year) == (20, 11, 1982)
