"""Roles: told by titles of many wordings, damaged or not; by the text; by a school's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.roles import assign_roles, load_rules, role_name, role_of, roles_of
from corpus.structure import find_sections


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose"),
        ("Mục đích - ý nghĩa", "purpose"),
        ("MỤC TIÊU", "targets"),
        ("Chỉ tiêu phấn đấu", "targets"),
        ("Các chỉ tiêu thi đua cụ thể", "targets"),
        ("NỘI DUNG PHONG TRÀO THI ĐUA", "content"),
        ("Nhiệm vụ trọng tâm", "content"),
        ("GIẢI PHÁP THỰC HIỆN", "measures"),
        ("Biện pháp tổ chức", "measures"),
        ("Một số nhiệm vụ và giải pháp chủ yếu", "measures"),
        ("TIÊU CHÍ THI ĐUA VÀ HÌNH THỨC KHEN THƯỞNG", "criteria"),
        ("Tiêu chuẩn xét danh hiệu lao động tiên tiến", "criteria"),
        ("HÌNH THỨC KHEN THƯỞNG", "rewards"),
        ("Mức khen thưởng", "rewards"),
        ("Hình thức và số lượng đề nghị khen thưởng", "rewards"),
        ("Cơ cấu giải thưởng", "rewards"),
        ("THỦ TỤC, HỒ SƠ VÀ THỜI GIAN ĐỀ NGHỊ", "dossier"),
        ("Hồ sơ đề nghị khen thưởng", "dossier"),
        ("TIẾN ĐỘ THỰC HIỆN", "timeline"),
        ("Thời gian, địa điểm", "timeline"),
        ("Các đợt thi đua trong năm", "timeline"),
        ("KINH PHÍ THỰC HIỆN", "budget"),
        ("Dự trù kinh phí", "budget"),
        ("TỔ CHỨC THỰC HIỆN", "implementation"),
        ("Phân công nhiệm vụ", "implementation"),
        ("Trách nhiệm của các bộ phận", "implementation"),
        ("Chế độ báo cáo", "reporting"),
        ("Sơ kết, tổng kết", "reporting"),
        ("ĐẶC ĐIỂM TÌNH HÌNH", None),
        ("MUC PiCH, YEU CAU", "purpose"),
        ("POI TUQNG, TIEU CHi THI PUA VA HINH THUC KHEN THUONG", "criteria"),
        ("TO CHUC THU'C HIEN", "implementation"),
        ("Ché dd bao cao", "reporting"),
        ("", None),
    ],
)
def test_titles_tell_roles(title: str, role: str | None) -> None:
    assert role_of(title)[0] == role


def test_a_title_may_serve_several_ends() -> None:
    guesses = roles_of("ĐỐI TƯỢNG, TIÊU CHÍ THI ĐUA VÀ HÌNH THỨC KHEN THƯỞNG")
    assert [guess.role for guess in guesses[:2]] == ["criteria", "rewards"]
    assert all(0 < guess.confidence <= 1 for guess in guesses)


def test_text_tells_the_role_where_the_title_is_silent() -> None:
    role, confidence = role_of(
        "Một số việc khác", "Tặng giấy khen cho giải nhất; tiền thưởng theo quy chế. Bằng khen do cấp trên tặng."
    )
    assert role == "rewards"
    assert confidence < 0.5


def test_subsections_have_their_own_role_or_their_parents() -> None:
    text = (
        "V. TIÊU CHÍ THI ĐUA\n1. Tập thể lớp\nĐạt.\n2. Hình thức khen thưởng\nGiấy khen.\nVI. TỔ CHỨC THỰC HIỆN\nHọp."
    )
    roles = {section.id: section.role for section in assign_roles(find_sections(text), text)}
    assert roles == {"V": "criteria", "V.1": "criteria", "V.2": "rewards", "VI": "implementation"}


def test_a_home_teaches_its_own_titles(tmp_path: Path) -> None:
    (tmp_path / "roles.yaml").write_text("rewards:\n  titles:\n    - góc tôn vinh: 1.2\n", encoding="utf-8")
    rules = load_rules(tmp_path)
    assert role_of("Góc tôn vinh")[0] is None
    assert role_of("Góc tôn vinh", rules=rules)[0] == "rewards"
    assert role_of("Kinh phí", rules=rules)[0] == "budget"


@pytest.mark.parametrize("content", ["phần thưởng:\n  titles: [a]\n", "- một\n", "rewards: [\n"])
def test_a_faulty_file_of_roles_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "roles.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"roles\.yaml"):
        load_rules(tmp_path)


def test_roles_have_vietnamese_names() -> None:
    assert role_name("reporting") == "chế độ báo cáo"
