"""What a question is about, without the words that only ask it; and the words of the conversation, ``chat.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.evidence import bare, signs_of
from assistant.phrasebook import Phrasebook, words_of
from corpus.tables import load_table
from corpus.text import fold, fold_key, to_nfc

if TYPE_CHECKING:
    from assistant.checking.finding import Finding

# "Nghị định 98/2023/NĐ-CP ngày …", "ban hành ngày …"
_DAY_OF_A_NAME = re.compile(r"(?:\d[\w/&-]*|ban hanh)\s*(?:ngay)?\s*$")

# "trước ngày 1/1/2024" asks for the day before.
_BEFORE = re.compile(r"truoc(?:\s+ngay)?\s*$")

#: Words after its kind that it takes to name a document without its number ("luật giáo dục").
_FEWEST_NAMING_WORDS = 2

_NAMED = re.compile(
    r"(?<!\w)(?:nghi dinh|thong tu|quyet dinh|chi thi|nghi quyet|luat|cong van|huong dan)\s+(?:so\s+)?\d\S*"
)


@lru_cache(maxsize=1)
def load_vocabulary() -> dict[str, Any]:
    """Return the phrases of ``chat.yaml``."""
    loaded = load_table("chat.yaml", "assistant")
    assert isinstance(loaded, dict)
    return loaded


def law_words(message: str) -> str:
    """Return what a question about a document says of the document itself: "nghị định 98" of "nghị định 98 còn …?".

    Empty where it names none ("văn bản nào thay nó").
    """
    text = _by_its_name(message) or to_nfc(message)
    kept = fold(text)
    if named := _NAMED.search(kept):  # what stands before a document's kind and number only asks for it
        text, kept = text[named.start() :], kept[named.start() :]
    name = _NAMED.match(kept)
    asking = re.compile(rf"(?<!\w)(?:{_any_of(load_vocabulary()['law_questions'])})(?!\w)")
    for match in asking.finditer(kept, name.end() if name else 0):
        kept = kept[: match.start()] + " " * len(match[0]) + kept[match.end() :]
    left = "".join(sign if kept[at] != " " else " " for at, sign in enumerate(text))
    document = _without_fillers(left, load_vocabulary()["law_fillers"])
    return "" if fold_key(document) in load_vocabulary()["bare_kinds"] else document


def _by_its_name(message: str) -> str | None:
    """Return a document that is named by its kind and subject, up to where the question goes on after the name.

    "luật thi đua khen thưởng" of "muốn trích luật thi đua khen thưởng thì ghi số mấy"; ``None`` where a number does.
    """
    words = words_of(message)
    if any(word.isdigit() for word in words):
        return None
    found = list(_names().find(words))
    kinds = [each for each in found if each.name == "kinds"]
    if not kinds:
        return None
    start, first = kinds[-1].start, kinds[-1].end
    end = min((each.start for each in found if each.name == "end" and each.start >= first), default=len(words))
    return " ".join(words[start:end]) if end - first >= _FEWEST_NAMING_WORDS else None


@lru_cache(maxsize=1)
def _names() -> Phrasebook:
    return Phrasebook(load_vocabulary()["document_names"])


def _without_fillers(text: str, fillers: Iterable[str]) -> str:
    """Return the words of `text` without small words and marks at either end."""
    words = [word for word in text.split() if word.strip("?.,!")]
    plain = text == fold(text)
    small = {fold(word) if plain else word for word in fillers}
    while words and words[0].strip("?.,!").lower() in small:
        words.pop(0)
    while words and words[-1].strip("?.,!").lower() in small:
        words.pop()
    return " ".join(words).strip("?., !")


def search_words(message: str) -> str:
    """Return a question without the words that only ask ("cho xem đoạn nói về"), or all of it where nothing is left."""
    frames = load_vocabulary()["search_frames"]
    folded = fold(to_nfc(message))
    opening = re.match(rf"\s*(?:(?:{_any_of(frames['leads'])})(?!\w)[\s,:]*)+", folded)
    start = opening.end() if opening else 0
    closing = re.search(rf"(?:[\s,]+(?:{_any_of(frames['tails'])}))+[\s?!.]*$", folded[start:])
    return to_nfc(message)[start : start + closing.start() if closing else None].strip() or message


def follow_up_words(message: str) -> str:
    """Return what a turn adds to the question before it: "giáo viên" of "còn giáo viên thì sao"."""
    words = load_vocabulary()["follow_ups"]
    text = to_nfc(message).strip()
    opening = re.match(rf"(?:{_any_of(words['leads'])})(?!\w)\s*", fold(text))
    text = text[opening.end() :] if opening else text
    closing = re.search(rf"\s*(?<!\w)(?:{_any_of(words['tails'])})[\s?!.]*$", fold(text))
    return text[: closing.start()] if closing else text.rstrip(" ?!.")


def law_day(message: str) -> tuple[str, date | None]:
    """Return a question about a document without the day it is asked for, and that day.

    "trước ngày …" asks for the day before.
    A day that belongs to the document's own name ("Nghị định 98/2023/NĐ-CP ngày 31/12/2023") is not asked for.
    """
    from corpus.dates import find_dates

    text = to_nfc(message)
    for mention in find_dates(text):
        if mention.precision not in ("day", "month") or mention.day is None or _is_of_a_name(text, mention.start):
            continue
        before = _BEFORE.search(fold(text[: mention.start]))
        start = before.start() if before else mention.start
        day = mention.day - timedelta(days=1) if before else mention.day
        return f"{text[:start]} {text[mention.end :]}", day
    return text, None


def asks_for_the_latest(message: str) -> bool:
    """Tell whether a question is for the document now in force."""
    return _holds(message, load_vocabulary()["latest"])


def names_the_trade(message: str) -> bool:
    """Tell whether a turn names a thing of school plans at all."""
    return not signs_of(message).isdisjoint(("trade", "part", "plan", "about_plans"))


def asks_to_go_on(message: str) -> bool:
    """Tell whether a turn asks for what comes next ("mục tiếp theo", "viết tiếp đi")."""
    return "goes_on" in signs_of(message)


def next_section(section: str) -> str:
    """Return the numeral path of the section after `section`: "IV" after "III", "II.3" after "II.2"."""
    from assistant.drafting.understand import ROMAN

    outer, dot, label = section.rpartition(".")
    if label in ROMAN:
        label = ROMAN[min(ROMAN.index(label) + 1, len(ROMAN) - 1)]
    else:
        label = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
    return f"{outer}{dot}{label}"


def asked_about(message: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return those of `findings` that a turn asks about: in the section it names, else those nearest in words.

    All of them where it names nothing of theirs ("là sao").
    """
    from assistant.drafting import understand

    section = understand(message, today=date.today()).section
    if section:
        return tuple(each for each in findings if each.section and f"{each.section}.".startswith(f"{section}."))
    said = set(map(fold, bare(words_of(message))))
    shared = [len(said.intersection(map(fold, words_of(f"{each.message} {each.text}")))) for each in findings]
    most = max(shared, default=0)
    return tuple(each for each, count in zip(findings, shared, strict=True) if count == most)


def points_at_what_was_found(message: str) -> bool:
    """Tell whether a turn speaks of the school or the plan that the last search brought ("theo trường đó")."""
    return any(_holds(message, phrases) for phrases in load_vocabulary()["as_found"].values())


def with_section(message: str, section: str) -> str:
    """Return `message` with "mục này" and the like replaced by the numeral path of `section` ("mục II.1")."""
    text = to_nfc(message)
    match = re.search(rf"(?<!\w)(?:{_any_of(load_vocabulary()['as_found']['section'])})(?!\w)", fold(text))
    return f"{text[: match.start()]}mục {section}{text[match.end() :]}" if match else text


def _holds(message: str, phrases: Iterable[str]) -> bool:
    return re.search(rf"(?<!\w)(?:{_any_of(phrases)})(?!\w)", fold(to_nfc(message))) is not None


def _is_of_a_name(text: str, start: int) -> bool:
    """Tell whether a day belongs to the number before it, or is the one on which the document was issued."""
    return _DAY_OF_A_NAME.search(fold(text[:start])) is not None


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted(phrases, key=len, reverse=True))
