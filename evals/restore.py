"""How well diacritics are restored: ``python -m evals.restore [--recognise] [--plans FOLDER]``.

Two figures, both on text that the restorer was not trained on: the share of syllables that come back right from text
stripped of its diacritics, and the share of wrong words in text recognised with the wrong language (drawn as pages,
read by Tesseract with its English data), before and after. Each school's sample plans are measured with a model that
never saw that school; the plans of `evals.layouts`, which no model has seen, and those in FOLDER (``*.txt``) with the
model that ships.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from corpus import restore as restorer
from corpus.restore import restore
from corpus.restoring.build import CORPUS, count, misreadings, training_texts
from corpus.restoring.model import Model, load_model
from corpus.syllables import is_syllable
from corpus.text import diacritics_state, fold, to_nfc
from evals.layouts import FOLDER
from evals.misreadings import recognised_pages
from evals.ocr import edit_distance

_WORD = re.compile(r"[^\W\d_]+")
SOURCES = CORPUS / "samples" / "sources"


def stripped(text: str) -> str:
    """Return `text` without its diacritics, in the same case."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in plain if unicodedata.category(char) != "Mn")


def syllables_right(truth: str) -> tuple[int, int]:
    """Return (right, all) syllables of `truth` after stripping and restoring."""
    restored = restore(stripped(truth))
    pairs = [
        (a, b)
        for a, b in zip(_WORD.findall(truth), _WORD.findall(restored), strict=True)
        if is_syllable(a.lower()) and not (a.isupper() and len(a) <= 2)
    ]
    return sum(a == b for a, b in pairs), len(pairs)


def words_wrong(truth: str, found: str) -> tuple[int, int]:
    """Return (errors, words) of `found` against `truth`, case aside."""
    true_words, found_words = _WORD.findall(truth.lower()), _WORD.findall(found.lower())
    return edit_distance(true_words, found_words), len(true_words)


@contextmanager
def model_without(school: str) -> Iterator[None]:
    """Let the restorer use a model that has not seen the sample plans of `school`."""
    model: Model = count(training_texts((school,)), misreadings())
    with mock.patch.object(restorer, "load_model", return_value=model):
        yield


def report(name: str, texts: list[str], recognise: bool) -> None:
    """Print one row: share of syllables restored, and word errors before and after."""
    right = [syllables_right(text) for text in texts]
    row = f"| {name} | {sum(a for a, _ in right) / sum(b for _, b in right):.2%} |"
    if recognise:
        before, after, words = 0, 0, 0
        for text in texts:
            for truth, found in recognised_pages(text, pages=6):
                wrong, size = words_wrong(truth, found)
                before, words = before + wrong, words + size
                after += words_wrong(truth, restore(found, damaged=True))[0]
        row += f" {before / words:.2%} | {after / words:.2%} |"
    print(row)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recognise", action="store_true", help="also measure on recognised pages (needs Tesseract)")
    parser.add_argument("--plans", type=Path, help="folder of further plans, *.txt")
    options = parser.parse_args()
    print("| plans | syllables restored | wrong words recognised | after restoring |\n| --- | --- | --- | --- |")
    schools = sorted({"-".join(path.stem.split("-")[-2:]) for path in SOURCES.glob("*.txt")})
    for school in schools:
        texts = [path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in SOURCES.glob(f"*-{school}.txt")]
        with model_without(school):
            report(school, texts, options.recognise)
    layouts = [path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in sorted(FOLDER.glob("*.txt"))]
    report("plans in other layouts", layouts, options.recognise)
    if options.plans:
        texts = [to_nfc(path.read_text(encoding="utf-8")) for path in sorted(options.plans.glob("*.txt"))]
        whole = [text for text in texts if fold(text) != text.lower() and diacritics_state(text) == "full"]
        load_model()
        report(options.plans.name, whole, options.recognise)


if __name__ == "__main__":
    main()
