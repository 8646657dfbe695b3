"""Bytes and mis-decoded text to Unicode: UTF-8, UTF-16, Windows-1258, TCVN3 (ABC), VNI, and UTF-8 encoded twice.

Vietnamese offices typed in TCVN3 and VNI until the early 2000s: eight-bit fonts that draw Vietnamese letters where
Latin-1 has others. Nothing in such a file says so. What gives it away is that only the right table turns its words into
Vietnamese syllables; a table is used only when nearly all accented words become syllables, and the reader is told.

Sources of the tables: TCVN 5712:1993, third set (one byte a letter, no capital accented letters), and VNI-Windows (a
letter followed by a mark). Fonts name them: ".VnTime" is TCVN3 (".VnTimeH" draws capitals), "VNI-Times" is VNI.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from corpus.syllables import is_syllable
from corpus.text import to_nfc

Legacy = Literal["tcvn3", "vni"]
Encoding = Literal["utf-8", "utf-16", "windows-1258", "tcvn3", "vni", "utf-8-twice", "latin-1"]

_TCVN3: Final[dict[str, str]] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)

_VNI_ALONE: Final[dict[str, str]] = dict(zip("ñôöæóòî", "đơưỉĩịỵ", strict=True))
# A mark after its vowel: the letter that carries the mark stands for these combining marks.
_VNI_MARKS: Final[dict[str, str]] = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}


def _vni_table() -> dict[str, str]:
    """Return every VNI sequence (one or two characters, small and capital) with the Vietnamese letter it stands for."""
    table = dict(_VNI_ALONE)
    for vowel, plain in {**dict(zip("aeiouy", "aeiouy", strict=True)), "ô": "ơ", "ö": "ư"}.items():
        for char, marks in _VNI_MARKS.items():
            letter = unicodedata.normalize("NFC", plain + marks)
            if len(letter) == 1:
                table[vowel + char] = letter
    for small, letter in list(table.items()):
        for spelling in {small.upper(), small.capitalize(), small[0] + small[1:].upper()} - {small}:
            table[spelling] = letter.upper() if spelling[0].isupper() else letter
    return table


_VNI: Final = _vni_table()
_VNI_PATTERN: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text (NFC, plain line feeds), the encoding it was in, and a Vietnamese sentence for the user if one is due."""

    text: str
    encoding: Encoding
    warning: str | None = None


def decode(data: bytes) -> Decoded | None:
    """Return the text that `data` holds, or ``None`` when it is no text (binary).

    Order: byte-order mark, UTF-16 by its zero bytes, UTF-8, then whichever of Windows-1258, TCVN3 and VNI makes
    Vietnamese of it; last Latin-1 with a warning that the encoding is not known.
    """
    text = _unicode_text(data)
    if text is not None:
        if _is_binary(text[0]):
            return None
        mended = decode_mistaken(text[0])
        return mended or Decoded(to_nfc(text[0]), text[1])
    return None if _is_binary(data.decode("latin-1")) else _eight_bit_text(data)


def decode_mistaken(text: str) -> Decoded | None:
    """Return what `text` was meant to be if it is TCVN3, VNI or UTF-8 read as Latin-1, or ``None`` when it is not."""
    if score(text) >= _GOOD:
        return None
    candidates: list[tuple[str, Encoding]] = [(convert(text, "tcvn3"), "tcvn3"), (convert(text, "vni"), "vni")]
    twice = _undo_double_utf8(text)
    if twice is not None:
        candidates.append((twice, "utf-8-twice"))
    return _best(candidates)


def legacy_of_font(font: str) -> Legacy | None:
    """Return the old encoding that the font's name stands for, or ``None`` for a Unicode font."""
    name = font.split("+")[-1].strip().upper()
    if name.startswith(".VN"):
        return "tcvn3"
    return "vni" if name.startswith("VNI-") else None


def is_capital_font(font: str) -> bool:
    """Tell whether `font` is a TCVN3 font that draws small letters as capitals (".VnTimeH")."""
    return legacy_of_font(font) == "tcvn3" and font.rstrip().upper().endswith("H")


def convert(text: str, encoding: Legacy) -> str:
    """Return `text`, read as Latin-1, in Unicode. TCVN3 headings typed in capitals get capital accented letters too."""
    text = "".join(new for new, _ in pieces(text, encoding))
    return _raise_capitals(text) if encoding == "tcvn3" else text


def pieces(text: str, encoding: Legacy) -> list[tuple[str, str]]:
    """Return `text` cut into (Unicode, as found) pairs, for those who must count characters on both sides."""
    if encoding == "tcvn3":
        return [(_TCVN3.get(char, char), char) for char in text]
    found: list[tuple[str, str]] = []
    position = 0
    for match in _VNI_PATTERN.finditer(text):
        found += [(char, char) for char in text[position : match.start()]]
        found.append((_VNI[match.group()], match.group()))
        position = match.end()
    return found + [(char, char) for char in text[position:]]


def score(text: str) -> float:
    """Return the share of the accented tokens of `text` that are Vietnamese syllables, 0..1; 1 where there are none."""
    tokens = [token for token in _TOKEN.findall(text) if not token.isascii()]
    if not tokens:
        return 1.0
    return sum(all(is_syllable(word) for word in token.split("-")) for token in tokens) / len(tokens)


_GOOD: Final = 0.8  # clean Vietnamese scores above 0.95, another table's reading of it below 0.3
_TOKEN: Final = re.compile(
    "(?:[^\\W\\d_]|[\u00a1-\u00be\u00d7\u00f7])+"
)  # letters, and the signs where TCVN3 has letters
_WARNINGS: Final[dict[Encoding, str]] = {
    "windows-1258": "Tệp dùng bảng mã Windows-1258; đã chuyển sang Unicode.",
    "tcvn3": "Tệp dùng bảng mã cũ TCVN3 (ABC); đã chuyển sang Unicode, xin xem lại chữ hoa có dấu.",
    "vni": "Tệp dùng bảng mã cũ VNI; đã chuyển sang Unicode.",
    "utf-8-twice": "Chữ trong tệp bị mã hóa UTF-8 hai lần; đã khôi phục.",
    "latin-1": "Không nhận ra bảng mã của tệp; chữ có dấu có thể sai. Xin lưu lại tệp bằng bảng mã UTF-8.",
}


def _best(candidates: list[tuple[str, Encoding]]) -> Decoded | None:
    """Return the candidate that reads as Vietnamese beyond doubt, or ``None``."""
    text, encoding = max(candidates, key=lambda candidate: score(candidate[0]))
    accented = sum(not token.isascii() for token in _TOKEN.findall(text))
    if accented < 2 or score(text) < _GOOD:
        return None
    return Decoded(to_nfc(text), encoding, _WARNINGS.get(encoding))


def _unicode_text(data: bytes) -> tuple[str, Encoding] | None:
    """Return `data` as UTF-8 or UTF-16, or ``None`` when it is neither."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: len(data) // 2 * 2].decode("utf-16", errors="replace"), "utf-16"
    endian = _utf16_without_mark(data)
    if endian:
        return data[: len(data) // 2 * 2].decode(endian, errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the codec when the zero bytes of `data` stand on one side of each pair only, as they do in Latin text."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 5 and odd == 0 else None


def _eight_bit_text(data: bytes) -> Decoded:
    """Return `data` by the eight-bit encoding that makes Vietnamese of it; Latin-1 with a warning where none does."""
    latin = data.decode("cp1252", errors="replace")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    candidates: list[tuple[str, Encoding]] = [
        (windows, "windows-1258"),
        (convert(latin, "tcvn3"), "tcvn3"),
        (convert(latin, "vni"), "vni"),
    ]
    return _best(candidates) or Decoded(to_nfc(latin), "latin-1", _WARNINGS["latin-1"])


def _undo_double_utf8(text: str) -> str | None:
    """Return the text whose UTF-8 bytes were read as Windows-1252, or ``None`` when `text` is something else."""
    try:
        data = b"".join(_cp1252_byte(char) for char in text)
        return data.decode("utf-8")
    except UnicodeError:
        return None


def _cp1252_byte(char: str) -> bytes:
    return bytes([ord(char)]) if ord(char) < 0xA0 else char.encode("cp1252")


def _is_binary(text: str) -> bool:
    """Tell whether `text` holds what no text file does: a zero character, or more than 1 % control characters."""
    sample = text[:65536]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a\x1b" for char in sample)
    return "\0" in sample or controls * 100 > len(sample)


_LETTERS: Final = re.compile(r"[^\W\d_]+")


def _raise_capitals(text: str) -> str:
    """Return `text` with capital accented letters in words typed in capitals.

    TCVN3 has no capital accented letters: a heading is typed "KÕ HO¹CH" and drawn by a font of capitals. A word
    whose plain letters are two or more capitals is one; a word with one plain capital ("Kế") follows its neighbours
    on the line.
    """
    return "\n".join(_raise_line(line) for line in text.split("\n"))


def _raise_line(line: str) -> str:
    words = list(_LETTERS.finditer(line))
    states = [_typed_in_capitals(match.group()) for match in words]
    for index, match in reversed(list(enumerate(words))):
        state = states[index]
        if state is None:
            before = next((s for s in reversed(states[:index]) if s is not None), None)
            after = next((s for s in states[index + 1 :] if s is not None), None)
            state = before is not False and after is not False and (before or after)
        if state:
            line = line[: match.start()] + match.group().upper() + line[match.end() :]
    return line


def _typed_in_capitals(word: str) -> bool | None:
    """Tell whether `word` was typed in capitals; ``None`` where one plain letter or none is too little to say."""
    plain = [char for char in word if char.isascii()]
    if any(char.islower() for char in plain):
        return False
    return True if len(plain) >= 2 else None
