"""Work that reports its steps, run beside the page so that each step shows while it is going on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


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
