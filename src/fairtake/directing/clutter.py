"""What is drawn in a set, as filled cells: lamps, machines and plants that no box stands for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Set

__all__ = ["Clutter"]

Array = npt.NDArray[np.float64]
_CELL = 0.08
_LENS = 0.03  # metres that the lens takes
_SPACING = 0.055
_LOW, _HIGH = 0.15, 2.6
_MARGIN = 4.0
_BATCH = 16  # samples of a line come in these numbers
_STEPS = {count: np.linspace(0, 1, count) for count in range(_BATCH, 80 + _BATCH, _BATCH)}
_MOST = 600_000  # samples; a set beyond that is taken more coarsely


class Clutter:
    """A grid of cells about the acting area, each with the part that fills it."""

    def __init__(self, set_: Set) -> None:
        x0, z0, x1, z1 = set_.acting
        self._origin = np.array([x0 - _MARGIN, _LOW, z0 - _MARGIN])
        high = np.array([x1 + _MARGIN, _HIGH, z1 + _MARGIN])
        self._shape = np.maximum(np.ceil((high - self._origin) / _CELL).astype(np.int64), 1)
        grid = np.zeros(tuple(int(n) + 2 for n in self._shape), np.uint8)
        self._names: dict[str, int] = {}
        for part in set_.parts:
            # Doors swing, floors and ceilings never stand between a level camera and a face.
            if part.name.startswith(("door", "floor", "ceiling", "ground", "hall")) or len(self._names) > 250:
                continue
            points = _samples(np.asarray(part.mesh.vertices, np.float64)[part.mesh.faces], self._origin, high)
            if len(points):
                number = self._names.setdefault(part.name, len(self._names) + 1)
                cells = np.floor((points - self._origin) / _CELL).astype(np.int64)
                cells = cells[((cells >= 0) & (cells < self._shape)).all(1)]
                grid[cells[:, 0] + 1, cells[:, 1] + 1, cells[:, 2] + 1] = number
        self._flat = grid.ravel()
        self._there: dict[tuple[str, ...], npt.NDArray[np.bool_]] = {}
        self.empty = not self._names

    def between(self, camera: Array, points: Array, hidden: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """(...,) whether something drawn stands between `camera` (..., 3) and `points`
        (..., 3), leaving out `hidden` parts, the lens itself and the last 30 cm
        (a chair's back, one's own hat)."""
        if self.empty:
            return np.zeros(points.shape[:-1], bool)
        there = self._there.get(hidden)
        if there is None:
            there = self._there[hidden] = np.zeros(256, bool)
            for name, number in self._names.items():
                there[number] = name not in hidden
        way = points - camera
        shape = way.shape[:-1]
        start = np.broadcast_to(camera, way.shape).reshape(-1, 3)
        way = way.reshape(-1, 3)
        length = np.maximum(np.sqrt((way * way).sum(-1)), 1e-6)
        stop = np.maximum(1 - 0.3 / length, 0.0)
        begin = np.minimum(_LENS / length, stop)
        # Each line is sampled as densely as it is long, together with those about as long.
        counts = np.minimum(np.ceil(length * (1 / (_CELL * 1.2 * _BATCH))), 80 / _BATCH).astype(np.int64) * _BATCH
        hit = np.zeros(len(way), bool)
        for count in sorted(set(counts.tolist())):
            mine = np.flatnonzero(counts == count)
            steps = _STEPS[count]
            share = begin[mine, None] + (stop - begin)[mine, None] * steps
            cells = np.zeros(share.shape, np.int64)
            for axis in range(3):
                along = (start[mine, axis, None] + way[mine, axis, None] * share - self._origin[axis]) * (1 / _CELL)
                # The grid has an empty rim, on which everything outside it falls.
                inner = np.minimum(np.maximum(along + 1.0, 0.0), self._shape[axis] + 1.0).astype(np.int64)
                cells = cells * int(self._shape[axis] + 2) + inner
            hit[mine] = there[self._flat[cells]].any(1)
        return hit.reshape(shape)


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
