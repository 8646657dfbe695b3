"""Word's automatic numbering resolved to the numerals that a person sees (ISO/IEC 29500-1, 17.9).

A paragraph names a numbering instance (``w:num``) and a level. Instances of the same abstract list count on
together, unless an instance says with ``startOverride`` that it begins anew. A level starts again after any higher
level, unless ``lvlRestart`` says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from corpus.reading.numerals import bullet, format_number
from corpus.reading.styles import Styles, is_on
from corpus.reading.word_text import MC, W

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is counted and written."""

    start: int = 1
    form: str = "decimal"
    pattern: str | None = None
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _Instance:
    """A ``w:num``: the abstract list it belongs to, its levels after overrides, and the starts that it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Counts through a document: call `label` once for each paragraph, in document order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = (
            {} if root is None else {a.get(W + "abstractNumId"): a for a in root.findall(W + "abstractNum")}
        )
        self._nums = {} if root is None else {n.get(W + "numId"): n for n in root.findall(W + "num")}
        self._instances: dict[str, _Instance | None] = {}
        self._counters: dict[str, dict[int, int]] = {}  # by abstract list, then by level
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """Return what Word prints before `paragraph`: numeral and the blank after it; "" for one without a number."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number_id, index = place
        instance = self._instance(number_id)
        if instance is None or index not in instance.levels:
            return ""
        values = self._count(number_id, index, instance)
        return _written(instance.levels, index, values)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Return (numId, level) of `paragraph` from itself or its style, or ``None`` when it has no number."""
        style_id = self._styles.paragraph_style(paragraph)
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = None if own is None else own.find(W + "numId"), None if own is None else own.find(W + "ilvl")
        style_number, style_level = self._styles.numbering(style_id)
        number_id = style_number if number is None else number.get(W + "val")
        if number_id in (None, "0"):
            return None
        if level is not None:
            return number_id, _integer(level.get(W + "val"), 0)
        if number is None:
            linked = self._level_of_style(number_id, style_id)
            return number_id, _integer(style_level, 0) if linked is None else linked
        return number_id, 0

    def _level_of_style(self, number_id: str, style_id: str | None) -> int | None:
        """Return the level that is tied to the paragraph style or to the nearest one it is based on."""
        instance = self._instance(number_id)
        if instance is None:
            return None
        tied = {level.style: index for index, level in instance.levels.items() if level.style}
        chain = (style.get(W + "styleId") for style in self._styles.chain(style_id))
        return next((tied[name] for name in chain if name in tied), None)

    def _instance(self, number_id: str) -> _Instance | None:
        if number_id not in self._instances:
            self._instances[number_id] = self._read_instance(number_id)
        return self._instances[number_id]

    def _read_instance(self, number_id: str, depth: int = 0) -> _Instance | None:
        num = self._nums.get(number_id)
        abstract_id = None if num is None else _value(num, "abstractNumId")
        abstract = self._abstracts.get(abstract_id)
        if num is None or abstract is None or abstract_id is None:
            return None
        link = _value(abstract, "numStyleLink")
        if link is not None and depth < 4:
            linked_id, _ = self._styles.numbering(link)
            linked = self._read_instance(linked_id, depth + 1) if linked_id else None
            if linked is not None:
                return linked
        levels = {_integer(lvl.get(W + "ilvl"), 0): _level(lvl) for lvl in abstract.findall(W + "lvl")}
        starts: dict[int, int] = {}
        for override in num.findall(W + "lvlOverride"):
            index = _integer(override.get(W + "ilvl"), 0)
            replaced = override.find(W + "lvl")
            if replaced is not None:
                levels[index] = _level(replaced)
            start = _value(override, "startOverride")
            if start is not None:
                starts[index] = _integer(start, 1)
        return _Instance(abstract_id, levels, starts)

    def _count(self, number_id: str, index: int, instance: _Instance) -> dict[int, int]:
        """Advance the counters of the list by one paragraph at level `index` and return them."""
        values = self._counters.setdefault(instance.abstract, {})
        if index in instance.starts and (number_id, index) not in self._begun:
            values[index] = instance.starts[index]
        elif index in values:
            values[index] += 1
        else:
            values[index] = instance.levels[index].start
        self._begun.add((number_id, index))
        for higher in range(index):
            if higher in instance.levels:
                values.setdefault(higher, instance.levels[higher].start)
        for deeper in range(index + 1, _LEVELS):
            restart = instance.levels[deeper].restart if deeper in instance.levels else None
            if index < (deeper if restart is None else restart):
                values.pop(deeper, None)
        return values


def _written(levels: dict[int, Level], index: int, values: dict[int, int]) -> str:
    """Return the numeral of level `index` as its pattern writes it, followed by its blank."""
    level = levels[index]
    if level.form == "bullet":
        return f"{bullet(level.text)} "

    def number(match: re.Match[str]) -> str:
        other = int(match.group(1)) - 1
        if other not in levels:
            return ""
        form = "decimal" if level.legal and levels[other].form != "none" else levels[other].form
        return format_number(values.get(other, levels[other].start), form, levels[other].pattern)

    text = _PLACE.sub(number, level.text)
    return text + ("" if level.suffix == "nothing" or not text else " ")


def _level(element: Any) -> Level:
    form = element.find(W + "numFmt")
    if form is None:  # a custom format stands in an alternative for newer versions
        form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=_integer(_value(element, "start"), 0),
        form="decimal" if form is None else form.get(W + "val", "decimal"),
        pattern=None if form is None else form.get(W + "format"),
        text=_value(element, "lvlText") or "",
        suffix=_value(element, "suff") or "tab",
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and is_on(legal.get(W + "val", "1")),
        style=_value(element, "pStyle"),
    )


def _value(element: Any, child: str) -> str | None:
    """Return the ``w:val`` of the child element named `child`, or ``None``."""
    found = element.find(W + child)
    return None if found is None else found.get(W + "val")


def _integer(text: str | None, default: int) -> int:
    return int(text[:9]) if text is not None and text.lstrip("-").isdecimal() else default
