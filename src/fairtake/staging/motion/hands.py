"""Arms: every palm has a goal at every moment, and the arm is solved to it.

Hanging, swinging, resting on the thighs, gesturing, reaching and carrying are all goals of
the palm in some frame; they lie in layers and fade in and out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_axes, from_axis_angle, from_euler, multiply, slerp
from fairtake.model.figure import joint_index
from fairtake.staging.motion.body import Body
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.chair import Chair
from fairtake.staging.motion.ease import Array, crossfade, envelope, min_jerk, ramp, smooth, smoothstep, window
from fairtake.staging.motion.gaze import Look
from fairtake.staging.motion.limbs import two_bones
from fairtake.staging.motion.motif import play_motif
from fairtake.staging.motion.riding import on_rim, rolled
from fairtake.staging.motion.score import HandGoal, Score
from fairtake.staging.motion.vectors import cross, rotate, unit
from fairtake.staging.motion.wrists import bend_wrist, turn_over

__all__ = ["Arm", "play_arm"]

_STILL = np.zeros(3)

_CLOSE = 0.38

_ELBOW = 2.58
"""Radians (148°) an elbow bends at most."""

_YIELD = 0.008
"""Metres within which an elbow gives way to its limit."""

_SOFT = 0.03
"""The share of an arm within which it stretches ever more slowly."""


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """World orientations (N, 4) of shoulder, upper arm, forearm and hand; `palm` (N, 3) in
    the world; `grasp` (N, 4) the palm's frame (x fingers, y out of the palm); `curl` (N, 3)
    of thumb, index and fingers."""

    shoulder: Array
    upper: Array
    fore: Array
    hand: Array
    palm: Array
    grasp: Array
    curl: Array


def _grasp(fingers: Array, palm: Array) -> Array:
    x = unit(fingers)
    y = unit(palm - x * (palm * x).sum(-1, keepdims=True))
    return from_axes(x, y, cross(x, y))


def _hanging(build: Build, body: Body, sign: float, frames: int) -> tuple[Array, Array, Array]:
    """Palm (N, 3), grasp (N, 4) and curl (N, 3) of an arm that hangs or swings, in the level
    frame between the shoulders."""
    # Opposite arm and leg go together, a little later than the feet.
    angle = -0.42 * sign * smooth(body.stride, 3) + 0.03 * body.noise[:, 12 if sign > 0 else 13]
    run = body.running
    walk = np.stack(
        [
            np.full(frames, build.shoulder + 0.065 * build.scale) + 0.008 * body.noise[:, 14],
            -build.arm * (0.972 - 0.10 * np.maximum(angle, 0)) * np.cos(angle),
            build.arm * 0.95 * np.sin(angle) + 0.055 * build.scale + 0.05 * np.maximum(angle, 0),
        ],
        -1,
    )
    pump = -0.22 * sign * smooth(body.stride, 3)
    fast = np.stack(
        [
            np.full(frames, build.shoulder + 0.02),
            -0.36 * build.scale + 0.45 * np.maximum(pump, -0.1),
            0.24 * build.scale + pump,
        ],
        -1,
    )
    where = crossfade(walk, fast, run)
    where[:, 0] *= sign
    fingers = np.stack(
        [np.full(frames, -0.02 * sign), -np.cos(angle) * (1 - run), np.sin(angle) + 0.12 + run * 0.9], -1
    )
    palm = np.stack([np.full(frames, -0.92 * sign), np.zeros(frames), -0.38 * (1 - run)], -1)
    curl = np.empty((frames, 3))
    curl[:] = 0.30, 0.26, 0.36
    curl += run[:, None] * 0.45
    return where, _grasp(fingers, palm), curl


def play_arm(score: Score, build: Build, body: Body, look: Look, side: int, frames: int, fps: int) -> Arm:
    """One arm through the scene."""
    name = "LR"[side]
    sign = 1.0 if side == 0 else -1.0
    rest = build.rest
    clavicle, joint = joint_index(f"shoulder.{name}"), joint_index(f"upper_arm.{name}")
    middle = (rest[joint_index("upper_arm.L")] + rest[joint_index("upper_arm.R")]) / 2
    center = body.chest_at + rotate(body.chest, middle - rest[2])
    where, turn, curl = _hanging(build, body, sign, frames)
    palm: Array = center + rotate(body.level, where)
    grasp = multiply(body.level, turn)
    hanging = palm
    hang = body.chest_at + rotate(body.chest, rest[joint] - rest[2])
    elbow_out, loose = np.zeros(frames), np.zeros(frames)
    goals = sorted((g for g in score.hands if g.hand == side), key=lambda g: (g.layer, g.start))
    for goal in goals:
        span = window(goal.start, goal.end, fps, frames)
        n = span.stop - span.start
        if n <= 0:
            continue
        t = np.arange(span.start, span.stop) / fps
        w = envelope(t, goal.start, goal.full, goal.hold, goal.end)
        stir, bent = play_motif(goal.motif, t - goal.full) if goal.motif is not None else (_STILL, _STILL)
        chair = score.chair if goal.frame == "rim" else None
        if chair is not None:
            at, frame = _at_rim(goal, chair, body, span, side, sign, fps)
        else:
            at, frame = _placed(goal, stir, build, body, look, center, span, side, sign)
        if goal.swing > 0:
            at = (
                at
                + (
                    hanging[span]
                    - center[span]
                    - rotate(body.level[span], np.array([build.shoulder * sign, -build.arm, 0.0]))
                )
                * goal.swing
            )
        # The hand goes in an arc about its shoulder, and a shallow one before the body, not along a ruler.
        arc = np.sin(np.pi * w) ** 2 * 0.06 * (w < 1)
        ahead = rotate(body.level[span], np.array([0.35 * sign, 0.25, 1.0]))
        moved = _swung(hang[span], palm[span], at, w, body.level[span], sign)
        palm[span] = moved + ahead * (arc * np.minimum(1.0, np.sqrt(((at - palm[span]) ** 2).sum(-1)) / 0.5))[:, None]
        loose[span] = np.maximum(loose[span] * (1 - w), _loosened(grasp[span], frame, w))
        grasp[span] = turn_over(grasp[span], frame, w)
        elbow_out[span] = crossfade(elbow_out[span], np.array([goal.out]), w)
        # Fingers take more than a third of a second to close, however suddenly the hand has something.
        closing = np.minimum(w, ramp(t, goal.start, goal.start + _CLOSE)) if goal.full - goal.start < _CLOSE else w
        curl[span] = crossfade(curl[span], np.array(goal.curl)[None] + bent, min_jerk((closing - 0.25) / 0.75))
    palm = _over_ground(body, palm, grasp, build.scale)
    hand = multiply(grasp, conjugate(build.grasp[side]))
    wrist: Array = palm - rotate(hand, build.palms[side])
    # The collarbone goes a third of the way with a high or far reach.
    wish = rotate(conjugate(body.chest), wrist - hang)
    far = np.sqrt((wish * wish).sum(-1))
    length = build.upper[side] + build.fore[side]
    # A hand at its own shoulder or ear is there by the elbow alone.
    near = 1 - smoothstep((far / length - 0.25) / 0.3)
    rise = smoothstep((wish[:, 1] / np.maximum(far, 0.05) + 0.15) / 1.1) * (0.34 - 0.56 * near)
    ahead_turn = smoothstep((wish[:, 2] / length - 0.35) / 0.65) * 0.16
    shoulder = multiply(body.chest, from_euler(-sign * ahead_turn, 0.0, sign * rise))
    clavicle_at = body.chest_at + rotate(body.chest, rest[clavicle] - rest[2])
    start = clavicle_at + rotate(shoulder, rest[joint] - rest[clavicle])
    wrist, palm = _bendable(start, wrist, palm, build.upper[side], build.fore[side])
    reach = rotate(conjugate(body.level), wrist - start)
    high = smoothstep((reach[:, 1] / np.maximum(np.sqrt((reach * reach).sum(-1)), 0.05) + 0.15) / 0.8) * (1 - near)
    pole = np.stack(
        [
            sign * (0.36 + 0.64 * high + 1.1 * elbow_out),
            -1.0 + 0.62 * high + 0.45 * elbow_out,
            # An elbow drawn in (out below 0) comes before the chest.
            -0.62 + 0.5 * high + np.where(elbow_out < 0, -1.6, 0.1) * elbow_out,
        ],
        -1,
    )
    lengths, hinges = (build.upper[side], build.fore[side]), (build.upper_hinge[side], build.fore_hinge[side])
    aside = _steadied(rotate(body.level, pole), wrist - start)
    trailing = loose > 0
    if trailing.any():
        # A hand that turns right over on its way follows its forearm; it does not fold back over it.
        _, _, _, along = two_bones(start[trailing], wrist[trailing], aside[trailing], *lengths, hinges, _SOFT)
        hand, wrist, grasp = hand.copy(), wrist.copy(), grasp.copy()
        hand[trailing] = slerp(hand[trailing], along, loose[trailing])
        wrist[trailing] = palm[trailing] - rotate(hand[trailing], build.palms[side])
        grasp[trailing] = multiply(hand[trailing], build.grasp[side])
    _, end, upper, fore = two_bones(start, wrist, aside, *lengths, hinges, _SOFT)
    bone = unit(rest[joint_index(f"hand.{name}")] - rest[joint_index(f"forearm.{name}")])
    twist, able, changed = bend_wrist(fore, hand, bone)
    if changed.any():
        # The palm stays where it has to be; the hand is turned as far as a wrist goes.
        hand = able
        wrist = np.where(changed[:, None], palm - rotate(hand, build.palms[side]), wrist)
        wrist, _ = _bendable(start, wrist, palm, build.upper[side], build.fore[side])
        _, end, upper, fore = two_bones(start, wrist, aside, *lengths, hinges, _SOFT)
        grasp = np.where(changed[:, None], multiply(hand, build.grasp[side]), grasp)
    # Half of the wrist's turn happens along the forearm.
    fore = multiply(fore, from_axis_angle(bone, 0.55 * twist))
    return Arm(shoulder, upper, fore, hand, end + rotate(hand, build.palms[side]), grasp, curl)


def _loosened(here: Array, there: Array, weight: Array) -> Array:
    """How much (n,), 0..1, a hand follows its forearm between two ways of holding it that lie far
    apart; none where it is held as the one or the other says."""
    dot = np.abs((here * there).sum(-1))
    far = smoothstep((2 * np.arccos(np.clip(dot, 0, 1)) - 1.6) / 0.9)
    return np.asarray(far * np.sin(np.pi * np.clip(weight, 0, 1)) ** 2 * 0.95 * (weight < 1), np.float64)


def _swung(pivot: Array, palm: Array, goal: Array, weight: Array, level: Array, sign: float) -> Array:
    """Palms (n, 3) on their way to `goal` by `weight` (n,), about the shoulder `pivot`: from the hip
    to over the head a hand goes round before the body (beside it to what lies behind), not through
    the shoulder. `level` (n, 4) are the axes of the chest, `sign` the side of the hand."""
    out = crossfade(palm, np.asarray(goal), weight)
    way = (weight > 0) & (weight < 1)
    if not way.any():
        return out
    a, b, w = palm[way] - pivot[way], goal[way] - pivot[way], weight[way, None]
    far_a, far_b = np.sqrt((a * a).sum(-1, keepdims=True)), np.sqrt((b * b).sum(-1, keepdims=True))
    a, b = a / np.maximum(far_a, 1e-6), b / np.maximum(far_b, 1e-6)
    angle = np.arccos(np.clip((a * b).sum(-1, keepdims=True), -1, 1))
    ahead = rotate(level[way], np.array([0.0, 0.0, 1.0]))
    behind = smoothstep(-2.0 * np.minimum((a * ahead).sum(-1), (b * ahead).sum(-1)))
    by = np.stack([sign * (0.35 + 0.6 * behind), np.full(len(behind), 0.2), 1.0 - 1.1 * behind], -1)
    round_it = 4 * w * (1 - w) * smoothstep((angle - 1.5) / 1.2)
    along = unit((1 - w) * a + w * b + round_it * unit(rotate(level[way], by)))
    out[way] = pivot[way] + along * ((1 - w) * far_a + w * far_b)
    return out


def _steadied(pole: Array, reach: Array) -> Array:
    """Where an elbow points (N, 3), across the way from shoulder to wrist: it comes round over some
    frames where it would change sides in one."""
    d = unit(reach)
    across = unit(pole - d * (pole * d).sum(-1, keepdims=True))
    return smooth(across, 3)


def _over_ground(body: Body, palm: Array, grasp: Array, scale: float) -> Array:
    """Palms (N, 3) of a body that sits or lies on the ground, none of whose fingers go into it."""
    floor = body.floor.height
    down = smoothstep((0.42 - (body.root[:, 1] - floor) / scale) / 0.14)
    low = down > 0
    if not low.any():
        return palm
    hanging = -rotate(grasp[low], np.array([1.0, 0.0, 0.0]))[:, 1]
    least = floor[low] + 0.02 + 0.08 * scale * np.maximum(hanging, 0.0)
    high = palm[low, 1] - least
    out = palm.copy()
    # Softly, within a finger's breadth.
    lifted = np.where(high > 0.02, high, 0.02 * np.exp(np.minimum(high, 0.02) / 0.02 - 1)) - high
    out[low, 1] += lifted * down[low]
    return out


def _bendable(start: Array, wrist: Array, palm: Array, upper: float, fore: float) -> tuple[Array, Array]:
    """Wrist and palm (N, 3) moved away from the shoulder where the elbow would have to bend past
    what an elbow can."""
    least = float(np.sqrt(upper**2 + fore**2 - 2 * upper * fore * np.cos(np.pi - _ELBOW)))
    way = wrist - start
    far = np.sqrt((way * way).sum(-1))
    close = far < least + 8 * _YIELD
    if not close.any():
        return wrist, palm
    more = least + _YIELD * np.logaddexp(0.0, (far[close] - least) / _YIELD) - far[close]
    push = way[close] * (more / np.maximum(far[close], 0.02))[:, None]
    wrist, palm = wrist.copy(), palm.copy()
    wrist[close] += push
    palm[close] += push
    return wrist, palm


def _placed(
    goal: HandGoal,
    stir: Array,
    build: Build,
    body: Body,
    look: Look,
    center: Array,
    span: slice,
    side: int,
    sign: float,
) -> tuple[Array, Array]:
    """A goal's palm (n, 3) and grasp (n, 4) in the world; `stir` (n, 3) or (3,) is how far its
    motif takes the palm from it."""
    mirror = np.array([sign, 1.0, 1.0]) if goal.frame != "world" else np.ones(3)
    position = (np.asarray(goal.position) + stir) * mirror
    turn = _grasp(np.asarray(goal.fingers) * mirror, np.asarray(goal.palm) * mirror)
    n = span.stop - span.start
    if goal.frame == "world":
        return np.broadcast_to(position, (n, 3)), np.broadcast_to(turn, (n, 4))
    if goal.frame == "head":
        return look.eye_at[span] + rotate(look.head[span], position), multiply(look.head[span], turn)
    if goal.frame == "floor":
        yaw = from_euler(body.floor.yaw[span])
        under = body.floor.ground[span]
        base = np.stack([under[:, 0], body.floor.height[span], under[:, 1]], -1)
        return base + rotate(yaw, np.broadcast_to(position, (n, 3))), multiply(yaw, turn)
    if goal.frame == "thigh":
        rest = build.rest
        name = "LR"[side]
        hip = rest[joint_index(f"thigh.{name}")]
        root = body.root[span] + rotate(body.pelvis[span], hip - rest[0])
        thigh = body.legs[side][0][span]
        bone = rest[joint_index(f"shin.{name}")] - hip
        # At rest the thigh hangs; "up from it" is then forward.
        x, y, z = position[..., 0:1], position[..., 1:2], position[..., 2:3]
        along = bone * z + np.concatenate([x, 0.0 * x, y], -1)
        yaw = from_euler(body.floor.yaw[span])
        return root + rotate(thigh, along), multiply(yaw, turn)
    return center[span] + rotate(body.level[span], position * build.scale), multiply(body.level[span], turn)


def _at_rim(
    goal: HandGoal, chair: Chair, body: Body, span: slice, side: int, sign: float, fps: int
) -> tuple[Array, Array]:
    """A palm (n, 3) and grasp (n, 4) that go along with a push rim from the goal's `full` on."""
    floor = body.floor
    way = rolled(floor.ground, floor.yaw, chair, side)
    taken = float(np.interp(goal.full * fps, np.arange(len(way)), way))
    let_go = float(np.interp(goal.hold * fps, np.arange(len(way)), way))
    since = way[span] - taken
    low, high = min(0.0, let_go - taken), max(0.0, let_go - taken)
    palm, fingers, out = on_rim(chair, goal.position[0], np.clip(since, low, high))
    mirror = np.array([sign, 1.0, 1.0])
    yaw = from_euler(floor.yaw[span])
    ground = floor.ground[span]
    base = np.stack([ground[:, 0], np.zeros(len(ground)), ground[:, 1]], -1)
    return base + rotate(yaw, palm * mirror), multiply(yaw, _grasp(fingers * mirror, out * mirror))
