import pytest

from assistant.checking.spelling import edit_distance, spelling, syllable_key
from assistant.checking.wording import check_wording
from corpus.law.register import load_register
from corpus.samples import sample_files
from tests.assistant.checking.factories import make_context, make_plan


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quyết định ban hành ngày ngày 27 tháng 4.", ["ngày ngày"]),
        ("Thực hiện các các nội dung.", ["các các"]),
        ("Người người thi đua, ngành ngành thi đua, luôn luôn đổi mới.", []),
        ("Hoạt động động viên học sinh; nhà giáo giáo dục nghề nghiệp; phân công công tác.", []),
        ("Đóng góp ý kiến kiến toàn, xây dựng quy chế.", ["kiến"]),
        ("Thi đua đầy mạnh phong trào.", ["đầy"]),
        ("Tồng kết công tác Đội.", ["Tồng"]),
        ("MỤC DÍCH, YÊU CẦU", ["DÍCH"]),
        ("Giáo viênnhà trường tham gia.", ["viênnhà"]),
        ("Xây dựng XHHTtại đơn vị.", ["XHHTtại"]),
        ("Tổng kết đậm nhất vào tháng 5.", ["đậm"]),
        ("Hội thi Giáo viên Giải cấp trường.", ["Giải"]),
        ("Giáo viên giải thích, giải quyết; giáo viên giảng dạy.", []),
        ("Đẩy mạnh tuyên tuyền pháp luật.", ["tuyền"]),
        ("Đồng chí Nguyễn Công Tác phụ trách Trường Tiểu học Kiến Toàn.", []),
        ("Quy chế chi tiêu nội bộ, kho học liệu số, diện tích công trình.", []),
        ("Thiết kế Infographic, clip, website, LMS.", []),
    ],
)
def test_wording(text: str, found: list[str]) -> None:
    assert [f.text for f in check_wording(make_context(make_plan(text)))] == found


@pytest.mark.parametrize("state", ["lost", "partial"])
def test_text_without_its_diacritics_is_not_judged(state: str) -> None:
    assert list(check_wording(make_context(make_plan("ngày ngày 27, các các", diacritics=state)))) == []


def test_sample_plans_read_right() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sample_files() if path.suffix == ".txt"]
    register = load_register()
    found = [
        f
        for text in texts
        for f in check_wording(make_context(make_plan(text, register=register)))
        if f.severity != "info"
    ]
    assert found == []


@pytest.mark.parametrize(("a", "b", "same"), [("Hoà", "hòa", True), ("thuý", "thúy", True), ("hoa", "hòa", False)])
def test_spelling_ignores_where_the_tone_is_put(a: str, b: str, same: bool) -> None:
    assert (syllable_key(a) == syllable_key(b)) is same
    assert (spelling(f"Trường {a}") == spelling(f"TRƯỜNG  {b}")) is same


@pytest.mark.parametrize(
    ("a", "b", "distance"), [("tuyen", "truyen", 1), ("xhtt", "xhht", 1), ("ab", "ba", 1), ("a", "abcd", 3)]
)
def test_edit_distance(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b) == distance
