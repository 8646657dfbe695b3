"""Character and word error rates of the recognisers: ``python -m evals.ocr [--engine tesseract|rapid] [--pages N]``.

The text-PDFs among the sample plans give both the pages and the truth. Rates are edit distances over the length of the
truth, white space collapsed; what counts is the text as the reader puts it together, so reading order is measured too.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reading import Limits, read
from corpus.reading.scan import Recogniser
from corpus.samples import sample_files
from evals.damage import DAMAGE, DPI, render

if TYPE_CHECKING:
    from PIL.Image import Image


def edit_distance(a: Sequence[object], b: Sequence[object]) -> int:
    """Return the Levenshtein distance, by diagonals: fast where the two are nearly the same (Ukkonen)."""
    limit = 32
    while True:
        found = _within(a, b, limit)
        if found is not None:
            return found
        limit *= 4


def _within(a: Sequence[object], b: Sequence[object], limit: int) -> int | None:
    """Return the distance if it is at most `limit`, else ``None``."""
    if abs(len(a) - len(b)) > limit:
        return None
    far = limit + 1
    before = {j: j for j in range(min(len(b), limit) + 1)}
    for i, item in enumerate(a, start=1):
        row: dict[int, int] = {}
        for j in range(max(0, i - limit), min(len(b), i + limit) + 1):
            if j == 0:
                row[0] = i
                continue
            same = before.get(j - 1, far) + (item != b[j - 1])
            row[j] = min(same, before.get(j, far) + 1, row.get(j - 1, far) + 1)
        before = row
    distance = before[len(b)]
    return distance if distance <= limit else None


def rates(truth: str, found: str) -> tuple[int, int, int, int]:
    """Return (character errors, characters, word errors, words)."""
    true_words, found_words = truth.split(), found.split()
    plain, read_text = " ".join(true_words), " ".join(found_words)
    return edit_distance(plain, read_text), len(plain), edit_distance(true_words, found_words), len(true_words)


def pages_with_truth(most: int) -> list[tuple[Image, str]]:
    """Return up to `most` page images with the text that stands on them, from the text-PDFs among the samples."""
    found: list[tuple[Image, str]] = []
    for path in sample_files():
        if path.suffix != ".pdf":
            continue
        reading = read(path, ocr=False) if _has_text(path) else None
        if reading is not None:
            found += [(image, span.of(reading.text)) for image, span in zip(render(path), reading.pages, strict=True)]
    return found[:most]


def _has_text(path: Path) -> bool:
    from pypdf import PdfReader

    return bool(PdfReader(path).pages[0].extract_text().strip())


def measure(recogniser: Recogniser, pages: list[tuple[Image, str]], damage: Callable[[Image, int], Image]) -> list[str]:
    """Return a table row's cells: CER, WER and seconds a page for `pages` after `damage`."""
    totals = [0, 0, 0, 0]
    seconds = 0.0
    for seed, (image, truth) in enumerate(pages):
        damaged = damage(image, seed)
        begin = time.perf_counter()
        found = recogniser.recognise(damaged)
        seconds += time.perf_counter() - begin
        text = "\n".join(line.text for line in found.lines.lines)
        totals = [total + new for total, new in zip(totals, rates(truth, text), strict=True)]
    errors, chars, word_errors, words = totals
    return [f"{errors / chars:.2%}", f"{word_errors / words:.2%}", f"{seconds / len(pages):.2f}"]


def main() -> None:
    """Print one table row a kind of damage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("tesseract", "rapid"), default="tesseract")
    parser.add_argument("--pages", type=int, default=6)
    options = parser.parse_args()
    recogniser = Recogniser.installed(Limits(), None, engine=options.engine)
    pages = pages_with_truth(options.pages)
    print(f"{recogniser.engine.identity}; {len(pages)} pages at {DPI} dpi\n")
    print("| pages | CER | WER | s/page |\n| --- | --- | --- | --- |")
    for name, damage in DAMAGE.items():
        print(f"| {name} | {' | '.join(measure(recogniser, pages, damage))} |", flush=True)


if __name__ == "__main__":
    main()
