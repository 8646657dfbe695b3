"""Plans as JSON and as records: the contract's keys, and nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from corpus.errors import InputError
from corpus.parsing import parse
from corpus.plan import Plan, Quality, Reading, Run, Span
from corpus.serialise import plan_from_record, plan_to_json, plan_to_record

TEXT = """TRƯỜNG THCS HOA SEN
Số: 12/KH-THCSHS
Hoa Sen, ngày 05 tháng 9 năm 2024
KẾ HOẠCH
Thi đua, khen thưởng năm học 2024 - 2025

Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;

I. MỤC ĐÍCH
Chào mừng 42 năm ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024).
II. TỔ CHỨC THỰC HIỆN
1. Ban giám hiệu
Chỉ đạo trước ngày 25 tháng 11 năm 2024.

Nơi nhận:
- Lưu: VT.
HIỆU TRƯỞNG
Trần Văn An
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    runs = (Run(0, 4, "word/document.xml", 0, 0),)
    quality = Quality("full", "text", 1, ("Một lời nhắc.",))
    return parse(Reading("ke-hoach.docx", TEXT, (Span(0, len(TEXT)),), quality, "word", runs))


def test_json_has_the_keys_of_the_contract(plan: Plan) -> None:
    value = json.loads(json.dumps(plan_to_json(plan), ensure_ascii=False))
    assert set(value) == {"file", "text", "quality", "header", "sections", "citations", "anniversaries"}
    assert set(value["quality"]) == {"diacritics", "source", "pages", "warnings"}
    assert set(value["sections"][0]) == {"id", "numeral", "level", "title", "role", "start", "end", "page"}
    assert value["header"]["date"] == "2024-09-05"
    assert value["header"]["number"] == "12/KH-THCSHS"
    assert [section["id"] for section in value["sections"]] == ["I", "II", "II.1"]
    assert value["anniversaries"][0]["from"] == "1982-11-20"
    assert value["citations"][0]["in_legal_basis"] is True


def test_offsets_lead_to_the_texts(plan: Plan) -> None:
    value = plan_to_json(plan)
    for part in (*value["citations"], *value["anniversaries"]):
        assert value["text"][part["start"] : part["end"]] == part["text"]


def test_a_record_loses_nothing(plan: Plan) -> None:
    stored = json.loads(json.dumps(plan_to_record(plan), ensure_ascii=False))
    assert plan_from_record(stored) == plan


def test_empty_and_unknown_survive() -> None:
    bare = parse(Reading("x", "", (), Quality()))
    assert plan_from_record(json.loads(json.dumps(plan_to_record(bare)))) == bare
    assert plan_to_json(bare)["header"]["date"] is None


def test_days_stay_days(plan: Plan) -> None:
    again = plan_from_record(plan_to_record(replace(plan, header=replace(plan.header, date=date(2024, 2, 29)))))
    assert again.header.date == date(2024, 2, 29)


def test_a_record_of_another_version_is_refused(plan: Plan) -> None:
    with pytest.raises(InputError, match="phiên bản"):
        plan_from_record({**plan_to_record(plan), "version": 0})
