"""How people come into a brought place and leave it: doors, doorways, and the open sides."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fairtake.exchange.place.floorplan import Floorplan, Room
from fairtake.exchange.place.things import Thing
from fairtake.model.set import Door

__all__ = ["INWARD", "SIDES", "door_of", "edges", "openings", "side_of"]

F64 = npt.NDArray[np.float64]

SIDES = ("west", "north", "east", "south")
INWARD = {"west": (1.0, 0.0), "north": (0.0, 1.0), "east": (-1.0, 0.0), "south": (0.0, -1.0)}
"""The way (x, z) from each side into the room."""

_SWING = math.radians(95)
_LEAST, _MOST = 0.62, 3.2
"""Metres: how wide an opening is that people go through."""


def side_of(room: Room, point: F64, reach: float) -> str:
    """The side of the room that a point (x, z) is at, or nothing."""
    away = {
        "west": abs(point[0] - room.x0), "east": abs(point[0] - room.x1),
        "north": abs(point[1] - room.z0), "south": abs(point[1] - room.z1),
    }  # fmt: skip
    side = min(SIDES, key=lambda name: away[name])
    return side if away[side] < reach else ""


def door_of(thing: Thing, name: str, room: Room) -> Door | None:
    """The leaf of a door as a way in, hung on the side away from the wall's middle and opening
    outwards; None when it has no shape of a door people go through."""
    size = thing.high - thing.low
    along = 0 if size[0] >= size[2] else 2
    wide, thick = float(size[along]), float(size[2 - along])
    if not (0.5 < wide < 2.6 and thick < 0.5 and 1.5 < size[1] < 4 and thing.low[1] < 0.4):
        return None
    middle = thing.middle[[0, 2]]
    center = np.array([(room.x0 + room.x1) / 2, (room.z0 + room.z1) / 2])
    inward = np.zeros(2)
    across = 1 if along == 0 else 0
    inward[across] = 1.0 if center[across] >= middle[across] else -1.0
    side = np.zeros(2)
    toward = center[1 - across] - middle[1 - across]
    side[1 - across] = 1.0 if toward >= 0 else -1.0
    hinge, latch = middle - side * wide / 2, middle + side * wide / 2
    way = latch - hinge
    turned = np.array([way[1], -way[0]])  # a quarter turn about y
    sign = 1.0 if float(turned @ -inward) > 0 else -1.0
    outside = middle - inward * 1.0 + side * (wide / 2 + 0.9)
    handle = latch - side * 0.12
    return Door(
        name,
        (float(middle[0]), 0.0, float(middle[1])),
        math.atan2(float(inward[0]), float(inward[1])),
        (float(outside[0]), 0.0, float(outside[1])),
        name,
        (float(hinge[0]), 0.0, float(hinge[1])),
        sign * _SWING,
        (float(handle[0]), 1.04, float(handle[1])),
    )


def openings(plan: Floorplan, room: Room, doors: Sequence[Door]) -> list[Door]:
    """Gaps in the walls of a room that one can walk through."""
    found: list[Door] = []
    for number, side in enumerate(SIDES):
        if room.walled[number] < 0.4:
            continue
        for start, end in _gaps(plan, room, side):
            middle = (start + end) / 2
            if any(math.dist((d.position[0], d.position[2]), middle) < 1.0 for d in doors):
                continue
            inward = np.array(INWARD[side])
            aside = np.array([inward[1], inward[0]])
            center = np.array([(room.x0 + room.x1) / 2, (room.z0 + room.z1) / 2])
            aside = aside * (1.0 if float((center - middle) @ aside) >= 0 else -1.0)
            outside = middle - inward * 0.95 + aside * (float(np.linalg.norm(end - start)) / 2 + 0.9)
            found.append(_way(f"doorway {side}", middle, inward, outside))
    return found


def _gaps(plan: Floorplan, room: Room, side: str) -> list[tuple[F64, F64]]:
    """Stretches (from, to) of a side's wall where nothing stands up to a man's height and floor
    goes on."""
    depth = np.arange(-0.1, 0.45, plan.cell)
    along_x = side in ("north", "south")
    edge = {"west": room.x0, "east": room.x1, "north": room.z0, "south": room.z1}[side]
    out = -1.0 if side in ("west", "north") else 1.0
    low, high = (room.x0, room.x1) if along_x else (room.z0, room.z1)
    spots = np.arange(low + 0.1, high - 0.05, plan.cell)
    if not len(spots):
        return []
    blocked = plan.blocked
    open_ = []
    for spot in spots:
        columns = [plan.at(*((spot, edge + out * d) if along_x else (edge + out * d, spot))) for d in depth]
        open_.append(
            not any(blocked[c] for c in columns) and sum(bool(plan.floor[c]) for c in columns) > len(depth) / 2
        )
    found, first = [], -1
    for number, one in enumerate([*open_, False]):
        if one and first < 0:
            first = number
        elif not one and first >= 0:
            a, b = float(spots[first]), float(spots[number - 1])
            if _LEAST <= b - a + plan.cell <= _MOST:
                ends = ((a, edge), (b, edge)) if along_x else ((edge, a), (edge, b))
                found.append((np.array(ends[0]), np.array(ends[1])))
            first = -1
    return found


def edges(room: Room, acting: tuple[float, float, float, float], free: F64, plan: Floorplan) -> list[Door]:
    """Ways in over the sides of what has no doors: the open ones first; where all are walls, the
    one that cameras look from."""
    x0, z0, x1, z1 = acting
    wanted = [side for number, side in enumerate(SIDES) if room.walled[number] < 0.4] or ["south"]
    found = []
    for side in wanted:
        along_x = side in ("north", "south")
        edge = {"west": x0, "east": x1, "north": z0, "south": z1}[side]
        inward = np.array(INWARD[side])
        low, high = (x0, x1) if along_x else (z0, z1)
        spots = np.linspace(low + 0.4, high - 0.4, 15)
        places = [np.array((s, edge) if along_x else (edge, s)) + inward * 0.35 for s in spots]
        room_there = [float(free[plan.at(float(p[0]), float(p[1]))]) for p in places]
        middle = places[max(range(15), key=lambda n: (min(room_there[n], 0.4), -abs(n - 7)))] - inward * 0.35
        found.append(_way(f"way {side}", middle, inward, middle - inward * 2.4))
    return found


def _way(name: str, middle: F64, inward: F64, outside: F64) -> Door:
    return Door(
        name,
        (float(middle[0]), 0.0, float(middle[1])),
        math.atan2(float(inward[0]), float(inward[1])),
        (float(outside[0]), 0.0, float(outside[1])),
    )
