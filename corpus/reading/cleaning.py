"""Makes a scanned page easier to recognise: stamps taken out by their colour, lines levelled, specks removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_REDDISH: Final = 40  # by how much red exceeds the other channels in stamp ink; black, grey and blue stay far below
_LETTER: Final = 150  # letters under a stamp are darker than this in the red channel, stamp ink is lighter
_REDUCED: Final = 4  # times smaller is the page in which red ink is looked for
_STAMP_SHARE: Final = 0.0005  # of the page: a stamp of 3 cm is fifty times that
_LARGEST_ANGLE: Final = 6.0
_SMALLEST_ANGLE: Final = 0.15  # turning costs sharpness; below this it gains nothing
_ANALYSED_WIDTH: Final = 900
_MOST_POINTS: Final = 80_000
_SPECKLED: Final = 0.25  # share of dark pixels that stand alone: 0.01-0.05 on clean scans


def cleaned(image: Image) -> Image:
    """Return `image` in grey, without red stamps, turned upright and with specks removed where it has many."""
    return straightened(without_specks(without_stamp(image)))


def without_stamp(image: Image) -> Image:
    """Return `image` in grey; where it bears red ink, without it."""
    import numpy as np

    if image.mode in ("1", "L", "I", "I;16", "F"):
        return image.convert("L")
    image = image.convert("RGB")
    small = np.asarray(image.reduce(_REDUCED), dtype=np.int16)
    reddish = small[..., 0] - np.maximum(small[..., 1], small[..., 2]) > _REDDISH
    if float(reddish.mean()) < _STAMP_SHARE:
        return image.convert("L")
    rows, columns = np.nonzero(reddish)
    left, top = (max(0, _REDUCED * (int(places.min()) - 2)) for places in (columns, rows))
    right, bottom = (_REDUCED * (int(places.max()) + 3) for places in (columns, rows))
    box = (left, top, min(right, image.width), min(bottom, image.height))
    page = image.getchannel("R")
    page.paste(_without_red(image.crop(box)), box)
    return page


def _without_red(image: Image) -> Image:
    """Return the red channel of `image`, in which red ink is pale, with what is left of that ink made white.

    Where black letters lie under the ink, the red channel is dark, and they stay.
    """
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageFilter

    red, green, blue = (np.asarray(channel, dtype=np.int16) for channel in image.split())
    inked = Images.fromarray((red - np.maximum(green, blue) > _REDDISH // 2).astype(np.uint8) * 255)
    beside = np.asarray(inked.filter(ImageFilter.MaxFilter(5))) > 0  # compression spreads colour over its neighbours
    return Images.fromarray(np.where(beside & (red > _LETTER), 255, red).astype(np.uint8))


def without_specks(image: Image) -> Image:
    """Return the grey `image` smoothed by a median filter if it is full of single dark pixels, else as it is."""
    import numpy as np
    from PIL import ImageFilter

    dark = np.asarray(image) < 128
    inner = dark[1:-1, 1:-1]
    neighbours = dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:]
    total = int(inner.sum())
    if total == 0 or int((inner & ~neighbours).sum()) / total < _SPECKLED:
        return image
    return image.filter(ImageFilter.MedianFilter(3))


def straightened(image: Image) -> Image:
    """Return the grey `image` turned so that its lines of text are level."""
    from PIL import Image as Images

    angle = skew(image)
    if abs(angle) < _SMALLEST_ANGLE:
        return image
    return image.rotate(angle, resample=Images.Resampling.BICUBIC, fillcolor=255)


def skew(image: Image) -> float:
    """Return by how many degrees the lines of text in the grey `image` slope downwards to the right, within ±6.

    The right angle makes the dark pixels of each line fall on the same rows: the sum over rows of the squared change in
    ink is then greatest. Searched in steps of 0.5 and then 0.05 degrees.
    """
    import numpy as np

    small = image.reduce(max(1, image.width // _ANALYSED_WIDTH))
    pixels = np.asarray(small)
    rows, columns = np.nonzero(pixels < min(160, int(pixels.mean()) - 25))
    if len(rows) < 200:
        return 0.0
    step = max(1, len(rows) // _MOST_POINTS)
    points = (rows[::step].astype(np.float64), columns[::step].astype(np.float64))
    coarse = _best_angle(points, np.arange(-_LARGEST_ANGLE, _LARGEST_ANGLE + 0.1, 0.5))
    return _best_angle(points, np.arange(coarse - 0.45, coarse + 0.46, 0.05))


def _best_angle(points: tuple[Any, Any], angles: Any) -> float:
    import numpy as np

    rows, columns = points
    best, best_score = 0.0, -1.0
    for angle in angles:
        level = rows - columns * np.tan(np.radians(angle))
        ink = np.bincount((level - level.min()).astype(np.int64)).astype(np.float64)
        score = float((np.diff(ink) ** 2).sum())
        if score > best_score:
            best, best_score = float(angle), score
    return best
