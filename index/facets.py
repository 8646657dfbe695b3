"""What passages are filtered by; the latest answers are kept until the store changes, for years and roles are few."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from index import records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.records import Records

#: Answers that are kept; each is at most as long as the library has passages.
KEPT: Final = 32


class Facets:
    """The facets of one store's passages; safe between threads."""

    def __init__(self, source: Records) -> None:
        self._source = source
        self._matching: dict[tuple[int, str], NDArray[np.int64]] = {}
        self._values: dict[str, tuple[int, list[str]]] = {}

    def matching(self, conditions: Mapping[str, Any]) -> NDArray[np.int64]:
        """Return the numbers, ascending, of the passages that meet every condition (see `records.matching`)."""
        asked = json.dumps(conditions, sort_keys=True, default=str)
        with self._source.reading() as connection:
            revision = records.revision(connection)
            found = self._matching.get((revision, asked))
            if found is None:
                found = records.matching(connection, conditions)
                self._matching = {**dict(list(self._matching.items())[1 - KEPT :]), (revision, asked): found}
        return found

    def values(self, name: str) -> list[str]:
        """Return the distinct values, as folded keys, that passages have for a name of `records.FACETS`."""
        with self._source.reading() as connection:
            revision = records.revision(connection)
            of, found = self._values.get(name, (-1, []))
            if of != revision:
                rows = connection.execute("SELECT DISTINCT value FROM facets WHERE name = ? ORDER BY value", (name,))
                found = [value for (value,) in rows]
                self._values[name] = (revision, found)
        return found
