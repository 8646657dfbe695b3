"""System programs that some tests need: absent, the test skips with the reason, or fails where all must be there."""

from __future__ import annotations

import os
import shutil

import pytest

#: Set by `.ci/run`, which installs the programs first: a test that would skip for want of one then fails.
REQUIRED = "KEHOACH_TEST_REQUIRE_PROGRAMS"


def require_program(name: str) -> str:
    """Return the path of the program `name`; skips the test where it is absent."""
    found = shutil.which(name)
    if found is None:
        reason = f"system program absent: {name}"
        if os.environ.get(REQUIRED):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
