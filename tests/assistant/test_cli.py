"""The command line as its users and other programs meet it: exit codes, one sentence, JSON, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.samples import sample_files

REPOSITORY = Path(__file__).resolve().parents[2]


def kehoach(home: Path, *words: str | Path, timeout: int = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, "KEHOACH_HOME": str(home)},
        cwd=REPOSITORY,
        timeout=timeout,
        check=False,
    )


def sample(name: str) -> Path:
    return next(path for path in sample_files() if path.name == name)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def not_a_pdf(path: Path) -> None:
    path.write_bytes(b"\x89\x00\x01\x02" * 500)


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def truncated_pdf(path: Path) -> None:
    path.write_bytes(sample("khuyen-hoc-2024-doi-sim.pdf").read_bytes()[:3000])


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(b" " * 1_000_000)


def long_pdf(path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(300):
        writer.add_blank_page(595, 842)
    writer.write(str(path))


BAD_FILES: list[tuple[str, Callable[[Path], None]]] = [
    ("trong.docx", empty),
    ("trong.txt", empty),
    ("khong-phai.pdf", not_a_pdf),
    ("nhi-phan.txt", binary),
    ("cut.pdf", truncated_pdf),
    ("bom.docx", zip_bomb),
    ("ba-tram-trang.pdf", long_pdf),
]


@pytest.mark.parametrize(("name", "make"), BAD_FILES, ids=[name for name, _ in BAD_FILES])
def test_bad_input_gets_one_sentence_and_exit_code_2(
    home: Path, tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / name)
    done = kehoach(home, "check", tmp_path / name, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "khong-co.docx"), "khong-co.docx"),
        (("parse", "khong-co.docx", "--json"), "khong-co.docx"),
        (("add", "khong-co"), "khong-co"),
        (("check",), "FILE"),
        (("check", "--khong-co", "x"), "--khong-co"),
        (("search", "x", "-k", "0"), "k"),
        (("nonsense",), "kehoach --help"),
        (("show", "khong-co"), "khong-co"),
        (("remove", "khong-co"), "khong-co"),
        (("law", "98/2023/NĐ-CP", "--as-of", "hôm qua"), "hôm qua"),
        (("law", "add", "khong-co.yaml"), "khong-co.yaml"),
        (("draft", "viết mục I", "--out", "x.exe"), "x.exe"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_names_what_is_wrong(home: Path, words: tuple[str, ...], told: str) -> None:
    done = kehoach(home, *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_check_reports_in_json_and_by_exit_code(home: Path) -> None:
    done = kehoach(home, "check", sample("thi-dua-khen-thuong-2023-hoa-phuong.txt"), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert {"anniversary.wrong-count", "numbering.gap", "date.stale-year"} <= {f["code"] for f in report["findings"]}
    assert all(report["text"][f["start"] : f["end"]] == f["text"] for f in report["findings"])
    assert kehoach(home, "check", report["file"], "--fail-on", "never").returncode == 2  # a name alone is no path


def test_check_does_not_import_what_only_embedding_needs(home: Path) -> None:
    program = (
        "import sys; from assistant.cli import app\n"
        f"app(['check', {str(sample('thi-dua-khen-thuong-2025-lam-kieu.txt'))!r}, '--json'], standalone_mode=False)\n"
        "heavy = {'torch', 'sentence_transformers', 'gradio', 'langchain_core', 'faiss', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "KEHOACH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_search_without_a_model_goes_by_words_and_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_EMBEDDING_MODEL", "khong-co/mo-hinh")
    file = sample("thi-dua-khen-thuong-2023-hoa-phuong.txt")
    assert kehoach(home, "add", file).returncode == 0
    done = kehoach(home, "search", "muc tien thuong theo dot", "--json")
    assert "theo từ ngữ" in done.stderr
    first = json.loads(done.stdout)["results"][0]
    assert (first["rank"], first["file"], first["role"], first["page"]) == (1, file.name, "rewards", 1)
    assert 0 < first["score"] <= 1
    text = json.loads(kehoach(home, "parse", file, "--json").stdout)["text"]
    assert text[first["start"] : first["end"]] == first["text"]
    assert "tiền thưởng" in {match["text"] for match in first["matches"]}
    assert all(text[match["start"] : match["end"]] == match["text"] for match in first["matches"])


def test_law_answers_as_of_a_day(home: Path) -> None:
    answer = json.loads(kehoach(home, "law", "98/2023/NĐ-CP", "--as-of", "2025-09-01", "--json").stdout)
    assert answer["results"][0]["status"] == "replaced"
    assert answer["results"][0]["replaced_by"] == ["152/2025/NĐ-CP"]
