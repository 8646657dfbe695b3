"""What all tests share: a home of their own, and honest skips where a system program is absent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.programs import require_program

if TYPE_CHECKING:
    from index.embedding import Embedder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home folder that the program under test uses for all its state."""
    folder = tmp_path / "home"
    monkeypatch.setenv("KEHOACH_HOME", str(folder))
    return folder


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked ``system("program")`` where that program is not installed, naming the program."""
    for marker in item.iter_markers("system"):
        for program in marker.args:
            require_program(program)


@pytest.fixture(scope="session")
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Return the default embedding model, loaded once a session; skips with the reason where its weights are absent.

    Its weights are converted into the cache folder of the tests, so that one conversion serves all later sessions.
    """
    from corpus.errors import NotAvailableError
    from index.embedding import load_embedder

    home = Path(request.config.cache.mkdir("kehoach-model"))
    try:
        return load_embedder(home)
    except NotAvailableError as error:
        pytest.skip(str(error))
