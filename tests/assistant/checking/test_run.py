import subprocess
import sys
from datetime import date

import pytest

from assistant.checking import check
from corpus.errors import InputError
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan, Quality, Reading, Span
from corpus.reading import read
from corpus.samples import sample_files


def _plan(text: str) -> Plan:
    return parse(Reading("thu.txt", text, (Span(0, len(text)),), Quality()), register=load_register())


def test_the_day_is_the_plans_own_unless_given() -> None:
    plan = _plan("Tân Phú, ngày 05 tháng 3 năm 2024\nKẾ HOẠCH\nThi đua năm 2024\nI. MỤC ĐÍCH\nĐọc sách.\n")
    assert check(plan, register=load_register()).as_of == date(2024, 3, 5)
    assert check(plan, register=load_register(), as_of=date(2025, 9, 1)).as_of == date(2025, 9, 1)


def test_a_plan_without_a_day_is_judged_as_of_its_year() -> None:
    plan = _plan("KẾ HOẠCH\nHoạt động giáo dục năm học 2020 - 2021\n\nI. MỤC ĐÍCH\nĐọc sách.\n")
    assert check(plan, register=load_register()).as_of == date(2020, 12, 31)


def test_every_span_holds_its_text_and_every_finding_a_reason() -> None:
    register = load_register()
    for path in sample_files():
        if path.suffix != ".pdf":
            report = check(parse(read(path), register=register), register=register)
            assert all(report.text[f.start : f.end] == f.text for f in report.findings)
            assert all(f.message.endswith((".", "”", "?")) and f.basis for f in report.findings)
            assert [f.start for f in report.findings] == sorted(f.start for f in report.findings)


def test_summary_and_threshold() -> None:
    report = check(
        _plan("KẾ HOẠCH\nI. MỤC ĐÍCH\nNộp trước ngày 30/02/2024.\nII. NỘI DUNG\nĐọc.\n"), register=load_register()
    )
    assert report.summary["error"] == 1
    assert report.reaches("error")
    assert report.reaches("warning")
    assert not check(_plan("Xin chào."), register=load_register()).reaches("info")


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(InputError, match="khong-co"):
        check(_plan("KẾ HOẠCH\n"), register=load_register(), profile="khong-co")


def test_checking_loads_no_model_and_no_page() -> None:
    code = (
        "import sys, assistant.checking\n"
        "heavy = {'torch', 'sentence_transformers', 'gradio', 'langchain', 'numpy', 'faiss', 'docx', 'pypdf'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
