"""Where hands, trunks and legs are at a frame, from a performer's track alone.

The director knows no figures, so a skeleton of average build, scaled to the performer,
stands in: hands come out within a few centimetres, which is enough to aim a camera.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.geometry.pose import forward_kinematics
from fairtake.model.figure import JOINT_PARENTS, JOINTS, joint_index
from fairtake.model.performance import PerformerTrack

__all__ = ["LARGE", "Body", "bodies_at", "covered", "flank", "is_animal", "largeness", "limbs_at"]

Array = npt.NDArray[np.float64]
Place = tuple[float, float, float]

LARGE = 1.15
"""The `largeness` from which a performer is a large animal: framed by its size, its body in the way."""

# Joints from the pelvis in metres, of somebody whose eyes are 67 cm from it.
_HALF = {
    "shoulder": (0.032, 0.454, -0.008),
    "upper_arm": (0.166, 0.426, -0.010),
    "forearm": (0.349, 0.217, -0.010),
    "hand": (0.503, 0.027, 0.022),
    "thigh": (0.091, -0.040, 0.0),
    "shin": (0.109, -0.459, 0.012),
    "foot": (0.118, -0.890, -0.020),
}
_MIDDLE = {"spine": (0.0, 0.111, 0.0), "chest": (0.0, 0.272, 0.0), "neck": (0.0, 0.5, -0.014), "head": (0.0, 0.577, 0)}
_REACH = 0.671


def _rest(middle: Mapping[str, Place] = _MIDDLE, half: Mapping[str, Place] = _HALF) -> Array:
    rest = np.zeros((len(JOINTS), 3))
    for place, name in enumerate(JOINTS):
        bare, _, side = name.partition(".")
        if name in middle:
            rest[place] = middle[name]
        elif bare in half:
            rest[place] = np.array(half[bare]) * [1.0 if side == "L" else -1.0, 1, 1]
        elif JOINT_PARENTS[place] >= 0:  # fingers and toes stay with their hand or foot
            rest[place] = rest[JOINT_PARENTS[place]]
    return rest


_REST = _rest()

# The same of an animal whose eyes are 1.24 m from its pelvis: on four legs, its trunk level.
_BEAST_MIDDLE = {
    "spine": (0.0, 0.0, 0.32),
    "chest": (0.0, -0.02, 0.64),
    "neck": (0.0, 0.02, 0.83),
    "head": (0, 0.31, 1.02),
}
_BEAST_HALF = {
    "shoulder": (0.07, 0.06, 0.74),
    "upper_arm": (0.135, -0.20, 0.86),
    "forearm": (0.145, -0.385, 0.67),
    "hand": (0.135, -0.695, 0.705),
    "thigh": (0.11, -0.08, -0.02),
    "shin": (0.145, -0.36, 0.12),
    "foot": (0.135, -0.60, -0.175),
}
_BEAST_REACH = 1.24
_BEAST = _rest(_BEAST_MIDDLE, _BEAST_HALF)
_LIMBS = (
    ("chest", "pelvis", 0.17),
    ("upper_arm.L", "forearm.L", 0.07),
    ("forearm.L", "hand.L", 0.055),
    ("upper_arm.R", "forearm.R", 0.07),
    ("forearm.R", "hand.R", 0.055),
    ("thigh.L", "shin.L", 0.1),
    ("shin.L", "foot.L", 0.08),
    ("thigh.R", "shin.R", 0.1),
    ("shin.R", "foot.R", 0.08),
)
_ENDS = np.array([[joint_index(a), joint_index(b)] for a, b, _ in _LIMBS])
_THICK = np.array([radius for _, _, radius in _LIMBS])
_LENS = 0.05  # of the way from the camera, which the lens itself takes
_ELBOW = np.array([joint_index("forearm.L"), joint_index("forearm.R")])
_HAND = np.array([joint_index("hand.L"), joint_index("hand.R")])
_HIP = np.array([joint_index("thigh.L"), joint_index("thigh.R")])
_KNEE = np.array([joint_index("shin.L"), joint_index("shin.R")])
_FOOT = np.array([joint_index("foot.L"), joint_index("foot.R")])


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One performer at one frame: `eyes` (3), `palms` (2, 3) left and right, and the limbs as
    capsules `ends` (L, 2, 3) with `radius` (L,)."""

    eyes: Array
    palms: Array
    ends: Array
    radius: Array


def is_animal(track: PerformerTrack) -> bool:
    """Whether a performer has joints of its own beyond those of people."""
    return bool(track.rotations.shape[1] > len(JOINTS))


def largeness(track: PerformerTrack) -> float:
    """How much larger than a person's a frame must be to hold as much of a performer: 1 for
    people and small animals."""
    if not is_animal(track):
        return 1.0
    away = np.linalg.norm(np.asarray(track.head, np.float64) - np.asarray(track.root, np.float64), axis=1)
    return max(1.0, float(away.max()) / _REACH)


def flank(eyes: Array, chest: Array, large: float) -> list[tuple[Array, float]]:
    """The balls (n, 3), radius that fill the body of a large animal from its eyes and the middle
    (n, 3) between them and its pelvis: the neck and, level with the pelvis, the trunk."""
    root = 2 * chest - eyes
    ahead = (eyes - root) * [1.0, 0.0, 1.0]
    balls = [(root + ahead * share, 0.14 * large) for share in (-0.1, 0.07, 0.24, 0.41, 0.58, 0.74)]
    # The head hangs before the eyes.
    return [
        *balls,
        (eyes + ahead * 0.1 - np.array([0.0, 0.05 * large, 0.0]), 0.07 * large),
        (eyes * 0.6 + (root + ahead * 0.75) * 0.4, 0.1 * large),
    ]


def bodies_at(track: PerformerTrack, frames: Sequence[int]) -> list[Body]:
    """The bodies of a performer at frames of the scene."""
    at = np.array(frames, np.int64)
    joints, scale = _joints(track, at)
    eyes = np.asarray(track.head[at], np.float64)
    palms = _palms(joints, scale)
    head = np.stack([eyes, eyes + np.array([0.0, 0.03, 0.0])], axis=1)
    ends = np.concatenate([joints[:, _ENDS], head[:, None]], axis=1).astype(np.float64)
    radius = np.append(_THICK, 0.13) * scale
    return [Body(eyes[n], palms[n], ends[n], radius) for n in range(len(at))]


def limbs_at(track: PerformerTrack, frames: npt.NDArray[np.int64]) -> Array:
    """(n, 10, 3) both palms, the middles of both forearms, thighs and shins, and the knees, at
    frames of the scene."""
    joints, scale = _joints(track, frames)
    hand, elbow, hip, knee, foot = (joints[:, pair] for pair in (_HAND, _ELBOW, _HIP, _KNEE, _FOOT))
    return np.concatenate(
        [_palms(joints, scale), (hand + elbow) / 2, (hip + knee) / 2, knee, (knee + foot) / 2], axis=1
    )


def _joints(track: PerformerTrack, at: npt.NDArray[np.int64]) -> tuple[Array, float]:
    """The joints (n, J, 3) at frames, and how large the performer is."""
    away = np.linalg.norm(np.asarray(track.head, np.float64) - np.asarray(track.root, np.float64), axis=1)
    if is_animal(track):
        rest, scale = _BEAST, float(np.clip(round(float(away.max()) / _BEAST_REACH, 2), 0.08, 2.0))
    else:
        rest, scale = _REST, float(np.clip(round(float(away.max()) / _REACH, 2), 0.4, 1.4))
    joints, _ = forward_kinematics(
        rest * scale, np.asarray(track.root[at], np.float64), np.asarray(track.rotations[at], np.float64)
    )
    return np.asarray(joints, np.float64), scale


def _palms(joints: Array, scale: float) -> Array:
    arm = joints[:, _HAND] - joints[:, _ELBOW]
    arm = arm / np.maximum(np.linalg.norm(arm, axis=-1, keepdims=True), 1e-6)
    return np.asarray(joints[:, _HAND] + 0.075 * scale * arm, np.float64)


def covered(camera: Array, points: Array, body: Body, spare: float = 0.16) -> npt.NDArray[np.bool_]:
    """(n,) whether a body stands between `camera` (3) and `points` (n, 3); what lies within
    `spare` metres of a point (the hand that holds it) does not count."""
    way = points - camera
    length = np.maximum(np.sqrt((way * way).sum(1)), 1e-6)
    way = way * np.maximum(1 - spare / length, 0.05)[:, None]
    # The least distance between two segments (Ericson, Real-Time Collision Detection, 5.1.9):
    # the camera's way (n) and each limb (L).
    a = body.ends[:, 0]
    limb = body.ends[:, 1] - a
    off = camera - a
    ways, limbs = np.maximum((way * way).sum(1), 1e-9)[:, None], np.maximum((limb * limb).sum(1), 1e-9)
    dot, along, beside = way @ limb.T, way @ off.T, (limb * off).sum(1)
    s = np.clip((dot * beside - along * limbs) / np.maximum(ways * limbs - dot * dot, 1e-9), 0, 1)
    t = np.clip((dot * s + beside) / limbs, 0, 1)
    s = np.clip((dot * t - along) / ways, _LENS, 1)
    t = np.clip((dot * s + beside) / limbs, 0, 1)
    gap2 = (off * off).sum(1) + s * s * ways + t * t * limbs + 2 * s * along - 2 * t * beside - 2 * s * t * dot
    hit: npt.NDArray[np.bool_] = np.asarray(gap2 < body.radius**2, bool)
    return np.asarray(hit.any(1), bool)
