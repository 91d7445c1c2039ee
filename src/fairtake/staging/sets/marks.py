"""Marks and the floor they stand on: an acting area and obstacles in, free floor and the
places where people may stand out, best first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import label

from fairtake.model.set import Box, Mark

__all__ = ["CLEARANCE", "Floor", "arrange_marks", "clearance"]

F64 = npt.NDArray[np.float64]

CLEARANCE = 0.32
"""Metres between a mark and the nearest solid thing."""

_BODY = 0.22
_TALK = 1.3
_PAIR_ANGLES = (0.0, 25.0, -25.0, 50.0, -50.0, 90.0)


def clearance(points: npt.NDArray[np.floating[Any]], boxes: Sequence[Box], height: float = 1.9) -> F64:
    """Distance in metres on the floor from points (N, 2: x, z) to the nearest box that a
    person `height` tall would meet; negative inside. Infinite without boxes."""
    p = np.asarray(points, np.float64)
    best = np.full(len(p), np.inf)
    for box in boxes:
        if box.center[1] - box.half[1] >= height or box.center[1] + box.half[1] <= 0.02:
            continue
        c, s = math.cos(box.yaw), math.sin(box.yaw)
        dx, dz = p[:, 0] - box.center[0], p[:, 1] - box.center[2]
        qx = np.abs(c * dx - s * dz) - box.half[0]
        qz = np.abs(s * dx + c * dz) - box.half[2]
        outside = np.hypot(np.maximum(qx, 0), np.maximum(qz, 0))
        best = np.minimum(best, outside + np.minimum(np.maximum(qx, qz), 0))
    return best


class Floor:
    """The floor one can walk on: the largest connected piece of the acting area.

    `points` (N, 2: x, z) lie on a grid; `room` (N,) is the distance to the nearest obstacle.
    """

    def __init__(self, acting: tuple[float, float, float, float], boxes: Sequence[Box], step: float = 0.1) -> None:
        x0, z0, x1, z1 = acting
        xs, zs = np.arange(x0 + 0.1, x1 - 0.1 + 1e-6, step), np.arange(z0 + 0.1, z1 - 0.1 + 1e-6, step)
        gx, gz = np.meshgrid(xs, zs, indexing="ij")
        grid = np.stack([gx.ravel(), gz.ravel()], axis=1)
        room = clearance(grid, boxes)
        regions, count = label((room >= _BODY).reshape(gx.shape))
        flat = np.asarray(regions).ravel()
        home = int(np.bincount(flat, minlength=count + 1)[1:].argmax()) + 1 if count else -1
        keep = flat == home
        self.acting = acting
        self.boxes = boxes
        self.points: F64 = grid[keep]
        self.room: F64 = room[keep]

    def nearest(self, x: float, z: float, reach: float) -> tuple[float, float]:
        """The walkable point nearest to x, z, or x, z itself when it is walkable or nothing
        within `reach` metres is."""
        if not len(self.points):
            return x, z
        away = np.hypot(self.points[:, 0] - x, self.points[:, 1] - z)
        k = int(away.argmin())
        if away[k] < 0.12 or away[k] > reach:
            return x, z
        return round(float(self.points[k, 0]), 4), round(float(self.points[k, 1]), 4)


def arrange_marks(floor: Floor, people: int, focus: tuple[float, float], axis: float = 90.0) -> tuple[Mark, ...]:
    """At least `people` marks where the floor allows it, best first.

    Two or three pairs that face each other at conversation distance come first, the first
    about `focus` along `axis` (degrees: the yaw in which its first person looks); then single
    marks that look to the focus, as far apart as the floor allows.
    """
    x0, z0, x1, z1 = floor.acting
    inside = (floor.points >= (x0 + 0.3, z0 + 0.3)).all(axis=1) & (floor.points <= (x1 - 0.3, z1 - 0.3)).all(axis=1)
    open_floor = floor.points[(floor.room >= CLEARANCE) & inside]
    if not len(open_floor):
        return ()
    centre = np.array(focus)
    order = np.argsort(np.hypot(*(open_floor - centre).T), kind="stable")
    seeds = open_floor[order[:1500]]
    far = np.hypot(*(seeds - centre).T)
    taken: list[F64] = []
    marks: list[Mark] = []

    def free(points: F64, apart: float) -> npt.NDArray[np.bool_]:
        ok = clearance(points, floor.boxes) >= CLEARANCE
        ok &= (points >= (x0 + 0.25, z0 + 0.25)).all(axis=1) & (points <= (x1 - 0.25, z1 - 0.25)).all(axis=1)
        for q in taken:
            ok &= np.hypot(*(points - q).T) >= apart
        return np.asarray(ok)

    def mark(p: F64, yaw: float) -> None:
        taken.append(p)
        marks.append(Mark(f"mark {len(marks) + 1}", (round(float(p[0]), 4), 0.0, round(float(p[1]), 4)), round(yaw, 5)))

    for number in range(3):
        best: tuple[float, F64, F64, float] | None = None
        for turn in _PAIR_ANGLES:
            if best is not None and best[0] <= abs(turn) / 120:
                continue
            yaw = math.radians(axis + turn)
            way = np.array([math.sin(yaw), math.cos(yaw)]) * _TALK / 2
            ok = free(seeds - way, 1.2) & free(seeds + way, 1.2)
            if not ok.any():
                continue
            cost = np.where(ok, far + abs(turn) / 120, np.inf)
            k = int(cost.argmin())
            if best is None or cost[k] < best[0] - 1e-9:
                best = (float(cost[k]), seeds[k] - way, seeds[k] + way, yaw)
        if best is None or (number and best[0] > 3.5):
            break
        mark(best[1], best[3])
        mark(best[2], math.atan2(-math.sin(best[3]), -math.cos(best[3])))
    wanted = max(people, 8)
    for apart in (1.0, 0.8, 0.66, 0.56):
        for p in open_floor[order]:
            if len(marks) >= wanted:
                break
            if not taken or np.hypot(*(np.array(taken) - p).T).min() >= apart:
                away = centre - p
                mark(p, math.atan2(float(away[0]), float(away[1])) if np.hypot(*away) > 0.1 else math.radians(axis))
        if len(marks) >= wanted:
            break
    return tuple(marks)
