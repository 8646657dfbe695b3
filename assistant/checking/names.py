"""The school, its place, its head and the abbreviations: named one way throughout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.finding import Finding
from assistant.checking.phrases import any_of
from assistant.checking.spelling import edit_distance, is_slip, near_names, spelling
from corpus.header.bodies import BodyMention, find_bodies
from corpus.noise import skeleton
from corpus.text import fold

_ONE_NAME: Final = "Tên trường, tên người phải thống nhất trong cả kế hoạch"
_LEVELS: Final = (
    ("th va thcs", r"(?:tieu hoc|th)\s*(?:va|&|-|,)\s*(?:trung hoc co so|thcs)"),
    ("thcs va thpt", r"(?:trung hoc co so|thcs)\s*(?:va|&|-|,)\s*(?:trung hoc pho thong|thpt)"),
    ("thcs", r"trung hoc co so|thcs"),
    ("thpt", r"trung hoc pho thong(?: chuyen)?|thpt(?: chuyen)?"),
    ("th", r"tieu hoc|th"),
    ("mn", r"mam non|mn"),
    ("mg", r"mau giao|mg"),
    ("", r"pho thong(?: dan toc (?:noi|ban) tru)?|ptdt[nb]t"),
)
_UNIT_WORDS: Final = frozenset(
    ["phuong", "xa", "tinh", "quan", "huyen", "truong", "thcs", "thpt", "hoc", "non", "so", "thong", "th", "mn"]
)
_HEAD_POST: Final = re.compile(
    r"(?:hieu truong|nguoi ky|truong ban|chu tich)[^.\n]{0,40}$|(?:ong|ba|dong chi|d/c|thay|co)\s*:?\s*$"
)
_ABBREVIATION: Final = re.compile(r"(?<![\w&/.-])[A-ZĐ]{3,7}(?![\w&/])")
_COLUMNS: Final = re.compile(r"\s{3,}|\t|\|")
_OFTEN: Final = 4


def check_school(ctx: Context) -> Iterator[Finding]:
    """Yield mentions of the plan's own school under a name that is nearly, and not quite, its own."""
    own = ctx.plan.header.school
    if own is None or not ctx.is_legible:
        return
    level, name = split_school(own)
    for mention in find_bodies(ctx.text):
        other_level, other = split_school(mention.name)
        if not name or not other or ctx.citation_at(mention.start, mention.end):
            continue
        if spelling(other) == spelling(name):
            if level and other_level and level != other_level and _is_own_statement(ctx, mention):
                yield _school(ctx, mention, own, "cấp học khác")
        elif is_slip(other, name) or (level == other_level and _is_misnamed_actor(ctx, mention, other, name)):
            yield _school(ctx, mention, own, "tên viết khác")
        elif _is_own_statement(ctx, mention) and spelling(other)[: len(spelling(name))] != spelling(name):
            yield _school(ctx, mention, own, "tên trường khác")


def _school(ctx: Context, mention: BodyMention, own: str, what: str) -> Finding:
    written = " ".join(ctx.text[mention.start : mention.end].split())
    return ctx.finding(
        "name.inconsistent",
        "warning",
        f"“{written}”: {what} so với tên trường ban hành kế hoạch ({own}).",
        mention,
        suggestion=f"Thống nhất là “{own}”.",
        basis=_ONE_NAME,
    )


def split_school(name: str) -> tuple[str, str]:
    """Return the level ("thcs", "" where none is said) and the proper name of a school's name."""
    folded = fold(name)
    start = re.search(r"truong\s+", folded)
    at = start.end() if start else 0
    for level, pattern in _LEVELS:
        found = re.match(rf"(?:{pattern})(?![a-z])\s*", folded[at:].replace("\n", " "))
        if found and not level:  # "Trường PTDTBT Tiểu học …": its level follows
            inner, rest = split_school(f"Trường {name[at + found.end() :]}")
            return inner, rest
        if found:
            return level, name[at + found.end() :].strip()
    return "", name[at:].strip() if start else ""


def _differs_in_one(other: str, name: str) -> bool:
    """Tell whether two names of several syllables differ in one alone, which begins with the same letter."""
    left, right = spelling(other), spelling(name)
    if len(left) != len(right) or len(left) < 2:
        return False
    different = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(different) == 1 and different[0][0][:1] == different[0][1][:1]


def _is_misnamed_actor(ctx: Context, mention: BodyMention, other: str, name: str) -> bool:
    """Tell whether the school named acts, as only the plan's own school does, under nearly the plan's own name."""
    if not _differs_in_one(other, name):
        return False
    sentence = ctx.sentence_at(mention.start)
    before = ctx.folded[sentence.start : mention.start]
    if len(spelling(name)) < 3:  # another school of the ward may bear such a name: only as the subject of an item
        alone = re.fullmatch(r"[^a-z]*", before) is not None
    else:
        alone = re.search(r"(?:voi|cua|tai|o|cung|den|va|moi)\s*$", before[-12:].replace("\n", " ")) is None
    return alone and any_of("acts").match(ctx.after(mention.end, 30).lstrip(" ,")) is not None


def _is_own_statement(ctx: Context, mention: BodyMention) -> bool:
    """Tell whether the sentence is the one in which the school says what it plans, and the mention is its subject."""
    sentence = ctx.sentence_at(mention.start)
    words = " ".join(sentence.of(ctx.folded).split())
    if any_of("operative").search(words) is None or mention.section is not None:
        return False
    return re.match(r"\s*,?\s*(?:xay dung|ban hanh|lap|trien khai|to chuc)\s", ctx.after(mention.end, 30)) is not None


def check_places(ctx: Context) -> Iterator[Finding]:
    """Yield names of the plan's own place, or of the unit above, with one letter or mark wrong."""
    if not ctx.is_legible:
        return
    for name in _own_places(ctx):
        for start, end in near_names(ctx.text, name):
            word_before = re.search(r"(\w+)\s*$", ctx.before(start, 14))
            if word_before and word_before[1] in _UNIT_WORDS:
                yield ctx.finding(
                    "name.inconsistent",
                    "warning",
                    f"“{ctx.text[start:end]}” có thể là “{name}”.",
                    (start, end),
                    suggestion=f"Viết “{name}”.",
                    basis="Địa danh phải thống nhất với phần đầu kế hoạch",
                )


def _own_places(ctx: Context) -> set[str]:
    """Return the proper names of place and superior in the header, of two syllables or more."""
    names = set()
    for source in (ctx.plan.header.place, ctx.plan.header.superior):
        found = re.search(r"(?:[^\W\d_a-zà-ỹ][^\W\d_]*\s?){2,4}$", source or "")
        words = found.group().split() if found else []
        if 2 <= len(words) <= 3:
            names.add(" ".join(words))
    return names


def check_head(ctx: Context) -> Iterator[Finding]:
    """Yield the signer's name written with one letter or mark otherwise elsewhere."""
    signer = ctx.plan.header.signer
    own = ctx.plan.header.span("signer")
    if signer is None or not ctx.is_legible or len(signer.split()) < 3:
        return
    for start, end in near_names(ctx.text, signer):
        if not (own and own.start <= start < own.end) and _HEAD_POST.search(ctx.before(start, 50)):
            yield ctx.finding(
                "name.inconsistent",
                "warning",
                f"“{ctx.text[start:end]}” khác tên người ký “{signer}”.",
                (start, end),
                suggestion=f"Thống nhất là “{signer}” nếu là một người.",
                basis=_ONE_NAME,
            )


def check_abbreviations(ctx: Context) -> Iterator[Finding]:
    """Yield abbreviations that are a slip of a usual one of the plan, and those that nothing explains."""
    found = [m for m in _ABBREVIATION.finditer(ctx.text) if not _is_in_capitals(ctx, m.start(), m.end())]
    found = [match for match in found if not set(match.group()) <= set("IVXLC")]  # Roman numerals
    counts = Counter(match.group() for match in found)
    known = set(load_yaml(FOLDER / "names.yaml")["known_abbreviations"])
    slips = {short: usual for short in counts if (usual := _usual_of(short, counts, known)) is not None}
    for match in found:
        usual = slips.get(match.group())
        if usual is not None and not ctx.citation_at(*match.span()):
            yield ctx.finding(
                "name.inconsistent",
                "warning",
                f"“{match.group()}” có thể là “{usual}” (dùng {counts[usual]} lần trong kế hoạch).",
                match.span(),
                suggestion=f"Viết “{usual}”.",
                basis="Một chữ viết tắt một cách viết trong cả kế hoạch",
            )
    yield from _unexplained(ctx, [m for m in found if m.group() not in known and m.group() not in slips])


def _usual_of(short: str, counts: Counter[str], known: set[str]) -> str | None:
    """Return the abbreviation that `short` is a slip of: far more frequent, one letter off, not by noise alone."""
    if short in known or counts[short] > 2 or len(short) < 4:
        return None
    for usual, count in counts.most_common():
        far_more = count >= _OFTEN and count >= 4 * counts[short]
        if far_more and usual != short and len(usual) == len(short) and edit_distance(usual, short, 2) == 1:
            return None if skeleton(usual) == skeleton(short) else usual
    return None


def _unexplained(ctx: Context, found: list[re.Match[str]]) -> Iterator[Finding]:
    if not ctx.is_exact:
        return
    first: dict[str, re.Match[str]] = {}
    for match in found:
        if not ctx.citation_at(*match.span()) and match.group() not in first and not _is_explained(ctx, match.group()):
            first[match.group()] = match
    if first:
        match = next(iter(first.values()))
        yield ctx.finding(
            "name.abbreviation",
            "info",
            f"Chữ viết tắt chưa được giải thích: {', '.join(list(first)[:8])}.",
            match.span(),
            suggestion="Viết đầy đủ ở lần đầu, kèm chữ viết tắt trong ngoặc.",
            basis="Nghị định 30/2020/NĐ-CP, Điều 5 và Phụ lục I: viết tắt phải được giải thích ở lần đầu",
        )


def _is_explained(ctx: Context, short: str) -> bool:
    """Tell whether the text says what `short` stands for: in brackets, or in words whose initials it is."""
    if re.search(rf"\(\s*(?:sau đây |gọi tắt |viết tắt |là |gọi là )*[\"“]?{short}[\"”]?\s*\)", ctx.text):
        return True
    initials = r"\s+".join(rf"{re.escape(fold(char))}[a-z]*" for char in short)
    return re.search(rf"(?<![a-z]){initials}(?![a-z])", ctx.folded) is not None


def _is_in_capitals(ctx: Context, start: int, end: int) -> bool:
    """Tell whether the word stands in a column of capitals, where nothing tells an abbreviation from a word."""
    line_start, line_end = ctx.text.rfind("\n", 0, start) + 1, ctx.text.find("\n", end)
    line_end = line_end if line_end >= 0 else len(ctx.text)
    before = _COLUMNS.split(ctx.text[line_start:start])[-1]
    after = _COLUMNS.split(ctx.text[end:line_end])[0]
    letters: list[str] = [char for char in before + ctx.text[start:end] + after if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.6 * len(letters)
