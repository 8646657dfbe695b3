"""Text files in every encoding that Vietnamese offices have used."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from corpus.encodings import convert, decode, decode_mistaken
from corpus.errors import InputError
from corpus.reading import Limits, read
from corpus.syllables import is_syllable

PROSE = (
    "Kế hoạch phát động phong trào thi đua năm 2024\n"
    "Căn cứ hướng dẫn của Sở Giáo dục; nhà trường tổ chức kỷ niệm ngày Nhà giáo Việt Nam, khen thưởng "
    "những tập thể, cá nhân xuất sắc, giữ vững nền nếp, đẩy mạnh đổi mới, bồi dưỡng, rèn luyện, lễ hội, ẩm thực."
)
TCVN3_HEADING = "KÕ HO¹CH thi ®ua, tr­êng THCS Xu©n S¬n"
VNI_PROSE = "Keá hoaïch thi ñua naêm hoïc môùi cuûa tröôøng, phoøng Giaùo duïc; hoïc sinh phaán ñaáu reøn luyeän"


def encode_tcvn3(text: str) -> bytes:
    """Return `text` as TCVN3 bytes (small accented letters only)."""
    from corpus.encodings import _TCVN3

    back = {letter: code for code, letter in _TCVN3.items()}
    return "".join(back.get(char, char) for char in text).encode("latin-1")


def encode_vni(text: str) -> bytes:
    from corpus.encodings import _VNI

    back = {letter: code for code, letter in sorted(_VNI.items(), reverse=True)}
    return "".join(back.get(char, char) for char in text).encode("latin-1")


def encode_windows_1258(text: str) -> bytes:
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", char)
            if tone in "\u0302\u0306":  # the tone stands before the hat in canonical order (ệ)
                base, tone = [base[0], tone], base[1]
            out += unicodedata.normalize("NFC", "".join(base)).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (PROSE.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", PROSE).encode(), "utf-8"),
        (PROSE.encode("utf-16"), "utf-16"),
        (PROSE.encode("utf-16-le"), "utf-16"),
        (PROSE.encode("utf-16-be"), "utf-16"),
        (encode_tcvn3(PROSE), "tcvn3"),
        (encode_tcvn3(PROSE).decode("latin-1").encode(), "tcvn3"),
        (encode_vni(PROSE), "vni"),
        (encode_vni(PROSE).decode("latin-1").encode(), "vni"),
        (encode_windows_1258(PROSE), "windows-1258"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (PROSE, encoding)
    assert (decoded.warning is None) == (encoding in {"utf-8", "utf-16"})


@pytest.mark.parametrize(
    "text",
    [
        "L'élève a été félicité à l'école où il étudie déjà",
        "El niño español mañana está aquí, también el señor Muñoz",
        "Größe, Straße, schön, über, Mädchen, fröhlich",
        "TRUONG THCS XUAN SON Dgc 14p - Ty do - Hanh phic, gido duc thi xa Pong Triéu, viéc, Ké hoach sé, Trién khai",
        "plain words only",
    ],
)
def test_other_languages_and_damaged_text_are_left_alone(text: str) -> None:
    assert decode_mistaken(text) is None
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text


def test_a_real_tcvn3_heading_gets_its_capitals() -> None:
    assert convert(TCVN3_HEADING, "tcvn3") == "KẾ HOẠCH thi đua, trường THCS Xuân Sơn"


def test_a_real_vni_sentence() -> None:
    expected = "Kế hoạch thi đua năm học mới của trường, phòng Giáo dục; học sinh phấn đấu rèn luyện"
    assert convert(VNI_PROSE, "vni") == expected


def test_text_that_was_encoded_twice_is_restored() -> None:
    twice = PROSE.encode().decode("latin-1").encode()
    decoded = decode(twice)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (PROSE, "utf-8-twice")


def test_unknown_eight_bit_text_says_so() -> None:
    decoded = decode("Größe und Straße, schön".encode("latin-1"))
    assert decoded is not None
    assert decoded.warning is not None
    assert decoded.text == "Größe und Straße, schön"


@pytest.mark.parametrize("word", ["nghiêng", "Quyết", "giờ", "khuỷu", "hoà", "hòa", "ƯƠM", "đua", "gì", "oxy"[:1]])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["THCS", "street", "Triển khai", "Poấ", "ộtộ", "của1", ""])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_text_of_a_utf8_file_is_its_content(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes("Số: 1/KH\r\n\r\nI. Mục\tđích  \r\n\fII. Nội dung".encode())
    reading = read(file)
    assert reading.text == "Số: 1/KH\n\nI. Mục\tđích  \n\fII. Nội dung"
    assert [span.of(reading.text) for span in reading.pages] == ["Số: 1/KH\n\nI. Mục\tđích  \n\f", "II. Nội dung"]
    assert (reading.format, reading.quality.pages, reading.quality.warnings) == ("text", 2, ())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "rỗng"),
        ("blank.txt", b" \n\t\n", "không có chữ"),
        ("noise.txt", bytes(range(256)) * 8, "nhị phân"),
        ("noise", b"\0\1\2\3\xff" * 99, "nhị phân"),
        ("plan.pdf", b"this is no PDF at all", "không phải là tệp PDF"),
        ("plan.docx", "Kế hoạch".encode(), "không phải là tệp Word"),
        ("scan.png", b"nothing to see", "không phải là tệp ảnh"),
        ("page.txt", b"<!DOCTYPE html><html></html>", "HTML"),
        ("many.txt", b"x\f" * 300, "300 trang"),
        ("long.txt", b"a" * 4_000_000, "quá nhiều chữ"),
    ],
)
def test_bad_files_get_one_clear_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        read(file)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_folders_and_large_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Không tìm thấy"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="thư mục"):
        read(tmp_path)
    big = tmp_path / "big.txt"
    big.write_bytes(b"a" * 2000)
    with pytest.raises(InputError, match="quá giới hạn"):
        read(big, limits=Limits(max_bytes=1000))
