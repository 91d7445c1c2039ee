"""The measures of a performer's body that motion needs, read off the rest pose once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import from_axes, normalize
from fairtake.model.figure import Figure, joint_index
from fairtake.staging.motion.ease import F64

__all__ = ["Build", "measure"]

SIDES = ("L", "R")


@dataclass(frozen=True, slots=True, eq=False)
class Build:
    """Lengths in metres, rest directions as unit vectors; pairs are (left, right).

    `scale` is the height over 1.75 m. `hinge` bases are rest frames of limb segments: x
    along the bone, y the axis about which the joint flexes. `grasp` bases of the hands: x
    the fingers, y out of the palm, z the thumb.
    """

    rest: F64
    scale: float
    pelvis: float
    hip: float
    thigh: tuple[float, float]
    shin: tuple[float, float]
    upper: tuple[float, float]
    fore: tuple[float, float]
    sole: float
    ball: F64
    heel: float
    shoulder: float
    palms: F64
    eye: F64
    thigh_hinge: tuple[F64, F64]
    shin_hinge: tuple[F64, F64]
    upper_hinge: tuple[F64, F64]
    fore_hinge: tuple[F64, F64]
    grasp: tuple[F64, F64]
    thumb_side: F64

    @property
    def leg(self) -> float:
        """Hip to ankle, straight."""
        return min(self.thigh[0] + self.shin[0], self.thigh[1] + self.shin[1])

    @property
    def arm(self) -> float:
        """Shoulder to the middle of the palm, straight."""
        return self.upper[0] + self.fore[0] + float(np.linalg.norm(self.palms[0]))


def _hinge(along: F64, toward: F64) -> F64:
    """The frame of a bone: x along it, y its hinge, so that flexing moves it to `toward`."""
    x = normalize(along)
    y = normalize(np.cross(x, toward))
    return from_axes(x, y, np.cross(x, y))


def measure(figure: Figure) -> Build:
    """All measures of a figure."""
    rest = np.asarray(figure.rest, np.float64)

    def at(name: str) -> F64:
        return rest[joint_index(name)]

    def span(a: str, b: str) -> tuple[float, float]:
        left, right = (float(np.linalg.norm(at(f"{b}.{s}") - at(f"{a}.{s}"))) for s in SIDES)
        return left, right

    def hinges(a: str, b: str, toward: tuple[float, float, float]) -> tuple[F64, F64]:
        left, right = (_hinge(at(f"{b}.{s}") - at(f"{a}.{s}"), np.array(toward)) for s in SIDES)
        return left, right

    palms = np.asarray(figure.palms, np.float64)
    grasps = []
    for i, side in enumerate(SIDES):
        fingers = at(f"fingers.{side}") - at(f"hand.{side}")
        if np.linalg.norm(fingers) < 1e-4:
            fingers = palms[i]
        fingers = normalize(fingers)
        normal = np.asarray(figure.palm_normals[i], np.float64)
        normal = normalize(normal - fingers * (normal @ fingers))
        grasps.append(from_axes(fingers, normal, np.cross(fingers, normal)))
    # Which way the thumb lies from the palm's frame: +1 along its z axis, -1 against it.
    ahead = [at(f"thumb.{s}") - at(f"hand.{s}") for s in SIDES]
    thumb = np.array([-1.0, 1.0])
    for i, side in enumerate(SIDES):
        fingers = normalize(at(f"fingers.{side}") - at(f"hand.{side}"))
        normal = np.asarray(figure.palm_normals[i], np.float64)
        across = float(np.cross(fingers, normal) @ ahead[i])
        if abs(across) > 1e-4:
            thumb[i] = 1.0 if across > 0 else -1.0
    ankle, toe = at("foot.L"), at("toe.L")
    return Build(
        rest=rest,
        scale=figure.height / 1.75,
        pelvis=float(at("pelvis")[1]),
        hip=float(abs(at("thigh.L")[0] - at("thigh.R")[0]) / 2),
        thigh=span("thigh", "shin"),
        shin=span("shin", "foot"),
        upper=span("upper_arm", "forearm"),
        fore=span("forearm", "hand"),
        sole=float(figure.sole),
        ball=np.array([0.0, toe[1], float(np.hypot(toe[0] - ankle[0], toe[2] - ankle[2]))]),
        heel=0.055 * figure.height / 1.75,
        shoulder=float(abs(at("upper_arm.L")[0] - at("upper_arm.R")[0]) / 2),
        palms=palms,
        eye=np.asarray(figure.eye, np.float64),
        thigh_hinge=hinges("thigh", "shin", (0.0, 0.0, -1.0)),
        shin_hinge=hinges("shin", "foot", (0.0, 0.0, -1.0)),
        upper_hinge=hinges("upper_arm", "forearm", (0.0, 0.0, 1.0)),
        fore_hinge=hinges("forearm", "hand", (0.0, 0.0, 1.0)),
        grasp=(grasps[0], grasps[1]),
        thumb_side=thumb,
    )
