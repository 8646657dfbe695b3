"""A second look at the best passages by a cross-encoder, where one is configured: slower, but it reads both at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from corpus.errors import NotAvailableError

#: Passages that are looked at again; a cross-encoder takes some tens of milliseconds for each.
RERANKED: Final = 20

#: Gives each passage, from 0.0 to 1.0, how well it answers the question.
Judge = Callable[[str, Sequence[str]], Sequence[float]]


class Reranker:
    """A sentence-transformers cross-encoder in a folder or by its name on the hub, loaded with the first question."""

    def __init__(self, model: str, *, offline: bool = True) -> None:
        self.model = model
        self._offline = offline

    def __call__(self, question: str, passages: Sequence[str]) -> list[float]:
        """Return how well each of the passages answers, from 0.0 to 1.0.

        Raises `NotAvailableError` when the model is not to be had.
        """
        if not passages:
            return []
        from torch.nn import Sigmoid

        pairs = [(question, passage) for passage in passages]
        shares = self._encoder.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        return [float(share) for share in shares]

    @cached_property
    def _encoder(self) -> Any:
        from sentence_transformers import CrossEncoder

        folder = Path(self.model).expanduser()
        name = str(folder) if folder.is_dir() else self.model
        try:
            return CrossEncoder(
                name, device="cpu", local_files_only=self._offline or folder.is_dir(), trust_remote_code=False
            )
        except (OSError, ValueError) as error:
            raise NotAvailableError(
                f"Không nạp được mô hình xếp hạng lại {self.model!r}; hãy chỉ đúng thư mục mô hình trong thiết đặt "
                "reranker, hoặc để trống thiết đặt này."
            ) from error
