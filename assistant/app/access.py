"""Who may do what on a page: everybody where it is not shared; on a shared one only editors change anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.app.users import Users

READERS_ONLY_READ = "Tài khoản này chỉ được xem; hãy nhờ người có quyền biên tập thay đổi thư viện hoặc cài đặt."


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one page; `users` is ``None`` where it is not shared."""

    users: Users | None = None

    def may_edit(self, request: Any) -> bool:
        """Tell whether the sender of a Gradio request may change the library, the register and the settings."""
        return self.users is None or self.users.may_edit(getattr(request, "username", None))

    def require_editor(self, request: Any) -> None:
        """Raise `InputError` for a user who may only read."""
        if not self.may_edit(request):
            raise InputError(READERS_ONLY_READ)
