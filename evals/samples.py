"""Render the sample plans from their sources: ``python -m evals.samples`` writes `corpus/samples/files`.

Each source can be rendered in all four formats, which is how the readers are measured: the same plan as Word with typed
or automatic numbering, as PDF, as a scan and as text must give the same tree and header. PDF goes through LibreOffice,
since that is how such files come about.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from corpus.reading.numerals import roman

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
SOURCES = SAMPLES / "sources"

TYPEFACE = "Times New Roman"  # as the decree has it; where it is not installed a typeface of the same widths stands in
MARGINS = (3, 1.5, 2, 2)  # cm: left, right, top, bottom (Nghị định 30/2020/NĐ-CP, Phụ lục I)
_LEVELS = (re.compile(r"[IVX]+\. "), re.compile(r"\d+\. "), re.compile(r"[a-zđ]\) "))


@dataclass(frozen=True, slots=True)
class Sample:
    """One source: the head's fields and the paragraphs of the body (legal basis, sections, closing)."""

    name: str
    head: dict[str, Any]
    body: tuple[str, ...]

    @property
    def format(self) -> str:
        """The format that this sample ships in."""
        return str(self.head["format"])


def load_samples() -> list[Sample]:
    """Return all sources, sorted by name."""
    return [load_sample(path) for path in sorted(SOURCES.glob("*.txt"))]


def load_sample(path: Path) -> Sample:
    """Return the source at `path`."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Sample(path.stem, yaml.safe_load(head), tuple(line for line in body.split("\n") if line.strip()))


def as_text(sample: Sample) -> str:
    """Return the plan as a school's text file: header lines, blank line between paragraphs, recipients, signature."""
    head = sample.head
    lines = [
        head["superior"],
        head["school"],
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {head['number']}",
        f"{head['place']}, {head['date']}",
        "",
        "KẾ HOẠCH",
        head["title"],
        "",
    ]
    lines += [part for paragraph in sample.body for part in (paragraph, "")]
    lines += ["Nơi nhận:", *_recipients(sample), "", *head["post"].split("/"), "", head["signer"]]
    return "\n".join(lines) + "\n"


def _recipients(sample: Sample) -> list[str]:
    items = sample.head["recipients"]
    return [f"- {item}{'.' if item is items[-1] else ';'}" for item in items]


def write_word(sample: Sample, path: Path, *, automatic: bool) -> None:
    """Write the plan as a Word file; with `automatic`, the numerals exist only in Word's own numbering."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = map(Cm, MARGINS)
    style = document.styles["Normal"]
    style.font.name, style.font.size = TYPEFACE, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), TYPEFACE)
    numbering = _Numbering(document) if automatic else None

    head = sample.head
    write_head_table(document, head)
    for line in ("", "KẾ HOẠCH", head["title"], ""):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    for text in sample.body:
        level = next((n for n, pattern in enumerate(_LEVELS) if pattern.match(text)), None)
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if level is not None and numbering is not None:
            numeral, text = text.split(" ", 1)
            numbering.apply(paragraph, level, numeral)
        paragraph.add_run(text).bold = level is not None and level < 2 and len(text) < 80
    write_foot(document, sample)
    document.save(str(path))


def write_head_table(document: Any, head: dict[str, Any]) -> None:
    """Add the head's table: bodies and number on the left, the country's name, place and date on the right."""
    table = document.add_table(rows=1, cols=2)
    _cell(table.cell(0, 0), [(head["superior"], False), (head["school"], True), (f"Số: {head['number']}", False)])
    _cell(
        table.cell(0, 1),
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            ("Độc lập - Tự do - Hạnh phúc", True),
            (f"{head['place']}, {head['date']}", False),
        ],
    )


def write_foot(document: Any, sample: Sample) -> None:
    """Add the foot's table: recipients on the left, post and name of the signer on the right."""
    foot = document.add_table(rows=1, cols=2)
    _cell(foot.cell(0, 0), [("Nơi nhận:", True), *((line, False) for line in _recipients(sample))], centred=False)
    post = [(line, True) for line in sample.head["post"].split("/")]
    _cell(foot.cell(0, 1), [*post, ("", False), (sample.head["signer"], True)])


def _cell(cell: Any, lines: list[tuple[str, bool]], *, centred: bool = True) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for number, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.add_run(text).bold = bold


class _Numbering:
    """A three-level list (I. 1. a)) of Word's own numbers.

    Where the plan counts on otherwise than Word would (a number left out, one used twice), a new instance of the list
    begins at the plan's number, as writers do with "Set numbering value".
    """

    def __init__(self, document: Any) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        formats = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            '<w:lvlJc w:val="left"/></w:lvl>'
            for n, (form, text) in enumerate(formats)
        )
        self._root = document.part.numbering_part.element
        self._root.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}'
                "</w:abstractNum>"
            ),
        )
        self._instance = 89
        self._values = [0] * len(formats)
        self._begin()

    def apply(self, paragraph: Any, level: int, numeral: str) -> None:
        """Give `paragraph` its place at `level` of the list, so that Word prints `numeral`."""
        self._values[level:] = [self._values[level] + 1, *[0] * (len(self._values) - level - 1)]
        value = _value(numeral.rstrip(".)"), level)
        if value != self._values[level]:
            self._values[level] = value
            self._begin(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>')
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = self._instance

    def _begin(self, override: str = "") -> None:
        """Add an instance of the list, which later paragraphs belong to."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        self._instance += 1
        link = f'<w:abstractNumId w:val="90"/>{override}'
        self._root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{self._instance}">{link}</w:num>'))


def _value(numeral: str, level: int) -> int:
    """Return the number that `numeral` of the given level of the list stands for."""
    if level == 0:
        return next(value for value in range(1, 40) if roman(value) == numeral)
    return int(numeral) if level == 1 else ord(numeral) - ord("a") + 1


def write_pdf(sample: Sample, path: Path) -> None:
    """Write the plan as a PDF with text, through a Word file and LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / f"{path.stem}.docx"
        write_word(sample, word, automatic=False)
        word_to_pdf(word, path)


def word_to_pdf(word: Path, path: Path) -> None:
    """Write the Word file `word` as a PDF with text, through LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        words_to_pdf([word], Path(folder))
        path.write_bytes((Path(folder) / f"{word.stem}.pdf").read_bytes())


def words_to_pdf(words: Sequence[Path], folder: Path) -> None:
    """Write the Word files `words` as PDFs with text into `folder`, by one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation=file://{profile}"
        subprocess.run(
            ["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, words)],
            check=True,
            capture_output=True,
            timeout=180,
        )


def write_scan(sample: Sample, path: Path) -> None:
    """Write the plan as a scan: see `pdf_to_scan`."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "text.pdf"
        write_pdf(sample, pdf)
        pdf_to_scan(pdf, path)


def pdf_to_scan(
    pdf: Path, path: Path, *, dpi: int = 200, skew: float = 0.6, stamp: bool = True, noise: int = 6
) -> None:
    """Write `pdf` as a scan at `dpi`, turned by `skew` degrees, with grain and a red stamp on the last page."""
    pages = scan_pages(pdf, dpi=dpi, skew=skew, stamp=stamp, noise=noise)
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=45)


def scan_pages(pdf: Path, *, dpi: int, skew: float, stamp: bool, noise: int) -> list[Any]:
    """Return the pages of `pdf` as RGB images with the marks of an office scanner."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageDraw

    generator = np.random.default_rng(20260101)
    pages = []
    document = pypdfium2.PdfDocument(str(pdf))
    for number in range(len(document)):
        image = document[number].render(scale=dpi / 72).to_pil().convert("RGB")
        if stamp and number == len(document) - 1:
            draw = ImageDraw.Draw(image, "RGBA")
            x, y, radius = int(image.width * 0.62), int(image.height * 0.5), int(dpi * 0.7)
            for inset in (0, 6, int(radius * 0.35)):
                box = (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset)
                draw.ellipse(box, outline=(200, 30, 40, 150), width=5)
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        if noise:
            grain = generator.normal(0, noise, (image.height, image.width, 1))
            image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype("uint8"))
        pages.append(image)
    document.close()
    return pages


def write(sample: Sample, form: Literal["word", "pdf", "scan", "text"] | str, folder: Path) -> Path:
    """Write `sample` into `folder` in the given format and return the file's path."""
    suffix = {"word": ".docx", "text": ".txt"}.get(form, ".pdf")
    path = folder / (sample.name + suffix)
    if form == "word":
        write_word(sample, path, automatic=sample.head["numbering"] == "auto")
    elif form == "pdf":
        write_pdf(sample, path)
    elif form == "scan":
        write_scan(sample, path)
    else:
        path.write_text(as_text(sample), encoding="utf-8")
    return path


def main() -> None:
    """Render every sample in the format it ships in."""
    folder = SAMPLES / "files"
    folder.mkdir(exist_ok=True)
    for sample in load_samples():
        print(write(sample, sample.format, folder).name, file=sys.stderr)


if __name__ == "__main__":
    main()
