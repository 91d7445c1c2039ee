"""Where performers look: eyes first, then the head, and the neck with it.

The eyes are on a new target within two frames, the head follows over 0.4 s and takes most
of the turn; what is left the eyes keep (the vestibulo-ocular reflex comes for nothing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_euler, multiply
from fairtake.model.figure import joint_index
from fairtake.staging.motion.body import Body
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import Array, crossfade, envelope, ramp, smooth, window
from fairtake.staging.motion.score import GazeKey, HeadMove, MoodKey, Score, Target
from fairtake.staging.motion.vectors import rotate

__all__ = ["EYE_PITCH", "EYE_YAW", "Look", "Place", "Turned", "play_gaze", "turn_head"]

EYE_YAW = 0.62
"""How far eyes turn sideways, radians; the face's gaze_x is 1 there."""

EYE_PITCH = 0.45
"""How far eyes turn up or down, radians; the face's gaze_y is 1 there."""

_BRIEF = 0.36
"""Seconds a look lasts at least: the eyes are there, and the head has begun to follow."""

_NEAR = 0.5
"""Metres: who is nearer than this is looked at as though that far ahead. Nobody in an embrace turns
the head about to find the other's eyes."""

_REST = 0.9
"""Seconds eyes stay on what they have found before a feeling takes them elsewhere."""

_EASY = np.array([0.42, 0.30])
"""How far eyes stay turned, (yaw, pitch) radians, before the head takes the rest."""

_TAKEN: dict[str, tuple[float, float, float, float]] = {
    "exasperation": (0.75, 0.0, -0.9, 0.6),
    "embarrassment": (1.1, 0.25, 0.75, 0.0),
    "disappointment": (1.0, 0.1, 0.7, 0.0),
    "fighting tears": (0.9, -0.2, -0.45, 0.15),
    "crying": (2.4, 0.1, 0.6, 0.0),
    "thought": (1.1, 0.5, -0.45, 0.1),
}
"""Seconds, sideways, down and sweep (shares of how far eyes turn) of what a face does to a look."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """A head that has followed its looks: world orientations (N, 4) of neck and head, the head
    joint and the point between the eyes (N, 3)."""

    neck: Array
    head: Array
    head_at: Array
    eye_at: Array


Place = Callable[[Target, slice], Array | None]


def _kept(keys: list[GazeKey]) -> list[GazeKey]:
    """Looks that last: one that another takes the place of at once would only be a jitter."""
    kept: list[GazeKey] = []
    for key in keys:
        if kept and key.time - kept[-1].time < _BRIEF:
            first = kept.pop().time
            key = GazeKey(min(first, key.time) if first <= 0 else key.time, key.target, key.turn)
        kept.append(key)
    return kept


def _spans(keys: list[GazeKey], frames: int, fps: int) -> Iterator[tuple[GazeKey, slice, Array]]:
    """Each look with the frames it shows in, a while longer than it lasts, and their times."""
    for i, key in enumerate(keys):
        stop = keys[i + 1].time + 0.9 if i + 1 < len(keys) else frames / fps
        span = window(key.time, stop, fps, frames)
        if span.stop > span.start:
            yield key, span, np.arange(span.start, span.stop) / fps


def _angles(way: Array) -> Array:
    """Yaw and pitch (n, 2) of directions (n, 3) in some head's or chest's axes; pitch grows down.

    What is right above or below has no yaw. From thirty degrees up or down on a look therefore turns
    ever less sideways, or the head of who bends down before somebody would spin.
    """
    length = np.sqrt((way * way).sum(-1))
    level = np.hypot(way[:, 0], way[:, 2])
    steep = np.maximum(np.abs(way[:, 1]) - 0.5 * length, 0.0)
    yaw = np.arctan2(way[:, 0], way[:, 2] + 1.5 * steep)
    return np.stack([yaw, -np.arctan2(way[:, 1], np.maximum(level, 0.05))], -1)


def _apart(way: Array) -> Array:
    """Ways (n, 3) to what is looked at, in the axes of the chest, none of them shorter than _NEAR."""
    out = way.copy()
    out[:, 2] += np.maximum(_NEAR - np.sqrt((way * way).sum(-1)), 0.0)
    return out


def _one_way(yaw: Array) -> Array:
    """The same yaws (n,) without the leap where something passes behind one's back: it is looked
    for over the shoulder over which it will be found."""
    turned = np.unwrap(yaw)
    found = int(np.abs(yaw).argmin())
    return np.asarray(turned - 2 * np.pi * np.round(turned[found] / (2 * np.pi)), np.float64)


def _direction(angles: Array) -> Array:
    yaw, pitch = angles[:, 0], angles[:, 1]
    return np.stack([np.sin(yaw) * np.cos(pitch), -np.sin(pitch), np.cos(yaw) * np.cos(pitch)], -1)


def _within(angles: Array) -> Array:
    """The turn of the eyes kept inside the ellipse that eyes can turn in."""
    reach = np.hypot(angles[:, 0] / EYE_YAW, angles[:, 1] / EYE_PITCH)
    return np.asarray(angles / np.maximum(reach, 1.0)[:, None])


def turn_head(score: Score, build: Build, body: Body, place: Place, frames: int, fps: int) -> Turned:
    """Let the head follow everything the score looks at. `place(target, frames)` gives where a
    target is ((n, 3)), or None for "away", whose point holds yaw and pitch from straight ahead."""
    rest = build.rest
    neck_joint, head_joint = joint_index("neck"), joint_index("head")
    neck_at = body.chest_at + rotate(body.chest, rest[neck_joint] - rest[2])
    guess = neck_at + rotate(body.chest, rest[head_joint] - rest[neck_joint] + build.eye * 0.9)
    back = conjugate(body.chest)
    heads: Array = np.zeros((frames, 2))
    for key, span, t in _spans(_kept(score.gazes), frames, fps):
        where = place(key.target, span)
        if where is None:
            goal: Array = np.broadcast_to(np.asarray(key.target.point[:2], np.float64), (len(t), 2)).copy()
        else:
            goal = _angles(_apart(rotate(back[span], where - guess[span])))
            goal[:, 0] = _one_way(goal[:, 0])
        goal[:, 0] = np.clip(goal[:, 0], -1.75, 1.75)
        goal[:, 1] = np.clip(goal[:, 1], -0.95, 1.15)
        near = np.abs(goal)
        # The head takes most of a far look, and all that the eyes do not like to keep.
        share = np.maximum(near * near / (near + 0.16) * 0.94 * key.turn, near - _EASY)
        follow: Array = np.sign(goal) * share
        follow[:, 0] = np.clip(follow[:, 0], -_HEAD_YAW, _HEAD_YAW)
        follow[:, 1] = np.clip(follow[:, 1], -_HEAD_UP, _HEAD_DOWN)
        if span.start == 0 and key.time <= 0:
            heads[span] = follow
            continue
        far = float(np.abs(follow[0] - heads[span][0]).max())
        heads[span] = crossfade(heads[span], follow, ramp(t, key.time + 0.04, key.time + 0.34 + 0.25 * min(far, 1.2)))
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
    head_at = neck_at + rotate(neck, rest[head_joint] - rest[neck_joint])
    return Turned(neck, head, head_at, head_at + rotate(head, build.eye))


def play_gaze(score: Score, turned: Turned, body: Body, place: Place, frames: int, fps: int) -> Look:
    """Aim the eyes of a head that has turned. They are on a new target within two frames and stay
    on it while the head comes after; `place` as for `turn_head`, best with turned heads."""
    eyes: Array = np.zeros((frames, 2))
    jumps: list[float] = []
    back = conjugate(turned.head)
    for key, span, t in _spans(_kept(score.gazes), frames, fps):
        where = place(key.target, span)
        if where is None:
            ahead = np.broadcast_to(np.asarray(key.target.point[:2], np.float64), (len(t), 2))
            way = rotate(body.chest[span], _direction(ahead))
        else:
            chest = body.chest[span]
            way = rotate(chest, _apart(rotate(conjugate(chest), where - turned.eye_at[span])))
        goal = _angles(rotate(back[span], way))
        goal[:, 0] = _one_way(goal[:, 0])
        goal = _within(goal)
        if span.start == 0 and key.time <= 0:
            eyes[span] = goal
            continue
        far = float(np.abs(goal[0] - eyes[span][0]).max())
        if far > 0.3:
            jumps.append(key.time)
        # The farther they go, the longer they are on their way (after Bahill, Clark and Stark 1975).
        eyes[span] = crossfade(eyes[span], goal, ramp(t, key.time, key.time + 0.09 + 0.10 * min(far / 0.6, 1.0)))
    for mood in score.moods:
        _lowered(eyes, mood, score.gazes, fps)
    # Tiny saccades: the eyes never rest for long on one point.
    darts = np.round(2.2 * body.noise[:, 10:12]) / 2.2
    left = _within(eyes + darts * np.array([0.022, 0.014]))
    return Look(
        turned.neck,
        turned.head,
        turned.head_at,
        turned.eye_at,
        left,
        rotate(turned.head, _direction(left)),
        tuple(jumps),
    )


def _lowered(eyes: Array, mood: MoodKey, gazes: list[GazeKey], fps: int) -> None:
    """Some faces take the eyes along for a moment: rolled in exasperation, lowered in shame. Between
    two looks, not across one: eyes on their way to somebody come to rest there first."""
    path = _TAKEN.get(mood.emotion)
    if path is None:
        return
    length, side, down, sweep = path
    moved = max((k.time for k in gazes if -0.5 * _REST < k.time - mood.time < 0.35), default=None)
    start = mood.time if moved is None else moved + _REST
    following = min((k.time for k in gazes if k.time > (mood.time if moved is None else moved + 0.01)), default=np.inf)
    length = min(length, following - start - 0.3)
    if length < 0.4 or (moved is not None and mood.strength < 0.5):
        return
    span = window(start, start + length + 0.5, fps, len(eyes))
    t = np.arange(span.start, span.stop) / fps - start
    bell = envelope(t, 0.04, 0.20, length, length + 0.28)
    across = side + sweep * np.cos(np.pi * np.clip(t / length, 0, 1))
    aside = np.stack([across * EYE_YAW, np.full(len(t), down * EYE_PITCH)], -1)
    eyes[span] = crossfade(eyes[span], aside, bell * min(1.0, 0.4 + mood.strength))
