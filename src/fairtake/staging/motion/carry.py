"""Props over a scene: lying, held, handed over, thrown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_axes, from_euler, multiply, slerp
from fairtake.model.performance import PropTrack
from fairtake.model.set import PropModel
from fairtake.staging.motion.ease import Array, min_jerk, ramp, settled
from fairtake.staging.motion.perform import Performed
from fairtake.staging.motion.score import PropScore, Vector
from fairtake.staging.motion.vectors import cross, rotate, unit

__all__ = ["hold_style", "play_prop", "resting", "turn_in_hand"]

_SETTLE = 0.3
"""Seconds in which a thing turns into the hand that takes it up."""

_HAND_OVER = 0.8
"""The same from one hand to another: it keeps its turn while both hold it."""


def resting(model: PropModel, position: Vector, yaw: float) -> tuple[Array, Array]:
    """How a thing lies when it is put down with its middle at `position`: where its origin is
    (3,) and how it is turned (4,). What is flat lies flat, what is long and thin lies down,
    everything else stands."""
    x, y, z = model.size
    turn = from_euler(yaw)
    origin = np.asarray(position, np.float64)
    if (z < 0.4 * min(x, y) and y > 0.04) or y > max(0.35, 4 * max(x, z)):
        # On its back: the front looks up, the foot toward +z.
        turn = multiply(turn, from_euler(0.0, -np.pi / 2))
        origin = origin + rotate(from_euler(yaw), np.array([0.0, z / 2, y / 2]))
    elif x < 0.4 * min(y, z) and y > 0.04:
        turn = multiply(turn, from_euler(0.0, 0.0, -np.pi / 2))
        origin = origin + rotate(from_euler(yaw), np.array([-y / 2, x / 2, 0.0]))
    return origin, turn


def hold_style(model: PropModel) -> str:
    """How a hand has a thing: "fist" round it, thumb up; a "sheet" between thumb and
    fingers; by a "handle" from which it hangs; from the "side"; from the "front"."""
    x, y, z = model.size
    along = max(range(3), key=lambda k: abs(model.grip_axis[k]))
    if along == 1:
        return "fist"
    if model.grip[1] > 0.6 * y and y > 0.2:
        return "handle"
    if along == 2:
        return "side"
    return "sheet" if z < 0.4 * min(x, y) else "front"


def turn_in_hand(model: PropModel, grasp: Array, thumb_side: float, style: str = "") -> Array:
    """How a held thing is turned (n, 4) in a palm whose frame is `grasp` (n, 4); `style` is the
    way of holding it where that is not `hold_style`'s: "flat" lies along the palm and fingers,
    its front to the palm's side; "down" is held with its head downward, as a spoon in a pot; the
    front of "view" looks where the fingers point, as a camera's."""
    thumb = rotate(grasp, np.array([0.0, 0.0, -thumb_side if style == "down" else thumb_side]))
    fingers = rotate(grasp, np.array([1.0, 0.0, 0.0]))
    style = hold_style(model) if style in ("", "down") else style
    if style == "flat":
        up, front = fingers, rotate(grasp, np.array([0.0, 1.0, 0.0]))
    elif style == "view":
        up, front = thumb, fingers
    elif style == "sheet":
        # It stands out from between thumb and fingers, its face up to the holder's.
        up, front = 0.74 * fingers + 0.67 * thumb, 0.74 * thumb - 0.67 * fingers
    elif style == "handle":
        up = -fingers
        front = cross(thumb, up) if abs(model.grip_axis[0]) > 0.5 else thumb
    elif style == "side":
        # The rest of it lies before the body: away from the palm.
        up, front = thumb, cross(rotate(grasp, np.array([0.0, -1.0, 0.0])), thumb)
    elif style == "front":
        up, front = thumb, -fingers
    else:
        axis = unit(np.asarray(model.grip_axis, np.float64))
        spare = np.array([0.0, 0.0, 1.0]) if abs(axis[2]) < 0.8 else np.array([0.0, 1.0, 0.0])
        ahead = unit(spare - axis * (spare @ axis))
        own = from_axes(cross(axis, ahead), axis, ahead)
        return multiply(from_axes(cross(thumb, fingers), thumb, fingers), conjugate(own))
    return from_axes(cross(up, front), up, front)


def _in_hand(model: PropModel, performed: Performed, hand: int, span: slice, style: str) -> tuple[Array, Array]:
    """The grip point (n, 3) and the turn (n, 4) of a held thing."""
    grasp = performed.grasps[span, hand]
    turn = turn_in_hand(model, grasp, float(performed.build.thumb_side[hand]), style)
    palm = performed.palms[span, hand]
    if style == "flat":
        palm = palm + rotate(grasp, np.array([0.035, 0.012, 0.0]))
    if style == "view":
        # By the side the hand is on, wherever its grip is.
        points = np.asarray(model.mesh.vertices, np.float64)
        off = float(points[:, 0].max() + points[:, 0].min()) / 2 - model.grip[0]
        if off * (1.0 if hand == 1 else -1.0) < 0:
            palm = palm + rotate(turn, np.array([-2 * off, 0.0, 0.0]))
    return palm, turn


def play_prop(
    score: PropScore, model_key: str, model: PropModel, cast: Mapping[str, Performed], frames: int, fps: int
) -> PropTrack:
    """One prop's track. Its grip point is in the palm from the moment it is taken; only its
    turn takes a quarter of a second to fit the hand."""
    grip = np.asarray(model.grip, np.float64)
    at = np.zeros((frames, 3))
    turn = np.zeros((frames, 4))
    turn[:, 3] = 1
    visible = np.zeros(frames, np.bool_)
    holders: list[tuple[int, str]] = []
    for i, key in enumerate(score.keys):
        first = min(frames, max(0, round(key.time * fps)))
        if first >= frames:
            break
        span = slice(first, frames)
        t = np.arange(first, frames) / fps
        # What was not to be seen comes from nowhere: from a pocket, out of a bottle.
        seen = first > 0 and bool(visible[first - 1])
        before_at, before_turn = (at[first - 1].copy(), turn[first - 1].copy()) if seen else (None, None)
        shown = True
        holder = ""
        if key.kind == "hold" and key.role in cast:
            performed = cast[key.role]
            place, aim = _in_hand(model, performed, key.hand, span, key.style)
            shown_when = performed.track.present[span]
            holder = key.role
        elif key.kind == "fly":
            start = before_at if before_at is not None else np.asarray(key.position)
            u = np.clip((t - key.time) / max(key.end - key.time, 0.1), 0, 1)
            goal = np.asarray(key.position) + grip
            place = start + (goal - start) * u[:, None]
            height = 0.25 * float(np.linalg.norm(goal - start)) * 0.6
            place[:, 1] += 4 * height * u * (1 - u)
            aim = multiply(from_euler(key.yaw + 0 * u, 2 * np.pi * u), np.array([0.0, 0.0, 0.0, 1.0]))
            shown_when = np.ones(len(t), np.bool_)
        else:
            shown = key.kind != "hide"
            origin, still = resting(model, key.position, key.yaw)
            aim = np.broadcast_to(still, (len(t), 4))
            place = np.broadcast_to(origin + rotate(still, grip), (len(t), 3))
            shown_when = np.full(len(t), shown)
        if key.kind == "place" and i > 0 and score.keys[i - 1].kind == "hold":
            # The hand lays it down the way it will lie.
            early = slice(max(0, first - round(0.4 * fps)), first)
            w = ramp(np.arange(early.start, first) / fps, key.time - 0.4, key.time - 0.02)
            turn[early] = slerp(turn[early], np.broadcast_to(aim[:1], turn[early].shape), w)
            before_turn = aim[0]
        if before_turn is not None and i > 0 and key.kind != "fly":
            passed = key.kind == "hold" and score.keys[i - 1].kind == "hold"
            w = ramp(t, key.time - 1 / fps, key.time + (_HAND_OVER if passed else _SETTLE))
            aim = slerp(np.broadcast_to(before_turn, aim.shape), aim, w)
            # What was thrown is in the hand that was held out for it, at the end of its way.
            caught = score.keys[i - 1].kind == "fly"
            if before_at is not None and shown and not caught:
                # What little the hand was off is made up for as it closes.
                place = place + (before_at - place[0]) * (1 - min_jerk((t - key.time) / 0.16))[:, None]
        at[span], turn[span] = place, aim
        visible[span] = shown_when
        holders.append((first, holder))
    origins = at - rotate(turn, grip)
    return PropTrack(
        name=score.name,
        model=model_key,
        position=settled(origins),
        rotation=settled(unit(turn)),
        visible=visible,
        holder=tuple(holders),
        box=_box(model),
    )


def _box(model: PropModel) -> tuple[Vector, Vector]:
    """The lowest and the highest corner of a model about its origin."""
    vertices = np.asarray(model.mesh.vertices, np.float64)
    (a, b, c), (d, e, f) = vertices.min(0).tolist(), vertices.max(0).tolist()
    return (a, b, c), (d, e, f)
