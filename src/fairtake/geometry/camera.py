"""A camera's view: matrices, projection and lenses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import conjugate, from_axes, normalize, rotate

__all__ = ["SENSOR_HEIGHT_MM", "fovy_of_lens", "lens_of_fovy", "look_at", "project", "view_projection"]

Array = npt.NDArray[np.floating[Any]]

SENSOR_HEIGHT_MM = 20.25
"""A full-frame 36 mm wide sensor at 16:9, in which the art direction's lenses are given."""


def fovy_of_lens(mm: float) -> float:
    """Vertical field of view in radians of a lens in mm."""
    return 2 * math.atan(SENSOR_HEIGHT_MM / (2 * mm))


def lens_of_fovy(fovy: float) -> float:
    """The lens in mm that has this vertical field of view in radians."""
    return SENSOR_HEIGHT_MM / (2 * math.tan(fovy / 2))


def look_at(eye: npt.ArrayLike, target: npt.ArrayLike) -> Array:
    """The orientation (..., 4) of a level camera at `eye` (..., 3) that looks at `target`."""
    eye, target = np.asarray(eye, np.float64), np.asarray(target, np.float64)
    back = normalize(eye - target)
    right = normalize(np.cross(np.broadcast_to([0.0, 1.0, 0.0], back.shape), back))
    return from_axes(right, np.cross(back, right), back)


def project(
    points: Array,
    position: Array,
    orientation: Array,
    fovy: npt.ArrayLike,
    aspect: float,
    shift: npt.ArrayLike = (0.0, 0.0),
) -> Array:
    """Where points (..., 3) fall: (..., 3) of x, y in normalised device coordinates (-1..1,
    y up, `shift` applied) and depth in metres along the view axis (negative: behind)."""
    local = rotate(conjugate(orientation), points - position)
    depth = -local[..., 2]
    safe = np.where(np.abs(depth) < 1e-6, 1e-6, depth)
    tangent = np.tan(np.asarray(fovy, np.float64) / 2)
    shift = np.asarray(shift, np.float64)
    x = local[..., 0] / (safe * tangent * aspect) - shift[..., 0]
    y = local[..., 1] / (safe * tangent) - shift[..., 1]
    return np.stack([x, y, depth], axis=-1)


def view_projection(
    position: Array,
    orientation: Array,
    fovy: float,
    aspect: float,
    shift: npt.ArrayLike = (0.0, 0.0),
    near: float = 0.05,
    far: float = 2000.0,
) -> Array:
    """The 4x4 matrix (column vectors) from world to clip space; clip w is depth in metres."""
    tangent = math.tan(float(fovy) / 2)
    sx, sy = (float(v) for v in np.asarray(shift, np.float64))
    projection = np.zeros((4, 4))
    projection[0, 0] = 1 / (tangent * aspect)
    projection[1, 1] = 1 / tangent
    projection[0, 2] = sx  # x_clip = x/(t a) - sx * w, and w = -z
    projection[1, 2] = sy
    projection[2, 2] = -(far + near) / (far - near)
    projection[2, 3] = -2 * far * near / (far - near)
    projection[3, 2] = -1
    view = np.eye(4)
    inverse = conjugate(np.asarray(orientation, np.float64))
    for column in range(3):
        axis = np.zeros(3)
        axis[column] = 1
        view[:3, column] = rotate(inverse, axis)
    view[:3, 3] = -view[:3, :3] @ np.asarray(position, np.float64)
    return projection @ view
