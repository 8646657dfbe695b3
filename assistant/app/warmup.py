"""What happens behind the page while it is already up: the sample plans go in on a fresh home, the model loads."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from assistant.service import Assistant

_log = logging.getLogger(__name__)

# Seconds. Python runs one thread at a time: what loads here would hold up the page that is just being opened, and then
# the first question, if it began at once.
_PAGE_FIRST, _QUESTION_FIRST = 3.0, 2.5


class Warmup:
    """The background start of one page; `message` is what the banner shows, empty when everything is ready."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        assistant.patient = False
        self.message = "Đang khởi động…"
        self.ready = threading.Event()

    def start(self) -> Warmup:
        """Begin in a thread that ends with the program."""
        threading.Thread(target=self._run, name="warmup", daemon=True).start()
        return self

    def _run(self) -> None:
        try:
            time.sleep(_PAGE_FIRST)
            self._open_library()
            self._add_samples()
            self._load_model()
            self.message = self._assistant.embedding_problem or ""
        except (InputError, NotAvailableError) as error:
            self.message = str(error)
        except Exception:  # noqa: BLE001 - a thread of its own: what fails here must show on the page, not vanish
            _log.exception("warm-up failed")
            self.message = "Khởi động chưa trọn vẹn; hãy chạy `kehoach doctor` để biết nguyên nhân."
        finally:
            self.ready.set()

    def _open_library(self) -> None:
        """Load what understands a question and the word index, so that the first question need not."""
        import assistant.chat  # noqa: F401 - for those who ask later

        self.message = "Đang mở thư viện…"
        self._assistant.search("kế hoạch", 1)

    def _add_samples(self) -> None:
        library = self._assistant.library
        marker = library.folder / "samples-added"
        if marker.exists():
            return
        from corpus.samples import sample_files

        def show(step: str) -> None:
            self.message = f"Lần đầu mở: đang nạp kế hoạch mẫu {step}"

        for result in library.add(sample_files(), show, sample=True):
            if result.status == "failed":
                _log.warning("sample %s: %s", result.path.name, result.message)
        library.folder.mkdir(parents=True, exist_ok=True)
        marker.touch()

    def _load_model(self) -> None:
        self.message = "Đang nạp mô hình tìm kiếm theo nghĩa; tìm theo từ đã dùng được."
        time.sleep(_QUESTION_FIRST)
        self._assistant.load_model()
