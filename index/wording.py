"""The wording under which a passage is indexed: its line of context and its own words, made readable where damaged.

The text itself stays as found; the readable wording lives in the metadata beside it and serves matching only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.documents import Document

from corpus.text import diacritics_state

#: Metadata: the wording of a passage whose own text lost its diacritics.
RESTORED = "restored"
_MARKED = re.compile("[\u00c0-\u1ef9]")


def text_of(document: Document) -> str:
    """Return what is embedded and indexed of a passage."""
    if restored := document.metadata.get(RESTORED):
        return str(restored)
    context = document.metadata.get("context")
    return f"{context}\n{document.page_content}" if context else document.page_content


def with_readable_wording(documents: Sequence[Document]) -> list[Document]:
    """Return the passages of one plan, with a restored wording in their metadata where the plan lost diacritics.

    The plan is judged as a whole, because a passage may be too short to tell.
    """
    whole = "\n".join(document.page_content for document in documents)
    if diacritics_state(whole) == "full":
        return list(documents)
    from corpus.restore import restore

    misread = _MARKED.search(whole) is not None
    return [
        document.model_copy(
            update={"metadata": {**document.metadata, RESTORED: restore(text_of(document), damaged=misread)}}
        )
        for document in documents
    ]


def is_damaged(document: Document) -> bool:
    """Tell whether the passage's own text lost its diacritics."""
    return RESTORED in document.metadata
