"""Where on a table there is room: beside the vase, not in it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import from_euler
from fairtake.model.set import PropModel, Set, Surface
from fairtake.staging.blocking.state import Stage, Thing
from fairtake.staging.motion.carry import resting
from fairtake.staging.motion.score import Vector
from fairtake.staging.motion.vectors import rotate

__all__ = ["free_place"]

_APART = 0.02
"""Metres between two things on a table."""

_TALL = 0.6
"""Metres above a surface up to which what is there stands on it."""

_STEP = 0.05

F64 = npt.NDArray[np.float64]


def free_place(stage: Stage, surface: Surface, thing: Thing, wish: Vector) -> Vector:
    """The point of a surface nearest to `wish` where a thing can lie or stand clear of what is there
    already: what belongs to the set, and other things. `wish` itself when there is room for it, or
    none anywhere."""
    room = _half(thing.model) + _APART
    taken, around = _standing(stage.site, surface), _things(stage, surface, thing)
    wished = np.array([[wish[0], wish[2]]])
    spots = np.concatenate([wished, _grid(surface, max(room - _APART, 0.04))])
    away = np.hypot(spots[:, 0] - wish[0], spots[:, 1] - wish[2])
    for k in np.argsort(away, kind="stable").tolist():
        x, z = (float(v) for v in spots[k])
        if len(taken) and float(np.hypot(taken[:, 0] - x, taken[:, 1] - z).min()) < room:
            continue
        if all(math.dist((x, z), at) >= room + half for at, half in around):
            return (x, wish[1], z) if k else wish
    return wish


def _half(model: PropModel) -> float:
    """Half of what a thing takes of a table, lying as it lies."""
    origin, turn = resting(model, (0.0, 0.0, 0.0), 0.0)
    points = rotate(turn, np.asarray(model.mesh.vertices, np.float64)) + origin
    return float((points.max(0) - points.min(0))[[0, 2]].max()) / 2


def _things(stage: Stage, surface: Surface, thing: Thing) -> list[tuple[tuple[float, float], float]]:
    """Where other things lie on a surface, and half of what they take."""
    return [
        ((other.position[0], other.position[2]), _half(other.model))
        for other in stage.things.values()
        if other is not thing
        and not other.holder
        and not other.hidden
        and abs(other.position[1] - surface.center[1]) < 0.05
    ]


def _standing(site: Set, surface: Surface) -> F64:
    """Floor points (n, 2) of everything of the set that rises above a surface, within its edges."""
    found = []
    low, high = surface.center[1] + 0.015, surface.center[1] + _TALL
    back = from_euler(-surface.yaw)
    for part in site.parts:
        corners = np.asarray(part.mesh.vertices, np.float64)
        corners = corners[(corners[:, 1] > low) & (corners[:, 1] < high)]
        if len(corners):
            off = rotate(back, corners - np.asarray(surface.center, np.float64))
            inside = (abs(off[:, 0]) < surface.half[0] + 0.05) & (abs(off[:, 2]) < surface.half[1] + 0.05)
            found.append(corners[inside][:, [0, 2]])
    return np.concatenate(found) if found else np.empty((0, 2))


def _grid(surface: Surface, margin: float) -> F64:
    """Points (n, 2) all over a surface, no nearer to its edges than `margin` where it is large enough."""
    sides = []
    for half in surface.half:
        inner = max(half - margin, 0.0)
        sides.append(np.linspace(-inner, inner, 1 + 2 * math.ceil(inner / _STEP)))
    x, z = (axis.ravel() for axis in np.meshgrid(*sides, indexing="ij"))
    points = np.stack([x, np.zeros(len(x)), z], -1)
    placed = rotate(from_euler(surface.yaw), points) + np.asarray(surface.center, np.float64)
    return np.asarray(placed[:, [0, 2]], np.float64)
