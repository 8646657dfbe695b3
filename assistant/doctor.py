"""What `kehoach doctor` tells: versions, the origin of the weights, optional parts, the state of the index."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.service import Assistant

_PACKAGES = (
    "kehoach",
    "torch",
    "sentence-transformers",
    "faiss-cpu",
    "langchain",
    "gradio",
    "pypdf",
    "python-docx",
    "bm25s",
)


def examine(assistant: Assistant) -> dict[str, Any]:
    """Return the facts as plain JSON types; nothing is downloaded and nothing but the model cache is written."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in _PACKAGES},
        "home": str(assistant.settings.home),
        "embedding": _embedding(assistant),
        "ocr": {
            "tesseract": shutil.which("tesseract"),
            "vietnamese": _tesseract_languages(),
            "rapidocr": _version("rapidocr"),
        },
        "libreoffice": shutil.which("soffice") or shutil.which("libreoffice"),
        "language_model": {
            "name": assistant.settings.llm,
            "leaves_the_machine": assistant.settings.leaves_the_machine,
        },
        "library": _library(assistant),
        "register": {
            "documents": len(assistant.register.entries()),
            "known_to": str(assistant.register.as_of),
        },
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _embedding(assistant: Assistant) -> dict[str, Any]:
    embedder = assistant.embedder()
    if embedder is None:
        return {"available": False, "problem": assistant.embedding_problem}
    return {
        "available": True,
        "identity": embedder.identity,
        "dimension": embedder.dimension,
        "origin": embedder.origin,
    }


def _tesseract_languages() -> bool:
    import subprocess

    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return "vie" in listed.stdout.split()


def _library(assistant: Assistant) -> dict[str, Any]:
    return {"plans": len(assistant.library.list()), **assistant.library.store.health()}


def report(facts: dict[str, Any]) -> str:
    """Return the facts as Vietnamese lines for a person, each problem with its remedy."""
    embedding, ocr, library = facts["embedding"], facts["ocr"], facts["library"]
    packages = ", ".join(f"{name} {found}" for name, found in facts["packages"].items() if found)
    lines = [
        f"Python {facts['python']} trên {facts['system']}",
        f"Gói: {packages}",
        f"Thư mục dữ liệu: {facts['home']}",
        f"Mô hình nhúng: {embedding['identity']} (nguồn: {embedding['origin']})"
        if embedding["available"]
        else f"Mô hình nhúng: {embedding['problem'] or 'đang nạp.'}",
        _ocr_line(ocr),
        f"LibreOffice (đọc tệp .doc cũ): {facts['libreoffice'] or 'chưa cài'}",
        f"Mô hình ngôn ngữ: {facts['language_model']['name'] or 'không dùng'}",
        f"Thư viện: {library['plans']} kế hoạch, {library['passages']} đoạn, {library['pending']} chưa có véc-tơ",
        f"Tệp chỉ mục: {'nguyên vẹn' if library['whole'] else 'HỎNG; hãy nạp lại thư viện'}",
        f"Sổ văn bản: {facts['register']['documents']} văn bản, cập nhật đến {facts['register']['known_to']}",
    ]
    return "\n".join(lines)


def _ocr_line(ocr: dict[str, Any]) -> str:
    if ocr["tesseract"] and ocr["vietnamese"]:
        return f"Nhận dạng bản quét: Tesseract tiếng Việt ({ocr['tesseract']})"
    if ocr["rapidocr"]:
        return f"Nhận dạng bản quét: rapidocr {ocr['rapidocr']}"
    return "Nhận dạng bản quét: chưa có; cài tesseract-ocr và tesseract-ocr-vie, hoặc `pip install 'kehoach[ocr]'`."
