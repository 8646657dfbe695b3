import json
from datetime import date
from html.parser import HTMLParser

import pytest

from assistant.checking import CheckReport, check
from assistant.export.findings_json import report_to_json
from assistant.export.report import html_report
from assistant.export.terminal import report_to_text
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span

TEXT = """Số: 12/KH-THCSBM
Tân Phú, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua <b>năm 2024</b>

Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ;

I. MỤC ĐÍCH
Nâng cao chất lượng.
II. NỘI DUNG
Nộp hồ sơ trước ngày 30/02/2024.
"""


@pytest.fixture(scope="module")
def report() -> CheckReport:
    reading = Reading("<thử>.txt", TEXT, (Span(0, len(TEXT)),), Quality(warnings=("Tệp thử & nghiệm.",)))
    return check(parse(reading, register=load_register()), register=load_register())


def test_json_follows_the_contract(report: CheckReport) -> None:
    value = json.loads(json.dumps(report_to_json(report), ensure_ascii=False))
    assert list(value) == ["file", "kind", "profile", "as_of", "text", "findings", "summary"]
    assert value["as_of"] == "2024-03-05"
    assert value["findings"]
    assert all(value["text"][f["start"] : f["end"]] == f["text"] for f in value["findings"])
    assert sum(value["summary"].values()) == len(value["findings"])
    assert all(set(f["fix"]) == {"start", "end", "text"} for f in value["findings"] if "fix" in f)


def test_terminal_names_place_reason_and_remedy(report: CheckReport) -> None:
    text = report_to_text(report)
    assert "citation.replaced" in text
    assert "98/2023/NĐ-CP" in text
    assert max(map(len, text.splitlines())) <= 110


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def test_html_is_whole_and_escapes_the_file(report: CheckReport) -> None:
    page = html_report(report, load_register())
    parser = _Tags()
    parser.feed(page)
    assert page.startswith("<!DOCTYPE html>")
    assert "b" not in parser.tags
    assert "script" not in parser.tags
    assert "&lt;thử&gt;.txt" in page
    assert page.count('<article class="finding') == len(report.findings)
    assert "<mark>ngày 30/02/2024</mark>" in page
    assert "http-equiv" not in page
    assert "<svg" in page


def test_a_clean_plan_says_so() -> None:
    reading = Reading("rong.txt", "Xin chào.", (Span(0, 9),), Quality())
    clean = check(parse(reading, register=load_register()), register=load_register(), as_of=date(2024, 1, 1))
    assert clean.findings == ()
    assert "Không thấy lỗi nào." in report_to_text(clean)
    assert "Không thấy lỗi nào." in html_report(clean, load_register())
