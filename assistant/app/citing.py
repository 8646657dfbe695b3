"""Where the plans of the library cite a document of law; each plan is looked through once."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from assistant.app.fragments import chip_html, day_text, plan_link
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.records import PlanRecord
    from assistant.service import Assistant

_Places = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """A plan that cites a document, and the stretches of its text where it does."""

    record: PlanRecord
    places: tuple[tuple[int, int], ...]


class Citations:
    """The citations of one library by document of the register."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._seen: dict[tuple[str, str], _Places] = {}
        self._lock = threading.Lock()

    def of(self, register_id: str) -> tuple[CitingPlan, ...]:
        """Return the plans that cite the document, newest plan first."""
        found = ((record, self._places(record).get(register_id)) for record in self._assistant.library.list())
        return tuple(CitingPlan(record, tuple(places)) for record, places in found if places)

    def html_of(self, register_id: str) -> str:
        """Return them as a chip that opens the list, each leading to the place; "" where no plan does."""
        lines = [_line(plan) for plan in self.of(register_id)]
        return chip_html(f"Kế hoạch trong thư viện viện dẫn ({len(lines)})", lines)

    def _places(self, record: PlanRecord) -> _Places:
        key = (record.plan_id, record.sha256)
        with self._lock:
            if key not in self._seen:
                self._seen[key] = self._read(record.plan_id)
            return self._seen[key]

    def _read(self, plan_id: str) -> _Places:
        try:
            plan = self._assistant.library.plan_as_read(plan_id)
        except InputError:  # removed in the meantime
            return {}
        places: _Places = {}
        for citation in plan.citations:
            if citation.register_id:
                places.setdefault(citation.register_id, []).append((citation.start, citation.end))
        return places


def _line(plan: CitingPlan) -> str:
    record = plan.record
    name = " · ".join(filter(None, (record.school, record.number, day_text(record.day)))) or record.file
    start, end = plan.places[0]
    more = f" ({len(plan.places)} chỗ)" if len(plan.places) > 1 else ""
    return plan_link(record.plan_id, name, start=start, end=end) + escape(more)
