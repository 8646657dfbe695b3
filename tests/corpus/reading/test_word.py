"""Word files as a person sees them, and the way back from the text into the file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.plan import Reading
from corpus.reading import Limits, read
from corpus.reading.word import read_word
from tests.corpus.reading.documents import levels, numbered, paragraph, run, table, word

OUTLINE = levels(("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def text_of(data: bytes) -> str:
    return read_word("plan.docx", data, Limits()).text


def lines_of(data: bytes) -> list[str]:
    return text_of(data).split("\n\n")


def test_numerals_are_those_a_person_sees() -> None:
    body = [numbered("MỤC ĐÍCH", 0), numbered("Mục đích", 1), numbered("Yêu cầu", 1), numbered("Đối với lớp", 2)]
    body += [numbered("Đối với trường", 2), numbered("Đủ hồ sơ", 3), numbered("NỘI DUNG", 0), numbered("Thi đua", 1)]
    assert lines_of(word(*body, abstract=OUTLINE)) == [
        *("I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "a) Đối với lớp"),
        *("b) Đối với trường", "- Đủ hồ sơ", "II. NỘI DUNG", "1. Thi đua"),
    ]


@pytest.mark.parametrize(
    ("levels_xml", "nums", "body", "labels"),
    [
        pytest.param(
            levels(("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3")),
            "",
            [(0, 1), (1, 1), (1, 1), (2, 1), (0, 1), (1, 1)],
            ["1.", "1.1.", "1.2.", "1.2.1", "2.", "2.1."],
            id="levels in one pattern",
        ),
        pytest.param(
            levels(("decimal", "%1.")),
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
            "</w:lvlOverride></w:num>",
            [(0, 1), (0, 1), (0, 2), (0, 2), (0, 1)],
            ["1.", "2.", "1.", "2.", "3."],
            id="an instance that starts anew",
        ),
        pytest.param(
            levels(("decimal", "%1.")),
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>',
            [(0, 1), (0, 2), (0, 1)],
            ["1.", "2.", "3."],
            id="instances of one list count on together",
        ),
        pytest.param(
            levels(("decimal", "%1."), ("lowerLetter", "%2)"), extra=("", '<w:lvlRestart w:val="0"/>')),
            "",
            [(0, 1), (1, 1), (0, 1), (1, 1)],
            ["1.", "a)", "2.", "b)"],
            id="a level that never starts again",
        ),
        pytest.param(
            levels(("upperRoman", "%1."), ("decimal", "%1.%2."), extra=("", "<w:isLgl/>")),
            "",
            [(0, 1), (0, 1), (1, 1)],
            ["I.", "II.", "2.1."],
            id="legal style",
        ),
        pytest.param(
            levels(('<w:numFmt w:val="custom" w:format="a, b, c, d, đ, e, ..."/>', "%1)")),
            "",
            [(0, 1)] * 6,
            ["a)", "b)", "c)", "d)", "đ)", "e)"],
            id="the Vietnamese alphabet as a custom format",
        ),
        pytest.param(
            levels(("decimalZero", "%1"), ("bullet", "\uf0b7"), ("bullet", "+")),
            "",
            [(0, 1), (1, 1), (2, 1), (0, 1)],
            ["01", "-", "+", "02"],
            id="leading zero, bullets",
        ),
        pytest.param(
            levels(("lowerLetter", "%1.")), "", [(0, 1)] * 28, [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"], id="z"
        ),
        pytest.param(levels(("none", "")), "", [(0, 1)], [""], id="no number"),
        pytest.param(levels(("decimal", "%1.")), "", [(0, 0), (0, 9), (7, 1)], ["", "", ""], id="number taken off"),
    ],
)
def test_numbering(levels_xml: str, nums: str, body: list[tuple[int, int]], labels: list[str]) -> None:
    data = word(*(numbered("x", level, number) for level, number in body), abstract=levels_xml, nums=nums)
    read_labels = [line.removesuffix("x").strip() for line in lines_of(data)]
    assert [label.removesuffix(".") for label in read_labels] == [label.removesuffix(".") for label in labels]


def test_numbers_that_come_with_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
    )
    tied = levels(("upperRoman", "%1."), ("decimal", "%2."), extra=('<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'))
    body = [paragraph(name, properties=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "Own", "H1")]
    assert lines_of(word(*body, styles=styles, abstract=tied)) == ["I. H1", "1. H2", "2. Own", "II. H1"]


FORMATS = {
    "upperRoman": ["I", "II", "III", "IV", "V", "VI", "VII"],
    "decimal": list("1234567"),
    "lowerLetter": list("abcdefg"),
}


@given(st.lists(st.integers(0, 2), min_size=1, max_size=30))
@settings(deadline=None, max_examples=60)
def test_a_random_outline_reads_back_its_numerals(depths: list[int]) -> None:
    counters, expected, body = [0, 0, 0], [], []
    for wanted in depths:
        depth = min(wanted, next((d for d in range(3) if counters[d] == 0), 2))  # no level without the one above
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (2 - depth)
        if counters[depth] > 7:
            break
        numeral = list(FORMATS.values())[depth][counters[depth] - 1]
        expected.append(f"{numeral}{')' if depth == 2 else '.'} mục {len(body)}")
        body.append(numbered(f"mục {len(body)}", depth))
    assert lines_of(word(*body, abstract=OUTLINE)) == expected


def test_the_head_is_read_column_by_column() -> None:
    head = table(
        [
            ["UBND THỊ XÃ\nTRƯỜNG THCS XUÂN SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
            ["Số: 27/KH-THCSXS", "Xuân Sơn, ngày 27 tháng 02 năm 2023"],
        ]
    )
    assert text_of(word(head, paragraph("KẾ HOẠCH"))).split("\n") == [
        *("UBND THỊ XÃ", "TRƯỜNG THCS XUÂN SƠN", "Số: 27/KH-THCSXS", ""),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Xuân Sơn, ngày 27 tháng 02 năm 2023", "", "KẾ HOẠCH"),
    ]


def test_other_tables_are_read_row_by_row() -> None:
    rows = table([["TT", "Nội dung", "Thời gian"], ["1", "Phát động", "Tháng 3"], ["2", "Sơ kết\nTổng kết", "Tháng 6"]])
    assert text_of(word(paragraph("Trước"), rows, paragraph("Sau"))) == (
        "Trước\n\nTT\tNội dung\tThời gian\n1\tPhát động\tTháng 3\n2\nSơ kết\nTổng kết\nTháng 6\n\nSau"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([paragraph("giữ ", f"<w:del>{run('bỏ')}</w:del>", f"<w:ins>{run('thêm')}</w:ins>")], "giữ thêm"),
        ([paragraph(f"<w:moveFrom>{run('cũ')}</w:moveFrom>", f"<w:moveTo>{run('mới')}</w:moveTo>")], "mới"),
        ([paragraph("một", properties="<w:rPr><w:del/></w:rPr>"), paragraph(" hai")], "một hai"),
        ([paragraph("thấy", run("ẩn", "<w:vanish/>"))], "thấy"),
        ([paragraph(run("Mục đích", "<w:caps/>"))], "MỤC ĐÍCH"),
        ([paragraph("a", "<w:r><w:tab/></w:r>", "b", "<w:r><w:br/></w:r>", "c")], "a\tb\nc"),
        ([paragraph("22", "<w:r><w:noBreakHyphen/></w:r>", "KH", "<w:r><w:softHyphen/></w:r>", "A")], "22-KHA"),
        ([paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', " xong")], "✓ xong"),
        (
            [
                paragraph(
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>',
                    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                    "5/9/2024",
                    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                )
            ],
            "5/9/2024",
        ),
        (["<w:sdt><w:sdtContent>" + paragraph("trong khung") + "</w:sdtContent></w:sdt>"], "trong khung"),
        ([paragraph("<w:hyperlink>" + run("liên kết") + "</w:hyperlink>")], "liên kết"),
        ([paragraph(" "), paragraph("chữ"), paragraph("")], "chữ"),
    ],
)
def test_what_is_shown_is_read(body: list[str], expected: str) -> None:
    assert text_of(word(*body)) == expected


def test_deleted_paragraphs_do_not_count() -> None:
    gone = paragraph(
        f"<w:del>{run('cũ')}</w:del>",
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    assert lines_of(word(numbered("một", 0), gone, numbered("hai", 0), abstract=OUTLINE)) == ["I. một", "II. hai"]


def test_a_text_box_is_read_once() -> None:
    content = f"<w:txbxContent>{paragraph('trong hộp')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{content}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines_of(word(paragraph("trước", box), paragraph("sau"))) == ["trước", "trong hộp", "sau"]


def test_footnotes_follow_the_text() -> None:
    note = f'<w:footnote w:id="2">{paragraph("Theo sổ theo dõi.")}</w:footnote>'
    body = paragraph("Năm 2024", '<w:r><w:footnoteReference w:id="2"/></w:r>', " có kết quả.")
    data = word(body, paragraph("Hết."), footnotes=note)
    assert lines_of(data) == ["Năm 2024[1] có kết quả.", "Hết.", "[1] Theo sổ theo dõi."]
    last = read_word("plan.docx", data, Limits()).runs[-1]
    assert last.part == "word/footnotes.xml"


@pytest.mark.parametrize(
    "body",
    [
        [paragraph("một"), paragraph(PAGE_BREAK), paragraph("hai")],
        [paragraph("một", PAGE_BREAK), paragraph("hai")],
        [paragraph("một"), paragraph("<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r>")],
        [paragraph("một", PAGE_BREAK), paragraph("<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r>")],
        [paragraph("một"), paragraph("hai", properties="<w:pageBreakBefore/>")],
        [paragraph("một", properties="<w:sectPr/>"), paragraph("hai"), "<w:sectPr/>"],
    ],
)
def test_pages(body: list[str]) -> None:
    reading = read_word("plan.docx", word(*body), Limits())
    assert [span.of(reading.text).strip() for span in reading.pages] == ["một", "hai"]
    assert reading.page_of(reading.text.index("hai")) == 2


def test_old_fonts_are_decoded() -> None:
    body = [
        paragraph(run("Céng hoµ x· héi chñ nghÜa ViÖt Nam", '<w:rFonts w:ascii=".VnTime"/>')),
        paragraph(run("kÕ ho¹ch", '<w:rFonts w:ascii=".VnTimeH"/>')),
        paragraph(
            '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>tr</w:t><w:softHyphen/><w:t>êng häc</w:t></w:r>'
        ),
        paragraph(run("Keá hoaïch naêm hoïc", '<w:rFonts w:ascii="VNI-Times"/>')),
        paragraph(run("Phòng Giáo dục", '<w:rFonts w:ascii="Times New Roman"/>')),
    ]
    reading = read_word("plan.docx", word(*body), Limits())
    assert reading.text.split("\n\n") == [
        *("Cộng hoà xã hội chủ nghĩa Việt Nam", "KẾ HOẠCH", "trường học", "Kế hoạch năm học", "Phòng Giáo dục")
    ]
    assert "TCVN3" in reading.quality.warnings[0]
    assert_leads_back(reading)


def assert_leads_back(reading: Reading) -> None:
    """Every run lies where it says, and the runs do not overlap."""
    end = 0
    for place in reading.runs:
        assert end <= place.start < place.end <= len(reading.text)
        end = place.end


def test_offsets_lead_back_to_the_run() -> None:
    from lxml import etree

    from corpus.reading.word_text import paragraphs, run_text, runs

    body = [
        numbered("MỤC ĐÍCH", 0),
        table([["ô một", "ô hai"]]),
        paragraph("đầu ", f"<w:del>{run('bỏ')}</w:del>", run("đậm", "<w:b/>"), "<w:r><w:tab/></w:r>", "cuối"),
        paragraph(unicodedata.normalize("NFD", "Kế hoạch của trường")),
    ]
    data = word(*body, abstract=OUTLINE)
    reading = read_word("plan.docx", data, Limits())
    import io
    import zipfile

    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert unicodedata.is_normalized("NFC", reading.text)
    assert_leads_back(reading)
    for place in reading.runs:
        if place.run < 0:
            continue
        held = run_text(runs(paragraphs(root)[place.paragraph])[place.run])
        piece = reading.text[place.start : place.end]
        assert unicodedata.normalize("NFC", held[place.offset :]).startswith(piece)


def test_a_run_can_be_cut() -> None:
    from lxml import etree

    from corpus.reading.word_text import paragraphs, run_text, runs, split_run
    from tests.corpus.reading.documents import NAMESPACES

    xml = f"<w:p {NAMESPACES}><w:r><w:rPr><w:b/></w:rPr><w:t>Số 5</w:t><w:tab/><w:t>ngày</w:t></w:r></w:p>"
    root = etree.fromstring(xml)
    for offset, (first, second) in {3: ("Số ", "5\tngày"), 5: ("Số 5\t", "ngày"), 4: ("Số 5", "\tngày")}.items():
        root = etree.fromstring(xml)
        left, right = split_run(runs(root)[0], offset)
        assert (run_text(left), run_text(right)) == (first, second)
        assert len(runs(root)) == 2
        assert all(len(part.findall("{*}rPr")) == 1 for part in (left, right))
    whole, same = split_run(runs(etree.fromstring(xml))[0], 0)
    assert whole is same
    assert paragraphs(etree.fromstring(f"<w:x {NAMESPACES}/>")) == []


def test_macros_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "plan.docm"
    file.write_bytes(word(paragraph("Kế hoạch"), more={"word/vbaProject.bin": b"Sub AutoOpen"}))
    reading = read(file)
    assert reading.text == "Kế hoạch"
    assert "macro" in reading.quality.warnings[0]
