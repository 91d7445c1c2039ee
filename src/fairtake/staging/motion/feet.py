"""Where the feet are at every frame: planted exactly in stance, rolling from heel to toe."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import Array, smoothstep, window
from fairtake.staging.motion.score import Foothold, Step

__all__ = ["FeetTrack", "play_feet", "tipped"]

_HEEL_UP = 0.68
_TOES_UP = 0.30

_AHEAD = 0.07
"""The share of a step's time in which the foot only rises, and at its end only sinks."""

_RUNS = 0.1
"""Metres from which on a foot is lifted as runners lift it."""

_CLEAR = 0.125
"""Metres a flat sole is lifted for every metre it goes."""


@dataclass(frozen=True, slots=True, eq=False)
class FeetTrack:
    """`ankle` (N, 2, 3) in the world; `yaw`, `pitch` (toes down positive) and `toe` (the toes'
    own bend) (N, 2) in radians; `base` (N, 2, 2) the floor point under the foot and `lift`
    (N, 2) metres above its hold; `planted` (N, 2) 1 while the foot carries; `ground` (N, 2) the
    height of its hold and `keep` (N, 2) how much of the heel's rise the toes lie flat through
    (None: the feet are not on the ground, and cannot be tipped)."""

    ankle: Array
    yaw: Array
    pitch: Array
    toe: Array
    base: Array
    lift: Array
    planted: Array
    ground: Array | None = None
    keep: Array | None = None


def play_feet(build: Build, start: tuple[Foothold, Foothold], steps: list[Step], frames: int, fps: int) -> FeetTrack:
    """All footholds and steps of a performer, sampled."""
    base = np.empty((frames, 2, 2))
    height = np.empty((frames, 2))
    yaw, pitch = np.empty((frames, 2)), np.empty((frames, 2))
    lift = np.zeros((frames, 2))
    planted = np.ones((frames, 2))
    toe_keep = np.ones((frames, 2))
    for side in (0, 1):
        hold = start[side]
        base[:, side] = hold.x, hold.z
        height[:, side], yaw[:, side], pitch[:, side] = hold.y, hold.yaw, hold.pitch
        mine = [s for s in steps if s.foot == side]
        for i, step in enumerate(mine):
            heading = hold.yaw + (step.hold.yaw - hold.yaw + np.pi) % (2 * np.pi) - np.pi
            following = mine[i + 1].lift if i + 1 < len(mine) else step.land + 9.0
            before = mine[i - 1].land if i else step.lift - 9.0
            # Heel off before the foot leaves, toes up when it comes down, flat soon after.
            rise = min(0.55 * (step.lift - before), 0.30)
            settle = min(0.35 * (following - step.land), 0.14)
            span = window(step.lift - rise, step.land + settle, fps, frames)
            after = slice(span.start, frames)
            t = np.arange(frames)[span] / fps
            u = (t - step.lift) / (step.land - step.lift)
            base[after, side] = step.hold.x, step.hold.z
            height[after, side], yaw[after, side], pitch[after, side] = step.hold.y, heading, step.hold.pitch
            # A flat sole is off the ground before it goes, and there before it comes down.
            flat = 1 - min(step.roll, 1.0)
            still = _AHEAD * max(flat, 0.3 if step.height < _RUNS else 0.0)
            m = smoothstep((u - still) / (1 - 2 * still))
            base[span, side, 0] = hold.x + (step.hold.x - hold.x) * m
            base[span, side, 1] = hold.z + (step.hold.z - hold.z) * m
            height[span, side] = hold.y + (step.hold.y - hold.y) * m
            if step.lead:
                # On stairs a foot goes up before it goes forward, and down after.
                early, late = smoothstep(u / (1 - abs(step.lead))), smoothstep((u - 0.4 * abs(step.lead)) / (1 - 0.4 * abs(step.lead)))  # fmt: skip
                if step.lead < 0:
                    early, late = smoothstep((u + step.lead) / (1 + step.lead)), smoothstep(u / (1 + 0.4 * step.lead))
                base[span, side, 0] = hold.x + (step.hold.x - hold.x) * late
                base[span, side, 1] = hold.z + (step.hold.z - hold.z) * late
                height[span, side] = hold.y + (step.hold.y - hold.y) * early
            yaw[span, side] = hold.yaw + (heading - hold.yaw) * m
            inside = np.clip(u, 0, 1)
            far = float(np.hypot(step.hold.x - hold.x, step.hold.z - hold.z))
            # A sole that stays flat has to be carried; one that rolls clears the ground by itself.
            high = max(step.height, _CLEAR * min(far, 0.6) * flat) if step.height > 0 else 0.0
            bell = np.sin(np.pi * inside) ** 2
            lift[span, side] += high * bell * (1 + 0.8 * flat * (1 - bell)) * (u > 0) * (u < 1)
            planted[span, side] = np.where((u > 0) & (u < 1), 0.0, 1.0)
            off = _HEEL_UP * step.roll
            strike = -_TOES_UP * step.roll
            # The toes hang from a shin that swings through behind.
            trail = step.roll * 0.18
            swing = off + (strike - off) * smoothstep(inside / 0.9) + trail * np.sin(np.pi * inside) ** 2
            push = hold.pitch + off * smoothstep((t - step.lift + rise) / max(rise, 1e-3)) ** 1.5
            fall = strike * (1 - smoothstep((t - step.land) / max(settle, 1e-3)))
            carry = hold.pitch * (1 - m) + step.hold.pitch * m
            angle = np.where(u < 0, push, np.where(u < 1, swing + carry, fall + step.hold.pitch))
            pitch[span, side] = angle
            toe_keep[span, side] = np.where(u < 0, 1.0, np.where(u < 1, 1 - np.sin(np.pi * inside) * 0.7, 1.0))
            hold = Foothold(step.hold.x, step.hold.z, heading, step.hold.y, step.hold.pitch)
    rest = FeetTrack(np.empty((frames, 2, 3)), yaw, pitch, pitch, base, lift, planted, height, toe_keep)
    return tipped(build, rest, pitch)


def tipped(build: Build, feet: FeetTrack, pitch: Array) -> FeetTrack:
    """The same footholds with the feet at another pitch (N, 2). A foot turns about its ball while
    the heel is up and about its heel while the toes are."""
    if feet.ground is None or feet.keep is None:
        return feet
    up = np.maximum(pitch, 0)
    down = np.minimum(pitch, 0)
    z_ball, y_ball = float(build.ball[2]), float(build.ball[1])
    dy, dz = build.sole - y_ball, -z_ball
    forward = z_ball + dz * np.cos(up) + dy * np.sin(up)
    rise = y_ball + dy * np.cos(up) - dz * np.sin(up)
    ty, tz = build.sole, build.heel
    forward += -tz + tz * np.cos(down) + ty * np.sin(down)
    rise += ty * np.cos(down) - tz * np.sin(down) - build.sole
    ankle = np.empty_like(feet.ankle)
    ankle[..., 0] = feet.base[..., 0] + np.sin(feet.yaw) * forward
    ankle[..., 2] = feet.base[..., 1] + np.cos(feet.yaw) * forward
    ankle[..., 1] = feet.ground + feet.lift + rise
    return replace(feet, ankle=ankle, pitch=pitch, toe=-up * feet.keep)
