"""Precedents for tests of drafting: a body of text becomes a whole, parsed plan of an invented school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.drafting.carry import Carry, carry_for
from assistant.drafting.draft import Paragraph, Request
from assistant.drafting.drafter import Drafter
from assistant.drafting.paragraphs import carry_forward
from assistant.drafting.target import target_of
from assistant.records import PlanRecord, record_of
from assistant.settings import SchoolProfile
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan, Quality, Reading, Span

TODAY = date(2025, 1, 10)
OTHER_SCHOOL = SchoolProfile(
    name="Trường THCS Bình Minh",
    short_name="THCS Bình Minh",
    symbol="THCSBM",
    superior="UBND phường Tân An",
    place="Tân An",
    head="Đỗ Thị Hạnh",
    post="Hiệu trưởng",
)


def plan_of(
    body: str,
    *,
    school: str = "Trường THCS Hoa Ban",
    number: str = "12/KH-THCSHB",
    place: str = "Suối Nặm",
    signed: str = "ngày 20 tháng 3 năm 2024",
    subject: str = "Phát động phong trào thi đua năm 2024",
    basis: str = "",
) -> Plan:
    """Return the plan of an invented school with `body` as its sections."""
    text = f"""PHÒNG GIÁO DỤC VÀ ĐÀO TẠO MƯỜNG LÁT
{school.upper()}

Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, {signed}

KẾ HOẠCH

{subject}

{basis}{school} xây dựng Kế hoạch {subject[:1].lower() + subject[1:]} như sau:

{body.strip()}

Nơi nhận:

- Phòng GD&ĐT (b/c);
- Tổ chuyên môn;
- Lưu: VT.

HIỆU TRƯỞNG

Vũ Thị Mây
"""
    reading = Reading("ke-hoach.txt", text, (Span(0, len(text)),), Quality())
    return parse(reading, register=load_register())


def carrying(plan: Plan, year: int, *, school: SchoolProfile | None = None, today: date = TODAY) -> Carry:
    """Return what carries `plan` to `year`."""
    request = Request("", year=year)
    return carry_for(plan, target_of(request, plan, today), load_register(), school or SchoolProfile())


def carried(sentence: str, year: int = 2025, *, school: SchoolProfile | None = None, **plan: str) -> Paragraph:
    """Return the paragraph that `sentence`, an item of a plan for 2024, becomes in `year`."""
    base = plan_of(f"I. NỘI DUNG\n\n- {sentence}\n\nII. TỔ CHỨC THỰC HIỆN\n\n- Các tổ thực hiện kế hoạch này.", **plan)
    section = base.sections[0]
    made = carry_forward(carrying(base, year, school=school), "goc", Span(section.body_start, section.end))
    return made.paragraphs[0]


class Precedents:
    """A library in memory."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = {f"ke-hoach-{number}": plan for number, plan in enumerate(plans, start=1)}

    def list(self) -> list[PlanRecord]:
        records = []
        for plan_id, plan in self._plans.items():
            record = record_of(plan, sha256=plan_id, source=Path(plan.reading.name), added="2025-01-01", sample=False)
            records.append(PlanRecord.from_json(record.as_json() | {"plan_id": plan_id}))
        return records

    def plan(self, plan_id: str) -> Plan:
        return self._plans[plan_id]


def drafter(*plans: Plan, school: SchoolProfile | None = None, today: date = TODAY, model: object = None) -> Drafter:
    """Return a drafter over `plans`."""
    return Drafter(Precedents(plans), load_register(), school or SchoolProfile(), today, model)  # type: ignore[arg-type]
