"""References of a plan to its own sections: "theo mục VIII của Kế hoạch này" where there is no such section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context
from assistant.checking.finding import Finding
from assistant.checking.numbering import numeral_style, value_of

# Only what says that it speaks of the plan itself, or of what stands above, is a reference to the plan's own sections.
_REFERENCE: Final = re.compile(
    r"(?<!\w)(?:[Mm]ục|[Pp]hần)[ \n](?P<numeral>[IVX]{1,5})(?![\w./-])"
    r"(?:[ \n](?:của|trong|tại)?[ \n]?(?:(?:bản )?[Kk]ế hoạch này)|[ \n](?:nêu |ở )?trên(?!\w))"
)
_LEAST_SECTIONS: Final = 2


def check_references(ctx: Context) -> Iterator[Finding]:
    """Yield references to a Roman section that the plan does not have."""
    tops = [s.numeral for s in ctx.plan.sections if s.parent is None and not s.is_paragraph and s.numeral]
    romans = [numeral for numeral in tops if numeral_style(numeral) == "roman"]
    own = {value_of(numeral) for numeral in romans}
    if len(own) < _LEAST_SECTIONS or not ctx.is_exact:
        return
    for match in _REFERENCE.finditer(ctx.text, ctx.plan.body.start):
        if value_of(match["numeral"]) in own or ctx.citation_at(*match.span()):
            continue
        yield ctx.finding(
            "reference.missing",
            "warning",
            f"Kế hoạch không có mục {match['numeral']}.",
            match.span(),
            suggestion=f"Sửa lại số mục được dẫn (kế hoạch có {len(own)} mục lớn: {', '.join(romans)}).",
            basis="Mục được dẫn chiếu phải có trong kế hoạch",
        )
