"""Pelvis, legs and trunk of one performer over a whole scene."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d

from fairtake.geometry.quaternion import from_axis_angle, from_euler, multiply, slerp
from fairtake.model.figure import joint_index
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import (
    Array,
    crossfade,
    drift,
    envelope,
    min_jerk,
    ramp,
    smooth,
    smooth_below,
    smoothstep,
    window,
)
from fairtake.staging.motion.feet import FeetTrack, play_feet
from fairtake.staging.motion.limbs import STRAIGHT, two_bones
from fairtake.staging.motion.limits import Leg, within_reach
from fairtake.staging.motion.riding import ride_feet
from fairtake.staging.motion.score import FOREVER, Score
from fairtake.staging.motion.vectors import rotate

__all__ = ["NOISE", "Body", "Floor", "play_body", "play_floor"]

NOISE = 16
"""Channels of idle noise; see where they are used."""

_X = np.array([1.0, 0.0, 0.0])

_SOFT = (0.008, 0.034, 0.08)
"""The share of a leg within which it stretches ever more slowly, standing, walking and
running: the knee of who walks is never quite straight, and of who stands nearly so."""

_REACH = (0.994, 0.985, 0.97)
"""How much of a leg's length there is between hip and ankle at most, standing, walking and
running."""


_HELD = 3
"""Frames in which a leg comes to hold its foot exactly, and lets it go."""

_ATTEMPTS = 4
"""How often a body is posed at most until hips and ankles are within what they can do."""

_TUCK = 0.6
"""Radians the pelvis rolls back at most under a deeply bent body; the back rounds as much."""


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """Where the pelvis stands over the floor: `ground` (N, 2), `yaw` (N,) unwrapped, `speed`
    (N,) m/s smoothed; `height` (N,) of the ground under it."""

    ground: Array
    yaw: Array
    speed: Array
    height: Array


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """`root` (N, 3); world orientations (N, 4) of pelvis, spine and chest; `chest_at` (N, 3)
    the chest joint; `legs` the world orientations of (thigh, shin, foot, toe) per side;
    `level` (N, 4) the upright frame the arms hang in; `stride` (N,) how far the left foot is
    before the right one, in strides; `free` (N,); `noise` (N, NOISE); `running` (N,); `exertion` (N,) 0..1 how much out of
    breath; `breath` (N,)."""

    floor: Floor
    feet: FeetTrack
    root: Array
    pelvis: Array
    spine: Array
    chest: Array
    chest_at: Array
    legs: tuple[Leg, Leg]
    level: Array
    stride: Array
    free: Array
    noise: Array
    running: Array
    exertion: Array
    breath: Array


def play_floor(score: Score, frames: int, fps: int) -> Floor:
    """The way over the floor."""
    ground = np.empty((frames, 2))
    yaw = np.empty(frames)
    ground[:] = score.place
    yaw[:] = score.yaw
    last = score.yaw
    for travel in score.travels:
        span = window(float(travel.times[0]), float(travel.times[-1]), fps, frames)
        turn = travel.yaw + 2 * np.pi * np.round((last - travel.yaw[0]) / (2 * np.pi))
        t = np.arange(span.start, frames) / fps
        n = span.stop - span.start
        # Beyond its end np.interp holds the last value, which is where one stays.
        ground[span.start :, 0] = travel.points[-1, 0]
        ground[span.start :, 1] = travel.points[-1, 1]
        yaw[span.start :] = turn[-1]
        ground[span, 0] = np.interp(t[:n], travel.times, travel.points[:, 0])
        ground[span, 1] = np.interp(t[:n], travel.times, travel.points[:, 1])
        yaw[span] = np.interp(t[:n], travel.times, turn)
        last = float(turn[-1])
    step = np.zeros(frames)
    if frames > 1:
        step[1:] = np.sqrt((np.diff(ground, axis=0) ** 2).sum(-1)) * fps
    height = np.zeros(frames) if score.terrain is None else smooth(score.terrain.ramp(ground), 5)
    return Floor(ground, smooth(yaw, 3), smooth(step, 4), height)


def _postures(score: Score, frames: int, fps: int) -> tuple[Array, Array, Array]:
    """Pelvis height, pitch, spine bend and free legs (N, 4), and what a change of posture
    adds to the lean (N,), and how much of the posture is upright standing (N,)."""
    first = score.posture
    values = np.empty((frames, 4))
    values[:] = first.height, first.pitch, first.spine, first.free
    dip = np.zeros(frames)
    upright = np.full(frames, 1.0 if first.name == "stand" else 0.0)
    for key in score.postures:
        span = slice(window(key.start, key.end, fps, frames).start, frames)
        t = np.arange(frames)[span] / fps
        u = np.clip((t - key.start) / max(key.end - key.start, 1e-3), 0, 1)
        # A fall gains speed and is stopped by the ground; everything else is let down gently.
        w = (
            np.where(u < 0.82, (u / 0.82) ** 2 * 0.97, 0.97 + 0.03 * min_jerk((u - 0.82) / 0.18))
            if key.drop
            else min_jerk(u)
        )
        goal = np.array([key.height, key.pitch, key.spine, key.free])
        # The feet let go of the floor last and find it first.
        loose = min_jerk((u - 0.35) / 0.65) if key.free else min_jerk(u / 0.65)
        each = np.stack([w, w, w, loose], -1)
        values[span] = values[span] + (goal[None] - values[span]) * each
        upright[span] = crossfade(upright[span], np.array([1.0 if key.name == "stand" else 0.0]), w)
        dip[span] += key.dip * np.sin(np.pi * u) ** 2
    return values, dip, upright


def _weight(score: Score, frames: int, fps: int) -> Array:
    """On which leg somebody stands (N,): 1 the left, -1 the right."""
    out = np.zeros(frames)
    for i, stance in enumerate(score.stances):
        span = slice(window(stance.time, FOREVER, fps, frames).start, frames)
        t = np.arange(span.start, frames) / fps
        w = ramp(t, stance.time, stance.time + 1.2) if stance.time > 0 or i else np.ones(len(t))
        out[span] = crossfade(out[span], np.array([stance.weight]), w)
    return out


def _stepping(feet: FeetTrack, floor: Floor, fps: int) -> Array:
    """Whether somebody walks or steps about (N,), 0..1, from a moment before to a moment after."""
    busy = np.maximum(1 - feet.planted.min(1), (floor.speed > 0.1).astype(np.float64))
    about = round(0.25 * fps)
    return smooth(np.asarray(maximum_filter1d(busy, 2 * about + 1, mode="nearest"), np.float64), about)


def _exertion(running: Array, fps: int) -> Array:
    """Out of breath (N,): it comes with some seconds of running and goes in twice as many."""
    level, rise, fall = 0.0, 1 / (1.8 * fps), 1 / (4.5 * fps)
    out = np.zeros(len(running))
    if not running.any():
        return out
    for f, value in enumerate(running.tolist()):
        level += (value - level) * (rise if value > level else fall)
        # The last of it is over at some moment: what comes later owes nothing to the run.
        level = level if level > 0.02 else 0.0
        out[f] = level
    return out


def _breath(exertion: Array, beats: list[tuple[float, int]], fps: int, seed: int) -> Array:
    """Breathing (N,), -1..1. Every beat has a breath of its own, into which the last one
    passes over a second, so that nothing hangs on how long the scene has gone on."""
    frames = len(exertion)
    rate = (0.235 + 0.04 * (seed % 7) / 7) + 0.75 * exertion
    out = np.zeros(frames)
    fade = 1.0
    for i, (start, own) in enumerate(beats):
        stop = beats[i + 1][0] + fade if i + 1 < len(beats) else frames / fps
        span = window(start, stop, fps, frames)
        if span.stop <= span.start:
            continue
        phase = (own * 31 + seed) % 628 / 100
        wave = np.sin(2 * np.pi * np.cumsum(rate[span]) / fps + phase)
        local = np.arange(span.start, span.stop) / fps - start
        out[span] = wave if i == 0 else crossfade(out[span], wave, ramp(local, 0.0, fade))
    return out


def play_body(score: Score, build: Build, frames: int, fps: int) -> Body:
    """Everything below the neck but the arms."""
    seed = int(sum(map(ord, score.role)) * 2654435761 % 2**31)
    floor = play_floor(score, frames, fps)
    feet = (
        play_feet(build, score.feet, score.steps, frames, fps)
        if score.chair is None
        else ride_feet(build, score.chair, floor.ground, floor.yaw)
    )
    noise = drift(frames, fps, score.beats, NOISE, seed)
    posture, dip, upright = _postures(score, frames, fps)
    time = np.arange(frames) / fps
    still = (1 - min_jerk(floor.speed / 0.5)) * score.idle
    standing = still * upright
    weight = _weight(score, frames, fps) * standing
    running = smooth(min_jerk((floor.speed - 1.9) / 0.9), 5)
    most, least = np.zeros((4, frames)), np.zeros((4, frames))
    for lean in score.leans:
        span = window(lean.start, lean.end, fps, frames)
        w = envelope(time[span], lean.start, lean.full, lean.hold, lean.end)
        # Two leans that overlap one way do not add up: the deeper one counts.
        for line, amount in enumerate((lean.pitch, lean.twist, lean.drop, lean.roll)):
            most[line, span] = np.maximum(most[line, span], amount * w)
            least[line, span] = np.minimum(least[line, span], amount * w)
    lean_pitch, lean_twist, lean_drop, lean_roll = most + least
    # Who lies does not bend: the ground is in the way.
    lean_pitch, lean_twist = lean_pitch * (1 - posture[:, 3]), lean_twist * (1 - posture[:, 3])
    ahead = np.stack([np.sin(floor.yaw), np.cos(floor.yaw)], -1)
    left = np.stack([np.cos(floor.yaw), -np.sin(floor.yaw)], -1)
    reach = ((feet.base - floor.ground[:, None]) * ahead[:, None]).sum(-1)
    stride = np.clip((reach[:, 0] - reach[:, 1]) / (0.67 * build.scale), -1.2, 1.2) * upright
    swing = (feet.lift[:, 0] - feet.lift[:, 1]) / 0.08
    swing = smooth(np.clip(swing, -1.5, 1.5), 3) * upright
    exertion = _exertion(running, fps)
    breath = _breath(exertion, score.beats, fps, seed)
    breath *= 1 + 1.2 * smooth(np.minimum(floor.speed, 3.5) / 3, 20)
    accel = np.zeros(frames)
    if frames > 2:
        accel[1:-1] = (floor.speed[2:] - floor.speed[:-2]) * fps / 2
    accel = np.clip(smooth(accel, 4), -3, 3)
    gait_lean = 0.035 * np.minimum(floor.speed, 1.5) / 1.3 + 0.14 * running + 0.022 * accel
    free = posture[:, 3]
    bound = 1 - free
    pitch = posture[:, 1] + 0.40 * lean_pitch + 0.55 * dip + 0.4 * gait_lean * bound
    roll = (-0.045 * swing + 0.018 * noise[:, 0] * standing + 0.078 * weight + 0.4 * lean_roll) * bound
    yaw = floor.yaw - 0.10 * stride + 0.035 * noise[:, 2] * standing + 0.25 * lean_twist + 0.09 * weight
    spine_pitch = 0.4 * posture[:, 2] + 0.3 * lean_pitch + 0.25 * dip + 0.3 * gait_lean + 0.012 * noise[:, 3]
    spine_pitch += 0.45 * score.stoop * bound
    chest_pitch = 0.6 * posture[:, 2] + 0.3 * lean_pitch + 0.2 * dip + 0.3 * gait_lean + 0.014 * noise[:, 4]
    chest_pitch = chest_pitch - (0.010 + 0.034 * exertion) * breath + 0.55 * score.stoop * bound
    chest_yaw = 0.20 * stride - 0.08 * weight + 0.05 * noise[:, 5] * still + 0.75 * lean_twist
    # The shoulders stay level while the hips tip; on one leg they tip the other way.
    level_roll = -0.6 * (roll - 0.4 * lean_roll * bound) - 0.02 * weight + 0.3 * lean_roll * bound
    sway = 0.018 * noise[:, 0] * standing + 0.034 * build.scale * weight - 0.014 * swing
    sag = 0.012 * noise[:, 1] * standing - 0.08 * np.sin(np.clip(lean_pitch, 0, 1.4)) * build.scale * upright
    ground = floor.ground + left * sway[:, None] + ahead * sag[:, None]
    height = posture[:, 0] + floor.height - lean_drop - 0.007 * build.scale * np.minimum(floor.speed, 1.3) * upright
    stepping = _stepping(feet, floor, fps)
    longest = build.leg * (_REACH[0] + (_REACH[1] - _REACH[0]) * stepping + (_REACH[2] - _REACH[1]) * running)
    soft = _SOFT[0] + (_SOFT[1] - _SOFT[0]) * stepping + (_SOFT[2] - _SOFT[1]) * running
    hurry = smooth(min_jerk((floor.speed / np.sqrt(build.scale) - 0.8) / 0.5), 5)
    tuck = np.zeros(frames)
    for attempt in range(_ATTEMPTS):
        pelvis = from_euler(yaw, pitch - tuck, roll)
        spine = multiply(pelvis, from_euler(0.4 * chest_yaw, spine_pitch + 0.6 * tuck, level_roll))
        turn = from_euler(0.6 * chest_yaw, chest_pitch + 0.4 * tuck, level_roll + 0.012 * noise[:, 6])
        chest = multiply(spine, turn)
        root, legs = _on_feet(build, feet, ground, height, longest, pelvis, yaw, free, soft, hurry)
        if attempt + 1 < _ATTEMPTS:
            able = within_reach(build, feet, pelvis, legs, free)
            if able is None:
                break
            feet, more = able
            tuck = np.minimum(tuck + more, _TUCK)
    rest = build.rest
    spine_at = root + rotate(pelvis, rest[1] - rest[0])
    chest_at = spine_at + rotate(spine, rest[2] - rest[1])
    level = from_euler(yaw + chest_yaw)
    # Only the frames it concerns: all others stay as they are to the last bit.
    loose = free > 0
    level[loose] = slerp(level[loose], chest[loose], free[loose])
    return Body(
        floor, feet, root, pelvis, spine, chest, chest_at, legs, level, stride, free, noise, running,
        exertion, breath,
    )  # fmt: skip


def _on_feet(
    build: Build,
    feet: FeetTrack,
    ground: Array,
    height: Array,
    longest: Array,
    pelvis: Array,
    yaw: Array,
    free: Array,
    soft: Array,
    hurry: Array,
) -> tuple[Array, tuple[Leg, Leg]]:
    """The pelvis (N, 3) over the floor, as high as it is meant to be and no higher than the legs
    reach, and both legs."""
    rest = build.rest
    hips = [rotate(pelvis, rest[joint_index(f"thigh.{s}")] - rest[0]) for s in "LR"]
    limit = np.full(len(ground), 9.0)
    for side in (0, 1):
        dx = ground[:, 0] + hips[side][:, 0] - feet.ankle[:, side, 0]
        dz = ground[:, 1] + hips[side][:, 2] - feet.ankle[:, side, 2]
        up = np.sqrt(np.maximum(longest**2 - dx * dx - dz * dz, 0.02))
        # A foot in the air may trail behind its way; it does not pull the hips down.
        slack = 20 * free + 1.6 * feet.lift[:, side]
        limit = np.minimum(limit, feet.ankle[:, side, 1] + up - hips[side][:, 1] + slack)
    root = np.empty((len(ground), 3))
    root[:, 0], root[:, 2] = ground[:, 0], ground[:, 1]
    root[:, 1] = smooth_below(np.minimum(height, limit), 2)
    # What carries somebody who takes their time stands just where it stands; a foot in the air may
    # stay behind its way.
    exact = np.minimum(np.maximum(STRAIGHT - longest / build.leg, 0.004), soft) - soft
    softs = [soft + exact * (1 - hurry) * _carrying(feet, side) for side in (0, 1)]
    left, right = (_leg(build, side, root, hips[side], pelvis, feet, yaw, free, softs[side]) for side in (0, 1))
    return root, (left, right)


def _carrying(feet: FeetTrack, side: int) -> Array:
    """Whether a foot carries (N,), 0..1, from a few frames before to a few frames after."""
    down = np.asarray(feet.planted[:, side] > 0.5, np.float64)
    return smooth(np.asarray(maximum_filter1d(down, 2 * _HELD + 1, mode="nearest"), np.float64), _HELD)


def _leg(
    build: Build,
    side: int,
    root: Array,
    hip: Array,
    pelvis: Array,
    feet: FeetTrack,
    yaw: Array,
    free: Array,
    soft: Array,
) -> Leg:
    name = "LR"[side]
    joint = root + hip
    target = feet.ankle[:, side]
    sign = 1.0 if side == 0 else -1.0
    foot = multiply(from_axis_angle([0.0, 1.0, 0.0], feet.yaw[:, side]), from_axis_angle(_X, feet.pitch[:, side]))
    # Knees point between where the pelvis and where the toes point.
    facing = yaw + 0.5 * ((feet.yaw[:, side] - yaw + np.pi) % (2 * np.pi) - np.pi)
    reach = target - joint
    steep = -reach[:, 1] / np.maximum(np.sqrt((reach * reach).sum(-1)), 1e-6)
    # A leg stretched out ahead on the ground bends its knee upward.
    upward = 0.12 + 1.6 * (1 - smoothstep(steep / 0.7))
    pole = np.stack([np.sin(facing), upward, np.cos(facing)], -1)
    loose = free > 0
    if loose.any():
        # Legs that hang on the body: nearly straight, a little apart, never in the ground.
        rest = build.rest
        down = rest[joint_index(f"foot.{name}")] - rest[joint_index(f"thigh.{name}")]
        offset = down * np.array([1.0, 0.996, 1.0]) + np.array([0.03 * sign, 0.0, 0.02])
        body, w = pelvis[loose], free[loose]
        hanging = joint[loose] + rotate(body, offset)
        hanging[:, 1] = np.maximum(hanging[:, 1], 0.9 * build.sole)
        target = target.copy()
        apart = np.hypot(*(hanging - target[loose])[:, [0, 2]].T)
        target[loose] = crossfade(target[loose], hanging, w)
        # Between the floor and the body a foot goes through the air; it is not dragged.
        target[loose, 1] += np.minimum(0.4 * apart, 0.13 * build.scale) * np.sqrt(np.sin(np.pi * w))
        pole[loose] = crossfade(pole[loose], rotate(body, np.array([0.12 * sign, 0.0, 1.0])), w)
        foot[loose] = slerp(foot[loose], multiply(body, from_euler(0.25 * sign, 0.35, 0.0)), w)
    _, _, thigh, shin = two_bones(
        joint,
        target,
        pole,
        build.thigh[side],
        build.shin[side],
        (build.thigh_hinge[side], build.shin_hinge[side]),
        soft,
    )
    toe = multiply(foot, from_axis_angle(_X, feet.toe[:, side] * (1 - free)))
    return thigh, shin, foot, toe
