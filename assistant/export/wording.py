"""How findings are put into words wherever they are shown: one name a severity, one way to say where."""

from __future__ import annotations

from typing import Final

from assistant.checking.finding import SEVERITIES, Finding, Severity

SEVERITY_NAMES: Final[dict[Severity, str]] = {"error": "Lỗi", "warning": "Nên xem lại", "info": "Để biết"}


_VERDICTS: Final[dict[Severity, str]] = {
    "error": "Chưa nên ký: còn lỗi phải sửa.",
    "warning": "Chưa thấy lỗi chặn ký; xem lại những chỗ nêu dưới đây.",
    "info": "Không thấy lỗi chặn ký.",
}


def verdict_of(counts: dict[Severity, int]) -> tuple[Severity, str]:
    """Return the gravest severity found ("info" where there is nothing), and what it means for the signature."""
    gravest: Severity = next((severity for severity in SEVERITIES if counts[severity]), "info")
    return gravest, _VERDICTS[gravest]


def place_of(finding: Finding) -> str:
    """Return where the finding stands: "mục II.1, trang 2"."""
    section = f"mục {finding.section}, " if finding.section else ""
    return f"{section}trang {finding.page}"


def one_line(text: str, limit: int = 160) -> str:
    """Return `text` on one line, cut with "…" beyond `limit` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def summary_of(counts: dict[Severity, int]) -> str:
    """Return the counts in words: "2 lỗi, 3 chỗ nên xem lại, 5 điều để biết"."""
    return f"{counts['error']} lỗi, {counts['warning']} chỗ nên xem lại, {counts['info']} điều để biết"
