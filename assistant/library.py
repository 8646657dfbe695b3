"""The school's past plans: the one writer of the index.

A home holds ``library/originals/`` (the files as they came) and ``library/index/`` (the store). A plan counts as added
when the store has it; an original without a record is left over from an interrupted run and is swept on the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assistant.records import PlanRecord, carried_over, corrected, edited, record_of
from corpus.chunking import passages
from corpus.errors import InputError, NotAvailableError
from corpus.parsing import parse
from corpus.plan import Plan
from corpus.reading import PAGE_CACHE, Limits, read
from corpus.roles import load_rules
from corpus.serialise import plan_from_record, plan_to_record

if TYPE_CHECKING:
    from corpus.law.register import Register
    from index.embedding import Embedder
    from index.reranking import Judge
    from index.retrieval import Filters, Hit
    from index.store import PlanStore

#: What a folder is searched for; a file named outright is read whatever its name.
READABLE = frozenset({".docx", ".docm", ".doc", ".pdf", ".txt", ".md", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})

ProgressCallback = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one file: `message` is a Vietnamese sentence when it failed or was read with reservations."""

    path: Path
    status: Literal["added", "updated", "unchanged", "failed"]
    plan_id: str | None = None
    message: str | None = None


# Inside the class `list` is the method.
_Records = list[PlanRecord]
_Ids = list[str]


class Library:
    """The plans of one home. Opening it is cheap: the store, the register and the model load when first needed."""

    def __init__(
        self,
        home: Path,
        *,
        limits: Limits | None = None,
        register: Callable[[], Register] | None = None,
        embedder: Callable[[], Embedder | None] | None = None,
        judge: Judge | None = None,
        ocr: str = "auto",
    ) -> None:
        self.folder = home / "library"
        self.originals = self.folder / "originals"
        self._limits = limits or Limits()
        self._register = register
        self._embedder = embedder or (lambda: None)
        self._judge = judge
        self._ocr = ocr

    @cached_property
    def store(self) -> PlanStore:
        """The vector store, opened on first use."""
        # First what every search imports too: threads that come to the same library by different modules of it at the
        # same time, as the page's start and its first visitor do, would wait for one another in vain.
        import index.retrieval  # noqa: F401
        from index.store import PlanStore

        return PlanStore(self.folder / "index", embedding=self._embedder)

    # -- reading -------------------------------------------------------------------------------------------------

    def list(self) -> _Records:
        """Return the records of all plans, newest plan first, undated ones last."""
        records = [PlanRecord.from_json(record["summary"]) for record in self.store.plans("summary")]
        return sorted(records, key=lambda record: (record.day or "", record.plan_id), reverse=True)

    def get(self, plan_id: str) -> PlanRecord:
        """Return one record; raises `InputError` when there is no such plan."""
        return PlanRecord.from_json(self._stored(plan_id)["summary"])

    def plan(self, plan_id: str) -> Plan:
        """Return the plan as it was understood when it was added, with what the user corrected since.

        Raises `InputError` when there is no such plan.
        """
        stored = self._stored(plan_id)
        return corrected(plan_from_record(stored["plan"]), PlanRecord.from_json(stored["summary"]))

    def plan_as_read(self, plan_id: str) -> Plan:
        """Return the plan as the file was read, without the user's corrections."""
        return plan_from_record(self._stored(plan_id)["plan"])

    def original(self, plan_id: str) -> Path:
        """Return the path of the original file's copy."""
        return self.originals / self.get(plan_id).stored

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> Sequence[Hit]:
        """Return the passages that answer `query`, best first; nothing relevant is an empty list."""
        from index.retrieval import search

        return search(self.store, query, k=k, filters=filters, embedder=self._embedder(), judge=self._judge)

    def _stored(self, plan_id: str) -> dict[str, Any]:
        record = self.store.plan_record(plan_id)
        if record is None:
            raise InputError(f"Không có kế hoạch {plan_id!r} trong thư viện; xem `kehoach list`.")
        return record

    # -- writing -------------------------------------------------------------------------------------------------

    def add(
        self, paths: Sequence[Path], progress: ProgressCallback | None = None, *, sample: bool = False
    ) -> Iterator[AddResult]:
        """Read files and folders into the library, one result a file, as each is done.

        Unchanged files are skipped by content; a changed file replaces its earlier version. One failing file never
        stops the others. Raises `InputError` before anything is written when a path does not exist.
        """
        files = list(self._files(paths))
        self.sweep()
        known = {record.sha256: record for record in self.list()}
        for number, path in enumerate(files, start=1):
            if progress:
                progress(f"[{number}/{len(files)}] {path.name}")
            result = self._add_one(path, known, progress, sample=sample)
            yield result

    def _files(self, paths: Sequence[Path]) -> Iterator[Path]:
        for path in paths:
            if path.is_dir():
                yield from sorted(
                    p for p in path.rglob("*") if p.suffix.lower() in READABLE and not p.name.startswith(("~$", "."))
                )
            elif path.exists():
                yield path
            else:
                raise InputError(f"Không tìm thấy tệp hoặc thư mục {str(path)!r}.")

    def _add_one(
        self, path: Path, known: dict[str, PlanRecord], progress: ProgressCallback | None, *, sample: bool
    ) -> AddResult:
        try:
            digest = _sha256(path, self._limits.max_bytes)
            if digest in known:
                return AddResult(path, "unchanged", known[digest].plan_id)
            reading = read(
                path,
                limits=self._limits,
                progress=_page_progress(path, progress),
                ocr=self._ocr != "off",
                cache=self.folder.parent / PAGE_CACHE,
            )
            plan = parse(
                reading, register=self._register() if self._register else None, roles=load_rules(self.folder.parent)
            )
        except (InputError, NotAvailableError) as error:
            return AddResult(path, "failed", message=str(error))
        source = path.absolute()
        record = record_of(
            plan, sha256=digest, source=source, added=datetime.now(UTC).isoformat(timespec="seconds"), sample=sample
        )
        earlier = next((other for other in known.values() if other.source == str(source)), None)
        if progress:
            progress(f"{path.name}: lập chỉ mục")
        if earlier:
            record = carried_over(earlier, self.plan_as_read(earlier.plan_id), record, plan)
        self._keep_original(path, record.stored)
        self._put(record, plan)
        if earlier:
            self.remove([earlier.plan_id])
            known.pop(earlier.sha256, None)
        known[digest] = record
        warnings = " ".join(record.warnings) or None
        return AddResult(path, "updated" if earlier else "added", record.plan_id, warnings)

    def _put(self, record: PlanRecord, plan: Plan) -> None:
        stored = {"summary": record.as_json(), "plan": plan_to_record(plan)}
        documents = passages(corrected(plan, record), record.plan_id)
        for document in documents:
            document.metadata["file"] = record.file
        self.store.put_plan(record.plan_id, stored, documents)

    def _keep_original(self, path: Path, name: str) -> None:
        self.originals.mkdir(parents=True, exist_ok=True)
        temporary = self.originals / f".{name}.{os.getpid()}.tmp"
        shutil.copyfile(path, temporary)
        temporary.replace(self.originals / name)

    def correct(self, plan_id: str, **changes: str | None) -> PlanRecord:
        """Store what the user corrected of a plan's record (title, school, number, day, kind …) and return it.

        Search, drafts and lists go by the corrected values from then on; what was read is kept beside them.
        """
        record = edited(self.get(plan_id), **changes)
        self._put(record, self.plan_as_read(plan_id))
        return record

    def restore(self, record: PlanRecord, plan: Plan, original: Path) -> None:
        """Put a plan that was removed back as it was, from its record, its reading and a copy of its original."""
        self._keep_original(original, record.stored)
        self._put(record, plan)

    def remove(self, plan_ids: Iterable[str]) -> _Ids:
        """Remove plans with their passages, vectors and originals; returns the ids that were removed.

        Raises `InputError` before anything is removed when one of them is not there.
        """
        records = [self.get(plan_id) for plan_id in plan_ids]
        for record in records:
            self.store.remove_plan(record.plan_id)
            (self.originals / record.stored).unlink(missing_ok=True)
        return [record.plan_id for record in records]

    def sweep(self, older_than_seconds: float = 3600) -> int:
        """Delete originals that no record speaks of, left by an interrupted run; returns how many.

        Young ones may belong to another process that is adding right now, and stay.
        """
        if not self.originals.is_dir():
            return 0
        kept = {record.stored for record in self.list()}
        limit = time.time() - older_than_seconds
        stray = [path for path in self.originals.iterdir() if path.name not in kept and path.stat().st_mtime <= limit]
        for path in stray:
            path.unlink(missing_ok=True)
        return len(stray)


def _page_progress(path: Path, progress: ProgressCallback | None) -> Callable[[int, int], None] | None:
    return progress and (lambda done, pages: progress(f"{path.name}: nhận dạng trang {done}/{pages}"))


def _sha256(path: Path, max_bytes: int) -> str:
    try:
        if path.stat().st_size > max_bytes:
            raise InputError(f"Tệp {path.name!r} quá lớn (hơn {max_bytes // 1_000_000} MB).")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"Không đọc được tệp {path.name!r}: {error.strerror or error}.") from error
