"""Which joints carry which points: soft distances to torso, arms and legs, then along each.

Weights come as (V, J) rows that sum to 1; `figure` keeps the four largest.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.figure import JOINTS
from fairtake.staging.performers.body import Body
from fairtake.staging.performers.sdf import Array, Ints, folded, ramp

__all__ = ["all_on", "body_weights", "four_largest", "neck_weights", "shoe_weights", "skirt_weights"]

_COLUMN = {name: i for i, name in enumerate(JOINTS)}


def all_on(count: int, joint: str) -> Array:
    """Everything on one joint."""
    weights = np.zeros((count, len(JOINTS)))
    weights[:, _COLUMN[joint]] = 1
    return weights


def _spine(y: Array) -> Array:
    weights = np.zeros((len(y), len(JOINTS)))
    a, b = ramp(0.97, 1.10, y), ramp(1.11, 1.27, y)
    c, d = ramp(1.405, 1.475, y), ramp(1.485, 1.545, y)
    for name, value in (
        ("pelvis", 1 - a),
        ("spine", a * (1 - b)),
        ("chest", b * (1 - c)),
        ("neck", c * (1 - d)),
        ("head", d),
    ):
        weights[:, _COLUMN[name]] = value
    return weights


def neck_weights(points: Array) -> Array:
    """For the head with its neck. The throat under the chin goes with the neck although it
    lies as high as the nape, so the line between head and neck slopes."""
    weights = np.zeros((len(points), len(JOINTS)))
    y = points[:, 1] + 0.34 * np.clip(points[:, 2], -0.09, 0.09)
    head = ramp(1.452, 1.535, y)
    chest = ramp(1.470, 1.395, points[:, 1]) * (1 - head)
    weights[:, _COLUMN["head"]] = head
    weights[:, _COLUMN["chest"]] = chest
    weights[:, _COLUMN["neck"]] = 1 - head - chest
    return weights


def _arms(body: Body, points: Array, place: Array) -> Array:
    """Along the arms: chest, clavicle, upper arm, forearm, hand."""
    weights = np.zeros((len(points), len(JOINTS)))
    q = folded(points)
    # Across the shoulder, along the upper arm's own axis and not along x, so that an arm
    # that rises takes the deltoid with it and leaves the chest.
    axis = body.arm[1] - body.arm[0]
    along = (q - body.arm[0]) @ axis / (axis @ axis)
    upper = ramp(-0.26, 0.20, along)
    clavicle = ramp(0.05, body.shoulder - 0.005, q[:, 0]) * 0.65
    fore, hand = ramp(0.89, 1.11, place), ramp(1.94, 2.06, place)
    for side, mine in (("L", points[:, 0] >= 0), ("R", points[:, 0] < 0)):
        for name, value in (
            ("chest", (1 - upper) * (1 - clavicle)),
            (f"shoulder.{side}", (1 - upper) * clavicle),
            (f"upper_arm.{side}", upper * (1 - fore)),
            (f"forearm.{side}", upper * fore * (1 - hand)),
            (f"hand.{side}", upper * fore * hand),
        ):
            weights[mine, _COLUMN[name]] = value[mine]
    return weights


def _legs(points: Array, place: Array) -> Array:
    """Along the legs: pelvis, thigh, shin, foot."""
    weights = np.zeros((len(points), len(JOINTS)))
    # In front a thigh folds at the groin, behind the seat stays longer with the pelvis.
    x, y = points[:, 0], points[:, 1] - 0.25 * np.clip(points[:, 2], -0.10, 0.08)
    seat = ramp(0.0, -0.09, points[:, 2])
    thigh = np.clip((0.955 - y) / (0.13 + 0.09 * seat), 0, 1)
    thigh = thigh * thigh * (3 - 2 * thigh)
    shin, foot = ramp(0.89, 1.11, place), ramp(1.86, 2.0, place)
    # The crotch belongs to both legs and partly to neither.
    crotch = ramp(0.05, 0.0, np.abs(x)) * ramp(0.70, 0.80, points[:, 1])
    thigh *= 1 - 0.35 * crotch
    left = ramp(-0.022, 0.022, x)
    weights[:, _COLUMN["pelvis"]] = 1 - thigh
    for side, share in (("L", left), ("R", 1 - left)):
        weights[:, _COLUMN[f"thigh.{side}"]] = share * thigh * (1 - shin)
        weights[:, _COLUMN[f"shin.{side}"]] = share * thigh * shin * (1 - foot)
        weights[:, _COLUMN[f"foot.{side}"]] = share * thigh * shin * foot
    return weights


def _shares(body: Body, points: Array, softness: float) -> tuple[Array, Array, Array, Array, Array]:
    """How far points belong to torso, arms and legs (V, 3), and their places along limbs."""
    torso = body.torso(points)
    arm, arm_place = body.arms(points)
    leg, leg_place = body.legs(points)
    distances = np.stack([torso, arm, leg], 1)
    share = np.exp(-(distances - distances.min(1, keepdims=True)) / softness)
    q = folded(points)
    share[:, 0] *= ramp(0.70, 0.84, points[:, 1]) + 1e-6
    share[:, 1] *= ramp(body.shoulder - 0.10, body.shoulder - 0.02, q[:, 0])
    share[:, 2] *= ramp(1.0, 0.86, points[:, 1])
    share /= share.sum(1, keepdims=True)
    return share[:, :1], share[:, 1:2], share[:, 2:], arm_place, leg_place


def body_weights(body: Body, points: Array, hands: bool = True) -> Array:
    """For skin, shirts and trousers. Without `hands` a cuff stays with the forearm."""
    torso, arm, leg, arm_place, leg_place = _shares(body, points, 0.022)
    place = arm_place if hands else np.minimum(arm_place, 1.94)
    return torso * _spine(points[:, 1]) + arm * _arms(body, points, place) + leg * _legs(points, leg_place)


def skirt_weights(body: Body, points: Array, top: float = 0.99, leg: float = 0.100) -> Array:
    """For coats and skirts: below the waist the cloth spans both thighs, and from the knees
    down it hangs with the shins; left and right blend across the middle, so nothing tears
    in a step and a lap forms when both thighs rise. `leg` is how far the front of what is worn
    below it stands from the leg's axis: that much room the lap keeps."""
    y = points[:, 1]
    torso, arm, _, arm_place, _ = _shares(body, points, 0.03)
    # Only what is a sleeve goes with the arm: a wide hem is near no arm at all.
    arm = arm * ramp(0.10, 0.05, body.arms(points)[0])[:, None]
    total = torso + arm
    arm = np.where(total > 1e-6, arm / np.maximum(total, 1e-6), 0.0)
    torso = 1 - arm
    above = torso * _spine(y) + arm * _arms(body, points, np.minimum(arm_place, 1.94))
    below = np.zeros_like(above)
    # In front the thighs take the cloth from the groin down; behind, the seat keeps it longer.
    thigh = ramp(0.965, 0.80, y - 0.30 * np.clip(points[:, 2], -0.12, 0.08))
    # The longer the skirt, the further apart its halves are carried in a step.
    middle = 0.09 + 0.11 * ramp(0.50, 0.15, y)
    left = ramp(0.0, 1.0, 0.5 + 0.5 * points[:, 0] / middle)
    # Cloth stands off in front of a leg that stands and lies on one that sits: there it is left
    # as far behind as lets it fall that far. Behind it is only dragged along.
    fall = np.maximum(points[:, 2] - leg - 0.09 * max(0.0, body.build - 0.35), 0) / np.maximum(
        0.90 - y + points[:, 2], 0.1
    )
    thigh *= 1 - np.clip(fall, 0, 0.2) - 0.10 * ramp(-0.02, -0.10, points[:, 2]) * ramp(0.80, 0.60, y)
    shin = 0.8 * ramp(0.53, 0.40, y)
    below[:, _COLUMN["pelvis"]] = 1 - thigh
    for side, share in (("L", left), ("R", 1 - left)):
        below[:, _COLUMN[f"thigh.{side}"]] = thigh * share * (1 - shin)
        below[:, _COLUMN[f"shin.{side}"]] = thigh * share * shin
    hang = ramp(top, top - 0.06, y)[:, None] * (1 - arm)
    return (1 - hang) * above + hang * below


def shoe_weights(points: Array) -> Array:
    """Shoes bend at the ball of the foot."""
    weights = np.zeros((len(points), len(JOINTS)))
    toe = ramp(0.075, 0.115, points[:, 2])
    for side, mine in (("L", points[:, 0] >= 0), ("R", points[:, 0] < 0)):
        weights[mine, _COLUMN[f"toe.{side}"]] = toe[mine]
        weights[mine, _COLUMN[f"foot.{side}"]] = 1 - toe[mine]
    return weights


def four_largest(weights: Array) -> tuple[Ints, Array]:
    """The four strongest joints of each row (V, 4) and their weights, rows summing to 1."""
    joints: Ints = np.argsort(-weights, axis=1, kind="stable")[:, :4].astype(np.int64)
    kept = np.take_along_axis(weights, joints, 1)
    return joints, np.asarray(kept / kept.sum(1, keepdims=True))
