"""The versions of a draft made by form: each one is kept, any can be looked at, the last undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the draft, and what led to it in a few words."""

    name: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions, oldest first, and which one is in hand; never empty."""

    all: tuple[Version, ...]
    at: int = 0

    @property
    def current(self) -> Draft:
        """The draft in hand."""
        return self.all[self.at].draft

    @property
    def previous(self) -> Version | None:
        """The version before the one in hand."""
        return self.all[self.at - 1] if self.at else None

    def with_new(self, name: str, draft: Draft) -> Versions:
        """Return the versions with one more, which is then in hand."""
        return Versions((*self.all, Version(name, draft)), len(self.all))

    def chosen(self, at: int) -> Versions:
        """Return the same versions with another one in hand."""
        return Versions(self.all, min(max(at, 0), len(self.all) - 1))

    def undone(self) -> Versions:
        """Return the versions with the one before in hand; nothing is lost, the later ones can be chosen again."""
        return self.chosen(self.at - 1)

    def choices(self) -> list[tuple[str, int]]:
        """Return the versions for a list to choose from, the newest first."""
        named = [(f"{number}. {version.name}", number - 1) for number, version in enumerate(self.all, start=1)]
        return named[::-1]
