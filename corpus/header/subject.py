"""The kind of document and what it is about (trích yếu): the lines in the middle under the letterhead.

Also which years a plan covers, which its subject says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.dates import find_dates, find_year_spans
from corpus.header.data import load_header_data
from corpus.header.letterhead import Line, find_number, find_place_date, is_capitals, left_of_right_column
from corpus.noise import similarity
from corpus.text import fold, fold_key

_CITES: Final = re.compile(r"[-+•*]?\s*(?:c[a-z]n\s+c[a-z']{1,4}(?:[\s:]|$)|kinh\s+gui)")
_BASIS: Final = re.compile(
    r"[-+•*]?\s*(?:c[a-z]n\s+c[a-z']{1,4}\s|kinh\s+gui|theo\s|nham\s|thi\s+hanh\s|xet\s|de\s|duoc\s+su\s|hoa\s+chung"
    r"|huong\s+ung\s|chao\s+mung\s)"
)
_CARRIES_OUT: Final = re.compile(
    r"[-+•*]?\s*(?:th[a-z]{1,3}c?e?\s+hi[a-z0-9]{1,3}n|tri[a-z]{1,2}n\s+khai)\b(?=.{0,60}\bs[o0-9bé]\s*[:.]?\s*[0-9]+"
    r"|\s+(?:k[a-z]\s+ho[a-z]ch|cong\s+van|huong\s+dan|nhiem\s+vu|chuong\s+trinh|chi\s+dao))"
)
_DIVISION: Final = re.compile(
    r"(?:[ivxl1]{1,5}\s*[./)-]|[ivx]{1,4}(?:\s+[a-z]|$)|[a-e]\s*[./)]|[a-e]\s+[a-z]|[0-9]{1,2}\s*[./)-]|phan\s+(?:thu|[i1])"
    r"|(?:chuong|muc|dieu)\s+(?:[ivx]+|[0-9]+)(?:\s*[.:]|$))\s*"
)
_FIRST_DIVISION: Final = re.compile(r"i\s*[./]\s*[a-z]|a\s*[./]\s*[a-z]")
_ISSUES: Final = re.compile(
    r"(?:x[a-z]y\s+d[a-z]{1,2}ng|ban\s+hanh|lap|to\s+chuc|trien\s+khai|de\s+ra|thong\s+bao|phat\s+dong)\b.{0,200}"
    r"(?:nhu\s+sau|sau\s+day|cu\s+the)"
)
_AUTHORITY: Final = re.compile(r"(?:p\.?\s*)?(?:hieu\s+truong|giam\s+doc|chu\s+tich|ban\s+chap\s+hanh|uy\s+ban)\s")
_GREETS: Final = re.compile(r"(?:chao\s+mung|huong\s+ung|huong\s+toi|nhan\s+dip|lap\s+thanh\s+tich)\s")
_PRINTED_LINE: Final = 110  # characters; a longer line is a paragraph
# A stretch of the year that heads its part of a programme: "THÁNG 9 - 10", "QUÝ I".
_PERIOD: Final = re.compile(
    r"(?:thang|quy|tuan)\s+(?:[0-9]{1,2}|i{1,3}|iv)(?:\s*[,+&-]\s*[0-9]{1,2})*(?:[/-]20[0-9]{2})?\W*$"
)
_YEAR_BEGINS: Final = re.compile(r"Năm (?:học|20)")
_YEAR_ALONE: Final = re.compile(r"(?:19|20)[0-9]{2}(?:\s*[-–]\s*(?:19|20)[0-9]{2})?$")
_SUBJECT_LINES: Final = 8
_SUBJECT_LENGTH: Final = 700


@dataclass(frozen=True, slots=True)
class Subject:
    """The kind of document, and its subject in one line as written; ``[start, end)`` covers both."""

    start: int
    end: int
    document_type: str | None
    subject: str
    type_end: int


def type_of_symbol(symbol: str) -> str | None:
    """Return the kind of document that the first part of a symbol names ("KH" -> "Kế hoạch")."""
    first = re.split(r"[-/.]", symbol.lower(), maxsplit=1)[0]
    return load_header_data().type_of_symbol.get(first)


def find_type_line(lines: list[Line]) -> tuple[int, str, int] | None:
    """Return the index of the line that begins with the kind of document, the kind, and where it ends in that line.

    The line holds nothing but the kind, or the kind in capitals and then the subject.
    """
    for index, line in enumerate(lines):
        if _CITES.match(line.folded) or _FIRST_DIVISION.match(line.folded):
            return None
        left = left_of_right_column(line.folded)
        folded = line.folded[:left].rstrip(" :.*-_")
        key = fold_key(folded)
        spaced = key.replace(" ", "") if re.fullmatch(r"(?:[a-z] )+[a-z]", key) else None
        for name_key, name in load_header_data().document_types.items():
            if key == name_key or (spaced and spaced == name_key.replace(" ", "")):
                return index, name, left
            words = name_key.count(" ") + 1
            begin = " ".join(key.split()[:words])
            written = " ".join(line.text.split()[:words])
            if begin == name_key and is_capitals(written) and not (_names_document(key) or _names_ward(written)):
                return index, name, line.folded.find(name_key.split()[-1]) + len(name_key.split()[-1])
        if 6 <= len(key) <= 12 and is_capitals(line.text[:left]) and similarity(key, "ke hoach") >= 0.8:
            return index, "Kế hoạch", left
    return None


def _names_ward(written: str) -> bool:
    """Tell whether words that fold like "Phương án" begin the name of a ward: "PHƯỜNG AN CỰU"."""
    return written.lower() == "phường an"


def _names_document(key: str) -> bool:
    return re.match(r"[a-z ]+?\s+so\s*:?\s*[0-9]", key) is not None


def read_subject(lines: list[Line], index: int, type_end: int, document_type: str | None) -> Subject:
    """Return the subject that begins in line `index` after its kind of document, over the lines that carry it on."""
    first = lines[index]
    parts = [first.text[type_end : max(type_end, left_of_right_column(first.folded))].lstrip(" :.-_*").rstrip(" _*")]
    end = first.end if parts[0] else first.start + type_end
    for line in lines[index + 1 : index + 1 + _SUBJECT_LINES]:
        is_open = _is_open(" ".join(parts))
        words = line.text.lstrip(" _*" if is_open else " -_*").rstrip(" _*")
        is_year = _YEAR_ALONE.match(words) and fold(parts[-1]).endswith(("nam", "nam hoc", "giai doan"))
        if not (is_open or is_year or any(char.isalpha() for char in words) or words.startswith("(")):
            if parts == [""]:
                continue
            break
        too_long = sum(map(len, parts)) + len(words) > _SUBJECT_LENGTH
        if too_long or _begins_other_part(line) or (any(parts) and not is_open and _ends_subject(line)):
            break
        if document_type == "Quyết định" and is_capitals(line.text) and _AUTHORITY.match(line.folded):
            break  # "HIỆU TRƯỞNG TRƯỜNG …": who decides, over the legal basis
        parts.append(words[:1].lower() + words[1:] if any(parts) and _YEAR_BEGINS.match(words) else words)
        end = line.end
    subject = " ".join(" ".join(part for part in parts if part).split()).rstrip(" -")
    return Subject(first.start, end, document_type, subject, first.start + type_end)


def _is_open(words: str) -> bool:
    """Tell whether a bracket or quotation mark that `words` open is still open."""
    return words.count("(") > words.count(")") or words.count("“") > words.count("”")


def _begins_other_part(line: Line) -> bool:
    """Tell whether `line` belongs to the letterhead or begins the legal basis."""
    return (
        find_number(line) is not None
        or find_place_date(line, strict=True) is not None
        or left_of_right_column(line.folded) < min(10, len(line.folded))
        or _CITES.match(line.folded) is not None
    )


def _ends_subject(line: Line) -> bool:
    """Tell whether `line` no longer belongs to the subject read so far."""
    folded = line.folded.lstrip(" -+*•")
    if not line.after_blank and not _DIVISION.match(folded) and (line.text[0].islower() or _greets(line)):
        return _ISSUES.search(line.folded) is not None
    if _BASIS.match(line.folded) or _DIVISION.match(folded) or _ISSUES.search(line.folded):
        return True
    if _CARRIES_OUT.match(line.folded) and (line.after_blank or len(line.text) > 60):
        return True
    if line.text[0] in "-+•" or (line.after_blank and _AUTHORITY.match(folded)):
        return True
    return line.after_blank and not _carries_on(line)


def _greets(line: Line) -> bool:
    """Tell whether `line` says what the plan greets, "Chào mừng 35 năm …", and is no paragraph."""
    return _GREETS.match(line.folded) is not None and len(line.text) <= _PRINTED_LINE and line.text[-1] not in ".,;:"


def _carries_on(line: Line) -> bool:
    """Tell whether a line after a blank one still belongs to the subject."""
    return (
        line.text[0] in "“\"(«'"
        or line.text[0].islower()
        or re.match(r"(?:nam\s+hoc|nam\s+20|giai\s+doan|hoc\s+ky|chu\s+de|chu\s+diem)", line.folded) is not None
        or (is_capitals(line.text) and not _PERIOD.match(line.folded))
    )


def years_covered(
    subject: str, issued: date | None, year_written: int | None = None
) -> tuple[str | None, tuple[int, ...]]:
    """Return the school year that `subject` names ("2024-2025") and the years that the plan covers.

    A year named outright wins, then both years of a school year, then a period from the year of issue on; with none of
    them it is the year of issue (`issued`, or `year_written` where the day was left blank). What stands in quotation
    marks names a movement, and counts only when nothing else does.
    """
    own = re.sub(r"[“\"«][^”\"»]*[”\"»]", lambda quoted: " " * len(quoted.group()), subject)
    issue_year = issued.year if issued else year_written
    for words in (own, subject):
        spans = find_year_spans(words)
        school = next((span for span in spans if span.kind == "school-year"), None)
        school_year = f"{school.first}-{school.last}" if school else None
        named = tuple(dict.fromkeys(_years_named(words)))
        if school:
            return school_year, (school.first, school.last) if school.last == school.first + 1 else (school.first,)
        if named:
            return None, tuple(sorted(named))
        period = next((span for span in spans if span.first <= span.last <= span.first + 30), None)
        if period:
            first = max(period.first, issue_year) if issue_year and issue_year <= period.last else period.first
            return None, tuple(range(first, period.last + 1))
    return None, (issue_year,) if issue_year else ()


def years_of_text(text: str) -> tuple[int, ...]:
    """Return the years that an undated plan without years in its title is likely to cover.

    Its commonest school year, else the latest year of a day in it.
    """
    spans = Counter(
        (s.first, s.last) for s in find_year_spans(text) if s.kind == "school-year" and s.last == s.first + 1
    )
    if spans:
        return spans.most_common(1)[0][0]
    years = [mention.day.year for mention in find_dates(text) if mention.day]
    return (max(years),) if years else ()


def _years_named(words: str) -> list[int]:
    """Return the years that `words` name as those of the plan: not the aim of a long period ("đến năm 2030")."""
    folded = fold(words)
    found = []
    for mention in find_dates(words):
        year = mention.value[0]
        if (
            year is None
            or year < 2000
            or re.search(r"(?<![a-z])(?:den|huong|nhin|khoa|luat|ky niem)\s*$", folded[: mention.start])
        ):
            continue
        if mention.precision == "day" and re.search(r"(?:ngay\s*|-\s*|\(|so\s.*)$", folded[: mention.start + 5]):
            continue
        found.append(year)
    return found
