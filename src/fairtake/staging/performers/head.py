"""The head in head units: chin level at y = 0, crown near y = 1, x and z in the same unit.

Eyes and mouth are drawn on it by the renderer (`rendering.face`); only what throws a line or
a shadow is modelled: jaw, cheeks, brow ridge, nose and ears.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.figure import Appearance
from fairtake.staging.performers.body import CHIN, Body
from fairtake.staging.performers.sdf import (
    Array,
    Profile,
    capsule,
    ellipsoid,
    folded,
    normalized,
    ramp,
    smooth_min,
)

__all__ = ["EYE_LEVEL", "Head"]

EYE_LEVEL = 0.468
"""Height of the eyes in head units."""

_HAIRLINE_AT = (0, 25, 45, 60, 72, 84, 95, 112, 135, 180)
_HAIRLINE = np.array([0.845, 0.85, 0.80, 0.70, 0.50, 0.42, 0.50, 0.40, 0.26, 0.20])
_OVER_THE_EARS = ("bob", "curly", "dreadlocks", "fringe", "long", "long fringe", "shaggy", "wavy")
_RECEDE = np.array([1.0, 1.3, 1.6, 0.5, 0, 0, 0, 0, 0, 0])


class Head:
    """One head's shape. Methods take points in head units unless they say otherwise."""

    def __init__(self, appearance: Appearance, body: Body, covered: bool = False) -> None:
        """`covered`: by a hood or a scarf, under which no ears are seen."""
        self.body = body
        self.size = body.head_size
        self.child = body.child
        self.femininity = max(appearance.femininity, 0.6 * body.child)
        self.jaw = (appearance.jaw + 0.10 * body.child) * (1 - 0.10 * self.femininity) + 0.12 * max(
            0.0, body.build - 0.4
        )
        self.nose = appearance.nose * (1 - 0.22 * self.child)
        self.width = appearance.face_width * (1 + 0.03 * self.child)
        # A curtain of hair hides the ears; they would only prick through it.
        self.ears = appearance.hair not in _OVER_THE_EARS and not covered

    def to_world(self, p: Array) -> Array:
        """Head units to metres."""
        return np.asarray(p * self.size + CHIN)

    def from_world(self, p: Array) -> Array:
        """Metres to head units."""
        return np.asarray((p - CHIN) / self.size)

    def skull(self, p: Array, features: bool = True) -> Array:
        """The head without its neck; `features` adds nose and ears."""
        q = folded(p)
        q[:, 0] /= self.width
        f, jaw = self.femininity, self.jaw
        d = ellipsoid(q, (0, 0.655, -0.06), (0.335, 0.35, 0.41))
        d = smooth_min(d, ellipsoid(q, (0, 0.44, 0.07), (0.268, 0.36, 0.282)), 0.10)
        d = smooth_min(d, ellipsoid(q, (0, 0.205 + 0.055 * self.child, 0.095), (0.222 * jaw, 0.175, 0.245)), 0.09)
        chin = (0.085 + 0.01 * (1 - f), 0.078, 0.085)
        d = smooth_min(
            d, ellipsoid(q, (0.06 * (1 - f), 0.075 + 0.055 * self.child, 0.250 - 0.02 * self.child), chin), 0.10
        )
        d = smooth_min(d, ellipsoid(q, (0.165, 0.39 - 0.03 * self.child, 0.20), (0.095, 0.085, 0.10)), 0.10)
        d = smooth_min(
            d, capsule(q, (0, 0.575, 0.262), (0.13, 0.575, 0.245), 0.066 - 0.012 * f, 0.066 - 0.012 * f), 0.08
        )
        d = smooth_min(d, ellipsoid(q, (0, 0.185, 0.275), (0.105, 0.085, 0.06)), 0.08)
        d = -smooth_min(-d, ellipsoid(q, (0.155, EYE_LEVEL, 0.46), (0.105, 0.075, 0.125)), 0.07)
        if features:
            d = smooth_min(d, self._nose(q), 0.045)
            if self.ears:
                d = smooth_min(d, self._ear(q), 0.025)
        return d

    def _nose(self, q: Array) -> Array:
        k = self.nose
        out = 0.03 * (k - 1)
        d = capsule(q, (0, 0.50, 0.318), (0, 0.35, 0.40 + out), 0.030, 0.044 * k)
        d = smooth_min(d, ellipsoid(q, (0, 0.335, 0.415 + out), (0.050 * k, 0.043, 0.050)), 0.03)
        return smooth_min(d, ellipsoid(q, (0.046 * k, 0.322, 0.375), (0.030 * k, 0.028, 0.038)), 0.025)

    def _ear(self, q: Array) -> Array:
        e = q - np.array([0.328, 0.42, -0.055])
        e[:, 0] += e[:, 2] * 0.38
        # The rim leans back at the top; the lobe is narrower than the shell.
        e[:, 2] += 0.22 * e[:, 1]
        wide = 0.072 + 0.20 * np.clip(e[:, 1], -0.10, 0.05)
        e[:, 2] *= 0.072 / wide
        d = ellipsoid(e, (0, 0, -0.02), (0.048, 0.114, 0.074))
        return -smooth_min(-d, ellipsoid(e, (0.066, 0.018, -0.005), (0.032, 0.064, 0.040)), 0.015)

    def skin(self, world: Array) -> Array:
        """Head, neck and the top of the chest in one, in metres."""
        head = self.skull(self.from_world(world)) * self.size
        return smooth_min(smooth_min(head, self.body.neck(world), 0.022), self.body.torso(world, -0.002), 0.045)

    def drawn_normals(self, p: Array, normals: Array) -> Array:
        """Face normals pulled toward an ellipsoid, all but the nose: light falls on a drawn
        face as one shape and not on every dent of it."""
        ideal = normalized((p - np.array([0, 0.45, -0.05])) / np.array([0.33, 0.52, 0.42]) ** 2)
        face = ramp(0.02, 0.2, p[:, 2]) * ramp(-0.06, 0.06, p[:, 1])
        nose = np.exp(-(((p[:, 0] / 0.085) ** 2 + ((p[:, 1] - 0.37) / 0.12) ** 2) ** 2))
        weight = (face * (1 - 0.80 * nose) * 0.90)[:, None]
        return normalized(normals * (1 - weight) + ideal * weight)

    def hairline(self, p: Array, recede: float = 0.0) -> Array:
        """The height (head units) above which hair grows, at each point's azimuth."""
        azimuth = np.degrees(np.arctan2(np.abs(p[:, 0]), p[:, 2] + 0.03))
        return Profile(_HAIRLINE_AT, _HAIRLINE + recede * _RECEDE)(azimuth)


def face_uv(p: Array) -> Array:
    """Where points (head units) lie in the face drawing: an unrolled cylinder, 0..1."""
    angle = np.arctan2(p[:, 0], np.maximum(p[:, 2] + 0.03, 0.02))
    return np.stack([0.5 + angle * 0.36, 1 - (p[:, 1] + 0.05)], 1)


__all__ += ["face_uv"]
