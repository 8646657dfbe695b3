"""What a paragraph or run of a Word file inherits, from its own properties out to the document's defaults."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from corpus.reading.word_text import W

_DEEPEST: Final = 32  # longer chains of "based on" are circular


class Styles:
    """The styles of one Word file (``word/styles.xml``), or none at all where the file has no such part."""

    def __init__(self, root: Any | None) -> None:
        styles = [] if root is None else root.findall(W + "style")
        self._by_id = {style.get(W + "styleId"): style for style in styles}
        self._default = next(
            (s.get(W + "styleId") for s in styles if s.get(W + "type") == "paragraph" and is_on(s.get(W + "default"))),
            None,
        )
        self._document = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.chain = cache(self._chain)

    def paragraph_style(self, paragraph: Any) -> str | None:
        """Return the id of the style that `paragraph` names, else of the document's default."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._default if named is None else named.get(W + "val")

    def _chain(self, style_id: str | None) -> tuple[Any, ...]:
        """Return the style and those it is based on, nearest first."""
        found: list[Any] = []
        style = self._by_id.get(style_id)
        while style is not None and len(found) < _DEEPEST:
            found.append(style)
            based_on = style.find(W + "basedOn")
            style = None if based_on is None else self._by_id.get(based_on.get(W + "val"))
        return tuple(found)

    def run_properties(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """Yield the ``w:rPr`` that hold for `run`, nearest first: its own, its styles', the document's."""
        own = run.find(W + "rPr")
        named = None
        if own is not None:
            yield own
            named = own.find(W + "rStyle")
        character = self.chain(named.get(W + "val")) if named is not None else ()
        for style in (*character, *self.chain(self.paragraph_style(paragraph))):
            properties = style.find(W + "rPr")
            if properties is not None:
                yield properties
        if self._document is not None:
            yield self._document

    def font(self, run: Any, paragraph: Any) -> str | None:
        """Return the name of the typeface of `run`, or ``None`` where only a theme says."""
        for properties in self.run_properties(run, paragraph):
            fonts = properties.find(W + "rFonts")
            if fonts is not None:
                name = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
                if name:
                    return str(name)
        return None

    def has(self, run: Any, paragraph: Any, toggle: str) -> bool:
        """Tell whether the on/off property `toggle` ("caps", "vanish") holds for `run`; the nearest one decides."""
        for properties in self.run_properties(run, paragraph):
            element = properties.find(W + toggle)
            if element is not None:
                return is_on(element.get(W + "val", "1"))
        return False

    def numbering(self, style_id: str | None) -> tuple[str | None, str | None]:
        """Return (numId, ilvl) that the style `style_id` or one it is based on gives its paragraphs."""
        for style in self.chain(style_id):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                number, level = found.find(W + "numId"), found.find(W + "ilvl")
                return (
                    None if number is None else number.get(W + "val"),
                    None if level is None else level.get(W + "val"),
                )
        return None, None


def is_on(value: str | None) -> bool:
    """Tell whether an attribute of an on/off property means on (``None``: attribute absent, off)."""
    return value is not None and value.lower() not in ("0", "false", "off")
