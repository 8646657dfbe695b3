"""Where the program keeps its data, and the defaults that hold where nothing is set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal

PREFIX: Final = "KEHOACH_"
SETTINGS_FILE: Final = "settings.json"
MAX_FILE_MB: Final = 50
MAX_PAGES: Final = 200

Ocr = Literal["auto", "tesseract", "rapid", "off"]


def default_home() -> Path:
    """Return ``$KEHOACH_HOME``, else the platform's folder for user data."""
    named = os.environ.get(f"{PREFIX}HOME")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("kehoach", appauthor=False))
