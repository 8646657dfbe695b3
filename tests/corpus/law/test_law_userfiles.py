"""The office's own entries: checked, taken in, winning over the shipped ones, shared."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.law.register import load_register
from corpus.law.userfiles import add_user_file, export, register_problems, validate
from corpus.law.validation import OWN_FIELDS

NEW_DECREE = """
documents:
  - number: 400/2026/NĐ-CP
    type: Nghị định
    title: Quy định chi tiết thi hành Luật Thi đua, khen thưởng
    issued: 2026-12-01
    effective: 2027-01-15
    replaces: [152/2025/NĐ-CP]
"""


def write(folder: Path, text: str, name: str = "moi.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_document_comes_in_and_ends_what_it_replaces(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert add_user_file(home, write(tmp_path, NEW_DECREE)) == ("400/2026/NĐ-CP",)
    register = load_register(home)
    (new,) = register.find("400/2026/ND-CP")
    assert (new.issuer, new.origin, new.verified) == ("Chính phủ", "user", True)
    assert register.is_own(new)
    (old,) = register.find("152/2025/NĐ-CP")
    assert register.status(old, date(2027, 1, 14)).status == "in-force"
    assert register.status(old, date(2027, 1, 15)).status == "replaced"
    (first,) = register.find("98/2023/NĐ-CP")
    assert [d.id for d in register.replacement(first, date(2027, 2, 1)).documents] == ["400/2026/NĐ-CP"]
    assert register_problems(home) == []


def test_an_entry_of_the_office_wins_over_the_shipped_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    add_user_file(home, write(tmp_path, "documents: [{number: 24/2023/TT-BGDĐT, title: Tên khác, issued: 2023-12-11}]"))
    (own,) = load_register(home).find("24/2023/TT-BGDĐT")
    (shipped,) = load_register().find("24/2023/TT-BGDĐT")
    assert (own.title, own.origin) == ("Tên khác", "user")
    assert (shipped.title, shipped.origin) == (shipped.title, "shipped")
    assert shipped.title != "Tên khác"


def test_two_homes_do_not_meet(tmp_path: Path) -> None:
    add_user_file(tmp_path / "one", write(tmp_path, NEW_DECREE))
    assert load_register(tmp_path / "two").find("400/2026/NĐ-CP") == ()


def test_adding_the_same_file_again_replaces_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    add_user_file(home, write(tmp_path, NEW_DECREE))
    add_user_file(home, write(tmp_path, NEW_DECREE.replace("2027-01-15", "2027-02-01")))
    (new,) = load_register(home).find("400/2026/NĐ-CP")
    assert new.effective == date(2027, 2, 1)
    assert len(list((home / "law").iterdir())) == 1


def test_what_one_office_exports_another_can_add(tmp_path: Path) -> None:
    add_user_file(tmp_path / "one", write(tmp_path, NEW_DECREE))
    shared = tmp_path / "chia-se.yaml"
    assert export(tmp_path / "one", shared) == 1
    assert add_user_file(tmp_path / "two", shared) == ("400/2026/NĐ-CP",)
    assert load_register(tmp_path / "two").find("400/2026/NĐ-CP")[0].effective == date(2027, 1, 15)


def test_an_office_without_entries_has_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Chưa có văn bản"):
        export(tmp_path, tmp_path / "x.yaml")
    assert not (tmp_path / "x.yaml").exists()


CIRCLE = """
documents:
  - {number: 1/2024/TT-BNV, replaced_by: [2/2024/TT-BNV]}
  - {number: 2/2024/TT-BNV, replaced_by: [1/2024/TT-BNV]}
"""
OLDER_SUCCESSOR = """
documents:
  - {number: 1/2024/TT-BNV, issued: 2024-05-01, replaced_by: [2/2020/TT-BNV]}
  - {number: 2/2020/TT-BNV, issued: 2020-05-01}
"""
FAULTS = [
    (CIRCLE, "Vòng lặp thay thế"),
    (OLDER_SUCCESSOR, "ban hành trước nó"),
    ("documents: 3", "danh sách văn bản"),
    ("- 1", "danh sách văn bản"),
    ("documents: [1]", "thứ 1 phải là một nhóm"),
    ("documents: [{title: Không số}]", "«number» phải là số"),
    ("documents: [{number: Luật Giáo dục}]", "«number» phải là số"),
    ("documents: [{number: 1/2024/TT-BNV, ngay: 2024-01-01}]", "trường «ngay» không có"),
    ("documents: [{number: 1/2024/TT-BNV, issued: 31/12/2024}]", "«issued» phải là ngày"),
    ("documents: [{number: 1/2024/TT-BNV, issued: 2024-02-30}]", "ngày không tồn tại"),
    ("documents: [{number: 1/2024/TT-BNV, replaced_by: 2/2025/TT-BNV}]", "«replaced_by» phải là danh sách"),
    ("documents: [{number: 1/2024/TT-BNV, status: gone}]", "«status» phải là một trong"),
    ("documents: [{number: 1/2024/TT-BNV, period: [2030, 2021]}]", "«period»"),
    ("documents: [{number: 1/2024/TT-BNV, unverified: [day]}]", "«unverified» nêu trường không có"),
    (
        "documents: [{number: 1/2024/TT-BNV, effective: 2024-05-01, lapsed: 2024-04-01}]",
        "hết hiệu lực 01/04/2024 trước",
    ),
    ("documents: [{number: 1/2024/TT-BNV, issued: 2024-05-01, effective: 2024-04-01}]", "có hiệu lực 01/04/2024 trước"),
    ("documents: [{number: 1/2024/TT-BNV, issued: 2024-05-01, effective: 2034-04-01}]", "quá 4 năm"),
    ("documents: [{number: 1/2024/TT-BNV, issued: 2023-05-01}]", "khác năm ban hành"),
    ("documents: [{number: 1/2024/TT-BNV, replaced_by: [9999/2025/TT-BNV]}]", "không có trong sổ"),
    ("documents: [{number: 1/2024/TT-BNV, replaced_by: [1/2024/TT-BNV]}]", "chính văn bản này"),
    ("documents: [{number: 1/2024/TT-BNV}, {number: 01/2024/TT-BNV}]", "2 mục cùng mã"),
    ("documents: [{number: 1/2024/TT-BNV, replaced_by: [98/2023/NĐ-CP]}", "cú pháp YAML"),
    ("a: &x [1]\nb: *x\ndocuments: []", "tham chiếu"),
    ("documents: " + "[" * 50 + "]" * 50, "lồng quá sâu"),
]


@pytest.mark.parametrize(("text", "problem"), FAULTS)
def test_faults_are_told_and_kept_out(tmp_path: Path, text: str, problem: str) -> None:
    path = write(tmp_path, text)
    assert problem in " ".join(validate(path))
    with pytest.raises(InputError, match="Không thêm được"):
        add_user_file(tmp_path / "home", path)
    assert not (tmp_path / "home").exists()


def test_a_doubtful_date_may_contradict_if_it_says_so(tmp_path: Path) -> None:
    text = "documents: [{number: 1/2024/TT-BNV, issued: 2024-05-01, effective: 2024-04-01, unverified: [effective]}]"
    assert validate(write(tmp_path, text)) == []


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert "Không đọc được" in validate(tmp_path / "không có.yaml")[0]
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00documents")
    assert "UTF-8" in validate(tmp_path / "a.yaml")[0]
    write(tmp_path, "#" * 2_000_001, "lớn.yaml")
    assert "lớn hơn 2 MB" in validate(tmp_path / "lớn.yaml")[0]


def test_the_example_in_the_guide_can_be_added_and_the_guide_names_every_field(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "register.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    assert add_user_file(tmp_path, write(tmp_path, example[1])) == ("400/2026/NĐ-CP", "12/2027/QĐ-UBND@thanh-hoa")
    assert [field for field in sorted(OWN_FIELDS) if f"`{field}`" not in guide] == []


def test_a_spoilt_file_in_the_home_is_named(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    write(tmp_path / "law", "documents: [{so: 1}]", "hong.yaml")
    with pytest.raises(InputError, match=r"hong\.yaml"):
        load_register(tmp_path)
