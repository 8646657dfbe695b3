"""Every request of the evaluation is understood whole."""

from __future__ import annotations

from typing import Any

import pytest

from evals.requests import cases, misunderstood


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["ask"]))
def test_a_request_is_understood_whole(case: dict[str, Any]) -> None:
    assert misunderstood(case) == ()
