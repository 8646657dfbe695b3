"""The page's look: one theme of its own, light and dark, with a typeface from a package and none of the web."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.app.fonts import FAMILY, faces_css
from assistant.app.wording import script

STYLE = Path(str(files("assistant.app").joinpath("style.css")))
HEAD = f"{script()}<style>{faces_css('')}</style>"

# After our own, faces with full Vietnamese diacritics that Windows, macOS, Android and Linux bring, in that order.
_FONTS = [FAMILY, "Segoe UI", "Helvetica Neue", "Roboto", "Noto Sans", "Liberation Sans", "DejaVu Sans", "sans-serif"]

_INK_BLUE = "#0f5c7a"
_LIGHT_BLUE = "#7ccbe8"
_NIGHT = {"page": "#11171b", "block": "#161c20", "field": "#1d252a", "line": "#36424b"}


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
        body_background_fill="#f3f5f6",
        body_background_fill_dark=_NIGHT["page"],
        background_fill_primary_dark=_NIGHT["block"],
        background_fill_secondary_dark=_NIGHT["field"],
        block_background_fill="#ffffff",
        block_background_fill_dark=_NIGHT["block"],
        block_border_width="1px",
        block_border_color_dark=_NIGHT["line"],
        block_shadow="none",
        block_label_text_color="#45525c",
        block_label_text_color_dark="#b9c5cc",
        block_title_text_color="#33404a",
        block_title_text_color_dark="#d3dce1",
        border_color_primary_dark=_NIGHT["line"],
        input_background_fill="#ffffff",
        input_background_fill_dark=_NIGHT["field"],
        input_border_color="#b9c3ca",
        input_border_color_dark=_NIGHT["line"],
        input_border_width="1px",
        input_placeholder_color="#66737d",
        input_placeholder_color_dark="#93a1aa",
        color_accent=_INK_BLUE,
        link_text_color=_INK_BLUE,
        link_text_color_dark=_LIGHT_BLUE,
        color_accent_soft="#e3f0f5",
        color_accent_soft_dark="#17323d",
        border_color_accent_subdued="#bcd9e5",
        border_color_accent_subdued_dark="#2a5364",
        table_even_background_fill_dark=_NIGHT["field"],
        table_odd_background_fill_dark=_NIGHT["field"],
        button_primary_border_color=_INK_BLUE,
        button_primary_border_color_dark="#17708f",
        button_primary_background_fill=_INK_BLUE,
        button_primary_background_fill_hover="#0c4a63",
        button_primary_background_fill_dark="#17708f",
        button_primary_background_fill_hover_dark="#1a7a9b",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#e6eaed",
        button_secondary_background_fill_hover="#d9dfe3",
        button_secondary_background_fill_dark="#27323a",
        button_secondary_background_fill_hover_dark="#32404a",
        button_secondary_text_color="#1f2a33",
        button_secondary_text_color_dark="#e8edf0",
    )
