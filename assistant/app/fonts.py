"""The page's typeface, Be Vietnam Pro, drawn for Vietnamese diacritics: served from its package, never from the web."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

FAMILY = "Be Vietnam Pro"
_FILES = {"400": "BeVietnamPro-Regular.ttf", "600": "BeVietnamPro-SemiBold.ttf", "700": "BeVietnamPro-Bold.ttf"}
_YEAR_SECONDS = 31_536_000


def font_routes() -> APIRouter:
    """Return the route that serves the faces; it is open to all, like the log-in page that uses it."""
    router = APIRouter()

    @router.get("/chu/{weight}.ttf")
    def face(weight: str) -> FileResponse:
        path = face_path(weight)
        if path is None:
            raise HTTPException(404, "Không có kiểu chữ này.")
        headers = {"Cache-Control": f"public, max-age={_YEAR_SECONDS}, immutable"}
        return FileResponse(path, media_type="font/ttf", headers=headers)

    return router


def face_path(weight: str) -> Path | None:
    """Return the file of a weight ("400"); ``None`` for another weight, or where the package is not there."""
    try:
        path = Path(str(files("fontpkg_be_vietnam_pro").joinpath("files", _FILES[weight])))
    except (KeyError, ModuleNotFoundError):
        return None
    return path if path.is_file() else None


def faces_css(root: str) -> str:
    """Return the ``@font-face`` rules; `root` leads from the page to the page's root ("", "../")."""
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: swap; '
        f'src: url("{root}chu/{weight}.ttf") format("truetype"); }}\n'
        for weight in _FILES
    )
