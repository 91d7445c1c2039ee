"""Where performers look: eyes first, then the head, and the neck with it.

The eyes are on a new target within two frames, the head follows over 0.4 s and takes most
of the turn; what is left the eyes keep (the vestibulo-ocular reflex comes for nothing).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_euler, multiply
from fairtake.model.figure import joint_index
from fairtake.staging.motion.body import Body
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import Array, crossfade, ramp, smooth, window
from fairtake.staging.motion.score import HeadMove, Score, Target
from fairtake.staging.motion.vectors import rotate

__all__ = ["EYE_PITCH", "EYE_YAW", "Look", "play_gaze"]

EYE_YAW = 0.62
"""How far eyes turn sideways, radians; the face's gaze_x is 1 there."""

EYE_PITCH = 0.45
"""How far eyes turn up or down, radians; the face's gaze_y is 1 there."""

_HEAD_YAW, _HEAD_UP, _HEAD_DOWN = 1.22, 0.55, 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """World orientations (N, 4) of neck and head, the head joint and the point between the
    eyes (N, 3), the eyes' turn against the head (N, 2) (yaw, pitch, radians), and the
    direction of the look (N, 3). `jumps` are the times at which the eyes move far."""

    neck: Array
    head: Array
    head_at: Array
    eye_at: Array
    eyes: Array
    gaze: Array
    jumps: tuple[float, ...]


def _moves(moves: list[HeadMove], frames: int, fps: int) -> Array:
    """Yaw, pitch and roll (N, 3) that nods and shakes add."""
    out = np.zeros((frames, 3))
    for move in moves:
        span = window(move.start, move.start + move.duration, fps, frames)
        u = np.clip((np.arange(span.start, span.stop) / fps - move.start) / move.duration, 0, 1)
        bell = np.sin(np.pi * u) ** 2
        if move.kind == "nod":
            out[span, 1] += 0.16 * move.amount * bell * np.sin(2 * np.pi * max(1.0, round(move.duration / 0.55)) * u)
            out[span, 1] += 0.05 * move.amount * bell
        elif move.kind == "shake":
            out[span, 0] += 0.26 * move.amount * bell * np.sin(2 * np.pi * max(1.0, round(move.duration / 0.55)) * u)
        elif move.kind == "tilt":
            out[span, 2] += 0.13 * move.amount * bell
        elif move.kind == "drop":
            out[span, 1] += 0.32 * move.amount * bell
        else:
            out[span, 1] += 0.10 * move.amount * bell
    return out


def play_gaze(
    score: Score, build: Build, body: Body, place: Callable[[Target, slice], Array | None], frames: int, fps: int
) -> Look:
    """Look at everything in the score. `place(target, frames)` gives where a target is
    ((n, 3)), or None for "away", whose point holds yaw and pitch from straight ahead."""
    rest = build.rest
    neck_joint, head_joint = joint_index("neck"), joint_index("head")
    neck_at = body.chest_at + rotate(body.chest, rest[neck_joint] - rest[2])
    guess = neck_at + rotate(body.chest, rest[head_joint] - rest[neck_joint] + build.eye * 0.9)
    back = conjugate(body.chest)
    eyes: Array = np.zeros((frames, 2))
    heads: Array = np.zeros((frames, 2))
    jumps: list[float] = []
    keys = score.gazes
    for i, key in enumerate(keys):
        stop = keys[i + 1].time + 0.7 if i + 1 < len(keys) else frames / fps
        span = window(key.time, stop, fps, frames)
        if span.stop <= span.start:
            continue
        t = np.arange(span.start, span.stop) / fps
        where = place(key.target, span)
        if where is None:
            goal = np.empty((len(t), 2))
            goal[:] = key.target.point[:2]
        else:
            away = where - guess[span]
            local = rotate(back[span], away)
            goal = np.zeros((len(t), 2))
            goal[:, 0] = np.unwrap(np.arctan2(local[:, 0], local[:, 2]))
            goal[:, 1] = -np.arctan2(local[:, 1], np.maximum(np.hypot(local[:, 0], local[:, 2]), 0.05))
        goal[:, 0] = np.clip(goal[:, 0], -1.75, 1.75)
        goal[:, 1] = np.clip(goal[:, 1], -0.95, 1.15)
        near = np.abs(goal)
        follow: Array = goal * (near / (near + 0.16)) * 0.94 * key.turn
        follow[:, 0] = np.clip(follow[:, 0], -_HEAD_YAW, _HEAD_YAW)
        follow[:, 1] = np.clip(follow[:, 1], -_HEAD_UP, _HEAD_DOWN)
        if i == 0 and key.time <= 0:
            eyes[span], heads[span] = goal, follow
            continue
        far = float(np.abs(goal[0] - eyes[span][0]).max())
        if far > 0.3:
            jumps.append(key.time)
        eyes[span] = crossfade(eyes[span], goal, ramp(t, key.time, key.time + 0.10))
        heads[span] = crossfade(heads[span], follow, ramp(t, key.time + 0.04, key.time + 0.34 + 0.2 * min(far, 1.2)))
    heads = smooth(heads, 2)
    extra = _moves(score.nods, frames, fps)
    extra[:, 0] += 0.020 * body.noise[:, 7]
    extra[:, 1] += 0.016 * body.noise[:, 8]
    extra[:, 2] += 0.025 * body.noise[:, 9]
    # The head keeps steady while the trunk bobs and turns under it in walking.
    yaw = np.clip(heads[:, 0] + extra[:, 0], -1.3, 1.3)
    pitch = heads[:, 1] + extra[:, 1]
    roll = extra[:, 2] - 0.06 * yaw
    neck = multiply(body.chest, from_euler(0.4 * yaw, 0.4 * pitch, 0.4 * roll))
    head = multiply(neck, from_euler(0.6 * yaw, 0.6 * pitch, 0.6 * roll))
    left = np.empty((frames, 2))
    # Tiny saccades: the eyes never rest for long on one point.
    left[:, 0] = np.clip(eyes[:, 0] - yaw, -EYE_YAW, EYE_YAW)
    left[:, 1] = np.clip(eyes[:, 1] - pitch, -EYE_PITCH, EYE_PITCH)
    darts = np.round(2.2 * body.noise[:, 10:12]) / 2.2
    left += darts * np.array([0.022, 0.014])
    head_at = neck_at + rotate(neck, rest[head_joint] - rest[neck_joint])
    eye_at = head_at + rotate(head, build.eye)
    direction = np.stack(
        [np.sin(left[:, 0]) * np.cos(left[:, 1]), -np.sin(left[:, 1]), np.cos(left[:, 0]) * np.cos(left[:, 1])], -1
    )
    return Look(neck, head, head_at, eye_at, left, rotate(head, direction), tuple(jumps))
