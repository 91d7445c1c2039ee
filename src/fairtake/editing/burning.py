"""Subtitles in the picture: white letters with a dark edge and a soft shade, legible on any look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from fairtake.editing.cards import Hand
from fairtake.editing.subtitles import Shown
from fairtake.lettering import draw_line, undrawable

__all__ = ["burned", "unlettered"]

Picture = npt.NDArray[np.uint8]

_FACE = "sans-bold"
_WHITE = (250, 249, 244)
_EDGE = (12, 10, 16)
_SHADE = 0.42
"""How dark the soft shade under the letters is."""


def burned(
    pictures: Iterable[Picture],
    first: int,
    shown: Sequence[Shown],
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> Iterator[Picture]:
    """Pictures (H, W, 3) with the subtitles of their frames of the film, which count from `first`. A
    picture without one is passed on as it is."""
    for frame, picture in enumerate(pictures, first):
        now = next((one for one in shown if one.start <= frame < one.end), None)
        if now is None:
            yield picture
            continue
        height, width = picture.shape[:2]
        letters, top = _lettered(now, (width, height), hand)
        band = picture[top : top + len(letters)].astype(np.float32)
        ink, share = letters[..., :3], letters[..., 3:]
        result = picture.copy()
        result[top : top + len(letters)] = np.clip(band * (1 - share) + ink * share + 0.5, 0, 255).astype(np.uint8)
        yield result


def unlettered(shown: Iterable[Shown], hand: Hand) -> dict[str, str]:
    """Subtitles with letters that no typeface has, and which."""
    return {one.text: missing for one in shown if (missing := undrawable(one.text, _FACE, hand.fonts))}


@lru_cache(maxsize=8)
def _lettered(shown: Shown, size: tuple[int, int], hand: Hand) -> tuple[npt.NDArray[np.float32], int]:
    """A band of the picture (h, W, 4), colour and share 0..1, and the row it begins on."""
    width, height = size
    unit = min(height, width * 9 // 16)
    pixels = max(11, round(unit * 0.058))
    lines = shown.written(marks=False)
    widest = max(hand.width(line, _FACE, pixels) for line in lines)
    pixels = max(9, int(pixels * min(1.0, 0.9 * width / widest)))
    step, stroke = round(pixels * 1.3), max(1, round(pixels * 0.085))
    pad = 2 * stroke + pixels // 2
    bottom = height - round(unit * 0.065)
    top = max(0, bottom - step * len(lines) - pad)
    rows = min(height, bottom + pad + pixels // 3) - top
    letters = Image.new("L", (width, rows), 0)
    edges = Image.new("L", (width, rows), 0)
    # With dashes lines begin below each other; a single speaker's are centred.
    left = (width - max(hand.width(line, _FACE, pixels) for line in lines)) / 2 if shown.dashes else None
    for index, (line, (_, _, italic)) in enumerate(zip(lines, shown.lines, strict=True)):
        baseline = bottom - top - step * (len(lines) - 1 - index) - round(pixels * 0.28)
        place = (left, baseline) if left is not None else (width / 2, baseline)
        anchor = "ls" if left is not None else "ms"
        face = "sans-italic" if italic else _FACE
        for sheet, wide in ((letters, 0), (edges, stroke)):
            draw_line(
                ImageDraw.Draw(sheet), place, line, face, pixels, (255,), anchor=anchor, fonts=hand.fonts,
                language=hand.language, stroke=wide, stroke_fill=(255,) if wide else None,
            )  # fmt: skip
    shade = np.asarray(edges.filter(ImageFilter.GaussianBlur(pixels * 0.28)), np.float32) / 255
    shade = np.clip(shade * 1.5, 0, 1) * _SHADE
    edge, ink = (np.asarray(sheet, np.float32) / 255 for sheet in (edges, letters))
    share = 1 - (1 - shade) * (1 - edge)
    colour = np.asarray(_EDGE, np.float32) * (1 - ink[..., None]) + np.asarray(_WHITE, np.float32) * ink[..., None]
    return np.concatenate([colour, np.maximum(share, ink)[..., None]], axis=2), top
