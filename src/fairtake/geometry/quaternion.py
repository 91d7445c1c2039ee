"""Rotations as unit quaternions x, y, z, w, in arrays of any leading shape (..., 4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "IDENTITY",
    "between",
    "conjugate",
    "from_axes",
    "from_axis_angle",
    "from_euler",
    "matrix",
    "multiply",
    "normalize",
    "rotate",
    "slerp",
]

Array = npt.NDArray[np.floating[Any]]

IDENTITY = np.array([0.0, 0.0, 0.0, 1.0], np.float32)


def normalize(q: Array) -> Array:
    """Unit length; also any vectors (..., n). Zero stays zero."""
    length = np.linalg.norm(q, axis=-1, keepdims=True)
    return q / np.where(length > 0, length, 1)


def multiply(a: Array, b: Array) -> Array:
    """The rotation that does `b` first, then `a`."""
    ax, ay, az, aw = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bx, by, bz, bw = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    return np.stack(
        [
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        ],
        axis=-1,
    )


def conjugate(q: Array) -> Array:
    """The opposite rotation."""
    return q * np.array([-1, -1, -1, 1], q.dtype)


def rotate(q: Array, v: Array) -> Array:
    """Turn vectors (..., 3) by rotations (..., 4)."""
    # Written out: np.cross costs several times as much on the small arrays of a pose.
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    vx, vy, vz = v[..., 0], v[..., 1], v[..., 2]
    tx, ty, tz = 2 * (y * vz - z * vy), 2 * (z * vx - x * vz), 2 * (x * vy - y * vx)
    turned = np.empty((*tx.shape, 3), np.result_type(q, v))
    turned[..., 0] = vx + w * tx + (y * tz - z * ty)
    turned[..., 1] = vy + w * ty + (z * tx - x * tz)
    turned[..., 2] = vz + w * tz + (x * ty - y * tx)
    return turned


def from_axis_angle(axis: npt.ArrayLike, angle: npt.ArrayLike) -> Array:
    """Turn by `angle` radians (...) about unit `axis` (..., 3), right-handed."""
    axis = np.asarray(axis, dtype=np.float64)
    half = np.asarray(angle, dtype=np.float64)[..., None] / 2
    return np.concatenate([axis * np.sin(half), np.cos(half) * np.ones_like(axis[..., :1])], axis=-1)


def from_euler(yaw: npt.ArrayLike, pitch: npt.ArrayLike = 0.0, roll: npt.ArrayLike = 0.0) -> Array:
    """Roll about z, then pitch about x, then yaw about y, radians. Yaw 0 faces +z and grows
    toward +x; positive pitch looks down; positive roll tips the head to its own right."""
    q = from_axis_angle([0.0, 1.0, 0.0], yaw)
    q = multiply(q, from_axis_angle([1.0, 0.0, 0.0], pitch))
    return multiply(q, from_axis_angle([0.0, 0.0, 1.0], roll))


def between(a: Array, b: Array) -> Array:
    """The shortest rotation that turns unit vectors `a` into `b`, (..., 3)."""
    w = 1 + (a * b).sum(-1, keepdims=True)
    axis = np.cross(a, b)
    # Opposite vectors: any axis at right angles will do.
    spare = np.where(np.abs(a[..., :1]) < 0.9, [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    flip = w < 1e-6
    axis = np.where(flip, np.cross(a, spare), axis)
    return normalize(np.concatenate([axis, np.where(flip, 0.0, w)], axis=-1))


def slerp(a: Array, b: Array, t: npt.ArrayLike) -> Array:
    """Between two rotations along the shorter arc; `t` (...) 0..1."""
    t = np.asarray(t, dtype=np.float64)[..., None]
    dot = (a * b).sum(-1, keepdims=True)
    b = np.where(dot < 0, -b, b)
    angle = np.arccos(np.clip(np.abs(dot), 0, 1))
    sine = np.sin(angle)
    near = sine < 1e-5
    safe = np.where(near, 1, sine)
    wa = np.where(near, 1 - t, np.sin((1 - t) * angle) / safe)
    wb = np.where(near, t, np.sin(t * angle) / safe)
    return normalize(wa * a + wb * b)


def matrix(q: Array) -> Array:
    """Rotation matrices (..., 3, 3), for column vectors."""
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def from_axes(x: Array, y: Array, z: Array) -> Array:
    """The rotation whose matrix has the orthonormal columns x, y, z, each (..., 3)."""
    m = np.stack([x, y, z], axis=-1)
    m00, m11, m22 = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    size = np.sqrt(
        np.maximum(
            0,
            np.stack([1 + m00 - m11 - m22, 1 - m00 + m11 - m22, 1 - m00 - m11 + m22, 1 + m00 + m11 + m22], axis=-1),
        )
    )
    # Shepperd's method: start from the largest component, so nothing is divided by little.
    best = size.argmax(-1)
    xy, xz, yz = m[..., 1, 0] + m[..., 0, 1], m[..., 0, 2] + m[..., 2, 0], m[..., 2, 1] + m[..., 1, 2]
    wx, wy, wz = m[..., 2, 1] - m[..., 1, 2], m[..., 0, 2] - m[..., 2, 0], m[..., 1, 0] - m[..., 0, 1]
    s = size[..., 0], size[..., 1], size[..., 2], size[..., 3]
    options = np.stack(
        [
            np.stack([s[0] * s[0], xy, xz, wx], axis=-1),
            np.stack([xy, s[1] * s[1], yz, wy], axis=-1),
            np.stack([xz, yz, s[2] * s[2], wz], axis=-1),
            np.stack([wx, wy, wz, s[3] * s[3]], axis=-1),
        ],
        axis=-2,
    )
    return normalize(np.take_along_axis(options, best[..., None, None], axis=-2)[..., 0, :])
