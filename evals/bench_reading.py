"""How long reading takes: ``python -m evals.bench_reading [--pages N]``.

A text-PDF of ten pages is to be read in 1.5 s, imports included; recognising a scan is to take no longer than 1.3
times as long as the bare program on the same page images.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reading import Limits, read
from corpus.reading.scan import Recogniser
from corpus.samples import sample_files
from evals.damage import render

if TYPE_CHECKING:
    from PIL.Image import Image


def text_pdf(pages: int) -> bytes:
    """Return a PDF of `pages` pages from the samples that have text, repeated as often as it takes."""
    from pypdf import PdfWriter

    sources = [path for path in sample_files() if path.suffix == ".pdf" and _has_text(path)]
    writer, packed = PdfWriter(), io.BytesIO()
    while len(writer.pages) < pages:
        for path in sources:
            writer.append(path)
    for page in reversed(range(pages, len(writer.pages))):
        writer.remove_page(page)
    writer.write(packed)
    return packed.getvalue()


def _has_text(path: Path) -> bool:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return int(document[0].get_textpage().count_chars()) > 200


def fresh(path: Path) -> float:
    """Return the seconds that a fresh interpreter takes to read `path`, its own start not counted."""
    code = (
        "import sys, time; begin = time.perf_counter(); from corpus.reading import read; read(sys.argv[1]); "
        "print(time.perf_counter() - begin)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def bare(images: list[Image]) -> float:
    """Return the seconds that the program alone takes for `images`, one after the other."""
    total = 0.0
    for image in images:
        picture = io.BytesIO()
        image.convert("L").save(picture, "PPM")
        begin = time.perf_counter()
        subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", "vie"],
            input=picture.getvalue(),
            capture_output=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its own threads make it slower on two cores
        )
        total += time.perf_counter() - begin
    return total


def main() -> None:
    """Print one table row a measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4, help="pages to recognise")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ten.pdf"
        file.write_bytes(text_pdf(10))
        print("| what | seconds |\n| --- | --- |")
        print(f"| text-PDF of 10 pages, imports included | {fresh(file):.2f} |")
        begin = time.perf_counter()
        read(file)
        print(f"| the same, imports done | {time.perf_counter() - begin:.2f} |")
        images = render(file)[: options.pages]
        scan = Path(folder) / "scan.pdf"
        images[0].save(scan, save_all=True, append_images=images[1:], resolution=200)
        recogniser, cache = Recogniser.installed(Limits(), None, engine="tesseract"), Path(folder) / "cache"
        alone = bare(images)
        print(f"| bare tesseract, {options.pages} pages one by one | {alone:.2f} |")
        begin = time.perf_counter()
        for image in images:
            recogniser.recognise(image)
        single = time.perf_counter() - begin
        print(f"| the same cleaned and recognised one by one | {single:.2f} ({single / alone:.2f} x) |")
        begin = time.perf_counter()
        read(scan, cache=cache)
        whole = time.perf_counter() - begin
        print(f"| the same as a scanned PDF, two at a time | {whole:.2f} ({whole / alone:.2f} x) |")
        begin = time.perf_counter()
        read(scan, cache=cache)
        print(f"| the same read again | {time.perf_counter() - begin:.2f} |")


if __name__ == "__main__":
    main()
