"""Walking up and down a flight of stairs: one foot a tread, the hand on the rail."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.set import Stairs
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.gait import Passage, smoothed, wrap
from fairtake.staging.motion.score import Foothold, Step, Travel

__all__ = ["plan_climb", "stair_point", "stand_at"]

_DT = 1 / 60
_SWING = 0.72
"""The share of the time between two steps in which a foot is in the air, doubled (each foot
steps every other time)."""


def stair_point(flight: Stairs, along: float, aside: float) -> tuple[float, float]:
    """The floor point so far up a flight from its lowest riser, and to its left, metres."""
    sin, cos = math.sin(flight.yaw), math.cos(flight.yaw)
    return flight.foot[0] + along * sin + aside * cos, flight.foot[2] + along * cos - aside * sin


def _sole(build: Build, flight: Stairs, tread: int, up: bool) -> float:
    """How far up the flight an ankle is whose foot stands in the middle of a tread (0 the floor
    before the stairs, `count` the landing)."""
    middle = stand_at(flight, tread)
    long = 0.5 * (float(build.ball[2]) + 0.075 * build.scale - build.heel)
    return middle - long if up else middle + long


def plan_climb(
    build: Build,
    flight: Stairs,
    start: float,
    place: tuple[float, float],
    yaw: float,
    feet: tuple[Foothold, Foothold],
    from_tread: int,
    to_tread: int,
    aside: float,
    pace: float = 1.0,
    loud: float = 0.4,
) -> Passage:
    """From one tread to another (0 is the floor before the stairs, `count` the landing), the
    pelvis `aside` metres left of the flight's middle. One stands at `place` with both `feet` on
    `from_tread`, facing along the flight. Footholds have height 0: the terrain raises them."""
    up = to_tread > from_tread
    way = 1 if up else -1
    facing = flight.yaw if up else flight.yaw + math.pi
    facing = yaw + wrap(facing - yaw)
    beat = (0.53 if up else 0.48) / pace
    half = build.hip * 1.0
    treads = list(range(from_tread + way, to_tread + way, way))
    side = 1
    steps: list[Step] = []
    held = list(feet)
    last_land = [-9.0, -9.0]
    times, along = [0.0], [stand_at(flight, from_tread)]
    now = 0.0
    for k, tread in enumerate([*treads, treads[-1]]):
        closing = k == len(treads)
        land = now + (1.1 * beat if k == 0 else beat)
        lift = max(land - 2 * beat * _SWING * 0.62, last_land[side] + 0.05, 0.0)
        s = _sole(build, flight, tread, up)
        sign = 1.0 if side == 0 else -1.0
        # Left and right are the climber's own; `aside` is the flight's.
        own = sign * half * (1.12 if closing or k == len(treads) - 1 else 1.0) * way
        x, z = stair_point(flight, s, aside + own)
        hold = Foothold(x, z, facing + 0.08 * sign)
        lead = 0.34 if up else -0.44
        height = 0.075 if up else 0.05
        if closing:
            height = 0.05
        steps.append(Step(side, start + lift, start + land, hold, height, 0.32 if up else 0.12, loud * (0.8 if up else 1.0), lead))  # fmt: skip
        held[side] = hold
        last_land[side] = land
        times.append(land)
        # At contact the weight is still mostly over the other foot.
        along.append(
            stand_at(flight, tread)
            if closing
            else stand_at(flight, tread) - way * (0.52 if up else 0.74) * flight.going
        )
        side = 1 - side
        now = land
    total = now + 0.12
    t = np.linspace(0.0, total, max(8, math.ceil(total / _DT) + 1))
    s_of: Array = smoothed(np.interp(t, times, along), max(6, round(0.55 * beat / _DT)))
    turn = yaw + (facing - yaw) * np.clip(t / 0.5, 0, 1)
    middle = np.array([stair_point(flight, float(s), aside) for s in s_of])
    # From wherever one stood to the lane one climbs in.
    first = np.array(place) - middle[0]
    points: Array = middle + first * (1 - np.clip(t / 0.7, 0, 1))[:, None] ** 2
    travel = Travel(start + t, points, np.asarray(turn))
    end = start + total
    return Passage(travel, tuple(steps), start, end, (held[0], held[1]))


def stand_at(flight: Stairs, tread: int) -> float:
    """How far up the flight one stands on a tread; clear of the edge on the floor and the landing."""
    if tread <= 0:
        return -0.38
    if tread >= flight.count:
        return (flight.count - 1) * flight.going + 0.36
    return (tread - 0.5) * flight.going
