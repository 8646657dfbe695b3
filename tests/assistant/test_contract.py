"""The JSON of every command holds what other programs rely on; a wrong call says one sentence."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from assistant import cli
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.samples import sample_files

SAMPLES = {path.name: path for path in sample_files()}
FAULTY = str(SAMPLES["thi-dua-khen-thuong-2023-hoa-phuong.txt"])

TEXT, NUMBER, DAY = (str,), (int,), re.compile(r"\d{4}-\d\d-\d\d")
MAYBE_TEXT, MAYBE_NUMBER = (str, type(None)), (int, type(None))
SPAN = {"text": TEXT, "start": NUMBER, "end": NUMBER}

HEADER = {
    **dict.fromkeys(("superior", "school", "number", "place", "date", "title", "kind", "school_year"), MAYBE_TEXT),
    **dict.fromkeys(("signer", "signer_title"), MAYBE_TEXT),
    "years": [NUMBER],
    "recipients": [TEXT],
}
SECTION = {
    **dict.fromkeys(("numeral", "role"), MAYBE_TEXT),
    **dict.fromkeys(("level", "start", "end", "page"), NUMBER),
    **dict.fromkeys(("id", "title"), TEXT),
}
CITATION = {
    **SPAN,
    **dict.fromkeys(("type", "number", "date", "issuer", "register_id"), MAYBE_TEXT),
    "in_legal_basis": (bool,),
}
ANNIVERSARY = {**SPAN, "claimed": NUMBER, "from": DAY, "to": DAY, "actual": NUMBER}
FINDING = {
    **SPAN,
    **dict.fromkeys(("code", "severity", "message"), TEXT),
    **dict.fromkeys(("section", "suggestion", "basis"), MAYBE_TEXT),
    "page": MAYBE_NUMBER,
}
SUMMARY = dict.fromkeys(("error", "warning", "info"), NUMBER)
HIT = {
    **SPAN,
    "rank": NUMBER,
    "score": (float, int),
    "sections": [TEXT],
    "page": NUMBER,
    **dict.fromkeys(("plan_id", "file"), TEXT),
    **dict.fromkeys(("plan_title", "school", "number", "date", "role"), MAYBE_TEXT),
}
REQUEST = {
    **dict.fromkeys(("section", "role", "school_year", "kind"), MAYBE_TEXT),
    "year": MAYBE_NUMBER,
    "instructions": [TEXT],
}
DRAFTED = {
    "text": TEXT,
    "sources": [dict.fromkeys(("plan_id", "section", "text"), TEXT)],
    "changes": [dict.fromkeys(("kind", "from", "to", "reason"), TEXT)],
}
LAW = {
    **dict.fromkeys(("id", "status"), TEXT),
    **dict.fromkeys(("type", "title", "issuer", "issued", "effective", "lapsed", "known_to"), MAYBE_TEXT),
    **{name: [TEXT] for name in ("replaced_by", "amended_by", "sources")},
    "verified": (bool,),
}

CONTRACT: list[tuple[tuple[str, ...], Any]] = [
    (
        ("parse", FAULTY),
        {
            "file": TEXT,
            "text": TEXT,
            "quality": {"diacritics": TEXT, "source": TEXT, "pages": NUMBER, "warnings": [TEXT]},
            "header": HEADER,
            "sections": [SECTION],
            "citations": [CITATION],
            "anniversaries": [ANNIVERSARY],
        },
    ),
    (
        ("check", FAULTY, "--fail-on", "never"),
        {
            **dict.fromkeys(("file", "profile", "text"), TEXT),
            "kind": MAYBE_TEXT,
            "as_of": DAY,
            "findings": [FINDING],
            "summary": SUMMARY,
        },
    ),
    (("search", "tiêu chí thi đua với học sinh"), {"query": TEXT, "results": [HIT]}),
    (
        ("draft", "viết mục III cho năm 2026"),
        {
            "request": REQUEST,
            "base": {"plan_id": TEXT, "title": TEXT, "section": MAYBE_TEXT},
            "text": TEXT,
            "model": MAYBE_TEXT,
            "paragraphs": [DRAFTED],
            "blanks": [{"text": TEXT, "reason": TEXT}],
            "citations": [CITATION],
            "findings": [FINDING],
        },
    ),
    (("law", "98/2023/NĐ-CP", "--as-of", "2025-09-01"), {"query": TEXT, "as_of": DAY, "results": [LAW]}),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = Assistant(Settings(home=tmp_path_factory.mktemp("contract") / "home"))
    made.embedding_problem = "no model in this test"
    list(made.library.add([path for path in SAMPLES.values() if path.suffix in (".txt", ".docx")]))
    return made


@pytest.fixture
def kehoach(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return what runs the program in this process on the module's library: exit code, output, sentences."""
    monkeypatch.setattr(cli, "_assistant", lambda: assistant)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kehoach", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        output = capsys.readouterr()
        return int(ended.value.code or 0), output.out, output.err

    return run


def differences(value: Any, form: Any, path: str = "") -> list[str]:
    """Return where `value` is not of `form`; fields besides those of the form are free."""
    if isinstance(form, dict):
        if not isinstance(value, dict):
            return [f"{path}: {value!r} is no object"]
        missing = [f"{path}.{name} is missing" for name in form if name not in value]
        return missing + [
            d for name in form if name in value for d in differences(value[name], form[name], f"{path}.{name}")
        ]
    if isinstance(form, list):
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no list"]
        return [d for at, each in enumerate(value) for d in differences(each, form[0], f"{path}[{at}]")]
    if isinstance(form, re.Pattern):
        return [] if isinstance(value, str) and form.fullmatch(value) else [f"{path}: {value!r}"]
    return [] if type(value) in form else [f"{path}: {value!r}"]


@pytest.mark.parametrize(("words", "form"), CONTRACT, ids=[words[0] for words, _ in CONTRACT])
def test_json_has_the_form_of_the_contract(
    kehoach: Callable[..., tuple[int, str, str]], words: tuple[str, ...], form: Any
) -> None:
    code, out, _ = kehoach(*words, "--json")
    answer = json.loads(out)
    assert code == 0
    assert differences(answer, form) == []
    for name in ("findings", "citations", "anniversaries", "sections"):
        for each in answer.get(name, ()):
            assert 0 <= each["start"] <= each["end"] <= len(answer["text"])
            assert "text" not in each or answer["text"][each["start"] : each["end"]] == each["text"]


def test_search_hits_stand_where_they_say(kehoach: Callable[..., tuple[int, str, str]]) -> None:
    hits = json.loads(kehoach("search", "mức khen thưởng học sinh", "--json")[1])["results"]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        text = json.loads(kehoach("show", hit["plan_id"], "--json")[1])["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]
        assert hit["file"] in SAMPLES


def test_library_and_health_are_told_in_json(kehoach: Callable[..., tuple[int, str, str]]) -> None:
    listed = json.loads(kehoach("list", "--json")[1])
    assert {record["file"] for record in listed} <= set(SAMPLES)
    code, out, told = kehoach("add", FAULTY, "--json")
    assert (code, json.loads(out)[0]["status"]) == (0, "unchanged")
    assert "Không đổi" in told
    health = json.loads(kehoach("doctor", "--json")[1])
    assert {"packages", "home", "embedding", "ocr", "language_model", "library"} <= set(health)
    assert json.loads(kehoach("search", "qwerty zxcvb", "--json")[1])["results"] == []
    assert json.loads(kehoach("law", "999/2099/NĐ-CP", "--json")[1])["results"] == []


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("search", ""), "trống"),
    (("search", "tiêu chí", "--kind", "thi-dua"), "thi-dua-khen-thuong"),
    (("search", "tiêu chí", "--role", "tieu-chi"), "criteria"),
    (("search", "tiêu chí", "--year", "năm nay"), "year"),
    (("check", FAULTY, "--profile", "khong-co"), "khac"),
    (("check", FAULTY, "--fail-on", "lỗi"), "warning"),
    (("check", FAULTY, "--as-of", "2024-02-30"), "2024-02-30"),
    (("check", FAULTY, "--word", FAULTY), "Không ghi đè"),
    (("check", FAULTY, "--word", "/khong/co/x.docx"), "/khong/co/x.docx"),
    (("check", FAULTY, "--html", "/"), "'/'"),
    (("check", FAULTY, "--against", "khong-co.docx"), "khong-co.docx"),
    (("check", "/"), "thư mục"),
    (("parse", "/", "--json"), "thư mục"),
    (("draft", "  ", "--json"), "trống"),
    (("draft", "viết mục XV", "--json"), "không có mục XV"),
    (("draft", "viết mục I", "--base", "khong-co"), "khong-co"),
    (("draft", "viết mục I", "--out", "/khong/co/x.docx"), "/khong/co/x.docx"),
    (("law", " "), "98/2023/NĐ-CP"),
    (("law", "add"), "law add"),
    (("law", "add", FAULTY), "YAML"),
    (("law", "export"), "law export"),
    (("show", "khong-co", "--json"), "khong-co"),
    (("remove", "khong-co"), "khong-co"),
    (("add", "/khong/co", "--json"), "/khong/co"),
    (("serve", "--port", "0"), "port"),
    (("serve", "--share-with", "/khong/co.json"), "co.json"),
    (("list", "--khong-co"), "--khong-co"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(words)[-40:] for words, _ in WRONG])
def test_wrong_call_is_one_sentence_and_exit_code_2(
    kehoach: Callable[..., tuple[int, str, str]], words: tuple[str, ...], told: str
) -> None:
    code, out, err = kehoach(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_call_without_a_command_shows_the_help(kehoach: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = kehoach()
    assert code == 2
    assert "serve" in err
