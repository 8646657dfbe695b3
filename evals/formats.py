"""Does the same plan come out of every format? ``python -m evals.formats [--layouts] [NAME…]``.

Each sample plan is written as text, Word (typed and automatic numbering), text-PDF and 200 dpi scan (of both kinds of
numbering), read and parsed; the section tree and the header must be those of the text. All of it takes some ten
minutes: names on the command line take single samples. One table row a format: samples with the same tree, share of
equal headings, share of equal header fields; what differs is listed below. `--layouts` takes the plans of
`evals.layouts` instead, in type, margins, heads and tables that the samples do not have.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Final

from corpus import parse
from corpus.plan import Header, Plan
from corpus.reading import read
from corpus.text import fold_key
from evals.layouts import layout_text, load_layouts, write_layout
from evals.samples import Sample, load_samples, pdf_to_scan, word_to_pdf, write_pdf, write_word
from evals.samples import as_text as text_of

FORMATS: Final = ("text", "word-typed", "word-automatic", "pdf", "scan", "scan-automatic")
LAYOUT_FORMATS: Final = ("text", "word-typed", "pdf", "scan")
_SUFFIXES: Final = {"text": ".txt", "word-typed": ".docx", "pdf": ".pdf", "scan": ".pdf"}
_FIELDS: Final = tuple(field.name for field in fields(Header) if field.name not in ("spans",))


def write(sample: Sample, form: str, folder: Path) -> Path:
    """Return the file that holds `sample` in the format `form`; "scan-automatic" needs the Word file before it."""
    if form == "text":
        file = folder / f"{sample.name}.txt"
        file.write_text(text_of(sample), "utf-8")
    elif form.startswith("word"):
        file = folder / f"{sample.name}-{form}.docx"
        write_word(sample, file, automatic=form == "word-automatic")
    else:
        file = folder / f"{sample.name}-{form}.pdf"
        pages = file if form == "pdf" else folder / f"{sample.name}-pages.pdf"
        if form == "scan-automatic":
            word_to_pdf(folder / f"{sample.name}-word-automatic.docx", pages)
        else:
            write_pdf(sample, pages)
        if pages != file:
            pdf_to_scan(pages, file)
    return file


def write_laid_out(plan: Sample, form: str, folder: Path) -> Path:
    """Return the file that holds `plan`, one of `evals.layouts`, in the format `form`, made from the one before it."""
    file = folder / f"{plan.name}{'-quet' if form == 'scan' else ''}{_SUFFIXES[form]}"
    if form == "text":
        file.write_text(layout_text(plan), "utf-8")
    elif form.startswith("word"):
        write_layout(plan, file)
    elif form == "pdf":
        word_to_pdf(folder / f"{plan.name}.docx", file)
    else:
        pdf_to_scan(folder / f"{plan.name}.pdf", file)
    return file


def headings(plan: Plan) -> list[str]:
    """Return the section tree as comparable lines: id, level and title without what recognition may change."""
    return [f"{section.level} {section.id} {fold_key(section.title)}" for section in plan.sections]


def header_fields(header: Header) -> dict[str, str]:
    """Return the header's fields in comparable form."""
    return {name: fold_key(str(getattr(header, name))) for name in _FIELDS}


def main() -> None:
    """Print the table and the differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("samples", nargs="*", help="names of samples; all when none is given")
    parser.add_argument("--layouts", action="store_true", help="the plans in other layouts instead of the samples")
    options = parser.parse_args()
    formats = LAYOUT_FORMATS if options.layouts else FORMATS
    write_one = write_laid_out if options.layouts else write
    counts: dict[str, Counter[str]] = {form: Counter() for form in formats}
    differences: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for sample in load_layouts() if options.layouts else load_samples():
            if options.samples and sample.name not in options.samples:
                continue
            plans = {form: parse(read(write_one(sample, form, Path(folder)))) for form in formats}
            true_tree, true_header = headings(plans["text"]), header_fields(plans["text"].header)
            for form, plan in plans.items():
                tree, header = headings(plan), header_fields(plan.header)
                missing = list((Counter(true_tree) - Counter(tree)).elements())
                excess = list((Counter(tree) - Counter(true_tree)).elements())
                wrong = [name for name in _FIELDS if header[name] != true_header[name]]
                counts[form].update(
                    samples=1,
                    same=tree == true_tree,
                    headings=len(true_tree),
                    found=len(true_tree) - len(missing),
                    excess=len(excess),
                    fields=len(_FIELDS),
                    right=len(_FIELDS) - len(wrong),
                )
                differences += [f"{sample.name} {form}: - {line}" for line in missing]
                differences += [f"{sample.name} {form}: + {line}" for line in excess]
                differences += [
                    f"{sample.name} {form}: {name} {header[name]!r}, not {true_header[name]!r}" for name in wrong
                ]
    print("| format | same tree | headings found | in excess | header fields |\n| --- | --- | --- | --- | --- |")
    for form, count in counts.items():
        print(
            f"| {form} | {count['same']}/{count['samples']} | {count['found']}/{count['headings']} | {count['excess']} "
            f"| {count['right']}/{count['fields']} |"
        )
    print("\n".join(["", *differences]))


if __name__ == "__main__":
    main()
