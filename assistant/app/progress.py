"""Work that reports its steps, run beside the page so that each step shows while it is going on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")

# Seconds: what a language model writes is shown so often.
_SHOWN_EVERY = 0.15


def streamed(work: Callable[[Callable[[str], None]], Iterable[Result]]) -> Iterator[str | Result]:
    """Yield the steps that `work` reports (strings) and its results, each as it comes.

    Whatever `work` raises is raised here. The work goes on to its end where nobody asks for more.
    """
    queue: SimpleQueue[tuple[str, str | Result | Exception | None]] = SimpleQueue()

    def run() -> None:
        try:
            for result in work(lambda step: queue.put(("step", step))):
                queue.put(("result", result))
        except Exception as error:  # noqa: BLE001 - handed on to the thread that asked
            queue.put(("error", error))
        else:
            queue.put(("end", None))

    threading.Thread(target=run, name="page-work", daemon=True).start()
    while True:
        kind, value = queue.get()
        if kind == "end":
            return
        if isinstance(value, Exception):
            raise value
        assert value is not None
        yield value


def as_it_is_written(work: Callable[[Callable[[str], None]], Result]) -> Iterator[str | Result]:
    """Yield all that `work` has written so far (piece by piece, each by a call), now and then; at last its result."""
    written, last = "", 0.0
    for step in streamed(lambda tell: [work(tell)]):
        if not isinstance(step, str):
            yield step
            continue
        written += step
        if time.monotonic() - last >= _SHOWN_EVERY:
            yield written
            last = time.monotonic()
