"""The three jobs over one home: what the command line, the page, the chat and the MCP tools all call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from assistant.basics import Basics, basics_of, load_basics
from corpus.errors import InputError, NotAvailableError
from corpus.plan import Plan

if TYPE_CHECKING:
    from assistant.checking import CheckReport
    from assistant.drafting import Drafter
    from assistant.drafting.draft import Draft, OnToken
    from assistant.library import Library
    from assistant.settings import Settings
    from corpus.law.register import Register
    from corpus.reading import Limits
    from index.embedding import Embedder
    from index.reranking import Judge
    from index.retrieval import Filters, Hit


class Assistant:
    """One home's register, library, model and settings, each loaded when first needed; safe between threads."""

    def __init__(self, settings: Settings | None = None) -> None:
        if settings is not None:
            self.settings = settings
        self._lock = RLock()
        self._embedder: Embedder | None = None
        self.embedding_problem: str | None = None
        #: False lets searches go by words alone while the model's weights still load, instead of waiting for them.
        self.patient = True

    @cached_property
    def settings(self) -> Settings:
        """All settings; raises `InputError` naming the first that does not fit."""
        from assistant.settings import load_settings

        return load_settings()

    @property
    def basics(self) -> Basics:
        """What reading and checking need of the settings."""
        return basics_of(self.settings) if "settings" in self.__dict__ else self._loaded_basics

    @cached_property
    def _loaded_basics(self) -> Basics:
        return load_basics()

    @cached_property
    def register(self) -> Register:
        """The register of law: what ships with the program, and the home's own entries, which win."""
        from corpus.law.register import load_register

        return load_register(self.basics.home)

    def reload_register(self) -> None:
        """Read the register anew, after the office has added entries of its own."""
        self.__dict__.pop("register", None)

    @cached_property
    def limits(self) -> Limits:
        """The limits within which files are read."""
        from corpus.reading import Limits

        return Limits(max_bytes=self.basics.max_file_mb * 1_000_000, max_pages=self.basics.max_pages)

    @cached_property
    def library(self) -> Library:
        """The plans of this home."""
        from assistant.library import Library

        return Library(
            self.settings.home,
            limits=self.limits,
            register=lambda: self.register,
            embedder=self.embedder,
            judge=self._judge(),
            ocr=self.settings.ocr,
        )

    def _judge(self) -> Judge | None:
        if self.settings.reranker is None:
            return None
        from index.reranking import Reranker

        return Reranker(self.settings.reranker, offline=self.settings.offline)

    def embedder(self) -> Embedder | None:
        """Return the model; ``None`` without weights (see `embedding_problem`), or while they load (`patient`)."""
        if self.patient:
            return self._find_embedder()
        found = self._embedder  # looked for by `load_model` alone: unpacking the weights on a fresh home takes a while
        return found if found is not None and found.is_loaded else None

    def _find_embedder(self) -> Embedder | None:
        with self._lock:
            if self._embedder is None and self.embedding_problem is None:
                from index.embedding import load_embedder

                try:
                    self._embedder = load_embedder(
                        self.settings.home, self.settings.embedding_model, offline=self.settings.offline
                    )
                except NotAvailableError as error:
                    self.embedding_problem = str(error)
            return self._embedder

    def load_model(self) -> None:
        """Load the model's weights, and give vectors to the passages that were added before they were there."""
        found = self._find_embedder()
        if found is not None:
            found.warm_up().join()
            self.library.store.embed_pending()

    def parse(self, path: Path, progress: Callable[[int, int], None] | None = None) -> Plan:
        """Read and understand one file; raises `InputError` or `NotAvailableError` with a sentence for the user."""
        from corpus.parsing import parse
        from corpus.reading import PAGE_CACHE, read
        from corpus.roles import load_rules

        reading = read(
            path,
            limits=self.limits,
            progress=progress,
            ocr=self.basics.ocr != "off",
            cache=self.basics.home / PAGE_CACHE,
        )
        return parse(reading, register=self.register, roles=load_rules(self.basics.home))

    def plan(self, reference: str) -> Plan:
        """Return the plan that `reference` names: an id of the library, or the path of a file."""
        path = Path(reference)
        if path.is_file():
            return self.parse(path)
        return self.library.plan(reference)

    def check(
        self,
        plan: Plan,
        *,
        as_of: date | None = None,
        profile: str | None = None,
        file: Path | None = None,
        above: Plan | None = None,
    ) -> CheckReport:
        """Check a plan as of its own day (or `as_of`) against the register, the profile of its kind and its precedents.

        `file` lets Word's real formatting be judged; `above` is the plan from the office above to hold it against.
        """
        from assistant.checking import check
        from assistant.precedents import load_precedents

        layout = None
        if file is not None and plan.reading.format == "word" and plan.reading.runs:
            from assistant.checking.layout import read_layout

            layout = read_layout(file)
        return check(
            plan,
            as_of=as_of,
            register=self.register,
            profile=profile,
            layout=layout,
            precedents=load_precedents(self.basics.home, plan),
            home=self.basics.home,
            above=above,
        )

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> Sequence[Hit]:
        """Return the passages of past plans that answer `query`, best first."""
        if not query.strip():
            raise InputError("Câu hỏi đang trống; hãy gõ vài từ cần tìm.")
        return self.library.search(query, k, filters)

    def drafter(self, *, use_model: bool = True, today: date | None = None) -> Drafter:
        """Return what drafts are made with: library, register, school, day, and a language model if one is set."""
        from assistant.drafting import Drafter

        writer = None
        if use_model and self.settings.llm:
            from assistant.drafting.model import connect

            writer = connect(self.settings)
        return Drafter(self.library, self.register, self.settings.school, today or date.today(), writer)

    def draft(
        self,
        request: str,
        *,
        base: str | None = None,
        use_model: bool = True,
        today: date | None = None,
        on_token: OnToken | None = None,
    ) -> Draft:
        """Draft what `request` asks for, from the library's precedents; raises `InputError` when there is none.

        `on_token` is called with each piece of text as a language model writes it, before it is verified.
        """
        if not request.strip():
            raise InputError("Yêu cầu đang trống; hãy ghi cần viết mục nào, cho năm nào: “viết mục III cho năm 2025”.")
        named = self.plan(base) if base and Path(base).is_file() else base
        return self.drafter(use_model=use_model, today=today).draft(request, base=named, on_token=on_token)

    def law(self, query: str, as_of: date | None = None) -> dict[str, Any]:
        """Look a document of law up; returns the JSON of contract `law`."""
        from corpus.law.rendering import law_to_json

        if not query.strip():
            raise InputError("Hãy gõ số, ký hiệu hoặc tên văn bản cần tra, ví dụ: 98/2023/NĐ-CP.")
        return law_to_json(query, as_of or date.today(), self.register)
