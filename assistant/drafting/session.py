"""A conversation about one draft: its versions, and what each turn changes. Pure data; a turn gives a new `Session`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.drafting.draft import Draft, OnToken, Request
from assistant.drafting.drafter import Drafter
from assistant.drafting.understand import understand, understand_all
from assistant.drafting.vocabulary import alternation, load_vocabulary
from corpus.errors import InputError
from corpus.plan import Plan
from corpus.text import fold, fold_key, to_nfc


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the draft: what was asked for, from which base, which passages were dropped, and what came out."""

    requests: tuple[Request, ...]
    base: str | Plan | None
    dropped: tuple[str, ...]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Session:
    """The versions of a draft, the oldest first; the last one is in hand."""

    versions: tuple[Version, ...]

    @classmethod
    def start(
        cls, message: str, drafter: Drafter, *, base: str | Plan | None = None, on_token: OnToken | None = None
    ) -> Session:
        """Return a session with the first draft of what `message` asks for."""
        requests = understand_all(message, today=drafter.today)
        return cls((_version(drafter, requests, base, (), on_token),))

    @property
    def current(self) -> Draft:
        """The draft in hand."""
        return self.versions[-1].draft

    def undo(self) -> Session:
        """Return the session one version back; raises `InputError` at the first."""
        if len(self.versions) == 1:
            raise InputError("Đây là bản đầu tiên, không còn bản trước để quay lại.")
        return Session(self.versions[:-1])

    def revise(self, message: str, drafter: Drafter, *, on_token: OnToken | None = None) -> Session:
        """Return the session with the change that `message` asks for.

        Another year or base, an idea less, a section more, an instruction. Raises `InputError` when the idea or
        section spoken of is not there.
        """
        last = self.versions[-1]
        places = _ideas_to_drop(message, last.draft)
        if places:
            gone = tuple(source.text for place in places for source in last.draft.paragraphs[place].sources)
            return self._with(_version(drafter, last.requests, last.base, (*last.dropped, *gone), on_token))
        if _goes_on(message):
            further = understand(
                _what_follows(message), today=drafter.today, known=replace(last.requests[-1], instructions=())
            )
            return self._with(_version(drafter, (*last.requests, further), last.base, last.dropped, on_token))
        return self._with(self._changed(message, drafter, on_token))

    def _changed(self, message: str, drafter: Drafter, on_token: OnToken | None) -> Version:
        """Return the version in which every part is drafted anew with what `message` changes."""
        last = self.versions[-1]
        asked = understand(message, today=drafter.today)
        requests = tuple(understand(message, today=drafter.today, known=request) for request in last.requests)
        if asked.section or asked.role:
            requests = requests[-1:]
        named = (
            last.draft.base.plan_id
            if last.draft.base and not asked.base and not isinstance(last.base, Plan)
            else last.base
        )
        base = None if asked.base else named
        try:
            return _version(drafter, requests, base, last.dropped, on_token)
        except InputError:
            if last.base is not None or not (asked.section or asked.role):
                raise
        # nobody asked for that base, so another may hold the part that it lacks
        return _version(drafter, requests, None, last.dropped, on_token)

    def _with(self, version: Version) -> Session:
        return Session((*self.versions, version))


def _version(
    drafter: Drafter,
    requests: tuple[Request, ...],
    base: str | Plan | None,
    dropped: tuple[str, ...],
    on_token: OnToken | None,
) -> Version:
    draft = drafter.draft_all(requests, base=base, dropped=dropped, on_token=on_token)
    return Version(requests, base, dropped, draft)


def _goes_on(message: str) -> bool:
    """Tell whether a turn asks for a further section: "viết tiếp mục IV"."""
    return re.search(_further_section(), fold_key(message)) is not None


def _further_section() -> str:
    """Return the pattern of what goes on to a section; "thêm mục tiêu 95%" adds a target and no section."""
    return alternation(load_vocabulary("requests")["go_on"]) + r"(?!(?<=them muc)\s+(?:tieu|dich)(?!\w))"


def _what_follows(message: str) -> str:
    """Return the part of the plan that a turn goes on to: "mục IV" of "viết thêm mục IV nữa"."""
    text = to_nfc(message)
    match = re.search(_further_section(), fold(text))
    last_word = text[: match.end()].split()[-1] if match else ""
    return f"{last_word}{text[match.end() :]}" if match else text


def _ideas_to_drop(message: str, draft: Draft) -> tuple[int, ...]:
    """Return which paragraphs "bỏ ý thứ hai", "xóa hai ý đầu", "ý 1 và ý 3 bỏ đi" speak of; none if nothing is dropped.

    Raises `InputError` where the draft has no such idea.
    """
    ideas = [place for place, p in enumerate(draft.paragraphs) if p.level == 0 and p.part == "body"]
    numbers = _numbers_to_drop(fold_key(message), len(ideas))
    for number in numbers:
        if not 1 <= number <= len(ideas):
            raise InputError(f"Bản thảo chỉ có {len(ideas)} ý, không có ý thứ {number}.")
    return tuple(ideas[number - 1] for number in numbers)


def _numbers_to_drop(message: str, count: int) -> list[int]:
    words = load_vocabulary("requests")
    number_words = words["number_words"]
    figure = rf"\d{{1,2}}|cuoi(?:\s+cung)?|{alternation(number_words)}"
    named = rf"{alternation(words['ideas'])}\s+(?:so\s+|thu\s+)?(?:{figure})(?!\s+(?:y|gach))"
    several = rf"{named}(?:\s*(?:,|va|voi|cung)\s*(?:{alternation(words['ideas'])}\s+)?(?:so\s+|thu\s+)?(?:{figure}))*"
    drop, politely = alternation(words["drop"]), rf"(?:\s+{alternation(words['politely'])})*"
    first = rf"(?P<many>{figure})\s+{alternation(words['ideas'])}\s+(?P<end>dau|cuoi)(?:\s+(?:tien|cung))?"
    if match := re.search(rf"{drop}{politely}\s+{first}", message):
        many = _number(match.group("many"), count)
        return list(range(1, many + 1)) if match.group("end") == "dau" else list(range(count - many + 1, count + 1))
    found = re.search(rf"{drop}{politely}\s+(?P<named>{several})", message) or re.match(
        rf"(?P<named>{several})[^.;]{{0,24}}\s{drop}(?![^\W_])", message
    )
    if found is None:
        return []
    figures = re.findall(rf"(?<![^\W_])(?:{figure})", re.sub(alternation(words["ideas"]), " ", found.group("named")))
    return [_number(written, count) for written in figures]


def _number(written: str, count: int) -> int:
    """Return the number that is written, the last of `count` for "cuối cùng"."""
    if written.startswith("cuoi"):
        return count
    return int(written) if written.isdigit() else int(load_vocabulary("requests")["number_words"][written])
