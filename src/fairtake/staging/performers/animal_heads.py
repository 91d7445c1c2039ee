"""The heads of dogs, cats and horses: fields in head units, and where eyes, nose and ears sit.

A head unit is about half the skull's width; the origin is the middle of the skull, z ahead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.staging.performers.sdf import Array, capsule, ellipsoid, folded, smooth_max, smooth_min

__all__ = ["HEADS", "AnimalHead"]


@dataclass(frozen=True, slots=True)
class AnimalHead:
    """`size` metres of a head unit and `pitch` down, for withers of 1 m; `eye` and `eye_size`
    of the left eye, `nose` and its radii, `mouth` the (z, y) line under which the jaw begins,
    `jaw` its hinge, `ear` where the left ear is rooted."""

    species: str
    size: float
    pitch: float
    eye: tuple[float, float, float]
    eye_size: float
    nose: tuple[float, float, float]
    nose_size: tuple[float, float, float]
    mouth: tuple[tuple[float, ...], tuple[float, ...]]
    jaw: tuple[float, float, float]
    ear: tuple[float, float, float]
    back: float = 0.0

    def muzzle_at(self, muzzle: float, point: tuple[float, float, float]) -> tuple[float, float, float]:
        """Where a point of the face lies when the muzzle is longer or shorter."""
        return (point[0], point[1], _stretched(np.array([point[2]]), 1 / muzzle)[0])

    def skull(self, p: Array, muzzle: float) -> Array:
        """Distance in head units to the head without ears and eyes."""
        q = folded(p)
        q[:, 2] = _stretched(q[:, 2], muzzle)
        return {"dog": _dog, "cat": _cat, "horse": _horse}[self.species](q)

    def ears(self, p: Array, kind: str) -> Array:
        """Distance to both ears."""
        q = folded(p) - np.asarray(self.ear)
        return _EARS[kind](q) if self.species != "cat" else _cat_ear(q)


def _stretched(z: Array, muzzle: float) -> Array:
    """The muzzle is what lies before z = 0.75."""
    return np.where(z > 0.75, 0.75 + (z - 0.75) / muzzle, z)


def _dog(q: Array) -> Array:
    d = ellipsoid(q, (0, 0.02, -0.05), (0.92, 0.88, 1.02))
    d = smooth_min(d, capsule(q, (0, -0.24, 0.55), (0, -0.36, 1.62), 0.54, 0.36), 0.30)
    d = smooth_min(d, ellipsoid(q, (0.17, -0.46, 1.50), (0.24, 0.26, 0.36)), 0.14)
    d = smooth_min(d, ellipsoid(q, (0.48, -0.34, 0.34), (0.42, 0.44, 0.50)), 0.25)
    d = smooth_min(d, ellipsoid(q, (0.40, 0.40, 0.68), (0.30, 0.22, 0.22)), 0.20)
    return smooth_min(d, capsule(q, (0, -0.66, 0.55), (0, -0.76, 1.42), 0.30, 0.22), 0.10)


def _cat(q: Array) -> Array:
    d = ellipsoid(q, (0, 0.0, -0.02), (1.04, 0.90, 0.94))
    d = smooth_min(d, ellipsoid(q, (0.52, -0.34, 0.30), (0.46, 0.38, 0.48)), 0.20)
    d = smooth_min(d, ellipsoid(q, (0, -0.12, 0.80), (0.26, 0.26, 0.32)), 0.25)
    d = smooth_min(d, ellipsoid(q, (0.18, -0.36, 0.88), (0.27, 0.21, 0.26)), 0.10)
    return smooth_min(d, ellipsoid(q, (0, -0.58, 0.72), (0.26, 0.18, 0.28)), 0.12)


def _horse(q: Array) -> Array:
    d = ellipsoid(q, (0, 0.10, -0.10), (0.60, 0.66, 0.86))
    d = smooth_min(d, capsule(q, (0, 0.02, 0.35), (0, -0.16, 2.75), 0.58, 0.37), 0.30)
    d = smooth_min(d, ellipsoid(q, (0.24, -0.42, 0.35), (0.34, 0.62, 0.72)), 0.30)
    d = smooth_min(d, ellipsoid(q, (0.10, -0.26, 2.92), (0.38, 0.40, 0.42)), 0.22)
    d = smooth_min(d, ellipsoid(q, (0.50, 0.34, 0.62), (0.16, 0.16, 0.28)), 0.16)
    return smooth_min(d, capsule(q, (0, -0.46, 1.3), (0, -0.62, 2.80), 0.26, 0.22), 0.16)


def _flat(q: Array, a: tuple[float, float, float], b: tuple[float, float, float], wide: tuple[float, float, float], thin: Array, thick: float) -> Array:  # fmt: skip
    """A leaf from a to b, `wide` at its foot, middle and tip, flat along unit `thin`."""
    start, axis = np.asarray(a, np.float64), np.asarray(b, np.float64) - np.asarray(a)
    r = q - start
    t = np.clip(r @ axis / (axis @ axis), 0, 1)
    r = r - t[:, None] * axis
    across = r @ thin
    side = r - across[:, None] * thin
    w = np.interp(t, [0, 0.45, 1], wide)
    k = thick / np.maximum(w, 1e-3)
    d: Array = np.sqrt((side**2).sum(1) + (across / np.clip(k, 0.05, 1)) ** 2) - w
    return np.asarray(d * np.clip(k, 0.25, 1))


def _drop_ear(q: Array) -> Array:
    thin = np.array([0.90, 0.20, -0.38])
    thin /= np.linalg.norm(thin)
    return _flat(q, (-0.10, 0.02, 0.0), (0.30, -1.02, 0.10), (0.30, 0.44, 0.26), thin, 0.10)


def _prick_ear(q: Array) -> Array:
    thin = np.array([0.25, -0.15, 0.95])
    thin /= np.linalg.norm(thin)
    return _flat(q, (0.0, -0.15, 0.0), (0.26, 0.98, -0.12), (0.42, 0.33, 0.05), thin, 0.12)


def _fold_ear(q: Array) -> Array:
    thin = np.array([0.55, 0.10, 0.83])
    thin /= np.linalg.norm(thin)
    up = _flat(q, (-0.02, -0.1, 0.0), (0.22, 0.42, 0.02), (0.34, 0.30, 0.26), thin, 0.11)
    down = _flat(q, (0.22, 0.42, 0.04), (0.46, 0.02, 0.34), (0.28, 0.26, 0.10), thin, 0.10)
    return smooth_min(up, down, 0.06)


def _long_ear(q: Array) -> Array:
    thin = np.array([0.3, -0.1, 0.95])
    thin /= np.linalg.norm(thin)
    return _flat(q, (0.0, -0.15, 0.0), (0.42, 1.60, -0.20), (0.20, 0.32, 0.05), thin, 0.12)


def _horse_ear(q: Array) -> Array:
    thin = np.array([0.25, -0.2, 0.95])
    thin /= np.linalg.norm(thin)
    return _flat(q, (0.0, -0.12, 0.0), (0.16, 1.00, 0.08), (0.21, 0.26, 0.05), thin, 0.10)


def _cat_ear(q: Array) -> Array:
    thin = np.array([0.35, -0.2, 0.92])
    thin /= np.linalg.norm(thin)
    d = _flat(q, (-0.06, -0.22, 0.0), (0.20, 0.80, -0.06), (0.46, 0.33, 0.06), thin, 0.14)
    hollow = _flat(
        q - np.array([0.0, 0.02, 0.14]), (-0.03, -0.10, 0.0), (0.18, 0.66, -0.05), (0.32, 0.22, 0.03), thin, 0.10
    )
    return smooth_max(d, -hollow, 0.09)


_EARS = {"drop": _drop_ear, "prick": _prick_ear, "fold": _fold_ear, "long": _long_ear, "horse": _horse_ear}

HEADS = {
    "dog": AnimalHead(
        "dog", 0.135, 0.16, (0.45, 0.20, 0.83), 0.195, (0, -0.14, 1.96), (0.20, 0.155, 0.15),
        ((0.3, 2.4), (-0.44, -0.62)), (0.0, -0.42, 0.45), (0.74, 0.62, -0.12),
    ),
    "cat": AnimalHead(
        "cat", 0.235, 0.05, (0.43, 0.08, 0.80), 0.235, (0, -0.18, 1.12), (0.115, 0.080, 0.08),
        ((0.4, 1.4), (-0.42, -0.50)), (0.0, -0.35, 0.35), (0.58, 0.60, -0.06),
    ),
    "horse": AnimalHead(
        "horse", 0.110, 0.80, (0.545, 0.24, 0.74), 0.185, (0.27, -0.10, 3.18), (0.075, 0.055, 0.07),
        ((1.6, 3.6), (-0.44, -0.52)), (0.0, -0.30, 0.40), (0.30, 0.66, -0.34),
    ),
}  # fmt: skip
