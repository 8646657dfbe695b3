from datetime import date
from pathlib import Path

import pytest

from assistant.checking import sections
from assistant.checking.profiles import load_profile, load_profiles
from corpus.errors import InputError
from tests.assistant.checking.factories import make_context, make_plan

BODY = "Nội dung của mục này gồm nhiều việc phải làm trong năm học của toàn trường.\n"
WHOLE = f"I. MỤC ĐÍCH\n{BODY}II. NỘI DUNG\n{BODY}III. TỔ CHỨC THỰC HIỆN\n{BODY}./.\nNơi nhận:\n- Lưu: VT."
ROLES = {"I": "purpose", "II": "content", "III": "implementation"}


def _context(text: str, roles: dict[str, str], **header: object):  # type: ignore[no-untyped-def]
    return make_context(make_plan(text, roles=roles, signed=date(2024, 9, 20), **header))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        (ROLES, []),
        ({"I": "content", "II": "criteria", "III": "implementation"}, ["mục đích"]),
        ({"I": "purpose", "II": "content", "III": "budget"}, ["tổ chức thực hiện"]),
    ],
)
def test_required_roles(roles: dict[str, str], missing: list[str]) -> None:
    text = WHOLE.replace("MỤC ĐÍCH", "PHẦN A").replace("TỔ CHỨC THỰC HIỆN", "PHẦN C")
    found = [f.message for f in sections.check_missing(_context(text, roles)) if f.severity == "warning"]
    assert len(found) == len(missing)
    assert all(name in message for name, message in zip(missing, found, strict=True))


def test_a_role_inside_another_section_is_present() -> None:
    text = WHOLE.replace("II. NỘI DUNG\n", "II. NỘI DUNG\n- Thời gian: từ 05/9 đến 20/11.\n- Khen thưởng: giấy khen.\n")
    codes = [f.message for f in sections.check_missing(_context(text, ROLES))]
    assert not any("thời gian" in message or "khen thưởng" in message for message in codes)


def test_an_extract_is_not_accused() -> None:
    text = f"I. ĐẶC ĐIỂM\n{BODY}II. CHỈ TIÊU\n{BODY}"
    findings = list(sections.check_missing(_context(text, {"I": "situation", "II": "targets"})))
    assert {f.severity for f in findings} == {"info"}


def test_precedents_are_the_basis() -> None:
    precedents = tuple(make_plan(WHOLE, roles=ROLES | {"II": "rewards"}) for _ in range(4))
    ctx = make_context(make_plan(f"I. PHẦN A\n{BODY}II. PHẦN B\n{BODY}"), precedents=precedents)
    bases = [f.basis or "" for f in sections.check_missing(ctx)]
    assert any("4/4 kế hoạch cùng loại có mục này" in basis for basis in bases)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WHOLE, []),
        (WHOLE.replace(f"II. NỘI DUNG\n{BODY}", "II. NỘI DUNG\n\n"), ["II. NỘI DUNG"]),
        (WHOLE.replace(f"II. NỘI DUNG\n{BODY}", "II. KINH PHÍ: theo quy định.\n"), []),
    ],
)
def test_empty(text: str, found: list[str]) -> None:
    assert [f.text for f in sections.check_empty(_context(text, ROLES))] == found


def test_order_and_duplicate_titles() -> None:
    turned = {"I": "implementation", "II": "purpose", "III": "content"}
    assert [f.code for f in sections.check_order(_context(WHOLE, turned))] == ["section.order"]
    assert list(sections.check_order(_context(WHOLE, ROLES))) == []
    twice = WHOLE.replace("NỘI DUNG\n", "TỔ CHỨC THỰC HIỆN\n", 1)
    assert [f.text for f in sections.check_duplicate_titles(_context(twice, ROLES))] == ["III. TỔ CHỨC THỰC HIỆN"]


def test_the_homes_own_profiles_win(tmp_path: Path) -> None:
    (tmp_path / "profiles.yaml").write_text(
        "profiles:\n  khac:\n    name: Kế hoạch của trường\n    required: [{roles: [budget], reason: Cần kinh phí.}]\n",
        encoding="utf-8",
    )
    assert load_profile("khac", tmp_path).required[0].roles == ("budget",)
    assert set(load_profiles(tmp_path)) == set(load_profiles())


@pytest.mark.parametrize(
    ("content", "part"),
    [("profiles: [", "YAML"), ("a: 1", "sai cấu trúc"), ("profiles: {khac: {required: [{roles: [lạ]}]}}", "vai trò")],
)
def test_a_broken_profile_is_one_sentence(tmp_path: Path, content: str, part: str) -> None:
    (tmp_path / "profiles.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=part):
        load_profiles(tmp_path)


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="phat-dong-thi-dua"):
        load_profile("khong-co")
