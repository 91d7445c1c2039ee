"""A sheet of shapes to be painted: splines, fills and tapered strokes in face coordinates.

Face coordinates are head units unrolled around the head: x to the figure's left of the
middle, y up from the chin (see `model.Mesh.uvs`: u = .5 + x, v = .95 - y).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from fairtake.rendering.kernels.paint import CLIP, CLIPPED, PLAIN

__all__ = ["RGB", "Points", "Sheet", "lifted", "mix", "oval", "spline"]

Points = npt.NDArray[np.float64]
RGB = tuple[float, float, float]

_PER_SPAN = 9


@cache
def _basis(count: int) -> tuple[Points, Points]:
    """Catmull-Rom as matrices: dense points and tangents from `count` control points."""
    t = np.linspace(0, 1, _PER_SPAN, endpoint=False)
    rows, slopes = [], []
    # Phantom ends mirror the first and last span.
    control = np.zeros((count + 2, count))
    control[1:-1] = np.eye(count)
    control[0, 0], control[0, 1] = 2, -1
    control[-1, -1], control[-1, -2] = 2, -1
    for i in range(1, count):
        a, b, c, d = control[i - 1], control[i], control[i + 1], control[min(i + 2, count + 1)]
        for s in t if i < count - 1 else np.append(t, 1.0):
            p = 2 * b + (c - a) * s + (2 * a - 5 * b + 4 * c - d) * s**2 + (3 * b - a - 3 * c + d) * s**3
            v = (c - a) + 2 * (2 * a - 5 * b + 4 * c - d) * s + 3 * (3 * b - a - 3 * c + d) * s**2
            rows.append(0.5 * p)
            slopes.append(0.5 * v)
    return np.stack(rows), np.stack(slopes)


def spline(points: Sequence[Sequence[float]] | Points) -> Points:
    """A smooth dense curve through `points`."""
    p = np.asarray(points, np.float64)
    return _basis(len(p))[0] @ p


_ANGLE = np.linspace(0, 2 * np.pi, 33)[:-1]
_CIRCLE = np.stack([np.cos(_ANGLE), np.sin(_ANGLE)], 1)


def oval(x: float, y: float, rx: float, ry: float) -> Points:
    """An axis-aligned ellipse."""
    return _CIRCLE * (rx, ry) + (x, y)


def lifted(curve: Points, by: float) -> Points:
    """The curve moved up."""
    return np.asarray(curve + np.array([0.0, by]))


def mix(a: RGB, b: RGB, t: float) -> RGB:
    """From colour `a` (t 0) to `b` (t 1)."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


@cache
def _taper(count: int, start: float, middle: float, end: float) -> Points:
    return np.asarray(np.interp(np.linspace(0, 1, count), [0, 0.5, 1], [start, middle, end])[:, None] / 2)


class Sheet:
    """Collects shapes for one window of the drawing. Colours are 0..255."""

    def __init__(self, size: int, left: int, top: int) -> None:
        self._scale = np.array([size, -size], np.float64)
        self._shift = np.array([0.5 * size - left, 0.95 * size - top])
        self._polygons: list[Points] = []
        self._colors: list[tuple[float, float, float, float]] = []
        self._modes: list[int] = []
        self._inside = False

    def fill(self, points: Points, color: RGB, opacity: float = 1.0) -> None:
        """A filled polygon."""
        if opacity <= 0.004:
            return
        self._polygons.append(points)
        self._colors.append((*color, min(1.0, opacity)))
        self._modes.append(CLIPPED if self._inside else PLAIN)

    def between(self, upper: Points, lower: Points, color: RGB, opacity: float = 1.0) -> None:
        """The area between two curves that run the same way."""
        self.fill(np.concatenate([upper, lower[::-1]]), color, opacity)

    def clip(self, points: Points) -> None:
        """Until `unclip`, paint only inside this polygon."""
        self._polygons.append(points)
        self._colors.append((0.0, 0.0, 0.0, 0.0))
        self._modes.append(CLIP)
        self._inside = True

    def unclip(self) -> None:
        """Paint everywhere again."""
        self._inside = False

    def stroke(
        self,
        points: Sequence[Sequence[float]] | Points,
        widths: tuple[float, float, float],
        color: RGB,
        opacity: float = 1.0,
    ) -> None:
        """A spline through control points, its width tapered from start to middle to end."""
        p = np.asarray(points, np.float64)
        basis, slope = _basis(len(p))
        self._outline(basis @ p, slope @ p, _taper(len(basis), *widths), color, opacity)

    def stroke_curve(self, curve: Points, widths: tuple[float, float, float], color: RGB, opacity: float = 1.0) -> None:
        """A stroke along an already dense curve."""
        tangent = np.empty_like(curve)
        tangent[1:-1] = curve[2:] - curve[:-2]
        tangent[0], tangent[-1] = curve[1] - curve[0], curve[-1] - curve[-2]
        self._outline(curve, tangent, _taper(len(curve), *widths), color, opacity)

    def ribbon(self, points: Sequence[Sequence[float]], half: Points, color: RGB) -> None:
        """A spline with a free half-width, given at equal steps along it."""
        p = np.asarray(points, np.float64)
        basis, slope = _basis(len(p))
        at = np.linspace(0, 1, len(basis))
        self._outline(basis @ p, slope @ p, np.interp(at, np.linspace(0, 1, len(half)), half)[:, None], color, 1.0)

    def _outline(self, curve: Points, tangent: Points, half: Points, color: RGB, opacity: float) -> None:
        normal = tangent[:, ::-1] * (-1.0, 1.0)
        normal *= half / (np.sqrt(np.einsum("ij,ij->i", normal, normal))[:, None] + 1e-9)
        self.fill(np.concatenate([curve + normal, (curve - normal)[::-1]]), color, opacity)

    def arrays(
        self,
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64], npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Points in window pixels, polygon starts, colours and modes for `paint_shapes`."""
        starts = np.zeros(len(self._polygons) + 1, np.int64)
        np.cumsum([len(p) for p in self._polygons], out=starts[1:])
        points = np.concatenate(self._polygons) if self._polygons else np.zeros((0, 2))
        pixels = (points * self._scale + self._shift).astype(np.float32)
        return pixels, starts, np.array(self._colors, np.float32).reshape(-1, 4), np.array(self._modes, np.int64)
