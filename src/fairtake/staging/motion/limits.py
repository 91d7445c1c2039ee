"""What hips and ankles can do: where a pose asks for more, heels leave the floor and backs round."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d

from fairtake.geometry.quaternion import conjugate, multiply
from fairtake.model.figure import joint_index
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import Array, smooth
from fairtake.staging.motion.feet import FeetTrack, tipped
from fairtake.staging.motion.vectors import rotate

__all__ = ["Leg", "within_reach"]

Leg = tuple[Array, Array, Array, Array]
"""World orientations (N, 4) of thigh, shin, foot and toe."""

_ANKLE = 0.70
"""Radians (40°) a shin leans over its foot before the heel comes up."""

_HIP = 2.18
"""Radians (125°) a thigh comes up before the pelvis rolls back under the trunk."""

_SPREAD = 4
"""Frames about a moment over which what is changed there comes and goes."""


def within_reach(
    build: Build, feet: FeetTrack, pelvis: Array, legs: tuple[Leg, Leg], free: Array
) -> tuple[FeetTrack, Array] | None:
    """Feet with heels raised where an ankle bends too far, and how much further the pelvis has to
    roll back (N,) for the hips; None when everything is as a body can have it."""
    bound = np.asarray(free <= 0, bool)
    on_ground = bound if feet.ground is not None else np.zeros_like(bound)
    heels = np.zeros_like(feet.pitch)
    rolled = np.zeros(len(pelvis))
    for side, (thigh, shin, foot, _) in enumerate(legs):
        name = "LR"[side]
        heels[:, side] = _over(_dorsiflexion(build, name, shin, foot) - _ANKLE, on_ground)
        rolled = np.maximum(rolled, _over(_flexion(build, name, pelvis, thigh) - _HIP, bound))
    if not heels.any() and not rolled.any():
        return None
    if heels.any():
        feet = tipped(build, feet, feet.pitch + 1.15 * heels)
    return feet, rolled


def _over(excess: Array, bound: npt.NDArray[np.bool_]) -> Array:
    """What is too much (N,), spread over the frames about it so that it comes and goes softly."""
    too_much = np.where(bound & (excess > 0.01), excess, 0.0)
    if not too_much.any():
        return too_much
    wide = np.asarray(maximum_filter1d(too_much, 2 * _SPREAD + 1, mode="nearest"), np.float64)
    return smooth(wide, _SPREAD)


def _bone(build: Build, first: str, second: str) -> Array:
    bone = build.rest[joint_index(second)] - build.rest[joint_index(first)]
    return np.asarray(bone / np.linalg.norm(bone), np.float64)


def _dorsiflexion(build: Build, name: str, shin: Array, foot: Array) -> Array:
    """How far (N,) radians the toes come up toward the shin, from standing."""
    bone = _bone(build, f"foot.{name}", f"toe.{name}")
    way = rotate(multiply(conjugate(shin), foot), bone)
    return np.asarray(np.arctan2(way[:, 1], way[:, 2]) - np.arctan2(bone[1], bone[2]), np.float64)


def _flexion(build: Build, name: str, pelvis: Array, thigh: Array) -> Array:
    """How far (N,) radians a thigh is up before the pelvis, from hanging down."""
    bone = _bone(build, f"thigh.{name}", f"shin.{name}")
    way = rotate(multiply(conjugate(pelvis), thigh), bone)
    angle = np.arctan2(way[:, 2], -way[:, 1])
    # Past straight up it would come round from behind.
    return np.where(angle < -1.5, angle + 2 * np.pi, angle)
