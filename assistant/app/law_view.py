"""Documents of law as cards, each with its life as a line of days."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from assistant.app.fragments import day_text, note_html, text_html
from assistant.lawjob import STATUS_NAMES

NOTHING_FOUND = "Không có văn bản nào khớp. Hãy thử số, ký hiệu đầy đủ hoặc vài từ trong tên."
_SOUND = frozenset({"in-force", "amended"})


def law_html(answer: dict[str, Any], more: Callable[[str], str] = lambda _: "") -> str:
    """Return what `Assistant.law` answered as cards, one a document; `more` gives further HTML by a document's id."""
    if not answer["results"]:
        return note_html(NOTHING_FOUND)
    return "".join(_card(document, answer["as_of"], more(document["id"])) for document in answer["results"])


def _card(document: dict[str, Any], as_of: str, more: str) -> str:
    badge = "good" if document["status"] in _SOUND else "error"
    followed = "".join(
        f'<div class="kh-remedy">{name}: <b>{escape(", ".join(document[key]))}</b></div>'
        for name, key in (("Thay bằng", "replaced_by"), ("Sửa đổi, bổ sung bởi", "amended_by"))
        if document[key]
    )
    doubt = "" if document["verified"] else '<div class="kh-where">Có chi tiết chưa kiểm chứng được.</div>'
    return (
        f'<div class="kh-card"><b>{escape(document["type"] or "")} {escape(document["id"])}</b> '
        f'<span class="kh-badge {badge}">{STATUS_NAMES[document["status"]].capitalize()}</span> '
        f'<span class="kh-where">tại ngày {day_text(as_of)}</span>'
        f'<div>{text_html(document["title"] or "")}</div><div class="kh-where">{escape(document["issuer"] or "")}</div>'
        f"{_life(document)}{followed}{doubt}{more}</div>"
    )


def _life(document: dict[str, Any]) -> str:
    """Return the days of a document's life in order, as steps of a line."""
    days = [
        ("Ban hành", document["issued"]),
        ("Hiệu lực", document["effective"]),
        ("Hết hiệu lực", document["lapsed"]),
    ]
    steps = "".join(f"<li><span>{name}</span> {day_text(day)}</li>" for name, day in days if day)
    known = f'<li class="kh-open"><span>Biết đến</span> {day_text(document["known_to"])}</li>'
    return f'<ol class="kh-life">{steps}{known if document["known_to"] and not document["lapsed"] else ""}</ol>'
