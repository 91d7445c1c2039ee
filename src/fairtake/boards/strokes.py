"""Arrows and frames drawn over a picture, as storyboard artists draw them: solid and outlined."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from fairtake.boards.arrows import Arrow, ArrowKind, InnerFrame
from fairtake.boards.palette import ACCENT, INK, PAPER, Ink
from fairtake.lettering import font

__all__ = ["arrow_outline", "draw_overlay"]

_FINE = 3
"""Overlays are drawn so many times larger, and scaled down."""

Points = list[tuple[float, float]]


def arrow_outline(
    points: Sequence[tuple[float, float]], widths: tuple[float, float], double: bool = False
) -> list[tuple[float, float]]:
    """The closed outline of an arrow along `points` (pixels): a shaft of `widths` at tail and
    head, a head 2.6 times as wide."""
    path = _resample(np.asarray(points, np.float64))
    step = np.hypot(*np.diff(path, axis=0).T)
    far = np.concatenate([[0.0], np.cumsum(step)])
    whole = far[-1]
    head = min(widths[1] * 2.5, 0.5 * whole)
    tail = min(widths[0] * 2.5, 0.4 * whole) if double else 0.0
    at = np.linspace(tail, whole - head, 24)
    shaft = np.stack([np.interp(at, far, path[:, 0]), np.interp(at, far, path[:, 1])], -1)
    half = np.linspace(widths[0], widths[1], len(at)) / 2
    normal = _normals(shaft)
    left, right = shaft + normal * half[:, None], shaft - normal * half[:, None]

    def tip(
        base: npt.NDArray[np.float64], point: npt.NDArray[np.float64], wide: float
    ) -> list[npt.NDArray[np.float64]]:
        along = point - base
        along = along / max(math.hypot(*along), 1e-9)
        side = np.array([-along[1], along[0]]) * wide * 1.3
        barb = base - along * wide * 0.12
        return [barb + side, point, barb - side]

    ring = [*left, *_turned(tip(shaft[-1], path[-1], widths[1]), left[-1]), *right[::-1]]
    if double:
        ring += _turned(tip(shaft[0], path[0], widths[0]), right[0])
    return [(float(x), float(y)) for x, y in ring]


def _turned(tip: list[npt.NDArray[np.float64]], near: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """The head's corners, beginning on the side the outline comes from."""
    first, last = (float(np.hypot(*(corner - near))) for corner in (tip[0], tip[-1]))
    return tip if first <= last else tip[::-1]


def _resample(path: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if len(path) > 2:
        return path
    t = np.linspace(0, 1, 16)[:, None]
    return np.asarray(path[0] + (path[-1] - path[0]) * t, np.float64)


def _normals(path: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    return np.stack([-along[:, 1], along[:, 0]], -1)


def draw_overlay(picture: Image.Image, arrows: Sequence[Arrow], inner: InnerFrame | None = None) -> Image.Image:
    """The picture with arrows and an inner frame over it; the same picture without any."""
    if not arrows and inner is None:
        return picture
    width, height = picture.size
    big = (width * _FINE, height * _FINE)
    sheet = Image.new("RGBA", big, (*INK, 0))
    draw = ImageDraw.Draw(sheet)
    unit = min(big[1], big[0] * 9 / 16)
    if inner is not None:
        box = (inner.left * big[0], inner.top * big[1], inner.right * big[0], inner.bottom * big[1])
        for ink, line in ((INK, 0.012), (PAPER, 0.0055)):
            grow = unit * line / 2
            corners = (box[0] - grow, box[1] - grow, box[2] + grow, box[3] + grow)
            draw.rectangle(corners, outline=(*ink, 255), width=max(1, round(unit * line)))
    # People's arrows over the camera's: they carry the action.
    for arrow in sorted(arrows, key=lambda one: one.kind is ArrowKind.PERSON):
        _draw_arrow(draw, arrow, big, unit)
    for arrow in arrows:
        if arrow.label and arrow.kind is ArrowKind.CAMERA:
            _label(draw, arrow, inner, big, unit)
    small = sheet.resize(picture.size, Image.Resampling.BOX)
    return Image.alpha_composite(picture.convert("RGBA"), small).convert("RGB")


def _draw_arrow(draw: ImageDraw.ImageDraw, arrow: Arrow, big: tuple[int, int], unit: float) -> None:
    points = [(x * big[0], y * big[1]) for x, y in arrow.points]
    ring = arrow_outline(points, (arrow.widths[0] * unit, arrow.widths[1] * unit), arrow.double)
    person = arrow.kind is ArrowKind.PERSON
    layers: tuple[tuple[Ink, float], ...] = ((INK, 0.020), (PAPER, 0.011)) if person else ((INK, 0.013),)
    for ink, line in layers:
        draw.line([*ring, *ring[:2]], fill=(*ink, 255), width=max(1, round(unit * line)), joint="curve")
    draw.polygon(ring, fill=(*(ACCENT if person else PAPER), 255))


def _label(
    draw: ImageDraw.ImageDraw, arrow: Arrow, inner: InnerFrame | None, big: tuple[int, int], unit: float
) -> None:
    """The move's name below its arrow; for the four corner arrows, below the inner frame."""
    letters = font("sans-bold", round(unit * 0.042))
    if inner is not None:
        middle, low = (inner.left + inner.right) / 2 * big[0], inner.bottom * big[1]
        gap = unit * 0.038
    else:
        xs, ys = [p[0] * big[0] for p in arrow.points], [p[1] * big[1] for p in arrow.points]
        middle, low = (min(xs) + max(xs)) / 2, max(ys)
        gap = unit * 0.058
    half = letters.getlength(arrow.label) / 2 + unit * 0.02
    place = (min(max(middle, half), big[0] - half), min(low + gap, big[1] - unit * 0.03))
    draw.text(
        place,
        arrow.label,
        (*PAPER, 255),
        letters,
        anchor="mm",
        stroke_width=max(1, round(unit * 0.0075)),
        stroke_fill=(*INK, 255),
    )
