"""What is drawn in a set, as filled cells: lamps, machines and plants that no box stands for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.directing.kernels.lines import drawn_between
from fairtake.model.set import Set

__all__ = ["CELL", "LENS", "OWN", "Clutter", "rows"]

Array = npt.NDArray[np.float64]
CELL = 0.08
"""Metres of a cell's edge."""
LENS, OWN = 0.03, 0.3
"""Metres of a line of sight that the lens takes, and that belong to who is looked at."""
_SPACING = 0.055
_LOW, _HIGH = 0.15, 2.6
_MARGIN = 4.0
_MOST = 600_000  # samples; a set beyond that is taken more coarsely


class Clutter:
    """A grid of cells about the acting area, each with the part that fills it."""

    def __init__(self, set_: Set) -> None:
        x0, z0, x1, z1 = set_.acting
        self.origin = np.array([x0 - _MARGIN, _LOW, z0 - _MARGIN])
        high = np.array([x1 + _MARGIN, _HIGH, z1 + _MARGIN])
        self._shape = np.maximum(np.ceil((high - self.origin) / CELL).astype(np.int64), 1)
        grid = np.zeros(tuple(int(n) + 2 for n in self._shape), np.uint8)
        self._names: dict[str, int] = {}
        for part in set_.parts:
            # Doors swing, floors and ceilings never stand between a level camera and a face.
            if part.name.startswith(("door", "floor", "ceiling", "ground", "hall")) or len(self._names) > 250:
                continue
            points = _samples(np.asarray(part.mesh.vertices, np.float64)[part.mesh.faces], self.origin, high)
            if len(points):
                number = self._names.setdefault(part.name, len(self._names) + 1)
                cells = np.floor((points - self.origin) / CELL).astype(np.int64)
                cells = cells[((cells >= 0) & (cells < self._shape)).all(1)]
                grid[cells[:, 0] + 1, cells[:, 1] + 1, cells[:, 2] + 1] = number
        self.grid = grid
        self._there: dict[tuple[str, ...], npt.NDArray[np.bool_]] = {}

    def there(self, hidden: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """(256,) by the number in a cell, whether its part is there when `hidden` parts are not."""
        there = self._there.get(hidden)
        if there is None:
            there = self._there[hidden] = np.zeros(256, bool)
            for name, number in self._names.items():
                there[number] = name not in hidden
        return there

    def between(self, camera: Array, points: Array, hidden: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """(n,) whether something drawn stands between `camera` (3) and `points` (n, 3), leaving
        out `hidden` parts, the lens itself and the last 30 cm (a chair's back, one's own hat)."""
        starts, ends = rows(camera, points)
        there = self.there(hidden)
        return np.asarray(drawn_between(starts, ends, self.grid, there, self.origin, CELL, LENS, OWN), bool)


def rows(camera: Array, points: Array) -> tuple[Array, Array]:
    """`camera` (..., 3) and `points` (..., 3) as rows (n, 3) that belong together."""
    start = np.broadcast_to(camera, points.shape).reshape(-1, 3)
    return np.ascontiguousarray(start, np.float64), np.ascontiguousarray(points.reshape(-1, 3), np.float64)


def _samples(triangles: Array, low: Array, high: Array) -> Array:
    """Points on triangles (n, 3, 3) that reach into the box, about a cell's breadth apart."""
    least, most = triangles.min(1), triangles.max(1)
    triangles = triangles[((most > low) & (least < high)).all(1)]
    if not len(triangles):
        return np.zeros((0, 3))
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    counts = np.minimum(np.ceil(area / _SPACING**2), 4000).astype(np.int64) + 1
    if counts.sum() > _MOST:
        counts = np.maximum(counts * (_MOST / counts.sum()), 1).astype(np.int64)
    which = np.repeat(np.arange(len(triangles)), counts)
    order = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    # A low-discrepancy sequence folded into the triangle (R2, after Roberts 2018).
    u, v = (order * 0.7548776662466927 + 0.33) % 1.0, (order * 0.5698402909980532 + 0.33) % 1.0
    fold = u + v > 1
    u, v = np.where(fold, 1 - u, u)[:, None], np.where(fold, 1 - v, v)[:, None]
    return np.asarray(a[which] + u * (b - a)[which] + v * (c - a)[which], np.float64)
