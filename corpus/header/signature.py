"""The foot of a document: who signed it in which post, and to whom it goes (Nghị định 30/2020/NĐ-CP, Phụ lục I).

"Nơi nhận" stands left of the signature; the two columns reach us one after the other or side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from corpus.header.bodies import normal_case
from corpus.header.data import load_header_data
from corpus.header.letterhead import Line, is_capitals, lines_of
from corpus.noise import similarity
from corpus.plan import Span
from corpus.text import fold_key

FOOT_LENGTH: Final = 3000  # characters from the end in which the foot is looked for
_COLUMN_CELLS: Final = 3  # cells of the left column that may come between two lines of the right one
_FOOT_LINES: Final = 14  # lines of a foot that no "Nơi nhận" or "./." announces


@dataclass(frozen=True, slots=True)
class Signature:
    """The foot's parts; each is empty where it was not found."""

    signer: str | None = None
    signer_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None
    recipients: tuple[str, ...] = ()
    recipients_span: Span | None = None


def find_signature(text: str, folded: str, start: int = 0) -> Signature:
    """Return signer, post and recipients from the end of `text`, nothing of which lies before `start`."""
    lines = list(lines_of(text, folded, max(start, len(text) - FOOT_LENGTH), len(text)))
    foot = _foot_start(lines)
    recipients, recipients_span = _recipients(lines[foot:])
    post, signer = _post_and_signer(lines[foot:])
    if signer is None and foot < len(lines) and _RECIPIENTS.match(lines[foot].folded):
        above = _post_and_signer(lines[max(0, foot - _FOOT_LINES) : foot])  # the list of recipients closes the foot
        post, signer = above if above[1] else (post, signer)
    return Signature(
        signer=_name_case(signer.of(text)) if signer else None,
        signer_span=signer,
        title=post.title if post else None,
        title_span=post.span if post else None,
        recipients=recipients,
        recipients_span=recipients_span,
    )


def _post_and_signer(lines: list[Line]) -> tuple[_Post | None, Span | None]:
    """Return the signer's post in `lines` and where the name below it stands."""
    column = _signing_column(lines)
    post = _signing_post(column)
    return post, _signer(column[post.next_line :]) if post else None


_RECIPIENTS: Final = re.compile(r"n[o0]i\s*nh[a-z0-9]{1,2}n\s*[:.]?")
_CLOSES: Final = re.compile(r"\.\s?/\s?\.?\s*$")


def _foot_start(lines: list[Line]) -> int:
    """Return the index of the line where the foot begins: "Nơi nhận", or the line after the closing "./."."""
    for index, line in enumerate(lines):
        if _RECIPIENTS.match(line.folded):
            return index
        if _CLOSES.search(line.folded):
            return index + 1
    return max(0, len(lines) - _FOOT_LINES)


def _signing_column(lines: list[Line]) -> list[Line]:
    """Return `lines` without the cells of rows that stand beside the signer's column: recipients, other signers.

    Where several sign side by side, the head of the school is the signer, else the first of them.
    """
    posts = [(index, match) for index, line in enumerate(lines) if (match := _post_in(line))]
    if not posts:
        return lines
    near = posts[0][0] + _COLUMN_CELLS
    index = next((i for i, match in posts if i <= near and match["post"].endswith("hieu truong")), posts[0][0])
    cell, last = lines[index].cell, _ends_row(lines, index)
    if not cell and last:
        return lines
    row_end = next(at for at in range(index, len(lines)) if _ends_row(lines, at))
    if any(_is_name(line.text) for line in lines[index + 1 : row_end + 1]):
        return lines  # the paragraphs of one cell on one line: post and name
    return [
        line
        for at, line in enumerate(lines)
        if (not line.cell and _ends_row(lines, at)) or (_ends_row(lines, at) if last else line.cell == cell)
    ]


def _ends_row(lines: list[Line], index: int) -> bool:
    """Tell whether line `index` is the last cell of its row."""
    return index + 1 >= len(lines) or not lines[index + 1].cell


# --- post ------------------------------------------------------------------------------------------------------------

_AUTHORITY: Final = r"(?:(?:k\s?t|t\s?m|t\s?l|t\s?u\s?q|q)\s*[./]|[ktq]\s?[./]\s?[tml](?:\s*[./])?(?=\s))\s*"
_AUTHORITY_LINE: Final = re.compile(rf"(?:^|\s)(?P<authority>{_AUTHORITY})(?P<of>[a-z .&-]{{2,60}})$")
_DIVISION: Final = re.compile(r"(?:[ivxl]{1,5}|[0-9]{1,2}|[a-e])\s*[./)]")


@dataclass(frozen=True, slots=True)
class _Post:
    title: str
    span: Span
    next_line: int


@cache
def _post_pattern() -> re.Pattern[str]:
    keys = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in load_header_data().posts)
    return re.compile(
        rf"(?:^|(?<=[\s;.:,]))(?:(?:duyet|xac\s+nhan)\s+(?:cua\s+)?)?(?P<authority>{_AUTHORITY})?"
        rf"(?P<deputy>p(?:ho)?\s?[.,]\s?)?(?P<post>{keys})(?![a-z])(?P<rest>[^\n]{{0,40}})$"
    )


_SPOKEN_OF: Final = re.compile(r"\b(?:voi|cua|cho|cac)\s+$")  # "ĐỐI VỚI GIÁO VIÊN"


def _post_in(line: Line) -> re.Match[str] | None:
    """Return the post that `line`, or its right half, holds: in capitals, or alone on its line."""
    pattern = _post_pattern()
    for match in pattern.finditer(line.folded):
        written = line.text[match.start("post") : match.end("post")]
        if "trường" in written.lower():  # "LIÊN ĐỘI TRƯỜNG" is no "Liên đội trưởng"
            continue
        if _SPOKEN_OF.search(line.folded, 0, match.start()):
            continue
        if _ITEM.match(line.text) and match["rest"].strip(" .:'"):
            continue  # "- GVCN các lớp": a recipient
        if is_capitals(written) or (match.start() == 0 and len(line.text) <= 30 and not match["rest"].strip(" .:")):
            return match
    if 8 <= len(line.text) <= 22 and is_capitals(line.text):
        key = next((k for k in load_header_data().posts if similarity(k, line.folded) >= 0.88), None)
        return pattern.match(key) if key else None
    return None


def _signing_post(lines: list[Line]) -> _Post | None:
    """Return the signer's post as written out, after "KT." or "TM." the post of the one who signs."""
    posts = [
        (i, match) for i, line in enumerate(lines) if not _DIVISION.match(line.folded) and (match := _post_in(line))
    ]
    if not posts:
        return None
    index, match = posts[0]
    line = lines[index]
    parts, start, last = [_post_name(match)], line.start + match.start(), index
    for later, following in posts[1:]:
        if later - last <= _COLUMN_CELLS and match["authority"]:
            parts.append(_post_name(following))
            last, match = later, following
    above = _AUTHORITY_LINE.search(lines[index - 1].folded) if index else None
    if above and is_capitals(lines[index - 1].text[above.start() :]):
        of = normal_case(lines[index - 1].text[above.start("of") :].strip())
        parts.insert(0, f"{_prefix(above['authority'])} {of}")
        start = lines[index - 1].start + above.start("authority")
    end = min(lines[last].end, lines[last].start + match.end("post"))
    return _Post(", ".join(parts), Span(start, end), last + 1)


def _post_name(match: re.Match[str]) -> str:
    post = load_header_data().posts[" ".join(match["post"].split())]
    if match["deputy"]:
        post = f"Phó {post}"
    return f"{_prefix(match['authority'])} {post}" if match["authority"] else post


def _prefix(authority: str) -> str:
    return re.sub(r"[^a-z]", "", authority).upper() + "."


# --- name ------------------------------------------------------------------------------------------------------------

_SYLLABLE: Final = r"[^\W\d_][^\W\d_'’]*(?:[0-9][^\W\d_]*)?"  # a recogniser puts a figure for a letter: "D6", "Ng6"
_NAME: Final = re.compile(rf"(?:{_SYLLABLE}\s+){{1,4}}{_SYLLABLE}")
_HONORIFIC: Final = re.compile(r"(?:ThS|TS|Ths|NGƯT|NGND|Thạc sĩ|Tiến sĩ)\.?\s+")
_SIGNED: Final = re.compile(r"\(?\s*(?:da\s+ky|ky\s+ten|ky\s+va|ky\s*,|ky\s+ghi|dong\s+dau|chu\s+ky|ky\s+thay)")
_LEFT_PART: Final = re.compile(r"[;:]\s*|\.\s+|\s{2,}")
# Beginnings of lines that are no names: as written (Tô, Trương and Đoàn are surnames), and folded where that is safe.
_NOT_A_NAME: Final = re.compile(r"(?:lưu|phòng|các|ban|tổ|hội|trường|như|ubnd|bgh|duyệt|mục|đoàn (?:trường|thanh))\s")
_NOT_A_NAME_FOLDED: Final = re.compile(
    r"(?:noi nhan|so giao|lien doi|cong doan|toan the|phu luc|ke hoach|xac nhan|dang uy|chi bo|hieu truong|pho hieu"
    r"|pho chu|noi dung|chu tich|tong phu|muc dich|truong (?:th|thcs|thpt|mn|tieu|trung|mam))\s"
)


def _signer(lines: list[Line]) -> Span | None:
    """Return the span of the first personal name in `lines`, alone on its line or at its right end."""
    for line in lines[:12]:
        if _SIGNED.match(line.folded) or _DIVISION.match(line.folded):
            continue
        starts = [0, *(cut.end() for cut in _LEFT_PART.finditer(line.text))]
        for start in reversed(starts):
            honorific = _HONORIFIC.match(line.text, start)
            begin = honorific.end() if honorific else start
            words = line.text[begin:].rstrip(" .;,:*")
            if _is_name(words):
                return Span(line.start + begin, line.start + begin + len(words))
    return None


def _is_name(words: str) -> bool:
    return (
        _NAME.fullmatch(words) is not None
        and all(part[0].isupper() for part in words.split())
        and fold_key(words) not in load_header_data().posts
        and not _NOT_A_NAME.match(words.lower() + " ")
        and not _NOT_A_NAME_FOLDED.match(fold_key(words) + " ")
    )


def _name_case(written: str) -> str:
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in written.split())


# --- recipients ------------------------------------------------------------------------------------------------------

_ITEM: Final = re.compile(r"(?:^|(?<=[;.,)]))\s*[-–—+•*]\s*")
_LOOK_AHEAD: Final = 6  # lines below "Nơi nhận" that tell whether its items have bullets


def _recipients(lines: list[Line]) -> tuple[tuple[str, ...], Span | None]:
    """Return the recipients, an item that runs over several lines in one piece, and where the list stands."""
    begin = next((index for index, line in enumerate(lines) if _RECIPIENTS.match(line.folded)), None)
    if begin is None:
        return (), None
    head, below = lines[begin], lines[begin + 1 :]
    beside_head = _without_post(head)[_end_of_heading(head.folded) :].strip(" *_")
    items = [] if is_capitals(beside_head) and not _ITEM.match(beside_head) else _split_items(beside_head)
    bulleted = any(_ITEM.match(line.text) for line in below[:_LOOK_AHEAD])
    end = head.end
    for index, line in enumerate(below):
        words = _without_post(line)
        if _ITEM.match(words):
            items.extend(_split_items(words))
        elif line.cell or _is_beside(line, words):
            continue
        elif _is_name(words):
            if not any(_ITEM.match(later.text) for later in below[index + 1 : index + 3]):
                break
            continue
        elif bulleted and items and not items[-1].endswith((";", ".")) and not is_capitals(words):
            items[-1] = f"{items[-1]} {words}"
        elif not bulleted and not _DIVISION.match(line.folded):
            items.append(words)
        elif any(_ITEM.match(later.text) for later in below[index + 1 : index + 3]):
            continue  # a line more of an item that has its semicolon
        elif items:
            break
        end = line.start + len(words)
    return tuple(filter(None, map(_tidy_item, items))), Span(head.start, end)


def _split_items(words: str) -> list[str]:
    return [item for item in _ITEM.split(words) if any(map(str.isalpha, item))]


def _tidy_item(item: str) -> str:
    return item.partition(";")[0].strip(" .,;:*")


def _is_beside(line: Line, words: str) -> bool:
    """Tell whether `line`, or what is left of it as `words`, belongs to the signature beside the list."""
    if not any(map(str.isalpha, words)) or _SIGNED.match(line.folded):
        return True
    return _post_in(line) is not None or (_AUTHORITY_LINE.search(line.folded) is not None and is_capitals(line.text))


def _end_of_heading(folded: str) -> int:
    match = _RECIPIENTS.match(folded)
    return match.end() if match else 0


def _without_post(line: Line) -> str:
    """Return the left half of a line whose right half is a post in capitals."""
    post = _post_in(line)
    if post and post.string is line.folded and is_capitals(line.text[post.start("post") : post.end("post")]):
        return line.text[: post.start()]
    return line.text
