"""Vectors of questions without PyTorch: a BERT model of a few layers computed in NumPy, ready within a second.

Importing PyTorch and sentence-transformers takes some ten seconds and half a gigabyte; a question of a few words needs
neither. Only plain BERT encoders with mean pooling are taken (the E5 family, for one); the vectors agree with those of
sentence-transformers but for rounding.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WEIGHTS: Final = "model.safetensors"
TOKENIZER: Final = "tokenizer.json"
#: What a model's configuration must say (a missing entry means the same) to be computed here.
PLAIN: Final = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
MODULES: Final = {"Transformer", "Pooling", "Normalize"}


@dataclass(frozen=True, slots=True)
class QuestionEncoder:
    """A BERT model's weights by name, its tokenizer and sizes; safe between threads."""

    tensors: dict[str, Array]
    words: Any
    tokenizer: Any
    heads: int
    epsilon: float
    layers: int
    threads: Any

    @classmethod
    def open(cls, folder: Path) -> QuestionEncoder | None:
        """Return the encoder of the model in `folder`, or ``None`` when that is not a plain BERT with mean pooling."""
        try:
            from safetensors import SafetensorError, safe_open
            from threadpoolctl import ThreadpoolController
            from tokenizers import Tokenizer
        except ImportError:
            return None
        config = _plain_configuration(folder)
        if config is None:
            return None
        try:
            # the table of words stays on disk: a question needs a dozen of its hundred thousand rows
            weights: Any = safe_open(folder / WEIGHTS, "numpy")
            names = [name for name in weights.keys() if "word_embeddings" not in name]  # noqa: SIM118 - not a mapping
            tensors = {name: weights.get_tensor(name) for name in names}
            words = weights.get_slice("embeddings.word_embeddings.weight")
        except (OSError, SafetensorError):
            return None
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.enable_truncation(int(config["max_position_embeddings"]))
        layers, heads = int(config["num_hidden_layers"]), int(config["num_attention_heads"])
        return cls(tensors, words, tokenizer, heads, float(config["layer_norm_eps"]), layers, ThreadpoolController())

    def encode(self, text: str) -> list[float]:
        """Return the vector of `text`, of length one; the prompt that the model wants is the caller's to add."""
        # Matrices this small gain nothing from a second thread, and wait for it where the machine is busy.
        with self.threads.limit(limits=1, user_api="blas"):
            return self._encoded(text)

    def _encoded(self, text: str) -> list[float]:
        import numpy as np

        ids = self.tokenizer.encode(text).ids
        found = self.tensors
        hidden = np.concatenate([self.words[at : at + 1] for at in ids])
        hidden = hidden + found["embeddings.position_embeddings.weight"][: len(ids)]
        hidden = self._normed(hidden + found["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(self.layers):
            hidden = self._layer(hidden, f"encoder.layer.{layer}")
        mean = hidden.mean(axis=0)
        vector: list[float] = (mean / max(float(np.linalg.norm(mean)), 1e-12)).tolist()
        return vector

    def _layer(self, hidden: Array, name: str) -> Array:
        attended = self._dense(self._attention(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
        hidden = self._normed(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        return self._normed(hidden + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attention(self, hidden: Array, name: str) -> Array:
        import numpy as np

        length, width = hidden.shape
        size = width // self.heads

        def by_head(part: str) -> Array:
            return self._dense(hidden, f"{name}.{part}").reshape(length, self.heads, size).transpose(1, 0, 2)

        scores = by_head("query") @ by_head("key").transpose(0, 2, 1) / np.float32(size**0.5)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.ascontiguousarray((shares @ by_head("value")).transpose(1, 0, 2)).reshape(length, width)

    def _dense(self, hidden: Array, name: str) -> Array:
        result: Array = hidden @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]
        return result

    def _normed(self, hidden: Array, name: str) -> Array:
        import numpy as np

        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        result: Array = centred / spread * self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]
        return result


def _gelu(values: Array) -> Array:
    """Return x·Φ(x), with Abramowitz and Stegun's formula 7.1.26 for the error function (exact to 2e-7)."""
    import numpy as np

    at = np.abs(values) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * at)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.copysign(1 - series * np.exp(-at * at), values)
    result: Array = (values * np.float32(0.5) * (1 + error)).astype(np.float32)
    return result


def _plain_configuration(folder: Path) -> dict[str, Any] | None:
    """Return the model's configuration when it is of a kind that is computed here."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        pooling = next(module["path"] for module in modules if module["type"].endswith("Pooling"))
        pooled = json.loads((folder / pooling / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, StopIteration):
        return None
    modes = {name for name, on in pooled.items() if name.startswith("pooling_mode_") and on is True}
    mean = modes == {"pooling_mode_mean_tokens"} or pooled.get("pooling_mode") == "mean"
    kinds = {str(module["type"]).rpartition(".")[2] for module in modules}
    plain = all(config.get(name, wanted) == wanted for name, wanted in PLAIN.items()) and "model_type" in config
    whole = (folder / WEIGHTS).is_file() and (folder / TOKENIZER).is_file()
    return dict(config) if mean and plain and whole and kinds <= MODULES else None
