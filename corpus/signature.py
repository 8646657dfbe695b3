"""The foot of a document: who signed it in which post, and to whom it goes (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7, 9).

"Nơi nhận" stands left of the signature; the two columns reach us one after the other or side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.bodies import normal_case
from corpus.letterhead import Line, is_capitals, lines_of
from corpus.plan import Span
from corpus.text import fold_key

FOOT_LENGTH: Final = 3000  # characters from the end in which the foot is looked for

# Posts of those who sign, longest first; in the case of Nghị định 30/2020/NĐ-CP, Phụ lục II, III.2.
_POSTS: Final = sorted(
    (
        "Hiệu trưởng", "Phó Hiệu trưởng", "Quyền Hiệu trưởng", "Phụ trách trường", "Hiệu phó", "Giám đốc", "Phó Giám đốc",
        "Chủ tịch", "Phó Chủ tịch", "Chủ tịch Công đoàn", "Phó Chủ tịch Công đoàn", "Chủ tịch Hội đồng", "Chủ tịch Công đoàn cơ sở",
        "Bí thư", "Phó Bí thư", "Bí thư Chi bộ", "Bí thư Chi đoàn", "Bí thư Đoàn trường", "Tổng phụ trách", "Tổng phụ trách Đội",
        "Chi hội trưởng", "Chi hội phó", "Hội trưởng", "Trưởng phòng", "Phó Trưởng phòng", "Thứ trưởng", "Bộ trưởng", "Tổ trưởng",
        "Tổ phó", "Trưởng ban", "Phó Trưởng ban", "Người lập", "Người lập kế hoạch", "Người xây dựng kế hoạch", "Cán bộ thư viện",
        "Liên đội trưởng", "Thủ trưởng đơn vị", "Trưởng Ban Chỉ đạo", "Giáo viên", "Nhân viên thư viện", "Người thực hiện", "Chánh Văn phòng",
        "Chủ tịch Hội đồng trường", "Chủ tịch Chi hội", "GV.TPT Đội", "TPT Đội", "Phó Chủ tịch Hội đồng", "Chủ tịch Hội Khuyến học",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_POST_OF: Final = {fold_key(post): post for post in _POSTS}
_POST_PATTERN: Final = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in _POST_OF)
_AUTHORITY: Final = r"(?:k\s?t|t\s?m|t\s?l|t\s?u\s?q|q)\s*[./]\s*"
_POST_LINE: Final = re.compile(
    rf"(?:duyet\s+cua\s+|xac\s+nhan\s+cua\s+|p\.\s*)?(?P<authority>{_AUTHORITY})?(?P<post>{_POST_PATTERN})(?![a-z])[^\n]{{0,40}}$"
)
_AUTHORITY_LINE: Final = re.compile(rf"(?P<authority>{_AUTHORITY})(?P<of>[a-z .&-]{{2,60}})$")
_RECIPIENTS: Final = re.compile(r"n[o0]i\s*nh[a-z0-9]{1,2}n\s*[:.]?")
_SIGNED: Final = re.compile(r"\(?\s*(?:da\s+ky|ky\s+ten|ky\s+va|ky,|ky\s+ghi|dong\s+dau|chu\s+ky|ky\s+thay)")


@dataclass(frozen=True, slots=True)
class Signature:
    """The foot's parts; each is empty where it was not found."""

    signer: str | None
    signer_span: Span | None
    title: str | None
    title_span: Span | None
    recipients: tuple[str, ...]
    recipients_span: Span | None


def find_signature(text: str, folded: str) -> Signature:
    """Return signer, post and recipients from the end of `text`."""
    lines = list(lines_of(text, folded, max(0, len(text) - FOOT_LENGTH), len(text)))
    lines = lines[_foot_start(lines) :]
    posts = [(index, match) for index, line in enumerate(lines) if (match := _post_in(line))]
    title, title_span, after = _title(lines, posts)
    signer_span = _signer(lines, after) if after is not None else None
    recipients, recipients_span = _recipients(lines)
    return Signature(
        signer=_name(signer_span.of(text)) if signer_span else None,
        signer_span=signer_span,
        title=title,
        title_span=title_span,
        recipients=recipients,
        recipients_span=recipients_span,
    )


def _foot_start(lines: list[Line]) -> int:
    """Return the index of the line where the foot begins: "Nơi nhận", or the line after the closing "./."."""
    start = max(0, len(lines) - 14)
    for index, line in enumerate(lines):
        if _RECIPIENTS.match(line.folded) or re.search(r"\.\s?/\s?\.?\s*$", line.folded):
            return index
    return start


def _post_in(line: Line) -> re.Match[str] | None:
    """Return the post that `line`, or its right half, holds; it is written in capitals, or alone on its line."""
    found: re.Match[str] | None = None
    for match in re.finditer(rf"(?:^|(?<=[\s;.:,]))(?:{_POST_LINE.pattern})", line.folded):
        written = line.text[match.start("post") : match.end("post")]
        if is_capitals(written) or match.start() == 0 and len(line.text) <= 45 and not line.text.startswith("-"):
            found = match
    return found


_Post = tuple[int, "re.Match[str]"]


def _title(lines: list[Line], posts: list[_Post]) -> tuple[str | None, Span | None, int | None]:
    """Return the signer's post as written out, where it stands, and the index of the line after it."""
    posts = [
        (index, match)
        for index, match in posts
        if lines[index].text[:1] not in "-+" or is_capitals(lines[index].text[match.start("post") : match.end("post")])
    ]
    if not posts:
        return None, None, None
    index, match = posts[0]
    parts, start, last = [_post_name(match)], lines[index].start + match.start(), index
    for later, following in posts[1:]:
        if later - last == 1 and match["authority"]:
            parts.append(_post_name(following))
            last, match = later, following
    above = _AUTHORITY_LINE.search(lines[index - 1].folded) if index else None
    if above and is_capitals(lines[index - 1].text[above.start() :]):
        parts.insert(0, f"{_prefix(above['authority'])} {normal_case(lines[index - 1].text[above.start('of') :])}")
        start = lines[index - 1].start + above.start()
    end = lines[last].start + match.end("post")
    return ", ".join(parts), Span(start, end), last + 1


def _post_name(match: re.Match[str]) -> str:
    post = _POST_OF[" ".join(match["post"].split())]
    return f"{_prefix(match['authority'])} {post}" if match["authority"] else post


def _prefix(authority: str) -> str:
    return re.sub(r"[^a-z]", "", authority).upper() + "."


_NAME: Final = re.compile(r"(?:[^\W\d_][^\W\d_'’.]*\s+){1,5}[^\W\d_][^\W\d_'’]*$")
_HONORIFIC: Final = re.compile(r"^(?:ThS|TS|Ths|NGƯT|NGND|Thạc sĩ|Tiến sĩ)\.?\s+")
_NOT_A_NAME: Final = re.compile(
    r"(?:luu|noi nhan|phong|so giao|cac |ban |to |hoi |truong|lien doi|cong doan|nhu |ubnd|bgh|toan the|phu luc|ke hoach|duyet|xac nhan|dang uy)"
)


def _signer(lines: list[Line], start: int) -> Span | None:
    """Return the span of the first personal name from line `start` on, alone on its line or at its right end."""
    for line in lines[start : start + 12]:
        if _SIGNED.match(line.folded):
            continue
        words = line.text
        cut = max(
            words.rfind(";"),
            words.rfind(". ") if not _HONORIFIC.match(words) else -1,
            words.rfind(".\t"),
            words.rfind("  "),
        )
        begin = cut + 1 if cut >= 0 else 0
        tail = words[begin:].strip(" .;,:*")
        if tail.startswith(("-", "+", "•")):
            continue
        begin = words.find(tail, begin)
        honorific = _HONORIFIC.match(tail)
        if honorific:
            begin += honorific.end()
            tail = tail[honorific.end() :]
        if _is_name(tail):
            return Span(line.start + begin, line.start + begin + len(tail))
    return None


def _is_name(words: str) -> bool:
    parts = words.split()
    return (
        2 <= len(parts) <= 5
        and _NAME.match(words) is not None
        and all(part[0].isupper() for part in parts)
        and not _NOT_A_NAME.match(fold_key(words) + " ")
    )


def _name(written: str) -> str:
    words = written.split()
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in words)


def _recipients(lines: list[Line]) -> tuple[tuple[str, ...], Span | None]:
    begin = next((index for index, line in enumerate(lines) if _RECIPIENTS.match(line.folded)), None)
    if begin is None:
        return (), None
    items: list[str] = []
    end = lines[begin].end
    for line in lines[begin:]:
        words = line.text
        if line is lines[begin]:
            match = _RECIPIENTS.match(line.folded)
            words = words[match.end() :] if match else words
        post = _post_in(line)
        if post and is_capitals(line.text[post.start("post") : post.end("post")]):
            words = words[: max(0, len(words) - (len(line.text) - post.start()))]
        for item in re.split(r"(?:^|(?<=[;.\s]))[-+•–]\s*", words):
            if not item.strip(" .;,:*"):
                continue
            if not re.match(r"\s*[-+•–]", words) and items and line is not lines[begin]:
                return tuple(items), Span(lines[begin].start, end)
            name, _, _ = item.partition(";")
            items.append(name.strip(" .;,*"))
            end = line.end
    return tuple(items), Span(lines[begin].start, end)
