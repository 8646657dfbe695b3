"""What reading and checking need of the settings, at hand without loading the machinery that validates them.

`kehoach check` answers in well under a second; building and validating all settings would take a third of that. Where
nothing is set, in the environment or in the home's ``settings.json``, the defaults below hold; else the settings are
loaded and validated in full.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.home import MAX_FILE_MB, MAX_PAGES, PREFIX, SETTINGS_FILE, Ocr, default_home

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Basics:
    """The home, and the limits within which files are read."""

    home: Path
    ocr: Ocr = "auto"
    max_file_mb: int = MAX_FILE_MB
    max_pages: int = MAX_PAGES


def load_basics() -> Basics:
    """Return what is set; raises `InputError` as `assistant.settings.load_settings` does."""
    home = default_home()
    is_set = any(name.upper().startswith(PREFIX) and name.upper() != f"{PREFIX}HOME" for name in os.environ)
    if not is_set and not (home / SETTINGS_FILE).exists():
        return Basics(home)
    from assistant.settings import load_settings

    return basics_of(load_settings())


def basics_of(settings: Settings) -> Basics:
    """Return the part of `settings` that reading and checking need."""
    return Basics(settings.home, settings.ocr, settings.max_file_mb, settings.max_pages)
