"""Page images as school offices make them: turned, grainy, stamped. Every step is repeatable (seeded)."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

DPI: Final = 200


def render(pdf: Path, dpi: int = DPI) -> list[Image]:
    """Return the pages of `pdf` as images."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def clean(page: Image, seed: int) -> Image:  # noqa: ARG001 -- same signature as the other kinds of damage
    """Return `page` as it is."""
    return page


def skewed(page: Image, seed: int) -> Image:
    """Return `page` laid askew by up to 2.5 degrees."""
    from PIL import Image as Images

    angle = (-2.5, -1.7, -0.8, 0.9, 1.8, 2.4)[seed % 6]
    return page.rotate(angle, resample=Images.Resampling.BICUBIC, fillcolor="white")


def noisy(page: Image, seed: int) -> Image:
    """Return `page` with the grain of a sensor, dust, and the blocks of a strong JPEG compression."""
    import numpy as np
    from PIL import Image as Images

    generator = np.random.default_rng(seed)
    pixels = np.asarray(page).astype(np.float64)
    pixels = pixels * 0.93 + 10 + generator.normal(0, 12, pixels.shape[:2])[..., None]
    dust = generator.random(pixels.shape[:2])
    pixels[dust < 0.001] = 20
    pixels[dust > 0.999] = 250
    packed = io.BytesIO()
    Images.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(packed, "JPEG", quality=55)
    return Images.open(packed).convert("RGB")


def stamped(page: Image, seed: int) -> Image:
    """Return `page` with a round red stamp across the text of its lower half."""
    from PIL import Image as Images
    from PIL import ImageChops, ImageDraw

    size = round(36 / 25.4 * DPI)  # 36 mm, as Thông tư 07/2010/TT-BCA gives it for such seals
    stamp = Images.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(stamp)
    ink = (214, 40, 52)
    draw.ellipse((3, 3, size - 4, size - 4), outline=ink, width=7)
    draw.ellipse((34, 34, size - 35, size - 35), outline=ink, width=3)
    middle, radius = size / 2, size / 9
    star = [
        (
            middle + (radius if k % 2 == 0 else radius * 0.4) * math.sin(k * math.pi / 5),
            middle - (radius if k % 2 == 0 else radius * 0.4) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    draw.polygon(star, fill=ink)
    for k in range(40):
        turn = 2 * math.pi * k / 40
        draw.line(
            [(middle + r * math.cos(turn), middle + r * math.sin(turn)) for r in (size * 0.38, size * 0.45)],
            fill=ink,
            width=5,
        )
    sheet = Images.new("RGB", page.size, "white")
    sheet.paste(
        stamp, (page.width // 3 + 37 * seed % (page.width // 6), page.height // 2 + 61 * seed % (page.height // 4))
    )
    return ImageChops.multiply(page, sheet)


def all_of_it(page: Image, seed: int) -> Image:
    """Return `page` stamped, laid askew and noisy."""
    return noisy(skewed(stamped(page, seed), seed), seed)


DAMAGE: Final[dict[str, Callable[[Image, int], Image]]] = {
    "clean": clean,
    "skew": skewed,
    "noise": noisy,
    "stamp": stamped,
    "skew + noise + stamp": all_of_it,
}
