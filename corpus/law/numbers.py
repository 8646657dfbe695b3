"""Document numbers in their canonical form: "6/ 2022/QH 15" -> "06/2022/QH15", "22/2020/TT-BGDDT" -> "…/TT-BGDĐT".

The shapes are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3 (number/symbol of kind-symbol of issuer, numbers
below 10 with a zero), of Nghị định 34/2016/NĐ-CP for documents of law (the year after the number) and of Hướng dẫn
36-HD/VPTW for the Party (number-kind/issuer). Symbols that lost their Đ or their case are rebuilt through the table of
known symbols.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from corpus.law.symbols import load_symbols
from corpus.text import fold, to_nfc

MAX_LENGTH: Final = 120  # longer than any number, joint circulars of six ministries included

_DASHES: Final = re.compile("[‐‑‒–—―−﹣－_]")
_PREFIX: Final = re.compile(r"^\s*(?:s[oốôóò60]\s*[:.]?\s+|s[oốôó]\s*:)", re.IGNORECASE)
_SERIAL: Final = re.compile(
    r"""^(?P<serial>(?=[OolI|]*\d)[\dOolI|]{1,6})(?P<letter>[A-Za-z](?=\s*[/\-.]))?
        \s*[/\-.]\s*
        (?:(?P<year>(?:19|2[0Oo])[\dOolI|]{2})(?:\s*[/\-.]\s*|\s*(?=[^\W\d])))?
        (?P<rest>[^\W\d].*)$""",
    re.VERBOSE,
)
_THOUSANDS: Final = re.compile(r"^(\d{1,2})\.(\d{3})(?=\s*[/\-])")
_TIGHT: Final = re.compile(r"\s*([/\-&.])\s*")
_CONVOCATION: Final = re.compile(r"^(QH|UBTVQH|HĐNN)\s*([0-9lIOo|]{1,2})$", re.IGNORECASE)
_OCR_DIGITS: Final = str.maketrans("OolI|", "00111")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A number taken apart: "22", 2020, ("TT", "BGDĐT"). `serial` has two digits or more, then its letter, if any."""

    serial: str
    year: int | None
    symbols: tuple[str, ...]

    @property
    def text(self) -> str:
        """The canonical form."""
        if self.year is None and len(self.symbols) > 1 and _is_party(self.symbols[-1]):
            return f"{self.serial}-{'-'.join(self.symbols[:-1])}/{self.symbols[-1]}"
        if self.year is None and len(self.symbols) > 2 and _is_party(self.symbols[1]):
            return f"{self.serial}-{self.symbols[0]}/{'-'.join(self.symbols[1:])}"
        year = "" if self.year is None else f"{self.year}/"
        return f"{self.serial}/{year}{'-'.join(self.symbols)}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What two ways of writing the same number share: serial, year ("" without), letters of the symbols folded."""
        letters = "".join(ch for ch in fold("".join(self.symbols)) if ch.isalnum())
        return self.serial, str(self.year or ""), letters


def split_number(text: str) -> NumberParts | None:
    """Take a number apart, however it is spaced, and rebuild its symbols; ``None`` where `text` is no number."""
    if len(text) > MAX_LENGTH:
        return None
    plain = _DASHES.sub("-", to_nfc(text)).replace("Ð", "Đ").replace("ð", "đ").replace("\u00a0", " ")
    plain = _PREFIX.sub("", " ".join(plain.split())).strip(" .,;:()\"'“”")
    plain = _THOUSANDS.sub(r"\1\2", plain)
    match = _SERIAL.match(plain)
    if match is None:
        return None
    serial = match["serial"].translate(_OCR_DIGITS).lstrip("0") or "0"
    year = match["year"]
    symbols = _symbols(_TIGHT.sub(r"\1", match["rest"]))
    if not symbols:
        return None
    return NumberParts(
        serial=serial.zfill(2) + (match["letter"] or "").lower(),
        year=int(year.translate(_OCR_DIGITS)) if year else None,
        symbols=symbols,
    )


def canonical_number(text: str) -> str:
    """Return the canonical form of a document number; text that is no number comes back trimmed, otherwise as it is."""
    parts = split_number(text)
    return " ".join(text.split()) if parts is None else parts.text


def number_key(text: str) -> tuple[str, str, str] | None:
    """Return the key under which all ways of writing this number meet, or ``None`` where `text` is no number."""
    parts = split_number(text)
    return None if parts is None else parts.key


def _symbols(rest: str) -> tuple[str, ...]:
    """Return the parts of the symbol in their canonical form: "ND - CP" -> ("NĐ", "CP")."""
    tokens = [token for token in re.split(r"[/\- ]", _join_convocation(rest)) if token]
    parts: list[str] = []
    for token in tokens:
        parts.extend(_rebuild(token, first=not parts))
    return tuple(parts)


def _join_convocation(rest: str) -> str:
    return re.sub(r"(?i)\b(QH|UBTVQH|HĐNN)\s+(\d)", r"\1\2", rest)


def _rebuild(token: str, *, first: bool) -> tuple[str, ...]:
    """Return one written token as canonical symbols: one, or two where a separator was lost ("NĐCP", "TT.BGDĐT")."""
    convocation = _CONVOCATION.match(token)
    if convocation:
        return (convocation[1].upper() + convocation[2].translate(_OCR_DIGITS),)
    known = _known(token, first=first)
    if known is not None:
        return (known,)
    if "." in token:
        pieces = [piece for piece in token.split(".") if piece]
        rebuilt = [_known(piece, first=first and position == 0) for position, piece in enumerate(pieces)]
        if rebuilt and all(rebuilt):
            return tuple(piece for piece in rebuilt if piece)
    return (first and _split_kind(token)) or (token,)


def _known(token: str, *, first: bool) -> str | None:
    """Return the known symbol that `token` spells; at the head of a symbol, kinds of document come before issuers."""
    key = fold(token)
    tables = (_kind_table(), _issuer_table()) if first else (_issuer_table(), _kind_table())
    for table in tables:
        spellings = table.get(key)
        if spellings:
            return token if token in spellings else spellings[0]
    return None


def _split_kind(token: str) -> tuple[str, ...]:
    """Return kind and central issuer where the hyphen between them was lost, else ``()``."""
    key = fold(token)
    for length in range(2, len(key) - 1):
        kind = _kind_table().get(key[:length])
        issuer = _central_table().get(key[length:])
        if kind and issuer:
            return kind[0], issuer
    return ()


def _is_party(symbol: str) -> bool:
    return symbol in load_symbols().hyphen_first or symbol.endswith(("TW", "TU"))


@cache
def _kind_table() -> dict[str, tuple[str, ...]]:
    """Folded symbol -> its spellings among the kinds of document; the commoner ("NĐ" before "ND") first."""
    table: dict[str, tuple[str, ...]] = {}
    for kind in load_symbols().kinds:
        for symbol in (*kind.symbols, *kind.party_symbols):
            spellings = table.get(fold(symbol), ())
            if symbol not in spellings:
                table[fold(symbol)] = (*spellings, symbol)
    return table


@cache
def _issuer_table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for issuer in load_symbols().issuers:
        for symbol in issuer.symbols:
            spellings = table.get(fold(symbol), ())
            if symbol not in spellings:
                table[fold(symbol)] = (*spellings, symbol)
    return table


@cache
def _central_table() -> dict[str, str]:
    central = (issuer for issuer in load_symbols().issuers if issuer.level in ("state", "central"))
    return {fold(symbol): symbol for issuer in central for symbol in issuer.symbols[:1]}
