"""Persons and their posts: one head to a school, one part to a person in a committee, the post of the school's kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.context import Context
from assistant.checking.finding import Finding
from assistant.checking.spelling import edit_distance
from corpus.text import fold, fold_key

_SYLLABLE: Final = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]*"
_PERSON: Final = (
    rf"(?<!\w)(?:[Ôô]ng|[Bb]à|[Tt]hầy|[Cc]ô|[Đđ]/c|[Đđ]ồng chí)\s*:?\s+(?P<name>{_SYLLABLE}(?:\s{_SYLLABLE}){{1,4}})"
)
_HEAD: Final = re.compile(rf"{_PERSON}\s*(?:[-–,:|(]|\t)\s*(?P<post>Hiệu trưởng|hiệu trưởng)\s*(?=[-–,;:.|)\n\t])")
_PART: Final = re.compile(
    rf"^[^\n\w]*(?:\d{{1,2}}[.)]\s*)?{_PERSON}(?P<rest>[^\n]*?"
    r"(?P<part>[Tt]rưởng ban|[Pp]hó (?:[Tt]rưởng )?ban|[Ủủ]y viên|[Tt]hành viên|[Tt]hư ký)[^\n]*)$",
    re.MULTILINE,
)
_ONE_HEAD: Final = "Luật Giáo dục số 43/2019/QH14, Điều 56: hiệu trưởng chịu trách nhiệm quản lý, điều hành nhà trường"
_SLIP: Final = 3  # letters: names nearer than this are one person's
_ADJACENT: Final = 600  # characters: parts of one committee stand together


def check_heads(ctx: Context) -> Iterator[Finding]:
    """Yield a second person said to be the head of the school."""
    signer, title = ctx.plan.header.signer, fold_key(ctx.plan.header.signer_title or "")
    first = signer if title == "hieu truong" else None
    for match in _HEAD.finditer(ctx.text, ctx.plan.body.start):
        name = " ".join(match["name"].split())
        first = first or name
        if edit_distance(fold(name), fold(first), _SLIP) < _SLIP or ctx.citation_at(*match.span()):
            continue  # the same person, or a slip in the name, of which another check speaks
        yield ctx.finding(
            "name.two-heads",
            "warning",
            f"Hai người cùng ghi là Hiệu trưởng: {first} và {name}.",
            match.span(),
            suggestion="Kiểm tra lại chức vụ của từng người.",
            basis=_ONE_HEAD,
        )


def check_parts(ctx: Context) -> Iterator[Finding]:
    """Yield persons who stand twice in the list of one committee, with different parts."""
    seen: dict[str, re.Match[str]] = {}
    for match in _PART.finditer(ctx.text, ctx.plan.body.start):
        name = " ".join(match["name"].split())
        earlier = seen.get(name)
        if earlier is None or match.start() - earlier.end() > _ADJACENT:
            seen[name] = match
        elif fold(earlier["part"]) != fold(match["part"]) and _is_one_list(ctx, earlier.end(), match.start()):
            yield ctx.finding(
                "name.twice",
                "warning",
                f"{name} có tên hai lần trong một danh sách: {earlier['part'].lower()} và {match['part'].lower()}.",
                match.span("name"),
                suggestion="Giữ một vai trò cho mỗi người, hoặc sửa lại tên.",
                basis="Mỗi thành viên của một ban ghi một lần",
            )


def _is_one_list(ctx: Context, start: int, end: int) -> bool:
    """Tell whether only lines that name persons stand between the two."""
    lines = [line for line in ctx.text[start:end].split("\n") if line.strip()]
    return all(_PART.match(line) for line in lines)


def check_signing_post(ctx: Context) -> Iterator[Finding]:
    """Yield a signer's post that bodies of this kind do not have: a centre is led by a director, a school by a head."""
    header = ctx.plan.header
    span = header.span("signer_title")
    title, body = fold_key(header.signer_title or ""), fold_key(header.school or "")
    if span is None or not body.startswith(("trung tam ", "truong ")):
        return
    right = "Giám đốc" if body.startswith("trung tam ") else "Hiệu trưởng"
    wrong = {"Giám đốc": ("hieu truong", "pho hieu truong"), "Hiệu trưởng": ("giam doc", "pho giam doc")}[right]
    if title in wrong:
        yield ctx.finding(
            "form.signer-post",
            "warning",
            f"Người đứng đầu {header.school} là {right}, ở đây ghi {header.signer_title}.",
            span,
            suggestion=f"Sửa lại chức vụ ({right} hoặc Phó {right}).",
            basis="Điều lệ, quy chế tổ chức và hoạt động của từng loại cơ sở giáo dục; Nghị định 30/2020/NĐ-CP, "
            "Phụ lục I, mục II.7: ghi chức vụ của người ký",
        )
