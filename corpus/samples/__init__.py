"""Example plans of invented schools, so that a fresh home has something to search. See README.md in this folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_files() -> list[Path]:
    """Return the sample plans in the formats they ship in (Word, PDF, scanned PDF, text), sorted by name."""
    folder = Path(str(files("corpus.samples").joinpath("files")))
    return sorted(path for path in folder.iterdir() if path.suffix in {".docx", ".pdf", ".txt"})
