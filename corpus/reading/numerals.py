"""Numbers written in the formats that Word's automatic numbering has (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST: Final = 32767  # Word counts no further
_UNITS: Final = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BULLETS: Final = {"+": "+", "\uf02b": "+"}


def roman(number: int) -> str:
    """Return `number` (from 1) in capital Roman numerals; 0 and below are written in digits."""
    if number <= 0:
        return str(number)
    letters = []
    for value, letter in _ROMAN:
        letters.append(letter * (number // value))
        number %= value
    return "".join(letters)


def letter(number: int) -> str:
    """Return `number` as Word counts in letters: a … z, then aa, bb …; it knows no "đ"."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def vietnamese(number: int) -> str:
    """Return `number` (1 to 99) in Vietnamese words; others in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _UNITS[unit]
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{'mười' if tens == 1 else _UNITS[tens] + ' mươi'} {last}".rstrip()


def custom(number: int, pattern: str) -> str:
    """Return `number` by a custom format, which lists the first few: "a, b, c, d, đ, e, ..." or "001, 002, ..."."""
    listed = [item.strip() for item in pattern.split(",") if item.strip() not in ("...", "…", "")]
    if 0 < number <= len(listed):
        return listed[number - 1]
    return str(number).zfill(len(listed[0])) if listed and listed[0].isdigit() else str(number)


def format_number(number: int, name: str, pattern: str | None = None) -> str:
    """Return `number` in Word's format `name`; an unknown format gives Arabic digits, as Word does."""
    if number > _LARGEST:
        return str(number)
    if pattern is not None and name == "custom":
        return custom(number, pattern)
    match name:
        case "none":
            return ""
        case "upperRoman":
            return roman(number)
        case "lowerRoman":
            return roman(number).lower()
        case "upperLetter":
            return letter(number).upper()
        case "lowerLetter":
            return letter(number)
        case "decimalZero":
            return f"{number:02d}"
        case "vietnameseCounting" | "cardinalText":
            return vietnamese(number)
        case _:
            return str(number)


def bullet(symbol: str) -> str:
    """Return the bullet `symbol` (of whatever symbol font) as administrative style writes it: "+" or "-"."""
    return _BULLETS.get(symbol.strip(), "-")
