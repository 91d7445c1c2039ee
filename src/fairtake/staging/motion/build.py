"""The measures of a performer's body that motion needs, read off the rest pose once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import from_axes, normalize
from fairtake.model.figure import Figure, joint_index
from fairtake.staging.motion.ease import Array

__all__ = ["Build", "measure"]

SIDES = ("L", "R")


@dataclass(frozen=True, slots=True, eq=False)
class Build:
    """Lengths in metres, rest directions as unit vectors; pairs are (left, right).

    `scale` is the height over 1.75 m. `hinge` bases are rest frames of limb segments: x
    along the bone, y the axis about which the joint flexes. `grasp` bases of the hands: x
    the fingers, y out of the palm, z the thumb.
    """

    rest: Array
    scale: float
    pelvis: float
    hip: float
    thigh: tuple[float, float]
    shin: tuple[float, float]
    upper: tuple[float, float]
    fore: tuple[float, float]
    sole: float
    ball: Array
    heel: float
    shoulder: float
    palms: Array
    eye: Array
    thigh_hinge: tuple[Array, Array]
    shin_hinge: tuple[Array, Array]
    upper_hinge: tuple[Array, Array]
    fore_hinge: tuple[Array, Array]
    grasp: tuple[Array, Array]
    thumb_side: Array

    @property
    def leg(self) -> float:
        """Hip to ankle, straight."""
        return min(self.thigh[0] + self.shin[0], self.thigh[1] + self.shin[1])

    @property
    def arm(self) -> float:
        """Shoulder to the middle of the palm, straight."""
        return self.upper[0] + self.fore[0] + float(np.linalg.norm(self.palms[0]))


def _hinge(along: Array, toward: Array) -> Array:
    """The frame of a bone: x along it, y its hinge, so that flexing moves it to `toward`."""
    x = normalize(along)
    y = normalize(np.cross(x, toward))
    return from_axes(x, y, np.cross(x, y))


def measure(figure: Figure) -> Build:
    """All measures of a figure."""
    rest: Array = np.asarray(figure.rest, np.float64)

    def at(name: str) -> Array:
        return np.asarray(rest[joint_index(name)])

    def span(a: str, b: str) -> tuple[float, float]:
        left, right = (float(np.linalg.norm(at(f"{b}.{s}") - at(f"{a}.{s}"))) for s in SIDES)
        return left, right

    def hinges(a: str, b: str, toward: tuple[float, float, float]) -> tuple[Array, Array]:
        left, right = (_hinge(at(f"{b}.{s}") - at(f"{a}.{s}"), np.array(toward)) for s in SIDES)
        return left, right

    palms = np.asarray(figure.palms, np.float64)
    grasps = []
    for i, side in enumerate(SIDES):
        along = at(f"fingers.{side}") - at(f"hand.{side}")
        fingers = normalize(along if np.linalg.norm(along) > 1e-4 else palms[i])
        out = np.asarray(figure.palm_normals[i], np.float64)
        normal = normalize(out - fingers * (out @ fingers))
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
