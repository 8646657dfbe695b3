"""The store of plans and their passages: a LangChain vector store over one folder.

SQLite (`index.records`) holds plans, passages, metadata and vectors, committed together; FAISS (`index.vectors`)
mirrors the vectors for search and is brought up to date from SQLite when it lags, is damaged or is gone. Opening the
store reads neither vectors nor model. No pickle anywhere.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from index import records
from index.facets import Facets
from index.lexical import LexicalIndex
from index.records import Records, in_chunks, select_in
from index.vectors import Mirror, normalised
from index.wording import text_of, with_readable_wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.engine import Numbers

    Vectors = NDArray[np.float32]

EMBED_BATCH = 256


class PlanStore(VectorStore):
    """Plans with their passages in `folder`, which is made when missing.

    `embedding` may be a function, called when a vector is first needed; where it gives ``None`` passages are kept
    without vectors until `embed_pending`. Reading never waits for a writer. Raises `InputError` when the folder holds
    something unreadable, or was written by a later version.
    """

    def __init__(
        self,
        folder: str | Path,
        embedding: Embeddings | Callable[[], Embeddings | None] | None = None,
        *,
        wait_seconds: float = 30,
    ) -> None:
        self.folder = Path(folder)
        self._embedding = embedding
        self._records = Records(self.folder, wait_seconds=wait_seconds)
        self._mirror = Mirror(self.folder, self._records)
        self._facets = Facets(self._records)

    def close(self) -> None:
        """Write the FAISS file if it lags and close the files."""
        self._mirror.save()
        self._records.close()

    # -- plans ---------------------------------------------------------------------------------------------------

    def put_plan(
        self,
        plan_id: str,
        record: Mapping[str, Any],
        documents: Iterable[Document],
        vectors: Vectors | None = None,
    ) -> bool:
        """Store a plan's record (JSON types) and passages in place of its earlier ones; ``False`` if nothing changed.

        Vectors of passages whose words did not change are kept; the others come from `vectors` (one row a passage) or
        the embedding.
        """
        documents = with_readable_wording(list(documents))
        parts = {name: json.dumps(value, ensure_ascii=False) for name, value in record.items()}
        described = [(document.page_content, document.metadata) for document in documents]
        digest = _digest(json.dumps([parts, described], ensure_ascii=False, sort_keys=True, default=str))
        if self._is_current(plan_id, digest):
            return False
        keys = [document.id or f"{plan_id}#{number}" for number, document in enumerate(documents)]
        rows, model = self._prepared(keys, documents, vectors)
        with self._records.writing() as connection:
            connection.execute("DELETE FROM plans WHERE plan_id = ?", (plan_id,))
            connection.execute("INSERT INTO plans VALUES (?, ?)", (plan_id, digest))
            connection.executemany(
                "INSERT INTO plan_parts VALUES (?, ?, ?)", [(plan_id, name, value) for name, value in parts.items()]
            )
            records.insert_passages(connection, rows, plan=plan_id, model=records.adopt_model(connection, model))
        return True

    def remove_plan(self, plan_id: str) -> bool:
        """Remove a plan with its passages and vectors; ``False`` when there is no such plan."""
        with self._records.writing() as connection:
            return connection.execute("DELETE FROM plans WHERE plan_id = ?", (plan_id,)).rowcount > 0

    def plans(self, *names: str) -> list[dict[str, Any]]:
        """Return the records of all plans, with only the named keys where given (cheap when records are long)."""
        only = f"WHERE name IN ({', '.join('?' * len(names))})" if names else ""
        statement = f"SELECT plan_id, name, value FROM plan_parts {only} ORDER BY plan_id"  # noqa: S608 - marks only
        found: dict[str, dict[str, Any]] = {}
        with self._records.reading() as connection:
            for plan_id, name, value in connection.execute(statement, names):
                found.setdefault(plan_id, {})[name] = json.loads(value)
        return list(found.values())

    def plan_record(self, plan_id: str) -> dict[str, Any] | None:
        """Return one plan's record, or ``None``."""
        with self._records.reading() as connection:
            if not connection.execute("SELECT 1 FROM plans WHERE plan_id = ?", (plan_id,)).fetchone():
                return None
            rows = connection.execute("SELECT name, value FROM plan_parts WHERE plan_id = ?", (plan_id,))
            return {name: json.loads(value) for name, value in rows}

    def plan_passages(self, plan_id: str) -> list[Document]:
        """Return a plan's passages in the order in which they were stored."""
        with self._records.reading() as connection:
            rows = connection.execute(
                "SELECT key, content, metadata FROM passages WHERE plan = ? ORDER BY id", (plan_id,)
            )
            return [_document(*row) for row in rows]

    # -- LangChain -----------------------------------------------------------------------------------------------

    @property
    def embeddings(self) -> Embeddings | None:
        """The embedding model, or ``None`` when there is none."""
        if self._embedding is None or isinstance(self._embedding, Embeddings):
            return self._embedding
        return self._embedding()

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        folder: str | Path = "kehoach-index",
        **kwargs: Any,
    ) -> PlanStore:
        """Return the store in `folder` with `texts` added to it."""
        store = cls(folder, embedding, **kwargs)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **_: Any,
    ) -> list[str]:
        """Add passages that belong to no plan record, replacing those with the same id; returns the ids."""
        texts = list(texts)
        keys = [key or str(uuid.uuid4()) for key in (ids or [None] * len(texts))]
        documents = [
            Document(page_content=text, metadata=metadata)
            for text, metadata in zip(texts, metadatas or [{}] * len(texts), strict=True)
        ]
        rows, model = self._prepared(keys, documents, None)
        with self._records.writing() as connection:
            records.insert_passages(connection, rows, plan=None, model=records.adopt_model(connection, model))
        return keys

    def delete(self, ids: list[str] | None = None, **_: Any) -> bool:
        """Delete passages by id, or all with ``None``; ids that are not there are passed over."""
        with self._records.writing() as connection:
            if ids is None:
                connection.execute("DELETE FROM passages")
            else:
                connection.executemany("DELETE FROM passages WHERE key = ?", [(key,) for key in ids])
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Return the passages with these ids, in this order; ids that are not there are passed over."""
        statement = "SELECT key, content, metadata FROM passages WHERE key IN ({})"
        with self._records.reading() as connection:
            found = {row[0]: _document(*row) for row in select_in(connection, statement, ids)}
        return [found[key] for key in ids if key in found]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """Return the `k` passages nearest to `query`; `filter` (metadata name to value or values) applies first."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(
        self,
        query: str,
        k: int = 4,
        *,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[tuple[Document, float]]:
        """Return the `k` nearest passages with their cosine, best first."""
        embedding = self.embeddings
        if embedding is None:
            return []
        return self.similarity_search_with_score_by_vector(embedding.embed_query(query), k, filter=filter)

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **kwargs: Any) -> list[Document]:
        """Return the `k` passages nearest to a vector."""
        return [document for document, _ in self.similarity_search_with_score_by_vector(embedding, k, **kwargs)]

    def similarity_search_with_score_by_vector(
        self,
        embedding: Sequence[float],
        k: int = 4,
        *,
        filter: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> list[tuple[Document, float]]:
        """Return the `k` passages nearest to a vector, with their cosine, best first."""
        found = self.nearest(embedding, k, self.matching(filter) if filter else None)
        documents = self.passages([number for number, _ in found])
        return [(documents[number], score) for number, score in found if number in documents]

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: max(0.0, min(1.0, cosine))

    # -- what retrieval asks for -----------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """A number that grows with every change of the store."""
        with self._records.reading() as connection:
            return records.revision(connection)

    def matching(self, conditions: Mapping[str, Any]) -> Numbers:
        """Return the numbers, ascending, of the passages that meet every condition (see `index.records.matching`)."""
        return self._facets.matching(conditions)

    def facet_values(self, name: str) -> list[str]:
        """Return the distinct values, as folded keys, that passages have for a name of `records.FACETS`."""
        return self._facets.values(name)

    def nearest(
        self, vector: Sequence[float], k: int, allowed: Sequence[int] | Numbers | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `k` (passage number, cosine), best first; only `allowed` numbers are looked at where given."""
        import numpy as np

        query = normalised(np.asarray(vector, np.float32).reshape(1, -1))
        return self._mirror.nearest(query, k, None if allowed is None else np.asarray(allowed, np.int64))

    def cosines(self, vector: Sequence[float], numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of a vector with each of these passages' vectors; passages without one are passed over."""
        import numpy as np

        query = normalised(np.asarray(vector, np.float32).reshape(1, -1))[0]
        with self._records.reading() as connection:
            found = records.vectors_of(connection, records.current_model(connection), numbers)
        return {number: float(other @ query) for number, other in found.items() if len(other) == len(query)}

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The word index over this store's passages."""
        return LexicalIndex(self)

    def exclusive(self, *, wait: bool = True) -> AbstractContextManager[None]:
        """Hold the right to write; raises `InputError` when it is not to be had in time (at once without `wait`)."""
        return self._records.exclusive(wait=wait)

    def passages(self, numbers: Sequence[int]) -> dict[int, Document]:
        """Return passages by number; numbers that are gone are passed over."""
        statement = "SELECT id, key, content, metadata FROM passages WHERE id IN ({})"
        with self._records.reading() as connection:
            return {row[0]: _document(*row[1:]) for row in select_in(connection, statement, numbers)}

    def numbers(self) -> Numbers:
        """Return the numbers of all passages, ascending."""
        import numpy as np

        with self._records.reading() as connection:
            return np.fromiter(
                (number for (number,) in connection.execute("SELECT id FROM passages ORDER BY id")), np.int64
            )

    # -- vectors ---------------------------------------------------------------------------------------------------

    @property
    def embedding_identity(self) -> str | None:
        """The model that made the stored vectors, or ``None`` before the first."""
        with self._records.reading() as connection:
            model = records.current_model(connection)
        return model and model[1]

    def speaks(self, embedding: Embeddings) -> bool:
        """Tell whether the stored vectors were made by this very model, so that its queries fit them."""
        return self.embedding_identity == _identity(embedding)

    def pending(self) -> int:
        """Return how many passages have no vector of the current model."""
        with self._records.reading() as connection:
            return records.count_pending(connection, records.current_model(connection))

    def embed_pending(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Give every passage a vector of the present embedding, also when that has changed; returns how many were made.

        Work is committed in pieces, so an interrupted run continues where it stopped; until it is done searches use
        the earlier model's vectors.
        """
        embedding = self.embeddings
        if embedding is None:
            return 0
        identity = _identity(embedding)
        with self._records.reading() as connection:
            todo = records.without_vector(connection, identity)
        done = 0
        for chunk in in_chunks(todo):
            for start in range(0, len(chunk), EMBED_BATCH):
                done += self._embed(embedding, chunk[start : start + EMBED_BATCH])
                if progress:
                    progress(done, len(todo))
        with self._records.writing() as connection:
            records.switch_model(connection, identity)
        return done

    def _embed(self, embedding: Embeddings, numbers: Sequence[int]) -> int:
        documents = self.passages(numbers)
        vectors = _encode(embedding, [text_of(document) for document in documents.values()])
        with self._records.writing() as connection:
            model = records.model_number(connection, _identity(embedding), vectors.shape[1])
            alive = {
                row[0] for row in select_in(connection, "SELECT id FROM passages WHERE id IN ({})", list(documents))
            }
            connection.executemany(
                "INSERT OR REPLACE INTO vectors (id, model, vector) VALUES (?, ?, ?)",
                [
                    (number, model, row.tobytes())
                    for number, row in zip(documents, vectors, strict=True)
                    if number in alive
                ],
            )
        return len(documents)

    def _prepared(
        self, keys: Sequence[str], documents: Sequence[Document], vectors: Vectors | None
    ) -> tuple[list[records.Row], tuple[str, int] | None]:
        """Return rows for `insert_passages` and the (identity, dimension) of the model that made their vectors."""
        texts = [text_of(document) for document in documents]
        digests = [_digest(text) for text in texts]
        embedding = self.embeddings
        with self._records.reading() as connection:
            current = records.current_model(connection)
            known = records.vectors_by_hash(connection, current, digests)
        made: dict[str, bytes] = {}
        if embedding is not None and (current is None or current[1] == _identity(embedding)):
            if vectors is None:
                missing = list(dict.fromkeys(digest for digest in digests if digest not in known))
                by_digest = dict(zip(digests, texts, strict=True))
                fresh = _encode(embedding, [by_digest[digest] for digest in missing])
                made = {digest: row.tobytes() for digest, row in zip(missing, fresh, strict=True)}
            else:
                made = {digest: row.tobytes() for digest, row in zip(digests, normalised(vectors), strict=True)}
        model = (_identity(embedding), len(next(iter(made.values()))) // 4) if embedding is not None and made else None
        if model is None and current is not None:
            model = (current[1], current[2])
        blobs = known | made
        rows: list[records.Row] = [
            (key, document.page_content, document.metadata, digest, blobs.get(digest))
            for key, document, digest in zip(keys, documents, digests, strict=True)
        ]
        return rows, model

    def _is_current(self, plan_id: str, digest: str) -> bool:
        with self._records.reading() as connection:
            row = connection.execute("SELECT hash FROM plans WHERE plan_id = ?", (plan_id,)).fetchone()
            if row is None or row[0] != digest:
                return False
            model = records.current_model(connection)
            pending = records.count_pending(connection, model, plan_id)
        return not pending or self.embeddings is None

    def health(self) -> dict[str, Any]:
        """Return counts, the vectors' model, and whether SQLite's own check finds the file whole."""
        with self._records.reading() as connection:
            model = records.current_model(connection)
            counts = {name: records.count(connection, name) for name in ("plans", "passages")}
            return {
                **counts,
                "vectors": records.count_vectors(connection, model),
                "pending": records.count_pending(connection, model),
                "embedding": model[1] if model else None,
                "format": len(records.MIGRATIONS),
                "whole": connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok",
            }


def _document(key: str, content: str, metadata: str) -> Document:
    return Document(id=key, page_content=content, metadata=json.loads(metadata))


def _identity(embedding: Embeddings) -> str:
    kind = type(embedding)
    return str(getattr(embedding, "identity", f"{kind.__module__}.{kind.__qualname__}"))


def _encode(embedding: Embeddings, texts: list[str]) -> Vectors:
    import numpy as np

    if not texts:
        return np.empty((0, 0), np.float32)
    encode = getattr(embedding, "encode", embedding.embed_documents)
    return normalised(np.asarray(encode(texts), np.float32))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
