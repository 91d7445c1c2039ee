"""The measures of a wheelchair that is made to somebody's own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.model.figure import Figure
from fairtake.staging.motion.build import measure
from fairtake.staging.motion.ease import Array

__all__ = ["PARTS", "Chair", "chair_for"]

PARTS = ("", " wheel", " caster")
"""What follows "MARA's wheelchair" in the names of its models."""


@dataclass(frozen=True, slots=True)
class Chair:
    """The measures of a wheelchair, metres: height of the `seat` and of the `plate` under the
    feet, `radius` of the big wheels and of their push `rim`, half the `track` between them, half
    the `width` over the rims, how far `ahead` the ankles are of the axle, the casters' place
    (`fore`, `side`) and how high the `back` reaches."""

    seat: float
    plate: float
    radius: float
    rim: float
    track: float
    width: float
    ahead: float
    apart: float
    fore: float
    side: float
    back: float


def chair_for(figure: Figure) -> Chair:
    """A chair made to somebody's measure."""
    build = measure(figure)
    scale = build.scale
    leg = 0.97 * build.shin[0] + build.sole
    seat = min(max(0.12 + leg - 0.105 * scale, 0.42), 0.56)
    plate = max(0.085, seat + 0.105 * scale - leg)
    radius = 0.305 if scale > 0.75 else 0.255
    # Between the guards there is room for the hips and what is worn over them.
    hips = float(np.abs(np.asarray(figure.mesh.vertices)[_at_hips(figure)][:, 0]).max(initial=0.16))
    track = min(max(hips + 0.055, 0.235), 0.31)
    return Chair(
        seat, plate, radius, 0.86 * radius, track, track + 0.05, build.thigh[0] * 0.99 + 0.23 * build.shin[0],
        0.92 * build.hip, build.thigh[0] * 0.80, track - 0.045, seat + 0.40 * scale,
    )  # fmt: skip


def _at_hips(figure: Figure) -> Array:
    """Which vertices are about the hips and no part of the arms."""
    vertices = np.asarray(figure.mesh.vertices)
    pelvis = float(figure.rest[0, 1])
    return np.asarray((np.abs(vertices[:, 1] - pelvis) < 0.09) & (np.abs(vertices[:, 0]) < 0.27))
