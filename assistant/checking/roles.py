"""Which roles a plan holds, in sections of their own or inside others."""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.profiles import load_roles
from corpus.plan import Plan
from corpus.text import fold

_OPENING: Final = re.compile(
    r"^[\s\-+*•#]*(?:[0-9ivx]{1,4}[.)/]|[a-z][.)])?[\s*]*(?P<words>[a-z][^\n:]{2,40})", re.MULTILINE
)


def roles_present(plan: Plan) -> set[str]:
    """Return the roles that the plan's sections have, or whose content stands inside another section."""
    present = {section.role for section in plan.sections if section.role}
    missing = {name: role for name, role in load_roles().items() if name not in present}
    if missing:
        body = fold(plan.text[plan.body.start :])
        prose = " ".join(body.split())
        openings = {match["words"] for match in _OPENING.finditer(body)}
        present.update(
            name
            for name, role in missing.items()
            if any(words in prose for words in role.words)
            or any(opening.startswith(label) for opening in openings for label in role.labels)
        )
    return present
