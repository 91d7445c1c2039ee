"""Walking, running and turning on the spot as a way of the pelvis and a plan of footsteps.

The pelvis moves along the path by a trapezoid of speed with soft corners; feet are set down
at even distances along it. Stance and swing follow normal gait: a fifth of each step is
double support when walking, none when running (after Winter, Biomechanics of Human Movement).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import Array, min_jerk, smooth
from fairtake.staging.motion.score import Foothold, Step, Travel

__all__ = [
    "RUN",
    "WALK",
    "Passage",
    "feet_at",
    "plan_turn",
    "plan_walk",
    "profile",
    "shift",
    "smoothed",
    "soften",
    "walk_seconds",
    "wrap",
]

WALK = 1.3
RUN = 3.1
_DT = 1 / 60


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A planned movement over the floor: pelvis, steps, and when and how it ends."""

    travel: Travel
    steps: tuple[Step, ...]
    start: float
    end: float
    feet: tuple[Foothold, Foothold]

    @property
    def place(self) -> tuple[float, float]:
        """The floor point it ends on."""
        return float(self.travel.points[-1, 0]), float(self.travel.points[-1, 1])

    @property
    def yaw(self) -> float:
        """The direction it ends in, unwrapped."""
        return float(self.travel.yaw[-1])


def wrap(angle: float) -> float:
    """The same angle within -pi .. pi."""
    return (angle + math.pi) % (2 * math.pi) - math.pi


def feet_at(build: Build, place: tuple[float, float], yaw: float, spread: float = 1.0) -> tuple[Foothold, Foothold]:
    """Both feet side by side under a pelvis; toes a little outward."""
    half = build.hip * 1.12 * spread
    left = np.array([math.cos(yaw), -math.sin(yaw)])
    holds = []
    for sign in (1.0, -1.0):
        x, z = np.asarray(place) + left * (half * sign)
        holds.append(Foothold(float(x), float(z), yaw + 0.12 * sign))
    return holds[0], holds[1]


def profile(distance: float, speed: float) -> tuple[Array, Array]:
    """Times and distances (K,) of a start, a steady stretch and a stop."""
    up, down = (0.62, 0.72) if speed < 2 else (0.75, 0.85)
    ramps = speed * (up + down) / 2
    if distance < ramps:
        factor = max(math.sqrt(distance / ramps), 0.45)
        up, down = up * factor, down * factor
        speed = distance / ((up + down) / 2)
    steady = max(0.0, distance / speed - (up + down) / 2)
    total = up + steady + down
    t = np.linspace(0, total, max(3, math.ceil(total / _DT) + 1))
    u = np.clip(t / up, 0, 1)
    s = speed * up * (u**3 - u**4 / 2)
    s += speed * np.clip(t - up, 0, steady)
    v = np.clip((t - up - steady) / down, 0, 1)
    s += speed * down * (v - v**3 + v**4 / 2)
    return t, s * (distance / s[-1])


def walk_seconds(distance: float, speed: float) -> float:
    """About how long a walk takes."""
    return float(profile(max(distance, 0.05), speed)[0][-1]) + 0.35


def _unwrap_to(angle: float, near: float) -> float:
    return near + wrap(angle - near)


def plan_walk(
    build: Build,
    path: Array,
    start: float,
    yaw: float,
    arrive: float | None,
    feet: tuple[Foothold, Foothold],
    speed: float = WALK,
    strafe: bool = False,
    loud: float = 0.4,
) -> Passage:
    """Walk the polyline `path` (M, 2) from its first point, looking along `yaw` at `start`.

    `arrive` is the direction to face at the end (None: the way one came). `strafe` keeps
    facing from `yaw` to `arrive` instead of along the path (a step aside or back).
    """
    seg = np.linalg.norm(np.diff(path, axis=0), axis=1)
    keep = np.concatenate([[True], seg > 1e-4])
    path = path[keep]
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    distance = float(along[-1])
    speed *= math.sqrt(build.scale)
    run = speed > 2.0
    t, s = profile(distance, speed)
    top = speed if distance > speed * 0.7 else distance / max(t[-1] * 0.5, 0.3)
    # The pelvis, and the direction of the path a little ahead of it.
    points: Array = np.stack([np.interp(s, along, path[:, 0]), np.interp(s, along, path[:, 1])], -1)
    points = smoothed(points, 9)
    ahead = np.minimum(s + 0.22, distance)
    behind = np.maximum(ahead - 0.3, 0)
    dx = np.interp(ahead, along, path[:, 0]) - np.interp(behind, along, path[:, 0])
    dz = np.interp(ahead, along, path[:, 1]) - np.interp(behind, along, path[:, 1])
    heading = np.unwrap(np.arctan2(dx, dz))
    heading += _unwrap_to(heading[0], yaw) - heading[0]
    if strafe:
        end_yaw = yaw if arrive is None else _unwrap_to(arrive, yaw)
        facing = yaw + (end_yaw - yaw) * min_jerk(t / t[-1])
    else:
        blend = min(0.6, t[-1] * 0.5)
        facing = yaw + (heading - yaw) * min_jerk(t / blend)
        if arrive is not None:
            target = _unwrap_to(arrive, float(heading[-1]))
            facing = facing + (target - heading[-1]) * min_jerk((t - t[-1] + min(0.9, t[-1] * 0.6)) / 0.9)
            facing += (target - facing[-1]) * min_jerk(t / t[-1])
    facing = smoothed(np.asarray(facing), 14)
    stride = 0.66 * build.leg / 0.826 * math.sqrt(max(top, 0.4) / 1.3) if not run else 0.98 * build.leg / 0.826
    count = max(1, math.ceil(distance / stride - 0.12))
    if strafe and arrive is not None:
        count = max(count, math.ceil(abs(wrap(arrive - yaw)) / 0.8))
    length = distance / count
    # Not quite as long as normal double support (0.2): the hips would drop too far between steps.
    lead, support = (0.54, 0.14) if not run else (0.36, -0.2)
    at_least = 0.36 if not run else 0.22
    turning = wrap(float(facing[min(len(t) - 1, 30)]) - yaw)
    side = 0 if turning > 0.05 else 1 if turning < -0.05 else (0 if feet[0] == min(feet, key=lambda h: h.x) else 1)
    steps: list[Step] = []
    held = list(feet)
    last_land = [-9.0, -9.0]
    landed = -9.0
    spread = build.hip * (0.92 if not run else 0.7)
    for k in range(1, count + 2):
        goal = min(k, count) * length
        if k <= count:
            land = float(np.interp(goal - lead * length, s, t))
        else:
            land = max(float(np.interp(distance - 0.02, s, t)), landed + (0.42 if not run else 0.3))
        land = max(land, landed + (0.3 if not run else 0.2), last_land[side] + at_least + 0.1)
        if k == 1:
            land = max(land, 0.36 if not run else 0.26)
        gap = land - landed
        lift = landed + support * gap if landed > -5 else land - 0.46 if not run else land - 0.3
        lift = min(max(lift, last_land[side] + 0.08, 0.0 if k == 1 else 0.02), land - 0.2)
        here = np.array([np.interp(goal, along, path[:, 0]), np.interp(goal, along, path[:, 1])])
        aim = float(np.interp(np.interp(goal, s, t), t, facing))
        sign = 1.0 if side == 0 else -1.0
        wide = spread + (build.hip * 1.12 - spread) * (1.0 if goal >= distance - 1e-6 else 0.0)
        here = here + np.array([math.cos(aim), -math.sin(aim)]) * (sign * wide)
        hold = Foothold(float(here[0]), float(here[1]), aim + (0.12 if goal >= distance - 1e-6 else 0.06) * sign)
        reach = math.hypot(hold.x - held[side].x, hold.z - held[side].z)
        roll = float(np.clip(reach / (1.1 * build.scale), 0.05, 1.0))
        lift_height = (0.03 + 0.034 * roll) if not run else 0.12 + 0.06 * roll
        steps.append(Step(side, start + lift, start + land, hold, lift_height, roll, loud * (0.5 + 0.5 * roll)))
        held[side] = hold
        landed = last_land[side] = land
        side = 1 - side
    end = max(float(t[-1]), landed) + 0.05
    travel = Travel(start + t, points, np.asarray(facing))
    return Passage(travel, tuple(steps), start, start + end, (held[0], held[1]))


def plan_turn(
    build: Build,
    place: tuple[float, float],
    yaw: float,
    aim: float,
    start: float,
    feet: tuple[Foothold, Foothold],
    haste: float = 1.0,
) -> Passage:
    """Turn on the spot from `yaw` to `aim` by the shorter way, stepping round when it is far;
    `haste` above 1 is quicker."""
    aim = _unwrap_to(aim, yaw)
    change = aim - yaw
    rounds = 0 if abs(change) < 0.3 else math.ceil(abs(change) / 1.15)
    pace = 0.56 / haste
    seconds = max(0.45, rounds * pace + 0.1)
    t = np.linspace(0, seconds, max(3, math.ceil(seconds / _DT) + 1))
    facing = yaw + change * min_jerk(t / seconds)
    steps: list[Step] = []
    held = list(feet)
    first = 0 if change > 0 else 1
    for r in range(rounds):
        at = yaw + change * (r + 1) / rounds
        both = feet_at(build, place, at)
        for i, side in enumerate((first, 1 - first)):
            lift = start + r * pace + i * pace * 0.48
            steps.append(Step(side, lift, lift + pace * 0.48, both[side], 0.035, 0.15, 0.18))
            held[side] = both[side]
    points = np.repeat(np.array([place], np.float64), len(t), 0)
    return Passage(Travel(start + t, points, facing), tuple(steps), start, start + seconds, (held[0], held[1]))


def shift(start: float, end: float, a: tuple[float, float], b: tuple[float, float], yaw: float, aim: float) -> Travel:
    """The pelvis glides from `a` to `b` (sitting down, stepping close) without steps of its own."""
    t = np.linspace(start, end, max(3, math.ceil((end - start) / _DT) + 1))
    u = min_jerk((t - start) / (end - start))
    points = np.asarray(a) + (np.asarray(b) - np.asarray(a)) * u[:, None]
    return Travel(t, points, yaw + (_unwrap_to(aim, yaw) - yaw) * u)


def smoothed(values: Array, reach: int) -> Array:
    """Averaged within `reach` samples, mirrored through the ends so that both stay put."""
    reach = min(reach, len(values) - 1)
    head = 2 * values[0] - values[reach:0:-1]
    tail = 2 * values[-1] - values[-2 : -reach - 2 : -1]
    return smooth(np.concatenate([head, values, tail]), reach)[len(head) : len(head) + len(values)]


def soften(path: Array, radius: float = 0.35) -> Array:
    """Round the corners of a polyline (M, 2): resampled every 5 cm and averaged within
    `radius`, ends kept."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    if along[-1] < 0.1 or len(path) < 3:
        return path
    s = np.linspace(0, along[-1], max(4, math.ceil(along[-1] / 0.05)))
    dense = np.stack([np.interp(s, along, path[:, 0]), np.interp(s, along, path[:, 1])], -1)
    reach = max(1, round(radius / 0.05))
    return smoothed(dense, reach)
