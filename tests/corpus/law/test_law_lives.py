"""The status of documents on the eve and on the day of every date, and what stands in their place."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from corpus.law.model import LegalDocument
from corpus.law.register import Register, load_register
from tests.corpus.law.law_factories import entry, register_of

OVER = {"replaced", "lapsed"}
LIVE = {"in-force", "amended"}
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def test_every_document_on_the_eve_and_on_the_day_of_its_first_day(register: Register) -> None:
    wrong = []
    for document in register:
        first = document.effective or document.issued
        if first is None:
            continue
        eve, day = (register.status(document, when).status for when in (first - DAY, first))
        if eve != "not-yet-effective" or day == "not-yet-effective":
            wrong.append((document.id, eve, day))
    assert wrong == []


def test_every_document_on_the_eve_and_on_the_day_it_lapsed(register: Register) -> None:
    wrong = []
    for document in register:
        if document.lapsed is None:
            continue
        eve, day = (register.status(document, when) for when in (document.lapsed - DAY, document.lapsed))
        if eve.status not in LIVE or day.status not in OVER or day.since != document.lapsed:
            wrong.append((document.id, eve, day))
        if (day.status == "replaced") != bool(document.replaced_by):
            wrong.append((document.id, eve, day))
    assert wrong == []


def test_every_document_on_the_day_it_was_issued(register: Register) -> None:
    for document in register:
        if document.issued and document.effective and document.issued < document.effective:
            assert register.status(document, document.issued).status == "not-yet-effective", document.id
        if document.issued and not document.effective:
            assert register.status(document, document.issued).status != "not-yet-effective", document.id


def test_every_amendment_counts_from_its_first_day(register: Register) -> None:
    wrong = []
    for document in register:
        firsts = [
            first
            for i in document.amended_by
            if (other := register.get(i)) and (first := other.effective or other.issued)
        ]
        begun, ended = document.effective or document.issued or date.min, document.lapsed or date.max
        if not firsts or not begun < min(firsts) < ended or document.last_known in ("unknown", "lapsed", "period-over"):
            continue
        eve, day = (register.status(document, when).status for when in (min(firsts) - DAY, min(firsts)))
        if (eve, day) != ("in-force", "amended"):
            wrong.append((document.id, eve, day))
    assert wrong == []


def test_every_programme_on_the_last_day_of_its_period_and_after(register: Register) -> None:
    for document in register:
        if document.period_end is None or document.lapsed is not None:
            continue
        assert not register.status(document, document.period_end).period_over, document.id
        after = register.status(document, document.period_end + DAY)
        assert (after.status, after.period_over, after.certain) == ("lapsed", True, False), document.id


def test_the_last_known_status_stays_and_says_so(register: Register) -> None:
    for document in register:
        if document.known_to is None or document.lapsed or document.period_end or document.last_known == "unknown":
            continue
        on, after = (register.status(document, when) for when in (document.known_to, document.known_to + DAY))
        assert not on.beyond_known, document.id
        assert after.beyond_known, document.id
        if after.status in LIVE:
            assert not after.certain, document.id


def test_nothing_of_2026_is_certain(register: Register) -> None:
    assert register.secondary_from == date(2026, 1, 1)
    for document in register:
        if document.lapsed and document.lapsed >= date(2026, 1, 1):
            assert not register.status(document, document.lapsed).certain, document.id


def test_unverified_dates_are_never_certain(register: Register) -> None:
    for document in register:
        if document.lapsed and ("lapsed" in document.unverified or document.confidence == "low"):
            assert not register.status(document, document.lapsed).certain, document.id
        if document.effective and "effective" in document.unverified:
            assert not register.status(document, document.effective - DAY).certain, document.id


@pytest.mark.parametrize(
    ("number", "day", "status", "by"),
    [
        ("98/2023/NĐ-CP", "2023-12-31", "not-yet-effective", ()),
        ("98/2023/NĐ-CP", "2024-01-01", "in-force", ()),
        ("98/2023/NĐ-CP", "2025-06-30", "in-force", ()),
        ("98/2023/NĐ-CP", "2025-07-01", "replaced", ("152/2025/NĐ-CP",)),
        ("91/2017/NĐ-CP", "2023-12-31", "in-force", ()),
        ("91/2017/NĐ-CP", "2024-01-01", "replaced", ("98/2023/NĐ-CP",)),
        ("15/2003/QH11", "2024-01-01", "replaced", ("06/2022/QH15",)),
        ("06/2022/QH15", "2023-09-01", "not-yet-effective", ()),
        ("06/2022/QH15", "2026-10-01", "amended", ("06/2026/QH16",)),
        ("21/2020/TT-BGDĐT", "2024-02-15", "replaced", ("29/2023/TT-BGDĐT",)),
        ("22/2020/TT-BGDĐT", "2024-01-26", "replaced", ("24/2023/TT-BGDĐT",)),
        ("01/2024/TT-BNV", "2025-08-05", "replaced", ("15/2025/TT-BNV",)),
        ("30/2020/NĐ-CP", "2026-11-21", "in-force", ()),
        ("733/QĐ-TTg", "2026-01-01", "lapsed", ()),
    ],
)
def test_known_lives(register: Register, number: str, day: str, status: str, by: tuple[str, ...]) -> None:
    (document,) = register.find(number)
    found = register.status(document, date.fromisoformat(day))
    assert (found.status, found.by) == (status, by)


@pytest.mark.parametrize(
    ("number", "day", "chain"),
    [
        ("98/2023/NĐ-CP", "2024-06-01", ["98/2023/NĐ-CP"]),
        ("98/2023/NĐ-CP", "2025-07-01", ["98/2023/NĐ-CP", "152/2025/NĐ-CP"]),
        ("91/2017/NĐ-CP", "2024-06-01", ["91/2017/NĐ-CP", "98/2023/NĐ-CP"]),
        ("42/2010/NĐ-CP", "2025-09-01", ["42/2010/NĐ-CP", "91/2017/NĐ-CP", "98/2023/NĐ-CP", "152/2025/NĐ-CP"]),
        ("12/2011/TT-BGDĐT", "2021-01-01", ["12/2011/TT-BGDĐT", "32/2020/TT-BGDĐT"]),
    ],
)
def test_replacement_follows_the_chain(register: Register, number: str, day: str, chain: list[str]) -> None:
    (document,) = register.find(number)
    found = register.replacement(document, date.fromisoformat(day))
    assert found.chain == tuple(chain)
    assert [document.id for document in found.documents] == chain[-1:]
    assert not found.forked


def test_a_programme_leads_softly_to_that_of_the_next_period(register: Register) -> None:
    document = register.get("89/QĐ-TTg@2013-01-09")
    assert document is not None
    found = register.replacement(document, date(2024, 1, 1))
    assert [other.id for other in found.documents] == ["1373/QĐ-TTg"]
    assert found.soft
    assert not found.certain


OLD, LEFT, RIGHT, NEW = "01/2000/TT-BNV", "02/2001/TT-BNV", "03/2001/TT-BNV", "04/2010/TT-BNV"


def forked() -> Register:
    return register_of(
        entry(OLD, issued="2000-01-01", effective="2000-02-01", lapsed="2001-06-01", replaced_by=[LEFT, RIGHT]),
        entry(LEFT, issued="2001-05-01", effective="2001-06-01"),
        entry(RIGHT, issued="2001-05-01", effective="2001-06-01", lapsed="2010-06-01", replaced_by=[NEW]),
        entry(NEW, issued="2010-05-01", effective="2010-06-01"),
    )


@pytest.mark.parametrize(("day", "ends"), [("2005-01-01", [LEFT, RIGHT]), ("2011-01-01", [LEFT, NEW])])
def test_a_fork_is_told_and_not_settled(day: str, ends: list[str]) -> None:
    found = forked().replacement(document_of(forked(), OLD), date.fromisoformat(day))
    assert found.forked
    assert [document.id for document in found.documents] == ends


def test_a_cycle_ends() -> None:
    register = register_of(
        entry(OLD, effective="2000-01-01", lapsed="2001-01-01", replaced_by=[LEFT]),
        entry(LEFT, effective="2001-01-01", lapsed="2002-01-01", replaced_by=[OLD]),
    )
    found = register.replacement(document_of(register, OLD), date(2010, 1, 1))
    assert (found.chain, found.documents, found.certain) == ((OLD, LEFT), (), False)


def test_a_chain_of_thousands_is_followed() -> None:
    numbers = [f"{serial}/2001/TT-BNV" for serial in range(1000, 4000)]
    links = [
        entry(number, effective="2001-01-01", lapsed="2002-01-01", replaced_by=[later])
        for number, later in pairwise(numbers)
    ]
    register = register_of(*links, entry(numbers[-1], effective="2002-01-01"))
    found = register.replacement(document_of(register, numbers[0]), date(2010, 1, 1))
    assert [document.id for document in found.documents] == [numbers[-1]]


def test_a_lapse_without_a_date_begins_with_the_successor_and_is_not_certain() -> None:
    register = register_of(
        entry(OLD, effective="2000-01-01", status="lapsed", replaced_by=[LEFT]), entry(LEFT, effective="2001-06-01")
    )
    document = document_of(register, OLD)
    assert register.status(document, date(2001, 5, 31)).status == "in-force"
    status = register.status(document, date(2001, 6, 1))
    assert (status.status, status.certain) == ("replaced", False)


def test_what_nobody_knows_is_unknown() -> None:
    register = register_of(entry(OLD, issued="2000-01-01", status="unknown"))
    assert register.status(document_of(register, OLD), date(2001, 1, 1)).status == "unknown"


def document_of(register: Register, identifier: str) -> LegalDocument:
    document = register.get(identifier)
    assert document is not None
    return document
