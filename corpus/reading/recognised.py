"""What a recogniser makes of one page image, and the folder that keeps it so that the same page is recognised once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from corpus.reading.layout import PageLines, Word, lines_of_page
from corpus.reading.tables import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_KEPT: Final = 2000  # pages of about 40 KB each


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """The words of a page, its size in pixels, how sure the recogniser is of them (0 to 100), and the ruling lines."""

    words: tuple[Word, ...]
    width: int
    height: int
    confidence: float
    rules: tuple[Rule, ...] = ()

    @property
    def lines(self) -> PageLines:
        """The words in reading order."""
        return lines_of_page(self.words, self.width, self.height, self.rules)


class Engine(Protocol):
    """A recogniser of page images. `identity` names program, version, data and settings: part of the cache's key."""

    name: str
    identity: str

    def recognise(self, image: Image) -> RecognisedPage:
        """Return what stands on `image`, a cleaned page in grey."""
        ...


class PageCache:
    """Recognised pages in a folder, one small file each, the oldest dropped; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def key(self, source: bytes, page: int, settings: str) -> str:
        """Return the key of page `page` of the file whose digest is `source`, recognised with `settings`."""
        return hashlib.sha256(source + f"|{page}|{settings}".encode()).hexdigest()

    def get(self, key: str) -> RecognisedPage | None:
        """Return the page kept under `key`; a file that is absent or damaged counts as not kept."""
        if self._folder is None:
            return None
        try:
            record = json.loads(self._path(self._folder, key).read_text("utf-8"))
            words = tuple(Word(*word) for word in record["words"])
            rules = tuple(Rule(*rule) for rule in record["rules"])
            return RecognisedPage(words, record["width"], record["height"], record["confidence"], rules)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, page: RecognisedPage) -> None:
        """Keep `page` under `key`, whole or not at all; a full disk is no reason to fail the reading."""
        if self._folder is None:
            return
        path = self._path(self._folder, key)
        record = {
            "words": [astuple(word) for word in page.words],
            "width": page.width,
            "height": page.height,
            "confidence": page.confidence,
            "rules": [astuple(rule) for rule in page.rules],
        }
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}.part")
            unfinished.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
            unfinished.replace(path)

    def trim(self, most: int = _MOST_KEPT) -> None:
        """Drop the oldest pages until at most `most` are kept."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            kept = sorted(self._folder.glob("*/*.json"), key=lambda path: path.stat().st_mtime_ns)
            for path in kept[: max(0, len(kept) - most)]:
                path.unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"
