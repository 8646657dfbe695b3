import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assistant.checking import CheckReport, Finding, Fix, check
from assistant.export.fixes import apply_fixes, certain_fixes, narrowed
from assistant.export.review import write_fixed, write_review
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.reading import read

NOW = datetime(2024, 10, 1, 8, 0, tzinfo=UTC)
LONG_PLAN = Path(__file__).parents[1] / "checking" / "plans" / "flawed-long.txt"
PIECES = ("Gửi hồ sơ trước ", "ngày ", "30/02", "/2024", " về nhà trường.")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("I. MỤC ĐÍCH")
    paragraph = document.add_paragraph()
    for index, piece in enumerate(PIECES):
        run = paragraph.add_run(piece)
        run.bold = index == 2
    document.add_paragraph("II. NỘI DUNG")
    document.add_paragraph("Xây dựng chương trình năm học 2024 – 2052 và năm học 2024 - 2025.")
    path = tmp_path / "ke-hoach.docx"
    document.save(str(path))
    return path


def _report(path: Path) -> CheckReport:
    return check(parse(read(path), register=load_register()), register=load_register(), as_of=date(2024, 10, 1))


def _commented_text(path: Path) -> dict[str, str]:
    """Return the words under each comment, deleted ones included, by the comment's text."""
    document = docx.Document(str(path))
    texts = {comment.comment_id: comment.text for comment in document.comments}
    found: dict[str, str] = {}
    open_now: set[int] = set()
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_now.add(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.discard(int(element.get(qn("w:id"))))
        elif element.tag in (qn("w:t"), qn("w:delText")):
            for identity in open_now:
                found[texts[identity]] = found.get(texts[identity], "") + (element.text or "")
    return found


def test_each_comment_stands_on_the_exact_words(plan_file: Path, tmp_path: Path) -> None:
    report = _report(plan_file)
    out = tmp_path / "nhan-xet.docx"
    write_review(report, out, source=plan_file, now=NOW)
    under = _commented_text(out)
    impossible = next(words for text, words in under.items() if "30/2/2024" in text)
    assert impossible == "ngày 30/02/2024"


def test_formatting_and_other_parts_stay(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "nhan-xet.docx"
    write_review(_report(plan_file), out, source=plan_file, now=NOW)
    before, after = zipfile.ZipFile(plan_file), zipfile.ZipFile(out)
    rewritten = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert all(before.read(n) == after.read(n) for n in before.namelist() if n not in rewritten)
    bold = [run.text for run in docx.Document(str(out)).paragraphs[2].runs if run.bold]
    assert "".join(bold) == "30/02"


def test_a_certain_fix_is_a_tracked_change(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "nhan-xet.docx"
    write_review(_report(plan_file), out, source=plan_file, now=NOW)
    body = docx.Document(str(out)).element.body
    deleted = ["".join(t.text or "" for t in e.iter(qn("w:delText"))) for e in body.iter(qn("w:del"))]
    inserted = ["".join(t.text or "" for t in e.iter(qn("w:t"))) for e in body.iter(qn("w:ins"))]
    assert (deleted, inserted) == (["2052"], ["2025"])
    assert {e.get(qn("w:author")) for e in body.iter(qn("w:ins"))} == {"kehoach"}


def test_the_reviewed_file_reads_as_if_all_changes_were_accepted(plan_file: Path, tmp_path: Path) -> None:
    report = _report(plan_file)
    out = tmp_path / "nhan-xet.docx"
    write_review(report, out, source=plan_file, now=NOW)
    assert read(out).text == apply_fixes(report.text, report.findings)[0]


def test_fixed_copy_of_a_word_file_keeps_the_rest(plan_file: Path, tmp_path: Path) -> None:
    report = _report(plan_file)
    out = tmp_path / "da-sua.docx"
    applied = write_fixed(report, out, source=plan_file)
    assert [f.code for f in applied] == ["date.stale-year"]
    assert read(out).text == report.text.replace("2052", "2025")


def test_text_becomes_a_word_file_with_comments(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text("KẾ HOẠCH\nI. MỤC ĐÍCH\nGửi hồ sơ trước ngày 30/02/2024 về nhà trường.\nII. NỘI DUNG\nĐọc sách.\n")
    out = tmp_path / "nhan-xet.docx"
    write_review(_report(path), out, source=path, now=NOW)
    assert "ngày 30/02/2024" in _commented_text(out).values()
    assert "Đọc sách." in [p.text for p in docx.Document(str(out)).paragraphs]


def test_own_comments_of_the_file_are_kept(plan_file: Path, tmp_path: Path) -> None:
    document = docx.Document(str(plan_file))
    document.add_comment(document.paragraphs[0].runs, text="Chị xem lại tên.", author="Lan", initials="L")
    document.save(str(plan_file))
    out = tmp_path / "nhan-xet.docx"
    write_review(_report(plan_file), out, source=plan_file, now=NOW)
    comments = list(docx.Document(str(out)).comments)
    assert len({comment.comment_id for comment in comments}) == len(comments)
    assert "Chị xem lại tên." in [comment.text for comment in comments]


def test_overlapping_fixes_are_not_applied_twice() -> None:
    grave = Finding("a.b", "error", "", "2021", 4, 8, fix=Fix(4, 8, "2022"))
    light = Finding("a.c", "info", "", "năm 2021", 0, 8, fix=Fix(0, 8, "năm 2023"))
    assert certain_fixes([light, grave]) == (grave,)
    assert apply_fixes("năm 2021", [light, grave])[0] == "năm 2022"


def test_control_characters_of_a_text_do_not_break_the_word_file(tmp_path: Path) -> None:
    path = tmp_path / "la.txt"
    path.write_text("KẾ HOẠCH\nI. MỤC ĐÍCH\nĐọc\x0b sách \ufffe trước ngày 31/4/2024.\n", encoding="utf-8")
    out = tmp_path / "ra.docx"
    write_review(_report(path), out, source=path, now=NOW)
    assert docx.Document(io.BytesIO(out.read_bytes())).paragraphs


@pytest.mark.parametrize(
    ("old", "new", "changed", "put"),
    [
        ("16 tháng 6 năm 2022", "15 tháng 6 năm 2022", "16", "15"),
        ("và và", "và", " và", ""),
        ("Cá nước chung sức", "Cả nước chung sức", "Cá", "Cả"),
        ("Cả nước xây dựng", "Cả nước thi đua xây dựng", " ", " thi đua "),
        ("43", "42", "43", "42"),
    ],
)
def test_only_the_words_that_differ_are_changed(old: str, new: str, changed: str, put: str) -> None:
    fix = narrowed(f"a {old} b", Fix(2, 2 + len(old), new))
    assert (f"a {old} b"[fix.start : fix.end], fix.text) == (changed, put)


def test_a_deletion_inserts_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("KẾ HOẠCH", "I. MỤC ĐÍCH", "Hoàn thành nhiệm vụ và và chỉ tiêu năm học.", "II. NỘI DUNG", "Dạy tốt."):
        document.add_paragraph(line)
    source, out = tmp_path / "a.docx", tmp_path / "b.docx"
    document.save(str(source))
    write_review(_report(source), out, source=source, now=NOW)
    body = docx.Document(str(out)).element.body
    assert ["".join(e.itertext()) for e in body.iter(qn("w:del"))] == [" và"]
    assert not list(body.iter(qn("w:ins")))


def test_twenty_findings_of_a_long_plan_stand_on_their_words(tmp_path: Path) -> None:
    source, out = tmp_path / "dai.docx", tmp_path / "nhan-xet.docx"
    _long_plan(source)
    report = check(parse(read(source), register=load_register()), register=load_register())
    write_review(report, out, source=source, now=NOW)
    under = _words_under_comments(out)
    assert sum(1 for finding in report.findings if finding.text) >= 20
    for number, finding in enumerate(report.findings):
        if finding.text:
            assert "".join(under[number].split()) == "".join(finding.text.split())
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        rewritten = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert rewritten == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}


def _long_plan(path: Path) -> None:
    """Write a plan with many defects as Word does after much editing: runs that end anywhere, a table."""
    document = docx.Document()
    rows = []
    for line in LONG_PLAN.read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for cells in rows:
                for cell, text in zip(table.add_row().cells, cells, strict=True):
                    cell.text = text
            rows = []
        paragraph = document.add_paragraph()
        for index, start in enumerate(range(0, len(line), 7)):
            run = paragraph.add_run(line[start : start + 7])
            run.bold, run.italic = index % 3 == 0, index % 5 == 0
    document.save(str(path))


def _words_under_comments(path: Path) -> dict[int, str]:
    """Return what stood under each comment before the tracked changes, by the comment's number."""
    found: dict[int, str] = {}
    open_now: set[int] = set()
    for element in docx.Document(str(path)).element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_now.add(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.discard(int(element.get(qn("w:id"))))
        elif element.tag in (qn("w:t"), qn("w:delText")) and not list(element.iterancestors(qn("w:ins"))):
            for identity in open_now:
                found[identity] = found.get(identity, "") + (element.text or "")
    return found
