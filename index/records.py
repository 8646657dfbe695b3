"""The durable half of the store: one SQLite file that holds plans, passages and vectors together.

What a transaction commits is the truth; the FAISS file beside it (`index.vectors`) is a cache that can be rebuilt from
here at any time. Write-ahead logging keeps readers from ever waiting; a lock file lets one process write at a time.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from corpus.errors import InputError
from corpus.text import fold_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "store.sqlite"
LOCK_FILE = "write.lock"
# SQLite's own limit on variables in a statement is 32 766; smaller pieces keep memory flat.
CHUNK = 500
# The write-ahead log is carried over when it has grown to 64 MB: pages that many commits change are written once. With
# SQLite's 4 MB, adding to a library of half a million passages spent nine tenths of its time there (evals/bench_store).
CHECKPOINT_PAGES = 16_384
#: Metadata that can be filtered on at no cost; any other key is compared in the stored JSON.
FACETS = ("plan_id", "school", "years", "school_year", "kind", "role", "number", "section")


def _create(connection: sqlite3.Connection) -> None:
    for statement in (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE plans (plan_id TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE plan_parts (
             plan_id TEXT NOT NULL REFERENCES plans ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
             PRIMARY KEY (plan_id, name)) WITHOUT ROWID""",
        # AUTOINCREMENT: a number is never given twice, so a vector's number alone tells which passage it belongs to.
        """CREATE TABLE passages (
             id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
             plan TEXT REFERENCES plans ON DELETE CASCADE,
             content TEXT NOT NULL, metadata TEXT NOT NULL, hash TEXT NOT NULL)""",
        "CREATE INDEX passages_of_plan ON passages (plan)",
        "CREATE INDEX passages_by_hash ON passages (hash)",
        """CREATE TABLE facets (
             name TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
             PRIMARY KEY (name, value, id)) WITHOUT ROWID""",
        "CREATE INDEX facets_of_passage ON facets (id)",
        "CREATE TABLE models (model INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, dimension INTEGER NOT NULL)",
        """CREATE TABLE vectors (
             id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE, model INTEGER NOT NULL REFERENCES models,
             vector BLOB NOT NULL, PRIMARY KEY (model, id))""",
        "CREATE INDEX vectors_of_passage ON vectors (id)",
        "INSERT INTO meta VALUES ('revision', '0')",
    ):
        connection.execute(statement)


#: Step i brings a file of format i to format i + 1; the format is kept in SQLite's ``user_version``.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_create,)


def stored_parts(folder: Path, name: str, plan_ids: Sequence[str] | None = None) -> dict[str, Any]:
    """Return the part `name` of the plans kept in `folder` (all, or those of `plan_ids`) by plan id; never writes.

    A folder that holds no store, or one that cannot be read, gives an empty dictionary.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            rows = _parts(connection, name, plan_ids)
            return {plan: json.loads(value) for plan, value in rows}
    except (sqlite3.Error, ValueError):
        return {}


def _parts(connection: sqlite3.Connection, name: str, plan_ids: Sequence[str] | None) -> list[tuple[str, str]]:
    statement = "SELECT plan_id, value FROM plan_parts WHERE name = ?"
    if plan_ids is None:
        return connection.execute(statement, (name,)).fetchall()
    one = f"{statement} AND plan_id = ?"
    return [row for plan in plan_ids for row in connection.execute(one, (name, plan))]


#: A passage to write: key, content, metadata, hash of what is embedded, vector where there is one.
Row = tuple[str, str, Mapping[str, Any], str, bytes | None]


class Records:
    """The SQLite file of one store's folder; safe between threads and processes."""

    def __init__(self, folder: Path, *, wait_seconds: float = 30) -> None:
        from filelock import FileLock

        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self._lock = FileLock(folder / LOCK_FILE, timeout=wait_seconds)
        self._idle: deque[sqlite3.Connection] = deque()
        self._opened: list[sqlite3.Connection] = []
        self._pool_lock = Lock()
        self._migrate()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for reading; it sees the last commit and never waits for a writer."""
        with self._pool_lock:
            connection = self._idle.pop() if self._idle else self._connect()
        try:
            yield connection
        finally:
            with self._pool_lock:
                self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside a transaction that commits on success and leaves nothing behind on failure.

        Raises `InputError` when another process keeps writing for longer than the store is willing to wait.
        """
        with self.exclusive(), self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    @contextmanager
    def exclusive(self, *, wait: bool = True) -> Iterator[None]:
        """Hold the right to write; raises `InputError` when it is not to be had in time (at once without `wait`)."""
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=None if wait else 0)
        except Timeout:
            raise InputError(
                "Thư viện đang được một tiến trình khác ghi; hãy chờ tiến trình đó xong rồi thử lại."
            ) from None
        try:
            yield
        finally:
            self._lock.release()

    def close(self) -> None:
        """Close every connection."""
        with self._pool_lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._idle.clear()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        self._opened.append(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES:d}")
        return connection

    def _migrate(self) -> None:
        try:
            with self.reading() as connection:
                if self._format(connection) == len(MIGRATIONS):
                    return
            with self.exclusive(), self.reading() as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                while (found := self._format(connection)) < len(MIGRATIONS):
                    connection.execute("BEGIN IMMEDIATE")
                    try:
                        MIGRATIONS[found](connection)
                        connection.execute(f"PRAGMA user_version = {found + 1}")
                        connection.execute("COMMIT")
                    except BaseException:
                        connection.execute("ROLLBACK")
                        raise
        except sqlite3.DatabaseError as error:
            self.close()
            raise InputError(f"Không mở được thư viện {str(self.path)!r}: {error}.") from error

    def _format(self, connection: sqlite3.Connection) -> int:
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if found > len(MIGRATIONS):
            raise InputError(
                f"Thư viện {str(self.path)!r} do một phiên bản mới hơn tạo ra; hãy nâng cấp chương trình rồi mở lại."
            )
        return found


def revision(connection: sqlite3.Connection) -> int:
    """Return the number of write transactions so far: whatever is derived from the store is as of a revision."""
    return int(connection.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0])


def insert_passages(
    connection: sqlite3.Connection,
    passages: Iterable[Row],
    *,
    plan: str | None,
    model: int | None,
) -> None:
    """Write passages with their vectors, which `model` made; a passage with the same key is replaced."""
    for key, content, metadata, digest, vector in passages:
        connection.execute("DELETE FROM passages WHERE key = ?", (key,))
        row = connection.execute(
            "INSERT INTO passages (key, plan, content, metadata, hash) VALUES (?, ?, ?, ?, ?)",
            (key, plan, content, json.dumps(metadata, ensure_ascii=False), digest),
        ).lastrowid
        connection.executemany(
            "INSERT OR IGNORE INTO facets VALUES (?, ?, ?)", [(name, value, row) for name, value in facets_of(metadata)]
        )
        if vector is not None and model is not None:
            connection.execute("INSERT INTO vectors (id, model, vector) VALUES (?, ?, ?)", (row, model, vector))


def facets_of(metadata: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the (name, value) pairs a passage can be filtered by; a plan's own year counts among its years."""
    pairs = {(name, fold_key(str(value))) for name in FACETS for value in _values(metadata.get(name))}
    if day := metadata.get("date"):
        pairs.add(("years", str(day)[:4]))
    return pairs


def _values(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple, set)) else (value,)


def matching(connection: sqlite3.Connection, conditions: Mapping[str, Any]) -> NDArray[np.int64]:
    """Return the ids, ascending, of passages whose metadata equal for every name the value or one of those given."""
    import numpy as np

    where, arguments = ["1"], []
    for name, value in conditions.items():
        wanted = list(_values(value))
        if name in FACETS:
            where.append(f"id IN (SELECT id FROM facets WHERE name = ? AND value IN ({_marks(wanted)}))")  # noqa: S608
            arguments += [name, *(fold_key(str(item)) for item in wanted)]
        else:
            where.append(f"json_extract(metadata, ?) IN ({_marks(wanted)})")
            arguments += [f'$."{name}"', *wanted]
    statement = f"SELECT id FROM passages WHERE {' AND '.join(where)} ORDER BY id"  # noqa: S608 - marks only
    return np.fromiter((number for (number,) in connection.execute(statement, arguments)), np.int64)


def _marks(items: Sequence[Any]) -> str:
    return ", ".join("?" * len(items))


def in_chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield `items` in pieces small enough for one statement's variables."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def select_in(connection: sqlite3.Connection, statement: str, items: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `statement`, whose ``{}`` stands for the items of an ``IN (…)``, for all `items`."""
    for chunk in in_chunks(items):
        yield from connection.execute(statement.format(_marks(chunk)), list(chunk))


# -- vectors -------------------------------------------------------------------------------------------------------

Model = tuple[int, str, int]


def current_model(connection: sqlite3.Connection) -> Model | None:
    """Return (number, identity, dimension) of the model whose vectors are searched, or ``None`` before the first."""
    row = connection.execute(
        "SELECT model, identity, dimension FROM models WHERE model = (SELECT value FROM meta WHERE name = 'model')"
    ).fetchone()
    return row and (int(row[0]), str(row[1]), int(row[2]))


def model_number(connection: sqlite3.Connection, identity: str, dimension: int) -> int:
    """Return the number of a model, giving it one when it is new."""
    connection.execute("INSERT OR IGNORE INTO models (identity, dimension) VALUES (?, ?)", (identity, dimension))
    return int(connection.execute("SELECT model FROM models WHERE identity = ?", (identity,)).fetchone()[0])


def adopt_model(connection: sqlite3.Connection, model: tuple[str, int] | None) -> int | None:
    """Return the number under which vectors of `model` (identity, dimension) may be stored now.

    The first model becomes the current one; ``None`` when another has become current meanwhile.
    """
    if model is None:
        return None
    current = current_model(connection)
    if current is None:
        number = model_number(connection, *model)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (str(number),))
        return number
    return current[0] if current[1] == model[0] else None


def switch_model(connection: sqlite3.Connection, identity: str) -> None:
    """Make a model the current one and drop every other model's vectors; no effect for a model without vectors."""
    row = connection.execute("SELECT model FROM models WHERE identity = ?", (identity,)).fetchone()
    if row is None:
        return
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (str(row[0]),))
    connection.execute("DELETE FROM vectors WHERE model != ?", row)
    connection.execute("DELETE FROM models WHERE model != ?", row)


def without_vector(connection: sqlite3.Connection, identity: str) -> list[int]:
    """Return the numbers of the passages that have no vector of the model `identity`."""
    statement = """SELECT id FROM passages WHERE id NOT IN
                     (SELECT id FROM vectors WHERE model = (SELECT model FROM models WHERE identity = ?)) ORDER BY id"""
    return [number for (number,) in connection.execute(statement, (identity,))]


def vectors_by_hash(connection: sqlite3.Connection, model: Model | None, digests: Sequence[str]) -> dict[str, bytes]:
    """Return the current model's vectors of passages with these hashes, by hash."""
    if model is None:
        return {}
    # CROSS JOIN: the few hashes first; left to itself SQLite goes through all vectors of the model
    pairs = "passages CROSS JOIN vectors USING (id)"
    statement = f"SELECT hash, vector FROM {pairs} WHERE model = {model[0]:d} AND hash IN ({{}})"  # noqa: S608 - an integer
    return dict(select_in(connection, statement, digests))


def vector_numbers(connection: sqlite3.Connection, model: Model) -> NDArray[np.int64]:
    """Return the numbers of all passages with a vector of `model`, ascending."""
    import numpy as np

    rows = connection.execute("SELECT id FROM vectors WHERE model = ? ORDER BY id", (model[0],))
    return np.fromiter((number for (number,) in rows), np.int64)


def vectors_of(
    connection: sqlite3.Connection, model: Model | None, numbers: Sequence[int]
) -> dict[int, NDArray[np.float32]]:
    """Return the vectors of these passages by number; those without one are passed over."""
    import numpy as np

    if model is None:
        return {}
    statement = f"SELECT id, vector FROM vectors WHERE model = {model[0]:d} AND id IN ({{}})"  # noqa: S608 - an integer
    return {number: np.frombuffer(vector, np.float32) for number, vector in select_in(connection, statement, numbers)}


def count(connection: sqlite3.Connection, table: Literal["plans", "passages"]) -> int:
    """Return the number of rows."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a literal


def count_vectors(connection: sqlite3.Connection, model: Model | None) -> int:
    """Return the number of vectors of `model`."""
    return int(
        connection.execute("SELECT count(*) FROM vectors WHERE model = ?", (model[0] if model else 0,)).fetchone()[0]
    )


def count_pending(connection: sqlite3.Connection, model: Model | None, plan_id: str | None = None) -> int:
    """Return how many passages (of one plan where given) have no vector of `model`."""
    statement = """SELECT count(*) FROM passages WHERE (?1 IS NULL OR plan = ?1)
                     AND NOT EXISTS (SELECT 1 FROM vectors WHERE model = ?2 AND vectors.id = passages.id)"""
    return int(connection.execute(statement, (plan_id, model[0] if model else 0)).fetchone()[0])
