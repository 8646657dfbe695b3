"""Every way in which offices, typists and scanners write a document's number, and the one form it has."""

from __future__ import annotations

import pytest

from corpus.law.numbers import canonical_number, number_key, split_number

CASES = [
    ("22/2020/TT-BGDĐT", "22/2020/TT-BGDĐT"),
    ("22/2020/TT-BGDDT", "22/2020/TT-BGDĐT"),
    ("22/2020/tt-bgddt", "22/2020/TT-BGDĐT"),
    ("22 / 2020 / TT - BGDĐT", "22/2020/TT-BGDĐT"),
    ("22/2020/TT – BGDĐT", "22/2020/TT-BGDĐT"),
    ("22/2020/TT.BGDĐT", "22/2020/TT-BGDĐT"),
    ("22/2020/TT/BGDĐT", "22/2020/TT-BGDĐT"),
    ("22/2020TT-BGDĐT", "22/2020/TT-BGDĐT"),
    ("22/2020/TTBGDĐT", "22/2020/TT-BGDĐT"),
    ("Số: 22/2020/TT-BGDÐT", "22/2020/TT-BGDĐT"),
    ("22/TT-BGDĐT", "22/TT-BGDĐT"),
    ("2/2011/TT-BNV", "02/2011/TT-BNV"),
    ("002/2011/TT-BNV.", "02/2011/TT-BNV"),
    ("98/2023/NĐ - CP", "98/2023/NĐ-CP"),
    ("98/2023/ND-CP", "98/2023/NĐ-CP"),
    ("98/2023/NĐCP", "98/2023/NĐ-CP"),
    ("98/2O23/NĐ-CP", "98/2023/NĐ-CP"),
    ("6/2022/QH 15", "06/2022/QH15"),
    ("06/2022/qhl5", "06/2022/QH15"),
    ("1373/QD-TTg", "1373/QĐ-TTg"),
    ("1373/QĐ-Ttg", "1373/QĐ-TTg"),
    ("1373/QĐ-TTG", "1373/QĐ-TTg"),
    ("1.373/QĐ-TTg", "1373/QĐ-TTg"),
    ("34- CT/TW", "34-CT/TW"),
    ("34/CT-TW", "34-CT/TW"),
    ("34-CT /TW", "34-CT/TW"),
    ("5 - CT/TW", "05-CT/TW"),
    ("69-NQ/BCSĐ", "69-NQ/BCSĐ"),
    ("08-HD/BTGTW", "08-HD/BTGTW"),
    ("25-CT/TU", "25-CT/TU"),
    ("1592/KH-PGD&DT", "1592/KH-PGD&ĐT"),
    ("1592/KH-PGD & ĐT", "1592/KH-PGD&ĐT"),
    ("1100/QD-SGD&DT", "1100/QĐ-SGD&ĐT"),
    ("12/2020/QĐ- UBND", "12/2020/QĐ-UBND"),
    ("79/KH-UBND", "79/KH-UBND"),
    ("4612/BGDĐT-GDTrH", "4612/BGDĐT-GDTrH"),
    ("2859/SGDDT-GDTX-DH", "2859/SGDĐT-GDTX-ĐH"),
    ("l5/2003/QH11", "15/2003/QH11"),
    ("245/HDTD-KT", "245/HĐTĐ-KT"),
    ("245/HĐTĐ-KT", "245/HĐTĐ-KT"),
    ("08/2006/TTLT/BGDĐT-BCA", "08/2006/TTLT-BGDĐT-BCA"),
    ("522B/NQ-UBTVQH13", "522b/NQ-UBTVQH13"),
    ("672/KH-TrTHCSXS", "672/KH-TrTHCSXS"),
    ("43/KH-LAX", "43/KH-LAX"),
    ("324/QD-KHVN", "324/QĐ-KHVN"),
    ("12/HD-UBND", "12/HD-UBND"),
    ("9142/VP-KGVX", "9142/VP-KGVX"),
    ("03/KH-LDLD", "03/KH-LĐLĐ"),
    ("01/1999/NQLT-TP-VHTT-NNPTNT-DTMN-ND", "01/1999/NQLT-TP-VHTT-NNPTNT-DTMN-ND"),
]


@pytest.mark.parametrize(("written", "canonical"), CASES)
def test_canonical_form(written: str, canonical: str) -> None:
    assert canonical_number(written) == canonical


@pytest.mark.parametrize("canonical", sorted({canonical for _, canonical in CASES}))
def test_the_canonical_form_is_a_fixed_point(canonical: str) -> None:
    assert canonical_number(canonical) == canonical


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "   ",
            "/",
            "12/",
            "số",
            "l/KH",
            "II/KH",
            "20/11",
            "2024-2025",
            "20/11/1982",
            "Luật Thi đua, khen thưởng",
        ),
        *("x" * 100_000, "1/" * 50_000),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert split_number(text) is None
    assert number_key(text) is None
    assert canonical_number(text) == " ".join(text.split())


def test_ways_of_writing_a_symbol_share_a_key() -> None:
    assert number_key("22/2020/TT-BGD&ĐT") == number_key("22/2020/TT-BGDĐT")
    assert number_key("22/2020/TT-BGDĐT") != number_key("22/2021/TT-BGDĐT")
