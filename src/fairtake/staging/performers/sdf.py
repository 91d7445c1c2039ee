"""Signed distance fields: where a point lies against a shape. Points in, distances out.

Every field takes points (N, 3) and gives (N,) distances, negative inside, near enough to
metres (or to whatever unit the points are in) to mesh and to blend. After Quilez, "Distance
functions" (iquilezles.org/articles/distfunctions).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

__all__ = [
    "Array",
    "Field",
    "Ints",
    "Profile",
    "capsule",
    "ellipsoid",
    "folded",
    "gradient",
    "limb",
    "normalized",
    "ramp",
    "smooth_max",
    "smooth_min",
    "superellipse_loft",
]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Field = Callable[[Array], Array]


class Profile:
    """A smooth curve through given points (monotone between them), tabulated: a call costs
    one table look-up. Constant beyond its ends."""

    def __init__(self, at: Sequence[float] | Array, values: Sequence[float] | Array, samples: int = 256) -> None:
        self.low, self.high = float(at[0]), float(at[-1])
        self._at = np.linspace(self.low, self.high, samples)
        self._values = np.asarray(PchipInterpolator(np.asarray(at), np.asarray(values))(self._at), np.float64)

    def __call__(self, x: Array) -> Array:
        """The curve's values at `x`, any shape."""
        return np.interp(x, self._at, self._values)

    def plus(self, offset: float, factor: float = 1.0) -> Profile:
        """The same curve times `factor`, `offset` higher."""
        other = object.__new__(Profile)
        other.low, other.high, other._at = self.low, self.high, self._at
        other._values = self._values * factor + offset
        return other


def smooth_min(a: Array, b: Array, k: float) -> Array:
    """Union with a fillet of about `k`."""
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return np.asarray(b + (a - b) * h - k * h * (1 - h))


def smooth_max(a: Array, b: Array, k: float) -> Array:
    """Intersection with a fillet of about `k`."""
    return -smooth_min(-a, -b, k)


def ramp(low: float, high: float, x: Array) -> Array:
    """0 at `low`, 1 at `high` (either may be the larger), smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def ellipsoid(p: Array, center: Sequence[float], radii: Sequence[float] | Array) -> Array:
    """An axis-aligned ellipsoid."""
    r = np.asarray(radii, np.float64)
    q = (p - np.asarray(center)) / r
    k0 = np.sqrt((q * q).sum(-1))
    q /= r
    return np.asarray(k0 * (k0 - 1) / (np.sqrt((q * q).sum(-1)) + 1e-9))


def capsule(p: Array, a: Sequence[float] | Array, b: Sequence[float] | Array, r1: float, r2: float) -> Array:
    """A round cone from `a` (radius `r1`) to `b` (radius `r2`)."""
    start = np.asarray(a, np.float64)
    axis = np.asarray(b, np.float64) - start
    q = p - start
    t = np.clip(q @ axis / (axis @ axis), 0, 1)
    q = q - t[:, None] * axis
    return np.asarray(np.sqrt((q * q).sum(-1)) - (r1 + (r2 - r1) * t))


def limb(p: Array, joints: Sequence[Array], radius: Profile, blend: float = 0.03) -> tuple[Array, Array]:
    """A bent tube through `joints`: distances and where along it each point is nearest.

    The place counts 1 a segment and runs beyond 0 and the last joint unclipped, so that a
    hand beyond the wrist still knows how far; `radius` is a function of the clipped place.
    """
    distance = place = None
    last = len(joints) - 2
    for i, (a, b) in enumerate(pairwise(joints)):
        axis = b - a
        q = p - a
        free = q @ axis / (axis @ axis)
        t = np.clip(free, 0, 1)
        q = q - t[:, None] * axis
        d = np.sqrt((q * q).sum(-1)) - radius(i + t)
        s = i + np.where((free < 0) & (i == 0) | (free > 1) & (i == last), free, t)
        if distance is None or place is None:
            distance, place = d, s
        else:
            place = np.where(d < distance, s, place)
            distance = smooth_min(distance, d, blend)
    assert distance is not None
    assert place is not None
    return distance, place


def superellipse_loft(p: Array, half_x: Profile, half_z: Profile, middle_z: Profile, power: float = 2.25) -> Array:
    """A vertical tube whose cross-section is a superellipse that changes with height; closed
    flat at the ends of the profiles."""
    y = np.clip(p[:, 1], half_x.low, half_x.high)
    a, b = half_x(y), half_z(y)
    q = (np.abs(p[:, 0]) / a) ** power + (np.abs(p[:, 2] - middle_z(y)) / b) ** power
    d = (q ** (1 / power) - 1) * np.sqrt(a * b) * 0.85
    return np.maximum(d, np.maximum(p[:, 1] - half_x.high, half_x.low - p[:, 1]))


def folded(p: Array) -> Array:
    """Points with both sides of the body laid on the left (+x)."""
    q = p.copy()
    np.abs(q[:, 0], out=q[:, 0])
    return q


def normalized(v: Array) -> Array:
    """Unit vectors (..., 3)."""
    return np.asarray(v / (np.sqrt((v * v).sum(-1, keepdims=True)) + 1e-12))


def gradient(field: Field, points: Array, step: float = 0.002) -> Array:
    """The field's gradient (N, 3) by a regular tetrahedron of samples (four, not six)."""
    corners = np.array([[1.0, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]])
    n = len(points)
    samples = field((points[None] + corners[:, None] * step).reshape(-1, 3)).reshape(4, n)
    return np.asarray((corners[:, None] * samples[..., None]).sum(0) / (4 * step))
