"""Tasks that a school cannot set: words copied from the plan of the office above ("các đơn vị trong toàn ngành")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.finding import Finding
from corpus.text import fold

_SCHOOL: Final = re.compile(r"(?<![a-z])truong\s+(?:thcs|thpt|th|tieu|trung|mam|mau|mn|mg|pho|pt)")
_MOST: Final = 5  # places shown; more say the same


def check_scope(ctx: Context) -> Iterator[Finding]:
    """Yield, in a school's own plan, the places that speak to other schools or offices."""
    if not _SCHOOL.search(fold(ctx.plan.header.school or "")) or not ctx.is_plan:
        return
    forms = load_yaml(FOLDER / "phrases.yaml")["beyond_school"]
    pattern = re.compile(rf"(?<![a-z])(?:{'|'.join(form.replace(' ', chr(92) + 's+') for form in forms)})(?![a-z])")
    places = [m for m in pattern.finditer(ctx.folded) if m.start() >= ctx.plan.body.start]
    own = [m for m in places if not ctx.citation_at(*m.span())]
    for match in own[:_MOST]:
        yield ctx.finding(
            "scope.beyond-school",
            "info",
            "Nội dung này dành cho cấp trên hoặc nhiều trường, có thể còn sót lại từ kế hoạch của cấp trên.",
            match.span(),
            suggestion="Viết lại cho đúng phạm vi của nhà trường (tổ, lớp, đoàn thể, cá nhân).",
            basis="Kế hoạch của trường giao việc cho bộ phận, cá nhân trong trường",
        )
