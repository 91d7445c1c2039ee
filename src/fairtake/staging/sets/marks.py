"""Marks: where people may stand. Obstacles and an acting area in, marks out, best first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Box, Mark

__all__ = ["CLEARANCE", "arrange_marks", "clearance"]

F64 = npt.NDArray[np.float64]

CLEARANCE = 0.32
"""Metres between a mark and the nearest solid thing."""

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


def _grid(acting: tuple[float, float, float, float], step: float) -> F64:
    x0, z0, x1, z1 = acting
    xs = np.arange(x0 + 0.3, x1 - 0.3 + 1e-6, step)
    zs = np.arange(z0 + 0.3, z1 - 0.3 + 1e-6, step)
    gx, gz = np.meshgrid(xs, zs, indexing="ij")
    return np.stack([gx.ravel(), gz.ravel()], axis=1)


def arrange_marks(
    acting: tuple[float, float, float, float],
    boxes: Sequence[Box],
    people: int,
    focus: tuple[float, float],
    axis: float = 90.0,
) -> tuple[Mark, ...]:
    """At least `people` marks where the floor allows it, best first.

    Two or three pairs that face each other at conversation distance come first, the first
    about `focus` along `axis` (degrees: the yaw in which its first person looks); then single
    marks that look to the focus, as far apart as the floor allows.
    """
    grid = _grid(acting, 0.1)
    room = clearance(grid, boxes) >= CLEARANCE
    centre = np.array(focus)
    open_floor = grid[room]
    if not len(open_floor):
        return ()
    taken: list[F64] = []
    marks: list[Mark] = []

    def free(points: F64, apart: float) -> npt.NDArray[np.bool_]:
        x0, z0, x1, z1 = acting
        ok = clearance(points, boxes) >= CLEARANCE
        ok &= (points[:, 0] >= x0 + 0.25) & (points[:, 0] <= x1 - 0.25)
        ok &= (points[:, 1] >= z0 + 0.25) & (points[:, 1] <= z1 - 0.25)
        for q in taken:
            ok &= np.hypot(*(points - q).T) >= apart
        return ok

    def mark(p: F64, yaw: float) -> None:
        taken.append(p)
        name = f"mark {len(marks) + 1}"
        marks.append(Mark(name, (round(float(p[0]), 4), 0.0, round(float(p[1]), 4)), round(yaw, 5)))

    for number in range(3):
        best: tuple[float, F64, F64, float] | None = None
        for turn in _PAIR_ANGLES:
            yaw = math.radians(axis + turn)
            way = np.array([math.sin(yaw), math.cos(yaw)]) * _TALK / 2
            ok = free(open_floor - way, 1.2) & free(open_floor + way, 1.2)
            if not ok.any():
                continue
            cost = np.hypot(*(open_floor - centre).T) + abs(turn) / 120
            cost[~ok] = np.inf
            k = int(cost.argmin())
            if best is None or cost[k] < best[0] - 1e-9:
                best = (float(cost[k]), open_floor[k] - way, open_floor[k] + way, yaw)
        if best is None or (number and best[0] > 3.5):
            break
        mark(best[1], best[3])
        mark(best[2], math.atan2(-math.sin(best[3]), -math.cos(best[3])))
    order = np.argsort(np.hypot(*(open_floor - centre).T), kind="stable")
    wanted = max(people, 8)
    for apart in (1.0, 0.8, 0.66, 0.56):
        for p in open_floor[order]:
            if len(marks) >= wanted:
                break
            if free(p[None], apart)[0]:
                away = centre - p
                mark(p, math.atan2(float(away[0]), float(away[1])) if np.hypot(*away) > 0.1 else math.radians(axis))
        wanted = max(people, min(len(marks), 8))
        if len(marks) >= wanted:
            break
    return tuple(marks)
