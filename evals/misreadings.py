"""What Tesseract's English data makes of Vietnamese: ``python -m evals.misreadings`` counts it for the restorer.

Lines of the restorer's training text are drawn as pages, recognised with the wrong language and laid beside the truth,
word by word; the table is corpus/restoring/misread.json. That is how files with "Trién khai Phong trao" come about, and
how the restorer knows them.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.noise import similarity
from corpus.restore import NOISY_WORD
from corpus.restoring.build import HERE, training_texts
from corpus.text import fold

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

MISREAD_FILE: Final = HERE / "misread.json"
# The metrics of Times New Roman; releases before 2.0 (Debian 12: fonts-liberation) lack most Vietnamese letters.
_FONTS: Final = tuple(Path("/usr/share/fonts/truetype") / name for name in ("liberation2", "liberation"))
_STYLES: Final = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-Bold.ttf",
)
_NO_SUCH_LETTER: Final = "\ue123"  # of the private area: drawn as the font draws what it lacks
_PAGE: Final = (1654, 2339)  # A4 at 200 dpi
_MARGIN: Final = 170
_SIZE: Final = 38  # 14 pt
_LINE_STEP: Final = 58
_LINES: Final = (_PAGE[1] - 2 * _MARGIN) // _LINE_STEP
_WORDS_A_LINE: Final = 12


def lines_of(words: list[str]) -> Iterator[list[str]]:
    """Yield `words` in lines that fit a page."""
    for at in range(0, len(words), _WORDS_A_LINE):
        yield words[at : at + _WORDS_A_LINE]


@cache
def font_of(style: str) -> FreeTypeFont:
    """Return the font `style` in the first release that has Vietnamese letters."""
    from PIL import ImageFont

    for folder in _FONTS:
        if (folder / style).exists():
            font = ImageFont.truetype(str(folder / style), _SIZE)
            if bytes(font.getmask("ế")) != bytes(font.getmask(_NO_SUCH_LETTER)):
                return font
    raise SystemExit("No Liberation Serif with Vietnamese letters is installed (Debian 12: fonts-liberation2).")


def draw(lines: list[list[str]], style: str) -> Image:
    """Return a page with `lines` on it."""
    from PIL import Image, ImageDraw

    page = Image.new("L", _PAGE, 255)
    pen = ImageDraw.Draw(page)
    font = font_of(style)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _MARGIN + number * _LINE_STEP), " ".join(line), font=font, fill=0)
    return page


def recognise(page: Image, language: str = "eng") -> str:
    """Return what Tesseract reads on `page`."""
    import io

    buffer = io.BytesIO()
    page.save(buffer, "PNG", dpi=(200, 200))
    command = ["tesseract", "stdin", "stdout", "-l", language, "--psm", "6", "--dpi", "200"]
    return subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=True).stdout.decode("utf-8")


def recognised_pages(text: str, *, pages: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield (truth, recognised) for up to `pages` pages drawn from `text`."""
    lines = list(lines_of(text.split()))
    style = random.Random(seed)  # noqa: S311 -- repeatable choice, no secret
    for at in range(0, min(len(lines), pages * _LINES), _LINES):
        page = lines[at : at + _LINES]
        yield "\n".join(map(" ".join, page)), recognise(draw(page, style.choice(_STYLES)))


def aligned(truth: str, recognised: str) -> Iterator[tuple[str, str]]:
    """Yield (true word, recognised word) in lower case for the words that stand in the same place."""
    true_words = [word.lower() for word in NOISY_WORD.findall(truth)]
    read_words = [word.lower() for word in NOISY_WORD.findall(recognised)]
    matcher = SequenceMatcher(None, list(map(fold, true_words)), list(map(fold, read_words)), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            yield from zip(true_words[a:b], read_words[c:d], strict=True)


def training_lines(seed: int = 7) -> str:
    """Return the genre's sentences and a sample of the register's titles, in mixed order."""
    texts = list(training_texts(("-",)))
    titles = [text for text, weight in texts[2:] if weight == 0.5]
    random.Random(seed).shuffle(titles)  # noqa: S311 -- repeatable choice, no secret
    return re.sub(r"\s+", " ", texts[0][0] + " " + " ".join(titles[:900]))


def main(pages: int = 70) -> None:
    """Write the table of misreadings; one seen once counts only when the two words resemble each other."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for truth, recognised in recognised_pages(training_lines(), pages=pages):
        for true_word, read_word in aligned(truth, recognised):
            seen[read_word][true_word] += 1
    table = {
        read_word: {true: n for true, n in sorted(trues.items()) if n >= 2 or similarity(read_word, true) >= 0.5}
        for read_word, trues in sorted(seen.items())
    }
    kept = {read_word: trues for read_word, trues in table.items() if trues}
    MISREAD_FILE.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(kept)} recognised forms")


if __name__ == "__main__":
    main()
