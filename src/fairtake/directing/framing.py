"""Where a camera must stand, and how turn, to put people in the frame as wanted.

Cameras are level; what a tilt would do, the lens shift does, so that verticals stay vertical.
A view is the pose of one instant: yaw 0 looks along -z and grows to the left, pitch grows
upward, `shift` is vertical and in normalised device coordinates (half frame heights).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.geometry.camera import fovy_of_lens
from fairtake.model.shotlist import ShotSize

__all__ = [
    "HEIGHTS",
    "SIZES",
    "View",
    "ahead",
    "eye_line",
    "eye_lines",
    "frame_one",
    "frame_points",
    "nearest_size",
    "right_of",
    "yaw_to",
]

Array = npt.NDArray[np.float64]

SIZES: tuple[ShotSize, ...] = (
    ShotSize.ELS,
    ShotSize.VLS,
    ShotSize.LS,
    ShotSize.MLS,
    ShotSize.MS,
    ShotSize.MCU,
    ShotSize.CU,
    ShotSize.BCU,
    ShotSize.ECU,
)
"""From far to near; a size's place here is its number in the planner."""

HEIGHTS: dict[ShotSize, float] = {
    ShotSize.ELS: 8.0,
    ShotSize.VLS: 4.0,
    ShotSize.LS: 2.1,
    ShotSize.MLS: 1.4,
    ShotSize.MS: 1.0,
    ShotSize.MCU: 0.7,
    ShotSize.CU: 0.5,
    ShotSize.BCU: 0.35,
    ShotSize.ECU: 0.2,
}
"""Metres that the frame is high at the subject."""

_EYES: dict[ShotSize, float] = {
    ShotSize.MLS: 0.46,
    ShotSize.MS: 0.38,
    ShotSize.MCU: 0.34,
    ShotSize.CU: 0.28,
    ShotSize.BCU: 0.18,
    ShotSize.ECU: 0.05,
}
_HIGHEST = 0.8
_FEET: dict[ShotSize, float] = {ShotSize.LS: -0.86, ShotSize.VLS: -0.66, ShotSize.ELS: -0.5}


@dataclass(frozen=True, slots=True)
class View:
    """A camera at one instant; see the module's first lines for signs and units."""

    position: tuple[float, float, float]
    yaw: float
    pitch: float
    fovy: float
    shift: float


def nearest_size(height: float) -> ShotSize:
    """The size whose frame height is nearest to `height` metres, by ratio."""
    return min(SIZES, key=lambda size: abs(math.log(max(height, 1e-3) / HEIGHTS[size])))


def eye_line(size: ShotSize, eye_height: float, height: float | None = None) -> float:
    """How high the eyes belong in the frame (-1..1): on the upper third for close sizes; so
    that the feet are in, with ground below them, for wide ones. `eye_height` and `height`
    (of the frame at the subject, the size's own by default) in metres."""
    if size in _EYES:
        return _EYES[size]
    return min(_FEET[size] + 2 * eye_height / (height or HEIGHTS[size]), _HIGHEST)


def eye_lines(size: ShotSize, eye_heights: Array) -> Array:
    """`eye_line` for many heights (n,) at once."""
    if size in _EYES:
        return np.full(len(eye_heights), _EYES[size])
    return np.asarray(np.minimum(_FEET[size] + 2 * eye_heights / HEIGHTS[size], _HIGHEST), np.float64)


def yaw_to(source: npt.ArrayLike, target: npt.ArrayLike) -> float:
    """The yaw of a camera at `source` (3) that looks at `target` (3)."""
    a, b = np.asarray(source, np.float64), np.asarray(target, np.float64)
    return math.atan2(-(b[0] - a[0]), -(b[2] - a[2]))


def ahead(facing: float, azimuth: float) -> Array:
    """The unit direction (3) `azimuth` radians beside where somebody with heading `facing`
    (0 is +z, growing toward +x) looks."""
    angle = facing + azimuth
    return np.array([math.sin(angle), 0.0, math.cos(angle)])


def right_of(direction: Array) -> Array:
    """The unit direction (3) up x `direction`: the right of a camera that looks from there."""
    return np.array([direction[2], 0.0, -direction[0]])


def frame_one(
    eyes: npt.ArrayLike,
    direction: Array,
    size: ShotSize,
    lens: float,
    aspect: float,
    *,
    lead: float = 0.0,
    ground: float = 0.0,
    limits: tuple[float, float] = (-0.5, 0.2),
    lower: float = 0.0,
    height: float | None = None,
    line: float | None = None,
) -> View:
    """A level camera that sees a person's eyes (3) from `direction` (unit, horizontal).

    `lead` is where the eyes stand across the frame (-1..1), `ground` the floor's height,
    `limits` the lens shift's range in normalised device coordinates, `lower` how many metres
    under the eyes the camera would rather be, `height` the metres the frame is high at the
    eyes and `line` how high they stand in it (the size's own by default).
    """
    eyes = np.asarray(eyes, np.float64)
    tall = HEIGHTS[size] if height is None else height
    fovy = fovy_of_lens(lens)
    tangent = math.tan(fovy / 2)
    across = math.atan(lead * tangent * aspect)
    depth = tall / (2 * tangent)
    position = eyes + direction * (depth / math.cos(across))
    wanted = eye_line(size, float(eyes[1]) - ground, tall) if line is None else line
    # eyes_y = (eyes - camera) / (depth * tangent) - shift, and depth * tangent is tall / 2.
    shift = min(max(2 * lower / tall - wanted, limits[0]), limits[1])
    position[1] = max(float(eyes[1]) - (wanted + shift) * tall / 2, ground + 0.25)
    shift = 2 * (float(eyes[1]) - float(position[1])) / tall - wanted
    yaw = yaw_to(position, eyes) + across
    return View(_triple(position), yaw, 0.0, fovy, min(max(shift, limits[0]), limits[1]))


def frame_points(
    points: Array,
    heading: Array,
    lens: float,
    aspect: float,
    camera_height: float,
    *,
    margin: float = 0.8,
    top: float = 0.72,
    bottom: float = -0.86,
    limits: tuple[float, float] = (-0.5, 0.2),
    smallest: float = 0.0,
) -> View:
    """A level camera looking along `heading` (unit, horizontal), as near as it can be with
    all `points` (n, 3) within `margin` of the middle across and between `bottom` and `top`.

    The frame is at least `smallest` metres high at the points' middle.
    """
    fovy = fovy_of_lens(lens)
    tangent = math.tan(fovy / 2)
    yaw = math.atan2(-heading[0], -heading[2])
    right = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
    r, f, y = points @ right, points @ heading, points[:, 1] - camera_height
    # Every point must fulfil |r - x| <= edge * (f - back), with x the camera's place across:
    edge = margin * aspect * tangent
    # so max(r - edge f) + edge back <= x <= min(r + edge f) - edge back.
    upper, under = (r - edge * f).max(), (r + edge * f).min()
    back = (under - upper) / (2 * edge)
    nearest = float(f.min()) - 0.6
    span = (top - bottom) * tangent
    back = min(back, nearest, float((f.min() + f.max()) / 2) - smallest / (2 * tangent))
    back = min(back, float(f.min()) - float(y.max() - y.min()) / span)
    lateral = ((upper + edge * back) + (under - edge * back)) / 2
    depth = f - back
    high, low = (y / (depth * tangent)).max(), (y / (depth * tangent)).min()
    shift = (high + low) / 2 - (top + bottom) / 2
    # Once the frame is far larger than the people, put them on the lower third, not the middle.
    if high - low < 0.6 * (top - bottom):
        shift = low - (bottom + 0.28)
    position = right * lateral + heading * back
    position[1] = camera_height
    return View(_triple(position), yaw, 0.0, fovy, min(max(shift, limits[0]), limits[1]))


def _triple(vector: Array) -> tuple[float, float, float]:
    return float(vector[0]), float(vector[1]), float(vector[2])
