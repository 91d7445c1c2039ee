"""Two wings and two legs over a whole scene: standing, hopping, pecking, flying.

A posture "fly" takes a bird from the height it is on to the posture's `height` while its way over
the floor runs; on the ground its ways are hops, and between two hops its feet stand still.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_axis_angle, from_euler, multiply
from fairtake.model.figure import FACE_NEUTRAL, FACE_PARAMETERS, joint_index
from fairtake.model.performance import PerformerTrack
from fairtake.staging.motion.animal_looks import blinks, calls_of, head_turn, moods_of, move_of, swings
from fairtake.staging.motion.body import play_floor
from fairtake.staging.motion.build import Build, measure
from fairtake.staging.motion.ease import Array, min_jerk, settled, smooth, smoothstep, window
from fairtake.staging.motion.gaze import Place
from fairtake.staging.motion.perform import Performed
from fairtake.staging.motion.score import Score
from fairtake.staging.motion.vectors import rotate, unit

__all__ = ["Wings", "play_bird", "prepare_bird"]

_X, _Y, _Z = np.eye(3)
_POSTURES = ("stand", "fly", "lie", "sleep")


@dataclass(frozen=True, slots=True, eq=False)
class Wings:
    """A bird's body without its look; fields as in FourLegs. `air` (N,) 0 on its feet .. 1 flying,
    `beat` (N,) the wing's stroke in radians, up positive."""

    build: Build
    root: Array
    trunk: Array
    yaw: Array
    air: Array
    beat: Array
    low: Array
    eyes: Array
    hopping: Array


def _hops(ground: Array, air: Array, long: float) -> tuple[Array, Array]:
    """A way in hops: places (N, 2) that rest between hops, and how high a hop is (N,) 0..1."""
    steps = np.zeros(len(ground))
    steps[1:] = np.sqrt((np.diff(ground, axis=0) ** 2).sum(1)) * (air[1:] < 0.05)
    s = np.cumsum(steps)
    if s[-1] < 1e-6:
        return ground, np.zeros(len(ground))
    count = max(1, round(s[-1] / long))
    each = s[-1] / count
    index = np.floor(np.clip(s / each - 1e-9, 0, None))
    part = s / each - index
    moved = smoothstep((part - 0.34) / 0.66)
    warped = (index + moved) * each
    order = np.concatenate([[True], steps[1:] > 1e-9])
    out = ground.copy()
    for axis in (0, 1):
        out[:, axis] = np.where(air < 0.05, np.interp(warped, s[order], ground[order, axis]), ground[:, axis])
    return out, np.sin(np.pi * np.clip((part - 0.30) / 0.70, 0, 1)) ** 0.7 * (part > 0) * (steps > 1e-6)


def prepare_bird(score: Score, frames: int, fps: int) -> Wings:
    """The body without its look."""
    build = measure(score.figure)
    rest = np.asarray(score.figure.rest, np.float64)
    tall = score.figure.height
    floor = play_floor(score, frames, fps)
    t = np.arange(frames) / fps
    level = np.full(frames, score.posture.height)
    air = np.full(frames, 1.0 if score.posture.name == "fly" else 0.0)
    low = np.full(frames, 1.0 if score.posture.name in ("lie", "sleep") else 0.0)
    brake = np.zeros(frames)
    for key in score.postures:
        span = slice(window(key.start, key.end, fps, frames).start, frames)
        u = np.clip((t[span] - key.start) / max(key.end - key.start, 1e-3), 0, 1)
        before = level[span.start] if span.start < frames else 0.0
        if key.name == "fly":
            over = 0.35 * tall + 0.05 * abs(key.height - before) if key.height >= before - 0.5 else 0.0
            level[span] = before + (key.height - before) * min_jerk(u) + over * np.sin(np.pi * u) ** 1.5
            leaves = key.height > before + 2.0
            down = 1 - (smoothstep((u - 0.90) / 0.10) if not leaves else 0 * u)
            air[span] = np.maximum(smoothstep(u / 0.08), air[span.start]) * down if span.start < frames else 0
            brake[span] = np.maximum(brake[span], np.sin(np.pi * np.clip((u - 0.66) / 0.34, 0, 1)) * (not leaves))
            low[span] *= 1 - min_jerk(u)
        else:
            w = min_jerk(u)
            low[span] = low[span] * (1 - w) + w * (key.name in ("lie", "sleep"))
            level[span] = level[span] * (1 - w) + key.height * w
    ground, hop = _hops(floor.ground, air, 0.75 * tall)
    rate = 4.2 * (0.36 / tall) ** 0.5
    climbing = np.zeros(frames)
    climbing[1:] = np.diff(level) * fps
    # Flapped hard while it climbs and brakes, held out while it glides down.
    effort = np.clip(0.55 + 0.5 * smooth(climbing, 4) + brake, 0.15, 1.0)
    phase = 2 * np.pi * np.cumsum(rate * (0.7 + 0.3 * effort) * (air > 0)) / fps
    flap = move_of(score, ("flap",), frames, fps)
    beat = air * effort * 0.85 * np.sin(phase) + flap * 0.55 * swings(score, frames, fps, 5.0) + 0.10 * air
    peck = move_of(score, ("peck", "sniff", "graze", "drink"), frames, fps, 0.25)
    beak = swings(score, frames, fps, 1.3)
    dab = peck * (0.5 + 0.5 * np.sign(beak) * np.abs(beak) ** 0.4)
    pitch = 0.30 * air * (1 - brake) - 0.45 * brake * air + 0.85 * dab - 0.15 * hop + 0.10 * low
    trunk = from_euler(floor.yaw, pitch, 0.10 * air * np.sin(phase * 0.21))
    hips = (rest[joint_index("thigh.L")] + rest[joint_index("thigh.R")]) / 2
    at = np.zeros((frames, 3))
    flat = rotate(from_euler(floor.yaw), np.array([0.0, 0.0, hips[2]]) + np.zeros((frames, 3)))
    at[:, 0], at[:, 2] = ground[:, 0] + flat[:, 0], ground[:, 1] + flat[:, 2]
    bob = 0.04 * tall * air * -np.sin(phase + 0.5)
    at[:, 1] = level + hips[1] + 0.16 * tall * hop * (1 - air) + bob - 0.20 * tall * low
    root = at - rotate(trunk, hips - rest[0])
    eyes = root + rotate(trunk, rest[4] + np.asarray(score.figure.eye) - rest[0])
    return Wings(build, root, trunk, floor.yaw, np.clip(np.maximum(air, flap), 0, 1), beat, low, eyes, hop)


def _darting(score: Score, frames: int, fps: int) -> tuple[Array, Array]:
    """A bird looks in jerks: yaw and pitch (N,), held and then changed at once."""
    side, down = np.zeros(frames), np.zeros(frames)
    starts = score.beats or [(0.0, 1)]
    for i, (begin, seed) in enumerate(starts):
        stop = starts[i + 1][0] if i + 1 < len(starts) else frames / fps
        draw = np.random.default_rng((seed, 61))
        at = begin
        while at < stop:
            first = max(0, round(at * fps))
            side[first:], down[first:] = draw.uniform(-0.7, 0.7), draw.uniform(-0.15, 0.25)
            at += float(draw.uniform(0.5, 1.7))
    return smooth(side, 1), smooth(down, 1)


def play_bird(score: Score, body: Wings, place: Place, frames: int, fps: int) -> Performed:
    """The whole performance of one bird."""
    figure = score.figure
    names, rest = figure.joint_names, np.asarray(figure.rest, np.float64)
    np.arange(frames) / fps
    side, down = head_turn(score, body.eyes, body.yaw, place, frames, fps, 1.5)
    dart, dip = _darting(score, frames, fps)
    asleep = move_of(score, ("sleep",), frames, fps, 0.8)
    grounded = 1 - body.air
    preen = move_of(score, ("preen",), frames, fps, 0.3)
    side = np.clip(side + 0.6 * dart * grounded, -1.8, 1.8) * (1 - preen) + preen * (
        1.9 + 0.15 * swings(score, frames, fps, 3.0)
    )
    down = down + dip * grounded + 0.35 * preen
    call = calls_of(score, frames, fps)
    peck = move_of(score, ("peck", "sniff", "graze", "drink"), frames, fps, 0.25)
    q_head = from_euler(body.yaw + side, 0.7 * down + 0.10 * body.air - 0.25 * call + 0.75 * peck)
    q_neck = from_euler(body.yaw + 0.4 * side, 0.4 * down + 0.25 * body.air - 0.15 * call + 0.55 * peck)
    world: dict[str, Array] = {
        "pelvis": body.trunk, "spine": body.trunk, "chest": body.trunk, "neck": q_neck, "head": q_head,
    }  # fmt: skip
    upright = from_euler(body.yaw)
    folded = 1 - body.air
    for name, sign in (("L", 1.0), ("R", -1.0)):
        back = multiply(from_axis_angle(_X, -0.40 * folded), from_axis_angle(_Z, -sign * 0.80 * folded))
        back = multiply(back, from_axis_angle(_Y, sign * (1.60 * folded + 0.12 * body.air)))
        wing = multiply(from_axis_angle(_Z, sign * body.beat), back)
        late = np.roll(body.beat, 1)
        late[0] = body.beat[0]
        world[f"shoulder.{name}"] = body.trunk
        world[f"upper_arm.{name}"] = multiply(body.trunk, wing)
        world[f"forearm.{name}"] = multiply(
            world[f"upper_arm.{name}"], from_axis_angle(_Z, sign * 0.35 * (late - body.beat))
        )
        world[f"hand.{name}"] = multiply(
            world[f"forearm.{name}"], from_axis_angle(_Z, sign * (0.6 * (late - body.beat) - 0.12 * body.air))
        )
        tuck = np.maximum(smoothstep((body.air - 0.3) / 0.5), 0)
        thigh = multiply(upright, from_axis_angle(_X, 0.9 * tuck - 0.5 * body.low))
        world[f"thigh.{name}"] = thigh
        world[f"shin.{name}"] = multiply(thigh, from_axis_angle(_X, 0.3 * tuck + 1.2 * body.low))
        world[f"foot.{name}"] = multiply(thigh, from_axis_angle(_X, 0.9 * tuck - 0.9 * body.low))
        world[f"toe.{name}"] = multiply(upright, from_axis_angle(_X, 1.6 * tuck + 0.4 * body.hopping))
    rotations = np.zeros((frames, len(names), 4))
    rotations[..., 3] = 1
    parents = figure.joint_parents
    for joint, turn in world.items():
        j = names.index(joint)
        above = parents[j]
        rotations[:, j] = unit(turn if above < 0 else multiply(conjugate(world[names[above]]), turn))
    happy = moods_of(score, "joy", frames, fps)
    rotations[:, names.index("tail.1")] = from_axis_angle(
        _X, -0.25 * body.hopping + 0.10 * body.air + 0.22 * call + 0.15 * happy * swings(score, frames, fps, 2.0)
    )
    shut = np.maximum(blinks(score, frames, fps, 6), np.maximum(asleep, (body.low > 0.5) * 0.0))
    for name, sign in (("L", 1.0), ("R", -1.0)):
        hinge = np.array([0.55, 0.0, -0.83 * sign])
        rotations[:, names.index(f"lid.{name}")] = from_axis_angle(hinge / np.linalg.norm(hinge), 1.95 * shut)
    rotations[:, names.index("jaw")] = from_axis_angle(_X, 0.5 * call)
    at_neck = body.root + rotate(body.trunk, rest[3] - rest[0])
    at_head = at_neck + rotate(q_neck, rest[4] - rest[3])
    eye_at = at_head + rotate(q_head, np.asarray(figure.eye, np.float64))
    gaze = rotate(q_head, _Z + np.zeros((frames, 3)))
    face = np.tile(np.array(FACE_NEUTRAL), (frames, 1))
    face[:, FACE_PARAMETERS.index("blink")] = shut
    present = np.zeros(frames, np.bool_)
    for time, shown in score.shown:
        present[max(0, round(time * fps)) :] = shown
    track = PerformerTrack(
        score.role, settled(body.root), settled(rotations), settled(face), settled(eye_at), settled(unit(gaze)),
        np.zeros(frames, np.bool_), present,
    )  # fmt: skip
    beak = at_head + rotate(q_head, np.asarray(figure.palms[0], np.float64))
    grasp = multiply(q_head, body.build.grasp[0] + np.zeros((frames, 4)))
    return Performed(track, np.stack([beak, beak], 1), np.stack([grasp, grasp], 1), body.build)
