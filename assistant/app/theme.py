"""The page's look: one theme of its own, light and dark, with fonts of the machine and none of the web."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

STYLE = Path(str(files("assistant.app").joinpath("style.css")))

# Faces with full Vietnamese diacritics that Windows, macOS, Android and Linux bring, in that order.
_FONTS = ["Segoe UI", "Helvetica Neue", "Roboto", "Noto Sans", "Liberation Sans", "DejaVu Sans", "sans-serif"]


def build_theme() -> Any:
    """Return the Gradio theme."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.colors.cyan,
        secondary_hue=gr.themes.colors.slate,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=_FONTS,
        font_mono=["Consolas", "Menlo", "DejaVu Sans Mono", "monospace"],
    ).set(
        button_primary_background_fill="#0f5c7a",
        button_primary_background_fill_hover="#0c4a63",
        button_primary_text_color="#ffffff",
        block_border_width="1px",
        block_shadow="none",
    )
