from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from assistant.checking import blanks, form
from assistant.checking.context import Context
from assistant.checking.layout import read_layout
from assistant.checking.profiles import load_profile
from corpus.errors import InputError
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span

HEAD = """UBND PHƯỜNG TÂN PHÚ
TRƯỜNG THCS BÌNH MINH
Số: 12/KH-THCSBM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Phú, ngày 05 tháng 02 năm 2025

KẾ HOẠCH
Phát động phong trào thi đua năm 2025

I. MỤC ĐÍCH
Nâng cao chất lượng dạy và học.
II. NỘI DUNG
Thi đua dạy tốt, học tốt.

Nơi nhận:
- UBND phường (b/c);
- Lưu: VT.

HIỆU TRƯỞNG

Nguyễn Văn An
"""


def _context(text: str, **quality: object) -> Context:
    reading = Reading("thu.txt", text, (Span(0, len(text)),), Quality(**quality))  # type: ignore[arg-type]
    plan = parse(reading, register=load_register())
    return Context(plan, plan.header.date or date(2025, 2, 5), load_register(), load_profile("phat-dong-thi-dua"))


def test_a_sound_head_and_foot_give_no_finding() -> None:
    assert list(form.check_form(_context(HEAD))) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "form.national-title", "warning"),
        ("CỘNG HÒA", "CỘNG HOÀ", None, None),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập- Tự do- Hạnh Phúc", "form.motto", "info"),
        ("Số: 12/KH-THCSBM", "Số: 12./KH- THCSBM", "form.number", "info"),
        ("ngày 05 tháng 02", "ngày 5 tháng 2", "form.place-date", "info"),
        ("KẾ HOẠCH\nPhát động", "Phát động", "form.kind", "warning"),
        ("- Lưu: VT.", "- Tổ trưởng.", "form.filing", "info"),
    ],
)
def test_components(old: str, new: str, code: str | None, severity: str | None) -> None:
    found = [(f.code, f.severity) for f in form.check_form(_context(HEAD.replace(old, new)))]
    assert found == ([(code, severity)] if code else [])


def test_an_extract_without_its_head_is_only_noted() -> None:
    found = list(form.check_form(_context(HEAD[HEAD.index("KẾ HOẠCH") :])))
    assert [(f.code, f.severity) for f in found] == [("form.not-seen", "info")]


def test_a_text_file_is_not_accused_of_fonts() -> None:
    states = {part.code: part.state for part in form.components(_context(HEAD))}
    assert {states[code] for code in ("page", "margins", "font", "size")} == {"look"}


def test_words_own_formatting(tmp_path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(216), Mm(279), Mm(10)
    run = document.add_paragraph().add_run("Văn bản bằng phông khác.")
    run.font.name, run.font.size = "Arial", Pt(11)
    path = tmp_path / "a.docx"
    document.save(str(path))
    ctx = _context(HEAD)
    wrong = [
        p.code
        for p in form.components(Context(ctx.plan, ctx.day, ctx.register, ctx.profile, layout=read_layout(path)))
        if p.state == "wrong"
    ]
    assert wrong == ["page", "margins", "font", "size"]


def test_a_broken_word_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(InputError, match="định dạng"):
        read_layout(path)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Thi đua dạy tốt", "Thi đua […] dạy tốt", ["[…]"]),
        ("Thi đua dạy tốt", "Thi đua [số kế hoạch của Phòng] dạy tốt", ["[số kế hoạch của Phòng]"]),
        ("Thi đua dạy tốt", "Quỹ đạt ........ đồng, thi đua dạy tốt", ["........"]),
        ("Thi đua dạy tốt", "Thi đua theo đợt, chuyên đề... dạy tốt [1]", []),
        ("Số: 12/KH-THCSBM", "Số:     /KH-THCSBM", ["Số:     /KH"]),
        ("ngày 05 tháng 02 năm", "ngày    tháng 02 năm", ["ngày    tháng 02 năm"]),
        ("HIỆU TRƯỞNG\n", "HIỆU TRƯỞNG\nPhụ lục 1\nHọ tên: ..........\n", []),
    ],
)
def test_blanks(old: str, new: str, found: list[str]) -> None:
    assert [f.text for f in blanks.check_blanks(_context(HEAD.replace(old, new)))] == found
