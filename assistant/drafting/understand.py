"""From a sentence to a `Request`: which section, year, kind of plan, base, and with what instructions.

Everything is matched on folded text, so diacritics may be missing; what is kept verbatim (base, audience,
instructions) is cut from the request as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from assistant.drafting.draft import Request
from assistant.drafting.vocabulary import alternation, labelled, load_vocabulary
from corpus.plan import Span
from corpus.text import fold, to_nfc

ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_BARE_PATH: Final = re.compile(
    r"(?<![\w./-])(?:X{0,1}(?:IX|IV|V?I{1,3}|VI{0,3}|V|X))((?:\.(?:\d{1,2}|[a-zđ]))*)(?![\w/-])"
)
_SCHOOL_YEAR: Final = re.compile(r"(?<![\d/])(20\d\d)\s*[-/]\s*(20\d\d|\d\d)(?![\d/])")
_SHORT_SCHOOL_YEAR: Final = re.compile(
    r"(?<![^\W_])(?:nam\s+hoc|nh)\s+(?:(?:thanh|sang|la)\s+)?(\d\d)\s*[-/]\s*(\d\d)(?![\d/])"
)
_YEAR: Final = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/-])")
# "lấy kế hoạch năm 2025 làm mẫu"
_AS_MODEL: Final = re.compile(
    r"(?<![^\W_])(?:lay|dung)\s+(?:ke\s+hoach\s+|ban\s+)?(?:cua\s+)?([^,;.]{2,60}?)\s+(?:de\s+)?lam\s+(?:mau|goc|nen|ban\s+goc)(?![^\W_])"
)
_CLAUSE_END: Final = re.compile(r"[,;.!?\n](?!\d)|$")


@dataclass(frozen=True, slots=True)
class _Reader:
    """A request in both forms, with the stretches that are spoken for."""

    text: str
    folded: str
    taken: tuple[Span, ...] = ()

    def take(self, *spans: Span) -> _Reader:
        return replace(self, taken=self.taken + spans)

    def free(self, span: Span) -> bool:
        return not any(span.overlaps(other) for other in self.taken)

    def matches(self, pattern: str | re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches in the folded text that nothing has claimed yet."""
        for match in re.finditer(pattern, self.folded):
            if self.free(Span(*match.span())):
                yield match


def understand(text: str, *, today: date, known: Request | None = None) -> Request:
    """Return what `text` asks for; what it leaves open is taken from `known`, the request already being worked on.

    `today` gives "năm nay" and "năm học tới" their meaning. ``section`` and ``role`` both ``None`` means the whole
    plan.
    """
    clean = " ".join(to_nfc(text).split())
    reader = _Reader(clean, _told_apart(clean))
    base, reader = _base(reader)
    instructions, reader = _instructions(reader)
    school_audience, reader = _school_audience(reader)
    year, school_year, reader = _year(reader, today)
    kind, kind_spans = _kind(reader)
    section, reader = _section(reader)
    role, audience = _role(reader.take(*kind_spans)), _audience(reader)
    if school_audience:
        instructions = (*instructions, f"cho {school_audience}")
    request = Request(
        text=text.strip(),
        section=section,
        role=role,
        year=year,
        school_year=school_year,
        kind=kind,
        audience=school_audience or audience,
        base=base,
        instructions=instructions,
    )
    return request if known is None else _completed(request, known, whole=_asks_for_whole_plan(reader))


def _told_apart(text: str) -> str:
    """Return `text` folded, without the words whose marks tell them from one that is listened for: "thầy", "thay"."""
    other = rf"(?<!\w)(?:{'|'.join(_words()['other_words'])})(?!\w)"
    return fold(re.sub(other, lambda match: "_" * len(match[0]), text, flags=re.IGNORECASE))


def understand_all(text: str, *, today: date, known: Request | None = None) -> tuple[Request, ...]:
    """Return one request a section where `text` names several ("mục II và III", "mục I, II"), else the one it makes."""
    request = understand(text, today=today, known=known)
    if request.section is None:
        return (request,)
    sections = _listed_sections(fold(to_nfc(text)))
    return tuple(replace(request, section=section) for section in sections) if len(sections) > 1 else (request,)


def _listed_sections(folded: str) -> tuple[str, ...]:
    """Return the main sections of a list that opens with "mục" or "phần"."""
    lead = rf"{alternation(_words()['section_words'])}\s+(?:so\s+)?"
    label = r"(?:[ivx]{1,4}|\d{1,2})(?![^\W_]|\.\d)"
    joint = rf"\s*(?:,|va|&)\s*(?:{lead})?"
    match = re.search(rf"{lead}({label}(?:{joint}{label})+)", folded)
    labels = re.findall(label, match.group(1)) if match else []
    return tuple(dict.fromkeys(_path([found]) for found in labels))


def times() -> tuple[str, ...]:
    """Return the folded words that name a year without its number: "nam ngoai", "nam hoc truoc"."""
    words = _words()
    years = [phrase for phrases in words["years"].values() for phrase in phrases]
    return (*years, *(phrase for named in words["school_years"] for phrase in named["phrases"]))


def school_level(text: str) -> str | None:
    """Return the level of school ("thcs", "thpt" …) that a school's name or a phrase names, or ``None``."""
    folded = " ".join(fold(text).split())
    found = next(
        (level for level, phrase in labelled(_words()["schools"]) if re.search(alternation([phrase]), folded)), None
    )
    if found is None and re.match(r"(?:truong\s+)?(?:th|mn|mg)\s", folded):
        return "tieu-hoc" if re.match(r"(?:truong\s+)?th\s", folded) else "mam-non"
    return found


def current_school_year(today: date) -> int:
    """Return the first year of the school year that `today` lies in."""
    return today.year if today.month >= int(_words()["school_year_begins"]) else today.year - 1


def _words() -> dict[str, Any]:
    return load_vocabulary("requests")


def _completed(request: Request, known: Request, *, whole: bool) -> Request:
    """Return `request` with what it leaves open taken from `known`."""
    says_where = request.section is not None or request.role is not None or whole
    says_when = request.year is not None or request.school_year is not None
    return replace(
        request,
        section=request.section if says_where else known.section,
        role=request.role if says_where else known.role,
        year=request.year if says_when else known.year,
        school_year=request.school_year if says_when else known.school_year,
        kind=request.kind or known.kind,
        audience=request.audience or known.audience,
        base=request.base or known.base,
        instructions=(*known.instructions, *(i for i in request.instructions if i not in known.instructions)),
    )


def _asks_for_whole_plan(reader: _Reader) -> bool:
    return re.search(alternation(_words()["whole_plan"]), reader.folded) is not None


# -- base ------------------------------------------------------------------------------------------------------------


def _base(reader: _Reader) -> tuple[str | None, _Reader]:
    words = _words()
    for match in reader.matches(_AS_MODEL):
        return Span(*match.span(1)).of(reader.text).strip(), reader.take(Span(*match.span()))
    refused = re.compile(alternation(words["not_a_base"]))
    for match in reader.matches(alternation(words["base_leads"])):
        end = _base_end(reader.text, match.end())
        span = Span(match.end(), end)
        name = _without_particles(span.of(reader.text)).strip(" :“”\"'")
        if not name or refused.match(fold(name)) or (match.group() in words["bare_leads"] and not _names_time(name)):
            continue
        if match.group().endswith("truong"):
            name = f"trường {name}"
        return name, reader.take(Span(match.start(), end))
    return None, reader


def _without_particles(name: str) -> str:
    """Return the name of a base without the words of politeness behind it: "trường Vàm Xanh đi nhé"."""
    plain = name.lower() == fold(name)
    particles = {fold(word) if plain else word for word in _words()["particles"]}
    words = name.split()
    while words and words[-1].strip(".").lower() in particles:
        words.pop()
    return " ".join(words)


def _names_time(name: str) -> bool:
    """Tell whether the name of a base is a time: after "giống" or "như" nothing else is surely a plan."""
    return re.match(rf"{alternation(times())}|(?:nam\s+(?:hoc\s+)?)?20\d\d", fold(name)) is not None


def _base_end(text: str, start: int) -> int:
    """Return where the name of the base ends: at punctuation, at "cho …", or before an instruction or a verb.

    A verb is told from a syllable of a name ("Lam Kiều", "Võ Thị Sáu") by its spelling.
    """
    words, folded = _words(), fold(text)
    stop = re.compile(rf"[,;!?\n]|\.(?!\d)|\s(?:cho|va|nhung|de|roi)\s|\s{alternation(words['instruction_verbs'])}|$")
    match = stop.search(folded, start)
    verb = re.compile(rf"\s(?:{'|'.join(words['verbs_after_a_base'])})\s").search(text, start)
    ends = [found.start() for found in (match, verb) if found]
    return min(ends, default=len(folded))


# -- instructions ----------------------------------------------------------------------------------------------------


def _instructions(reader: _Reader) -> tuple[tuple[str, ...], _Reader]:
    words = _words()
    head = re.compile(
        rf"(?:\s|{alternation(words['before_an_instruction'])}\s)*({alternation(words['instruction_leads'])})"
    )
    found: list[Span] = []
    moves_the_year = re.compile(
        rf"{alternation(words['year_moves'])}(?:\s+\w+){{0,4}}?\s+(?:20\d\d|\d\d\s*-\s*\d\d)(?!\d)"
    )
    for clause in _clauses(reader.folded):
        if moves_the_year.match(reader.folded, clause.start, clause.end):
            continue
        match = head.match(reader.folded, clause.start, clause.end)
        if match and reader.free(Span(match.start(1), match.end())) and clause.start > 0:
            found.append(Span(match.start(1), clause.end))
        elif match and clause.start == 0 and not re.match(r"chi tieu", reader.folded):
            found.append(Span(0, clause.end))
        else:
            found.extend(_inner_instructions(reader, clause))
    texts = tuple(text for span in found if (text := span.of(reader.text).strip(" ,;.:")))
    return texts, reader.take(*(piece for span in found for piece in _without_place(reader, span)))


def _without_place(reader: _Reader, span: Span) -> Iterator[Span]:
    """Yield an instruction's stretch without the section that it is to be carried out in; what it drops is no such."""
    words = _words()
    dropped = re.compile(alternation(words["drop"]))
    place = re.compile(
        rf"{alternation(words['section_words'])}\s*(?:[ivx]{{1,4}}|\d{{1,2}})(?![^\W_])[\w.]*"
        rf"|(?<![^\W_])(?:vao|trong|cho|o)\s+{alternation(words['role_leads'])}\s.*"
    )
    start = span.start
    for match in place.finditer(reader.folded, span.start, span.end):
        if not dropped.match(reader.folded, span.start):
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, span.end)


def _inner_instructions(reader: _Reader, clause: Span) -> Iterator[Span]:
    words = _words()
    verb = re.search(alternation(words["instruction_verbs"]), reader.folded[clause.start : clause.end])
    if verb and reader.free(Span(clause.start + verb.start(), clause.end)):
        yield Span(clause.start + verb.start(), clause.end)
        clause = Span(clause.start, clause.start + verb.start())
    for match in re.finditer(alternation(words["instruction_words"]), reader.folded[clause.start : clause.end]):
        yield Span(clause.start + match.start(), clause.start + match.end())


def _clauses(folded: str) -> Iterator[Span]:
    start = 0
    for match in _CLAUSE_END.finditer(folded):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()


# -- year ------------------------------------------------------------------------------------------------------------


def _year(reader: _Reader, today: date) -> tuple[int | None, str | None, _Reader]:
    """Return (year, school year) asked for and the reader with every word of time taken."""
    school_year, reader = _school_year(reader, today)
    words = _words()["years"]
    years: list[tuple[bool, int]] = []
    for match in list(reader.matches(_YEAR)):
        lead = re.search(alternation(_words()["target_leads"]) + r"\s*$", reader.folded[: match.start()])
        years.append((lead is not None, int(match.group(1))))
        reader = reader.take(Span(*match.span()))
    for shift, name in ((0, "this"), (1, "next"), (-1, "last")):
        for match in list(reader.matches(alternation(words[name]) + r"(?!\s+(?:hoc|\d{4}|\d\d\s*-))")):
            years.append((True, today.year + shift))
            reader = reader.take(Span(*match.span()))
    if school_year is not None:
        return None, school_year, reader
    return (max(years)[1] if years else None), None, reader


def _school_year(reader: _Reader, today: date) -> tuple[str | None, _Reader]:
    for match in reader.matches(_SHORT_SCHOOL_YEAR):
        first = today.year // 100 * 100 + int(match.group(1))
        if int(match.group(2)) == int(match.group(1)) + 1:
            return f"{first}-{first + 1}", reader.take(Span(*match.span()))
    for match in list(reader.matches(_SCHOOL_YEAR)):
        first = int(match.group(1))
        second = int(match.group(2)) if len(match.group(2)) == 4 else first // 100 * 100 + int(match.group(2))
        before = reader.folded[max(0, match.start() - 12) : match.start()]
        if second == first + 1 and "giai doan" not in before:
            return f"{first}-{second}", reader.take(Span(*match.span()))
        reader = reader.take(Span(*match.span()))
    for named in _words()["school_years"]:
        for match in reader.matches(alternation(named["phrases"])):
            first = today.year + int(named["before"] if today.month < named["from"] else named["after"])
            return f"{first}-{first + 1}", reader.take(Span(*match.span()))
    return None, reader


# -- kind, role, audience --------------------------------------------------------------------------------------------


def _kind(reader: _Reader) -> tuple[str | None, tuple[Span, ...]]:
    """Return the kind of plan named, and where. A kind's words right after "mục" or "phần" name a section instead."""
    for kind, phrase in labelled(_words()["kinds"]):
        for match in reader.matches(alternation([phrase])):
            if not re.search(r"(?:muc|phan|doan)\s+(?:noi dung\s+)?$", reader.folded[: match.start()]):
                return kind, (Span(*match.span()),)
    campaign = next(reader.matches(_campaign()), None)
    return ("dot-thi-dua", (Span(*campaign.span()),)) if campaign else (None, ())


@lru_cache(maxsize=1)
def _campaign() -> re.Pattern[str]:
    """Return what finds a plan for one day of the calendar: "kế hoạch 20/11", "kế hoạch chào mừng ngày 26/3"."""
    words = _words()
    between = rf"(?:\s+{alternation(words['day_words'])})*"
    return re.compile(rf"{alternation(words['day_leads'])}{between}\s+\d{{1,2}}\s?[/-]\s?\d{{1,2}}(?![/\d-])")


@lru_cache(maxsize=1)
def _role_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the roles' phrases as patterns. "mục tiêu chí" is "mục" + "tiêu chí"; "mục tiêu chỉ tiêu" is not."""
    not_before = {"muc tieu": r"(?!\s+chi(?!\s+tieu)\b)", "tieu chi": r"(?!\s+tieu\b)"}
    return tuple(
        (role, re.compile(alternation([phrase]) + not_before.get(phrase, "")))
        for role, phrase in labelled(_words()["roles"])
    )


def _role(reader: _Reader) -> str | None:
    lead = re.compile(alternation(_words()["role_leads"]) + r"\s+$")
    found: list[tuple[bool, int, int, str]] = []
    for role, pattern in _role_patterns():
        for match in reader.matches(pattern):
            led = lead.search(reader.folded[: match.start()]) is not None
            found.append((not led, match.start(), -len(match.group()), role))
    return min(found)[3] if found else None


def _school_audience(reader: _Reader) -> tuple[str | None, _Reader]:
    words = _words()
    phrases = [phrase for group in words["schools"].values() for phrase in group]
    pattern = rf"(?:danh cho|ap dung cho|cho|o)\s+(?:cac\s+)?({alternation(phrases)})"
    for match in reader.matches(pattern):
        rest = reader.text[match.end() :]
        if re.match(r"\s+[A-ZĐÂĂÊÔƠƯÁÀÉÈÍÓÚÝ]", rest):
            continue  # a school's own name: "cho trường THCS Bình Minh"
        return Span(*match.span(1)).of(reader.text), reader.take(Span(*match.span()))
    return None, reader


def _audience(reader: _Reader) -> str | None:
    words = _words()
    pattern = rf"{alternation(words['audience_leads'])}\s+({alternation(words['audiences'])})"
    match = next(reader.matches(pattern), None)
    if match is None:
        match = next(reader.matches(rf"voi\s+({alternation(words['audiences'])})"), None)
    return Span(*match.span(1)).of(reader.text) if match else None


# -- section ---------------------------------------------------------------------------------------------------------


def _section(reader: _Reader) -> tuple[str | None, _Reader]:
    """Return the numeral path asked for ("III", "II.2", "II.1.a"); "mục 3" is the third main section."""
    words = _words()
    label = rf"[ivx]{{1,4}}(?![^\W_])|\d{{1,2}}(?![^\W_])|{alternation(words['number_words'])}|[a-hk](?![^\W_])"
    inner = r"(?:(?:\s*[.,]\s*|(?<=[ivx])\s*-\s*(?=\d))(?:\d{1,2}|[a-hk])(?![^\W_]))*"
    pattern = rf"{alternation(words['section_words'])}\s+(?:so\s+|thu\s+)?((?:{label}){inner})"
    figures = rf"(?:[ivx]{{1,4}}|\d{{1,2}})(?![^\W_]){inner}"
    close = "|".join(word for word in words["section_words"] if len(word) > 1)
    run_on = rf"(?<![^\W_])(?:{close})({figures})"  # "mụcIII"
    called_content = rf"(?<![^\W_])noi\s+dung\s+({figures})"  # "nội dung 2"
    labels: list[str] = []
    for match in [match for way in (pattern, run_on, called_content) for match in reader.matches(way)]:
        if _is_ordinary_word(match.group(1), reader.folded[match.end() :]):
            continue
        labels.extend(re.split(r"\s*[.,-]\s*", match.group(1)))
        reader = reader.take(Span(*match.span()))
    if labels:
        return _path([_label(label) for label in labels]), reader
    for match in _BARE_PATH.finditer(reader.text):
        if len(match.group()) > 1 and reader.free(Span(*match.span())):
            return match.group(), reader.take(Span(*match.span()))
    return None, reader


def _is_ordinary_word(label: str, rest: str) -> bool:
    """Tell whether a number word really begins an ordinary phrase ("mục năm 2025", "phần tư liệu")."""
    return label in _words()["number_words"] and re.match(r"\s+(?:hoc|\d|nay|toi|sau|lieu)", rest) is not None


def _label(label: str) -> str:
    number = _words()["number_words"].get(label)
    return str(number) if number is not None else label


def _path(labels: list[str]) -> str:
    """Return the labels from the outermost to the innermost: Roman, then Arabic, then letters."""
    roman = [label.upper() for label in labels if re.fullmatch(r"[ivx]+", label)]
    arabic = [label for label in labels if label.isdigit()]
    letters = [label for label in labels if label not in arabic and label.upper() not in roman]
    if not roman and arabic and int(arabic[0]) < len(ROMAN):
        roman, arabic = [ROMAN[int(arabic[0])]], arabic[1:]
    return ".".join([*roman[:1], *arabic, *letters])
