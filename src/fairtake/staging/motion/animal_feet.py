"""Where four paws are: footfalls in the order of the gait, each planted until it is lifted.

Walk is a lateral sequence (left hind, left fore, right hind, right fore), trot moves diagonal
pairs, gallop gathers the hind legs and then the fore legs; which of them comes from the Froude
number of the speed (Alexander and Jayes 1983). Feet are ordered left fore, right fore, left
hind, right hind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.staging.motion.ease import Array, min_jerk, smooth, smoothstep, window

__all__ = ["Footfall", "PawTrack", "Stride", "gait_footfalls", "play_paws", "strides"]

# A foot lands when the stride's phase and its own add up to a whole number.
_PHASE_WALK = np.array([0.75, 0.25, 0.0, 0.5])
_PHASE_TROT = np.array([0.5, 0.0, 0.0, 0.5])
_PHASE_GALLOP = np.array([0.5, 0.36, 0.0, 0.86])
_REACH = 0.50
"""How far from where it belongs a foot may stand, in heights of the hip."""
_STILL = 0.05


@dataclass(frozen=True, slots=True)
class Footfall:
    """Paw `foot` leaves the ground at `lift` and stands at `hold` (x, y, z) from `land` on."""

    foot: int
    lift: float
    land: float
    hold: tuple[float, float, float]
    yaw: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Stride:
    """The gait at each frame (N,): `pace` m/s with what turning adds, `froude` sqrt(v^2 / g h),
    `rate` strides a second, `phase` in strides, `moving` 0..1."""

    pace: Array
    froude: Array
    rate: Array
    phase: Array
    moving: Array


@dataclass(frozen=True, slots=True, eq=False)
class PawTrack:
    """`at` (N, 4, 3) the point under each paw, `yaw` (N, 4), `air` (N, 4) 0 planted .. 1 highest."""

    at: Array
    yaw: Array
    air: Array


def strides(ground: Array, yaw: Array, tall: float, long: float, fps: int) -> Stride:
    """The gait that a way over the floor (N, 2) asks of an animal `tall` at the hip."""
    pace: Array = np.zeros(len(yaw))
    if len(yaw) > 1:
        pace[1:] = np.sqrt((np.diff(ground, axis=0) ** 2).sum(1)) * fps
        pace[1:] += 0.30 * long * np.abs(np.diff(yaw)) * fps
        pace[0] = pace[1]
    pace = smooth(pace, 3)
    froude = smooth(pace, 6) / np.sqrt(9.81 * tall)
    length = 2.0 * tall * np.maximum(froude, 0.12) ** 0.6
    rate = np.where(pace > _STILL, np.minimum(pace / length, 3.4 * tall**-0.3), 0.0)
    return Stride(pace, froude, rate, np.cumsum(rate) / fps, smooth(smoothstep(pace / 0.3), 3))


def _duty(froude: float) -> float:
    return float(np.interp(froude, [0.2, 0.5, 0.65, 1.1, 1.5, 3.0], [0.70, 0.64, 0.52, 0.44, 0.34, 0.24]))


def _offsets(froude: Array) -> Array:
    """The phase of each foot (N, 4)."""
    trot = smoothstep((froude - 0.48) / 0.20)[:, None]
    gallop = smoothstep((froude - 1.30) / 0.35)[:, None]
    return np.asarray((_PHASE_WALK * (1 - trot) + _PHASE_TROT * trot) * (1 - gallop) + _PHASE_GALLOP * gallop)


def gait_footfalls(
    stride: Stride, ground: Array, yaw: Array, level: Array, stand: Array, tall: float, fps: int
) -> list[Footfall]:
    """The footfalls of a whole way. `stand` (4, 3) where the paws stand about the middle of the
    body; `level` (N,) the height of what is walked on."""
    frames = len(yaw)
    found: list[Footfall] = []
    offsets = _offsets(stride.froude)
    last = np.full(4, -9.0)

    def neutral(foot: int, frame: float) -> tuple[float, float, float, float]:
        at = min(max(frame, 0.0), frames - 1.0)
        k = np.arange(frames)
        x, z = np.interp(at, k, ground[:, 0]), np.interp(at, k, ground[:, 1])
        turn = float(np.interp(at, k, yaw))
        side, ahead = stand[foot, 0], stand[foot, 2]
        return (
            float(x + np.cos(turn) * side + np.sin(turn) * ahead),
            float(level[round(at)]),
            float(z - np.sin(turn) * side + np.cos(turn) * ahead),
            turn,
        )

    for foot in range(4):
        count = np.floor(stride.phase + offsets[:, foot])
        for frame in np.flatnonzero(np.diff(count) > 0) + 1:
            rate = float(stride.rate[frame])
            if rate <= 0:
                continue
            duty = _duty(float(stride.froude[frame]))
            land = float(frame) / fps
            if land - last[foot] < 0.45 / rate:
                continue
            swing = min((1 - duty) / rate, 0.55)
            x, y, z, turn = neutral(foot, frame + 0.5 * duty / rate * fps)
            lift = max(land - swing, last[foot] + 0.04)
            run = min(1.0, float(stride.froude[frame]))
            found.append(Footfall(foot, lift, land, (x, y, z), turn, tall * (0.07 + 0.08 * run)))
            last[foot] = land
    # Where a way ends the legs come to stand square, the one first that has stood longest.
    for begin in (float(k) for k in _rests(stride.pace > _STILL)):
        ends = {
            foot: max(
                (f for f in found if f.foot == foot and f.land <= begin / fps + 0.3), key=lambda f: f.land, default=None
            )
            for foot in range(4)
        }
        order = sorted(range(4), key=lambda foot: (ends[foot].land if ends[foot] is not None else -9.0, foot))  # type: ignore[union-attr]
        for k, foot in enumerate(order):
            last_fall = ends[foot]
            x, y, z, turn = neutral(foot, begin + 0.4 * fps)
            if last_fall is None or np.hypot(last_fall.hold[0] - x, last_fall.hold[2] - z) < 0.05 * tall:
                continue
            lift = max(begin / fps - 0.30 + 0.14 * k, last_fall.land + 0.05)
            later = min((f.lift for f in found if f.foot == foot and f.lift > lift), default=1e9)
            if lift + 0.26 < later:
                found.append(Footfall(foot, lift, lift + 0.26, (x, y, z), turn, 0.06 * tall))
    found.sort(key=lambda f: (f.lift, f.foot))
    return _within_reach(found, neutral, frames, fps, tall)


def _within_reach(
    falls: list[Footfall], neutral: Callable[[int, float], tuple[float, float, float, float]], frames: int, fps: int, tall: float
) -> list[Footfall]:  # fmt: skip
    """Steps put in where a foot would be left too far behind: setting out, stopping, turning."""
    out: list[Footfall] = []
    for foot in range(4):
        mine = [f for f in falls if f.foot == foot]
        x, y, z, turn = neutral(foot, 0.0)
        held = Footfall(foot, -9.0, -9.0, (x, y, z), turn, 0.0)
        for following in [*mine, None]:
            until = following.lift if following is not None else frames / fps
            frame = max(0, int(np.ceil(held.land * fps)))
            while frame / fps < until - 0.12:
                x, y, z, turn = neutral(foot, frame)
                if np.hypot(held.hold[0] - x, held.hold[2] - z) > _REACH * tall:
                    land = min(frame / fps + 0.22, until - 0.02)
                    x, y, z, turn = neutral(foot, land * fps + 0.10 * fps)
                    held = Footfall(foot, frame / fps, land, (x, y, z), turn, 0.07 * tall)
                    out.append(held)
                    frame = int(np.ceil(land * fps))
                frame += 1
            if following is not None:
                out.append(following)
                held = following
    return sorted(out, key=lambda f: (f.lift, f.foot))


def _rests(moving: npt.NDArray[np.bool_]) -> list[int]:
    """The frames on which an animal comes to rest."""
    return [int(k) + 1 for k in np.flatnonzero(moving[:-1] & ~moving[1:])]


def play_paws(start: Array, yaw: float, falls: Sequence[Footfall], frames: int, fps: int) -> PawTrack:
    """All footfalls, sampled; `start` (4, 3) where the paws stand first."""
    at = np.empty((frames, 4, 3))
    turn = np.empty((frames, 4))
    air = np.zeros((frames, 4))
    at[:] = start
    turn[:] = yaw
    for foot in range(4):
        held, heading = np.array(start[foot]), yaw
        for fall in (f for f in falls if f.foot == foot):
            goal = np.array(fall.hold)
            aim = heading + (fall.yaw - heading + np.pi) % (2 * np.pi) - np.pi
            span = window(fall.lift, fall.land, fps, frames)
            t = np.arange(frames)[span] / fps
            u = np.clip((t - fall.lift) / max(fall.land - fall.lift, 1e-3), 0, 1)
            after = slice(span.start, frames)
            at[after, foot], turn[after, foot] = goal, aim
            m = min_jerk(u)[:, None]
            at[span, foot] = held + (goal - held) * m
            arc = np.sin(np.pi * u) ** 1.5
            rise = max(0.0, goal[1] - held[1]) * np.sin(np.pi * np.clip(u, 0, 1)) * 0.4
            at[span, foot, 1] += fall.height * arc + rise
            air[span, foot] = np.maximum(air[span, foot], arc)
            turn[span, foot] = heading + (aim - heading) * m[:, 0]
            held, heading = goal, aim
    return PawTrack(at, turn, air)
