"""The pages beside the page, only for whom the page is open, and the headers that keep all on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.app import build_web, library_work
from assistant.app.access import READERS_ONLY_READ, Access
from assistant.app.page_images import boxes_of
from assistant.app.users import FREE_FAILURES, Users, write_user
from assistant.app.warmup import Warmup
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.reading.layout import Word
from corpus.samples import sample_files

PASSWORD = "mật khẩu đủ dài"
TEXT = "thi-dua-khen-thuong-2023-hoa-phuong.txt"
SAMPLES = {path.name: path for path in sample_files()}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = Assistant(Settings(home=tmp_path_factory.mktemp("web") / "home"))
    made.embedding_problem = "no model in this test"
    names = (TEXT, "phat-dong-thi-dua-2024-suoi-ngan.pdf")
    list(made.library.add([SAMPLES[name] for name in names]))
    return made


@pytest.fixture(scope="module", autouse=True)
def quiet_gradio() -> Iterator[None]:
    """Close the loops that Gradio opens while it builds its locks; it leaves them to the garbage collector."""
    opened: list[asyncio.AbstractEventLoop] = []
    new_loop = asyncio.new_event_loop

    def remembered() -> asyncio.AbstractEventLoop:
        opened.append(new_loop())
        return opened[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asyncio, "new_event_loop", remembered)
        yield
    asyncio.set_event_loop(None)
    for loop in opened:
        loop.close()


@pytest.fixture
def open_page(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(Warmup, "start", lambda self: self)
    with TestClient(build_web(assistant)) as client:
        yield client


@pytest.fixture
def shared_page(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(Warmup, "start", lambda self: self)
    write_user(tmp_path / "users.json", "lan", PASSWORD, "reader")
    with TestClient(build_web(assistant, users_file=tmp_path / "users.json")) as client:
        yield client


def plan_id(assistant: Assistant, kind: str) -> str:
    return next(record.plan_id for record in assistant.library.list() if record.stored.endswith(kind))


def test_plan_opens_with_the_passage_marked(open_page: Any, assistant: Assistant) -> None:
    name = plan_id(assistant, ".txt")
    start = assistant.library.plan(name).text.index("40 năm")
    answer = open_page.get(f"/xem/{name}", params={"tu": start, "den": start + 6})
    assert '<mark id="doan">40 năm</mark>' in answer.text


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ({"loi": "Số: 63/KH-THHP", "so": 2}, "Số: 63/KH-THHP"),
        ({"muc": "III", "loi": "1. Danh hiệu tập thể:", "so": 7}, "1. Danh hiệu tập thể: Tập thể"),
        ({"muc": "III", "loi": "không có những chữ này", "so": 5}, "III. CHỈ TIÊU"),
    ],
)
def test_plan_opens_at_a_passage_by_its_words(
    open_page: Any, assistant: Assistant, query: dict[str, str | int], marked: str
) -> None:
    answer = open_page.get(f"/xem/{plan_id(assistant, '.txt')}", params=query).text
    assert f'<mark id="doan">{marked}</mark>' in answer


def test_original_comes_back_as_it_was(open_page: Any, assistant: Assistant) -> None:
    name = plan_id(assistant, ".txt")
    answer = open_page.get(f"/goc/{name}")
    assert answer.content == SAMPLES["thi-dua-khen-thuong-2023-hoa-phuong.txt"].read_bytes()
    assert "attachment" in answer.headers["content-disposition"]


def test_pages_of_a_pdf_are_images_and_only_those_there_are(open_page: Any, assistant: Assistant) -> None:
    name = plan_id(assistant, ".pdf")
    assert open_page.get(f"/trang/{name}/1").content.startswith(b"\x89PNG")
    assert open_page.get(f"/trang/{name}/999").status_code == 404
    assert open_page.get(f"/trang/{plan_id(assistant, '.txt')}/1").status_code == 404


def test_passage_is_marked_in_the_picture_of_its_page(open_page: Any, assistant: Assistant) -> None:
    name = plan_id(assistant, ".pdf")
    plan = assistant.library.plan(name)
    passage = plan.text[plan.sections[0].start : plan.sections[0].start + 200]
    span = {"tu": plan.sections[0].start, "den": plan.sections[0].start + 200}
    plain, marked = open_page.get(f"/trang/{name}/1").content, open_page.get(f"/trang/{name}/1", params=span).content
    assert passage.strip()
    assert marked != plain
    assert f"/trang/{name}/1?tu={span['tu']}" in open_page.get(f"/xem/{name}", params=span).text


def test_words_of_a_passage_are_found_though_their_lines_are_in_another_order() -> None:
    words = [
        Word(text, 0, 0, 1, 1)
        for text in ["dòng", "cuối", "của", "trang.", "Vận", "động", "học", "sinh", "ra", "lớp", "đầy", "đủ", "12"]
    ]
    found = boxes_of("vận động học sinh ra lớp … dòng cuối của trang", words)
    assert [word.text for word in found] == ["Vận", "động", "học", "sinh", "ra", "lớp"]


@pytest.mark.parametrize("path", ["/xem/x", "/goc/x", "/goc/..%2F..%2Fsettings.json", "/trang/x/1"])
def test_unknown_plan_is_not_found(open_page: Any, path: str) -> None:
    assert open_page.get(path).status_code == 404


def test_nothing_may_be_fetched_from_another_machine(open_page: Any) -> None:
    headers = open_page.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_shared_page_serves_originals_only_after_logging_in(shared_page: Any, assistant: Assistant) -> None:
    name = plan_id(assistant, ".txt")
    paths = [f"/xem/{name}", f"/goc/{name}", f"/trang/{plan_id(assistant, '.pdf')}/1"]
    assert [shared_page.get(path).status_code for path in paths] == [401, 401, 401]
    assert shared_page.post("/login", data={"username": "lan", "password": "sai"}).status_code == 400
    assert shared_page.post("/login", data={"username": "lan", "password": PASSWORD}).status_code == 200
    assert [shared_page.get(path).status_code for path in paths] == [200, 200, 200]


def test_stranger_is_shown_the_door_and_nothing_behind_it(shared_page: Any) -> None:
    door = shared_page.get("/").text
    assert '<html lang="vi">' in door
    assert "gradio" not in door
    assert shared_page.post("/login", data={"username": "lan", "password": PASSWORD}).status_code == 200
    assert "gradio" in shared_page.get("/").text


def test_failures_close_the_door_of_the_page_too(shared_page: Any) -> None:
    for _ in range(FREE_FAILURES):
        assert shared_page.post("/login", data={"username": "lan", "password": "sai"}).status_code == 400
    assert shared_page.post("/login", data={"username": "lan", "password": PASSWORD}).status_code == 400


def test_files_of_the_page_are_for_those_who_logged_in(shared_page: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    addresses = (f"/gradio_api/file={secret}", "/gradio_api/file=/etc/hostname", "/config", "/gradio_api/info")
    assert {shared_page.get(address).status_code for address in addresses} <= {401, 403, 404}
    assert shared_page.post("/gradio_api/upload", files={"files": b"x"}).status_code == 401
    assert shared_page.post("/login", data={"username": "lan", "password": PASSWORD}).status_code == 200
    assert shared_page.get(addresses[0]).status_code == 403


class _Reader:
    username = "lan"


def test_readers_change_nothing_in_the_library(assistant: Assistant) -> None:
    access = Access(Users({"lan": "$argon2"}, {"lan": "reader"}))
    name, before = plan_id(assistant, ".txt"), assistant.library.list()
    values = {"title": "Khác", "day": None}
    answers = [
        library_work.corrected(name, values, assistant, access, _Reader()),
        library_work.dropped(name, assistant, access, _Reader())[0],
        *(sentence for sentence, _ in library_work.added([str(SAMPLES[TEXT])], assistant, access, _Reader())),
    ]
    assert set(answers) == {READERS_ONLY_READ}
    assert assistant.library.list() == before


def test_removed_plan_is_brought_back_as_it_was(assistant: Assistant) -> None:
    name = plan_id(assistant, ".txt")
    before = assistant.library.get(name)
    sentence, gone = library_work.dropped(name, assistant, Access(), None)
    assert "Đã xoá" in sentence
    assert name not in {record.plan_id for record in assistant.library.list()}
    assert "trở lại" in library_work.brought_back(gone, assistant, Access(), None)
    assert assistant.library.get(name) == before
    assert assistant.library.original(name).is_file()


def test_adding_shows_each_file_and_what_is_no_plan(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "x.xyz").write_text("x", encoding="utf-8")
    shown = [
        text for text, _ in library_work.added([str(SAMPLES[TEXT]), str(tmp_path / "x.xyz")], assistant, Access(), None)
    ]
    assert "Đang đọc [1/1]" in shown[0]
    assert "đã có sẵn" in shown[-1]
    assert "1 tệp không phải" in shown[-1]
